"""Targets in tables: a head row with indicator, unit and years or plans, then one indicator to a row.

Only well-formed tables are read: a row whose cells do not match the head's columns states nothing that can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from corpus.record import Comparator, Target
from corpus.units import units
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell, below
from extractors.structure.tables.cells import Row as Cells
from extractors.structure.tables.heads import measure_kind
from extractors.structure.tables.read import tables
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.comparators import compare
from extractors.targets.figures import Quantity
from extractors.targets.horizon import issued
from extractors.targets.quantities import denominators
from extractors.targets.rows import Row
from extractors.targets.tables import english
from extractors.targets.tables.captions import head_due
from extractors.targets.tables.cell_figures import POINTED, VALUE, bracketed, figure_of, numbered, stated, unit_of
from extractors.targets.tables.flattened import flattened_tables
from extractors.targets.tables.plans import planned
from extractors.targets.tables.sheets import sheet_rows
from extractors.targets.tables.words import YEAR, head_says, kinds_of
from extractors.times import due, times_in

Kind = Literal["target", "result"]
_PART = re.compile(r"^(?:(?:trong\s+đó|riêng|chia\s+ra)\s*:?\s*[-+]?|[-+])\s*", re.IGNORECASE)
# "So với GDP", "Tăng so với năm trước": of the row above
_COMPARING = re.compile(r"(?:(?:tỷ|tỉ)\s+lệ\s+|tăng\s+|giảm\s+)?so\s+với\b", re.IGNORECASE)
_BARE = 2
"""Words up to which an indicator needs the heading above it: "Diện tích" under "Lúa cả năm"."""
_COPIES = re.compile(r"\b(?:sách|báo|tạp\s+chí|xuất\s+bản)\b", re.IGNORECASE)
_BOUND = re.compile(r"[\s,(]*\b(?P<word>tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+quá)\b[\s).]*$", re.IGNORECASE)
_BY = re.compile(r"[\s,]*\b(?:đến|tới)\s+(?:hết\s+)?năm\s+20\d\d$", re.IGNORECASE)
_UNSURE = re.compile(r"\d+\.(?:\d{3}|\d{4,})")
# words in an old font that nobody converted: letters that Vietnamese has not
_ALIEN = re.compile(r"(?![a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ])[^\W\d_]", re.IGNORECASE)
_SURE = 0.9
_MOST = 10_000
"""Percent, the most that an aim may be: more is another column's, or misread."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place in the row, what it states, and its head cell.

    ``own`` tells of a row that its indicator dates it ("… đến năm 2030"), not the head.
    """

    index: int
    kind: Kind
    head: Cell
    own: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a table's head row says; ``width`` is its number of cells, ``unit`` None where indicators carry theirs."""

    width: int
    indicator: int
    unit: int | None
    columns: tuple[Column, ...]


def tabled(analysis: Analysis, *, rule: bool) -> tuple[list[Target], list[Target]]:
    """Return the targets and the achievements of the document's tables, in text order.

    ``rule`` tells of laws, decrees and circulars, whose tables state rules: only what they grant is a target.
    """
    found: dict[Kind, list[Target]] = {"target": [], "result": []}
    for table in (*analysis.once(tables).rows, *flattened_tables(analysis)):
        if rule:
            found["target"] += planned(analysis, table, rule=True)
            continue
        rows = list(_table(analysis, table))
        for column, row in rows:
            found[column.kind].append(build.numeric(row, _setting(analysis, column, row)))
        if not rows:
            targets, results = sheet_rows(analysis, table)
            found["target"] += targets or planned(analysis, table, rule=False) or english.planned(analysis, table)
            found["result"] += results
    return found["target"], found["result"]


@dataclass(slots=True)
class _Names:
    """After what rows are named: the whole of a part, the heading of bare words, the row that their number goes on."""

    whole: str = ""
    heading: str = ""
    holders: dict[str, str] = field(default_factory=dict)

    def of(self, cell: str, number: str, *, counts: bool) -> str:
        """Return what the row with that indicator cell counts; a row that counts nothing heads those below it."""
        words = _wording(cell, self.whole)
        part = _PART.match(cell)
        if not (counts or number):
            if part is None:
                self.whole = self.heading = words
            return words
        if self.whole and _COMPARING.match(words):
            return f"{self.whole}: {words}"
        held = self.holders.get(number.rpartition(".")[0])
        bare = self.heading if not (part or number or held) and len(words.split()) <= _BARE else ""
        self.whole = self.whole if part else bare or words
        self.heading = self.heading if part or bare else ""
        above = held or bare
        return f"{above}: {words}" if above else words


def _table(analysis: Analysis, table: Sequence[Cells]) -> Iterator[tuple[Column, Row]]:
    """Yield the figures of a table, each with its column; a head holds until the next."""
    head: Head | None = None
    upper: Cells | None = None
    names = _Names()
    flat = analysis.flat
    pointed = analysis.language == "vi" and any(POINTED.fullmatch(c.words(flat)) for row in table for c in row)
    for cells in table:
        began = _head(analysis, cells, upper)
        upper = cells if _indicator(analysis, cells) is not None else upper
        head, names = (began, _Names()) if began else (head, names)
        if not head or began or len(cells) != head.width:
            continue
        number = cells[0].words(flat).strip(" .)") if head.indicator else ""
        wording = names.of(cells[head.indicator].text(flat), number, counts=_counts(head, cells))
        rows = list(_figures(analysis, head, cells, wording))
        if pointed:  # a sheet with points for decimals: nothing tells "1.250" from 1 250
            rows = [row for row in rows if not _UNSURE.fullmatch(cells[row[0].index].words(flat))]
        if number and not rows:
            names.holders[number] = wording  # "2. Tỷ lệ cắt giảm thủ tục" over "2.1. Đối với các bộ"
        yield from rows


