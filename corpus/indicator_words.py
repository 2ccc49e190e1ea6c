"""The words of an indicator's name: spellings made alike, asides left out, and the words that tell indicators apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.folding import traditional
from corpus.knowledge import structure
from corpus.text import nfc

_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_PUNCTUATION = re.compile(r"[^\w\s]")
_ZERO = re.compile(r"\b0+(?=\d)")
# "của tỉnh An Hải", "huyện Sông Lam": the name of a place, known by its capitals, goes with the word before it
_PLACE = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|xã|phường)((?:\s+(?!GRDP|GDP)[A-ZĐÂÁÀĂÊÔƠƯ]\w+){1,4})")


@dataclass(frozen=True, slots=True)
class Words:
    """A phrase made comparable: ``whole`` is all of it, ``core`` is without asides, ``marks`` tell it from its like."""

    whole: str
    core: str
    tokens: frozenset[str]
    marks: frozenset[str]


@lru_cache(maxsize=8192)
def words(phrase: str, language: str) -> Words:
    """Return the words of a phrase in ``vi`` or ``en``; case, punctuation and the place of a tone do not matter."""
    whole = _plain(phrase)
    core = _squeezed(_asides(language).sub(" ", _plain(_PLACE.sub(r"\1", phrase)))) or whole
    return Words(whole, core, frozenset(core.split()), marks(core))


def without_beneficiaries(phrase: str, language: str) -> str | None:
    """Return a phrase without those for whom it is done ("xóa nhà tạm cho hộ nghèo"); None where it names none."""
    found = _for_whom(language).search(phrase)
    return phrase[: found.start()] if found else None


def marks(core: str) -> frozenset[str]:
    """Return which words that tell indicators apart stand in ``core``, by group, and its figures."""
    return frozenset(name for name, pattern in _mark_patterns() if pattern.search(core)) | _figures(core)


@lru_cache(maxsize=16384)
def bare(token: str) -> str:
    """Return a word without tones and other marks, which recognisers lose ("tạm" and "tắm" are "tam")."""
    letters = unicodedata.normalize("NFD", token.replace("đ", "d"))
    return nfc("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _plain(phrase: str) -> str:
    text = _THOUSANDS.sub("", traditional(phrase.lower()))
    text = _ZERO.sub("", _squeezed(_PUNCTUATION.sub(" ", text)))
    return _spellings()[1].sub(lambda found: _spellings()[0][found[0]], text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _figures(core: str) -> frozenset[str]:
    """Ages and bases ("dưới 5 tuổi", "trên 10000 dân") tell indicators apart as words do."""
    return frozenset(word for word in core.split() if word.isdecimal())


@cache
def _spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    same: dict[str, str] = structure("indicator_words")["same"]
    return same, _whole_words(list(same))


@cache
def _asides(language: str) -> re.Pattern[str]:
    return _whole_words(structure("indicator_words")["asides"][language])


@cache
def _for_whom(language: str) -> re.Pattern[str]:
    phrases: list[str] = structure("indicator_words")["for_whom"][language]
    return re.compile(rf"(?<=\w)\s+(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


@cache
def _mark_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups: dict[str, list[str]] = structure("indicator_words")["marks"]
    return tuple((name, _whole_words(phrases)) for name, phrases in groups.items())


def _whole_words(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
