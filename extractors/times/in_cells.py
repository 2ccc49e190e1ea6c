"""Times in the cells of tables, also where one is printed over two lines ("Quý" over "II/2026")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.times.expressions import due, times_in
from extractors.times.grammar import Time, find_times

if TYPE_CHECKING:
    from corpus.record import Due
    from extractors.analysis import Analysis
    from extractors.structure.tables.cells import Cell

_YEAR = re.compile(r"(?:19|20)\d\d(?=$|\s*(?:và|,|;)\s*(?:hằng|hàng|các|những)\s+năm)", re.IGNORECASE)
_UNDATED = re.compile(r"(?P<month>tháng\s+(?:0?[1-9]|1[0-2]))|quý\s+(?:I{1,3}|IV|[1-4])", re.IGNORECASE)


def undated(analysis: Analysis, cell: Cell) -> Time | None:
    """Return what a cell of a column of dates says without its year or without the word for it: "Tháng 12", "2026"."""
    if year := _YEAR.match(cell.text(analysis.flat)):
        # "2026", "2026 và hằng năm" under "Thời gian hoàn thành"
        at = cell.start
        return Time(at, at + len(year.group()), "year", f"{year.group()}-01-01", f"{year.group()}-12-31", "year")
    said = _UNDATED.fullmatch(cell.text(analysis.flat)) if len(cell.pieces) == 1 else None
    return Time(cell.start, cell.end, "month" if said["month"] else "quarter") if said else None


def cell_times(analysis: Analysis, cell: Cell) -> tuple[Time, ...]:
    """Return the times that a cell says, in order."""
    if len(cell.pieces) < 2:
        return times_in(analysis, cell.start, cell.end)
    found = find_times(cell.text(analysis.flat))
    return tuple(replace(time, start=time.start + cell.start, end=time.end + cell.start) for time in found)


def cell_due(analysis: Analysis, cell: Cell, time: Time) -> Due:
    """Return a time of the cell as the record's ``Due``, in the cell's own words.

    Raises:
        ValueError: when the time has no precision.
    """
    said = cell.text(analysis.flat)[time.start - cell.start : time.end - cell.start]
    return due(analysis, time).model_copy(update={"raw": squeeze(said)})
