"""Tables over several pages: a head that is printed again is left out, a row that a page's end parts is made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.structure.tables import anchored
from extractors.structure.tables.cells import Row

_ALIKE = 0.9
"""Likeness from which on a row is the head again: recognised twice, a word may differ."""
_HEAD_ROWS = 3
_MOST_BETWEEN = 4
"""Printed lines between two pages of a table, at most: a running head, a page number, the table's name again."""
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)*|[IVX]+")
_PART = re.compile(r"trong\s+đó|riêng\b", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of one page that stand together, and how many other printed lines part them from those before."""

    rows: tuple[Row, ...]
    apart: int
    page: int


def whole_tables(flat: str, runs: Sequence[Run]) -> list[tuple[Row, ...]]:
    """Return the tables that the runs make up, in text order."""
    tables: list[list[Row]] = []
    heads: list[tuple[Row, ...]] = []
    before: Run | None = None
    for run in runs:
        again = _head_again(flat, heads, run.rows)
        turned = before is not None and (run.page != before.page or run.apart > 0)
        rows = run.rows[again:] if turned and tables else run.rows
        if before is None or not (run.apart == 0 or _resumes(flat, tables[-1], rows, run.apart)):
            tables.append(list(run.rows))
            heads = []
        elif rows and turned and _goes_on(flat, tables[-1][-1], rows[0]):
            tables[-1][-1] = tuple(a.joined(b) for a, b in zip(tables[-1][-1], rows[0], strict=True))
            tables[-1] += rows[1:]
        else:
            tables[-1] += rows
        heads.append(run.rows[:_HEAD_ROWS])
        before = run
    return [tuple(rows) for rows in tables]


def _head_again(flat: str, heads: Sequence[tuple[Row, ...]], rows: Sequence[Row]) -> int:
    """How many rows at the top repeat the first rows of an earlier page."""
    count = 0
    for head in heads:
        same = 0
        while same < min(len(head), len(rows)) and _same(flat, head[same], rows[same]):
            same += 1
        count = max(count, same)
    return count


def _same(flat: str, one: Row, other: Row) -> bool:
    mine, yours = ("|".join(cell.words(flat).casefold() for cell in row) for row in (one, other))
    return len(one) == len(other) and (mine == yours or SequenceMatcher(None, mine, yours).ratio() >= _ALIKE)


def _resumes(flat: str, table: Sequence[Row], rows: Sequence[Row], apart: int) -> bool:
    """Whether the numbers of the rows go on after lines that are no rows: 7 after 6, 2.1 after 2, II after I."""
    if apart > _MOST_BETWEEN or not rows:
        return False
    if anchored.goes_on(flat, table, rows[0]):
        return True
    if len(rows[0]) != len(table[-1]):
        return False
    new = _number(flat, rows[0])
    old = next((n for row in reversed(table) if (n := _number(flat, row)) and len(row) == len(rows[0])), None)
    last_roman = next((n for row in reversed(table) if (n := _number(flat, row)) and n[0].isalpha()), None)
    if new is None or old is None:
        return False
    if new[0].isalpha():
        return last_roman is not None and _value(new) == _value(last_roman) + 1
    return (old[0].isalpha() and new == "1") or (old[0].isdigit() and follows(old, new))


def _number(flat: str, row: Row) -> str | None:
    text = row[0].words(flat).strip(" .)(")
    return text if _NUMBER.fullmatch(text) else None


def follows(old: str, new: str) -> bool:
    """Tell whether a row's number goes on from another: 7 after 6, 2.1 after 2, 3 after 2.4."""
    before, after = ([int(n) for n in text.split(".")] for text in (old, new))
    steps = [[*before[:k], before[k] + 1] for k in range(len(before))]
    return after in steps or after == [*before, 1]


def _value(roman: str) -> int:
    """The value of a numeral up to XXXIX."""
    numbers = [_ROMAN[letter] for letter in roman]
    return sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))


def _goes_on(flat: str, last: Row, first: Row) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It has no number, no figure where the row has one, and goes on with small letters, or says nothing but what stands
    beside the row's main words.
    """
    if len(last) != len(first) or not any(cell.pieces for cell in first) or anchored.mark(flat, first):
        return False
    above, here = [[cell.words(flat) for cell in row] for row in (last, first)]
    numbered = _NUMBER.fullmatch(above[0].strip(" .)(")) is not None
    if (numbered and here[0]) or any(_FIGURE.fullmatch(text) for text in here):
        return False
    if any(_PART.match(text) for text in here):
        return False
    main = max(range(len(above)), key=lambda i: len(above[i]))
    if numbered and not here[main]:
        return True
    return any(old and new[:1].islower() for old, new in zip(above, here, strict=True))
