"""The cells of a row whose lines stand one below the other: all ways of cutting it are weighed.

Only what the likeliest ways agree on is read: a cell whose ends are in doubt is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf

from corpus.bodies import find_bodies
from extractors.structure.tables.cells import Cell, Span
from extractors.structure.tables.stacked_costs import (
    DEAREST,
    Line,
    cell_cost,
    edge_cost,
    hangs,
    is_listed,
    name_in,
    times,
    width_cost,
)

_WAYS = 6
"""Ways of cutting kept for each place: more than two differ but in what is not asked for."""
_WAYS_ABOVE = 3
"""Of those, how many are followed over a page's end."""
_MARGIN = 1.0
"""By how much the likeliest way must be better than another for what they differ in to be read."""
_LONGEST, _LONGEST_LIST = 14, 30
"""Lines of a cell that is no task, at most; of one with a numbered list."""
_NAME_LINES = 4
"""Lines in which a name shows."""

Ends = tuple[int, ...]
"""Where the cell of each column ends among the lines."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of cutting the lines of one page."""

    cost: float
    ends: Ends


@dataclass(frozen=True, slots=True)
class _WholeWay:
    """A way of cutting a row, page by page."""

    cost: float
    pages: tuple[Ends, ...]


def cells_of(
    parts: Sequence[Sequence[Line]], kinds: Sequence[str], widths: Sequence[int] = ()
) -> tuple[Cell, ...] | None:
    """Return the cells of a row in the order of its columns, None where it cannot be cut.

    Args:
        parts: the lines below the row's number; two parts where a page ends between them.
        kinds: what each column holds: "task", "lead", "coordinate", "implement", "due", "figure", "approval", "points",
            "note", "other". A cell whose ends the likeliest ways do not agree on is empty; of the task all must agree.
        widths: the letters of the longest line in each column, where they are known; 0 for a column not known.
    """
    pages = [_pieces(part) for part in parts if part]
    if len(pages) == 1:
        ways = [_WholeWay(way.cost, (way.ends,)) for way in _ways(_Weighing(pages[0], widths), kinds)]
    elif len(pages) == 2:
        ways = _ways_over_pages(pages[0], pages[1], kinds, widths)
    else:
        return None
    if not ways or ways[0].cost > DEAREST:
        return None
    near = [way.pages for way in ways if way.cost < ways[0].cost + _MARGIN]
    cells = tuple(_agreed(pages, [[_cut(e, k) for e in way] for way in near], kind) for k, kind in enumerate(kinds))
    return cells if all(cell.pieces for cell, kind in zip(cells, kinds, strict=True) if kind == "task") else None


def _agreed(pages: Sequence[Sequence[Line]], cuts: Sequence[Sequence[Span]], kind: str) -> Cell:
    """The cell on which all likely ways agree: where it begins wholly, on the next page a task as far as they do."""
    first, *more = zip(*cuts, strict=True)
    if len(set(first)) > 1:
        return Cell()
    whole = kind == "task" or len({tuple(cut) for cut in cuts}) == 1
    rest = [(max(a for a, _ in own), min(b for _, b in own)) if whole else (0, 0) for own in more]
    found = [own[a:b] for own, (a, b) in zip(pages, [first[0], *rest], strict=True) if a < b]
    if not whole and found and hangs(found[-1][-1].text):
        return Cell()
    return Cell(tuple((own[0].span[0], own[-1].span[1]) for own in found))


def _cut(ends: Ends, k: int) -> Span:
    return (ends[k - 1] if k else 0, ends[k])


