"""In which order a page's lines are read, and what each is.

Vietnamese official documents open with a head of two columns (who issues; the State's or the Party's name) and
close with a foot of two (who receives; who signs). Both are read column by column. All else is read row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import pairwise
from statistics import median

from corpus.document import LineKind
from ocr.draft import DraftLine, DraftRow, Segment
from ocr.marks import is_page_number, is_recipient_head, is_running_head, motto_start
from ocr.page.layout import PageGeometry, Piece, Row, cut, geometry, joined, split_near
from ocr.tables.grid import Grid
from ocr.tables.ruled_rows import ruled_rows

_EDGE = 0.1  # of the page's height: where running heads and page numbers stand
_EDGE_ROWS = 4
_HEAD_ROWS = 9
_LEFT_COLUMN = 0.42  # of the page's width: beyond it stands the centre of a title, not of the issuer
_FOOT_RISE = 8  # rows by which a signature block may start above "Nơi nhận:"
_NOTE = re.compile(r"(?:[⁰¹²³⁴-⁹]+|\[\d{1,3}\]|\d{1,3} )\s*[^\W\d_]{2}")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+\s*[^\W\d_]{2}")
_EVEN = 1.1  # of the usual height of the notes' letters: what is taller is no note
_CELL_GAP = 0.6  # of the letters' height, shared by two rows
_MANY_PIECES = 4  # a line of text never has three wide gaps
_NEW_BLOCK = 1.6  # of the usual distance between lines


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its kind, before lines get block numbers; ``start`` opens a block whatever the distance.

    ``ruled``: what is known of a row whose cells are known by the rules around them.
    """

    row: Row
    kind: LineKind = LineKind.BODY
    start: bool = False
    ruled: DraftRow | None = None

    @property
    def loose(self) -> bool:
        """Whether it is a table row that only gaps tell."""
        return self.kind is LineKind.TABLE and self.ruled is None


def reading_order(
    segments: Sequence[Segment], width: int, height: int, grids: Sequence[Grid] = ()
) -> tuple[DraftLine, ...]:
    """Return the lines of a page in reading order, with blocks numbered from 0 and kinds.

    Args:
        segments: words with boxes, grouped into whole lines or parts of them, in any order.
        width: of the page, in the boxes' pixels.
        height: of the page, in the boxes' pixels.
        grids: the page's ruled tables, in the boxes' pixels; each of their rows becomes one line.
    """
    rows, around = ruled_rows(segments, grids)
    page = geometry(around, width, height)
    ruled = [_Placed(pieces, LineKind.TABLE, ruled=row) for row, pieces in rows]
    # merged, not sorted: a running head and the page number beside it stay in their order from left to right
    placed = list(merge(_edges(page), ruled, key=lambda p: p.row[0].middle))
    placed = _head(placed, page)
    placed = _foot(placed, page)
    placed = _tables(placed, page)
    return tuple(_lines(_footnotes(placed, page), page))


def _edges(page: PageGeometry) -> list[_Placed]:
    """Mark running heads and page numbers: near the page's edge, with no more than a stamp or a stain beyond them."""
    placed: list[_Placed] = []
    for index, row in enumerate(page.rows):
        outer = index < _EDGE_ROWS or index >= len(page.rows) - _EDGE_ROWS
        near = not page.height * _EDGE < row[0].middle < page.height * (1 - _EDGE)
        placed += _edge_row(row) if outer and near else [_Placed(row)]
    return placed


def _edge_row(row: Row) -> list[_Placed]:
    """A running head and a page number may share a row: "CÔNG BÁO/Số 12 + 13/Ngày 5-1-2024    3"."""
    kinds = [_edge_kind(p.text) for p in row]
    if all(kind is LineKind.BODY for kind in kinds):
        whole = _edge_kind(" ".join(p.text for p in row))
        return [_Placed(row, whole)]
    return [_Placed([p], kind, start=True) for p, kind in zip(row, kinds, strict=True)]


def _edge_kind(text: str) -> LineKind:
    if is_page_number(text):
        return LineKind.PAGE_NUMBER
    return LineKind.RUNNING_HEAD if is_running_head(text) else LineKind.BODY


