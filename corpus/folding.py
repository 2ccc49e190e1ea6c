"""Folds spellings that name the same thing: case, tone placement, dashes and white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.text import nfc, squeeze

_MARKS = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above and dot below: the five tone marks."""

_NEW_STYLE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
"""An open syllable in -oa, -oe, -uy that carries its tone on the last vowel ("hoà", "uỷ"); "quý" has only one place."""


def traditional(text: str) -> str:
    """Return NFC ``text`` with the tone of -oa, -oe, -uy on the first vowel ("uỷ ban" to "ủy ban"); same length."""
    return _NEW_STYLE.sub(lambda match: _move_tone(match[0]), text)


def _move_tone(rhyme: str) -> str:
    letters = unicodedata.normalize("NFD", rhyme[1])
    tone = next(mark for mark in letters if mark in _MARKS)
    return nfc(rhyme[0] + tone) + nfc(letters.replace(tone, ""))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the form under which ``text`` is looked up: for comparison only, offsets do not survive.

    Dashes become hyphens without spaces ("chính trị – xã hội" and "chính trị - xã hội" are one phrase).
    """
    plain = traditional(nfc(text).casefold())
    return re.sub(r"\s*[-–—‑]\s*", "-", squeeze(plain)).replace("’", "'")
