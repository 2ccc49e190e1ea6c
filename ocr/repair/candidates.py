"""Candidates: the printed words that a token as read may stand for, each with log P(read | printed)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

import numpy as np

from corpus.language.channel import ChannelModel, Entry, dressed
from corpus.language.ngram import Floats, Ints, Ngrams
from corpus.language.orthography import bare, halves

LONGEST_ONSET = 4
MOST = 48  # candidates kept per token
REMEMBERED = 20_000  # tokens asked for after which all are forgotten: some 50 MB
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
ENOUGH = -6.0  # log P of a candidate from which rhymes never seen as read are not weighed
_NONE: Entry = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
SPECIAL_WORDS = 3  # the model's classes come before its words


@dataclass(frozen=True)
class Candidates:
    """Words (indices of the n-gram model) with log probabilities, best first, and the text that each would print."""

    words: Ints
    logs: Floats
    texts: tuple[str, ...]

    def only(self, kept: Ints) -> Candidates:
        """Some of them, by position."""
        return Candidates(self.words[kept], self.logs[kept], tuple([self.texts[at] for at in kept.tolist()]))

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

    def __init__(self, ngram: Ngrams, channel: ChannelModel) -> None:
        self.ngram = ngram
        self.channel = channel
        self._memory: dict[tuple[str, Setting], Candidates] = {}
        self._rhymes: dict[str, Entry] = {}

    def forget(self) -> None:
        """Forget what was asked; the tables stay."""
        self._memory.clear()
        self._rhymes.clear()

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
        if len(self._memory) >= REMEMBERED:
            self.forget()
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
        logs = logs + self._shape_logs[setting][targets]
        rank = logs + self._half_uni[targets // 3 + SPECIAL_WORDS]
        near = np.flatnonzero(rank > rank.max(initial=-np.inf) - REACH)
        near = near[np.argsort(-rank[near])]  # the shapes of one word keep the order of their logs
        found: dict[int, tuple[float, str]] = {}
        for target, log in zip(targets[near].tolist(), logs[near].tolist(), strict=True):
            word = target // 3 + SPECIAL_WORDS
            if word not in found:
                found[word] = (log, dressed(self.channel.syllables[target // 3], target % 3))
                if len(found) == MOST:
                    break
        for word in self.others.get(bare(read.lower()), ()):
            log = OTHER_WORD if len(read) > 1 else OTHER_LETTER
            found[word] = (log, in_case_of(read, self.ngram.words[word]))
        return self._pruned(found)

    @cached_property
    def _half_uni(self) -> Floats:
        """Half the log probability of every word, by which candidates are ranked before their context is known."""
        return np.float32(0.5) * self.ngram.uni

    def _pruned(self, found: Mapping[int, tuple[float, str]]) -> Candidates:
        words = np.array(list(found), dtype=np.int64)
        logs = np.array([log for log, _ in found.values()], dtype=np.float32)
        texts = [text for _, text in found.values()]
        if not len(words):
            return Candidates(words, logs, ())
        rank = logs + self._half_uni[words]
        order = np.argsort(-rank)[:MOST]
        order = order[rank[order] > rank[order[0]] - REACH]
        return Candidates(words[order], logs[order], tuple([texts[at] for at in order.tolist()]))

    def _syllables(self, read: str) -> tuple[Floats, Ints]:
        """Log P(read | target) for the targets (3 * syllable + shape) worth a thought."""
        splits = [(read[:end], read[end:]) for end in range(min(LONGEST_ONSET, len(read)) + 1)]
        splits = splits if len(read) <= LONGEST_READ else []
        parts = [self._joined(onset, self.channel.rhyme_table.get(rhyme)) for onset, rhyme in splits]
        whole = self.channel.whole_table.get(read)
        if whole is not None:
            parts.append(whole)
        if max((logs.max(initial=-np.inf) for _, logs in parts), default=-np.inf) < ENOUGH:
            rare = [split for split in splits if split[1] not in self.channel.rhyme_table.rows]
            parts += [self._joined(onset, self._rhyme(rhyme)) for onset, rhyme in rare]
        parts = [part for part in parts if len(part[0])]
        if not parts:
            return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
        return _summed(np.concatenate([p[1] for p in parts]), np.concatenate([p[0] for p in parts]))

    def _joined(self, onset: str, rhymes: Entry | None) -> Entry:
        """Targets of an onset as read, with printed rhymes."""
        onsets = self.channel.onset_table.get(onset)
        if onsets is None or rhymes is None:
            return _NONE
        grid = self.channel.joined[onsets[0][:, None], rhymes[0]]
        logs = onsets[1][:, None] + rhymes[1]
        valid = grid >= 0
        targets = grid[valid]
        return targets, logs[valid] + self.channel.halves_log[targets]

    def _rhyme(self, read: str) -> Entry:
        found = self._rhymes.get(read)
        if found is None:
            scores = self.channel.aligner.score(read) - np.float32(2.0)
            best = np.argpartition(-scores, EDIT_MOST)[:EDIT_MOST]
            found = self._rhymes[read] = (best.astype(np.int64), scores[best])
        return found


def _summed(logs: Floats, targets: Ints) -> tuple[Floats, Ints]:
    """Add up the probabilities of each target; gives log probabilities and targets."""
    distinct, where = np.unique(targets, return_inverse=True)
    peak = logs.max()
    total = np.bincount(where, weights=np.exp(logs - peak), minlength=len(distinct))
    return (np.log(total + 1e-30) + peak).astype(np.float32), distinct


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
