"""Two readings of one page, by two models or at two resolutions, made into one that is better than either.

Readers lose different words. Where both readings agree, the word is surer than either reading thought; where they
differ, the likelier one is kept, less sure, with the other as its alternative, so that repair can weigh both in their
context. A reading loses the hook or the tone of a letter far more often than it invents one ("chuân" for "chuẩn"), so
between two readings of the same letters the one with more marks is likelier.

The weights are those of logistic regressions over 19,000 printed words of gazette pages, clean and photocopied, read by
both models; a confidence that comes out is the probability that the word is right.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from corpus.document import Alternative
from ocr.draft import Segment, Token
from ocr.language import is_syllable
from ocr.marks import fold
from ocr.recognition.alignment import Group, Words, groups, scaled
from ocr.recognition.numbers import in_date, is_impossible, is_number, with_digits

_SURE_SEGMENT = 0.8  # mean confidence of a line that only the second reading has
_ONE_IS_RIGHT = 0.88  # share of the words in which readings differ, of which one is right
_ONE_IS_RIGHT_NUMBER = 0.78
_FIRST = 0.9  # log odds for the first reading where the second is by another model: the first's is the better one
_ALONE = 0.4  # of the confidence of a word that only one reading sees
_TWIN = 0.8  # of the confidence of a digit that was read as a letter like it
_LEAST = 0.02  # probability that a word never read is the right one
_AGAIN, _SEEN = 0.8, 0.3  # what a further reading of the same place counts, against a first one; and beside confidence
_KNOWN, _IMPOSSIBLE = 1.5, 4.0  # log odds of a number that stands elsewhere too, and of a date that does not exist
_MOST = 4  # readings kept of a word
_EDGES = re.compile(r"^\W+|\W+$")
_ODD = re.compile(r"[^\w.,;:()/%“”\"'’…+&–-]")


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Log odds of a word that both readings have: by the surer and the less sure of them, and at odds of one."""

    surer: float
    less_sure: float
    base: float


@dataclass(frozen=True, slots=True)
class _Difference:
    """What speaks for one of two words: log odds of confidence, and what is no spelling, no case, no sign in use."""

    confidence: float
    no_syllable: float
    odd_case: float
    odd_sign: float
    mark: float


_AGREED = _Agreement(1.36, 0.58, -1.56)
_AGREED_NUMBER = _Agreement(1.11, 0.98, -0.16)
_WORDS = _Difference(confidence=0.7, no_syllable=3.0, odd_case=4.0, odd_sign=3.0, mark=0.75)
_NUMBERS = _Difference(confidence=0.9, no_syllable=1.6, odd_case=2.0, odd_sign=3.0, mark=1.0)


def reconciled(
    first: Sequence[Segment], second: Sequence[Segment], scale: float, *, same_model: bool = True
) -> list[Segment]:
    """Return the first reading, each word in its likelier form, with the lines that only the second reading has.

    Args:
        first: words with boxes and confidences.
        second: the same page read at another resolution or by another model.
        scale: by how much the second reading's boxes are to be multiplied to fit the first's.
        same_model: whether both are by one model; of two models, the first's counts as the better.
    """
    fitted = [tuple(scaled(token, scale) for token in segment) for segment in second]
    others = Words([token for segment in fitted for token in segment])
    lead = 0.0 if same_model else _FIRST
    agreed = [tuple(t for group in groups(segment, others) for t in _joint(group, lead)) for segment in first]
    mine = Words([token for segment in first for token in segment])
    missed = [s for s in fitted if _is_sure(s) and not any(mine.touching(t.box) for t in s)]
    return agreed + [_doubted(s, _ALONE) for s in missed]


def with_plain_digits(segment: Segment) -> Segment:
    """Return the words of a single reading with digits for the letters that look like them, at a loss of confidence."""
    return tuple(map(_with_digits, segment))


