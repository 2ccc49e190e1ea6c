"""Targets in tables: a head row with indicator, unit and years or plans, then one indicator to a row.

Only well-formed tables are read: a row whose cells do not match the head's columns states nothing that can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from corpus.evidence import locate
from corpus.record import Comparator, Due, Target
from corpus.text import squeeze
from corpus.units import unit_of_form
from extractors.analysis import Analysis
from extractors.structure.cells import Cell, below
from extractors.structure.cells import Row as Cells
from extractors.structure.table_heads import measure_kind
from extractors.structure.tables import tables
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.comparators import compare
from extractors.targets.quantities import Quantity, multiplier, parse_number
from extractors.targets.rows import EDGES, Row
from extractors.times.in_cells import cell_due, cell_times

Kind = Literal["target", "result"]
_NUMBER = r"\d+(?:[.,]\d+)*"
_VALUE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|÷|đến)\s*(?P<high>{_NUMBER}))?\s*%?(?P<after>\s+trở\s+(?:lên|xuống))?$"
)
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[-+*•])\s+")
_PART = re.compile(r"^(?:(?:trong\s+đó|riêng)\s*:?|[-+])\s*", re.IGNORECASE)
_BOUND = re.compile(r"[\s,(]*\b(?P<word>tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+quá)\b[\s).]*$", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
# "6.8" and "33.7466": a point before other than three digits parts no thousands
_POINTED = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})")
_UNSURE = re.compile(r"\d+\.(?:\d{3}|\d{4,})")
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place in the row, what it states, and its head cell."""

    index: int
    kind: Kind
    head: Cell


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
    for table in analysis.once(tables).rows:
        for column, row in _table(analysis, table):
            found[column.kind].append(build.numeric(row, _setting(analysis, column)))
    return found["target"], found["result"]


def _table(analysis: Analysis, table: Sequence[Cells]) -> Iterator[tuple[Column, Row]]:
    """Yield the figures of a table, each with its column; a head holds until the next."""
    head: Head | None = None
    whole = ""
    holders: dict[str, str] = {}
    upper: Cells | None = None
    pointed = analysis.language == "vi" and any(
        _POINTED.fullmatch(c.words(analysis.flat)) for row in table for c in row
    )
    for cells in table:
        began = _head(analysis, cells, upper)
        upper = cells if _indicator(analysis, cells) is not None else upper
        head, whole, holders = (began, "", {}) if began else (head, whole, holders)
        if head and not began and len(cells) == head.width:
            indicator = cells[head.indicator].text(analysis.flat)
            wording = _wording(indicator, whole)
            whole = whole if _PART.match(indicator) else wording
            number = cells[0].words(analysis.flat).strip(" .)") if head.indicator else ""
            held = holders.get(number.rpartition(".")[0])
            rows = list(_figures(analysis, head, cells, f"{held}: {wording}" if held else wording))
            if pointed:  # a sheet with points for decimals: nothing tells "1.250" from 1 250
                rows = [row for row in rows if not _UNSURE.fullmatch(cells[row[0].index].words(analysis.flat))]
            if number and not rows:
                holders[number] = wording  # "2. Tỷ lệ cắt giảm thủ tục" over "2.1. Đối với các bộ"
            yield from rows


def _head(analysis: Analysis, cells: Cells, upper: Cells | None) -> Head | None:
    """The head that a row states, together with the head row above it where there are two."""
    texts, over = [cell.words(analysis.flat) for cell in cells], cells
    at = _indicator(analysis, upper) if upper is not None and len(upper) == len(cells) else None
    if upper is not None and at is not None and (cells[at] == upper[at] or not texts[at]):
        texts, over = [f"{above} {own}".strip() for above, own in below(analysis.flat, upper, cells)], upper
    kinds = [measure_kind(text) for text in texts]
    if kinds.count("indicator") != 1 or kinds.count("unit") != 1:
        return None
    indicator, unit = kinds.index("indicator"), kinds.index("unit")
    columns = tuple(
        Column(i, cast("Kind", kind), _naming(analysis, over[: i + 1], cells[i]))
        for i, kind in enumerate(kinds)
        if kind in {"target", "result"} and i > unit
    )
    return Head(len(cells), indicator, unit, columns) if columns else None


