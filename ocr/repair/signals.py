"""Signals of how sure a restored word or figure is: its rivals, its look, and how sound its surroundings are."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.language.ngram import Floats, Ints, Ngrams
from ocr.repair.decoder import Choice
from ocr.repair.lattice import Item

EDGES = "().,;:“”\"'…"
_SHAPES = {
    "torn year": re.compile(r".*/\d{3}"),
    "percentage": re.compile(r"[\d.,]+%"),
    "thousands in groups": re.compile(r"\d{1,3}(\.\d{3})+"),
    "three digits or more": re.compile(r"\d{3,}"),
    "two digits": re.compile(r"\d\d"),
    "one digit": re.compile(r"\d"),
    "date": re.compile(r"(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-](19|20)\d\d"),
    "symbol": re.compile(
        r"\d+(/(19|20)\d\d)?[/-](?![QO]H)[A-ZĐ]{2,}[a-z]?(-[A-ZĐ]{2,})*(/[A-ZĐ]{2,})?|\d+/(19|20)\d\d/(UBTV)?QH1\d"
    ),
    "odd symbol": re.compile(r"\d+(/\d+)?[/-][^\W\d_].*"),
    "digits among letters": re.compile(r"(?=.*\d)(?=.*[^\W\d_]).*"),
    "other figure": re.compile(r".*\d.*"),
    "mark without digits": re.compile(r".*"),
}
_FLAGS = ("unknown word", "one letter", "two letters", "capitals", "letters and signs", "parted", "as read", "by rule")
_CHOICE = ("posterior", "great posterior", "misreading", "commonness")
_AROUND = ("word before", "word after", "sentence", "context before", "context after")
_LIKE = (
    "digit 6",
    "digit 4",
    "digit 1",
    "digit 8 or 3",
    "digit 0",
    "begins the line",
    "said elsewhere",
    "beside a figure",
)
NAMES = ("constant", *_CHOICE, *_FLAGS, *_AROUND, *_SHAPES, *_LIKE)
_TURN = 3.0  # log odds from which more of them tell another thing than before
_SOUND = 6.0  # log odds of a neighbour from which it is as sound as can be


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for the tokens from `first` to `last`."""

    first: Item
    last: Item
    choice: Choice

    @property
    def text(self) -> str:
        """The candidate taken."""
        return self.choice.arc.candidates.texts[self.choice.taken]


def is_figure(chosen: Chosen) -> bool:
    """Tell figures and marks (Roman numerals, symbols, acronyms, labels) from words."""
    return chosen.first.token.printed is not None or any(c.isdecimal() for c in chosen.text)


def shape(figure: str) -> str:
    """Name the shape of a figure or mark."""
    core = figure.strip(EDGES)
    return next(name for name, pattern in _SHAPES.items() if pattern.fullmatch(core))


def core(figure: str) -> str:
    """A figure without the punctuation around it."""
    return figure.strip(EDGES)


def signals(chosen: Sequence[Chosen], sentence: Ints, ngram: Ngrams, said: Mapping[str, int]) -> Floats:
    """Return the signals of words in reading order, shape (words, NAMES).

    Args:
        chosen: what was chosen, of one or more sentences.
        sentence: the number of each one's sentence, ascending.
        ngram: the language model.
        said: how often the document holds each figure.
    """
    words = np.array([one.choice.arc.candidates.words[one.choice.taken] for one in chosen], dtype=np.int64)
    odds = _odds(np.array([one.choice.posteriors[one.choice.taken] for one in chosen], dtype=np.float64))
    misread = np.array([one.choice.arc.candidates.logs[one.choice.taken] for one in chosen], dtype=np.float64)
    chosen_by = [np.clip(odds, -8, _TURN), np.maximum(odds - _TURN, 0), misread.clip(-15, 0) / 5, ngram.uni[words] / 5]
    columns = [np.ones(len(words)), *chosen_by, *np.array([_flags(one, ngram.unknown) for one in chosen]).T]
    columns += _around(words, odds.clip(max=_SOUND), sentence, ngram)
    columns += list(np.array([_figure(one, said) for one in chosen]).T)
    columns.append(_beside(chosen))
    return np.stack(columns, axis=1).astype(np.float32)


def _odds(posteriors: Floats) -> Floats:
    bounded = posteriors.clip(1e-6, 1 - 1e-6)
    found: Floats = np.log(bounded / (1 - bounded))
    return found


def _around(words: Ints, odds: Floats, sentence: Ints, ngram: Ngrams) -> list[Floats]:
    """How sound the neighbours and the sentence are, and how well the neighbours fit (log odds against chance)."""
    same = sentence[1:] == sentence[:-1]
    before, after = np.full(len(words), _SOUND), np.full(len(words), _SOUND)
    before[1:][same], after[:-1][same] = odds[:-1][same], odds[1:][same]
    rank = np.cumsum(np.append(True, ~same)) - 1
    mean = np.bincount(rank, weights=odds) / np.bincount(rank)
    fit = (ngram.log_pairs(words[:-1], words[1:])[0] - ngram.uni[words[1:]]).clip(-6, 6) / 2
    left, right = np.zeros(len(words)), np.zeros(len(words))
    left[1:][same], right[:-1][same] = fit[same], fit[same]
    return [before / 2, after / 2, mean[rank] / 2, left, right]


def _flags(one: Chosen, unknown: int) -> tuple[bool, ...]:
    token, text, arc = one.first.token, one.text, one.choice.arc
    return (
        int(arc.candidates.words[one.choice.taken]) == unknown,
        len(text) == 1,
        len(text) == 2,
        text.isupper(),
        not token.text.isalpha(),
        bool(arc.part) or arc.first != arc.last,
        text == token.text,
        token.printed not in (None, token.text),
    )


_NO_FIGURE = (0.0,) * (len(_SHAPES) + len(_LIKE) - 1)


def _beside(chosen: Sequence[Chosen]) -> Floats:
    """Mark figures with nothing but a space between them and the next or the last: one figure torn ("72/201 1")."""
    figures = [is_figure(one) for one in chosen]
    marks = np.zeros(len(chosen), dtype=np.float32)
    for at, (one, other) in enumerate(pairwise(chosen)):
        near = one.last.line == other.first.line and other.first.token.start - one.last.token.end == 1
        if near and figures[at] and figures[at + 1]:
            marks[at] = marks[at + 1] = 1.0
    return marks


def _figure(one: Chosen, said: Mapping[str, int]) -> tuple[float, ...]:
    if not is_figure(one):
        return _NO_FIGURE
    figure = core(one.text)
    named = shape(figure)
    short = len(figure) <= 3
    like = [
        short and "6" in figure,
        short and "4" in figure,
        short and "1" in figure,
        short and ("8" in figure or "3" in figure),
        short and "0" in figure,
        one.first.token.start == 0,
        math.log(max(1, said.get(figure, 1))),
    ]
    return (*(float(name == named) for name in _SHAPES), *map(float, like))
