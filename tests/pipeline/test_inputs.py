import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inputs import Input, collect
from pipeline.naming import folder_name


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.pdf", "sub/deep/d.txt", ".hidden/x.txt", ".secret", "~$b.docx", "Thumbs.db"):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "tree"


def names(inputs: list[Input]) -> list[str]:
    return [Path(item.shown).name for item in inputs]


def test_folders_are_walked_in_order_and_hidden_files_skipped(tree: Path) -> None:
    assert names(collect([tree])) == ["a.txt", "b.txt", "c.pdf", "d.txt"]


def test_a_hidden_file_named_outright_is_taken(tree: Path) -> None:
    assert names(collect([tree / ".secret"])) == [".secret"]


def test_links_that_lead_back_are_followed_once(tree: Path) -> None:
    (tree / "sub" / "back").symlink_to(tree, target_is_directory=True)
    (tree / "loop").symlink_to("loop")
    (tree / "again.txt").symlink_to(tree / "a.txt")
    found = names(collect([tree]))
    assert sorted(found) in (["a.txt", "b.txt", "c.pdf", "d.txt"], ["again.txt", "b.txt", "c.pdf", "d.txt"])


def test_a_file_named_twice_is_one_input(tree: Path) -> None:
    assert names(collect([tree / "a.txt", tree, tree / "sub" / ".." / "a.txt"])) == ["a.txt", "b.txt", "c.pdf", "d.txt"]


def test_the_output_folder_is_left_out(tree: Path) -> None:
    assert names(collect([tree], tree / "sub")) == ["a.txt", "b.txt"]


def test_the_hash_is_that_of_the_bytes(tree: Path) -> None:
    assert collect([tree / "a.txt"])[0].sha256 == hashlib.sha256(b"a.txt").hexdigest()


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert collect([tmp_path / "pipe"])[0].error.code == "not_a_file"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Nghị quyết số 57-NQ TW.pdf", "Nghị_quyết_số_57-NQ_TW"),
        (unicodedata.normalize("NFD", "Chương trình.docx"), "Chương_trình"),
        ("../../etc/passwd", "passwd"),
        ("a:b*c?.txt", "a_b_c"),
        (".pdf", "pdf"),
        ("-rf.txt", "rf"),
        ("???.txt", "document"),
    ],
)
def test_folder_names_are_safe_and_keep_vietnamese(source: str, expected: str) -> None:
    assert folder_name(source, "0123456789abcdef") == f"{expected}-0123456789ab"


@given(st.text(max_size=400))
def test_any_name_makes_a_folder_that_can_be_made(name: str) -> None:
    made = folder_name(name.replace("/", "_").replace("\0", "_"), "f" * 64)
    assert made.endswith("-" + "f" * 12)
    assert len(made.encode()) <= 170
    assert "/" not in made
    assert made[0] not in ".-"
    assert unicodedata.is_normalized("NFC", made)


def test_a_loop_of_links_named_outright_costs_only_itself(tree: Path) -> None:
    (tree / "loop").symlink_to("loop")
    (tree / "dangling").symlink_to("nowhere")
    found = collect([tree / "loop", tree / "dangling", tree / "a.txt"])
    assert [item.error.code if item.error else None for item in found] == ["cannot_be_read", "not_found", None]


def test_names_that_are_no_unicode_are_shown_as_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/c\xf4ng v\xffn.txt"))
    path.write_text("ok", encoding="utf-8")
    (item,) = collect([path])
    assert item.shown.endswith("c\\xf4ng v\\xffn.txt")
    assert item.path.read_text(encoding="utf-8") == "ok"


def test_an_endless_file_is_refused_by_its_size_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse.pdf").open("wb") as stream:
        stream.truncate(2**33)
    (item,) = collect([tmp_path])
    assert item.sha256 is None
    assert item.error.code == "oversized"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
def test_a_folder_that_may_not_be_entered_is_told_and_its_neighbours_are_taken(tree: Path) -> None:
    (tree / "sub").chmod(0)
    found = collect([tree, tree / "sub" / "c.pdf"])
    (tree / "sub").chmod(0o755)
    assert names(found) == ["a.txt", "b.txt", "sub", "c.pdf"]
    assert [item.error.code for item in found if item.error] == ["cannot_be_read", "cannot_be_read"]


def test_a_folder_that_cannot_be_listed_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = collect([tree])
    assert names(found) == ["a.txt", "b.txt", "c.pdf", "deep"]
    assert found[-1].error.code == "cannot_be_read"


def test_a_folder_that_vanishes_while_folders_are_walked_costs_only_itself(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.walk

    def walk(*given: object, **named: object) -> object:
        for top, folders, files in real(*given, **named):
            if Path(top) == tree:
                folders.append("gone")
            yield top, folders, files

    monkeypatch.setattr(os, "walk", walk)
    found = collect([tree])
    assert names(found) == ["a.txt", "b.txt", "c.pdf", "d.txt", "gone"]
    assert found[-1].error.code == "not_found"
