"""The gaps that letterheads leave for a hand: after "Số:" up to the symbol, between "ngày", "tháng" and "năm".

Readers put the words beside a gap wrong where a hand touches them ("ngày0tháng", "Số:f/BC-HĐND"), so the printed words
are measured by what they are: in Times, every word has its breadth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from corpus.document import Box
from ocr.draft import Segment
from ocr.page.times_face import breadth, plain, size_of_print

_NUMBERED = re.compile(
    r"^(?P<before>.{0,12}?\bS[o60]\s?[:;.]|.{0,3}?\bS[o60](?=\s?\d))?(?P<gap>.{0,12}?)"
    r"(?P<after>[/⁄-]\s?(?:(?:19|20)\d\d\s?/\s?)?[A-Z]{2}[A-Za-z]*(?:\s?[-/&]\s?[A-Z][A-Za-z]*)*)"
)
_DATED = re.compile(r"ng[ao]y(?P<day>.{0,8}?)th[ao]ng(?P<month>.{0,6}?)n[ao]m\s?(?:19|20)\d\d", re.IGNORECASE)
_LONGEST = 5.0  # ems before a symbol that may hold "Số:" and the number
_MISREAD = 3  # letters for which a number may have been taken
_BESIDE = 0.7  # ems of "Số:" that are shown; its first letter looks like a 5
_DEEP = frozenset("gjpqyQ,;()")  # letters that reach below the line
_DESCENT, _ASCENT = 0.21, 0.9  # ems below and above the line, the latter with marks
_TALLEST = 1.5  # ems from the highest to the lowest ink of a word


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: ``start`` to ``end`` of the segment's text, what may stand there, and where it is on the page.

    ``kind`` is "number", "day" or "month"; ``sight`` is from where to where (pixels from the left) to look, so that a
    little of the words beside it is seen; one em of print is ``em`` pixels; ``line`` is the line of writing, in pixels
    from the top.
    """

    kind: str
    start: int
    end: int
    box: Box
    sight: tuple[float, float]
    em: float
    line: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A segment as it is set: its text without marks, the offset of each token, the size of its print (pixels)."""

    segment: Segment
    text: str
    starts: tuple[int, ...]
    em: float

    def at(self, offset: int, *, of_end: bool = False) -> tuple[float, float]:
        """Return where the sign at ``offset`` begins (ends), measured from the left and the right of its word."""
        probe = offset - 1 if of_end else offset
        index = max(i for i, start in enumerate(self.starts) if start <= probe)
        box = self.segment[index].box
        if box is None:
            raise ValueError("a gap is looked for among words that have boxes")
        inside = offset - self.starts[index]
        text = self.text[self.starts[index] : self.starts[index] + len(self.segment[index].text)]
        return box.left + self.em * breadth(text[:inside]), box.right - self.em * breadth(text[inside:])

    def line_near(self, x: float) -> float:
        """Return the line of writing at ``x``: most of the three words that are nearest agree on it."""
        words = [(t.text, t.box) for t in self.segment if t.box and any(c.isalnum() for c in t.text)]
        # a rule, a fold or the line below is at times taken for a part of a word
        level = [word for word in words if word[1].bottom - word[1].top <= _TALLEST * self.em]
        near = sorted(level or words, key=lambda word: abs((word[1].left + word[1].right) / 2 - x))[:3]
        return median(self._foot(text, box) for text, box in near)

    def _foot(self, text: str, box: Box) -> float:
        if box.bottom - box.top > _TALLEST * self.em:
            return box.top + _ASCENT * self.em
        return box.bottom - (_DESCENT * self.em if _DEEP & set(text) else 0.0)


def gaps(segment: Segment, em: float) -> Iterator[Gap]:
    """Yield the gaps of a line, left to right, whether anything is written there or not; ``em`` as of its page."""
    if not segment or any(t.box is None for t in segment):
        return
    starts, text = [], ""
    for index, token in enumerate(segment):
        text += token.before if index else ""
        starts.append(len(text))
        text += plain(token.text)
    line = _Set(segment, text, tuple(starts), size_of_print([segment]) or em)
    number = _NUMBERED.match(text)
    if number and (number["before"] or _may_be_number(number["gap"], number["after"])):
        yield _before_symbol(line, number)
    if dated := _DATED.search(text):
        yield _between(line, "day", dated.span("day"))
        yield _between(line, "month", dated.span("month"))


def _may_be_number(gap: str, after: str) -> bool:
    """Tell whether a line without "Số:" begins with a number ("0S /CT-UBND") and not with a name ("HĐND-UBND")."""
    return not after.startswith("-") and sum(c.isalpha() for c in gap) <= _MISREAD


def _before_symbol(line: _Set, match: re.Match[str]) -> Gap:
    """Measured back from the symbol, which is print; "Số:" may be unread."""
    start, end = match.span("gap")
    stroke = line.at(end)[1]
    left, inner = stroke + (1.3 - _LONGEST) * line.em, stroke - 2 * line.em
    if match["before"]:
        inner = min(line.at(start, of_end=True))
        left = max(left, inner - _BESIDE * line.em)
    return _gap(line, "number", (start, end), (inner, stroke), (left, stroke + 1.3 * line.em))


def _between(line: _Set, kind: str, span: tuple[int, int]) -> Gap:
    before, after = line.at(span[0], of_end=True), line.at(span[1])
    # a word whose box a hand has stretched is trusted on neither side
    sight = min(before) - 0.5 * line.em, max(after) + 0.55 * line.em
    return _gap(line, kind, span, (min(before), max(after)), sight)


def _gap(line: _Set, kind: str, span: tuple[int, int], inner: tuple[float, float], sight: tuple[float, float]) -> Gap:
    left = max(0, round(inner[0]))
    foot = line.line_near((sight[0] + sight[1]) / 2)
    box = Box(left, max(0, round(foot - line.em)), max(left + 1, round(inner[1])), round(foot + 0.3 * line.em))
    return Gap(kind, *_stripped(line.text, *span), box, (max(0.0, sight[0]), sight[1]), line.em, foot)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    inside = text[start:end]
    blank = len(inside) - len(inside.lstrip())
    return (start + blank, start + len(inside.rstrip())) if inside.strip() else (end, end)
