"""From a page image to words with boxes and confidences, by Tesseract in a child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from statistics import fmean
from typing import Any

import pytesseract
from PIL import Image

from corpus.document import Box
from corpus.errors import PageError
from ocr import child
from ocr.draft import Segment, Token
from ocr.options import ReadOptions

PAGE, BLOCK = 3, 6  # Tesseract's page segmentation: find the layout by itself; take the image for lines of one block
_CONFIG = "--psm {layout} --oem 1 --dpi {dpi}"  # oem 1: the neural recogniser
_ORIENTATION_CONFIDENCE = 2.0  # below it, Tesseract's guesses about orientation are wrong as often as right


def recognise(
    image: Image.Image, language: str, dpi: int, options: ReadOptions, *, layout: int = PAGE
) -> list[Segment]:
    """Return the words of a page image, grouped into the lines that Tesseract saw, in Tesseract's order.

    Args:
        image: the page; boxes are its pixels.
        language: a Tesseract language, ``vie`` or ``eng``, or a script model.
        dpi: the image's resolution.
        options: the child's limits.
        layout: ``PAGE``, or ``BLOCK`` for an image of lines one below the other.

    Raises:
        PageError: when Tesseract runs out of time or memory.
        MissingDependencyError: when Tesseract or its language data is not installed.
    """
    require(language)
    _use_tesseract(options)
    try:
        data = pytesseract.image_to_data(
            _unpacked(image),
            lang=language,
            config=_CONFIG.format(layout=layout, dpi=dpi),
            output_type=pytesseract.Output.DICT,
            timeout=options.page_seconds,
        )
        segments = _segments(data)
    except pytesseract.TesseractError as error:
        raise _failed(f"Tesseract stopped ({_short(error.message)})", "recognition_died") from error
    except RuntimeError as error:
        raise _failed(f"recognising it took longer than {options.page_seconds} s", "page_timeout") from error
    # pytesseract reads the output of a child that was killed: no file, no table or half of one
    except (OSError, ValueError, KeyError) as error:
        raise _failed(f"Tesseract left no result ({_short(str(error))})", "recognition_died") from error
    return segments


def _unpacked(image: Image.Image) -> Image.Image:
    """Let pytesseract hand the image over unpacked: packing it as PNG takes as long as a tenth of the reading."""
    bare = image.copy()
    bare.format, bare.info = "TIFF", {}  # info may ask for a compression, as of a fax
    return bare


def mean_confidence(segments: Sequence[Segment]) -> float:
    """Return the mean confidence of the words, each weighted by its length; 0 when there are none."""
    weighted = [t.confidence or 0.0 for s in segments for t in s for _ in t.text]
    return fmean(weighted) if weighted else 0.0


def lies_on_its_side(image: Image.Image, segments: Sequence[Segment]) -> bool:
    """Return whether the image is wider than tall, or most of its longer words are taller than wide."""
    boxes = [t.box for s in segments for t in s if t.box and len(t.text) > 3]
    upended = sum(b.bottom - b.top > b.right - b.left for b in boxes)
    return image.width > image.height or upended * 2 > len(boxes)


def rotation(image: Image.Image, options: ReadOptions) -> int:
    """Return by how many degrees (0, 90, 180, 270) to turn the page clockwise so that it stands upright.

    0 also when Tesseract is unsure, when its orientation data is not installed, or when it fails: turning a page is
    a help, not a duty.
    """
    if not has_language("osd"):
        return 0
    _use_tesseract(options)
    try:
        found = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT, timeout=options.page_seconds)
    except (RuntimeError, OSError, ValueError, KeyError):  # too few letters is an error for Tesseract
        return 0
    return int(found["rotate"]) if found["orientation_conf"] >= _ORIENTATION_CONFIDENCE else 0


def require(language: str) -> None:
    """Make sure that Tesseract and its data for ``language`` are there.

    Raises:
        MissingDependencyError: when they are not.
    """
    if not has_language(language):
        raise child.missing("tesseract", f"Tesseract's data for the language '{language}'")


def has_language(language: str) -> bool:
    """Return whether Tesseract has data for ``language``.

    Raises:
        MissingDependencyError: when Tesseract itself is not installed.
    """
    return language in _languages(child.installed("tesseract"))


@cache
def _languages(real: str) -> frozenset[str]:
    """Ask the program itself, without limits: it reads no document."""
    # pytesseract's own list leaves out names with a capital or a slash, and so every script model
    return frozenset(child.answer(real, "--list-langs").split())


def _use_tesseract(options: ReadOptions) -> None:
    """Point the library's one setting at the program; equal options give the same path, so threads agree."""
    pytesseract.pytesseract.tesseract_cmd = child.program(
        "tesseract", seconds=options.page_seconds, memory=options.child_memory
    )


def _segments(data: Mapping[str, Sequence[Any]]) -> list[Segment]:
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for i, text in enumerate(data["text"]):
        place = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
        left, top = data["left"][i], data["top"][i]
        box = Box(left, top, left + data["width"][i], top + data["height"][i])
        confidence = max(0.0, float(data["conf"][i])) / 100
        # Tesseract reports white space with a confidence where it saw a rule or a stain
        pieces = str(text).split()
        lines.setdefault(place, []).extend(Token(piece, box, confidence) for piece in pieces)
    return [tuple(tokens) for tokens in lines.values() if tokens]


def _short(text: object) -> str:
    return " ".join(str(text).split())[:120]


def _failed(what: str, code: str) -> PageError:
    return PageError(
        f"The page could not be recognised: {what}.",
        remedy="Scan the page again at 200 to 300 dpi, or raise page_seconds and child_memory.",
        code=code,
    )
