"""Matches a document's words with the catalogue of indicators, with a score; what is not clear is kept, not guessed.

The score is the product of two likenesses: of the words (weighed by how rare they are in the catalogue, and by letters,
so that a misread word still counts), and of the measure (unit and direction). A name of the catalogue with its unit
scores 1. Words that tell indicators apart (urban and rural, women and men, a level and its growth) must agree.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest

from rapidfuzz import fuzz

from corpus.indicator_words import Words, bare, marks, without_beneficiaries, words
from corpus.indicators import Indicator, indicators
from corpus.learned import learned

FLOOR = 0.89
"""Below this score a phrase is no indicator of the catalogue."""

MARGIN = 0.04
"""A phrase that fits two indicators closer than this fits neither for certain."""

CANDIDATE = 0.7
"""Below this score an indicator is not even a candidate."""

_CLOSE = 0.15  # a runner-up further behind is no candidate
_KEPT = 3
_COMMON = 150  # names that hold a word
_SHORTLIST = 8  # names that share the most words are looked at closely
_ASIDE = 0.97  # the name with words around it
_DISORDER = 0.95  # the name with its words in another order
_MISREAD = 0.8  # what a word counts that differs in its marks only
_OTHER_MARKS = 0.7
_OTHER_MEASURE = 0.8
_LIKE_UNIT = 0.97
_OTHER_DIRECTION = 0.93
_RATIOS = frozenset({"percent", "percent_per_year", "percentage_points", "percentage_points_per_year", "per_mille"})
_AGAINST = {"up": {"le", "lt"}, "down": {"ge", "gt"}, "none": set()}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a phrase may name; ``score`` from 0 to 1."""

    indicator: Indicator
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a phrase names: ``found`` is None when nothing fits, or several fit alike.

    ``others`` are up to three further indicators that it may name, the likeliest first.
    """

    found: Candidate | None
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    words: Words
    weight: float


@dataclass(frozen=True)
class _Index:
    """The catalogue's names in one language, and in which of them each bare word stands; ``weights`` by bare word."""

    names: tuple[_Name, ...]
    holders: dict[str, list[int]]
    weights: dict[str, float]
    rarest: float

    def weight(self, token: str) -> float:
        """Return how much a word says; one that the catalogue does not know says most."""
        return self.weights.get(bare(token), self.rarest)


@lru_cache(maxsize=4096)
def match_indicator(phrase: str, language: str = "vi", unit: str | None = None, comparator: str | None = None) -> Match:
    """Return which indicator of the catalogue a document's phrase names.

    Args:
        phrase: the document's words without figure and comparator.
        language: in which language the phrase is.
        unit: the figure's unit, a key of units.tsv; None when there is no figure.
        comparator: the figure's comparator, as records hold it.
    """
    if (own := _office_name(phrase, language, unit)) is not None:
        return Match(own, ())
    scores: dict[str, float] = {}
    for name, likeness in _readings(phrase, language):
        score = likeness * _unit_fit(indicators()[name.key], unit) * _direction_fit(name, unit, comparator)
        scores[name.key] = max(scores.get(name.key, 0.0), score)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return _decided([Candidate(indicators()[key], round(score, 2)) for key, score in ranked if score >= CANDIDATE])


def _office_name(phrase: str, language: str, unit: str | None) -> Candidate | None:
    """The indicator that people of the office have given exactly this name, where its unit agrees."""
    key = _office_names(language).get(words(phrase, language).whole)
    if key is None or (score := _unit_fit(indicators()[key], unit)) < FLOOR:
        return None
    return Candidate(indicators()[key], score)


@cache
def _office_names(language: str) -> dict[str, str]:
    named = (one for one in learned().indicator_names if one.language == language)
    return {words(one.name, language).whole: one.key for one in named}


def _decided(ranked: list[Candidate]) -> Match:
    if not ranked:
        return Match(None, ())
    best, rest = ranked[0], ranked[1:]
    near = [one for one in rest if best.score - one.score <= _CLOSE][:_KEPT]
    doubtful = bool(rest) and best.score - rest[0].score < MARGIN and best.score < 1
    if best.score < FLOOR or doubtful:
        return Match(None, tuple([best, *near][:_KEPT]))
    return Match(best, tuple(near))


