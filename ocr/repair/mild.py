"""The channel of a reader that knows Vietnamese: most words are right, a few differ in a tone or a letter's shape."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from corpus.document import Alternative
from corpus.language.ngram import Ngrams
from corpus.language.orthography import bare, fold, halves, toneless
from ocr.repair.candidates import SPECIAL_WORDS, Candidates, Setting, in_case_of

KEEP = -0.03  # log P of a word that is read right
UNSPELLABLE = -9.0  # of a word that no Vietnamese spelling allows
TONE, SHAPE = -5.5, -6.0  # of a word that differs in its tone, in the shape of a letter (a for â)
LETTER = -8.0  # of a word that differs in a base letter; weighed only against what cannot be spelt
NAME = -3.0  # the doubt due to a capital before it is changed
USUAL_DOUBT = 0.03  # that a word is misread: what the figures above were set for
LEAST_DOUBT, MOST_DOUBT = 0.004, 0.5


class MildProposer:
    """Proposes a word itself, its neighbours in spelling, and what people have mended it to.

    `mended`: words as read, with what is printed there and log P(read | printed).
    """

    def __init__(self, ngram: Ngrams, mended: Mapping[str, Sequence[tuple[str, float]]] | None = None) -> None:
        self.ngram = ngram
        self.mended = mended or {}
        self._memory: dict[tuple[str, Setting], Candidates] = {}

    @cached_property
    def _by_bare(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.ngram.words[SPECIAL_WORDS:], SPECIAL_WORDS):
            if halves(word):
                found[bare(word)].append(number)
        return found

    def propose(self, read: str, setting: Setting) -> Candidates:
        """Return the word as it was read, first, and what else it may be."""
        key = (read, setting)
        if key not in self._memory:
            self._memory[key] = self._propose(read, setting)
        return self._memory[key]

    def weigh(self, read: str, setting: Setting, sure: float, others: Sequence[Alternative]) -> Candidates:
        """Return the word as it was read, first, what other readings gave instead, and what else it may be.

        ``sure`` is the probability that the word was read right; what doubt is left goes to its neighbours in spelling.
        """
        found = self.propose(read, setting)
        left = 1 - sure - sum(other.probability for other in others)
        doubt = math.log(min(max(left, LEAST_DOUBT), MOST_DOUBT) / USUAL_DOUBT)
        logs = found.logs + np.float32(doubt)
        logs[0] = found.logs[0] + math.log(max(sure, LEAST_DOUBT))
        words, texts = list(found.words), list(found.texts)
        for other in others:
            log = self._itself(other.text)[1] + math.log(max(other.probability, LEAST_DOUBT))
            if other.text in texts:
                at = texts.index(other.text)
                logs[at] = max(logs[at], log)
            else:
                words.append(self._itself(other.text)[0])
                texts.append(other.text)
                logs = np.append(logs, np.float32(log))
        return Candidates(np.array(words, dtype=np.int64), logs.astype(np.float32), tuple(texts))

    def _itself(self, read: str) -> tuple[int, float]:
        """The model's word for what was read, and log P of reading it where it is printed."""
        folded = fold(read)
        known = self.ngram.index.get(folded)
        spelt = known is not None or not folded.isalpha() or halves(folded) is not None
        return self.ngram.unknown if known is None else known, KEEP if spelt else UNSPELLABLE

    def _propose(self, read: str, setting: Setting) -> Candidates:
        folded = fold(read)
        own, log = self._itself(read)
        found = {own: (log, read)}
        if folded.isalpha() and len(folded) > 1:
            doubt = NAME if read[0].isupper() and setting is Setting.WITHIN else 0.0
            for word, near in self._neighbours(folded, spelt=log == KEEP):
                found.setdefault(word, (near + doubt, in_case_of(read, self.ngram.words[word])))
        for printed, seen in self.mended.get(read, ()):
            word = self._itself(printed)[0]
            if word not in (own, self.ngram.unknown):
                found[word] = (max(seen, found.get(word, (seen, ""))[0]), printed)
        words = np.array(list(found), dtype=np.int64)
        logs = np.array([log for log, _ in found.values()], dtype=np.float32)
        return Candidates(words, logs, tuple(text for _, text in found.values()))

    def _neighbours(self, read: str, *, spelt: bool) -> list[tuple[int, float]]:
        plain, flat = bare(read), toneless(read)
        found = []
        for word in self._by_bare.get(plain, ()):
            shapes = sum(a != b for a, b in zip(toneless(self.ngram.words[word]), flat, strict=True))
            tone = TONE if shapes == 0 else 0.0
            found.append((word, tone + SHAPE * shapes))
        if not spelt:
            found += [(word, LETTER) for other in _one_edit_away(plain) for word in self._by_bare.get(other, ())]
        return found


def _one_edit_away(word: str) -> set[str]:
    """Spell every string one letter away from a bare word."""
    letters = "abcdeghiklmnopqrstuvxy"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    changed = {left + c + right[1:] for left, right in cuts if right for c in letters}
    added = {left + c + right for left, right in cuts for c in letters}
    return (dropped | changed | added) - {word}
