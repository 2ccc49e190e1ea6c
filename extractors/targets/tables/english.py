"""Tables below an English sentence that says what will be made: a size, a number or an amount of each thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.knowledge import structure
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.comparators import compare
from extractors.targets.english import plans
from extractors.targets.horizon import titled
from extractors.targets.quantities import quantities
from extractors.targets.rows import Row
from extractors.targets.words import alternatives
from extractors.times import due

if TYPE_CHECKING:
    from corpus.record import Target
    from extractors.analysis import Analysis
    from extractors.structure.tables.cells import Cell

_ANNOUNCED = 240
"""Characters before a table in which the sentence stands that announces it."""
_WILL_BE = re.compile(r"(?<!\w)(?:will|shall)\s+be\s+\w+[^:.]*:\s*$|(?<!\w)to\s+\w+\s[^:.]{5,120}:\s*$", re.IGNORECASE)
_FORECAST = re.compile(r"forecast|estimate|expect", re.IGNORECASE)
_STRENGTH = 0.75


def planned(analysis: Analysis, table: Sequence[Sequence[Cell]]) -> list[Target]:
    """Return the targets of a table that a plan announces ("5 parks will be built as follows:"), else none."""
    if not table or not plans(analysis) or not _announces(analysis, table[0]):
        return []
    columns = [i for i, cell in enumerate(table[0]) if _measures(cell.words(analysis.flat))]
    return [
        one for cells in table[1:] if len(cells) == len(table[0]) for one in _row(analysis, table[0], cells, columns)
    ]


def _announces(analysis: Analysis, head: Sequence[Cell]) -> bool:
    start = min(cell.start for cell in head if cell.pieces)
    before = analysis.flat[max(0, start - _ANNOUNCED) : start]
    said = re.split(r"(?<=[.;])\s", before)[-1]
    words = " ".join(cell.words(analysis.flat) for cell in head)
    return _WILL_BE.search(said) is not None and not _FORECAST.search(f"{said} {words}")


def _measures(head: str) -> bool:
    phrases = alternatives(structure("table_heads")["english"]["measures"])
    return re.fullmatch(rf"(?:{phrases})(?:\s*\(.*\))?", head, re.IGNORECASE) is not None


def _row(analysis: Analysis, head: Sequence[Cell], cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[Target]:
    """The figures of a row, named after the cells before them and their column's head."""
    flat = analysis.flat
    for index in columns:
        start, end = cells[index].start, cells[index].end
        found = quantities(flat, start, end, "en")
        if len(found) != 1:
            continue
        said = [cell.words(flat) for cell in cells[:index]]
        names = ", ".join(words for words in said if re.search(r"[^\W\d]", words))
        compared = compare(flat, start, (found[0].start, found[0].end), end, "en")
        clause = Clause(start, end, 0, found[0])
        row = Row(clause, found[0], compared.comparator, f"{names}: {head[index].words(flat).lower()}", "")
        horizon = titled(analysis, start, single=False)
        when = due(analysis, horizon, inherited=True) if horizon else None
        yield build.numeric(row, build.Setting(analysis.document, "en", when, _STRENGTH))
