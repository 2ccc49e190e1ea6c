"""What was learned is written for people: it can be read back, edited, and stays edited."""

from pathlib import Path

from corpus.learned import Misreading, Moved, Name, load
from pipeline.learning.overlay import contents, write_overlay

MISREAD = [Misreading("garbled", "dudc", "được", 3, 40)]
NAMES = [Name("mức nghèo của dân", "poverty_rate")]
BODIES = [Name("BCHTƯ Đảng", "party.central_committee")]


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    assert write_overlay(tmp_path / "new", contents(MISREAD, {"target": Moved(-0.5, 1.2)}, NAMES, BODIES)) == []
    found = load(tmp_path / "new")
    assert list(found.misreadings) == MISREAD
    assert found.confidence == {"target": Moved(-0.5, 1.2)}
    assert (list(found.indicator_names), list(found.body_names)) == (NAMES, BODIES)


def test_what_is_learned_no_more_is_deleted(tmp_path: Path) -> None:
    write_overlay(tmp_path, contents(MISREAD, {}, NAMES, []))
    write_overlay(tmp_path, contents([], {}, NAMES, []))
    assert [path.name for path in tmp_path.iterdir()] == ["indicator_names.tsv"]


def test_a_file_that_an_expert_has_edited_is_theirs(tmp_path: Path) -> None:
    write_overlay(tmp_path, contents(MISREAD, {}, NAMES, []))
    edited = tmp_path / "misreadings.tsv"
    mine = edited.read_text(encoding="utf-8") + "garbled\tcua\tcủa\t2\t50\n"
    edited.write_text(mine, encoding="utf-8")
    more = [*MISREAD, Misreading("garbled", "ndm", "năm", 2, 9)]
    assert write_overlay(tmp_path, contents(more, {}, [], [])) == [tmp_path / "misreadings.tsv.proposal"]
    assert edited.read_text(encoding="utf-8") == mine
    assert len(load(tmp_path).misreadings) == 2
    assert not (tmp_path / "indicator_names.tsv").exists()


def test_the_same_lessons_are_the_same_version(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_overlay(tmp_path / name, contents(MISREAD, {"deadline": Moved(0.1, 1.0)}, NAMES, BODIES))
    assert load(tmp_path / "a").digest == load(tmp_path / "b").digest
