"""Tables that grant or share out: levels of support, quotas of places and bodies, and aims parted by areas.

Only figures whose unit is known are taken: from the cell, the head ("Diện tích (ha)"), or the line above the table
("Đơn vị tính: triệu đồng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.record import Due, Target
from corpus.text import squeeze
from corpus.units import form_pattern, unit_of_form
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.structure.tables.heads import measure_kind
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.quantities import quantities
from extractors.targets.rows import EDGES, Row, read_row
from extractors.targets.tables.captions import caption_of, column_due, is_area
from extractors.targets.tables.cell_figures import bracketed, figure_of, numbered, unit_of
from extractors.targets.tables.words import head_says

_SURE = 0.85
_LEAST = 1000
"""Dong, the least that a level grants."""
_MOST = 1000
"""Percent, the most that a quota may be: more is another column's."""
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Value:
    """A column of figures: its place, its head cell, what its head says without unit, and the unit with its factor."""

    index: int
    head: Cell
    words: str
    unit: tuple[str, float] | None


def granted(analysis: Analysis, table: Sequence[Cells]) -> list[Target]:
    """Return the targets of a table of levels, quotas or areas, in text order; none of other tables."""
    if analysis.language != "vi":
        return []
    return next((rows for reader in (_levels, _quotas, _areas) if (rows := list(reader(analysis, table)))), [])


def _levels(analysis: Analysis, table: Sequence[Cells]) -> Iterator[Target]:
    """As in "Đối tượng | Mức trợ giúp (đồng/tháng)", "Nội dung hỗ trợ | Mức hỗ trợ"; ceilings in money are norms."""
    named: int | None = None
    column: Value | None = None
    for cells in table:
        texts = [cell.words(analysis.flat) for cell in cells]
        heads = [i for i, text in enumerate(texts) if head_says("level", text)]
        names = [i for i, text in enumerate(texts) if head_says("named", text)]
        if len(heads) == 1 and names and names[0] < heads[0]:
            named, column = names[0], _value(analysis, cells[heads[0]], heads[0], "")
        elif named is not None and column and len(cells) > column.index:
            yield from _level(analysis, cells, named, column)


def _level(analysis: Analysis, cells: Cells, named: int, column: Value) -> Iterator[Target]:
    cell, whom = cells[column.index], numbered(cells[named].words(analysis.flat))
    if not whom or len(cell.pieces) != 1:
        return
    figure = figure_of(analysis, cell, *column.unit) if column.unit else None
    found = [figure] if figure else quantities(analysis.flat, cell.start, cell.end, analysis.language)
    for one in found:
        own = read_row(analysis.flat, Clause(cell.start, cell.end, 0, one), analysis.language)
        money = (one.unit or "").startswith("VND")
        small = money and (one.value or one.low or 0) < _LEAST  # the numbers of columns
        if (one.unit == "percent" or money) and not small and not (money and own.comparator in {"le", "lt"}):
            own = replace(own, after=own.after.split(",")[0])  # "50% chi phí, tối đa 5 triệu đồng"
            row = _row(cells[named], cell, own, f"{column.words}: {whom}", column.head)
            yield build.numeric(row, _setting(analysis, None))


def _quotas(analysis: Analysis, table: Sequence[Cells]) -> Iterator[Target]:
    """As in "Đơn vị | Biên chế giao năm 2026", "Huyện | Trồng rừng (ha) | Số lớp": a figure for each holder."""
    caption = caption_of(analysis, table)
    if not caption.says("plan") or caption.says("result"):
        return
    holder, columns = 0, list[Value]()
    for cells in table:
        texts = [cell.words(analysis.flat) for cell in cells]
        holders = [i for i, text in enumerate(texts) if head_says("holder", text)]
        if len(holders) == 1 and not any(measure_kind(text) == "indicator" for text in texts):
            holder, columns = holders[0], _values(analysis, cells, holders[0], caption.unit())
            continue
        whose = numbered(texts[holder]) if columns and len(cells) > max(c.index for c in columns) else ""
        if not any(c.isalpha() for c in whose):
            continue
        for column in columns:
            figure = figure_of(analysis, cells[column.index], *column.unit) if column.unit else None
            if figure and not (figure.unit == "percent" and (figure.value or 0) > _MOST):
                cell = cells[column.index]
                own = read_row(analysis.flat, Clause(cell.start, cell.end, 0, figure), analysis.language)
                row = _row(cells[holder], cell, own, column.words, column.head)
                whole = head_says("sum", whose)
                yield build.numeric(
                    replace(row, population=None if whole else whose),
                    _setting(analysis, column_due(analysis, column.head, caption)),
                )


