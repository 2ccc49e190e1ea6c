"""The channel of text that lost its diacritics: every word whose bare letters are the ones read, all as probable."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np

from corpus.language.ngram import Ngrams
from corpus.language.orthography import bare
from ocr.repair.candidates import SPECIAL_WORDS, Candidates, Setting, in_case_of


class StripProposer:
    """Proposes the words of the vocabulary with the same bare letters."""

    def __init__(self, ngram: Ngrams) -> None:
        self.ngram = ngram

    @cached_property
    def _by_bare(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.ngram.words[SPECIAL_WORDS:], SPECIAL_WORDS):
            found[bare(word)].append(number)
        return found

    def propose(self, read: str, setting: Setting) -> Candidates:  # noqa: ARG002 - the case is certain here
        """Return the candidates of a token, which may be none; capitals stay as they are."""
        words = self._by_bare.get(read.lower(), [])
        texts = tuple(in_case_of(read, self.ngram.words[word]) for word in words)
        return Candidates(np.array(words, dtype=np.int64), np.zeros(len(words), dtype=np.float32), texts)