def _counts(head: Head, cells: Cells) -> bool:
    """Whether the row has a unit, or anything where the figures stand."""
    unit = head.unit is not None and cells[head.unit].pieces
    return bool(unit or any(cells[column.index].pieces for column in head.columns))


def _head(analysis: Analysis, cells: Cells, upper: Cells | None) -> Head | None:
    """The head that a row states, together with the head row above it where there are two."""
    texts, over = [cell.words(analysis.flat) for cell in cells], cells
    at = _indicator(analysis, upper) if upper is not None and len(upper) == len(cells) else None
    if upper is not None and at is not None and (cells[at] == upper[at] or not texts[at]):
        texts, over = [f"{above} {own}".strip() for above, own in below(analysis.flat, upper, cells)], upper
    kinds = kinds_of(texts, issued(analysis))
    if kinds.count("indicator") != 1 or kinds.count("unit") > 1:
        return None
    said = [cell.words(analysis.flat) for cell in cells]
    if any(VALUE.fullmatch(text) and not YEAR.fullmatch(text) for text in said):
        return None  # a row without an indicator under the head
    indicator, unit = kinds.index("indicator"), kinds.index("unit") if "unit" in kinds else None
    columns = tuple(
        Column(i, cast("Kind", kind), _naming(analysis, over[: i + 1], cells[i]))
        for i, kind in enumerate(kinds)
        if kind in {"target", "result"} and i > (indicator if unit is None else unit)
    )
    return Head(len(cells), indicator, unit, columns) if columns else None


def _naming(analysis: Analysis, over: Cells, own: Cell) -> Cell:
    """The head cell that dates a column: its own where it has a year, else the one above it."""
    above = next((cell for cell in reversed(over) if cell.pieces), own)
    return own if YEAR.search(own.text(analysis.flat)) else above


def _indicator(analysis: Analysis, cells: Cells) -> int | None:
    """The column that names what is counted, where the row is a head."""
    said = [cell.words(analysis.flat) for cell in cells]
    found = [i for i, text in enumerate(said) if measure_kind(text) == "indicator"]
    if not found and any(measure_kind(text) == "unit" for text in said):
        found = [i for i, text in enumerate(said) if head_says("named", text) and not YEAR.search(text)]
    return found[0] if len({cells[i] for i in found}) == 1 else None


def _wording(cell: str, whole: str) -> str:
    """The indicator of a row; a part ("Trong đó: …", "- …") is named after its whole."""
    part = _PART.match(cell)
    words = numbered(cell[part.end() :] if part else cell)
    return f"{whole}, trong đó {words}" if part and whole else words


def _figures(analysis: Analysis, head: Head, cells: Cells, wording: str) -> Iterator[tuple[Column, Row]]:
    printed = cells[head.unit].words(analysis.flat) if head.unit is not None else ""
    wording, own = (wording, printed) if printed else bracketed(wording, analysis.language)
    dated, wording = _BY.search(wording) is not None, _BY.sub("", wording)
    if not any(c.isalpha() for c in wording) or (analysis.language == "vi" and _ALIEN.search(wording)):
        return
    bound = _BOUND.search(wording)
    words = cells[head.indicator]
    for column in head.columns:
        cell = cells[column.index]
        unit = _rated(analysis, words, own or ("%" if cell.words(analysis.flat).endswith("%") else ""))
        figure = figure_of(analysis, cell, *unit) if unit else None
        if figure and figure.unit == "percent" and (figure.value or 0) > _MOST:
            continue
        if figure is None:
            said = stated(analysis, cell, wording, words) if head.unit is None and cell.pieces else None
            if said:
                yield replace(column, own=dated), replace(said, lender=(column.head.start, column.head.end))
            continue
        clause = Clause(min(words.start, cell.start), max(words.end, cell.end), 0, figure)
        comparator = _comparator(analysis, cell, figure, bound)
        before = wording[: bound.start()] if bound else wording
        yield (
            replace(column, own=dated),
            Row(clause, figure, comparator, before, "", lender=(column.head.start, column.head.end)),
        )


def _comparator(analysis: Analysis, cell: Cell, figure: Quantity, bound: re.Match[str] | None) -> Comparator:
    """What stands beside the figure ("Trên 600"), or at the indicator's end ("Tỷ lệ … tối thiểu")."""
    own = compare(analysis.flat, cell.start, (figure.start, figure.end), cell.end, analysis.language).comparator
    if own != "eq" or bound is None:
        return own
    return "ge" if bound["word"].lower().startswith(("tối thiểu", "ít")) else "le"


def _rated(analysis: Analysis, words: Cell, printed: str) -> tuple[str, float] | None:
    """The unit of a row: that of a rate where its indicator or its unit cell says per how many ("bác sĩ/vạn dân")."""
    unit = unit_of(printed, analysis.language)
    if unit and unit[0] == "villages" and _COPIES.search(words.words(analysis.flat)):
        return None  # "triệu bản" of books
    said = printed if unit is None else words.words(analysis.flat) if units()[unit[0]].kind == "count" else ""
    rates = denominators(said, 0, len(said))
    return (rates[0].unit, 1.0) if len(rates) == 1 else unit


def _setting(analysis: Analysis, column: Column, row: Row) -> build.Setting:
    """The horizon of the indicator's own words ("… đến năm 2030") goes before that of the column."""
    times = times_in(analysis, row.clause.start, row.clause.end) if column.own else ()
    own = [time for time in times if time.relation == "by" and time.last and time.precision]
    horizon = due(analysis, own[-1]) if own else head_due(analysis, column.head)
    return build.Setting(analysis.document, analysis.language, horizon, _SURE)
