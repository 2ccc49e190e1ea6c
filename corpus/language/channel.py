"""The channel: how a reader that does not know Vietnamese letters misreads a printed syllable, P(read | printed).

Three sources of evidence, from the most particular to the most general: counts of whole syllables, counts of their
halves (onset and rhyme), and an edit model of short letter segments for what was never seen. Printed strings keep their
capitals here, so that `P` for `Đ` in a title does not speak for `đ` within a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import Arrays, Floats, Ints, quantise, restore
from corpus.language.orthography import halves

FLOOR = np.float32(-18.0)  # log probability of what the model holds for impossible
LONGEST_READ = 3  # letters that one printed segment may be read as
UNSEEN = np.float32(-11.0)  # log probability of a letter pair never seen together

Entry = tuple[Ints, Floats]


def pack_strings(strings: Sequence[str]) -> NDArray[np.uint8]:
    """Store strings without line breaks as one array of UTF-8 bytes."""
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def unpack_strings(stored: NDArray[Any]) -> list[str]:
    """Undo `pack_strings`."""
    return bytes(np.asarray(stored, dtype=np.uint8)).decode().split("\n")


@dataclass(frozen=True)
class Table:
    """Read string -> the printed strings it may stand for (target numbers), each with log P(read | printed)."""

    rows: Mapping[str, int]
    starts: Ints
    targets: Ints
    logs: Floats

    def get(self, read: str) -> Entry | None:
        """Return the entry of a read string, None when it was never seen."""
        row = self.rows.get(read)
        if row is None:
            return None
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.targets[span], self.logs[span]

    @staticmethod
    def build(entries: Mapping[str, Sequence[tuple[int, float]]]) -> Table:
        """Make a table from entries of (target, log probability)."""
        lengths = [len(row) for row in entries.values()]
        flat = [pair for row in entries.values() for pair in row]
        return Table(
            {read: number for number, read in enumerate(entries)},
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.array([target for target, _ in flat], dtype=np.int64),
            np.array([log for _, log in flat], dtype=np.float32),
        )

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Pack under names that start with `name`."""
        return {
            f"{name}_read": pack_strings(list(self.rows)),
            f"{name}_lengths": np.diff(self.starts).astype(np.uint16),
            f"{name}_targets": self.targets.astype(np.uint16),
            f"{name}_logs": quantise(self.logs),
        }

    @staticmethod
    def from_arrays(arrays: Arrays, name: str) -> Table:
        """Undo `to_arrays`. Raises KeyError."""
        lengths = np.asarray(arrays[f"{name}_lengths"], dtype=np.int64)
        return Table(
            {read: number for number, read in enumerate(unpack_strings(arrays[f"{name}_read"]))},
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.asarray(arrays[f"{name}_targets"], dtype=np.int64),
            restore(np.asarray(arrays[f"{name}_logs"], dtype=np.uint8)),
        )


@dataclass(frozen=True)
class Edits:
    """Edit model of segments: one or two printed letters (or none) read as up to three.

    `printed`: the printed segments, "" first (a mark that stands for nothing printed). `logs[read]`: vector over them.
    """

    printed: Sequence[str]
    logs: Mapping[str, Floats]

    @cached_property
    def index(self) -> dict[str, int]:
        """Printed segment to number."""
        return {segment: number for number, segment in enumerate(self.printed)}

    def row(self, read: str) -> Floats:
        """Log P(read | each printed segment); for letters never seen a floor."""
        found = self.logs.get(read)
        if found is not None:
            return found
        floor = UNSEEN if len(read) == 1 else FLOOR
        return np.full(len(self.printed), floor, dtype=np.float32)


class Aligner:
    """Scores one read string against many printed strings at once, by the best segmentation of each.

    The printed strings are laid out as a tree of their beginnings, level by level, so that what they share is scored
    once.
    """

    def __init__(self, edits: Edits, targets: Sequence[str]) -> None:
        self.edits = edits
        absent = len(edits.printed)  # a column of FLOOR stands for segments that the model does not hold
        levels: list[dict[str, int]] = [{"": 0}]
        for length in range(1, max((len(t) for t in targets), default=0) + 1):
            prefixes = dict.fromkeys(target[:length] for target in targets if len(target) >= length)
            levels.append({prefix: number for number, prefix in enumerate(prefixes)})
        self.levels = [
            (
                np.array([levels[at - 1][prefix[:-1]] for prefix in level], dtype=np.int64),
                np.array([edits.index.get(prefix[-1], absent) for prefix in level], dtype=np.int64),
                np.array([levels[at - 2][prefix[:-2]] if at > 1 else 0 for prefix in level], dtype=np.int64),
                np.array([edits.index.get(prefix[-2:], absent) for prefix in level], dtype=np.int64),
            )
            for at, level in enumerate(levels[1:], 1)
        ]
        offsets = np.cumsum([0, *(len(level) for level in levels)])
        places = [offsets[len(target)] + levels[len(target)][target] for target in targets]
        self.places = np.array(places, dtype=np.int64)

    def score(self, read: str) -> Floats:
        """Return log P(read | printed) for every target, shape (targets,)."""
        segments = self._segments(read)
        nothing = np.append(self.edits.row(""), FLOOR)
        levels = [self._root(segments, len(read))]
        for at, (parent, single, grandparent, double) in enumerate(self.levels):
            above = levels[-1][:, parent]
            here = above + nothing[single]
            for (begin, end), logs in segments.items():
                np.maximum(here[end], above[begin] + logs[single], out=here[end])
            if at:
                further = levels[-2]
                for (begin, end), logs in segments.items():
                    np.maximum(here[end], further[begin][grandparent] + logs[double], out=here[end])
            for end in range(1, len(read) + 1):  # letters read where nothing is printed
                np.maximum(here[end], here[end - 1] + segments[end - 1, end][0], out=here[end])
            levels.append(here)
        total: Floats = np.maximum(np.concatenate([level[-1] for level in levels])[self.places], 4 * FLOOR)
        return total

    def _segments(self, read: str) -> dict[tuple[int, int], Floats]:
        """Log P of every stretch of the read string, given each printed segment and one that is absent."""
        return {
            (begin, begin + size): np.append(self.edits.row(read[begin : begin + size]), FLOOR)
            for begin in range(len(read))
            for size in range(1, min(LONGEST_READ, len(read) - begin) + 1)
            if size == 1 or read[begin : begin + size] in self.edits.logs
        }

    @staticmethod
    def _root(segments: Mapping[tuple[int, int], Floats], length: int) -> Floats:
        root = np.zeros((length + 1, 1), dtype=np.float32)
        for end in range(1, length + 1):
            root[end] = root[end - 1] + segments[end - 1, end][0]
        return root


