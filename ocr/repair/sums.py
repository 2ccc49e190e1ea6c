"""Sums in tables: a total that its parts add up to confirms them all, and picks the right reading of a doubtful part.

Tables nest their parts in many ways, so that a sum which does not come out says nothing by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from corpus.document import Document, Table
from corpus.language.orthography import bare
from ocr.repair.claims import Claim

FEWEST = 2  # parts of a sum
BEYOND_CHANCE = 1000
"""From here on, figures that follow one another and happen to add up to the one before them are its parts."""
_TOTAL = re.compile(r"\W*(?:tong\b|cong\W*$|total\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
# marks of the rows that may be a total's parts, each level by itself
_LEVELS = (re.compile(r"[IVXL]{1,6}"), re.compile(r"[A-ZĐ]"), re.compile(r"\d{1,2}"), re.compile(r"[a-zđ]"))


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a cell, in offsets of the text, and the mark at the beginning of its row."""

    start: int
    end: int
    value: Decimal
    mark: str


def sums(document: Document) -> Iterator[Claim]:
    """Yield what the totals of a document's tables say of its numbers."""
    for page in document.pages:
        for table in page.tables:
            totals, columns = _read(document, table)
            for column in columns:
                yield from _said(document, totals, column)


def _read(document: Document, table: Table) -> tuple[set[int], list[dict[int, _Figure]]]:
    """Return the rows that are called totals, and each column's figures by row."""
    texts = {
        (cell.row, cell.column): (span, document.text[slice(*span)].strip())
        for cell in table.cells
        for span in (document.offsets.to_text(cell.start, cell.end),)
    }
    totals = {row for (row, column), (_, text) in texts.items() if column <= 1 and _TOTAL.match(bare(text))}
    figures: dict[int, dict[int, _Figure]] = defaultdict(dict)
    for (row, column), (span, text) in texts.items():
        if column and _NUMBER.fullmatch(text):
            start = span[0] + document.text[slice(*span)].index(text)
            mark = texts.get((row, 0), (span, ""))[1].rstrip(".)")
            figures[column][row] = _Figure(start, start + len(text), _value(text), mark)
    return totals, list(figures.values())


def _value(text: str) -> Decimal:
    """A number as Vietnamese texts print it: "1.261.025,5"."""
    return Decimal(text.replace(".", "").replace(",", "."))


def _said(document: Document, totals: set[int], column: Mapping[int, _Figure]) -> Iterator[Claim]:
    """Let every figure of a column be the total of those that follow it, and the only total that of all others."""
    agreed = {part for row in column for part in _run(column, row)}
    named = [column[row] for row in totals if row in column]
    if len(totals) == len(named) == 1:
        (total,) = named
        groups = _groups([figure for figure in column.values() if figure is not total])
        whole = next((group for group in groups if sum(f.value for f in group) == total.value), None)
        if whole:
            agreed |= {total, *whole}
        elif total not in agreed:
            mended = {claim for group in groups for claim in _mended(document, total, group)}
            yield from mended if len(mended) == 1 else ()
    yield from (Claim(figure.start, figure.end, (), agrees=True) for figure in sorted(agreed, key=lambda f: f.start))


def _groups(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """All figures, and those of each level of marks."""
    groups = [list(figures), *([f for f in figures if level.fullmatch(f.mark)] for level in _LEVELS)]
    return [group for group in groups if len(group) >= FEWEST]


def _run(column: Mapping[int, _Figure], row: int) -> list[_Figure]:
    """Return a large figure and those behind it, of one level or of all, that add up to it; nothing where none do.

    Parts of nothing are left out: a figure that is printed again behind a 0 is no sum.
    """
    total = column[row]
    if total.value < BEYOND_CHANCE:
        return []
    for group in _groups([column[other] for other in sorted(column) if other > row and column[other].value]):
        added = list(accumulate(figure.value for figure in group))
        count = bisect_left(added, total.value) + 1
        if FEWEST <= count <= len(group) and added[count - 1] == total.value:
            return [total, *group[:count]]
    return []


def _mended(document: Document, total: _Figure, group: Sequence[_Figure]) -> Iterator[Claim]:
    """Yield what would make the sum come out: another reading of one of its numbers."""
    missing = total.value - sum(f.value for f in group)
    for figure in (total, *group):
        wanted = figure.value + (-missing if figure is total else missing)
        for reading in document.readings_in(figure.start, figure.end):
            for other in reading.alternatives if (reading.start, reading.end) == (figure.start, figure.end) else ():
                if _NUMBER.fullmatch(other.text) and _value(other.text) == wanted:
                    yield Claim(figure.start, figure.end, (other.text,), agrees=False)
