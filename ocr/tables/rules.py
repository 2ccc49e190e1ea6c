"""Ruled lines on a page image: found, and taken out where they frame the cells of a table.

Rules are looked for at about 100 dpi, where a rule is one or two pixels thick and no stroke of a letter is as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_LOOK_DPI = 100
_FAINT = 45  # grey levels darker than the paper: hair lines, dotted and worn ones
_ALONG, _DOWN = 24, 20  # pixels at 100 dpi: the shortest rule across, and down; capitals are 13 tall
_FILLED = 0.9  # of a rule's pixels are drawn; of the baseline of a text, fewer
_BESIDE = 4  # pixels from a rule; there is paper
_PAPER = 0.45  # of the pixels on one side of a rule are drawn, at most
_BARE = 0.1  # of those on both sides, somewhere along it
_CORE = 0.7  # of a rule's pixels are drawn when it is taken out
_ENDS = 3  # pixels at either end of a border, where other rules meet it
_WOBBLE = 2  # pixels by which a rule may leave its straight way
_RIDGE = 8  # grey levels by which a faint rule is darker than what is beside it
_AT_ENDS = 0.5  # of either end of a border looks so, where a rule runs
_ROOM = 12  # pixels around a crossing in which rules are not told apart

Mask = NDArray[np.bool_]
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule from ``start`` to ``end``, along x for one across and along y for one down, in pixels of the page.

    ``along`` and ``at`` are points of its middle, since paper bends: ``at`` is y for a rule across, x for one down.
    """

    start: float
    end: float
    along: tuple[float, ...]
    at: tuple[float, ...]
    thick: float

    @property
    def middle(self) -> float:
        """Its mean place across its own direction."""
        return sum(self.at) / len(self.at)

    @property
    def length(self) -> float:
        """From end to end."""
        return self.end - self.start

    def place(self, along: float) -> float:
        """Return where its middle is at a place along it; beyond its ends, where its nearer end is."""
        return float(np.interp(along, self.along, self.at))

    def scaled(self, by: float) -> Rule:
        """Return the rule in pixels of an image that is drawn larger or smaller."""
        along, at = tuple(a * by for a in self.along), tuple(a * by for a in self.at)
        return Rule(self.start * by, self.end * by, along, at, self.thick * by)


