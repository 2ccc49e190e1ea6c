"""Which words read in a picture are text: photographs, maps, seals, signatures and logos must not bring lines in.

Readers see little in photographs and seals, but they see the names on a map and the figures of a chart. A picture of
text is full of it; in any other only what reads by itself counts: a running line, an office, a person's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Box
from ocr.draft import Segment
from ocr.recognition.recognise import mean_confidence
from ocr.recognition.sealed import is_office, is_person

_LEGIBLE = 0.4  # mean confidence of a line that is kept where a picture is full of text
_SURE = 0.75  # and of a line that tells that the picture shows text
_CERTAIN = (0.7, 0.85)  # and of a name or an office, its least sure word and all of them
_RUNNING = 4  # words of a line that reads by itself
_FULL = 0.04  # of a picture is covered by words: it is a picture of text
_CELLS = 4  # words in the cells of a ruled table
_GARBLED = 8  # words that look like text and cannot be read: more than a seal or a pen gives
_LOST = 0.3  # share of such words in a picture of which too much stays unread


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture says: the lines that are text, and how many words were left out.

    ``garbled``: those look like text that cannot be read.
    """

    segments: tuple[Segment, ...] = ()
    left: int = 0
    garbled: bool = False


def told(segments: Sequence[Segment], tabled: Sequence[Segment], picture: Box) -> Told:
    """Return which of the lines that were read in a picture (pixels) are text; ``tabled`` stand in cells of a table."""
    loose = [s for s in segments if not any(s is t for t in tabled)]
    full = sum(map(len, tabled)) >= _CELLS or (_covered(segments, picture) >= _FULL and any(map(_tells, segments)))
    kept = [s for s in loose if (mean_confidence([s]) >= _LEGIBLE if full else _reads_by_itself(s))]
    kept += tabled if full else ()
    left = [s for s in segments if not any(s is k for k in kept)]
    return Told(tuple(kept), sum(map(len, left)), _is_garbled(left, segments))


def _tells(segment: Segment) -> bool:
    return _words(segment) >= 2 and mean_confidence([segment]) >= _SURE


def _reads_by_itself(segment: Segment) -> bool:
    if _words(segment) >= _RUNNING:
        return mean_confidence([segment]) >= _SURE
    return is_office(segment, _CERTAIN) or (len(segment) > 2 and is_person(segment, _CERTAIN))


def _is_garbled(left: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    lost = sum(len(s) for s in left if len(s) >= _RUNNING)
    return lost >= max(_GARBLED, _LOST * sum(map(len, segments)))


def _words(segment: Segment) -> int:
    """How many of its words have two letters or more."""
    return sum(sum(map(str.isalpha, token.text)) > 1 for token in segment)


def _covered(segments: Sequence[Segment], picture: Box) -> float:
    boxes = [t.box for s in segments if mean_confidence([s]) >= _SURE for t in s if t.box]
    area = (picture.right - picture.left) * (picture.bottom - picture.top)
    return sum((b.right - b.left) * (b.bottom - b.top) for b in boxes) / max(1, area)
