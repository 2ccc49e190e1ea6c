"""Pictures on a page whose text layer is sound: a pasted table, a clipping, a scanned paragraph. What they say is read.

The page is drawn with nothing but its pictures, so that a picture's words keep their places on the page, and tables,
seals and doubtful words in pictures are treated as on any scan. The layer's own words are certain: what is read in
their places is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image, ImageStat

from corpus.document import Box
from ocr.draft import Segment
from ocr.files.text_layer import LayerWords
from ocr.page.page_image import Reader, first_as_drawn
from ocr.pictures.text import Told, told
from ocr.recognition.alignment import Words
from ocr.recognition.checked import Draw
from ocr.recognition.recognise import mean_confidence
from ocr.tables.cell_reading import in_table
from ocr.tables.grid import Grid

_POINTS = 72
_NONE = LayerWords([], [])
_PAPER = 140  # level of red, green and blue from which what most of a picture is may be paper


@dataclass(frozen=True, slots=True)
class PictureText:
    """What the pictures of a page say: words and ruled tables, in pixels of the page's image, and a note for the log.

    ``garbled``: some show more text, which cannot be read.
    """

    words: LayerWords = _NONE
    grids: tuple[Grid, ...] = ()
    said: str = ""
    garbled: bool = False


def picture_text(
    draw: Draw, dpi: int, pictures: Sequence[Box], layer: Sequence[Segment], reader: Reader
) -> PictureText:
    """Return the text of a page's pictures that its text layer does not have.

    Args:
        draw: draws the page at a resolution, in RGB.
        dpi: the resolution of the first reading, in whose pixels the result is.
        pictures: where they lie, in points of the page as it is shown.
        layer: the layer's words, in pixels at ``dpi``.
        reader: how to recognise, and the document's language as far as known.

    Raises:
        PageError: when the page cannot be drawn or Tesseract fails.
        MissingDependencyError: when Poppler, Tesseract or its Vietnamese data is not installed.
    """
    own = Words([token for segment in layer for token in segment])
    places = [_pixels(picture, dpi) for picture in pictures]
    first = first_as_drawn(partial(_only, draw, pictures), dpi, reader)
    before = _told(list(_without(first.segments, own)), first.view.grids, places)
    found = replace(first, segments=[s for one in before for s in one.segments]).settled()
    after = _told(list(_without(found.segments, own)), found.grids, places)
    segments = [s for one in after for s in one.segments]
    grids = tuple(grid for grid in found.grids if any(in_table(s, [grid]) for s in segments))
    said = _said(segments, before, found.how)
    sideways = [s for s in segments if _is_sideways(s)]
    words = LayerWords([s for s in segments if not _is_sideways(s)], sideways)
    return PictureText(words, grids, said, any(one.garbled for one in before))


def _only(draw: Draw, pictures: Sequence[Box], dpi: int) -> Image.Image:
    """Draw the page with its pictures only, all else white, as their paper is made."""
    page = draw(dpi)
    bare = Image.new(page.mode, page.size, "white")
    for picture in pictures:
        box = _pixels(picture, dpi)
        place = (box.left, box.top, min(box.right, page.width), min(box.bottom, page.height))
        bare.paste(_on_white(page.crop(place)), place[:2])
    return bare


def _on_white(picture: Image.Image) -> Image.Image:
    """Whiten a picture's paper, where it has any: on a white page, grey paper looks like one great stroke of ink."""
    if not picture.width or not picture.height:
        return picture
    paper = ImageStat.Stat(picture).median
    if min(paper) < _PAPER:
        return picture
    return picture.point([min(255, round(level * 255 / white)) for white in paper for level in range(256)])


def _pixels(points: Box, dpi: int) -> Box:
    left, top, right, bottom = (
        edge * dpi // _POINTS for edge in (points.left, points.top, points.right, points.bottom)
    )
    return Box(left, top, right, bottom)


def _without(segments: Sequence[Segment], layer: Words) -> Iterator[Segment]:
    """Leave out the words that the layer has in the same place."""
    for segment in segments:
        if rest := tuple(token for token in segment if not layer.at(token.box)):
            yield rest


def _told(segments: Sequence[Segment], grids: Sequence[Grid], pictures: Sequence[Box]) -> list[Told]:
    parts = [[s for s in segments if _home(s, pictures) == n] for n in range(len(pictures))]
    tabled = [[s for s in part if in_table(s, grids)] for part in parts]
    return [told(*known) for known in zip(parts, tabled, pictures, strict=True)]


def _home(segment: Segment, pictures: Sequence[Box]) -> int | None:
    """The first picture on which a segment begins."""
    box = segment[0].box
    if box is None:
        return None
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return next((n for n, p in enumerate(pictures) if p.left <= x < p.right and p.top <= y < p.bottom), None)


def _is_sideways(segment: Segment) -> bool:
    """Whether most of a line's longer words are taller than wide: it runs up or down the page."""
    boxes = [t.box for t in segment if t.box and len(t.text) > 1]
    return sum(b.bottom - b.top > b.right - b.left for b in boxes) * 2 > len(boxes)


def _said(segments: Sequence[Segment], pictures: Sequence[Told], how: str) -> str:
    where = "a picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
    left = sum(one.left for one in pictures)
    others = f"; what else was seen there ({left} in words) does not read as text and is left out" if left else ""
    if not segments:
        return f"; no text was found in {where}{others}"
    sure = mean_confidence(segments)
    read = f"{sum(map(len, segments))} words recognised in {where} ({how}) with a mean confidence of {sure:.0%}"
    return f"; {read}{others}"