def _head(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """Read the two columns of the head one after the other."""
    found = _find_motto(placed, page)
    if found is None:
        return placed
    at, motto = found
    first, last, left, right = _head_columns(placed, page, at, motto)
    if not left:
        return [replace(p, kind=LineKind.HEAD_RIGHT) if first <= i < last else p for i, p in enumerate(placed)]
    columns = _column(left, LineKind.HEAD_LEFT) + _column(right, LineKind.HEAD_RIGHT)
    rest = placed[last:]
    return placed[:first] + columns + [replace(r, start=True) for r in rest[:1]] + rest[1:]


def _column(pieces: Iterable[Piece], kind: LineKind) -> list[_Placed]:
    return [_Placed([p], kind, start=index == 0) for index, p in enumerate(pieces)]


def _find_motto(placed: Sequence[_Placed], page: PageGeometry) -> tuple[int, Piece] | None:
    for index, here in enumerate(placed):
        if here.kind is not LineKind.BODY or here.row[0].middle > page.height / 2:
            continue
        for part in here.row:
            start = motto_start(part.tokens)
            motto = None if start is None else part if start == 0 else cut(part, start)[1]
            # a motto at the page's middle is that of a certificate or a heading of one column
            if motto is not None and motto.left > page.width * 0.3:
                return index, motto
    return None


def _head_columns(
    placed: Sequence[_Placed], page: PageGeometry, at: int, motto: Piece
) -> tuple[int, int, list[Piece], list[Piece]]:
    """Return the head's first row, the row after its last, and the pieces of both columns."""
    first = at
    while first > 0 and _above(placed[first - 1], placed[first], page, motto):
        first -= 1
    left = [p for here in placed[first:at] for p in here.row]
    right: list[Piece] = []
    last = at
    for here in placed[at : at + _HEAD_ROWS]:
        sides = _sides(here, page, motto)
        if sides is None:
            break
        left += sides[0]
        right += sides[1]
        last += 1
    return first, last, left, right


def _above(here: _Placed, below: _Placed, page: PageGeometry, motto: Piece) -> bool:
    """The issuer's superior may stand a row above the motto."""
    close = below.row[0].middle - here.row[0].middle < page.tall * 3
    return here.kind is LineKind.BODY and close and all(p.right < motto.left for p in here.row)


def _sides(here: _Placed, page: PageGeometry, motto: Piece) -> tuple[Row, Row] | None:
    """Sort a row's pieces into left and right column; None when one belongs to neither: the head is over then."""
    if here.kind is not LineKind.BODY:
        return None
    left: Row = []
    right: Row = []
    for part in here.row:
        for p in _parted(part, page, motto):
            if abs(p.centre - motto.centre) <= page.width * 0.09 or p.left >= motto.centre:
                right.append(p)
            elif p.right <= motto.left + page.tall and p.centre < page.width * _LEFT_COLUMN:
                left.append(p)
            else:
                return None
    return left, right


def _parted(part: Piece, page: PageGeometry, motto: Piece) -> Sequence[Piece]:
    """Cut what was read as one line although it belongs to both columns."""
    start = motto_start(part.tokens)
    if start:
        return cut(part, start)
    border = motto.left - page.tall / 2
    if part.left < border < part.right and part.left < page.width * 0.3:
        return split_near(part, border, page.tall * 0.8) or (part,)
    return (part,)


def _foot(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """Keep the list of recipients together, then the signature block."""
    at = _find_recipients(placed, page)
    if at is None:
        return placed
    anchor = placed[at].row[0]
    first = at
    while first > max(0, at - _FOOT_RISE) and _signature_row(placed[first - 1], placed[first], page, anchor):
        first -= 1
    right = [p for here in placed[first:at] for p in here.row]
    left: list[Piece] = []
    last = at
    for here in placed[at:]:
        if here.kind is not LineKind.BODY or any(_is_wide(p, page) for p in here.row):
            break
        for p in here.row:
            (left if p.left <= anchor.left + page.width * 0.12 else right).append(p)
        last += 1
    columns = _column(left, LineKind.BODY) + _column(right, LineKind.BODY)
    rest = placed[last:]
    return placed[:first] + columns + [replace(r, start=True) for r in rest[:1]] + rest[1:]


def _find_recipients(placed: Sequence[_Placed], page: PageGeometry) -> int | None:
    for index in range(len(placed) - 1, -1, -1):
        first = placed[index].row[0]
        if placed[index].kind is LineKind.BODY and first.left < page.width * 0.4 and is_recipient_head(first.tokens):
            return index
    return None


def _signature_row(here: _Placed, below: _Placed, page: PageGeometry, anchor: Piece) -> bool:
    """A row above "Nơi nhận:" that holds nothing but a part of the signature block."""
    close = below.row[0].middle - here.row[0].middle < page.tall * 4
    aside = all(p.left > anchor.left + page.width * 0.25 and p.centre > page.width * 0.55 for p in here.row)
    return here.kind is LineKind.BODY and close and aside


def _is_wide(part: Piece, page: PageGeometry) -> bool:
    return part.right - part.left > page.width * 0.6


def _tables(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """Mark rows as table rows that have many pieces, or whose gaps go on in the row above or below."""
    many = [p.kind is LineKind.BODY and len(p.row) >= _MANY_PIECES for p in placed]
    marked = [replace(p, kind=LineKind.TABLE) if m else p for p, m in zip(placed, many, strict=True)]
    for index, (here, below) in enumerate(pairwise(placed)):
        near = 0 < below.row[0].middle - here.row[0].middle < page.tall * 6
        if here.kind is below.kind is LineKind.BODY and near and _share_gap(here.row, below.row, page.tall):
            marked[index] = replace(here, kind=LineKind.TABLE)
            marked[index + 1] = replace(below, kind=LineKind.TABLE)
    return _cells(_wrapped_cells(marked, page), page)


def _share_gap(row: Row, other: Row, tall: float) -> bool:
    return any(_goes_on(gap, _gaps(other), tall) for gap in _gaps(row))


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(p.right, q.left) for p, q in pairwise(row)]


def _goes_on(gap: tuple[float, float], others: Iterable[tuple[float, float]], tall: float) -> bool:
    return any(min(gap[1], o[1]) - max(gap[0], o[0]) >= tall * _CELL_GAP for o in others)


def _is_border(gap: tuple[float, float], other: Row, page: PageGeometry) -> bool:
    """A gap between cells goes on above or below, or runs out there; one between the words of a cell does not."""
    margins = [(0.0, other[0].left), (other[-1].right, float(page.width))]
    return _goes_on(gap, _gaps(other) + margins, page.tall)


def _cells(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """Join the pieces of table rows over gaps that are no borders."""
    cut_up = list(placed)
    for index, here in enumerate(placed):
        beside = [p.row for p in placed[max(0, index - 1) : index + 2] if p.loose and p is not here]
        if here.loose:
            borders = [any(_is_border(gap, other, page) for other in beside) for gap in _gaps(here.row)]
            row = here.row[:1]
            for new, border in zip(here.row[1:], borders, strict=True):
                # without a neighbour to go by, every gap is taken for a border
                row = [*row, new] if border or not any(borders) else [*row[:-1], joined(row[-1], new)]
            cut_up[index] = replace(here, row=row)
    return cut_up


def _wrapped_cells(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """A narrow row between table rows is the rest of a cell."""
    marked = list(placed)
    for index in range(1, len(placed) - 1):
        before, here, after = marked[index - 1], placed[index], placed[index + 1]
        inside = before.loose and (after.loose or any(p.loose for p in placed[index + 2 : index + 3]))
        if here.kind is LineKind.BODY and inside and all(p.right - p.left < page.width * 0.45 for p in here.row):
            marked[index] = replace(here, kind=LineKind.TABLE)
    return marked


def _footnotes(placed: list[_Placed], page: PageGeometry) -> list[_Placed]:
    """Mark the notes at the page's foot, from the first that opens with its number."""
    first = _first_raised(placed)
    if first is None:
        first = _first_small(placed, page)
    if first is None:
        return placed
    return [
        replace(p, kind=LineKind.FOOTNOTE) if i >= first and p.kind is LineKind.BODY else p
        for i, p in enumerate(placed)
    ]


def _first_raised(placed: Sequence[_Placed]) -> int | None:
    """The first line that opens with a raised number, when no larger print follows: "¹ Khoản này được ..."."""
    body = [i for i, p in enumerate(placed) if p.kind is LineKind.BODY]
    for at, i in enumerate(body):
        if not _RAISED.match(placed[i].row[0].text):
            continue
        below = [_letter_height(placed[j].row) for j in body[at:]]
        above = [_letter_height(placed[j].row) for j in body[:at]]
        if max(below) <= median(below) * _EVEN and (not above or median(below) <= median(above)):
            return i
    return None


def _first_small(placed: Sequence[_Placed], page: PageGeometry) -> int | None:
    """The first line that opens with a number among the small print at the page's foot."""
    body = [p for p in placed if p.kind is LineKind.BODY]
    if len(body) < 6:
        return None
    usual = median(_letter_height(p.row) for p in body)
    small: list[int] = []
    for index in range(len(placed) - 1, -1, -1):
        if placed[index].kind is not LineKind.BODY:
            continue
        if _letter_height(placed[index].row) > usual * 0.88 or placed[index].row[0].middle < page.height / 2:
            break
        small.append(index)
    return min((i for i in small if _opens_note(placed[i].row[0].text)), default=None)


def _opens_note(text: str) -> bool:
    """Tell "¹ Khoản này ..." and "1 Khoản này ..." from the numbered clause "1. Nghị quyết này ..."."""
    return _NOTE.match(text) is not None


def _letter_height(row: Row) -> float:
    return median(t.box.bottom - t.box.top for p in row for t in p.tokens if t.box)


def _lines(placed: Sequence[_Placed], page: PageGeometry) -> Iterable[DraftLine]:
    pitch = _pitch(placed, page)
    block = -1
    last: _Placed | None = None
    for here in placed:
        apart = last is None or here.row[0].middle - last.row[0].middle > pitch * _NEW_BLOCK
        if last is not None and here.ruled and last.ruled:
            apart = here.ruled.table != last.ruled.table
        if apart or here.start or (last is not None and here.kind is not last.kind):
            block += 1
        last = here
        yield DraftLine(_tokens(here), block, here.kind, here.ruled)


def _tokens(placed: _Placed) -> Segment:
    """Cells of a table row are parted by bars; pieces of any other row by a space, however wide the gap was."""
    bar = " | " if placed.kind is LineKind.TABLE else " "
    return tuple(
        replace(t, before=bar) if index == 0 and number > 0 else t
        for number, p in enumerate(placed.row)
        for index, t in enumerate(p.tokens)
    )


def _pitch(placed: Sequence[_Placed], page: PageGeometry) -> float:
    steps = [b.row[0].middle - a.row[0].middle for a, b in pairwise(placed) if not (a.ruled or b.ruled)]
    return median([s for s in steps if s > 0] or [page.tall * 1.5])
