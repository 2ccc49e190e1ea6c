"""Flags: why a value deserves a second look, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.knowledge import table

CHECK_BELOW = 0.7
"""Below this probability of being right a value is shown to a person for checking."""

SURE_FROM = 0.9
"""From this probability on a value counts as sure."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag in words; ``check`` is false for flags that only explain how a value came about."""

    vi: str
    en: str
    check: bool


@cache
def _flags() -> dict[str, Flag]:
    return {row["flag"]: Flag(row["vi"], row["en"], row["check"] == "yes") for row in table("flags")}


def explain(flag: str) -> Flag:
    """Return a flag in words; one that data/flags.tsv does not hold is shown by its name and asks for a check."""
    words = flag.replace("_", " ")
    return _flags().get(flag, Flag(f"Cần kiểm tra lại ({words})", f"Please check ({words})", check=True))


def needs_check(confidence: float, flags: list[str]) -> bool:
    """Tell whether a person should check a value: it is likely enough to be wrong, or a rule raised a flag."""
    return confidence < CHECK_BELOW or any(explain(flag).check for flag in flags)
