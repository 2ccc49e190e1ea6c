"""What an English indicator may be called in the catalogue: "reduce the poverty rate" is a reduction in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.indicator_match import Match, match_indicator

if TYPE_CHECKING:
    from corpus.record import Comparator

_REDUCES = re.compile(
    r"^(?:to\s+)?(?:annually\s+)?(?:reduc|decreas|lower|cut)(?:e|es|ing|ting|s)?\s+(?:the\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)
_IS_REDUCED = re.compile(
    r"^(?P<what>.+?)\s+(?:will\s+)?(?:(?:be\s+)?(?:reduced|decreased|lowered)|decrease|drop|fall)(?:\s+annually)?$",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"^(?:to\s+)?(?:strive\s+to\s+)?(?:increas|rais|improv|achiev|reach|keep|maintain|ensur|push|bring|have|attain)(?:e|es|ing|s)?\s+(?:an?\s+|the\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)


def named(wording: str, before: str, unit: str | None, comparator: Comparator) -> Match:
    """Return which indicator of the catalogue an English wording names, also in another form of it.

    Args:
        wording: the document's words without figure and comparator.
        before: the text right before the figure, which tells a level from a change ("to below", "by").
        unit: the figure's unit.
        comparator: its comparator.
    """
    level = re.search(r"\b(?:to|at|of)\s+(?:\w+\s+){0,2}$", before) is not None
    others = (match_indicator(form, "en", unit, comparator) for form in _reduced(wording, level=level))
    whole = match_indicator(wording, "en", unit, comparator)
    found = next((match for match in others if match.found), None) or (whole if whole.found else None)
    forms = (match_indicator(form, "en", unit, comparator) for form in _raised(wording))
    return found or next((match for match in forms if match.found), None) or whole


def _reduced(wording: str, *, level: bool) -> list[str]:
    """Forms of "reduce the rate": the rate where a level follows ("to below 5%"), else a reduction in it ("by 2%")."""
    said = next((found for shape in (_REDUCES, _IS_REDUCED) if (found := shape.match(wording))), None)
    if said is None:
        return []
    what = said["what"].removeprefix("the ").removeprefix("The ")
    return [what] if level else [f"reduction in the {what}"]


def _raised(wording: str) -> list[str]:
    """Forms without a verb before the indicator, or the population behind it."""
    plain = re.sub(r"\s+of\s+the\s+population$", "", wording)
    said = _RAISES.match(plain)
    return [*([said["what"]] if said else []), *([plain] if plain != wording else [])]