@dataclass(frozen=True, slots=True)
class Look:
    """The image in which rules are looked for: grey levels, and how many times smaller than the page it is."""

    grey: Grey
    factor: int

    def faint(self, start: tuple[float, float], end: tuple[float, float]) -> float:
        """Return the share of the way from ``start`` to ``end`` (x, y on the page) along which a faint rule runs.

        A hair line is not much darker than the paper, but all along darker than what lies on either side of it.
        """
        grey = self.grey
        x0, y0, x1, y1 = (place / self.factor for place in (*start, *end))
        if abs(y1 - y0) > abs(x1 - x0):
            grey, x0, y0, x1, y1 = grey.T, y0, x0, y1, x1
        columns = np.arange(max(0, round(x0) + _ENDS), min(grey.shape[1], round(x1) - _ENDS))
        if len(columns) < _ALONG:  # so short a way, the stem of a letter runs along
            return 0.0
        middle = np.interp(columns, (x0, x1), (y0, y1)).round().astype(int)
        rows = np.clip(middle + np.arange(-_WOBBLE - 3, _WOBBLE + 4)[:, None], 0, grey.shape[0] - 1)
        band = grey[rows, columns].astype(np.int16)
        smooth = band[:, :-2] + band[:, 1:-1] + band[:, 2:]
        ridge = np.minimum(smooth[:-6], smooth[6:]) - smooth[3:-3] >= 3 * _RIDGE
        ridge = max(ridge[:-1] | ridge[1:], key=np.sum)
        edge = max(_ENDS, len(columns) // 8)  # a text ends before the border does
        return float(ridge.mean()) if min(ridge[:edge].mean(), ridge[-edge:].mean()) >= _AT_ENDS else 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page, and the image in which they were found."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    look: Look | None = None

    def scaled(self, by: float) -> Rules:
        """Return the rules in pixels of an image that is drawn larger or smaller."""
        return Rules(tuple(r.scaled(by) for r in self.across), tuple(r.scaled(by) for r in self.down))


def find_rules(image: Image.Image, dpi: int) -> Rules:
    """Return the rules of a page image, in its pixels."""
    factor = max(1, round(dpi / _LOOK_DPI))
    grey = np.asarray((image.reduce(factor) if factor > 1 else image).convert("L"))
    drawn = grey < max(0, _paper(grey) - _FAINT)
    unit = dpi / factor / _LOOK_DPI
    down = list(_rules(np.ascontiguousarray(drawn.T), round(_DOWN * unit), factor))
    if len(down) < 2:  # a page without lines that go down has no table, whatever is underlined
        return Rules((), ())
    across = tuple(_rules(_dots_joined(drawn), round(_ALONG * unit), factor))
    return Rules(across, tuple(down), Look(grey, factor))


def _paper(grey: Grey) -> int:
    """The paper's grey: what most of a page is."""
    return int(np.argmax(np.bincount(grey[::4, ::4].ravel(), minlength=256)[100:]) + 100)


def _rules(drawn: Mask, least: int, factor: int) -> Iterator[Rule]:
    long, alone = _long(drawn, least)
    for runs in _grouped(_runs(long)):
        # letters may stand close to a part of a rule, but the baseline of a text has them all along
        if any(alone[row, first : last + 1].any() for row, first, last in runs):
            rule = _rule(runs, factor)
            if rule.length >= least * factor:
                yield rule


def _long(drawn: Mask, least: int) -> tuple[Mask, Mask]:
    """Return where ``least`` pixels in a row are drawn with paper on one side of them, and where on both sides."""
    if drawn.shape[1] < least:
        return np.zeros_like(drawn), np.zeros_like(drawn)
    sums = np.zeros((drawn.shape[0], drawn.shape[1] + 1), dtype=np.int16)
    np.cumsum(drawn, axis=1, dtype=np.int16, out=sums[:, 1:])
    count = sums[:, least:] - sums[:, :-least]
    filled = count >= _FILLED * least
    rows = np.flatnonzero(filled.any(axis=1))
    padded = np.pad(count, ((_BESIDE, _BESIDE), (0, 0)))
    above, below, filled = padded[rows], padded[rows + 2 * _BESIDE], filled[rows]
    long = filled & (np.minimum(above, below) < _PAPER * least)
    alone = filled & (np.maximum(above, below) < _BARE * least)
    return _spread(long, rows, drawn, least), _spread(alone, rows, drawn, least)


def _spread(begins: Mask, rows: NDArray[np.intp], drawn: Mask, least: int) -> Mask:
    """Where the stretches of ``least`` pixels that begin at these places in these rows are drawn."""
    spread = np.zeros((len(rows), drawn.shape[1] + 1), dtype=np.int16)
    spread[:, : begins.shape[1]] += begins
    spread[:, least : least + begins.shape[1]] -= begins
    whole = np.zeros_like(drawn)
    whole[rows] = (np.cumsum(spread, axis=1, dtype=np.int16)[:, :-1] > 0) & drawn[rows]
    return whole


def _dots_joined(drawn: Mask) -> Mask:
    """Fill gaps of one pixel, as between the dots of a line of dots."""
    joined = drawn.copy()
    joined[:, 1:-1] |= drawn[:, :-2] & drawn[:, 2:]
    return joined


def _runs(mask: Mask) -> Iterator[tuple[int, int, int]]:
    """Yield stretches of True as row, first and last column; holes of two pixels are none."""
    for row in np.flatnonzero(mask.any(axis=1)):
        columns = np.flatnonzero(mask[row])
        for part in np.split(columns, np.flatnonzero(np.diff(columns) > 3) + 1):
            yield int(row), int(part[0]), int(part[-1])


def _grouped(runs: Iterable[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Put runs together that lie on each other or continue each other a pixel higher or lower."""
    groups: list[list[tuple[int, int, int]]] = []
    open_: list[list[tuple[int, int, int]]] = []
    for run in runs:
        row, first, last = run
        open_ = [g for g in open_ if g[-1][0] >= row - 2]
        beside = [g for g in open_ if any(r >= row - 2 and a <= last + 4 and b >= first - 4 for r, a, b in g[-6:])]
        if not beside:
            groups.append([run])
            open_.append(groups[-1])
            continue
        home = beside[0]
        home.append(run)
        for other in beside[1:]:
            home += other
            home.sort()
            other.clear()
            open_ = [g for g in open_ if g is not other]
    return [g for g in groups if g]


def _rule(runs: Sequence[tuple[int, int, int]], factor: int) -> Rule:
    first, last = min(a for _, a, _ in runs), max(b for _, _, b in runs)
    height, count = np.zeros(last - first + 1), np.zeros(last - first + 1)
    for row, a, b in runs:
        height[a - first : b - first + 1] += row
        count[a - first : b - first + 1] += 1
    filled = np.flatnonzero(count)
    middles = height[filled] / count[filled]
    points = np.linspace(0, len(filled) - 1, max(2, len(filled) // 24)).round().astype(int)
    smooth = [float(np.median(middles[max(0, p - 8) : p + 9])) for p in points]
    half = (factor - 1) / 2
    along = tuple(float((filled[p] + first) * factor + half) for p in points)
    thick = float(np.median(count[filled])) * factor
    return Rule(first * factor, (last + 1) * factor, along, tuple(y * factor + half for y in smooth), thick)


def without(image: Image.Image, rules: Rules) -> Image.Image:
    """Return the page image in grey with these rules (in its pixels) painted over, letters that cross them left."""
    grey = np.array(image.convert("L"))
    paper = _paper(grey)
    for rule in rules.across:
        _take_out(grey, rule, paper)
    turned = grey.T
    for rule in rules.down:
        _take_out(turned, rule, paper)
        _take_out_crossings(grey, rule, rules.across, paper)
    return Image.fromarray(grey)


def _take_out(grey: Grey, rule: Rule, paper: int) -> None:
    """Paint a rule across over. Where something is drawn on both sides of it, a letter crosses: that stays."""
    reach = round(rule.thick / 2) + 4
    columns = np.arange(max(0, round(rule.start) - 1), min(grey.shape[1], round(rule.end) + 1))
    if len(columns) == 0:
        return
    middle = np.interp(columns, rule.along, rule.at).round().astype(int)
    rows = np.clip(middle[None, :] + np.arange(-reach, reach + 1)[:, None], 0, grey.shape[0] - 1)
    band = grey[rows, columns[None, :]]
    drawn = band < paper - _FAINT
    core = _widened(_averaged(drawn, round(max(12, rule.thick * 8))) >= _CORE)
    deep = np.arange(len(core))[:, None]
    top = np.where(core, deep, len(core)).min(axis=0) - 1
    bottom = np.where(core, deep, -1).max(axis=0) + 1
    inside = np.arange(len(columns))
    above = drawn[np.clip(top, 0, len(core) - 1), inside]
    below = drawn[np.clip(bottom, 0, len(core) - 1), inside]
    painted = core & ~(above & below)[None, :]
    grey[rows[painted], np.broadcast_to(columns, rows.shape)[painted]] = paper


def _take_out_crossings(grey: Grey, down: Rule, rules: Sequence[Rule], paper: int) -> None:
    """Paint over where rules meet: to either of them, the other is a letter that crosses."""
    for across in rules:
        y = across.place(down.middle)
        x = down.place(y)
        wide, high = down.thick / 2 + 1, across.thick / 2 + 1
        if across.start - _ROOM <= x <= across.end + _ROOM and down.start - _ROOM <= y <= down.end + _ROOM:
            _fill(grey, (x - wide, x + wide), (y - high - _ROOM, y + high + _ROOM), paper)
            _fill(grey, (x - wide - _ROOM, x + wide + _ROOM), (y - high, y + high), paper)


def _fill(grey: Grey, across: tuple[float, float], down: tuple[float, float], paper: int) -> None:
    left, right = (max(0, round(x)) for x in across)
    top, bottom = (max(0, round(y)) for y in down)
    grey[top : bottom + 1, left : right + 1] = paper


def _averaged(drawn: Mask, window: int) -> NDArray[np.float64]:
    """The share of drawn pixels in a window along the rule."""
    padded = np.pad(drawn, ((0, 0), (window // 2, window - window // 2)), mode="reflect")
    sums = np.cumsum(padded, axis=1, dtype=np.int32)
    return np.asarray((sums[:, window:] - sums[:, :-window]) / window)


def _widened(core: Mask) -> Mask:
    """One pixel more on either side: the rule's edge is paler than the rule."""
    wide = core.copy()
    wide[1:] |= core[:-1]
    wide[:-1] |= core[1:]
    return wide
