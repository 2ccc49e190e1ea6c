"""Candidates: the printed words that a token as read may stand for, each with log P(read | printed)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

import numpy as np

from corpus.language.channel import ChannelModel, Entry, dressed
from corpus.language.ngram import Floats, Ints, Trigrams
from corpus.language.orthography import bare, halves

LONGEST_ONSET = 4
MOST = 48  # candidates kept per token
REACH = 13.0  # nats below the best at which a candidate is dropped
EDIT_MOST = 25
LONGEST_READ = 12  # letters; longer tokens are no single syllable
CAPITALS_LOG = -6.0  # log P of a word set in capitals outside a line of capitals
OTHER_WORD = -1.0  # log P of a known word that is no syllable (UBND, internet) read with its letters bare
KEEP_BASE, KEEP_PER_LETTER = -12.0, -2.0  # log P(read | a word the model does not know)
KEEP_ACRONYM = -10.0
OTHER_LETTER = -6.0  # log P of a letter that stands for itself
TWIN = np.float32(-3.0)  # log P of a letter read as another of nearly the same look
_AS_L = str.maketrans({"|": "l", "1": "l"})
_AS_I = str.maketrans({"|": "i", "1": "i", "l": "i", "j": "i", "!": "i"})
SPECIAL_WORDS = 3  # the model's classes come before its words


@dataclass(frozen=True)
class Candidates:
    """Words (indices of the n-gram model) with log probabilities, best first, and the text that each would print."""

    words: Ints
    logs: Floats
    texts: tuple[str, ...]

    def shifted(self, by: float) -> Candidates:
        """The same with every log probability moved."""
        return Candidates(self.words, self.logs + np.float32(by), self.texts)


def single(word: int, text: str, log: float = 0.0) -> Candidates:
    """One certain candidate."""
    return Candidates(np.array([word], dtype=np.int64), np.array([log], dtype=np.float32), (text,))


class Setting(StrEnum):
    """Where a token stands, which tells whether a capital is to be expected."""

    WITHIN = "within"  # within a sentence
    START = "start"  # at the start of one
    CAPITALS = "capitals"  # in a line of capitals


class Proposer(Protocol):
    """Proposes candidates for what was read."""

    def propose(self, read: str, setting: Setting) -> Candidates:
        """Return the candidates of a token, perhaps none."""
        ...


class ChannelProposer:
    """Proposes candidates from the channel and the vocabulary; remembers what it was asked."""

    def __init__(self, ngram: Trigrams, channel: ChannelModel) -> None:
        self.ngram = ngram
        self.channel = channel
        self._memory: dict[tuple[str, Setting], Candidates] = {}
        self._rhymes: dict[str, Entry] = {}

    @cached_property
    def others(self) -> dict[str, list[int]]:
        """Bare form -> words of the vocabulary that are no Vietnamese syllables."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.ngram.words[SPECIAL_WORDS:], SPECIAL_WORDS):
            if halves(word) is None:
                found[bare(word)].append(number)
        return found

    def propose(self, read: str, setting: Setting) -> Candidates:
        """Return the candidates of a token, perhaps none."""
        key = (read, setting)
        if key not in self._memory:
            self._memory[key] = self._propose(read, setting)
        return self._memory[key]

    @cached_property
    def _shape_logs(self) -> dict[Setting, Floats]:
        """Log prior of every target (3 * syllable + shape) in every setting."""
        share = self.ngram.capitals[SPECIAL_WORDS:].clip(0.004, 0.99)
        flat = np.ones_like(share)
        within = np.stack([np.log(1 - share), np.log(share), CAPITALS_LOG * flat], axis=1).ravel()
        start = np.stack([-2.0 * flat, 0.0 * flat, CAPITALS_LOG * flat], axis=1).ravel()
        capitals = np.stack([-6.0 * flat, -3.0 * flat, 0.0 * flat], axis=1).ravel()
        return {Setting.WITHIN: within, Setting.START: start, Setting.CAPITALS: capitals}

    def _propose(self, read: str, setting: Setting) -> Candidates:
        logs, targets = self._syllables(read)
        for twin in twins(read):
            twin_logs, twin_targets = self._syllables(twin)
            logs, targets = np.append(logs, twin_logs + TWIN), np.append(targets, twin_targets)
        shapes = targets % 3
        logs = logs + self._shape_logs[setting][targets]
        best: dict[int, tuple[float, str]] = {}
        for at in np.argsort(-logs):
            word = int(targets[at]) // 3 + SPECIAL_WORDS
            if word not in best:
                best[word] = (float(logs[at]), dressed(self.ngram.words[word], int(shapes[at])))
        for word in self.others.get(bare(read.lower()), ()):
            log = OTHER_WORD if len(read) > 1 else OTHER_LETTER
            best[word] = (log, in_case_of(read, self.ngram.words[word]))
        return self._pruned(best)

    def _pruned(self, best: dict[int, tuple[float, str]]) -> Candidates:
        words = np.array(list(best), dtype=np.int64)
        logs = np.array([log for log, _ in best.values()], dtype=np.float32)
        texts = [text for _, text in best.values()]
        rank = logs + 0.5 * self.ngram.uni[words] if len(words) else logs
        order = [int(at) for at in np.argsort(-rank)[:MOST] if rank[at] > rank.max() - REACH]
        return Candidates(words[order], logs[order], tuple(texts[at] for at in order))

    def _syllables(self, read: str) -> tuple[Floats, Ints]:
        """Log P(read | target) for the targets (3 * syllable + shape) worth a thought."""
        size = 3 * len(self.channel.syllables)
        table = np.full(size, -np.inf, dtype=np.float32)
        if len(read) <= LONGEST_READ:
            for end in range(min(LONGEST_ONSET, len(read)) + 1):
                self._add_split(read[:end], read[end:], table)
        targets = np.flatnonzero(table > -np.inf)
        logs = table[targets] + self.channel.halves_log[targets]
        whole = self.channel.whole_table.get(read)
        if whole is None:
            return logs, targets
        table[targets] = logs
        table[whole[0]] = np.logaddexp(table[whole[0]], whole[1])
        targets = np.flatnonzero(table > -np.inf)
        return table[targets], targets

    def _add_split(self, onset: str, rhyme: str, table: Floats) -> None:
        onsets = self.channel.onset_table.get(onset)
        if onsets is None:
            return
        rhymes = self._rhyme(rhyme)
        grid = self.channel.joined[onsets[0][:, None], rhymes[0][None, :]]
        logs = onsets[1][:, None] + rhymes[1][None, :]
        valid = grid >= 0
        table[grid[valid]] = np.logaddexp(table[grid[valid]], logs[valid])

    def _rhyme(self, read: str) -> Entry:
        found = self.channel.rhyme_table.get(read) or self._rhymes.get(read)
        if found is None:
            scores = self.channel.aligner.score(read) - np.float32(2.0)
            best = np.argsort(-scores)[:EDIT_MOST]
            found = self._rhymes[read] = (best.astype(np.int64), scores[best])
        return found


def twins(read: str) -> list[str]:
    """Other letters of nearly the same look: capitals within a word, strokes for l and i (qUOc, |a, nguol, Tlep)."""
    level = read if read.isupper() else read[:1] + read[1:].lower()
    found = {level, level.translate(_AS_L), level[:1].translate(_AS_L) + level[1:].translate(_AS_I)} - {read}
    if read[:2].lower() == read[:1] * 2 and len(read) > 2:  # kKhuyén, Vvéi: a letter read twice
        found.add(level[1:])
    return sorted(found)


def keep_log(read: str, setting: Setting) -> float:
    """Log P of a token as a word that the model does not know; capitals within a line of small letters are acronyms."""
    if read.isupper() and len(read) > 1 and setting is not Setting.CAPITALS and halves(bare(read.lower())) is None:
        return KEEP_ACRONYM
    return KEEP_BASE + KEEP_PER_LETTER * len(read)


def in_case_of(read: str, word: str) -> str:
    """Set a word in the capitals of its bare reading, letter by letter."""
    if len(read) != len(word):
        return word
    return "".join(w.upper() if r.isupper() else w for r, w in zip(read, word, strict=True))