def _naming(analysis: Analysis, over: Cells, own: Cell) -> Cell:
    """The head cell that dates a column: its own where it has a year, else the one above it."""
    above = next((cell for cell in reversed(over) if cell.pieces), own)
    return own if _YEAR.search(own.text(analysis.flat)) else above


def _indicator(analysis: Analysis, cells: Cells) -> int | None:
    """The column that names what is counted, where the row is a head."""
    found = [i for i, cell in enumerate(cells) if measure_kind(cell.words(analysis.flat)) == "indicator"]
    return found[0] if len({cells[i] for i in found}) == 1 else None


def _wording(cell: str, whole: str) -> str:
    """The indicator of a row; a part ("Trong đó: …", "- …") is named after its whole."""
    part = _PART.match(cell)
    words = squeeze(_NUMBERING.sub("", cell[part.end() :] if part else cell)).strip(EDGES)
    return f"{whole}, trong đó {words}" if part and whole else words


def _figures(analysis: Analysis, head: Head, cells: Cells, wording: str) -> Iterator[tuple[Column, Row]]:
    unit = _unit(cells[head.unit].words(analysis.flat), analysis.language)
    if unit is None or not any(c.isalpha() for c in wording):
        return
    bound = _BOUND.search(wording)
    words = cells[head.indicator]
    for column in head.columns:
        cell = cells[column.index]
        figure = _figure(analysis, cell, *unit)
        if figure is None:
            continue
        clause = Clause(min(words.start, cell.start), max(words.end, cell.end), 0, figure)
        comparator = _comparator(analysis, cell, figure, bound)
        before = wording[: bound.start()] if bound else wording
        yield column, Row(clause, figure, comparator, before, "", lender=(column.head.start, column.head.end))


def _comparator(analysis: Analysis, cell: Cell, figure: Quantity, bound: re.Match[str] | None) -> Comparator:
    """What stands beside the figure ("Trên 600"), or at the indicator's end ("Tỷ lệ … tối thiểu")."""
    own = compare(analysis.flat, cell.start, (figure.start, figure.end), cell.end, analysis.language).comparator
    if own != "eq" or bound is None:
        return own
    return "ge" if bound["word"].lower().startswith(("tối thiểu", "ít")) else "le"


def _unit(cell: str, language: str) -> tuple[str, float] | None:
    """The key of a unit cell and the multiplier before it: "tỷ đồng" is VND, times 10⁹."""
    factor, rest = multiplier(cell, language)
    unit = unit_of_form(language).get(rest.lower())
    return (unit.key, factor) if unit else None


def _figure(analysis: Analysis, cell: Cell, unit: str, factor: float) -> Quantity | None:
    """The cell's figure; a cell that holds anything beside a figure and its comparator, on one line, has none."""
    text = cell.text(analysis.flat)
    found = _VALUE.search(text)
    if found is None or len(cell.pieces) > 1:
        return None
    if compare(analysis.flat, cell.start, (cell.start + found.start(), cell.end), cell.end).start != cell.start:
        return None
    try:
        low, high = (parse_number(found[name]) * factor if found[name] else None for name in ("low", "high"))
    except ValueError:
        return None
    start, end = cell.start + found.start("low"), cell.start + found.end("high" if found["high"] else "low")
    value, least, most = (low, None, None) if high is None else (None, low, high)
    return Quantity(start, end, end, value, least, most, unit, "measure", end, squeeze(text[found.start() :]))


def _setting(analysis: Analysis, column: Column) -> build.Setting:
    return build.Setting(analysis.document, analysis.language, _due(analysis, column.head), _SURE)


def _due(analysis: Analysis, head: Cell) -> Due | None:
    """The horizon in a column's head: "Kế hoạch năm 2024", "2030"."""
    dated = [time for time in cell_times(analysis, head) if time.last and time.precision]
    if dated:
        return cell_due(analysis, head, dated[-1])
    bare = _YEAR.search(head.text(analysis.flat))
    if bare is None:
        return None
    evidence = [locate(analysis.document, head.start + bare.start(), head.start + bare.end())]
    first, last = f"{bare[0]}-01-01", f"{bare[0]}-12-31"
    return Due(raw=bare[0], start=first, end=last, precision="year", relation="in", inherited=True, evidence=evidence)
