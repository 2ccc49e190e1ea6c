"""From one page of a PDF to its image, by Poppler in a child process."""

from __future__ import annotations

from pathlib import Path

from pdf2image import convert_from_path
from pdf2image.exceptions import PDFPopplerTimeoutError
from PIL import Image

from corpus.errors import PageError
from ocr import child
from ocr.options import ReadOptions

_POINTS = 72
_PILLOW_PIXELS = 178_000_000  # a little less than what Pillow, which reads Poppler's images, takes for a bomb


def fitting_dpi(width: float, height: float, wanted: int, max_pixels: int) -> int:
    """Return the resolution, at most ``wanted``, at which a page of this size (points) keeps within ``max_pixels``."""
    pixels = width * height * (wanted / _POINTS) ** 2
    limit = min(max_pixels, _PILLOW_PIXELS)
    return wanted if pixels <= limit else max(1, int(wanted * (limit / pixels) ** 0.5))


def render(path: Path, page: int, dpi: int, *, options: ReadOptions) -> Image.Image:
    """Return the image of one page (1-based) at ``dpi``, of its crop box, in RGB.

    Raises:
        PageError: when Poppler runs out of time or memory, or draws nothing.
        MissingDependencyError: when Poppler is not installed.
    """
    folder = child.poppler_folder(seconds=options.page_seconds, memory=options.child_memory)
    try:
        images: list[Image.Image] = convert_from_path(
            path,
            dpi=dpi,
            first_page=page,
            last_page=page,
            use_cropbox=True,
            poppler_path=folder,
            timeout=options.page_seconds,
        )
    except PDFPopplerTimeoutError as error:
        raise _failed(path, page, f"drawing it took longer than {options.page_seconds} s", "page_timeout") from error
    # pdf2image lets through what Popen, pdfinfo's output and Pillow raise: OSError, ValueError, its own, SyntaxError
    except Exception as error:
        raise _failed(path, page, f"Poppler cannot draw it ({_first_line(error)})", "page_not_drawn") from error
    if not images:
        raise _failed(path, page, "Poppler drew nothing, for want of memory or because it is damaged", "page_not_drawn")
    return images[0]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _failed(path: Path, page: int, what: str, code: str) -> PageError:
    return PageError(
        f"Page {page} could not be read: {what}.",
        remedy="Print the page to a new PDF or scan it again, or raise page_seconds and child_memory.",
        code=code,
        file=path.name,
    )
