"""Judgement: whether a figure is a target, an achievement, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors.targets.rows import Row
from extractors.targets.scope import Scope
from extractors.targets.words import alternatives, pattern

_NEAR = 30  # characters behind a figure in which "so với cùng kỳ" still speaks of it

Verdict = Literal["target", "achievement"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the rule that gave it and how sure the rule is, from 0 to 1."""

    verdict: Verdict
    rule: str
    strength: float


def judge(flat: str, row: Row, sentence: tuple[int, int], scope: Scope, language: str, *, announced: bool) -> Judgement | None:
    """Return what a figure is, None when it is neither target nor achievement.

    Args:
        flat: the document's flat text.
        row: the figure with its words.
        sentence: span of its sentence.
        scope: what its sections say.
        language: ``vi`` or ``en``.
        announced: whether a sentence before it announced goals.
    """
    clause = flat[row.clause.start : row.clause.end]
    if _never(clause, row, language):
        return None
    lead_in = flat[sentence[0] : row.clause.start]
    own_will = pattern("cues", language, "strong").search(clause)
    will = own_will or pattern("cues", language, "strong").search(lead_in)
    told = row.figure.unit_end - row.clause.start + _NEAR
    past = pattern("cues", language, "past").search(clause[:told])
    if scope.kind == "goal" or announced:
        return Judgement("target", "goal_section", 0.97) if own_will or not past or language == "en" else Judgement("achievement", "past_in_goals", 0.6)
    if own_will or (will and not past):
        return _willed(clause, scope, language)
    if scope.normative:
        return None
    if past or scope.kind == "result" or pattern("cues", language, "past").search(lead_in):
        return Judgement("achievement", "past", 0.85)
    if _is_support(clause, row, language):
        return Judgement("target", "support", 0.9)
    if _is_task(flat, row, sentence, language):
        return Judgement("target", "task", 0.75)
    return Judgement("achievement", "report", 0.7) if language == "en" else None


def _willed(clause: str, scope: Scope, language: str) -> Judgement | None:
    """A rule of law names horizons without setting goals: there only an express striving makes a target."""
    if scope.normative and not pattern("cues", language, "striving").search(clause):
        return None
    return Judgement("target", "will", 0.9)


def _never(clause: str, row: Row, language: str) -> bool:
    return len(row.indicator) < 3 or bool(pattern("never", language).search(clause))


def _is_support(clause: str, row: Row, language: str) -> bool:
    """ "Hỗ trợ 100% chi phí tư vấn": a level of support; ceilings in money are norms."""
    if language != "vi" or row.figure.unit != "percent":
        return False
    objects = alternatives(_support_objects())
    return bool(re.search(r"hỗ\s+trợ", clause[: row.figure.start - row.clause.start], re.IGNORECASE)) and bool(
        re.match(rf"(?:{objects})(?!\w)", row.after, re.IGNORECASE)
    )


def _support_objects() -> list[str]:
    from corpus.knowledge import structure  # noqa: PLC0415

    return list(structure("target_cues")["support"]["objects"])


def _is_task(flat: str, row: Row, sentence: tuple[int, int], language: str) -> bool:
    """ "Bố trí ít nhất 15% ngân sách …": a task verb and a comparator around a share; a bare share may be anything."""
    if row.figure.unit not in {"percent", "percent_per_year", "percentage_points"} or row.comparator not in {"ge", "gt", "le", "lt"}:
        return False
    return bool(pattern("cues", language, "weak").search(flat[sentence[0] : row.figure.start]))
