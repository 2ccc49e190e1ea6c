"""Text without case and diacritics, for comparing what OCR has read with what it should be."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return ``text`` in small letters without diacritics, white space squeezed; đ becomes d. Length may change."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
