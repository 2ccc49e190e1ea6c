"""The targets of grids: levels that are granted, quotas of places and bodies, aims parted by areas, classes or years.

Only figures whose unit is known are taken: from the cell, the row, the head ("Diện tích (ha)"), or the line above the
table ("Đơn vị tính: triệu đồng"). A figure that is printed unlike the others of its column is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.record import Due, Keyed, Target
from corpus.text import squeeze
from corpus.units import form_pattern, unit_of_form
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.structure.tables.heads import duty_kind, measure_kind
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.figures import Quantity
from extractors.targets.quantities import quantities
from extractors.targets.rows import EDGES, Row, read_row
from extractors.targets.tables.captions import Caption, caption_of, column_due, is_area, unit_said
from extractors.targets.tables.cell_figures import (
    PER,
    Manner,
    bracketed,
    figure_of,
    manner,
    numbered,
    stated,
    unit_of,
)
from extractors.targets.tables.criteria import Asked, asked
from extractors.targets.tables.grid import Column, Grid, grids
from extractors.targets.tables.groups import Groups
from extractors.targets.tables.senses import Sense, around, invests, is_criteria, senses_of
from extractors.targets.tables.words import YEAR, head_says, says
from extractors.targets.words import without_times

_SURE = 0.85
_LEAST = 1000
"""Dong, the least that a level grants: less numbers the columns."""
_MOST = 1000
"""Percent, the most that a quota may be: more is another column's."""
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_BARE = 2
"""Words up to which a head is named after the one over it."""
_ASIDES = 5
"""Words from which on an aside stands in no brackets."""
_LONGEST = 90
"""Words of an indicator; more are several rows that were read as one."""

Unit = tuple[str | None, float]


@dataclass(frozen=True, slots=True)
class Value:
    """A column of figures: its sense, what it measures, whose it is, its unit, and how it prints figures.

    ``place`` tells that it is a place's.
    """

    column: Column
    sense: Sense
    words: str
    whose: str
    place: bool
    unit: Unit | None
    manner: Manner

    @property
    def index(self) -> int:
        """Its place in the row."""
        return self.column.index


def planned(analysis: Analysis, table: Sequence[Cells], *, rule: bool) -> list[Target]:
    """Return the targets of a table that plans or grants, in text order; none of other tables.

    ``rule`` tells of laws, decrees and circulars: there only what is granted counts.
    """
    if analysis.language != "vi":
        return []
    caption = caption_of(analysis, table)
    return [one for grid in grids(analysis, table) for one in _Reading(analysis, grid, caption).targets(rule=rule)]


def _label(flat: str, grid: Grid) -> tuple[int, bool]:
    """The column that names the rows, the last where several do, and whether those are places, bodies or projects."""
    heads = {i: grid.heads[i].words(flat) for i in grid.labels}
    holders = [i for i, text in heads.items() if head_says("holder", text)]
    named = [i for i, text in heads.items() if head_says("named", text) or measure_kind(text) == "indicator"]
    if named:
        return named[-1], False
    tasks = [i for i, text in heads.items() if duty_kind(text) == "task"]
    return (holders[-1], True) if holders else ((tasks or grid.labels)[0], False)


