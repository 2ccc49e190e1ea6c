"""Tables by their rules: which rules frame one table, and the cells that they cut out of the page.

Rules of a scan are never quite level: places in a table are counted along its own slant, ``u`` across and ``v`` down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import Box
from ocr.tables.rules import Look, Rule, Rules

_TOUCH = 0.04  # inches: rules nearer than that meet
_SAME = 0.06  # inches: rules nearer than that are one border
_BEYOND = 0.25  # inches by which a rule must jut out to have a cell there
_BORDER = 0.6  # of a cell's side is ruled: the cell ends there
_FAINT = 0.7  # of a cell's side looks like a faint rule: the cell ends there too
_FRAME = 0.6  # of the page's width and height: a frame around everything is no table


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: 0-based row and column, how many of each it spans, and its four corners' box in pixels."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells row by row, the rules around them, and by how much it slants.

    ``lean`` is the change of y with x along its rules across, ``tilt`` that of x with y along its rules down.
    """

    cells: tuple[GridCell, ...]
    rules: Rules
    box: Box
    us: tuple[float, ...]
    vs: tuple[float, ...]
    lean: float = 0.0
    tilt: float = 0.0

    def scaled(self, by: float) -> Grid:
        """Return the table in pixels of an image that is drawn larger or smaller."""
        cells = tuple(replace(c, box=_scaled(c.box, by)) for c in self.cells)
        us, vs = tuple(u * by for u in self.us), tuple(v * by for v in self.vs)
        return Grid(cells, self.rules.scaled(by), _scaled(self.box, by), us, vs, self.lean, self.tilt)

    @property
    def corners(self) -> list[tuple[float, float]]:
        """The four corners of the table, in order around it."""
        first, last = (self.us[0], self.us[-1]), (self.vs[0], self.vs[-1])
        around = [(first[0], last[0]), (first[1], last[0]), (first[1], last[1]), (first[0], last[1])]
        return [pixel(u, v, self.lean, self.tilt) for u, v in around]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell that holds a point of the page, or None."""
        column, row = _slot(self.us, x - self.tilt * y), _slot(self.vs, y - self.lean * x)
        if column is None or row is None:
            return None
        return next(i for i, c in enumerate(self.cells) if _holds(c, row, column))


def pixel(u: float, v: float, lean: float, tilt: float) -> tuple[float, float]:
    """Return x and y of a place that is counted along a table's slant."""
    x = (u + tilt * v) / (1 - tilt * lean)
    return x, v + lean * x


def _scaled(box: Box, by: float) -> Box:
    return Box(round(box.left * by), round(box.top * by), round(box.right * by), round(box.bottom * by))


def _slot(borders: Sequence[float], place: float) -> int | None:
    return next((i for i, (low, high) in enumerate(pairwise(borders)) if low <= place < high), None)


def _holds(cell: GridCell, row: int, column: int) -> bool:
    inside = cell.row <= row < cell.row + cell.rows
    return inside and cell.column <= column < cell.column + cell.columns


def find_grids(rules: Rules, width: int, height: int, dpi: float) -> list[Grid]:
    """Return the tables of a page of ``width`` by ``height`` pixels, from top to bottom."""
    grids = [grid for group in _groups(rules, _TOUCH * dpi) if (grid := _grid(group, dpi)) is not None]
    fit = [g for g in grids if not _is_frame(g, width, height)]
    return sorted(fit, key=lambda g: (g.box.top, g.box.left))


def _is_frame(grid: Grid, width: int, height: int) -> bool:
    return any(
        c.box.right - c.box.left > width * _FRAME and c.box.bottom - c.box.top > height * _FRAME for c in grid.cells
    )


