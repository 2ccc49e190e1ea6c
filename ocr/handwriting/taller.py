"""Numbers written by hand in black: taller than the digits that are printed on the page.

Office printing has all digits of a page in one height, give or take a twentieth; hands do not keep to it, least of
all in the gap that is left for them after "Số:" and "ngày".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

import numpy as np

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.image.ink import Ink

_DIGITS = re.compile(r"\d+")
_LEADING = re.compile(r"(\d+)[/-]?(?=\S*[^\W\d_])")  # 445NQ, 58/2019/NĐ: the number before a symbol
_SURE = 0.9  # confidence of digits that show how tall those of the page are
_DOUBT = 0.92  # the reader is never surer of a hand; of print it mostly is
_HEAD = 0.3  # of the page's height: where offices write by hand
_LEAST = 4  # of them, to judge by
_TALLER = 1.2  # than the page's digits
_USUAL = 1.15  # times the page's usual words: titles are set larger, and their digits too
_INSIDE = 0.8  # of the width that the leading digits of a symbol take up: what follows may reach higher


def written_by_hand(segments: Sequence[Segment], ink: Ink) -> Iterator[Token]:
    """Yield the numbers in a page's head that stand taller than its printed digits, in lines of its usual size.

    ``segments``: the first reading, since later ones are often sure of a hand: "115" is "445" to all of them.
    """
    deep = ink.height * _HEAD
    digits = [_height(t.box, ink) for s in segments for t in s if t.box and _is_printed(t)]
    if len(digits) < _LEAST:
        return
    tall, usual = median(digits), _usual(t for s in segments for t in s)
    for segment in segments:
        for token in segment:
            part = _number_part(token) if (token.confidence or 0.0) < _DOUBT else None
            if part is None or part.top >= deep or _height(part, ink) < _TALLER * tall:
                continue
            if _usual(t for t in segment if t is not token) <= _USUAL * usual:
                yield token


def _is_printed(token: Token) -> bool:
    return bool(_DIGITS.fullmatch(token.text)) and (token.confidence or 0.0) >= _SURE


def _usual(tokens: Iterable[Token]) -> float:
    return median([t.box.bottom - t.box.top for t in tokens if t.box] or [1])


def _number_part(token: Token) -> Box | None:
    """Return where the digits are: in the whole word, or at the head of a symbol."""
    if token.box is None or _DIGITS.fullmatch(token.text):
        return token.box
    match = _LEADING.match(token.text)
    if match is None:
        return None
    wide = (token.box.right - token.box.left) * len(match[1]) / len(token.text)
    return Box(token.box.left, token.box.top, token.box.left + round(wide * _INSIDE), token.box.bottom)


def _height(box: Box, ink: Ink) -> int:
    """Return from the highest to the lowest ink in the box, in pixels of the ink."""
    rows = np.flatnonzero(ink.drawn_in(box).any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0
