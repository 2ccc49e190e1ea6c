"""What is written in a gap and how sure that is: it is looked at several times, each time a little differently."""

from __future__ import annotations

import re
from collections import defaultdict

from PIL import Image

from corpus.document import Alternative
from corpus.gap_picture import ABOVE, BELOW, EM, HEIGHT, features
from ocr.handwriting.gaps import Gap
from ocr.handwriting.network import columns, texts

# size, how much higher (ems), how much is cut off on either side (ems): a reading that depends on them is a guess
_LOOKS = ((1.0, 0.0, 0.0), (0.9, 0.04, 0.0), (1.1, 0.0, 0.0), (1.0, -0.07, 0.15), (1.0, 0.08, 0.0), (0.95, 0.0, 0.25))
_FORMS = {
    "day": re.compile(r"0?[1-9]|[12]\d|3[01]"),
    "month": re.compile(r"0?[1-9]|1[0-2]"),
    "number": re.compile(r"\d{1,4}"),
}
_KEPT = 4  # readings
_LEAST = 0.001


def read(image: Image.Image, gap: Gap) -> tuple[Alternative, ...]:
    """Return what may be written in a gap of the page image, likeliest first; empty where nothing is.

    Probabilities are shares of all that was seen, also of what no calendar has, and add up to less than 1.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for look in _LOOKS:
        picture = features(_cut(image, gap, *look))
        for text, share in texts(columns(picture), lambda text: len(text) <= 10).items():
            found[text.split("/", 1)[0]] += share / len(_LOOKS)
    form = _FORMS[gap.kind]
    ranked = sorted(((p, t) for t, p in found.items() if p >= _LEAST and form.fullmatch(t)), reverse=True)
    return tuple(Alternative(t, p) for p, t in ranked[:_KEPT])


def _cut(image: Image.Image, gap: Gap, size: float, rise: float, cut: float) -> Image.Image:
    """The gap at the size that the reader knows."""
    em = gap.em * size
    line = gap.line - rise * em
    left, right = gap.sight[0] + cut * em, gap.sight[1] - cut * em
    box = (left, line - ABOVE * em, max(right, left + em), line + BELOW * em)
    wide = max(16, round((box[2] - box[0]) * EM / em))
    return image.transform((wide, HEIGHT), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR, fillcolor="white")
