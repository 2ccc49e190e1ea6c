"""A closer look at doubtful words: cut out with their neighbours, drawn larger, and read again by every model.

A wrong digit looks as valid as a right one, so a number that two readings give differently is never settled by what
would be likely in the sentence: only by reading again, and by what cannot be (a 31st of February). Where the readings
stay at odds, the likeliest stands with a low confidence and the others as its alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.marks import is_page_number
from ocr.recognition.alignment import Group, Words, groups
from ocr.recognition.numbers import as_digits, as_numeral, in_date, is_number, joined_date, with_digits
from ocr.recognition.second_reading import voted


@dataclass(frozen=True, slots=True)
class Doubt:
    """Confidence under which words, and numbers, are looked at again."""

    word: float
    number: float

    def concerns(self, token: Token) -> bool:
        """Tell whether a word is worth another reading."""
        limit = self.number if is_number(token.text) else self.word
        return (token.confidence or 0.0) < limit and any(c.isalnum() for c in token.text)


BY_OTHERS = Doubt(0.93, 0.97)
BY_ITSELF = Doubt(0.80, 0.95)  # a model that reads its own words again seldom changes its mind, and never as to tones

Read = Callable[[Sequence[Box]], Sequence[Sequence[Token]]]
"""Reads parts of the page: boxes in, and for each model the words that it finds there, with boxes."""

_RISE = 0.3  # of the line's height, shown above and below it
_EDGES = ".,;:()"
_DIGIT_APART = 0.85  # of its height, from one digit to the same edge of the next, at least
_NUMERAL = 0.7  # confidence of a numeral II that was read as an H


def closer_look(
    segments: Sequence[Segment], marks: Sequence[Box], read: Read, doubt: Doubt = BY_OTHERS
) -> list[Segment]:
    """Return the segments with doubtful words settled by further readings, where those help.

    ``marks``: where something stands unread; it becomes a segment where every reading takes it for one page number.
    """
    parts = [part for segment in segments for part in _parts(segment, doubt)]
    # apart from the words: among long lines a reader misjudges how tall a lone digit is, and 4 becomes "lì"
    found = [read(boxes) for boxes in (parts, [*map(_with_margin, marks)]) if boxes]
    readings = [Words([*chain.from_iterable(of_one)]) for of_one in zip(*found, strict=True)]
    if not readings:
        return [tuple(_with_dates(segment)) for segment in segments]
    known = {t.text.strip(_EDGES) for s in segments for t in s if is_number(t.text) and not doubt.concerns(t)}
    numbers = [(token,) for mark in marks if (token := _page_number(mark, readings))]
    return [tuple(_with_dates(tuple(_settled(s, readings, known, doubt)))) for s in segments] + numbers


def _with_margin(mark: Box) -> Box:
    """A digit cut out to its edges is read as anything."""
    tall = mark.bottom - mark.top
    return Box(
        max(0, mark.left - 2 * tall), max(0, mark.top - tall // 2), mark.right + 2 * tall, mark.bottom + tall // 2
    )


def _page_number(mark: Box, readings: Sequence[Words]) -> Token | None:
    found = [words.at(mark) for words in readings]
    texts = {as_digits(t.text) for place in found for t in place}
    alike = len(texts) == 1 and all(len(place) == 1 for place in found)
    if not alike or not is_page_number(*texts) or not _has_room(mark, *texts):
        return None
    return Token(texts.pop(), mark, min(place[0].confidence or 0.0 for place in found))


def _has_room(mark: Box, text: str) -> bool:
    """Tell whether a mark is wide enough for a number; 4 is no 11."""
    wide = (mark.right - mark.left) / (mark.bottom - mark.top)
    return not text.isdigit() or wide >= _DIGIT_APART * (len(text) - 1)


def _settled(segment: Segment, readings: Sequence[Words], known: Container[str], doubt: Doubt) -> Iterator[Token]:
    """Vote word by word; where several readings part a number otherwise, and alike, theirs stands."""
    places = [{id(t): group for group in groups(segment, words) for t in group.mine} for words in readings]
    before = ""
    done: set[int] = set()
    for token in segment:
        if id(token) in done:
            continue
        found = [place[id(token)] for place in places]
        whole = _parted_alike(found, doubt)
        if whole:
            done.update(id(t) for t in found[0].mine)
            yield from whole
            before = whole[-1].text
            continue
        again = [g.theirs[0] for g in found if len(g.mine) == len(g.theirs) == 1] if doubt.concerns(token) else []
        settled = voted(token, again, before, known) if again else token
        settled = _numeral(replace(settled, text=in_date(settled.text, before)), before)
        before = settled.text
        yield settled


def _with_dates(segment: Segment) -> Iterator[Token]:
    """Join dates that every reading has torn."""
    kept: Token | None = None
    for token in segment:
        whole = joined_date(kept.text, token.text) if kept else None
        if kept and whole:
            box = kept.box.union(token.box) if kept.box and token.box else kept.box
            sure = min(kept.confidence or 0.0, token.confidence or 0.0)
            kept = replace(kept, text=whole, box=box, confidence=sure, alternatives=())
            continue
        if kept:
            yield kept
        kept = token
    if kept:
        yield kept


def _numeral(token: Token, before: str) -> Token:
    text = as_numeral(token.text, before)
    doubt = min(token.confidence or 0.0, _NUMERAL)
    return token if text == token.text else replace(token, text=text, confidence=doubt)


def _parted_alike(found: Sequence[Group], doubt: Doubt) -> Segment:
    """Return the words that all readings have for a doubtful number that the segment parts otherwise, else none."""
    first, *rest = found
    alike = rest and all(g.mine == first.mine and _texts(g.theirs) == _texts(first.theirs) for g in rest)
    parted = len(first.mine) != len(first.theirs) > 0 and any(
        is_number(t.text) and doubt.concerns(t) for t in first.mine
    )
    return tuple(replace(t, text=with_digits(t.text)) for t in first.theirs) if alike and parted else ()


def _texts(segment: Segment) -> list[str]:
    return [t.text for t in segment]


def _parts(segment: Segment, doubt: Doubt) -> Iterator[Box]:
    """The doubtful words of a line, each with its neighbours; parts that overlap become one."""
    boxes = [t.box for t in segment if t.box]
    if not boxes:
        return
    top, bottom = median(b.top for b in boxes), median(b.bottom for b in boxes)
    rise = (bottom - top) * _RISE
    last: Box | None = None
    for at, token in enumerate(segment):
        if not token.box or not doubt.concerns(token):
            continue
        beside = [t.box for t in segment[max(0, at - 1) : at + 2] if t.box]
        left, right = min(b.left for b in beside), max(b.right for b in beside)
        part = Box(left, round(min(top, token.box.top) - rise), right, round(max(bottom, token.box.bottom) + rise))
        if last is not None and part.left < last.right:
            last = last.union(part)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
