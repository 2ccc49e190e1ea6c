"""Letterheads with what was read of the hand in their gaps: only where that is beyond doubt, else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from corpus.document import Alternative, Box
from ocr.draft import Segment, Token
from ocr.handwriting.gaps import Gap, gaps
from ocr.handwriting.reader import read
from ocr.page.times_face import size_of_print

_HEAD = 0.4  # of the page's height: where letterheads are
_PRINTED = 0.9  # confidence above which the recogniser's number is print, and stands
_ALONE = 0.9  # probability of a hand that is taken whatever the recogniser saw
_AGREED = 0.5  # and of one that it saw as well
_SEEN = 0.5  # probability of another number that is enough to doubt the recogniser's
_DOUBT = 0.3  # of its confidence, as of numbers in coloured ink
_LEFT = 0.8  # confidence in what is left of a word without its hand, at most
_MOST = 0.95  # confidence in a hand, at most
_KEPT = 4  # alternatives


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page that has a letterhead: its image, from the page's top, and the size of print in pixels."""

    image: Image.Image
    em: float


def head_of(image: Image.Image, segments: Sequence[Segment]) -> Head | None:
    """Return the head of the page where ``segments`` were read; None where it has no letterhead with gaps."""
    top = _top(segments, image.height * _HEAD)
    em = size_of_print(top)
    if em is None or not any(True for segment in top for _ in gaps(segment, em)):
        return None
    return Head(image.crop((0, 0, image.width, round(image.height * _HEAD + 2 * em))), em)


def filled(segments: Sequence[Segment], head: Head | None) -> list[Segment]:
    """Return the segments with the digits of hands in the gaps of the letterhead, where those are sure."""
    if head is None:
        return list(segments)
    inside = {id(s) for s in _top(segments, head.image.height - 2 * head.em)}
    found: list[Segment] = []
    done: set[str] = set()  # grounds below the letterhead have dates too
    for segment in segments:
        kinds = {gap.kind for gap in gaps(segment, head.em)} if id(segment) in inside else set()
        found.append(_filled(segment, head) if kinds - done else segment)
        done |= kinds
    return found


def _top(segments: Sequence[Segment], deep: float) -> list[Segment]:
    return [s for s in segments if s and all(t.box and t.box.top < deep for t in s)]


def _filled(segment: Segment, head: Head) -> Segment:
    for gap in reversed(list(gaps(segment, head.em))):  # from the right: offsets to the left stay
        segment = _with(segment, gap, head)
    return segment


def _with(segment: Segment, gap: Gap, head: Head) -> Segment:
    parted = _parted(segment, gap)
    own = "".join(t.text for t in parted.inside)
    sure = min([t.confidence or 0.0 for t in parted.inside], default=0.0)
    # of a date, digits that were read as one word with their neighbours are no print
    alone = gap.kind == "number" or all(t in segment for t in parted.inside)
    if own.isdigit() and sure >= _PRINTED and alone:
        return segment
    readings = read(head.image, gap)
    best = readings[0] if readings else Alternative("", 0.0)
    if best.probability >= (_AGREED if best.text == own else _ALONE):
        left = (tuple(_of_print(t, segment) for t in part) for part in (parted.before, parted.after))
        return (*next(left), _written(gap, own, readings), *next(left))
    if own.isdigit() and best.text != own and best.probability >= _SEEN:
        inside = tuple(_doubted(t, best) for t in parted.inside)
        return (*parted.before, *inside, *parted.after)
    return segment


def _doubted(token: Token, other: Alternative) -> Token:
    others = (other, *(a for a in token.alternatives if a.text != other.text))
    return replace(token, confidence=(token.confidence or 0.0) * _DOUBT, alternatives=others[:_KEPT])


def _of_print(token: Token, segment: Segment) -> Token:
    """What is left of a word without its hand: the word's other readings, and most of its doubt, were about that."""
    if token in segment:
        return token
    sure = token.confidence or 0.0
    return replace(token, confidence=max(sure, min(_LEFT, sure / _DOUBT)), alternatives=())


def _written(gap: Gap, own: str, readings: Sequence[Alternative]) -> Token:
    best, *others = readings
    sure = best.probability if best.text != own else 1 - (1 - best.probability) / 2
    if own and own not in {r.text for r in readings}:
        others.append(Alternative(own, max(0.0, 1 - sum(r.probability for r in readings)) / 2))
    return Token(best.text, gap.box, min(sure, _MOST), alternatives=tuple(others[:_KEPT]))


@dataclass(frozen=True, slots=True)
class _Parted:
    before: Segment
    inside: Segment
    after: Segment


def _parted(segment: Segment, gap: Gap) -> _Parted:
    """Part a segment at a gap, and words that stand on both sides of its edges."""
    parts: tuple[list[Token], list[Token], list[Token]] = ([], [], [])
    at = 0
    for index, token in enumerate(segment):
        at += len(token.before) if index else 0
        for part, piece in _pieces(token, at, gap):
            parts[part].append(piece)
        at += len(token.text)
    return _Parted(*map(tuple, parts))


def _pieces(token: Token, start: int, gap: Gap) -> Iterator[tuple[int, Token]]:
    """Yield the parts of a word that lie before (0), in (1) and behind (2) a gap."""
    left, right = (min(max(0, edge - start), len(token.text)) for edge in (gap.start, gap.end))
    first = True
    for part, (a, b) in enumerate(((0, left), (left, right), (right, len(token.text)))):
        text = token.text[a:b]
        if text:
            before = token.before if first else "" if gap.kind == "number" else " "
            yield part, replace(token, text=text, before=before, box=_clipped(token.box, part, gap.box))
            first = False


def _clipped(box: Box | None, part: int, gap: Box) -> Box | None:
    if box is None:
        return None
    if part == 0:
        return replace(box, right=max(box.left + 1, min(box.right, gap.left)))
    if part == 2:
        return replace(box, left=min(box.right - 1, max(box.left, gap.right)))
    return box