def _pieces(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, cut where a name or a date begins right behind a name ("Bộ Xây dựng Các bộ, ngành"); names marked."""
    text, starts = "", list[int]()
    for line in lines:
        starts.append(len(text))
        text += line.text + " "
    cuts = _cuts(text)
    found = list[Line]()
    for line, start in zip(lines, starts, strict=True):
        here = {cut - start for cut in cuts if start < cut < start + len(line.text)} | set(_cuts(line.text))
        dated = {match.start() for match in _dated().finditer(line.text)} & {b.end for b in find_bodies(line.text)}
        found += _stretches(line, sorted(here | dated))
    return tuple(_marked(one, found[i : i + _NAME_LINES]) for i, one in enumerate(found))


def _marked(line: Line, below: Sequence[Line]) -> Line:
    """The line, marked where a name begins it; ``below``: that line and those on which the name may go on."""
    end = name_in(" ".join(other.text for other in below))
    return replace(line, named=end > 0, bare=end >= len(line.text.rstrip(" ,;.")) > 0)


def _cuts(text: str) -> list[int]:
    """Where a name with a capital begins right behind another."""
    named = pairwise(find_bodies(text))
    return [
        b.start for a, b in named if a.end < b.start and text[a.end : b.start].isspace() and text[b.start].isupper()
    ]


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{times()})$", re.IGNORECASE)


def _stretches(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    for first, last in pairwise([0, *cuts, len(line.text)]):
        own = line.text[first:last].strip()
        if own:
            start = line.span[0] + line.text.index(own, first)
            yield Line((start, start + len(own)), own, gap=line.gap and not first, inner=first > 0)


def _ways(weigh: _Weighing, kinds: Sequence[str]) -> list[_Way]:
    """The likeliest ways of cutting, the best first."""
    count = len(weigh.pieces)
    ways = {0: [_Way(0.0, ())]}
    for k, kind in enumerate(kinds):
        further: dict[int, list[_Way]] = {}
        for start, before in ways.items():
            for end in range(start, min(count, start + _longest(kind, weigh.pieces, start)) + 1):
                if (cost := weigh(k, kind, (start, end))) == inf:
                    break
                likely = (_Way(way.cost + cost, (*way.ends, end)) for way in before if way.cost + cost <= DEAREST)
                further.setdefault(end, []).extend(likely)
        ways = {end: sorted(found, key=lambda way: way.cost)[:_WAYS] for end, found in further.items() if found}
    return ways.get(count, [])


def _longest(kind: str, pieces: Sequence[Line], start: int) -> int:
    """The lines that a cell beginning there may have."""
    if kind in {"task", "points"}:
        return len(pieces)
    return _LONGEST_LIST if start < len(pieces) and is_listed(pieces[start]) else _LONGEST


def _ways_over_pages(
    first: Sequence[Line], second: Sequence[Line], kinds: Sequence[str], widths: Sequence[int]
) -> list[_WholeWay]:
    """The likeliest ways of cutting a row that a page's end parts: each cell may have lines on both pages."""
    found = list[_WholeWay]()
    for above in _ways(_Weighing(first, widths, broken=True), kinds)[:_WAYS_ABOVE]:
        held = [first[slice(*_cut(above.ends, k))] for k in range(len(kinds))]
        edges = sum(edge_cost(kind, first, _cut(above.ends, k)[0]) for k, kind in enumerate(kinds) if held[k])
        ways = _ways(_Weighing(second, widths, held), kinds)
        found += [_WholeWay(edges + below.cost, (above.ends, below.ends)) for below in ways]
    return sorted(found, key=lambda way: way.cost)[:_WAYS]


class _Weighing:
    """What it costs to take some of a row's lines for the cell of a column.

    ``held``: the lines that the cells have on the page before; ``broken``: the row goes on on the next page.
    """

    def __init__(
        self,
        pieces: Sequence[Line],
        widths: Sequence[int],
        held: Sequence[Sequence[Line]] = (),
        *,
        broken: bool = False,
    ) -> None:
        self.pieces, self.widths, self.held, self.broken = pieces, widths, held, broken

    def __call__(self, k: int, kind: str, cut: Span) -> float:
        """Return the cost of those lines as the cell of column ``k``, 0 for what could not be plainer.

        It is infinite where so many lines are too wide for the column that further ones make no cell of it either.
        """
        width = width_cost(self.pieces[slice(*cut)], self.widths[k] if self.widths else 0)
        held = self.held[k] if self.held else ()
        return inf if width > DEAREST else width + cell_cost(kind, held, self.pieces, cut, broken=self.broken)
