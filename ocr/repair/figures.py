"""How sure a figure of a garbled text is: no context tells a misread digit, but its shape tells something."""

from __future__ import annotations

import re
from functools import cache

from corpus.knowledge import table

_EDGES = "().,;:“”\"'…"


def certainty(figure: str) -> float:
    """Return how often a figure of that shape is read right, from 0 to 1; 1 where there is no digit."""
    core = figure.strip(_EDGES)
    return next((right for pattern, right in _shapes() if pattern.fullmatch(core)), 1.0)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(row["pattern"]), float(row["right"])) for row in table("figure_certainty"))
