"""The words that a PDF page carries as text, with their places, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.document import Box
from corpus.text import nfc
from ocr.draft import Segment, Token
from ocr.layout import rows_of_words

_POINTS = 72
_FINER = 16
_WIDE_GAP = 0.25  # of the letters' height: a word space that the PDF does not write as a character


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A page's text as pdfium gives it, and the share of the page (0 to 1) that its largest image covers."""

    text: str
    image_share: float
    image_dpi: int


def text_layer(page: pdfium.PdfPage) -> TextLayer:
    """Return the text and images of a page, without places: what the choice of reader needs."""
    textpage = page.get_textpage()
    try:
        text = nfc(textpage.get_text_range())
    finally:
        textpage.close()
    share, dpi = _largest_image(page)
    return TextLayer(text, share, dpi)


def _largest_image(page: pdfium.PdfPage) -> tuple[float, int]:
    width, height = page.get_size()
    best, dpi = 0.0, 0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        share = max(0.0, (right - left) * (top - bottom)) / max(1.0, width * height)
        if share > best:
            best, dpi = share, round(max(item.get_px_size()) / max(1.0, right - left, top - bottom) * _POINTS)
    return min(1.0, best), dpi


def layer_segments(page: pdfium.PdfPage, width: int, height: int) -> list[Segment]:
    """Return the words of a page as rows, in pixels of an image of ``width`` by ``height`` that shows the page."""
    return rows_of_words(list(_words(page, width, height)))


def _words(page: pdfium.PdfPage, width: int, height: int) -> Iterator[Token]:
    """Cut the characters into words at white space, at leaps, and at gaps that stand for a space."""
    textpage = page.get_textpage()
    try:
        letters: list[tuple[str, Box]] = []
        for letter, box in _letters(page, textpage, width, height):
            if letters and (not letter.strip() or box is None or _apart(letters[-1][1], box)):
                yield _word(letters)
                letters = []
            if letter.strip() and box is not None:
                letters.append((letter, box))
        if letters:
            yield _word(letters)
    finally:
        textpage.close()


def _word(letters: list[tuple[str, Box]]) -> Token:
    box = letters[0][1]
    for _, other in letters[1:]:
        box = box.union(other)
    return Token(nfc("".join(letter for letter, _ in letters)), box)


def _apart(last: Box, box: Box) -> bool:
    tall = max(1, min(last.bottom - last.top, box.bottom - box.top))
    leaps = min(last.bottom, box.bottom) - max(last.top, box.top) < 0.3 * tall
    return leaps or box.left - last.right > max(2, _WIDE_GAP * tall) or box.right < last.left - tall


def _letters(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, width: int, height: int
) -> Iterator[tuple[str, Box | None]]:
    """Every character with its box in pixels; None where the PDF gives it no extent."""
    rectangle = pdfium_c.FS_RECTF()
    to_pixels = _device(page, width, height)
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        # the loose box spans the font's height, so that all letters of a line stand equally tall
        ok = pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        letter = _character(code)
        box = to_pixels(rectangle) if ok else None
        yield letter, box if box is not None and box.right >= box.left else None


def _character(code: int) -> str:
    """pdfium gives UTF-16 units on some platforms; a lone half is a letter without meaning."""
    if code == 2:  # pdfium's mark for a hyphen at a line's end
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _device(page: pdfium.PdfPage, width: int, height: int) -> Callable[[pdfium_c.FS_RECTF], Box]:
    """Return what turns a rectangle of the page (points, turned and cropped as it may be) into pixels."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def point(across: float, up: float) -> tuple[float, float]:
        # pdfium answers in whole pixels: it is asked for a finer grid
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width * _FINER, height * _FINER, 0, across, up, x, y)
        return x.value / _FINER, y.value / _FINER

    def box(rectangle: pdfium_c.FS_RECTF) -> Box:
        first = point(rectangle.left, rectangle.top)
        second = point(rectangle.right, rectangle.bottom)
        left, right = sorted((first[0], second[0]))
        top, bottom = sorted((first[1], second[1]))
        return Box(round(left), round(top), round(right), round(bottom))

    return box
