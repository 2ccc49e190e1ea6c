"""A page by its text layer, with the text of the pictures that the layer says nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from corpus.document import Box, PageSource, Problem
from corpus.errors import PageError
from ocr.draft import PageDraft, Segment
from ocr.files import legacy
from ocr.files.soundness import Verdict
from ocr.files.text_layer import LayerWords
from ocr.page.page_image import Reader, saved
from ocr.page.reading_order import reading_order
from ocr.page.sideways import sideways_lines, with_cells
from ocr.pictures.reading import PictureText, picture_text
from ocr.recognition.checked import Draw
from ocr.tables.cell_reading import grids_of
from ocr.tables.grid import Grid

_SAME = 1.2  # times as large as a table in a picture: the same table
_GARBLED = (
    "picture_not_read",
    "A picture on the page shows text that could not be read.",
    "Compare the page with its image, or scan the original again at 200 to 300 dpi.",
)


@dataclass(frozen=True, slots=True)
class LayerPage:
    """A page whose text layer is used: its number, image at ``dpi``, words in that image's pixels, and the verdict."""

    number: int
    image: Image.Image
    dpi: int
    words: LayerWords
    verdict: Verdict

    def drawn_by(self, draw: Draw) -> Draw:
        """Return what draws the page as ``draw`` does, without drawing again what is at hand."""
        return lambda dpi: self.image if dpi == self.dpi else draw(dpi)


def read_layer_page(page: LayerPage, draw: Draw, target: Path, reader: Reader) -> PageDraft:
    """Return a page by its text layer; pictures that cannot be read are its problem, and the layer stands.

    Args:
        page: what the layer says.
        draw: draws the page at a resolution, in RGB.
        target: where to keep the image, without the suffix.
        reader: how pictures are recognised.

    Raises:
        MissingDependencyError: when the page has pictures, and Tesseract or its Vietnamese data is not installed.
    """
    words = _as_typed(page.words, page.verdict.encoding)
    read, problem = _pictures(page, words, draw, reader)
    size, grids = page.image.size, _tables(grids_of(page.image, page.dpi), read.grids)
    level, sideways = words.level + read.words.level, words.sideways + read.words.sideways
    segments, aside = with_cells(LayerWords(level, sideways), grids)
    lines = reading_order(segments, *size, grids)
    last = lines[-1].block if lines else -1
    lines = (*lines, *sideways_lines(aside, sum(map(len, segments)), size[0], last + 1))
    where, reason = (
        saved(page.image, target, page.dpi, scan=bool(page.verdict.pictures)),
        page.verdict.reason + read.said,
    )
    encoding = page.verdict.encoding
    return PageDraft(lines, PageSource.TEXT_LAYER, reason, *size, page.dpi, where, encoding, problem)


def _pictures(page: LayerPage, words: LayerWords, draw: Draw, reader: Reader) -> tuple[PictureText, Problem | None]:
    if not page.verdict.pictures:
        return PictureText(), None
    try:
        read = picture_text(page.drawn_by(draw), page.dpi, page.verdict.pictures, words.level + words.sideways, reader)
    except PageError as error:
        return PictureText(), Problem(error.code, error.reason, error.remedy, page.number)
    code, reason, remedy = _GARBLED
    return read, Problem(code, reason, remedy, page.number) if read.garbled else None


def _tables(layer: Sequence[Grid], pictured: Sequence[Grid]) -> tuple[Grid, ...]:
    """The page's ruled tables; those in a picture as they were seen there, unless they are part of a larger one."""
    larger = [grid for grid in layer if not any(_reach(grid.box, other.box) <= _SAME for other in pictured)]
    parts = [grid for grid in pictured if not any(_meet(grid.box, other.box) for other in larger)]
    return tuple(sorted((*larger, *parts), key=lambda grid: (grid.box.top, grid.box.left)))


def _reach(own: Box, pictured: Box) -> float:
    """How many times as large as a table in a picture one is that meets it; infinite for one that does not."""
    return _area(own) / max(1, _area(pictured)) if _meet(own, pictured) else float("inf")


def _area(box: Box) -> int:
    return (box.right - box.left) * (box.bottom - box.top)


def _meet(a: Box, b: Box) -> bool:
    return min(a.right, b.right) > max(a.left, b.left) and min(a.bottom, b.bottom) > max(a.top, b.top)


def _as_typed(words: LayerWords, encoding: str | None) -> LayerWords:
    return LayerWords(_typed(words.level, encoding), _typed(words.sideways, encoding)) if encoding else words


def _typed(segments: Sequence[Segment], encoding: str) -> list[Segment]:
    return [
        tuple(replace(token, text=legacy.with_soft_hyphens(token.text, encoding)) for token in segment)
        for segment in segments
    ]
