"""Tables that a converter has written cell under cell: number, indicator, unit and figures each on lines of their own.

Only what stands in a fixed order is taken: after a row's number the indicator, which a unit ends (a line of its own, or
in brackets), then as many figures as the head has columns of figures. What follows up to the next number is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text import squeeze
from corpus.units import unit_of_form
from extractors.analysis import Analysis
from extractors.structure.layout import Printed
from extractors.structure.tables.cells import Cell, Row
from extractors.structure.tables.heads import measure_kind
from extractors.targets.quantities import multiplier

_NUMBER_HEAD = re.compile(r"(?:số\s+)?s?tt", re.IGNORECASE)
_ROW = re.compile(r"(\d{1,3})\.?")
_SECTION = re.compile(r"[IVX]{1,5}\.?")
_HEAD_LINES = 14
_ROW_LINES = 10
"""Lines of an indicator with its figures, at most."""
_NEXT = 80
"""Lines from one row's figures to the next row's number, at most."""
_FIGURE = re.compile(
    r"(?:(?:phấn\s+đấu|đạt|trên|dưới|khoảng|không\s+quá|tối\s+thiểu|tối\s+đa|ít\s+nhất)\s*)*[<>≥≤]?\s*"
    r"\d+(?:[.,]\d+)*(?:\s*(?:-|–|÷|đến)\s*\d+(?:[.,]\d+)*)?\s*%?",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"[^\d%]{1,24}")
_BRACKETED = re.compile(r"\((?P<unit>[^()]+)\)\s*$")
_DATED = re.compile(r"20\d\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class _Head:
    """The cells of the head, and the line after it; ``unit`` is empty where indicators carry their units."""

    cells: Row
    unit: bool
    after: int


def flattened_tables(analysis: Analysis) -> Iterator[tuple[Row, ...]]:
    """Yield the tables of targets that stand cell under cell: a head row, then number, indicator, unit and figures."""
    lines = [line for part in analysis.parts for line in part.lines]
    at = 0
    while at < len(lines):
        head = _head(lines, at) if _NUMBER_HEAD.fullmatch(lines[at].text) else None
        if head is None:
            at += 1
            continue
        rows, at = _rows(lines, head, analysis.language)
        if rows:
            yield head.cells, *rows


def _cell(lines: Sequence[Printed]) -> Cell:
    return Cell(((lines[0].start, lines[-1].end),))


def _said(lines: Sequence[Printed]) -> str:
    return squeeze(" ".join(line.text for line in lines))


def _head(lines: Sequence[Printed], at: int) -> _Head | None:
    """The head that begins with the column of numbers at that line."""
    stop = next((i for i in range(at + 1, min(at + _HEAD_LINES + 1, len(lines))) if _begins(lines[i].text)), None)
    if stop is None:
        return None
    next_ = at + 1
    indicator, next_ = _taken(lines, next_, stop, {"indicator"}, 2)
    unit, next_ = _taken(lines, next_, stop, {"unit"}, 3)
    if indicator is None:
        return None
    figures = []
    while (found := _taken(lines, next_, stop, {"target", "result"}, 3))[0] is not None:
        cell, next_ = found
        while next_ < stop and _DATED.search(lines[next_].text) and measure_kind(lines[next_].text) is None:
            next_ += 1  # "MỤC TIÊU" over "2026 - 2030"
        figures.append(_cell([line for line in lines[at:next_] if line.start >= cell.start]) if cell else Cell())
    cells = (_cell(lines[at : at + 1]), indicator, unit or Cell(), *figures)
    return _Head(cells, unit is not None, stop) if figures else None


def _begins(text: str) -> bool:
    return _ROW.fullmatch(text) is not None or _SECTION.fullmatch(text) is not None


def _taken(lines: Sequence[Printed], at: int, stop: int, kinds: set[str], most: int) -> tuple[Cell | None, int]:
    """The head cell of one of those kinds that begins at a line, and the line after it.

    A line of a kind of its own begins another cell; figures may be headed by anything, so that as few lines count.
    """
    found: tuple[Cell | None, int] = (None, at)
    for count in range(1, most + 1):
        own = measure_kind(lines[at + count - 1].text) if at + count <= stop else "none"
        if count > 1 and own is not None:
            break
        if at + count <= stop and measure_kind(_said(lines[at : at + count])) in kinds:
            found = _cell(lines[at : at + count]), at + count
            if "target" in kinds:
                break
    return found


def _rows(lines: Sequence[Printed], head: _Head, language: str) -> tuple[list[Row], int]:
    """The rows below a head, and the line at which they end: the numbers go on, also below the head printed again."""
    rows: list[Row] = []
    at, number, last, fresh = head.after, 0, head.after, True
    while at < len(lines) and at - last < _NEXT:
        found = _ROW.fullmatch(lines[at].text)
        if _SECTION.fullmatch(lines[at].text):
            at, fresh = at + 1, True
        elif found and (int(found[1]) == number + 1 or (fresh and int(found[1]) == 1)):
            row, after = _row(lines, at, head, language)
            rows += [row] if row else []
            number, at, last, fresh = int(found[1]), after, after, False
        elif _NUMBER_HEAD.fullmatch(lines[at].text) and (again := _head(lines, at)):
            if _said_of(lines, again) != _said_of(lines, head):
                break
            at, last = again.after, again.after
        else:
            at += 1
    return rows, last


def _said_of(lines: Sequence[Printed], head: _Head) -> list[str]:
    """The words of a head's lines, to tell whether it is printed again."""
    first, last = head.cells[0].start, head.cells[-1].end
    return [line.text for line in lines if first <= line.start < last]


