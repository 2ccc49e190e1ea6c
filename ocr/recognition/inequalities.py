"""Signs ≥ and ≤, which Tesseract's Vietnamese models do not have: they read > and <, and a target is another one.

Whether a bar lies under the sign is looked up in the image.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.page.times_face import breadth, size_of_print

_SIGN = re.compile(r"[<>]")
_WITH_BAR = {"<": "≤", ">": "≥"}
_NARROWEST, _BROADEST = 0.3, 0.75  # ems: how broad the sign's ink is; a rule under the words is broader
_BAR = 0.75  # of the sign's breadth, drawn without a gap; an arm runs slanting, and no row holds half of it
_THICKEST = 0.14  # ems: the bar
_ARMS = 0.25  # ems of arms above the bar, at least
_BENEATH = 0.1  # ems below the bar in which its edge may be ragged
_RULE = 0.9  # of all that is looked at: a row that is drawn so far is a rule of a table
_ABOUT = 0.25  # ems around the box in which the sign's ink may lie
Mask = NDArray[np.bool_]


def barred(image: Image.Image, segments: Sequence[Segment]) -> tuple[Box, ...]:
    """Return where a sign that was read as < or > has a bar beneath it; boxes are pixels of the image."""
    doubtful = [t for s in segments for t in s if t.box and _SIGN.search(t.text)]
    em = size_of_print(segments) if doubtful else None
    return (
        tuple(box for token in doubtful for box in _signs(token, em or 0) if _has_bar(image, box, em or 0))
        if em
        else ()
    )


def with_bars(segments: Sequence[Segment], places: Sequence[Box]) -> list[Segment]:
    """Return the segments with ≤ and ≥ for the signs at ``places`` (see ``barred``)."""
    if not places:
        return list(segments)
    em = size_of_print(segments) or 1.0
    return [tuple(_barred(token, places, em) for token in segment) for segment in segments]


def _barred(token: Token, places: Sequence[Box], em: float) -> Token:
    text = list(token.text)
    for match, box in zip(_SIGN.finditer(token.text), _signs(token, em), strict=False):
        if any(_meet(box, place) for place in places):
            text[match.start()] = _WITH_BAR[match.group()]
    return replace(token, text="".join(text))


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return down > 0 and across * 2 > min(one.right - one.left, other.right - other.left)


def _signs(token: Token, em: float) -> Iterator[Box]:
    """Yield where each sign of a word should be, by the breadth of what stands before it."""
    box = token.box
    for match in _SIGN.finditer(token.text) if box else ():
        left = box.left + em * breadth(token.text[: match.start()]) if box else 0
        if box and len(token.text) > 1:
            yield replace(box, left=round(left), right=round(left + em * breadth(match.group())))
        elif box:
            yield box


def _has_bar(image: Image.Image, box: Box, em: float) -> bool:
    """Tell whether the sign's lowest part is a bar of its own, and no rule that goes on beside it."""
    around = round(_ABOUT * em)
    left = max(0, box.left - around)
    grey = np.asarray(
        image.crop((left, max(0, box.top - around // 2), box.right + around, box.bottom + around // 2)).convert("L")
    )
    drawn: Mask = np.asarray(grey < (int(grey.min()) + int(np.percentile(grey, 90))) / 2)
    drawn[drawn.mean(axis=1) > _RULE] = False
    sign = _alone(drawn, (box.left + box.right) // 2 - left)
    if sign is None or not _NARROWEST * em <= sign.shape[1] <= _BROADEST * em:
        return False
    rows = np.flatnonzero(sign.any(axis=1))
    long = [row for row in rows if _longest(sign[row]) >= _BAR * sign.shape[1]]
    if not long or long[-1] - long[0] + 1 > max(2, _THICKEST * em):
        return False
    return bool(rows[-1] <= long[-1] + _BENEATH * em and rows[0] + _ARMS * em <= long[0])


def _alone(drawn: Mask, middle: int) -> Mask | None:
    """The columns of ink about the middle, as far as there is no gap, without lines above and below."""
    columns: Mask = np.asarray(drawn.any(axis=0))
    if not columns[middle - 3 : middle + 4].any():
        return None
    middle = middle if columns[middle] else int(np.flatnonzero(columns[middle - 3 : middle + 4])[0]) + middle - 3
    gaps = np.flatnonzero(~columns)
    left = int(gaps[gaps < middle].max(initial=-1)) + 1
    right = int(gaps[gaps > middle].min(initial=len(columns)))
    return drawn[:, left:right]


def _longest(row: Mask) -> int:
    edges = np.flatnonzero(np.diff(np.r_[False, row, False].astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))