def voted(token: Token, readings: Sequence[Token], before: str = "", known: Container[str] = ()) -> Token:
    """Return a word after further readings of its place: the likeliest text, the others as alternatives.

    ``before`` is the word to its left; ``known`` holds texts that stand elsewhere on the page beyond doubt.
    """
    so_far: dict[str, float] = {}
    for other in (Alternative(token.text, token.confidence or 0.0), *token.alternatives):
        text = in_date(other.text, before)
        so_far[text] = so_far.get(text, 0.0) + other.probability
    scores = {text: math.log(max(probability, _LEAST)) for text, probability in so_far.items()}
    for reading in readings:
        text = in_date(with_digits(reading.text), before)
        weights = _NUMBERS if is_number(text) else _WORDS
        start = scores.get(text, math.log(_LEAST) + _likelihood(replace(reading, text=text, confidence=0.5), weights))
        scores[text] = start + max(0.0, _AGAIN * weights.confidence * _log_odds(reading) + _SEEN)
    for text in scores:
        scores[text] += _KNOWN * (text in known) - _IMPOSSIBLE * is_impossible(text, before)
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values()) + math.exp(math.log(_LEAST) - top)
    ranked = sorted(((math.exp(score - top) / total, text) for text, score in scores.items()), reverse=True)
    others = tuple(Alternative(text, share) for share, text in ranked[1:_MOST])
    return replace(token, text=ranked[0][1], confidence=ranked[0][0], alternatives=others)


def _joint(group: Group, lead: float) -> Segment:
    mine, theirs = group.mine, group.theirs
    if not theirs:
        return _doubted(mine, _ALONE)
    if len(mine) == len(theirs) == 1:
        return (_vote(mine[0], theirs[0], lead),)
    # parted in different ways; a word is rather torn or joined than invented, so its worst part decides
    gain = min(map(_likelihood, theirs)) - min(map(_likelihood, mine)) - lead
    share = _ONE_IS_RIGHT * _probability(abs(gain))
    return _doubted(theirs if gain > 0 else mine, share)


def _doubted(segment: Segment, share: float) -> Segment:
    return tuple(replace(t, text=with_digits(t.text), confidence=(t.confidence or 0.0) * share) for t in segment)


def _vote(mine: Token, theirs: Token, lead: float) -> Token:
    mine, theirs = _with_digits(mine), _with_digits(theirs)
    number = is_number(mine.text + theirs.text)
    if mine.text == theirs.text:
        return replace(mine, confidence=_agreed(mine, theirs, _AGREED_NUMBER if number else _AGREED))
    weights = _NUMBERS if number else _WORDS
    same = fold(mine.text) == fold(theirs.text)
    marks = weights.mark * (_marks(theirs.text) - _marks(mine.text)) if same else 0.0
    odds = _likelihood(theirs, weights) - _likelihood(mine, weights) + marks - lead
    better, other = (theirs, mine) if odds > 0 else (mine, theirs)
    known = _ONE_IS_RIGHT_NUMBER if number else _ONE_IS_RIGHT
    sure = known * _probability(abs(odds))
    alternative = Alternative(other.text, known - sure)
    return replace(mine, text=better.text, confidence=sure, alternatives=(alternative,))


def _with_digits(token: Token) -> Token:
    """Take look-alike letters for digits, at a loss of confidence."""
    text = with_digits(token.text)
    return token if text == token.text else replace(token, text=text, confidence=(token.confidence or 0.0) * _TWIN)


def _agreed(mine: Token, theirs: Token, weights: _Agreement) -> float:
    low, high = sorted((_log_odds(mine), _log_odds(theirs)))
    return _probability(weights.surer * high + weights.less_sure * low + weights.base)


def _likelihood(token: Token, weights: _Difference = _WORDS) -> float:
    """Log odds, but for a constant, that a word was read right."""
    word = _EDGES.sub("", token.text)
    strange = word.isalpha() and not is_syllable(word.lower())
    odd = len(word) > 1 and word.isalpha() and not (word.isupper() or word[1:].islower())
    signs = len(_ODD.findall(token.text))
    doubts = strange * weights.no_syllable + odd * weights.odd_case + signs * weights.odd_sign
    return weights.confidence * _log_odds(token) - doubts


def _log_odds(token: Token) -> float:
    bounded = min(max(token.confidence or 0.0, 0.02), 0.98)
    return math.log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _marks(text: str) -> int:
    return sum(c in "đĐ" or unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", text))


def _is_sure(segment: Segment) -> bool:
    words = [t.confidence or 0.0 for t in segment]
    return len(words) > 1 and sum(words) / len(words) >= _SURE_SEGMENT and any(c.isalnum() for c in segment[0].text)