def _row(lines: Sequence[Printed], at: int, head: _Head, language: str) -> tuple[Row | None, int]:
    """The row whose number stands at that line, and the line after its figures.

    The next row's number stands right behind them where no other column follows: it is none of them.
    """
    count = len(head.cells) - 3
    below = str(int(lines[at].text.rstrip(".")) + 1)
    for end in range(at + 2, min(at + _ROW_LINES, len(lines))):
        figures, after = _figures(lines, end)
        if not figures:
            if _begins(lines[end].text):
                break
            continue
        words, unit = lines[at + 1 : end], Cell()
        if head.unit:
            words, unit = lines[at + 1 : end - 1], _cell(lines[end - 1 : end])
        ended = _is_unit(lines[end - 1].text, language) if head.unit else _has_unit(_said(words), language)
        ended = ended or (not head.unit and all(lines[i].text.endswith("%") for i in range(end, after)))
        if lines[after - 1].text.rstrip(".") == below:
            figures, after = figures[:-1], after - 1
        if len(figures) != count or not words or not ended or not _LETTERS.match(words[0].text):
            return None, after
        return (_cell(lines[at : at + 1]), _cell(words), unit, *figures), after
    return None, at + 1


def _figures(lines: Sequence[Printed], at: int) -> tuple[list[Cell], int]:
    """The figures that stand line under line from there on, a comparator perhaps above its figure."""
    found: list[Cell] = []
    while at < len(lines):
        here = next((n for n in (1, 2) if at + n <= len(lines) and _is_figure(lines[at : at + n])), 0)
        if not here:
            break
        found.append(_cell(lines[at : at + here]))
        at += here
    return found, at


def _is_figure(lines: Sequence[Printed]) -> bool:
    if len(lines) > 1 and not _COMPARED.fullmatch(lines[0].text):
        return False
    return _FIGURE.fullmatch(_said(lines)) is not None


def _is_unit(text: str, language: str) -> bool:
    return multiplier(squeeze(text), language)[1].lower() in unit_of_form(language)


def _has_unit(words: str, language: str) -> bool:
    """Whether the indicator ends in its unit: "Tỷ lệ che phủ rừng (%)"."""
    found = _BRACKETED.search(words)
    return found is not None and _is_unit(found["unit"], language)
