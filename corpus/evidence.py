"""From a span of the text to the proof of where it stands."""

from __future__ import annotations

from itertools import groupby

from corpus.document import Box, Document, Page, Word
from corpus.record import BoxModel, Evidence


def locate(document: Document, start: int, end: int) -> Evidence:
    """Return the evidence for ``document.text[start:end]``: page, lines, quotes and one box per printed line.

    Raises:
        ValueError: when the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"no evidence for the span {start}:{end} of a text of {len(document.text)} characters")
    page, line = document.line_at(start)
    last_page, last_line = document.line_at(end - 1)
    raw_start, raw_end = document.offsets.to_raw(start, end)
    return Evidence(
        page=page.number,
        page_end=last_page.number,
        line=line.number,
        line_end=last_line.number,
        start=start,
        end=end,
        quote=document.text[start:end],
        quote_as_read=document.as_read[raw_start:raw_end],
        boxes=_boxes(document.words_in(start, end)),
        confidence=round(document.probability(start, end), 4),
    )


def _boxes(words: list[tuple[Page, Word]]) -> list[BoxModel]:
    """One box for each run of words that stand on one printed line."""
    boxed = [(page.number, word.box) for page, word in words if word.box]
    rows: list[tuple[int, Box]] = []
    for number, box in boxed:
        if rows and rows[-1][0] == number and _same_row(rows[-1][1], box):
            rows[-1] = (number, rows[-1][1].union(box))
        else:
            rows.append((number, box))
    return [
        BoxModel(page=number, left=box.left, top=box.top, right=box.right, bottom=box.bottom)
        for number, group in groupby(rows, key=lambda row: row[0])
        for _, box in group
    ]


def _same_row(row: Box, box: Box) -> bool:
    """Words of one row overlap in height by half of the lower one and run from left to right."""
    overlap = min(row.bottom, box.bottom) - max(row.top, box.top)
    return overlap * 2 >= min(row.bottom - row.top, box.bottom - box.top) and box.left >= row.left