def _groups(rules: Rules, near: float) -> Iterator[Rules]:
    """Put rules together that meet."""
    home = list(range(len(rules.across) + len(rules.down)))

    def root(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, across in enumerate(rules.across):
        for j, down in enumerate(rules.down):
            if _meet(across, down, near):
                home[root(i)] = root(len(rules.across) + j)
    for top in {root(i) for i in range(len(home))}:
        own = tuple(r for i, r in enumerate(rules.across) if root(i) == top)
        crossing = tuple(r for j, r in enumerate(rules.down) if root(len(rules.across) + j) == top)
        if own and len(crossing) > 1:
            yield Rules(_with_pieces(own, rules.across, near), crossing, rules.look)


def _meet(across: Rule, down: Rule, near: float) -> bool:
    level = down.start - near <= across.place(down.middle) <= down.end + near
    return level and across.start - near <= down.place(across.middle) <= across.end + near


def _with_pieces(own: tuple[Rule, ...], all_: Sequence[Rule], near: float) -> tuple[Rule, ...]:
    """Add the pieces of worn and dotted rules that meet no rule down but continue one that does."""
    found = list(own)
    left = [r for r in all_ if r not in own]
    while True:
        more = [r for r in left if any(_continues(r, f, near) for f in found)]
        if not more:
            return tuple(found)
        found += more
        left = [r for r in left if r not in more]


def _continues(piece: Rule, other: Rule, near: float) -> bool:
    first, second = (piece, other) if piece.start < other.start else (other, piece)
    gap = second.start - first.end
    return -near < gap < near * 8 and abs(first.at[-1] - second.at[0]) < near


def _grid(group: Rules, dpi: float) -> Grid | None:
    lean, tilt = _slope(group.across), _slope(group.down)
    down = _without_streaks(group, lean, dpi)
    vs = _borders([(r.middle - lean * _half(r), r.length) for r in group.across], dpi)
    us = _borders([(r.middle - tilt * _half(r), r.length) for r in down], dpi)
    vs = _opened(vs, [_ends(r, lean) for r in down], dpi)
    us = _opened(us, [_ends(r, tilt) for r in group.across], dpi)
    if len(us) < 3 or len(vs) < 3:
        return None
    plan = _Plan(_Borders(us, tilt), _Borders(vs, lean), _SAME * dpi, group.look)
    cells, us, vs = _plain(plan.cells(group.across, down), us, vs)
    if len(cells) < 4 or len(us) < 3 or len(vs) < 3:
        return None
    box = cells[0].box
    for cell in cells[1:]:
        box = box.union(cell.box)
    return Grid(tuple(cells), group, box, tuple(us), tuple(vs), lean, tilt)


def _plain(cells: list[GridCell], us: list[float], vs: list[float]) -> tuple[list[GridCell], list[float], list[float]]:
    """Leave out the borders at which no cell begins: scraps of rules, and strokes that were taken for such."""
    rows, columns = sorted({c.row for c in cells}), sorted({c.column for c in cells})
    plain = []
    for c in cells:
        row, column = bisect_left(rows, c.row), bisect_left(columns, c.column)
        down, right = bisect_left(rows, c.row + c.rows), bisect_left(columns, c.column + c.columns)
        plain.append(GridCell(row, column, down - row, right - column, c.box))
    return plain, [us[c] for c in columns] + us[-1:], [vs[r] for r in rows] + vs[-1:]


def _half(rule: Rule) -> float:
    return sum(rule.along) / len(rule.along)


def _ends(rule: Rule, slope: float) -> tuple[float, float]:
    """A rule's start and end along the slant of the rules that cross it."""
    return rule.start - slope * rule.at[0], rule.end - slope * rule.at[-1]


def _slope(rules: Sequence[Rule]) -> float:
    long = sorted(rules, key=lambda r: -r.length)[:12]
    rise = sum((r.at[-1] - r.at[0]) * r.length for r in long)
    run = sum(max(1.0, r.along[-1] - r.along[0]) * r.length for r in long)
    return rise / run


def _without_streaks(group: Rules, lean: float, dpi: float) -> list[Rule]:
    """Leave out what the scanner drew down the page across the table: it goes on above it or below it alone."""
    tops = [r.middle - lean * _half(r) for r in group.across]
    top, bottom = min(tops) - _BEYOND * dpi, max(tops) + _BEYOND * dpi
    beyond = [r for r in group.down if _ends(r, lean)[0] < top or _ends(r, lean)[1] > bottom]
    return list(group.down) if len(beyond) > len(group.down) / 2 else [r for r in group.down if r not in beyond]


def _borders(places: Sequence[tuple[float, float]], dpi: float) -> list[float]:
    """Put rules at one height together; each place weighs as much as its rule is long."""
    groups: list[list[tuple[float, float]]] = []
    for place, weight in sorted(places):
        if groups and place - groups[-1][-1][0] <= _SAME * dpi:
            groups[-1].append((place, weight))
        else:
            groups.append([(place, weight)])
    return [sum(p * w for p, w in g) / sum(w for _, w in g) for g in groups]


def _opened(borders: list[float], ends: Sequence[tuple[float, float]], dpi: float) -> list[float]:
    """Add a border where a table is open: two rules at least end beyond the last border, and at one place."""
    if not borders:
        return borders
    before = sorted(e for e, _ in ends if e < borders[0] - _BEYOND * dpi)
    after = sorted(e for _, e in ends if e > borders[-1] + _BEYOND * dpi)
    first = [before[len(before) // 2]] if len(before) > max(1, len(ends) // 3) else []
    last = [after[len(after) // 2]] if len(after) > max(1, len(ends) // 3) else []
    return first + borders + last


@dataclass(frozen=True, slots=True)
class _Borders:
    """Places of the borders of rows or of columns, and how the rules along them slant."""

    places: list[float]
    slope: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """Borders of a table's columns and rows, and how cells follow from the rules along them."""

    us: _Borders
    vs: _Borders
    near: float
    look: Look | None

    def cells(self, across: Sequence[Rule], down: Sequence[Rule]) -> list[GridCell]:
        """Return the cells row by row: places between borders, joined where no rule parts them."""
        rows, columns = len(self.vs.places) - 1, len(self.us.places) - 1
        below = _ruled(across, self.vs, self.us, self.near)
        beside = _ruled(down, self.us, self.vs, self.near)
        home = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
        for r, c in list(home):
            if c + 1 < columns and not beside(c + 1, r) and not self._faint((c + 1, r), (c + 1, r + 1)):
                _join(home, (r, c), (r, c + 1))
            if r + 1 < rows and not below(r + 1, c) and not self._faint((c, r + 1), (c + 1, r + 1)):
                _join(home, (r, c), (r + 1, c))
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place in home:
            members.setdefault(_root(home, place), []).append(place)
        return sorted((c for m in members.values() for c in self._made(m)), key=lambda c: (c.row, c.column))

    def _faint(self, start: tuple[int, int], end: tuple[int, int]) -> bool:
        """Tell whether a faint rule runs between two crossings, each told by its column's and its row's border."""
        return self.look is not None and self.look.faint(self._pixel(*start), self._pixel(*end)) >= _FAINT

    def _pixel(self, column: int, row: int) -> tuple[float, float]:
        return pixel(self.us.places[column], self.vs.places[row], self.vs.slope, self.us.slope)

    def _made(self, places: list[tuple[int, int]]) -> Iterator[GridCell]:
        """One cell where the places fill a rectangle, else one for each place: a rule was lost."""
        top, left = min(r for r, _ in places), min(c for _, c in places)
        rows, columns = max(r for r, _ in places) - top + 1, max(c for _, c in places) - left + 1
        if rows * columns == len(places):
            yield GridCell(top, left, rows, columns, self._box(top, left, rows, columns))
            return
        for r, c in places:
            yield GridCell(r, c, 1, 1, self._box(r, c, 1, 1))

    def _box(self, row: int, column: int, rows: int, columns: int) -> Box:
        corners = [self._pixel(c, r) for c in (column, column + columns) for r in (row, row + rows)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(max(0, round(min(xs))), max(0, round(min(ys))), round(max(xs)), round(max(ys)))


def _ruled(rules: Sequence[Rule], own: _Borders, crossing: _Borders, near: float) -> Callable[[int, int], bool]:
    """Return what tells whether the border ``i`` is ruled between the crossing borders ``j`` and ``j + 1``."""
    share: dict[tuple[int, int], float] = {}
    for rule in rules:
        place = rule.middle - own.slope * _half(rule)
        i = min(range(len(own.places)), key=lambda k: abs(own.places[k] - place))
        if abs(own.places[i] - place) > near * 2:
            continue
        start, end = _ends(rule, crossing.slope)
        for j, (low, high) in enumerate(pairwise(crossing.places)):
            share[i, j] = share.get((i, j), 0.0) + max(0.0, min(end, high) - max(start, low)) / max(1.0, high - low)
    return lambda i, j: share.get((i, j), 0.0) >= _BORDER


def _root(home: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while home[place] != place:
        place = home[place]
    return place


def _join(home: dict[tuple[int, int], tuple[int, int]], a: tuple[int, int], b: tuple[int, int]) -> None:
    home[_root(home, b)] = _root(home, a)