def _readings(phrase: str, language: str) -> list[tuple[_Name, float]]:
    """The likenesses of the phrase, and of what is left of it without those for whom it is done."""
    shorter = without_beneficiaries(phrase, language)
    left = [(name, likeness * _ASIDE) for name, likeness in _likenesses(shorter, language)] if shorter else []
    return [*_likenesses(phrase, language), *left]


def _likenesses(phrase: str, language: str) -> list[tuple[_Name, float]]:
    """The names that share the most words with the phrase, and how like the phrase each is."""
    index, own = _index(language), words(phrase, language)
    rarest_first = sorted({bare(token) for token in own.tokens}, key=lambda token: (-index.weight(token), token))
    total = math.fsum(map(index.weight, rarest_first))
    shared: dict[int, float] = {}
    for token in rarest_first:
        found = index.holders.get(token, [])
        # what shares common words alone ("tỷ lệ") is no candidate, as soon as a rarer word has found one
        common = bool(shared) and len(found) > _COMMON
        for at in found:
            if not common or at in shared:
                shared[at] = shared.get(at, 0.0) + index.weights[token]
    share = {at: weight / (total + index.names[at].weight - weight) for at, weight in shared.items()}
    near = nlargest(_SHORTLIST, share, key=share.__getitem__)
    return [(index.names[at], _likeness(own, index.names[at].words, index)) for at in near]


def _likeness(own: Words, name: Words, index: _Index) -> float:
    if own.whole == name.whole:
        return 1.0
    if own.core == name.core:
        return _ASIDE
    if own.tokens == name.tokens:
        return _DISORDER
    letters = max(fuzz.token_sort_ratio(own.core, name.core), fuzz.ratio(own.core, name.core)) / 100
    likeness = min(_DISORDER, 0.4 * letters + 0.6 * _shared(own.tokens, name.tokens, index))
    if likeness < CANDIDATE or own.marks == name.marks or _meant(own, name) == name.marks:
        return likeness
    return likeness * _OTHER_MARKS


def _meant(own: Words, name: Words) -> frozenset[str]:
    """The marks of a phrase whose words, where they differ in tones and the like only, are read as in the name."""
    lost = {bare(token): token for token in sorted(name.tokens - own.tokens)}
    meant = {token: lost[bare(token)] for token in own.tokens - name.tokens if bare(token) in lost}
    return marks(" ".join(meant.get(token, token) for token in own.core.split())) if meant else own.marks


def _shared(own: frozenset[str], name: frozenset[str], index: _Index) -> float:
    """The weight of the words that both have, of the weight of all; a word with other marks counts in part."""
    both = math.fsum(map(index.weight, own & name))
    left, right = own - name, {bare(token) for token in name - own}
    partly = math.fsum(index.weight(token) for token in left if bare(token) in right)
    every = both + math.fsum(map(index.weight, left)) + math.fsum(map(index.weight, right)) - partly
    return (both + _MISREAD * partly) / every if every else 0.0


def _direction_fit(name: _Name, unit: str | None, comparator: str | None) -> float:
    """How well the comparator fits what is wanted. "Giảm tỷ lệ … xuống dưới 7%" is no fall but the level after it."""
    if unit == "rank" or comparator not in _AGAINST[indicators()[name.key].direction]:
        return 1.0
    return _OTHER_MEASURE if "decline" in name.words.marks else _OTHER_DIRECTION


def _unit_fit(indicator: Indicator, unit: str | None) -> float:
    if unit is None or unit in indicator.units:
        return 1.0
    like = unit in _RATIOS and not _RATIOS.isdisjoint(indicator.units)
    return _LIKE_UNIT if like or not indicator.units else _OTHER_MEASURE


@cache
def _index(language: str) -> _Index:
    named = [(i.key, words(name, language)) for i in indicators().values() for name in i.names(language)]
    spelled = [{bare(token) for token in said.tokens} for _, said in named]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, tokens in enumerate(spelled):
        for token in tokens:
            holders[token].append(at)
    weights = {token: math.log(1 + len(named) / len(found)) for token, found in holders.items()}
    totals = [math.fsum(weights[token] for token in tokens) for tokens in spelled]
    names = tuple(_Name(key, said, total) for (key, said), total in zip(named, totals, strict=True))
    return _Index(names, dict(holders), weights, max(weights.values()))
