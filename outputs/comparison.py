"""The same indicator across the documents of a run: a table and a picture for each.

What is compared has one key of the catalogue and one unit. Population, area and issuer stand beside each figure, since
a district's poverty rate is not its province's: the reader judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from corpus.files import write_atomically
from corpus.flags import needs_check
from corpus.indicators import indicators
from corpus.record import Record, Target
from outputs import notation, summary
from outputs.export import check_run, records
from outputs.wording import Pair, both, pair, printed, shown

FILE = "compare.html"
_WIDE = 400  # of the picture, in its own units
_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One target or result of one document. ``low`` and ``high`` are equal but for ranges."""

    document: str
    folder: str
    issuer: Pair | None
    achieved: bool
    level: Pair
    low: float
    high: float
    comparator: str
    who: Pair | None
    due: Pair | None
    year: str
    check: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator in one unit, in two or more documents; points by document and time."""

    key: str
    name: Pair
    unit: str | None
    sdg: str | None
    points: tuple[Point, ...]

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({point.folder for point in self.points})


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as drawn: from ``x1`` to ``x2`` at height ``y``; ``arrow`` is -1 or 1 for "at most" and "at least"."""

    x1: float
    x2: float
    y: float
    arrow: int
    point: Point


def compare(folder: Path) -> list[Comparison]:
    """Return the indicators that stand with a figure in at least two documents of a run, by sector and name.

    Raises:
        OutputError, RejectedError: as ``outputs.export.records``.
    """
    check_run(folder)
    found: dict[tuple[str, str | None], list[Point]] = {}
    for name, record in records(folder):
        for target, achieved in _figures(record):
            if target.indicator.key:
                key = (target.indicator.key, target.unit)
                found.setdefault(key, []).append(_point(record, name, target, achieved=achieved))
    order = {key: at for at, key in enumerate(indicators())}
    compared = [_comparison(key, unit, points) for (key, unit), points in found.items()]
    several = [one for one in compared if one.documents > 1]
    return sorted(several, key=lambda one: (order.get(one.key, len(order)), one.unit or ""))


def write_comparison(folder: Path, path: Path) -> list[Comparison]:
    """Write the page of all comparisons to ``path`` and return them.

    Raises:
        OutputError: when the page cannot be written, or as ``compare``.
        RejectedError: as ``compare``.
    """
    compared = compare(folder)
    parts = [(one, picture(one.points)) for one in compared]
    links = path.resolve().parent == folder.resolve()  # the documents' folders are beside the page
    write_atomically(path, summary.page("compare.html.j2", parts=parts, wide=_WIDE, links=links))
    return compared


def picture(points: Iterable[Point]) -> list[Mark]:
    """Return the points as drawn on one scale, one below the other; the scale begins at 0 unless figures are below."""
    points = list(points)
    least = min(0.0, *(point.low for point in points))
    most = max(*(point.high for point in points), least + 1e-9)

    def x(value: float) -> float:
        return round(_MARGIN + (value - least) / (most - least) * (_WIDE - 2 * _MARGIN), 1)

    return [
        Mark(x(point.low), x(point.high), 11 + 22 * row, _ARROWS.get(point.comparator, 0), point)
        for row, point in enumerate(points)
    ]


_ARROWS = {"ge": 1, "gt": 1, "le": -1, "lt": -1}


def _figures(record: Record) -> Iterator[tuple[Target, bool]]:
    for targets, achieved in ((record.targets, False), (record.achievements, True)):
        for target in targets:
            if target.value is not None or target.value_min is not None or target.value_max is not None:
                yield target, achieved


def _point(record: Record, folder: str, target: Target, *, achieved: bool) -> Point:
    bounds = [v for v in (target.value, target.value_min, target.value_max) if v is not None]
    issuer, due = record.metadata.issuer, target.due
    words = [part for part in (target.population, target.area) if part and (part.vi or part.en)]
    who = [pair(part.vi, part.en) for part in words]
    return Point(
        document=shown(record.metadata.symbol or record.document.source),
        folder=quote(folder),
        issuer=pair(issuer.vi, issuer.en) if issuer else None,
        achieved=achieved,
        level=notation.level(target, "en" if record.document.language == "en" else "vi"),
        low=min(bounds),
        high=max(bounds),
        comparator=target.comparator,
        who=_joined([one for one in who if one]),
        due=notation.timing(due) if due else None,
        year=(due.end or due.start or "")[:4] if due else "",
        check=needs_check(target.confidence, target.flags),
    )


def _joined(words: list[Pair]) -> Pair | None:
    if not words:
        return None
    return both("; ".join(one.vi.text for one in words), "; ".join(one.en.text for one in words))


def _comparison(key: str, unit: str | None, points: list[Point]) -> Comparison:
    known = indicators().get(key)
    name = both(known.vi[0], known.en[0]) if known else printed(key)
    ordered = sorted(points, key=lambda point: (point.year, point.document, point.low))
    return Comparison(key, name, unit, known.sdg if known else None, tuple(ordered))
