"""How likely a record is right: the certainty of its rule and of its print, weighed by what was measured.

The weights are in corpus/data/record_certainty.toml, fitted by bench/record_certainty.py on annotated documents.
"""

from __future__ import annotations

import re
from math import exp, log
from typing import TYPE_CHECKING, TypeVar

from corpus.body_lexicon import tokens
from corpus.flags import explain
from corpus.knowledge import structure
from corpus.learned import learned
from corpus.record import Assignment, Deadline, Target
from extractors.assignments.cues import begins_duty

if TYPE_CHECKING:
    from corpus.record import Record

Row = TypeVar("Row", Target, Assignment, Deadline)
_LEAST = 0.003
_MEASURED = 0.4
_SHORT = 2
"""Letters of a word in capitals that may be an initial; more are an abbreviation."""
_LISTED = frozenset({"recipient", "report_to", "direct"})
_BEFORE_NAME = re.compile(r"(?:^|[;,:(]|(?:^|\s)(?:và|các|Lưu))\s*$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:$|[;,:(/)]|\.\s*$|và\b|[-–]\s)", re.IGNORECASE)


def calibrated(record: Record) -> Record:
    """Return the record with the probability of being right as the confidence of its rows."""
    return record.model_copy(
        update={
            "targets": [_with_probability(row, "target") for row in record.targets],
            "achievements": [_with_probability(row, "achievement") for row in record.achievements],
            "deadlines": [_with_probability(row, "deadline") for row in record.deadlines],
            "assignments": [_with_probability(row, "assignment") for row in record.assignments],
        }
    )


def _with_probability(row: Row, kind: str) -> Row:
    """Measured on the documents that everyone has, then as the office's own decisions moved it, if it has any."""
    measured = learned().probability(kind, probability(features(row), row.confidence))
    return row.model_copy(update={"confidence": round(measured, 4)})


def probability(found: dict[str, float], rule: float) -> float:
    """Return the probability of being right by the measured weights; ``rule`` is the rule's own certainty."""
    weights = structure("record_certainty")["weights"]
    return shade(rule) / (1 + exp(-sum(weights[name] * value for name, value in found.items())))


def shade(rule: float) -> float:
    """Return by what a probability shrinks where its rule is less sure than nearly all rows that were measured."""
    return min(1.0, rule / _MEASURED)


def features(row: Target | Assignment | Deadline) -> dict[str, float]:
    """Return what tells sound rows from wrong ones; ``rule`` is the certainty that the row's extractor gave it."""
    assigned = row if isinstance(row, Assignment) else None
    seen = {
        "deadline": isinstance(row, Deadline),
        "assignment": assigned is not None,
        "flagged": any(explain(flag).check for flag in row.flags),
        "unknown": assigned is not None and assigned.body.key is None,
        "torn": assigned is not None and (_is_torn(assigned) if assigned.role in _LISTED else _is_verbless(assigned)),
    }
    return {"always": 1.0, "rule": _log_odds(row.confidence)} | {name: float(holds) for name, holds in seen.items()}


def _log_odds(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))


def _is_torn(row: Assignment) -> bool:
    """Whether words of the receivers' list are left over beside the name: "Đảng ủy các xã. thị trần", "FF HĐND".

    An abbreviation that no table knows ("Bộ KIIDT") is another sign.
    """
    item, name = row.task.vi or "", row.body.raw
    before, found, after = item.partition(name)
    unread = row.body.key is None and any(
        len(word) > _SHORT and word.isupper() for word in re.findall(r"[^\W\d_]+", row.body.name)
    )
    return unread or (bool(found) and not (_BEFORE_NAME.search(before) and _AFTER_NAME.match(after)))


def _is_verbless(row: Assignment) -> bool:
    """Whether a task does not begin as tasks do, since the verb was lost or the subject ended too early."""
    task = row.task.vi
    return row.role == "implement" and task is not None and not begins_duty(tokens(task), 0)
