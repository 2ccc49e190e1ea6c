"""From a page image to a page: turned upright, kept in the workspace, recognised, and put in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from corpus.document import PageSource
from corpus.errors import PageError
from ocr.draft import PageDraft, Segment
from ocr.image.treatment import Treatment, treatment, turned
from ocr.language import language_of
from ocr.options import ReadOptions
from ocr.page.reading_order import reading_order
from ocr.recognition.checked import Draw, Seen, View, checked, seen
from ocr.recognition.recognise import has_language, lies_on_its_side, mean_confidence, rotation
from ocr.tables.cell_reading import grids_of, in_table, read
from ocr.tables.cell_words import tidied
from ocr.tables.grid import Grid

_DOUBTFUL = 0.6  # mean confidence below which a page may stand on its side or its head
_FEW, _UNSURE = 3, 0.5  # letters, and confidence, of what is taken for a stain
_TURN_COSTS = 0.1  # confidence: Tesseract also reads lines that run upwards, but gives them no rows
_TESSERACT = {"vi": "vie", "en": "eng"}
_GENTLER = 0.7  # of the resolution, for a second try; half the pixels
_JPEG_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Reader:
    """How a page is recognised: the options, and the document's language (None lets the page find out)."""

    options: ReadOptions
    language: str | None = None


def recognised_page(draw: Draw, dpi: int, target: Path, reader: Reader, reason: str) -> PageDraft:
    """Return the page that ``draw`` draws; when that fails for want of time or memory, once more from a smaller image.

    Args:
        draw: gives the page's image, in RGB or grey, at a resolution.
        dpi: the resolution of the first reading and of the image that is kept.
        target: where to keep the image, without the suffix.
        reader: limits of the child programs, and the document's language as far as known.
        reason: why the page is recognised, for the log.

    Raises:
        PageError: when the page cannot be drawn or Tesseract fails.
        MissingDependencyError: when Poppler, Tesseract or its Vietnamese data is not installed.
    """
    try:
        return _page(draw, dpi, target, reader, reason)
    except PageError:
        gentle = replace(reader, options=replace(reader.options, second_dpi=0))
        return _page(
            draw, round(dpi * _GENTLER), target, gentle, f"{reason}; tried again smaller, since reading it failed"
        )


def _page(draw: Draw, dpi: int, target: Path, reader: Reader, reason: str) -> PageDraft:
    page = _upright(draw(dpi), dpi, reader.options)
    first = _first(page, draw, dpi, reader)
    kept = saved(page.kept, target, dpi, scan=True)
    size, level, treated = page.kept.size, page.image.size, page.treatment
    del page  # a page at a time, and an image of it at a time
    found = first.settled()
    lines = tuple(treated.on_page(line, size) for line in reading_order(found.segments, *level, found.grids))
    sure = mean_confidence(found.segments)
    why = f"{reason}{treated.said}; recognised ({found.how}) with a mean confidence of {sure:.0%}"
    return PageDraft(lines, PageSource.RECOGNISED, why, *size, dpi, kept)


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a page image, its ruled tables, in its pixels, and how it was read."""

    segments: list[Segment]
    grids: tuple[Grid, ...]
    how: str


@dataclass(frozen=True, slots=True)
class First:
    """The first reading of a page, with all that its check needs; the image itself is not kept."""

    segments: list[Segment]
    view: View
    seen: Seen

    def settled(self) -> Found:
        """Return the reading, checked by further ones, without stains."""
        segments, how = checked(self.segments, self.view, self.seen)
        grids = self.view.grids
        kept = tidied([s for s in segments if not _is_stain(s) or in_table(s, grids)], grids)
        return Found(kept, grids, how)


def first_as_drawn(draw: Draw, dpi: int, reader: Reader) -> First:
    """Return the first reading of the page that ``draw`` draws, neither turned nor straightened.

    Raises:
        PageError: when the page cannot be drawn or Tesseract fails.
        MissingDependencyError: when Poppler, Tesseract or its Vietnamese data is not installed.
    """
    image = draw(dpi)
    grids = grids_of(image, dpi)
    segments = read(image, grids, "vie", dpi, reader.options)
    return _first(_Upright(image, image, Treatment(), segments, grids), draw, dpi, reader)


def _first(page: _Upright, draw: Draw, dpi: int, reader: Reader) -> First:
    used, segments = _in_its_language(page, dpi, reader)
    view = View(draw, page.treatment, dpi, used, reader.options, page.grids)
    return First(segments, view, seen(page.image, segments, dpi))


def _is_stain(segment: Segment) -> bool:
    """Rules, folds and seals are read as marks without letters, or as a few letters of which Tesseract is unsure."""
    letters = sum(c.isalnum() for t in segment for c in t.text)
    digits = any(c.isdigit() for t in segment for c in t.text)  # a page number may be unsure and still be one
    return letters == 0 or (letters <= _FEW and not digits and mean_confidence([segment]) < _UNSURE)


def saved(image: Image.Image, target: Path, dpi: int, *, scan: bool) -> Path:
    """Keep a page image and return where: scans as JPEG of the very size recognised, drawn pages as PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if scan:
        path = target.with_name(f"{target.name}.jpg")
        image.convert("RGB").save(path, quality=_JPEG_QUALITY, dpi=(dpi, dpi))
        return path
    path = target.with_name(f"{target.name}.png")
    image.quantize(64).save(path, optimize=True, dpi=(dpi, dpi))
    return path


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page's image as it stands upright and is kept, the same as it was treated and read, its words and tables."""

    kept: Image.Image
    image: Image.Image
    treatment: Treatment
    segments: list[Segment]
    grids: tuple[Grid, ...]


def _upright(image: Image.Image, dpi: int, options: ReadOptions) -> _Upright:
    """Recognise a page and, where it reads badly or lies on its side, also turned as Tesseract sees it.

    Returns the better of both.
    """
    page = _recognised(image, 0, dpi, options)
    before = mean_confidence(page.segments)
    if before >= _DOUBTFUL and not lies_on_its_side(image, page.segments):
        return page
    turn = rotation(image, options)
    if turn == 0:
        return page
    other = _recognised(image, turn, dpi, options)
    return other if mean_confidence(other.segments) > before - _TURN_COSTS else page


def _recognised(image: Image.Image, turn: int, dpi: int, options: ReadOptions) -> _Upright:
    chosen = treatment(image, dpi, turn)
    upright, treated = turned(image, turn), chosen.applied(image)
    grids = grids_of(treated, dpi)
    return _Upright(upright, treated, chosen, read(treated, grids, "vie", dpi, options), grids)


def _in_its_language(page: _Upright, dpi: int, reader: Reader) -> tuple[str, list[Segment]]:
    """Recognise an English page again with the English data, where that is installed."""
    text = " ".join(t.text for s in page.segments for t in s)
    found = _TESSERACT[reader.language or language_of(text)]
    if found == "vie" or not has_language(found):
        return "vie", page.segments
    return found, read(page.image, page.grids, found, dpi, reader.options)
