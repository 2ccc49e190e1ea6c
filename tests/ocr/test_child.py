"""Child programs get their limits, and their scripts go with the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import MissingDependencyError
from ocr import child


def test_limits_and_threads_reach_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "tesseract"
    fake.write_text('#!/bin/sh\necho "$(ulimit -v) $(ulimit -t) $OMP_THREAD_LIMIT $1"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    child._folder.cache_clear()
    script = child.program("tesseract", seconds=7, memory=512 * 2**20)
    said = subprocess.run([script, "a b"], capture_output=True, text=True, check=True).stdout.strip()
    child._folder.cache_clear()
    assert said == f"{512 * 1024} 7 1 a b"


def test_scripts_vanish_with_the_process() -> None:
    code = "from ocr import child; print(child.program('pdftoppm', seconds=1, memory=2**30))"
    script = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert "vanban-programs-" in script
    assert not Path(script).exists()


def test_poppler_folder_needs_all_its_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pdftoppm").write_text("#!/bin/sh\n")
    (tmp_path / "pdftoppm").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependencyError):
        child.poppler_folder(seconds=2, memory=2**30)
