"""Targets in tables: a head row with indicator, unit and years or plans, then one indicator to a row.

Only well-formed tables are read: a row whose cells do not match the head's columns states nothing that can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from corpus.evidence import locate
from corpus.knowledge import structure
from corpus.record import Comparator, Due, Target
from corpus.text import squeeze
from corpus.units import unit_of_form
from extractors.analysis import Analysis
from extractors.structure.cells import Span, below, table_rows
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.comparators import compare
from extractors.targets.quantities import Quantity, multiplier, parse_number
from extractors.targets.rows import EDGES, Row
from extractors.times import due, times_in

Kind = Literal["target", "result"]
_NUMBER = r"\d+(?:[.,]\d+)*"
_VALUE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|÷|đến)\s*(?P<high>{_NUMBER}))?\s*%?(?P<after>\s+trở\s+(?:lên|xuống))?$"
)
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[-+*•])\s+")
_PART = re.compile(r"^(?:(?:trong\s+đó|riêng)\s*:?|[-+])\s*", re.IGNORECASE)
_BOUND = re.compile(r"[\s,(]*\b(?P<word>tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+quá)\b[\s).]*$", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place in the row, what it states, and its head cell."""

    index: int
    kind: Kind
    head: Span


@dataclass(frozen=True, slots=True)
class Head:
    """What a table's head row says; ``width`` is its number of cells."""

    width: int
    indicator: int
    unit: int
    columns: tuple[Column, ...]


def tabled(analysis: Analysis) -> tuple[list[Target], list[Target]]:
    """Return the targets and the achievements of the document's tables, in text order."""
    found: dict[Kind, list[Target]] = {"target": [], "result": []}
    head: Head | None = None
    whole = ""
    holders: dict[str, str] = {}
    upper: Sequence[Span] | None = None
    for cells in table_rows(analysis):
        if cells is None:
            head = upper = None
            continue
        began = _head(analysis, cells, upper)
        upper = cells if _indicator(analysis, cells) is not None else upper
        head, whole, holders = (began, "", {}) if began else (head, whole, holders)
        if head and not began and len(cells) == head.width:
            wording = _wording(analysis.flat[slice(*cells[head.indicator])], whole)
            whole = whole if _is_part(analysis, cells[head.indicator]) else wording
            number = analysis.flat[slice(*cells[0])].strip(" .)") if head.indicator else ""
            held = holders.get(number.rpartition(".")[0])
            rows = list(_figures(analysis, head, cells, f"{held}: {wording}" if held else wording))
            if number and not rows:
                holders[number] = wording  # "2. Tỷ lệ cắt giảm thủ tục" over "2.1. Đối với các bộ"
            for column, row in rows:
                found[column.kind].append(build.numeric(row, _setting(analysis, column)))
    return found["target"], found["result"]


def _head(analysis: Analysis, cells: Sequence[Span], upper: Sequence[Span] | None) -> Head | None:
    """The head that a row states, together with the head row above it where there are two."""
    texts, over = [squeeze(analysis.flat[slice(*cell)]) for cell in cells], tuple(cells)
    at = _indicator(analysis, upper) if upper is not None and len(upper) == len(cells) else None
    if upper is not None and at is not None and (cells[at] == upper[at] or not texts[at]):
        texts, over = [f"{above} {own}".strip() for above, own in below(analysis, upper, cells)], tuple(upper)
    kinds = [_kind(text) for text in texts]
    if kinds.count("indicator") != 1 or kinds.count("unit") != 1:
        return None
    indicator, unit = kinds.index("indicator"), kinds.index("unit")
    columns = tuple(
        Column(i, cast("Kind", kind), _naming(analysis, over[: i + 1], cells[i]))
        for i, kind in enumerate(kinds)
        if kind in {"target", "result"} and i > unit
    )
    return Head(len(cells), indicator, unit, columns) if columns else None


def _naming(analysis: Analysis, over: Sequence[Span], own: Span) -> Span:
    """The head cell that dates a column: its own where it has a year, else the one above it."""
    above = next((cell for cell in reversed(over) if cell[0] < cell[1]), own)
    return own if _YEAR.search(analysis.flat[slice(*own)]) else above


def _indicator(analysis: Analysis, cells: Sequence[Span]) -> int | None:
    """The column that names what is counted, where the row is a head."""
    found = [i for i, cell in enumerate(cells) if _kind(squeeze(analysis.flat[slice(*cell)])) == "indicator"]
    return found[0] if len({cells[i] for i in found}) == 1 else None


