"""Parts of a page, cut out and set one below the other, so that one call of the recogniser reads them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from corpus.document import Box
from ocr.draft import Segment, Token

_MARGIN = 16  # pixels of white around and between the parts, beside a part of the height of each


@dataclass(frozen=True, slots=True)
class Collage:
    """An image of parts of a page; ``places`` holds for each part where it begins here and what box it shows."""

    image: Image.Image
    places: tuple[tuple[int, Box], ...]

    def on_page(self, segments: Sequence[Segment]) -> list[Token]:
        """Return the words read in the collage with their boxes on the page."""
        return [moved for s in segments for token in s if (moved := self._moved(token)) is not None]

    def _moved(self, token: Token) -> Token | None:
        if token.box is None:
            return None
        middle = (token.box.top + token.box.bottom) // 2
        for top, shown in self.places:
            if top <= middle < top + shown.bottom - shown.top:
                right, down = shown.left - _MARGIN, shown.top - top
                box = token.box
                there = Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
                return Token(token.text, there, token.confidence)
        return None


def collage(image: Image.Image, parts: Sequence[Box]) -> Collage:
    """Return the parts of ``image`` (boxes in its pixels) as one image, from top to bottom."""
    places: list[tuple[int, Box]] = []
    at = _MARGIN
    for part in parts:
        places.append((at, part))
        at += part.bottom - part.top + max(_MARGIN, (part.bottom - part.top) // 3)
    width = max(part.right - part.left for part in parts) + 2 * _MARGIN
    paper = Image.new("L", (width, at + _MARGIN), 255)
    for top, part in places:
        paper.paste(image.crop((part.left, part.top, part.right, part.bottom)).convert("L"), (_MARGIN, top))
    return Collage(paper, tuple(places))
