"""What is done to a page image before it is read, chosen by what is measured on that very page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PIL import Image

from ocr.draft import DraftLine, Token
from ocr.image.scan_edges import dark_edges, wiped
from ocr.image.skew import level_box, slant, straightened

_WORTH = 1.5  # degrees; Tesseract follows lines that slant less, and straightening blurs the print


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a page is treated: turned clockwise by ``turn`` degrees, then edges wiped, then straightened by ``slant``.

    ``edges`` is a mask of the turned page. The page image that is kept is turned only, and all boxes of the document
    are in its pixels.
    """

    turn: int = 0
    edges: Image.Image | None = None
    slant: float = 0.0

    def applied(self, image: Image.Image) -> Image.Image:
        """Return a page image, drawn at any resolution, as it is to be read."""
        upright = turned(image, self.turn)
        clean = wiped(upright, self.edges) if self.edges else upright
        return straightened(clean, self.slant) if self.slant else clean

    def on_page(self, line: DraftLine, size: tuple[int, int]) -> DraftLine:
        """Return a line of the treated page with its boxes on the page that is kept, of width and height ``size``."""
        return replace(line, tokens=tuple(map(partial(self._moved, size=size), line.tokens))) if self.slant else line

    def _moved(self, token: Token, size: tuple[int, int]) -> Token:
        return replace(token, box=level_box(token.box, self.slant, size)) if token.box else token

    @property
    def said(self) -> str:
        """What is done, for the log; empty where nothing is."""
        edges = "; dark edges wiped" if self.edges else ""
        return edges + (f"; straightened by {abs(self.slant):g}°" if self.slant else "")


def treatment(image: Image.Image, dpi: int, turn: int = 0) -> Treatment:
    """Return the treatment that a page image (RGB or grey, as drawn at ``dpi``) is in need of, once turned."""
    upright = turned(image, turn)
    edges = dark_edges(upright, dpi)
    found = slant(wiped(upright, edges) if edges else upright, dpi)
    return Treatment(turn, edges, found if abs(found) >= _WORTH else 0.0)


def turned(image: Image.Image, turn: int) -> Image.Image:
    """Return the image turned clockwise by a multiple of 90 degrees."""
    return image.rotate(-turn, expand=True) if turn else image
