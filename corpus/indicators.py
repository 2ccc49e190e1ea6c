"""The catalogue of indicators: names in Vietnamese and English, usual unit, direction and sector."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from rapidfuzz import fuzz, process

from corpus.knowledge import table

Direction = Literal["up", "down", "none"]

FLOOR = 86.0
"""Below this likeness (0 to 100) a phrase is no indicator of the catalogue."""

MARGIN = 4.0
"""A phrase that fits two indicators closer than this fits neither."""

_FOR_WHOM = re.compile(r"\s+(?:cho|for)\s+.+$")
_WORD = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: ``direction`` says whether more or less of it is wanted."""

    key: str
    vi: tuple[str, ...]
    en: str
    unit: str
    direction: Direction
    sector: str


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by key."""
    return {row["key"]: _indicator(row) for row in table("indicators")}


def _indicator(row: dict[str, str]) -> Indicator:
    names = tuple(name.strip() for name in row["vi"].split(";") if name.strip())
    return Indicator(row["key"], names, row["en"], row["unit"], cast("Direction", row["direction"]), row["sector"])


@cache
def _names(language: str) -> tuple[list[str], list[str]]:
    """Folded names and the key of each."""
    pairs = [(_fold(n), i.key) for i in indicators().values() for n in (i.vi if language == "vi" else (i.en,))]
    return [name for name, _ in pairs], [key for _, key in pairs]


def _fold(phrase: str) -> str:
    words = _WORD.sub(" ", phrase.lower().replace("tỉ ", "tỷ ")).split()
    return " ".join(words)


@lru_cache(maxsize=4096)
def find_indicator(phrase: str, language: str = "vi") -> Indicator | None:
    """Return the indicator that a document's phrase names, None when none or more than one fits.

    For whom ("… cho hộ nghèo") may stand behind an indicator without changing it.

    Args:
        phrase: the document's words without figure and comparator.
        language: in which language the phrase is.
    """
    without = _FOR_WHOM.sub("", phrase)
    return _find(phrase, language) or (_find(without, language) if without != phrase else None)


def _find(phrase: str, language: str) -> Indicator | None:
    names, keys = _names(language)
    best: dict[str, float] = {}
    for _, score, index in process.extract(
        _fold(phrase), names, scorer=_likeness, limit=12, score_cutoff=FLOOR - MARGIN
    ):
        best[keys[index]] = max(best.get(keys[index], 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if (
        not ranked
        or ranked[0][1] < FLOOR
        or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN and ranked[0][1] < 100)
    ):
        return None
    return indicators()[ranked[0][0]]


def _likeness(phrase: str, name: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Letters in order, and words in any order: both must agree, so that no word of weight is left over."""
    words = fuzz.token_sort_ratio(phrase, name, score_cutoff=score_cutoff)
    return words if words == 0 else max(words, fuzz.ratio(phrase, name))
