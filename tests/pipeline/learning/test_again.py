"""The present extractors on judged documents: what is right, what appeared and what is gone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.record import DocumentInfo, Record, Target
from corpus.store.judged import JudgedDocument, JudgedRow
from pipeline.learning.again import extract_again

TEXT = "Tỷ lệ hộ nghèo còn 2%.\nTỷ lệ che phủ rừng đạt 42%.\nSố trạm y tế là 12.\n"
Judged = Callable[..., tuple[JudgedDocument, Path]]
Made = Callable[..., Target]


def finds(*targets: Target) -> Callable[[Document], Record]:
    """An extractor that finds the targets given."""

    def extract(document: Document) -> Record:
        info = DocumentInfo(
            id=document.id,
            source=document.source,
            media_type="text/plain",
            pages=1,
            language="vi",
            condition=None,
            status="done",
        )
        return Record(document=info, targets=list(targets))

    return extract


def approved(made: Target) -> JudgedRow:
    data = made.model_dump(mode="json")
    return JudgedRow("target", made.id, "right", data, data)


def rejected(made: Target) -> JudgedRow:
    return JudgedRow("target", made.id, "false", made.model_dump(mode="json"), None)


@pytest.fixture
def targets(target: Made) -> list[Target]:
    return [
        target(TEXT, "Tỷ lệ hộ nghèo còn 2%", "tỷ lệ hộ nghèo", value=2),
        target(TEXT, "Tỷ lệ che phủ rừng đạt 42%", "tỷ lệ che phủ rừng", value=42),
        target(TEXT, "Số trạm y tế là 12", "số trạm y tế", value=12),
    ]


def verdicts(rows: Any) -> dict[str, str]:
    return {row.key: row.verdict for row in rows}


def test_the_same_extraction_is_judged_as_people_judged_it(judged: Judged, targets: list[Target]) -> None:
    first, second, _ = targets
    document, folder = judged("a", TEXT, approved(first), rejected(second))
    found = extract_again(document, folder, finds(first, second))
    assert verdicts(found.now) == {first.id: "right", second.id: "false"}
    assert found.changes == ()
    assert found.before == document.rows


def test_what_appears_and_what_is_gone_is_told_with_its_worth(judged: Judged, targets: list[Target]) -> None:
    first, second, third = targets
    document, folder = judged("a", TEXT, approved(first), rejected(second))
    found = extract_again(document, folder, finds(third))
    assert verdicts(found.now) == {third.id: "false", first.id: "missed"}
    told = {(change.what, change.right, change.text) for change in found.changes}
    assert told == {
        ("appeared", None, "Số trạm y tế là 12"),
        ("disappeared", True, "Tỷ lệ hộ nghèo còn 2%"),
        ("disappeared", False, "Tỷ lệ che phủ rừng đạt 42%"),
    }


def test_a_row_that_people_added_is_found_at_its_place(judged: Judged, targets: list[Target]) -> None:
    added = JudgedRow("target", "added-1", "missed", None, targets[0].model_dump(mode="json"))
    document, folder = judged("a", TEXT, added)
    found = extract_again(document, folder, finds(targets[0]))
    assert [row.verdict for row in found.now] == ["right"]
    assert [(change.what, change.right) for change in found.changes] == [("appeared", True)]


def test_a_corrected_row_is_right_when_the_extractor_says_the_same_now(judged: Judged, targets: list[Target]) -> None:
    first = targets[0]
    better = first.model_copy(update={"comparator": "le"})
    corrected = JudgedRow(
        "target", first.id, "corrected", first.model_dump(mode="json"), better.model_dump(mode="json"), ("comparator",)
    )
    document, folder = judged("a", TEXT, corrected)
    assert [(r.verdict, r.wrong) for r in extract_again(document, folder, finds(first)).now] == [
        ("corrected", ("comparator",))
    ]
    again = extract_again(document, folder, finds(better))
    assert [row.verdict for row in again.now] == ["right"]
    assert [(change.what, change.right) for change in again.changes] == [("changed", True)]