class _Reading:
    """The reading of one grid."""

    def __init__(self, analysis: Analysis, grid: Grid, caption: Caption) -> None:
        """Take the document, the grid, and what stands above the table."""
        self.analysis, self.grid, self.caption = analysis, grid, caption
        self.label, self.held = _label(analysis.flat, grid)
        self.criteria = is_criteria(analysis.flat, grid)

    def targets(self, *, rule: bool) -> Iterator[Target]:
        """Yield the targets, row by row."""
        context = around(self.analysis, self.grid, self.caption, rule=rule)
        senses = senses_of(self.analysis, self.grid.columns, context)
        unit = self.caption.unit() or unit_said(self.grid.title)
        values = [_value(self.analysis, self.grid, column, sense, unit) for column, sense in senses]
        if self.criteria:  # "Chỉ tiêu chung" heads what is asked, and counts none
            values = [_asking(v, among=len(values)) for v in values]
        values = [v if v.sense == "plan" or says("level", v.words) else _granting(v, context.named) for v in values]
        groups, above = Groups(), Cell()
        for cells in map(self._beside_number, self.grid.rows):
            words = self._name(groups, cells)
            shared, above = cells[self.label] == above, cells[self.label]
            if shared or not any(c.isalpha() for c in words) or len(words.split()) > _LONGEST:
                continue
            for value, merged in self._stated(cells, values):
                if own := _read(self.analysis, self.grid, cells, value, self.label):
                    yield self._target(cells, words, replace(value, whose="") if merged else value, own)
            if values and self.criteria:
                whom = {value.index: value.whose for value in values}
                found = asked(self.analysis, self.grid, cells, (self.label, words), whom)
                yield from (self._asked(one) for one in found)

    def _beside_number(self, cells: Cells) -> Cells:
        """The row with its words where names stand: a heading may begin in the column of numbers."""
        at = self.grid.number
        if at is None or cells[self.label].pieces or len(cells[at].words(self.analysis.flat).split()) <= _BARE:
            return cells
        return tuple(cells[at] if i == self.label else Cell() if i == at else c for i, c in enumerate(cells))

    @staticmethod
    def _stated(cells: Cells, values: Sequence[Value]) -> Iterator[tuple[Value, bool]]:
        """The columns of a row, one of those that a cell goes over, and whether a cell goes over several."""
        below = [cells[value.index] for value in values]
        for i, value in enumerate(values):
            if below[i] not in below[:i]:
                yield value, below.count(below[i]) > 1

    def _name(self, groups: Groups, cells: Cells) -> str:
        flat, grid = self.analysis.flat, self.grid
        number = cells[grid.number].words(flat) if grid.number is not None else ""
        counts = any(cells[column.index].pieces for column in grid.columns)
        words = groups.name(number.strip(" .)"), cells[self.label].words(flat), counts=counts)
        return numbered(cells[self.label].words(flat)) if self.held else words

    def _target(self, cells: Cells, words: str, value: Value, own: Row) -> Target:
        """The target of a figure: the row is what is counted, or who has what the column counts."""
        cell, label, heads = cells[value.index], cells[self.label], value.column.heads
        wording, whose = self._said(bracketed(words, self.analysis.language)[0], value)
        wording = f"{wording}: {own.before}" if own.before and value.sense == "plan" else wording
        clause = Clause(min(label.start, cell.start), max(label.end, cell.end), 0, own.figure)
        after = "" if own.after.lower() in wording.lower() else own.after
        bounded = "le" if own.comparator == "eq" and says("ceiling", value.words) else own.comparator
        place = whose if value.place and not self.held else None
        row = Row(clause, own.figure, bounded, wording.strip(EDGES), after, lender=(heads[-1].start, heads[-1].end))
        whole = invests([cell.words(self.analysis.flat) for cell in heads])
        due = self._due(heads) if value.sense == "plan" and not whole else None
        setting = build.Setting(self.analysis.document, self.analysis.language, due, _SURE)
        target = build.numeric(replace(row, population=None if place else whose or None), setting)
        return target.model_copy(update={"area": Keyed(vi=place)}) if place else target

    def _asked(self, one: Asked) -> Target:
        """The target of a figure in a criterion's own words, or in those that a group is asked."""
        setting = build.Setting(self.analysis.document, self.analysis.language, self._due(one.heads), _SURE)
        return build.numeric(one.row, setting)

    def _due(self, heads: Sequence[Cell]) -> Due | None:
        """By when; a set of criteria is for a stage right above it, not for that of the document's title."""
        return column_due(self.analysis, heads, self.caption, titles=not self.criteria)

    def _said(self, words: str, value: Value) -> tuple[str, str]:
        """What is counted, and whose it is: of a holder what the head says, else what the row says."""
        what = squeeze(without_times(value.words)).replace(" :", ":").strip(EDGES) or value.words
        if value.sense == "level":
            beside = (
                f" ({value.whose})" if len(value.whose.split()) < _ASIDES else f", {build.uncapitalised(value.whose)}"
            )
            same = words.lower().startswith(what.lower())
            return f"{'' if same else what}{beside if value.whose else ''}: {words}", ""
        if self.held:
            return f"{what} {value.whose}".strip(), "" if head_says("sum", words) else words
        return words if self.grid.unit is not None or not says("measure", what) else f"{what}: {words}", value.whose


def _value(analysis: Analysis, grid: Grid, column: Column, sense: Sense, printed: str) -> Value:
    """The column below its heads: "Diện tích (ha)" is in ha, "Biên chế giao năm 2026" counts posts."""
    flat = analysis.flat
    said = [bracketed(words, analysis.language) for words in column.words(flat)]
    own = next((unit for _, unit in reversed(said) if unit), "")
    telling = [_ASIDE.sub("", words) for words, unit in said if unit or _tells(words, sense)]
    heads = [_ASIDE.sub("", words) for words, _ in said]
    words = telling[-1] if telling else heads[-1]
    whose = heads[-1] if heads[-1] != words or _is_whose(heads[-1], sense) else ""
    whose = "" if YEAR.search(whose) or head_says("sum", whose) else whose
    counted = _counted().match(words)
    unit: Unit | None = unit_of(own or printed, analysis.language)
    if not own and counted and (counted["number"] or not printed):
        key = unit_of_form("vi")[squeeze(counted["what"].lower())].key
        unit = (key, 1.0) if key != "documents" else None
    cells = [cells[column.index].words(flat) for cells in grid.rows]
    place = is_area(whose) or any(head_says("sheets.places", text) for text in column.words(flat))
    if sense == "plan" and len(telling) > 1 and len(words.split()) <= _BARE:
        words = f"{telling[-2]}: {build.uncapitalised(words)}"  # "Chỉ tiêu giảm nghèo" over "Số hộ"
    return Value(column, sense, words, whose, place, unit, manner(cells))


