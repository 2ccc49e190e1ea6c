"""How broad words are in Times, in which offices set their documents: by it, a word's box tells the size of print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from statistics import median

from ocr.draft import Segment

_SURE = 0.8  # confidence of words by which the size of print is measured
_LEAST = 3  # letters of them
_EMS = {  # breadth of signs, upright and slanted, in thousandths of an em
    250: " .,",
    278: "/:;ijlt",
    333: "-rs()",
    444: "acefvyzk",
    500: "0123456789bdghnopqux_",
    556: "PSF",
    564: "<>≤≥=+",
    611: "TELZ",
    667: "BCRVwX",
    722: "ADGHKNOQUYWmM",
}
_BREADTH = {sign: breadth / 1000 for breadth, signs in _EMS.items() for sign in signs}
_OTHER = 0.5  # ems


def plain(text: str) -> str:
    """Return the letters without their marks, sign for sign: marks make no letter broader."""
    return "".join("D" if c == "Đ" else "d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in text)


def breadth(text: str) -> float:
    """Return how broad a text is, in ems."""
    return sum(_BREADTH.get(c, _OTHER) for c in plain(text))


def size_of_print(segments: Sequence[Segment]) -> float | None:
    """Return an em in pixels, as most sure words of the segments have it; None where there are none."""
    sizes = [
        (t.box.right - t.box.left) / breadth(t.text)
        for s in segments
        for t in s
        if t.box and (t.confidence or 0.0) >= _SURE and len(t.text) >= _LEAST and t.text.isalpha() and t.text.islower()
    ]
    return median(sizes) if sizes else None
