"""Whether a text is Vietnamese, English, or neither: figures that the decisions about a page rest on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from corpus.knowledge import structure
from corpus.language.orthography import halves
from corpus.text import nfc

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares, from 0 to 1, of the ``words`` (runs of letters) of a text.

    ``vietnamese``: could be Vietnamese syllables by their build. ``marked``: bear a diacritic or are written with đ.
    ``english``: are English function words.
    """

    words: int
    vietnamese: float
    marked: float
    english: float

    @property
    def is_english(self) -> bool:
        """True for a text without Vietnamese marks that is held together by English function words."""
        return self.words >= 8 and self.marked < 0.05 and self.english >= 0.15

    @property
    def is_vietnamese(self) -> bool:
        """True for a text of Vietnamese syllables with the marks that running Vietnamese has on most of them."""
        return self.words >= 1 and self.vietnamese >= 0.8 and self.marked >= 0.4


def profile(text: str) -> Profile:
    """Return the figures of ``text``."""
    words = [w.lower() for w in _LETTERS.findall(nfc(text))]
    total = max(1, len(words))
    return Profile(
        len(words),
        sum(map(is_syllable, words)) / total,
        sum(any(_marked(c) for c in w) for w in words) / total,
        sum(w in _english() for w in words) / total,
    )


def language_of(text: str) -> str:
    """Return ``en`` for English text, ``vi`` for all else (garbled and mark-less Vietnamese included)."""
    return "en" if profile(text).is_english else "vi"


def language_of_page(text: str) -> str | None:
    """Return the language of a page, or None when it has too few words to decide for its document."""
    return language_of(text) if len(text.split()) >= 20 else None


def is_syllable(word: str) -> bool:
    """Return whether a lower-case word is built like a Vietnamese syllable, whatever it means."""
    return halves(word) is not None


def _marked(letter: str) -> bool:
    return letter == "đ" or len(unicodedata.normalize("NFD", letter)) > 1


@cache
def _english() -> frozenset[str]:
    return frozenset(structure("printed_marks")["english_function_words"])