def _asking(value: Value, among: int) -> Value:
    """A column of a set of criteria: of several, one whose head says nothing else asks those it names, "Vùng I"."""
    unit = None if value.unit == ("quotas", 1.0) else value.unit
    named = among > 1 and not value.whose and not says("plan", value.words) and not YEAR.search(value.words)
    whose = (
        value.words if named and not (head_says("sum", value.words) or says("measure", value.words)) else value.whose
    )
    return replace(value, unit=unit, whose=whose)


def _granting(value: Value, named: str) -> Value:
    """A column that only parts what the caption says is granted: "Tổng" below "MỨC KHOÁN CHI"."""
    whose = value.whose or ("" if head_says("sum", value.words) else value.words)
    return replace(value, words=named, whose=whose)


def _tells(words: str, sense: Sense) -> bool:
    """Whether a head says what is counted, or that it is planned or granted; others only part the columns."""
    if sense == "level":
        return says("level", words)
    counted = _counted().match(words) and not says("class", words)
    return says("plan", words) or says("measure", words) or bool(counted)


def _is_whose(words: str, sense: Sense) -> bool:
    return is_area(words) and not _tells(words, sense)


@cache
def _counted() -> re.Pattern[str]:
    what = form_pattern("vi", frozenset({"count"}))
    number = r"(?P<number>(?:tổng\s+)?số(?:\s+lượng)?\s+)?"
    return re.compile(rf"{number}(?:chỉ\s+tiêu\s+(?=biên\s+chế))?(?P<what>{what})(?!\w)", re.IGNORECASE)


def _read(analysis: Analysis, grid: Grid, cells: Cells, value: Value, label_at: int) -> Row | None:
    """The figure of a row in a column, with the words of its own cell."""
    cell = _without_aside(analysis.flat, cells[value.index])
    if len(cell.pieces) != 1:
        return None
    printed = cells[grid.unit].words(analysis.flat) if grid.unit is not None else ""
    label = numbered(cells[label_at].words(analysis.flat))
    said = printed or bracketed(label, analysis.language)[1]
    said = said or ("%" if cell.words(analysis.flat).endswith("%") else "")
    unit = unit_of(said, analysis.language) if said else value.unit
    if value.sense == "level":
        return _level(analysis, cell, unit)
    figure = figure_of(analysis, cell, *unit) if unit else None
    if figure is None:
        own = stated(analysis, cell, "", cell) if not said else None
        return replace(own, before=own.before.strip(EDGES)) if own else None
    own = read_row(analysis.flat, Clause(cell.start, cell.end, 0, figure), analysis.language)
    return replace(own, before="", after="") if _is_aim(analysis, figure, value) else None


def _without_aside(flat: str, cell: Cell) -> Cell:
    """A figure without the brackets behind it: "≥ 95% (trong đó ≥ 50% từ thư viện)"."""
    aside = _ASIDE.search(cell.text(flat)) if len(cell.pieces) == 1 else None
    figure = aside and any(map(str.isdigit, cell.text(flat)[: aside.start()]))
    return Cell(((cell.start, cell.start + aside.start()),)) if aside and figure else cell


def _is_aim(analysis: Analysis, figure: Quantity, value: Value) -> bool:
    """Whether a figure is printed as the others of its column, and as large as an aim may be."""
    shared = figure.unit == "percent"
    most = shared and (figure.value or 0) > _MOST
    nothing = figure.value == 0 and not shared
    return not (most or nothing) and value.manner.holds(analysis.flat[figure.start : figure.number_end])


def _level(analysis: Analysis, cell: Cell, unit: Unit | None) -> Row | None:
    """What is granted: an amount or a share, of the basic pay too; ceilings in money are norms."""
    flat = analysis.flat
    per = PER.fullmatch(cell.words(flat)) if unit else None
    if per and unit:
        end = cell.start + len(per["number"])
        figure = figure_of(analysis, Cell(((cell.start, end),)), *unit)
        own = read_row(flat, Clause(cell.start, end, 0, figure), "vi") if figure else None
        return replace(own, after=f"cho {per['per']}") if own else None
    one = figure_of(analysis, cell, *unit) if unit else None
    found = [one] if one else quantities(flat, cell.start, cell.end, analysis.language)
    for figure in found[:1]:
        own = read_row(flat, Clause(cell.start, cell.end, 0, figure), analysis.language)
        if _grants(figure) and not (_is_money(figure) and own.comparator in {"le", "lt"}):
            return replace(own, after=own.after.split(",")[0])  # "50% chi phí, tối đa 5 triệu đồng"
    return None


def _grants(figure: Quantity) -> bool:
    enough = (figure.value or figure.low or 0) >= _LEAST
    return figure.unit in {"percent", "times"} or (_is_money(figure) and enough)


def _is_money(figure: Quantity) -> bool:
    return (figure.unit or "").startswith("VND")
