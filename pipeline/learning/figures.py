"""Figures on rows that people have judged: how many were right, what was wrong, and how sure the program was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from corpus.store.judged import JudgedRow, Verdict

LEAST_SURE = 0.15
"""The share of the rows, least sure first, in which the wrong ones should be."""
_BINS = 10
_SOUND: tuple[Verdict, ...] = ("right", "reworded")
_FOUND: tuple[Verdict, ...] = (*_SOUND, "corrected")


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the rows of one kind.

    ``extracted`` = ``right`` as they were + ``reworded`` (right but for misread words) + ``corrected`` + ``false``;
    ``missed`` were added by people. ``precision`` counts rows that belong in the record, ``recall`` those of it that
    were found, ``full`` those of it that were fully right. ``caught``: which share of the wrong rows (corrected or
    false) is among the least sure; ``calibration_error``: how far confidence is from the share that is right, both
    None where there is nothing to tell it from. ``fields``: how often each field was corrected.
    """

    extracted: int = 0
    right: int = 0
    reworded: int = 0
    corrected: int = 0
    false: int = 0
    missed: int = 0
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    full: float | None = None
    caught: float | None = None
    calibration_error: float | None = None
    fields: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


def figures(rows: Iterable[JudgedRow]) -> Figures:
    """Count ``rows`` of one kind, of one document or of many."""
    rows = [row for row in rows if row.verdict != "absent"]
    count = Counter(row.verdict for row in rows)
    found = sum(count[verdict] for verdict in _FOUND)
    extracted, there = found + count["false"], found + count["missed"]
    precision, recall = _share(found, extracted), _share(found, there)
    said = [row for row in rows if row.extracted is not None]
    return Figures(
        extracted=extracted,
        right=count["right"],
        reworded=count["reworded"],
        corrected=count["corrected"],
        false=count["false"],
        missed=count["missed"],
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        full=_share(count["right"] + count["reworded"], there),
        caught=_caught(said),
        calibration_error=_calibration_error(said),
        fields=dict(Counter(name for row in rows if row.verdict == "corrected" for name in row.wrong).most_common()),
    )


def is_right(row: JudgedRow) -> bool:
    """Whether a row was right, but for words that were misread."""
    return row.verdict in _SOUND


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _harmonic(precision: float | None, recall: float | None) -> float | None:
    if not precision or not recall:
        return None if precision is None or recall is None else 0.0
    return round(2 * precision * recall / (precision + recall), 4)


def _caught(rows: Sequence[JudgedRow]) -> float | None:
    """The share of the wrong rows among the least sure; rows that are equally sure share their place."""
    wrong = [row.confidence for row in rows if not is_right(row)]
    if not wrong:
        return None
    ranked = sorted(row.confidence for row in rows)
    looked_at = LEAST_SURE * len(ranked)
    border = ranked[min(int(looked_at), len(ranked) - 1)]
    below, at = sum(c < border for c in ranked), sum(c == border for c in ranked)
    part = min(1.0, max(0.0, (looked_at - below) / at))
    caught = sum(c < border for c in wrong) + part * sum(c == border for c in wrong)
    return round(caught / len(wrong), 4)


def _calibration_error(rows: Sequence[JudgedRow]) -> float | None:
    """The mean distance between confidence and the share that is right, over bins of about the same size."""
    if not rows:
        return None
    ranked = sorted(rows, key=lambda row: row.confidence)
    borders = [len(ranked) * at // _BINS for at in range(_BINS + 1)]
    bins = [ranked[a:b] for a, b in pairwise(borders) if b > a]
    off = (abs(sum(row.confidence - is_right(row) for row in one)) for one in bins)
    return round(sum(off) / len(ranked), 4)