LOW, TITLE, UPPER = 0, 1, 2  # how a printed syllable is set: đường, Đường, ĐƯỜNG


def dressed(syllable: str, shape: int) -> str:
    """Set a lower-case syllable in a shape."""
    if shape == LOW:
        return syllable
    return syllable.upper() if shape == UPPER else syllable[:1].upper() + syllable[1:]


@dataclass(frozen=True)
class ChannelModel:
    """All that was learnt about misreading.

    `onsets`, `rhymes`: the printed halves with their capitals. `onset_table`, `rhyme_table`: what they are read as.
    `syllables`: lower-case syllables; `whole_table` holds log P(read | syllable in its shape) from counts, with
    targets 3 * syllable + shape, already weighted against the halves; `halves_log[target]` is what is left for them.
    """

    onsets: Sequence[str]
    rhymes: Sequence[str]
    syllables: Sequence[str]
    onset_table: Table
    rhyme_table: Table
    whole_table: Table
    halves_log: Floats
    edits: Edits

    @cached_property
    def aligner(self) -> Aligner:
        """Scores a rhyme never seen against all printed rhymes."""
        return Aligner(self.edits, self.rhymes)

    @cached_property
    def onset_aligner(self) -> Aligner:
        """Scores an onset never seen against all printed onsets."""
        return Aligner(self.edits, self.onsets)

    @cached_property
    def joined(self) -> Ints:
        """Target number (3 * syllable + shape) of each onset and rhyme, -1 where they make no syllable."""
        onset_at = {onset: n for n, onset in enumerate(self.onsets)}
        rhyme_at = {rhyme: n for n, rhyme in enumerate(self.rhymes)}
        grid = np.full((len(self.onsets), len(self.rhymes)), -1, dtype=np.int64)
        for number, syllable in enumerate(self.syllables):
            parts = halves(syllable)
            if parts is None:
                continue
            for shape in (UPPER, TITLE, LOW):  # one letter looks the same in both capitals: title wins
                onset, rhyme = dressed_halves(parts, shape)
                if onset in onset_at and rhyme in rhyme_at:
                    grid[onset_at[onset], rhyme_at[rhyme]] = 3 * number + shape
        return grid

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Pack for a file."""
        reads = list(self.edits.logs)
        return {
            "onsets": pack_strings(self.onsets),
            "rhymes": pack_strings(self.rhymes),
            "syllables": pack_strings(self.syllables),
            "halves_log": quantise(self.halves_log),
            "edit_printed": pack_strings(self.edits.printed),
            "edit_read": pack_strings(reads),
            "edit_logs": quantise(np.stack([self.edits.logs[read] for read in reads])),
            **self.onset_table.to_arrays("onset"),
            **self.rhyme_table.to_arrays("rhyme"),
            **self.whole_table.to_arrays("whole"),
        }

    @staticmethod
    def from_arrays(arrays: Arrays) -> ChannelModel:
        """Undo `to_arrays`. Raises KeyError."""
        logs = restore(np.asarray(arrays["edit_logs"], dtype=np.uint8))
        reads = unpack_strings(arrays["edit_read"])
        return ChannelModel(
            onsets=unpack_strings(arrays["onsets"]),
            rhymes=unpack_strings(arrays["rhymes"]),
            syllables=unpack_strings(arrays["syllables"]),
            onset_table=Table.from_arrays(arrays, "onset"),
            rhyme_table=Table.from_arrays(arrays, "rhyme"),
            whole_table=Table.from_arrays(arrays, "whole"),
            halves_log=restore(np.asarray(arrays["halves_log"], dtype=np.uint8)),
            edits=Edits(unpack_strings(arrays["edit_printed"]), dict(zip(reads, logs, strict=True))),
        )


def dressed_halves(parts: tuple[str, str], shape: int) -> tuple[str, str]:
    """Set the two halves of a lower-case syllable in a shape; without an onset, a title's capital is the rhyme's."""
    onset, rhyme = parts
    if shape == UPPER:
        return onset.upper(), rhyme.upper()
    if shape == TITLE:
        return (dressed(onset, TITLE), rhyme) if onset else ("", dressed(rhyme, TITLE))
    return onset, rhyme
