"""Vietnamese text of the time before Unicode (TCVN3, VNI, VISCII): found and converted by viparse's tables.

The bytes of such text, read as Latin-1, are its surface: "Céng hoµ x· héi" for "Cộng hoà xã hội". The surface is what
was read; the conversion is a repair, word by word, so that every word keeps its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from viparse.normalize.detector import detect_encoding, detect_encoding_by_content
from viparse.normalize.encodings import AUTO_DETECT_CHARMAPS, get_charmap
from viparse.normalize.tables import convert

from corpus.document import Condition, Document
from corpus.offsets import Replacement
from ocr.language import profile

_TCVN3 = "tcvn3"
_TOKEN = re.compile(r"[^ \t\n\f]+")
_SMALL = "a-z\u00a1\u00a8-\u00ff"  # the accented letters of TCVN3 lie where Latin-1 has signs and letters
_LETTER_HYPHEN = re.compile(rf"(?<=[{_SMALL}])-(?![A-Z\d])|(?<![\w{_SMALL}])-(?=[{_SMALL}])")
_MODERN = re.compile("[ạ-ỹẠ-Ỹơưăđ]", re.IGNORECASE)
_SAMPLE = 20_000  # characters; detection converts them once for each table


def surface(data: bytes) -> str:
    """Return 8-bit ``data`` as the letters that Windows shows for it; bytes without one stand for themselves."""
    return "".join(_windows_letter(byte) for byte in data)


def _windows_letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def detect(text: str) -> str | None:
    """Return the name of the legacy encoding of which ``text`` is the surface, or None.

    viparse's detector is for text already known to be legacy Vietnamese; three more conditions keep it off Unicode
    Vietnamese, OCR's garbling and foreign languages: the surface has hardly any modern Vietnamese letters, and its
    conversion has Vietnamese syllables and marks throughout.
    """
    sample = text[:_SAMPLE]
    if len(_MODERN.findall(sample)) > len(sample) * 0.01 or sample.isascii():
        return None
    found: str | None = detect_encoding_by_content(sample, AUTO_DETECT_CHARMAPS).encoding
    if found is None or not profile(to_unicode(sample, found)).is_vietnamese:
        return None
    return found


def detect_font(font: str | None) -> str | None:
    """Return the legacy encoding that a font's name (".VnTime", "VNI-Times") gives away, or None."""
    found: str | None = detect_encoding([font]).encoding
    return found


def to_unicode(text: str, encoding: str, *, font: str = "") -> str:
    """Return ``text`` converted line by line from its legacy ``encoding``; line breaks stay.

    TCVN3 has no accented capitals: a heading is typed in small accented letters between capitals, and a font whose
    name ends in H draws them large ("CéNG HOµ"). The capitals around them tell what was printed.
    """
    charmap = get_charmap(encoding)
    converted = [convert(line, charmap) for line in text.split("\n")]
    if encoding == _TCVN3:
        pairs = zip(text.split("\n"), converted, strict=True)
        converted = [new.upper() if font.endswith("H") else _capitals(old, new) for old, new in pairs]
    return "\n".join(converted)


def _capitals(old: str, new: str) -> str:
    if _all_capital(old, at_least=3):
        return new.upper()
    pieces = re.split(r"(\s+)", old)
    words = re.split(r"(\s+)", new)
    if len(pieces) != len(words):  # a mark of the encoding that is white space in Unicode
        return new
    return "".join(w.upper() if _all_capital(p, at_least=2) else w for p, w in zip(pieces, words, strict=True))


def _all_capital(text: str, *, at_least: int) -> bool:
    letters = [c for c in text if c.isascii() and c.isalpha()]
    return len(letters) >= at_least and all(c.isupper() for c in letters)


def converted(document: Document) -> Document:
    """Return the document with legacy text converted, or as it is when there is none."""
    encoding = detect(document.text)
    if encoding is None:
        return document
    return document.repaired(
        replacements(document.text, encoding), (), condition=Condition.LEGACY_ENCODING, language="vi"
    )


def replacements(text: str, encoding: str, at: int = 0) -> Iterator[Replacement]:
    """Yield a replacement for each word of ``text``, which stands at the offset ``at``, that the conversion changes."""
    for line in text.split("\n"):
        yield from _line_replacements(line, to_unicode(line, encoding), at)
        at += len(line) + 1


def with_soft_hyphens(text: str, encoding: str) -> str:
    """Return ``text`` from a PDF with the soft hyphens that pdfium gives as hyphens: in TCVN3 they are the letter ư.

    "®Çu t-" is "đầu tư", "-u tiªn" is "ưu tiên"; in "NQ-H§ND" and "2021-2025" no small letter stands beside it.
    """
    if encoding != _TCVN3:
        return text
    return _LETTER_HYPHEN.sub("\u00ad", text)


def _line_replacements(old: str, new: str, at: int) -> Iterator[Replacement]:
    before, after = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    if len(before) != len(after):  # the conversion has joined or split words: the line is one piece then
        if old != new:
            yield Replacement(at, at + len(old), unicodedata.normalize("NFC", new))
        return
    for left, right in zip(before, after, strict=True):
        if left.group() != right.group():
            yield Replacement(at + left.start(), at + left.end(), right.group())
