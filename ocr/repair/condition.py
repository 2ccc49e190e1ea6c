"""Condition: whether a text is sound Vietnamese, lost its diacritics, was garbled by a reader, or is English.

A naive Bayes decision per line over five kinds of words, with what the other lines of the text suggest as its prior: a
single odd word in a sound text, or a short line without any diacritic, changes nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus.language.orthography import bare, halves
from corpus.language.peel import peel


class State(StrEnum):
    """The state of a line."""

    CLEAN = "clean"
    STRIPPED = "diacritics_stripped"
    GARBLED = "ocr_garbled"
    ENGLISH = "english"


# Share of each kind of word in a line of each state: sound, bare, acute (é is all the accent it has), odd, foreign.
_KINDS = ("sound", "bare", "acute", "odd", "foreign")
_SHARES: dict[State, tuple[float, float, float, float, float]] = {
    State.CLEAN: (0.66, 0.26, 0.012, 0.008, 0.06),
    State.STRIPPED: (0.002, 0.91, 0.001, 0.007, 0.08),
    State.GARBLED: (0.015, 0.47, 0.10, 0.24, 0.175),
    State.ENGLISH: (0.001, 0.16, 0.002, 0.007, 0.83),
}
_PRIOR = {State.CLEAN: 0.9, State.STRIPPED: 0.03, State.GARBLED: 0.04, State.ENGLISH: 0.03}
_LEAST = 0.004  # least prior of a state for a line, whatever the rest of the text is
_LENT = 5.0  # words' worth of the general prior, against those of the text
_ODD_SYMBOLS = frozenset("&¢€@$|{}~=\\<>^")
# what holds digits and is no misread word: dates and amounts, codes of forms and visas (NG1, B2L), 30m2, 2a
_CODE = re.compile(r".*[-/.,%:+–°’”].*|[A-ZĐ]{1,3}\d+[A-Za-zđ]?|\d+[A-Za-zđ]{1,3}\d?")
_REPEAT = 0.7  # neighbouring words are not independent; evidence counts for so much


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of every line, and the share of words in each state."""

    states: tuple[State, ...]
    shares: dict[State, float]


def survey(lines: Sequence[str]) -> Survey:
    """Decide the state of every line (lines without words take the text's own)."""
    counts = [Counter(kind for word in line.split() if (kind := kind_of(word))) for line in lines]
    prior = dict(_PRIOR)
    states: list[State] = []
    for _ in range(2):
        posteriors = [_posterior(count, prior) for count in counts]
        states = [max(p, key=lambda s: p[s]) for p in posteriors]
        prior = _prior_of(posteriors, counts)
    weights: Counter[State] = Counter()
    for state, count in zip(states, counts, strict=True):
        weights[state] += sum(count.values())
    total = sum(weights.values()) or 1
    return Survey(tuple(states), {state: weights[state] / total for state in State})


def _posterior(count: Counter[str], prior: dict[State, float]) -> dict[State, float]:
    logs = {
        state: math.log(prior[state])
        + _REPEAT * sum(count[kind] * math.log(share) for kind, share in zip(_KINDS, _SHARES[state], strict=True))
        for state in State
    }
    top = max(logs.values())
    total = sum(math.exp(log - top) for log in logs.values())
    return {state: math.exp(log - top) / total for state, log in logs.items()}


def _prior_of(posteriors: Sequence[dict[State, float]], counts: Sequence[Counter[str]]) -> dict[State, float]:
    """Prior of a state within this text: its share of the words, never quite none."""
    weights = {state: _LENT * _PRIOR[state] for state in State}
    for posterior, count in zip(posteriors, counts, strict=True):
        for state in State:
            weights[state] += posterior[state] * sum(count.values())
    total = sum(weights.values())
    raised = {state: max(_LEAST, weight / total) for state, weight in weights.items()}
    return {state: weight / sum(raised.values()) for state, weight in raised.items()}


def kind_of(token: str) -> str | None:
    """Tell the kind of a word; None for numbers, punctuation and single letters, which tell nothing."""
    core = peel(token)[1]
    return _kind(core) if len(core) > 1 else None


@lru_cache(maxsize=65536)
def _kind(core: str) -> str | None:
    letters = sum(c.isalpha() for c in core)
    if any(c.isdigit() for c in core):
        return "odd" if letters and len(core) <= 6 and not _CODE.fullmatch(core) else None
    if letters != len(core):
        return "odd" if letters and any(c in _ODD_SYMBOLS for c in core) else None
    return _kind_of_letters(core.lower())


def _kind_of_letters(core: str) -> str:
    plain = bare(core)
    if plain == core:
        return "bare" if halves(core) or _bare_of_stop(core) else "foreign"
    if set(core) - set(plain) <= {"é"}:
        return "acute" if halves(core) else "odd"
    if not plain.isascii():
        return "odd"
    return "sound"  # a reader without Vietnamese letters cannot write one, not even in "Đăk"


def _bare_of_stop(core: str) -> bool:
    """`viec`, `hop`: a syllable that ends in a stop is none without its tone, yet is one that lost it."""
    return core.endswith(("c", "p", "t", "ch")) and any(halves(core[:-n] + "n") for n in (1, 2) if len(core) > n)


__all__ = ["State", "Survey", "kind_of", "survey"]
