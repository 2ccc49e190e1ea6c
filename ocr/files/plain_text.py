"""Text files: Unicode in its encodings and, in 8-bit files, what came before it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

from corpus.document import Document, plain_document
from corpus.text import nfc, unix_lines
from ocr import rejection
from ocr.draft import Origin
from ocr.files import legacy
from ocr.language import language_of, profile

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PLAIN_CONTROLS = frozenset("\t\n\r\f\v")
_SAVE_AS_UTF8 = "Open it in an editor and save it as UTF-8, or send it as PDF or .docx."


def read_text(path: Path, origin: Origin) -> Document:
    """Return the document of a text file: one page, exactly the file's lines, NFC.

    Raises:
        RejectedError: when the bytes are no text in a known encoding, or no text at all.
    """
    text = decode(path.read_bytes(), path.name)
    if not text.strip():
        raise rejection.empty(path.name)
    document = plain_document(text, identity=origin.identity, source=origin.source, media_type=origin.media_type)
    return replace(legacy.converted(document), language=language_of(text))


def decode(data: bytes, name: str) -> str:
    r"""Return the text in ``data`` as NFC with ``\n`` line ends; legacy 8-bit text as its Latin-1 surface.

    Raises:
        RejectedError: when the bytes are no text in a known encoding.
    """
    text = _unicode(data)
    if text is not None and not _is_text(text):
        raise rejection.unknown_kind(name, "binary data and no text", _SAVE_AS_UTF8)
    if text is None and b"\x00" not in data:
        text = _eight_bit(data)
    if text is None:
        raise rejection.unknown_kind(name, "neither UTF-8 nor UTF-16 nor a known Vietnamese encoding", _SAVE_AS_UTF8)
    # a form feed would be a page break, and a text input has one page: a blank keeps its lines as they are
    return nfc(unix_lines(text).replace("\f", " "))


def _unicode(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\x00" not in data:
        return _strict(data, "utf-8")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text is not None and _is_latin(text):
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _eight_bit(data: bytes) -> str | None:
    """Windows-1258 if that reads as Vietnamese, the surface of TCVN3 or VNI if that converts, else nothing."""
    windows = nfc(data.decode("cp1258", errors="replace"))
    if "\ufffd" not in windows and profile(windows).is_vietnamese:
        return windows
    # VISCII has letters where Windows has punctuation, so it needs the bytes as they are
    surfaces = (legacy.surface(data), data.decode("latin-1"))
    return next((s for s in surfaces if legacy.detect(s)), None)


def _is_text(text: str) -> bool:
    """Controls and unassigned code points are rare in text; a stray few are forgiven, NUL never."""
    strange = sum(unicodedata.category(c) in {"Cc", "Cn", "Cs"} and c not in _PLAIN_CONTROLS for c in text)
    return "\x00" not in text and strange <= len(text) * 0.02


def _is_latin(text: str) -> bool:
    """UTF-16 read in the wrong byte order gives Chinese; in the right one, Latin letters and punctuation."""
    known = sum(ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x2070 for c in text)
    return known >= len(text) * 0.9
