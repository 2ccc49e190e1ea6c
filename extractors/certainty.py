"""How likely a record is right: the certainty of its rule and of its print, weighed by what was measured.

The weights are in corpus/data/record_certainty.toml, fitted by bench/record_certainty.py on annotated documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING

from corpus.body_lexicon import tokens
from corpus.flags import explain
from corpus.knowledge import structure
from corpus.learned import learned
from corpus.record import Assignment, Deadline, Target
from corpus.text import squeeze
from extractors.assignments.cues import begins_duty

if TYPE_CHECKING:
    from corpus.record import Record

Roles = Mapping[str, Sequence[tuple[int, int, str]]]
"""For each body's name the start, end and role of its assignments' passages."""
_LEAST = 0.003
_MEASURED = 0.4
_SHORT = 2
"""Letters of a word in capitals that may be an initial; more are an abbreviation."""
_LISTED = frozenset({"recipient", "report_to", "direct"})
_TOLD = frozenset({"recipient", "lead", "coordinate"})
"""Roles that the text tells by their own words, or by a list."""
_CLASSES = ("class.", "ministries", "party.committees_all", "party.organisations")
"""How keys of kinds of bodies begin."""
_FEW_WORDS = 5
"""Syllables of a task, below which it has likely lost its end."""
_MANY_WORDS = 25
"""Syllables of an indicator, above which it has likely swallowed its neighbours."""
_SEVERAL = re.compile(r"[,;]| [-–] ")
_VAGUE = {word for one in ("cơ quan", "đơn vị", "địa phương", "ngành") for word in (one, f"các {one}")}
_SPAN = re.compile(r"[-–]|đến", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:^|[;,:(]|(?:^|\s)(?:và|các|Lưu))\s*$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:$|[;,:(/)]|\.\s*$|và\b|[-–]\s)", re.IGNORECASE)


def calibrated(record: Record) -> Record:
    """Return the record with the probability of being right as the confidence of its rows."""
    sure: dict[str, list[Target | Assignment | Deadline]] = {}
    for kind, row, seen in described(record):
        # measured on the documents that everyone has, then as the office's own decisions moved it, if it has any
        measured = learned().probability(kind, probability(seen, row.confidence))
        sure.setdefault(f"{kind}s", []).append(row.model_copy(update={"confidence": round(measured, 4)}))
    return record.model_copy(update=sure)


def described(record: Record) -> Iterator[tuple[str, Target | Assignment | Deadline, dict[str, float]]]:
    """Yield every row with its kind and what tells sound rows from wrong ones."""
    roles = _roles(record.assignments)
    rows: tuple[tuple[str, Sequence[Target | Assignment | Deadline]], ...] = (
        ("target", record.targets),
        ("achievement", record.achievements),
        ("deadline", record.deadlines),
        ("assignment", record.assignments),
    )
    for kind, found in rows:
        yield from ((kind, row, features(row, kind, roles)) for row in found)


def probability(found: dict[str, float], rule: float) -> float:
    """Return the probability of being right by the measured weights; ``rule`` is the rule's own certainty."""
    weights = structure("record_certainty")["weights"]
    return shade(rule) / (1 + exp(-sum(weights[name] * value for name, value in found.items())))


def shade(rule: float) -> float:
    """Return by what a probability shrinks where its rule is less sure than nearly all rows that were measured."""
    return min(1.0, rule / _MEASURED)


def features(row: Target | Assignment | Deadline, kind: str, roles: Roles) -> dict[str, float]:
    """Return what tells sound rows from wrong ones.

    Args:
        row: the row; its confidence is the certainty that its extractor gave it.
        kind: "target", "achievement", "deadline" or "assignment".
        roles: for each body the spans and roles of its assignments in the document.

    The names: ``class`` is a kind of bodies ("các cơ quan"); ``worded`` a role told by a verb rather than by "chủ trì",
    "phối hợp" or a list of receivers; ``split`` a passage that gives the body two roles; ``joint`` a name that
    joins several, ``vague`` one that says of none which it is; ``within`` a month or year in which something is, rather
    than a span from one to another; ``wordy`` an indicator of very many words.
    """
    assigned = row if isinstance(row, Assignment) else None
    dated = row if isinstance(row, Deadline) else None
    aimed = row if isinstance(row, Target) else None
    worded = assigned is not None and assigned.role not in _TOLD and not _is_listed(assigned)
    seen = {
        "deadline": dated is not None,
        "assignment": assigned is not None,
        "achievement": kind == "achievement",
        "flagged": any(explain(flag).check for flag in row.flags),
        "unknown": assigned is not None and assigned.body.key is None,
        "torn": assigned is not None and (_is_torn(assigned) if assigned.role in _LISTED else _is_verbless(assigned)),
        "class": assigned is not None and worded and (assigned.body.key or "").startswith(_CLASSES),
        "worded": worded,
        "split": assigned is not None and not _is_listed(assigned) and _is_split(assigned, roles),
        "short": assigned is not None and worded and len((assigned.task.vi or "").split()) < _FEW_WORDS,
        "joint": assigned is not None and assigned.role != "recipient" and bool(_SEVERAL.search(assigned.body.raw)),
        "vague": assigned is not None and assigned.role != "recipient" and assigned.body.raw.lower() in _VAGUE,
        "within": dated is not None and dated.kind == "period" and not _SPAN.search(dated.raw),
        "open": dated is not None and dated.end is None and dated.recurrence is None,
        "undated": aimed is not None and kind == "target" and aimed.due is None,
        "uncatalogued": aimed is not None and aimed.indicator.key is None,
        "wordy": aimed is not None and len((aimed.indicator.vi or "").split()) > _MANY_WORDS,
        "roughly": aimed is not None and aimed.comparator in {"approx", "range"},
    }
    return {"always": 1.0, "rule": log_odds(row.confidence)} | {name: float(holds) for name, holds in seen.items()}


def _roles(assignments: Sequence[Assignment]) -> Roles:
    found: dict[str, list[tuple[int, int, str]]] = {}
    for row in assignments:
        proof = row.evidence[0]
        found.setdefault(row.body.name, []).append((proof.start, proof.end, row.role))
    return found


def _is_listed(row: Assignment) -> bool:
    """Whether the row is a receiver's, whose proof is the name itself."""
    return row.role in _LISTED and squeeze(row.evidence[0].quote) == row.body.raw


def _is_split(row: Assignment, roles: Roles) -> bool:
    """Whether the same passage gives the body another role as well: where one ends and the other begins is a guess."""
    proof = row.evidence[0]
    return any(
        role != row.role and start <= proof.end and proof.start <= end for start, end, role in roles[row.body.name]
    )


def log_odds(share: float) -> float:
    """Return the log odds of a probability, held within what can be measured."""
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
