"""Decisions as annotations: folders with the names and fields of the reference documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store
from corpus.store.annotations import export_annotations
from corpus.store.annotations.rows import _dates
from corpus.store.decisions import Seen, approve, correct, reject
from corpus.store.deed import Actor
from corpus.store.tables import DocumentEntry, RowEntry
from corpus.store.words import Place, mend, words_on

A = "a" * 64


@pytest.fixture
def folder(store: Store, lan: Actor, rows: dict[str, RowEntry], tmp_path: Path) -> Path:
    """The document's annotations: one target corrected, one rejected, a word mended."""
    with store.writing() as session:
        document = session.get_one(DocumentEntry, A)
        word = next(w for w in words_on(store, document, 1).words if w.text == "ty")
        mend(session, store, lan, [Place(A, 1, word.start, word.end)], "tỷ")
    with store.writing() as session:
        for row in session.query(RowEntry).filter_by(state="open").all():
            seen = Seen(row.id, row.version)
            if row.key == "t-70":
                reject(session, lan, seen, "là kết quả")
            elif row.key == "t-2":
                correct(session, lan, seen, row.data | {"comparator": "le"})
            else:
                approve(session, lan, seen)
    with store.reading() as session:
        assert list(export_annotations(session, store, tmp_path / "gold")) == []
        [made] = export_annotations(session, store, tmp_path / "gold", every=True)
    return made


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_files_are_those_of_the_reference_documents(folder: Path) -> None:
    kinds = ("targets", "achievements", "bodies", "deadlines")
    names = {f"gold.{kind}{end}.jsonl" for kind in kinds for end in ("", ".optional")}
    pages = {"page-1.gold.txt", "page-2.gold.txt"}
    assert {path.name for path in folder.iterdir()} == names | pages | {"gold.negatives.jsonl", "gold.meta.json"}
    assert not (folder / "gold.targets.optional.jsonl").read_text(encoding="utf-8")


def test_pages_hold_the_mended_words_and_quotes_stand_in_them(folder: Path) -> None:
    text = (folder / "page-1.gold.txt").read_text(encoding="utf-8")
    assert "tỷ lệ hộ nghèo dưới 2%" in text
    assert "và ty lệ lao động" in text
    [target] = lines(folder / "gold.targets.jsonl")
    assert (target["page"], target["quote"]) == (1, "tỷ lệ hộ nghèo dưới 2%")
    assert (target["indicator_vi"], target["comparator"], target["value"]) == ("tỷ lệ hộ nghèo", "le", 2)
    assert (target["due"], target["due_accept"]) == ("2030", ["2030", "2030-12-31"])


def test_rejected_rows_are_negatives_with_the_reason(folder: Path) -> None:
    [negative] = lines(folder / "gold.negatives.jsonl")
    assert negative["not_in"] == ["targets"]
    assert negative["why_not"] == "là kết quả"
    assert negative["quote"] == "ty lệ lao động qua đào tạo đạt 70%"


def test_the_head_says_what_people_left(folder: Path) -> None:
    meta = json.loads((folder / "gold.meta.json").read_text(encoding="utf-8"))
    assert (meta["symbol"], meta["number"], meta["symbol_page"]) == ("12-NQ/TU", "12", 1)
    assert meta["date"] is None
    assert meta["pages_annotated"] == [1, 2]
    assert meta["source_name"] == "nghị quyết.pdf"


@pytest.mark.parametrize(
    ("start", "end", "precision", "values"),
    [
        (None, "2030-12-31", "year", ["2030", "2030-12-31"]),
        (None, "2025-09-30", "month", ["2025-09", "2025-09-30"]),
        ("2024-03-15", "2024-03-15", "day", ["2024-03-15"]),
        ("2021-01-01", "2025-12-31", "year", ["2021/2025", "2021-01-01/2025-12-31", "2025-12-31"]),
        ("2025-01-01", None, "day", ["2025-01-01"]),
        (None, None, None, []),
    ],
)
def test_times_are_written_as_the_references_write_them(
    start: str | None, end: str | None, precision: str | None, values: list[str]
) -> None:
    assert _dates({"start": start, "end": end, "precision": precision}) == values
