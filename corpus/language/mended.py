"""The channel with what people have mended laid over it: how often a word is misread in the office's own texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from corpus.language.channel import LOW, TITLE, UPPER, ChannelModel, Table, dressed
from corpus.language.orthography import traditional
from corpus.learned import Misreading

_MOST = 0.9  # share of a word's readings that the office's own texts may speak for
Seen = Mapping[str, Mapping[int, float]]


def with_mended(channel: ChannelModel, misreadings: Iterable[Misreading]) -> ChannelModel:
    """Return the channel with the ``chance`` of each misreading, and the rest of what ships made smaller by as much.

    Words that are no syllables of the vocabulary are passed over.
    """
    number = {syllable: at for at, syllable in enumerate(channel.syllables)}
    seen: dict[str, dict[int, float]] = defaultdict(dict)
    share: dict[int, float] = defaultdict(float)
    for one in misreadings:
        target = _target(one.printed, number)
        if target is not None:
            chance = min(one.chance, _MOST - share[target])
            if chance > 0:
                seen[one.read][target] = seen[one.read].get(target, 0.0) + chance
                share[target] += chance
    if not seen:
        return channel
    halves_log = channel.halves_log.copy()
    for target, taken in share.items():
        halves_log[target] += np.float32(np.log1p(-taken))
    return replace(channel, whole_table=_laid_over(channel.whole_table, seen, share), halves_log=halves_log)


def _target(printed: str, number: Mapping[str, int]) -> int | None:
    """Return 3 * syllable + shape of a printed word, None where the vocabulary has no such syllable."""
    low = traditional(printed.lower())
    at = number.get(low)
    shape = next((s for s in (LOW, TITLE, UPPER) if dressed(low, s) == traditional(printed)), None)
    return None if at is None or shape is None else 3 * at + shape


def _laid_over(table: Table, seen: Seen, share: Mapping[int, float]) -> Table:
    """Return the table with every log of a target made smaller by its share, and new rows for what was read."""
    logs = table.logs.copy()
    for target, taken in share.items():
        logs[table.targets == target] += np.float32(np.log1p(-taken))
    smaller = replace(table, logs=logs)
    rows, starts = dict(table.rows), [int(at) for at in table.starts[-1:]]
    targets, added = [table.targets], [logs]
    for read, chances in seen.items():
        known = smaller.get(read)
        merged = dict(zip(known[0].tolist(), np.exp(known[1]).tolist(), strict=True)) if known else {}
        for target, chance in chances.items():
            merged[target] = merged.get(target, 0.0) + chance
        rows[read] = len(table.starts) - 2 + len(starts)
        starts.append(starts[-1] + len(merged))
        targets.append(np.array(list(merged), dtype=np.int64))
        added.append(np.log(np.array(list(merged.values()), dtype=np.float32)))
    return Table(rows, np.append(table.starts, starts[1:]), np.concatenate(targets), np.concatenate(added))
