"""The two forms in which texts are searched: as written but in small letters, and without diacritics."""

from __future__ import annotations

from corpus.language.orthography import bare, fold
from corpus.text import nfc, squeeze


def lowered(text: str) -> str:
    """Return ``text`` in small letters, tones placed the traditional way ("hoà" is "hòa"), white space squeezed."""
    return squeeze(fold(nfc(text)))


def unmarked(text: str) -> str:
    """Return ``text`` in small letters without diacritics, white space squeezed: "Đắk Nông" is "dak nong"."""
    return " ".join(map(bare, lowered(text).split()))  # by word, since whole pages would fill the cache
