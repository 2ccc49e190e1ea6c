"""How a document itself mostly spells a place: stamps and print in capitals lose marks ("ĐÁK SIN", "KIÊN THÀNH")."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.fold import fold
from extractors.metadata.letterhead import Found

if TYPE_CHECKING:
    from extractors.analysis import Analysis

_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(
    r"(?<!\w)(?:(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị) ủy|"
    r"tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+(?P<place>[A-ZĐÀ-Ỹ][^,;]*)$"
)
_CAPITALISED = r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:[’'?`][^\W\d_]+)?"
_WITHIN = re.compile(
    rf"(?P<unit>(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+)"
    rf"(?P<place>{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}})"
)
_LONGEST = 4
_JOINED = 6  # letters of a word that may be two


def respelled(analysis: Analysis, found: Found | None) -> Found | None:
    """Return the body or place with the spelling of its place that the text uses most."""
    if found is None:
        return None
    named = _PLACE.search(found.value)
    start = named.start("place") if named else 0
    if named is None and len(_WORD.findall(found.value)) > _LONGEST:
        return found
    best = _most_used(analysis.flat, found.value[start:])
    return replace(found, value=found.value[:start] + best)


def places_respelled(analysis: Analysis, words: str) -> str:
    """Return a title with the spelling of its places that the text uses most: "huyện Đắk R?lầp" is "Đắk R'lấp"."""
    return _WITHIN.sub(lambda found: found["unit"] + _most_used(analysis.flat, found["place"]), words)


def _most_used(flat: str, place: str) -> str:
    """The spelling of ``place`` that occurs most, marks and apostrophes aside; its own where no other does."""
    wanted = [fold(word) for word in _WORD.findall(place)]
    if not wanted or len(wanted) > _LONGEST:
        return place
    # "KRÔNGNÔ" is one word where the print has lost its space
    joined = len(wanted) == 1 and len(wanted[0]) >= _JOINED
    words = [r"\s?".join(map(_any_marks, wanted[0]))] if joined else map(_any_marks, wanted)
    pattern = re.compile(r"(?<!\w)" + r"[\s’'`?]{0,2}".join(words) + r"(?!\w)", re.IGNORECASE)
    seen = [found.group() for found in pattern.finditer(flat) if found.group()[:1].isupper()]
    counts = Counter(_key(words) for words in seen)
    running_ones = {_key(words) for words in seen if not words.isupper()}
    best = max(counts, key=lambda key: (counts[key], key in running_ones, key == _key(place)), default=_key(place))
    mark = next((found.group() for words in (place, *seen) if (found := re.search("[’']", words))), None)
    return _with_mark(place if best == _key(place) else _printed(seen, best), mark)


def _printed(seen: list[str], key: str) -> str:
    """The first printed form of a spelling, in running text where there is one."""
    printed = [words for words in seen if _key(words) == key]
    running = [words for words in printed if not words.isupper()]
    return squeeze((running or [printed[0].title()])[0])


def _with_mark(place: str, mark: str | None) -> str:
    """The place with the apostrophe that it has elsewhere: "Đắk R lấp" beside "ĐÁK R'LÁP"."""
    return re.sub(r" (?=[^\W\d_])(?![A-ZĐÀ-Ỹ])", mark, place) if mark else place


def _key(words: str) -> str:
    return re.sub(r"[\s’'`?]+", " ", words).casefold()


_MARKED = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}


def _any_marks(word: str) -> str:
    return "".join(f"[{_MARKED[c]}]" if c in _MARKED else re.escape(c) for c in word)
