"""Photographs and scans as PNG, JPEG or TIFF of one or more pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

from corpus.document import Condition, Document, PageSource, Problem
from corpus.errors import PageError, RejectedError
from ocr import rejection
from ocr.draft import Origin, PageDraft, assemble
from ocr.files.render import fitting_dpi
from ocr.language import language_of_page
from ocr.options import ReadOptions
from ocr.page.page_image import Reader, recognised_page

_PAGE_LONG_SIDE = 11.7  # inches of A4: what a photograph without a believable resolution is taken to show
_BELIEVABLE = range(100, 1300)  # dpi; cameras write 72 or 96 whatever they took


def read_image(path: Path, origin: Origin, options: ReadOptions, workspace: Path) -> Document:
    """Return the document of an image file, one page for each frame; one frame is in memory at a time.

    Raises:
        RejectedError: when the image is damaged or oversized, or none of its pages can be read.
        MissingDependencyError: when Tesseract or its language data is not installed.
    """
    drafts: list[PageDraft] = []
    problems: list[Problem] = []
    failure: PageError | None = None
    language: str | None = None
    for index in range(count_frames(path, options)):
        try:
            draft = _page(path, index, options, workspace, language)
            language = language or language_of_page(draft.text)
        except PageError as error:
            failure, draft = error, PageDraft((), PageSource.FAILED, error.reason)
            problems.append(Problem(error.code, error.reason, error.remedy, index + 1))
        drafts.append(draft)
    if len(problems) == len(drafts):
        raise rejection.no_page_read(path.name, problems) from failure
    return assemble(origin, drafts, condition=Condition.SCAN, language=language or "vi", problems=problems)


def count_frames(path: Path, options: ReadOptions) -> int:
    """Return how many pages an image file has.

    Raises:
        RejectedError: when the image is damaged or oversized.
    """
    with _opened(path) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > options.max_pages:
            what = f"{frames} pages, and the limit is {options.max_pages}"
            raise rejection.oversized(path.name, what, "max_pages")
        _check_pixels(image, path, options)
        return frames if image.format == "TIFF" else 1


def _check_pixels(image: Image.Image, path: Path, options: ReadOptions) -> None:
    if image.width * image.height > options.max_pixels:
        what = f"{image.width}×{image.height} pixels, and the limit is {options.max_pixels} in all"
        raise rejection.oversized(path.name, what, "max_pixels")


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path) as image:
            yield image
    except (RejectedError, PageError):
        raise
    except Image.DecompressionBombError as error:
        raise rejection.oversized(path.name, "it unpacks to an image of extreme size", "max_pixels") from error
    # Pillow's decoders raise what their formats suggest: OSError, SyntaxError, ValueError, struct.error, EOFError, ...
    except Exception as error:
        raise rejection.corrupt(path.name, "image", "it cannot be unpacked") from error


def _page(path: Path, index: int, options: ReadOptions, workspace: Path, language: str | None) -> PageDraft:
    with _opened(path) as opened:
        image, dpi = _frame(opened, index, path, options)
    reason = f"the page is an image of {image.width}×{image.height} pixels"
    target = workspace / f"page-{index + 1:03d}"
    reader = Reader(options, language)
    return recognised_page(partial(_scaled, image, dpi), _wanted(image, dpi, options), target, reader, reason)


def _frame(image: Image.Image, index: int, path: Path, options: ReadOptions) -> tuple[Image.Image, int]:
    """Return one frame upright, in RGB or grey on white, with its resolution."""
    try:
        image.seek(index)
        _check_pixels(image, path, options)
        dpi = _resolution(image)
        return _opaque(ImageOps.exif_transpose(image)), dpi
    except RejectedError:
        raise
    except Exception as error:  # as in _opened, but the file's other frames may be whole
        raise PageError(
            f"Page {index + 1} could not be read: its image is damaged.",
            remedy="Scan or photograph the page again.",
            code="page_damaged",
            file=path.name,
        ) from error


def _resolution(image: Image.Image) -> int:
    """The resolution that the file states if it is believable, else that of an A4 sheet that fills the image."""
    stated = image.info.get("dpi", (0, 0))
    dpi = round(float(stated[0])) if stated and stated[0] else 0
    return dpi if dpi in _BELIEVABLE else max(1, round(max(image.size) / _PAGE_LONG_SIDE))


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in {"1", "L"}:
        return image.convert("L")
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")


def _wanted(image: Image.Image, dpi: int, options: ReadOptions) -> int:
    """The resolution at which text is as tall as Tesseract reads best; no more than three times the image's own."""
    return fitting_dpi(
        image.width / dpi * 72, image.height / dpi * 72, min(options.scan_dpi, dpi * 3), options.max_pixels
    )


def _scaled(image: Image.Image, dpi: int, wanted: int) -> Image.Image:
    """Scale an image of resolution ``dpi`` to the resolution ``wanted``."""
    factor = wanted / dpi
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
