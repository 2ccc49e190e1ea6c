"""Heads of sheets: of land, of a budget; each column of figures has its unit from the head or from above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.fold import fold
from extractors.structure.tables.cells import Cell, below
from extractors.structure.tables.cells import Row as Cells
from extractors.structure.tables.heads import measure_kind
from extractors.targets.tables.captions import Caption, is_area
from extractors.targets.tables.cell_figures import VALUE, unit_of
from extractors.targets.tables.words import head_says

Kind = Literal["plan", "base", "result", "ratio"]
_UNIT = re.compile(r"\s*(?:\(\s*(?P<unit>[^()\s]{1,12}(?:\s[^()\s]{1,8})?)\s*\)|(?P<share>%)\s*\)?)\s*$")
_SUMMED = re.compile(r"tổng\s+(?:số\s+)?(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place, what it states, what it measures ("Diện tích"), and its unit with a factor.

    ``head`` is the cell that dates it, ``place`` the area that it is of; ``part`` tells that another sums it up. The
    unit is None where a plan says "Diện tích" and prints none.
    """

    index: int
    kind: Kind
    noun: str
    unit: tuple[str | None, float]
    head: Cell
    place: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A head: the number of cells, the column that names what is counted, those of figures, and the first row below."""

    width: int
    named: int
    columns: tuple[Column, ...]
    after: int


def sheet_head(analysis: Analysis, table: Sequence[Cells], caption: Caption, *, planned: bool) -> Sheet | None:
    """Return the head of a sheet, None for other tables.

    Args:
        analysis: the document.
        table: the rows.
        caption: what stands above them.
        planned: whether the caption or the document's title says that the table plans.
    """
    flat = analysis.flat
    for at, upper in enumerate(table[:3]):
        names = [i for i, cell in enumerate(upper) if head_says("named", cell.words(flat))]
        if not names or len({upper[i] for i in names}) > 1:
            continue
        lower = table[at + 1] if at + 1 < len(table) and _goes_on(flat, upper, table[at + 1], names[0]) else None
        said = below(flat, upper, lower) if lower else [(c.words(flat), "") for c in upper]
        found = [
            column
            for i in range(names[0] + 1, len(upper))
            if (column := _column(i, _naming(upper[: i + 1]), said[i], caption.unit()))
        ]
        columns = _told_apart(found, planned=planned)
        return Sheet(len(upper), names[0], tuple(columns), at + 1 + (lower is not None)) if columns else None
    return None


def _goes_on(flat: str, upper: Cells, lower: Cells, named: int) -> bool:
    """Whether a row is the second one of the head: it names nothing of its own, and holds no figures."""
    if len(lower) != len(upper) or lower[named].pieces not in {upper[named].pieces, ()}:
        return False
    return not any(VALUE.fullmatch(cell.words(flat)) for cell in lower)


def _naming(upper: Cells) -> Cell:
    """The cell of the upper row that stands over the last of these columns."""
    return next((cell for cell in reversed(upper) if cell.pieces), upper[-1])


def _column(index: int, upper: Cell, said: tuple[str, str], printed: str) -> Column | None:
    """The column that these head cells head, None for one of no figures or of unknown unit."""
    above, own = said
    last = own or above
    bracket = _UNIT.search(last)
    known = unit_of(bracket["unit"] or bracket["share"], "vi") if bracket else None
    noun = last[: bracket.start()].strip() if bracket and known else last
    unit: tuple[str | None, float] | None = known or (unit_of(printed, "vi") if printed else None)
    if unit is None and any(head_says("sheets.area", text) for text in said):
        unit = (None, 1.0)
    place = own if own and is_area(own) and head_says("sheets.places", above) else None
    ratio = any(measure_kind(text) == "ratio" for text in (above, own))
    kind: Kind | None = None
    if ratio:
        kind, unit = "ratio", ("percent", 1.0)
    elif head_says("sheets.base", above):
        kind = "base"
    elif head_says("sheets.done", above):
        kind, noun = "result", ""
    elif head_says("sheets.planned", above) or place or head_says("sheets.total", noun):
        kind = "plan"
    elif head_says("sheets.estimate", above):
        kind, noun = "base", ""
    return Column(index, kind, noun, unit, upper, place) if kind and unit else None


def _told_apart(columns: list[Column], *, planned: bool) -> list[Column]:
    """The columns of a sheet that plans, or of one that reports; what stands beside a sum is its part."""
    if any(column.kind == "result" for column in columns):
        return [column for column in columns if column.kind != "plan"]
    plan = [column for column in columns if column.kind == "plan"]
    if not plan or not (planned or any(head_says("sheets.planned", c.noun) for c in plan)):
        return []
    summed = next((column for column in plan if _SUMMED.match(column.noun)), None)
    return [_named(column, columns, summed) for column in columns if column.kind != "ratio"]


def _named(column: Column, columns: list[Column], summed: Column | None) -> Column:
    noun = squeeze(_SUMMED.sub("", column.noun))
    alike = next((c.noun for c in columns if fold(c.noun) == fold(noun)), noun)  # "Cơ cầu" beside "Cơ cấu"
    inside = summed is not None and column.kind == "plan" and column.unit == summed.unit and column is not summed
    if column.place and summed is not None:
        alike = squeeze(_SUMMED.sub("", summed.noun))
    return replace(column, noun=alike, part=inside and column.place is None)
