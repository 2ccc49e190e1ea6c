"""The provinces and cities of Vietnam: those of 2025 and those merged into them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import fold
from corpus.knowledge import table


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city; ``successor`` is the key of the one that a former province became part of."""

    key: str
    vi: str
    en: str
    kind: str
    current: bool
    successor: str | None


@cache
def provinces() -> dict[str, Province]:
    """Return every province by each folded way in which its name is printed."""
    found: dict[str, Province] = {}
    for row in table("provinces"):
        place = Province(
            row["key"], row["vi"], row["en"], row["kind"], row["era"] == "current", row["successor"] or None
        )
        for name in (row["vi"], *filter(None, row["aliases"].split("|"))):
            found.setdefault(fold(name), place)
    return found


def province(name: str) -> Province | None:
    """Return the province with exactly that name, with or without "tỉnh" or "thành phố" before it."""
    bare = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", fold(name))
    return provinces().get(fold(name)) or provinces().get(bare)
