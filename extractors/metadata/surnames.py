"""Vietnamese surnames: telling a person's name from other words, and reading a damaged one."""

from __future__ import annotations

from functools import cache
from math import exp

from rapidfuzz import fuzz

from corpus.knowledge import table
from extractors.fold import fold

_RARE = 0.2  # percent: a surname whose share the table does not give
_STEEPNESS = 8  # how much faster likeness decides than frequency
_CLOSE = 72  # of 100
_SURE = 0.6  # probability below which a damaged surname stays as it was read


@cache
def _shares() -> dict[str, float]:
    return {row["surname"]: float(row["share"] or _RARE) for row in table("surnames")}


def is_surname(word: str) -> bool:
    """Whether ``word`` is a known surname, capitals and marks included."""
    return word in _shares()


def resembles_surname(word: str) -> bool:
    """Whether a damaged ``word`` is close to a surname: "øuyễn", "guyen"."""
    return not word.isupper() and any(fuzz.ratio(fold(word), fold(name)) >= _CLOSE for name in _shares())


def legible(name: str) -> str:
    """Return ``name`` with a surname in place of a first word that no name has ("Trz}in Văn Hải", "guyen Văn Hải").

    Likeness to the letters read and the surname's frequency decide; without a clear winner the name stays as read.
    """
    first, _, rest = name.partition(" ")
    if not rest or (first[0].isupper() and all(c.isalpha() or c in "’'" for c in first)):
        return name
    letters = fold("".join(c for c in first if c.isalpha()))
    weights = {
        surname: share * exp(_STEEPNESS * fuzz.ratio(letters, fold(surname)) / 100)
        for surname, share in _shares().items()
    }
    best = max(weights, key=lambda surname: weights[surname])
    return f"{best} {rest}" if weights[best] >= _SURE * sum(weights.values()) else name
