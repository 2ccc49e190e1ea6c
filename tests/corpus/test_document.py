from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Box, Condition, Document, Line, Page, PageSource, Reading, Word, plain_document
from corpus.evidence import locate
from corpus.offsets import Replacement

PRINTED = st.text(alphabet="aéố 9%\n", max_size=60)


def garbled(text: str) -> Document:
    return plain_document(text, identity="sha256:0", source="a.txt")


@given(PRINTED)
def test_lines_are_the_inputs_own_lines(text: str) -> None:
    document = garbled(text)
    assert [text[line.start : line.end] for _, line in document.lines] == text.split("\n")


@given(PRINTED, st.data())
def test_evidence_quotes_the_text_whatever_was_repaired(text: str, data: st.DataObject) -> None:
    document = garbled(text)
    words = [w for _, line in document.lines for w in line.words]
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    replacements = [Replacement(w.start, w.end, data.draw(st.text(alphabet="xỷ", max_size=4))) for w in chosen]
    repaired = document.repaired(replacements, [], condition=Condition.OCR_GARBLED, language="vi")
    if not repaired.text:
        return
    start = data.draw(st.integers(0, len(repaired.text) - 1))
    end = data.draw(st.integers(start + 1, len(repaired.text)))
    evidence = locate(repaired, start, end)
    assert repaired.text[evidence.start : evidence.end] == evidence.quote
    assert evidence.quote_as_read in repaired.as_read
    assert evidence.line == repaired.text[:start].count("\n") + 1
    assert evidence.line_end == repaired.text[: end - 1].count("\n") + 1


@given(PRINTED)
def test_repair_keeps_line_numbers(text: str) -> None:
    document = garbled(text)
    replacements = [Replacement(w.start, w.end, "số lượng") for _, line in document.lines for w in line.words]
    repaired = document.repaired(replacements, [], condition=Condition.OCR_GARBLED, language="vi")
    for index in range(len(document.lines)):
        start, end = repaired.line_span(index)
        assert "\n" not in repaired.text[start:end]
        assert repaired.line_at(start)[1].number == index + 1


def test_a_repair_that_breaks_a_line_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        garbled("mot hai").repaired([Replacement(3, 4, "\n")], [], condition=Condition.OCR_GARBLED, language="vi")


def scanned() -> Document:
    words = (
        Word(0, 2, Box(10, 10, 30, 20), 0.9),
        Word(3, 7, Box(35, 11, 70, 20), 0.4),
        Word(8, 11, Box(10, 30, 40, 40), 0.8),
    )
    lines = (Line(1, 0, 7, Box(10, 10, 70, 20), words=words[:2]), Line(2, 8, 11, Box(10, 30, 40, 40), words=words[2:]))
    page = Page(1, 0, 11, lines, PageSource.RECOGNISED, width=100, height=100, dpi=200)
    text = "s6 dudi\n15%"
    return Document("sha256:0", "a.pdf", "application/pdf", text, (page,), text)


def test_boxes_are_joined_by_printed_line() -> None:
    repaired = scanned().repaired(
        [Replacement(0, 2, "số"), Replacement(3, 7, "dưới")],
        [Reading(0, 2, 0.99), Reading(3, 7, 0.7)],
        condition=Condition.SCAN,
        language="vi",
    )
    evidence = locate(repaired, 0, len(repaired.text))
    assert evidence.quote == "số dưới\n15%"
    assert evidence.quote_as_read == "s6 dudi\n15%"
    assert [(b.left, b.top, b.right, b.bottom) for b in evidence.boxes] == [(10, 10, 70, 20), (10, 30, 40, 40)]


def test_the_least_sure_token_decides_and_a_reading_speaks_for_its_word() -> None:
    assert scanned().probability(0, 11) == pytest.approx(0.4)
    repaired = scanned().repaired(
        [Replacement(3, 7, "dưới")], [Reading(3, 7, 0.7)], condition=Condition.SCAN, language="vi"
    )
    assert repaired.probability(3, 7) == pytest.approx(0.7)
    assert repaired.probability(8, 11) == pytest.approx(0.8)


def test_no_evidence_for_nothing() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        locate(scanned(), 4, 4)
