"""What a level is called to which a change leads: "giảm tỷ lệ hộ nghèo xuống dưới 7%" is a level, no fall."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.indicator_match import Match, match_indicator

if TYPE_CHECKING:
    from corpus.record import Comparator

_CHANGES = re.compile(r"(?:kéo\s+)?(?:tăng|nâng|giảm|hạ|đưa)\s+(?!thêm\b)", re.IGNORECASE)
_TO = re.compile(r"\s(?:lên|xuống|còn)\s", re.IGNORECASE)


def named(wording: str, before: str, unit: str | None, comparator: Comparator) -> Match:
    """Return which indicator of the catalogue a Vietnamese wording names.

    Args:
        wording: the document's words without figure and comparator.
        before: the text of its clauses before the figure, which tells a level ("xuống còn") from a change.
        unit: the figure's unit.
        comparator: its comparator.
    """
    change = _CHANGES.match(wording)
    if change and _TO.search(before):
        level = match_indicator(wording[change.end() :], "vi", unit, comparator)
        if level.found:
            return level
    return match_indicator(wording, "vi", unit, comparator)
