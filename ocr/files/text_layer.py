"""The words that a PDF page carries as text, with their places, by pdfium."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.document import Box
from corpus.text import nfc
from ocr.draft import Segment, Token
from ocr.files.page_space import to_pixels
from ocr.pictures.found import Pictures, find_pictures

# what is drawn is a hyphen, though the font's table says: soft, typographic, non-breaking, or pdfium's own mark for one
# at a line's end
_HYPHENS = {0x00AD, 0x2010, 0x2011, 0x0002}
_SPACE = 0.12  # of the letters' height: a word space that the PDF does not write as a character
_COLUMN_GAP = 1.8  # of the letters' height: what follows belongs to another column
_RAISED = 0.8  # of the height of the letters beside it: digits smaller than that are superscripts
_LIFT = 0.1  # of their height: what ends higher above the line than that is raised
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NONE = Pictures()


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A page's text as pdfium gives it, and what its images cover. ``blank``: nothing at all is drawn on the page."""

    text: str
    pictures: Pictures = _NONE
    blank: bool = False


def text_layer(page: pdfium.PdfPage) -> TextLayer:
    """Return the text and images of a page, without the places of words: what the choice of reader needs."""
    textpage = page.get_textpage()
    try:
        text = nfc(textpage.get_text_range())
        pictures = find_pictures(page, textpage)
    finally:
        textpage.close()
    blank = not text.strip() and next(iter(page.get_objects(max_depth=1)), None) is None
    return TextLayer(text, pictures, blank)


@dataclass(frozen=True, slots=True)
class LayerWords:
    """The words of a page's text layer, in segments: those on level lines, and those on lines up or down the page."""

    level: list[Segment]
    sideways: list[Segment]


def layer_segments(page: pdfium.PdfPage, width: int, height: int) -> list[Segment]:
    """Return all words of a page; see ``layer_words``."""
    words = layer_words(page, width, height)
    return words.level + words.sideways


def layer_words(page: pdfium.PdfPage, width: int, height: int) -> LayerWords:
    """Return the words of a page in pixels of an image of ``width`` by ``height`` that shows the page.

    Words that follow each other in the file and stand side by side on the page make one segment: that keeps the
    lines of neighbouring table cells apart.
    """
    segments: list[list[_Glyphs]] = []
    for word in _words(page, width, height):
        if segments and (_above if word.sideways else _beside)(segments[-1][-1], word):
            segments[-1].append(word)
        else:
            segments.append([word])
    level = [_tokens(words) for words in segments if not words[0].sideways]
    return LayerWords(level, [_tokens(words) for words in segments if words[0].sideways])


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """Characters and the rectangle they fill, in fractions of pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sideways: bool = False

    @property
    def tall(self) -> float:
        """Its height; its width where it lies on its side."""
        return max(1.0, self.right - self.left if self.sideways else self.bottom - self.top)

    def joined(self, other: _Glyphs) -> _Glyphs:
        return _Glyphs(
            self.text + other.text,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.sideways,
        )


def _tokens(words: list[_Glyphs]) -> Segment:
    """Make tokens; a number smaller than and raised above the words beside it marks a footnote ("¹ Khoản này ...").

    Small alone is not enough: in "tháng 7 năm 2024" another font may draw the 7 with a lower box on the same line.
    """
    tallest = max(words, key=lambda w: w.tall)
    texts = [
        w.text.translate(_SUPERSCRIPTS)
        if w.text.isdigit() and not w.sideways and _stands_raised(w, tallest)
        else w.text
        for w in words
    ]
    return tuple(
        Token(nfc(text), Box(round(w.left), round(w.top), round(w.right), round(w.bottom)))
        for text, w in zip(texts, words, strict=True)
    )


def _stands_raised(small: _Glyphs, beside: _Glyphs) -> bool:
    return small.tall < beside.tall * _RAISED and small.bottom < beside.bottom - _LIFT * beside.tall


def _beside(last: _Glyphs, word: _Glyphs) -> bool:
    level = min(last.bottom, word.bottom) - max(last.top, word.top) >= 0.5 * min(last.tall, word.tall)
    return (
        not last.sideways
        and level
        and -0.5 * last.tall <= word.left - last.right <= _COLUMN_GAP * max(last.tall, word.tall)
    )


def _above(last: _Glyphs, word: _Glyphs) -> bool:
    """Tell whether two words follow each other on a line that runs up or down the page."""
    level = min(last.right, word.right) - max(last.left, word.left) >= 0.5 * min(last.tall, word.tall)
    gap = max(word.top - last.bottom, last.top - word.bottom)
    return last.sideways and level and -0.5 * last.tall <= gap <= _COLUMN_GAP * max(last.tall, word.tall)


def _words(page: pdfium.PdfPage, width: int, height: int) -> Iterator[_Glyphs]:
    """Cut the characters into words at white space, at leaps, and at gaps that stand for a space."""
    textpage = page.get_textpage()
    word: _Glyphs | None = None
    try:
        for letter in _letters(page, textpage, width, height):
            if word is not None and (letter is None or _apart(word, letter)):
                yield word
                word = None
            if letter is not None:
                word = letter if word is None else word.joined(_raised(letter, word))
        if word is not None:
            yield word
    finally:
        textpage.close()


def _raised(letter: _Glyphs, word: _Glyphs) -> _Glyphs:
    """A small digit behind a word or number is no part of it: "110" with the note 29 must not read 11029."""
    raised = not word.sideways and _stands_raised(letter, word)
    return replace(letter, text=letter.text.translate(_SUPERSCRIPTS)) if raised else letter


def _apart(word: _Glyphs, letter: _Glyphs) -> bool:
    if word.sideways != letter.sideways:
        return True
    if word.sideways:
        gap = max(letter.top - word.bottom, word.top - letter.bottom)
        level = min(word.right, letter.right) - max(word.left, letter.left)
        return gap > max(1.0, _SPACE * word.tall) or level < 0.3 * min(word.tall, letter.tall)
    tall = min(word.tall, letter.tall)
    leaps = min(word.bottom, letter.bottom) - max(word.top, letter.top) < 0.3 * tall
    return leaps or letter.left - word.right > max(1.0, _SPACE * tall) or letter.right < word.right - tall


def _letters(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, width: int, height: int) -> Iterator[_Glyphs | None]:
    """Every character with its rectangle; None for white space and where the PDF gives no extent."""
    rectangle = pdfium_c.FS_RECTF()
    place = to_pixels(page, width, height)
    quarters = page.get_rotation() // 90
    for index in range(textpage.count_chars()):
        letter = _character(pdfium_c.FPDFText_GetUnicode(textpage, index))
        # the loose box spans the font's height, so that all letters of a line stand equally tall
        known = pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        if not known or not letter.strip():
            yield None
            continue
        turned = round(math.degrees(pdfium_c.FPDFText_GetCharAngle(textpage, index)) / 90) + quarters
        shown = place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield _Glyphs(letter, *shown, sideways=turned % 2 == 1)


def _character(code: int) -> str:
    """Return the character; half of a UTF-16 pair, as some platforms give, is a letter without meaning."""
    if code in _HYPHENS:
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
