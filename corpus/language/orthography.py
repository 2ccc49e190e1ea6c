"""Vietnamese spelling: tone placement, bare letters, and the two halves of a syllable (onset and rhyme)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MODERN = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TRADITIONAL = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
# Only where the two vowels end the syllable: "hoà" -> "hòa", but "hoàn" keeps its tone; "quý" keeps its own.
_PLACEMENT = dict(zip(_MODERN, _TRADITIONAL, strict=True))
_PLACEMENT_AT_END = re.compile(rf"(?<!q)({'|'.join(_MODERN)})(?![^\W\d_])")

# longest first, so that the first that fits is the whole onset
ONSETS = (
    "ngh",
    "ng",
    "nh",
    "gh",
    "gi",
    "kh",
    "ph",
    "th",
    "tr",
    "ch",
    "qu",
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "x",
)
_VOWELS = "aăâeêioôơuưy"
_RHYME = re.compile(rf"[{_VOWELS}]{{1,3}}(ch|nh|ng|c|m|n|p|t)?")
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_WORD = re.compile(r"[^\W\d_]+")


def traditional(text: str) -> str:
    """Place tones the traditional way in lower-case NFC text: `hoà` -> `hòa`, `uỷ` -> `ủy`. Length is kept."""
    return _PLACEMENT_AT_END.sub(lambda match: _PLACEMENT[match[1]], text)


def fold(text: str) -> str:
    """Lower-case NFC text with traditional tone placement: the form in which syllables are compared."""
    return traditional(text.lower())


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Drop every diacritic: `Đường` -> `Duong`. Letters stay one for one in NFC text."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def toneless(text: str) -> str:
    """Drop the tone mark only: `đường` -> `đương`."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if c not in _TONES))


@lru_cache(maxsize=65536)
def halves(syllable: str) -> tuple[str, str] | None:
    """Split a lower-case syllable into onset (may be empty) and rhyme with its tone; None for what is none."""
    plain = toneless(syllable)
    for onset in (*ONSETS, ""):
        if plain.startswith(onset):
            rhyme = plain[len(onset) :]
            match = _RHYME.fullmatch(rhyme)
            if match and _tone_fits(syllable, match[1] or ""):
                return syllable[: len(onset)], syllable[len(onset) :]
    return None


def _tone_fits(syllable: str, coda: str) -> bool:
    """A stop at the end allows only the rising and the heavy tone, and one tone mark at most is written."""
    tones = [c for c in unicodedata.normalize("NFD", syllable) if c in _TONES]
    return len(tones) <= 1 and (coda not in _STOPS or bool(tones and tones[0] in "\u0301\u0323"))


def words(text: str) -> list[str]:
    """List the runs of letters of a text, as they stand."""
    return _WORD.findall(text)
