"""From a page image to a page: turned upright, kept in the workspace, recognised, and put in reading order."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from corpus.document import PageSource
from ocr.draft import PageDraft, Segment
from ocr.language import language_of
from ocr.options import ReadOptions
from ocr.reading_order import reading_order
from ocr.recognise import has_language, mean_confidence, recognise, rotation

_DOUBTFUL = 0.6  # mean confidence below which a page may stand on its side or its head
_TESSERACT = {"vi": "vie", "en": "eng"}
_JPEG_QUALITY = 88


def recognised_page(
    image: Image.Image, dpi: int, target: Path, options: ReadOptions, *, language: str | None, reason: str
) -> PageDraft:
    """Return the page that ``image`` shows.

    Args:
        image: the page in RGB or grey.
        dpi: its resolution.
        target: where to keep the image, without the suffix.
        options: limits of the child programs.
        language: the document's language as far as known; None lets this page find out.
        reason: why the page is recognised, for the log.

    Raises:
        PageError: when Tesseract fails.
        MissingDependencyError: when Tesseract or its Vietnamese data is not installed.
    """
    image, segments = _upright(image, dpi, options)
    used, segments = _in_its_language(image, segments, dpi, options, language)
    segments = [s for s in segments if any(c.isalnum() for t in s for c in t.text)]  # else a rule or a stain
    confidence = mean_confidence(segments)
    why = f"{reason}; recognised ({used}) at {dpi} dpi with a mean confidence of {confidence:.0%}"
    lines = reading_order(segments, *image.size)
    kept = saved(image, target, dpi, scan=True)
    return PageDraft(lines, PageSource.RECOGNISED, why, image.width, image.height, dpi, kept)


def saved(image: Image.Image, target: Path, dpi: int, *, scan: bool) -> Path:
    """Keep a page image: scans as JPEG, drawn pages as PNG of few colours; return where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if scan:
        path = target.with_name(f"{target.name}.jpg")
        image.convert("RGB").save(path, quality=_JPEG_QUALITY, dpi=(dpi, dpi))
        return path
    path = target.with_name(f"{target.name}.png")
    image.quantize(64).save(path, optimize=True, dpi=(dpi, dpi))
    return path


def _upright(image: Image.Image, dpi: int, options: ReadOptions) -> tuple[Image.Image, list[Segment]]:
    """Recognise the page; where it reads badly or lies on its side, also turned as Tesseract sees it, if that is better."""
    segments = recognise(image, "vie", dpi, options)
    before = mean_confidence(segments)
    if before >= _DOUBTFUL and image.width <= image.height:
        return image, segments
    turn = rotation(image, options)
    if turn == 0:
        return image, segments
    turned = image.rotate(-turn, expand=True)
    again = recognise(turned, "vie", dpi, options)
    return (turned, again) if mean_confidence(again) > before else (image, segments)


def _in_its_language(
    image: Image.Image, segments: list[Segment], dpi: int, options: ReadOptions, language: str | None
) -> tuple[str, list[Segment]]:
    """Recognise an English page again with the English data, where that is installed."""
    text = " ".join(t.text for s in segments for t in s)
    found = _TESSERACT[language or language_of(text)]
    if found == "vie" or not has_language(found, options):
        return "vie", segments
    return found, recognise(image, found, dpi, options)