def _areas(analysis: Analysis, table: Sequence[Cells]) -> Iterator[Target]:
    """As in "Chỉ tiêu | ĐVT | Toàn tỉnh | Bắc Sơn | Nam Hải": an aim parted by areas."""
    caption = caption_of(analysis, table)
    if not caption.says("plan") or caption.says("result"):
        return
    indicator, unit, columns = 0, 0, list[Value]()
    for cells in table:
        texts = [cell.words(analysis.flat) for cell in cells]
        kinds = [measure_kind(text) for text in texts]
        if kinds.count("indicator") == kinds.count("unit") == 1:
            indicator, unit = kinds.index("indicator"), kinds.index("unit")
            others = [i for i in range(unit + 1, len(cells)) if texts[i] and not head_says("aside", texts[i])]
            placed = not any(kinds[i] for i in others) and all(is_area(texts[i]) for i in others)
            columns = [Value(i, cells[i], texts[i], None) for i in others] if placed else []
            continue
        known = unit_of(texts[unit], analysis.language) if columns and len(cells) > columns[-1].index else None
        for column in columns if known else []:
            figure = figure_of(analysis, cells[column.index], *known) if known else None
            if figure:
                cell = cells[column.index]
                own = read_row(analysis.flat, Clause(cell.start, cell.end, 0, figure), analysis.language)
                row = _row(cells[indicator], cell, own, numbered(texts[indicator]), column.head)
                where = None if head_says("sum", column.words) else column.words
                yield build.numeric(
                    replace(row, population=where), _setting(analysis, column_due(analysis, column.head, caption))
                )


def _row(named: Cell, cell: Cell, own: Row, wording: str, head: Cell) -> Row:
    clause = Clause(min(named.start, cell.start), max(named.end, cell.end), 0, own.figure)
    return Row(clause, own.figure, own.comparator, wording.strip(EDGES), own.after, lender=(head.start, head.end))


def _values(analysis: Analysis, cells: Cells, holder: int, printed: str) -> list[Value]:
    return [
        _value(analysis, cell, i, printed)
        for i, cell in enumerate(cells)
        if i > holder and cell.pieces and not head_says("aside", cell.words(analysis.flat))
    ]


def _value(analysis: Analysis, head: Cell, index: int, printed: str) -> Value:
    """The column below a head: "Diện tích (ha)" is in ha, "Biên chế giao năm 2026" counts posts."""
    words, unit = bracketed(head.words(analysis.flat), analysis.language)
    words = _ASIDE.sub("", words)
    counted = _counted().match(words)
    if not unit and counted and (counted["number"] or not printed):
        key = unit_of_form("vi")[squeeze(counted["what"].lower())].key
        return Value(index, head, words, (key, 1.0) if key != "documents" else None)
    return Value(index, head, words, unit_of(unit or printed, analysis.language))


@cache
def _counted() -> re.Pattern[str]:
    what = form_pattern("vi", frozenset({"count"}))
    number = r"(?P<number>(?:tổng\s+)?số(?:\s+lượng)?\s+)?"
    return re.compile(rf"{number}(?:chỉ\s+tiêu\s+(?=biên\s+chế))?(?P<what>{what})(?!\w)", re.IGNORECASE)


def _setting(analysis: Analysis, horizon: Due | None) -> build.Setting:
    return build.Setting(analysis.document, analysis.language, horizon, _SURE)
