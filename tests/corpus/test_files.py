import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import OutputError
from corpus.files import TEMPORARY, folder_atomically, write_atomically

KILLED = """
import os, signal, sys
from pathlib import Path
from corpus.files import folder_atomically, write_atomically
with folder_atomically(Path(sys.argv[1])) as folder:
    write_atomically(folder / "new.txt", "new")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.binary())
def test_what_is_written_is_what_is_read(tmp_path: Path, data: str | bytes) -> None:
    path = tmp_path / "file"
    write_atomically(path, data)
    assert path.read_bytes() == (data.encode("utf-8") if isinstance(data, str) else data)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_file_has_the_rights_that_any_new_file_would_have(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    (tmp_path / "plain-folder").mkdir()
    write_atomically(tmp_path / "file", "x")
    with folder_atomically(tmp_path / "folder"):
        pass
    for ours, plain in (("file", "plain"), ("folder", "plain-folder")):
        assert stat.S_IMODE((tmp_path / ours).stat().st_mode) == stat.S_IMODE((tmp_path / plain).stat().st_mode)


def test_a_file_that_cannot_be_written_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"file.*cannot be written.*Check that"):
        write_atomically(tmp_path / "no folder" / "file", "x")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(tmp_path / "file", "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_atomically(tmp_path / "file", "new")
    assert {entry.name: entry.read_text() for entry in tmp_path.iterdir()} == {"file": "old"}


def test_an_error_in_the_block_leaves_the_old_folder(tmp_path: Path) -> None:
    with folder_atomically(tmp_path / "folder") as folder:
        write_atomically(folder / "old.txt", "old")
    with pytest.raises(OutputError), folder_atomically(tmp_path / "folder") as folder:
        write_atomically(folder / "no folder" / "new.txt", "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
    assert [entry.name for entry in (tmp_path / "folder").iterdir()] == ["old.txt"]


def test_a_killed_run_leaves_the_old_folder_and_a_name_that_may_be_deleted(tmp_path: Path) -> None:
    with folder_atomically(tmp_path / "folder") as folder:
        write_atomically(folder / "old.txt", "old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "folder")], check=False)
    assert done.returncode == -9
    left = [entry.name for entry in tmp_path.iterdir() if entry.name != "folder"]
    assert len(left) == 1
    assert left[0].startswith(TEMPORARY)
    assert [entry.name for entry in (tmp_path / "folder").iterdir()] == ["old.txt"]


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder_atomically(tmp_path / "folder") as folder:
        write_atomically(folder / "old.txt", "old")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target.name == "folder" and not path.name.endswith("-old"):
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="Input/output"), folder_atomically(tmp_path / "folder") as folder:
        write_atomically(folder / "new.txt", "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
    assert [entry.name for entry in (tmp_path / "folder").iterdir()] == ["old.txt"]
