"""What went wrong, in both languages: English as raised, Vietnamese by the problem's code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.knowledge import table
from corpus.record import Problem
from outputs.wording import Pair, label, pair


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, where, why and what to do."""

    place: Pair
    reason: Pair | None
    remedy: Pair | None


@cache
def _vietnamese() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("problems")}


def in_words(problem: Problem) -> Trouble:
    """Return ``problem`` for people; a code without Vietnamese words shows the English ones, marked."""
    known = _vietnamese().get(problem.code, {})
    page = label("page")
    place = label("whole_document")
    if problem.page:
        place = pair(f"{page.vi.text} {problem.page}", f"{page.en.text} {problem.page}") or place
    return Trouble(place, pair(known.get("reason_vi"), problem.reason), pair(known.get("remedy_vi"), problem.remedy))