def _kind(text: str) -> str | None:
    return next((name for name, pattern in _heads().items() if pattern.fullmatch(text)), None)


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    """The patterns of head cells by what their columns hold; results come before targets ("Ước thực hiện năm 2025")."""
    order = ("indicator", "unit", "result", "target")
    return {name: re.compile("|".join(structure("table_heads")[name]), re.IGNORECASE) for name in order}


def _is_part(analysis: Analysis, cell: Span) -> bool:
    return _PART.match(analysis.flat[slice(*cell)]) is not None


def _wording(cell: str, whole: str) -> str:
    """The indicator of a row; a part ("Trong đó: …", "- …") is named after its whole."""
    part = _PART.match(cell)
    words = squeeze(_NUMBERING.sub("", cell[part.end() :] if part else cell)).strip(EDGES)
    return f"{whole}, trong đó {words}" if part and whole else words


def _figures(analysis: Analysis, head: Head, cells: Sequence[Span], wording: str) -> Iterator[tuple[Column, Row]]:
    unit = _unit(squeeze(analysis.flat[slice(*cells[head.unit])]), analysis.language)
    if unit is None or not any(c.isalpha() for c in wording):
        return
    bound = _BOUND.search(wording)
    for column in head.columns:
        figure = _figure(analysis, cells[column.index], *unit)
        if figure is None:
            continue
        start = min(cells[head.indicator][0], cells[column.index][0])
        clause = Clause(start, cells[column.index][1], 0, figure)
        comparator = _comparator(analysis, cells[column.index], figure, bound)
        before = wording[: bound.start()] if bound else wording
        yield column, Row(clause, figure, comparator, before, "", lender=column.head)


def _comparator(analysis: Analysis, cell: Span, figure: Quantity, bound: re.Match[str] | None) -> Comparator:
    """What stands beside the figure ("Trên 600"), or at the indicator's end ("Tỷ lệ … tối thiểu")."""
    own = compare(analysis.flat, cell[0], (figure.start, figure.end), cell[1], analysis.language).comparator
    if own != "eq" or bound is None:
        return own
    return "ge" if bound["word"].lower().startswith(("tối thiểu", "ít")) else "le"


def _unit(cell: str, language: str) -> tuple[str, float] | None:
    """The key of a unit cell and the multiplier before it: "tỷ đồng" is VND, times 10⁹."""
    factor, rest = multiplier(cell, language)
    unit = unit_of_form(language).get(rest.lower())
    return (unit.key, factor) if unit else None


def _figure(analysis: Analysis, cell: Span, unit: str, factor: float) -> Quantity | None:
    """The cell's figure; a cell that holds anything beside a figure and its comparator has none."""
    text = analysis.flat[slice(*cell)]
    found = _VALUE.search(text)
    if found is None or compare(analysis.flat, cell[0], (cell[0] + found.start(), cell[1]), cell[1]).start != cell[0]:
        return None
    try:
        low, high = (parse_number(found[name]) * factor if found[name] else None for name in ("low", "high"))
    except ValueError:
        return None
    start, end = cell[0] + found.start("low"), cell[0] + (found.end("high") if found["high"] else found.end("low"))
    value, least, most = (low, None, None) if high is None else (None, low, high)
    return Quantity(start, end, end, value, least, most, unit, "measure", end, squeeze(text[found.start() :]))


def _setting(analysis: Analysis, column: Column) -> build.Setting:
    return build.Setting(analysis.document, analysis.language, _due(analysis, column.head), _SURE)


def _due(analysis: Analysis, head: Span) -> Due | None:
    """The horizon in a column's head: "Kế hoạch năm 2024", "2030"."""
    dated = [time for time in times_in(analysis, *head) if time.last and time.precision]
    if dated:
        return due(analysis, dated[-1])
    bare = re.search(r"\b20\d\d\b", analysis.flat[slice(*head)])
    if bare is None:
        return None
    evidence = [locate(analysis.document, head[0] + bare.start(), head[0] + bare.end())]
    first, last = f"{bare[0]}-01-01", f"{bare[0]}-12-31"
    return Due(raw=bare[0], start=first, end=last, precision="year", relation="in", inherited=True, evidence=evidence)
