"""What a head cell says of its column: an indicator, a unit, a year to reach; a task, who leads it, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.knowledge import structure

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
"""As in "Đơn vị phối hợp (bộ, ngành, địa phương)"."""


def measure_kind(text: str) -> str | None:
    """Return ``indicator``, ``unit``, ``ratio``, ``result`` or ``target`` for a head cell's words, None for others."""
    return _kind(_measures(), text)


def duty_kind(text: str) -> str | None:
    """Return ``task``, ``due`` or a role for a head cell's words without those in brackets, None for others."""
    return _kind(_duties(), _ASIDE.sub("", text))


def other_kind(text: str) -> str | None:
    """Return ``approval``, ``note``, ``points`` or ``other`` for a head cell's words, None for those not known."""
    return _kind(_others(), text)


def says_criteria(text: str) -> bool:
    """Tell whether a head cell's words say that criteria stand below it."""
    return _criteria().search(text) is not None


def holds_criteria(text: str) -> bool:
    """Tell whether a column with this head holds criteria, some of which may say their figure themselves."""
    return says_criteria(text) or duty_kind(text) == "task"


def is_head(texts: Sequence[str]) -> bool:
    """Tell whether these cells head a table of targets or of tasks."""
    measures, duties = [measure_kind(t) for t in texts], [duty_kind(t) for t in texts]
    return (
        measures.count("indicator") == measures.count("unit") == 1 and bool({"target", "result"} & {*measures})
    ) or (duties.count("task") == 1 and bool({"lead", "implement"} & {*duties}))


def _kind(patterns: dict[str, re.Pattern[str]], text: str) -> str | None:
    return next((name for name, pattern in patterns.items() if pattern.fullmatch(text)), None)


@cache
def _criteria() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(structure('table_heads')['criteria'])})", re.IGNORECASE)


@cache
def _measures() -> dict[str, re.Pattern[str]]:
    """Results come before targets ("Ước thực hiện năm 2025")."""
    order = ("indicator", "unit", "ratio", "result", "target")
    return {name: re.compile("|".join(structure("table_heads")[name]), re.IGNORECASE) for name in order}


@cache
def _duties() -> dict[str, re.Pattern[str]]:
    lists = structure("table_heads")["duties"]
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in lists.items()}


@cache
def _others() -> dict[str, re.Pattern[str]]:
    lists = structure("table_heads")["others"]
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in lists.items()}
