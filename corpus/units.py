"""Units of measurement: the closed list that records may hold, with the forms that documents print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from corpus.knowledge import table

UnitKind = Literal["measure", "count", "rate", "age", "duration", "bare"]
Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its key in records, what kind it is, the printed forms and its name in both languages.

    A ``measure`` stands for a size and is no part of the indicator (%, m², ha); a ``count`` is the counted thing itself
    (hộ, xã); a ``rate`` is per so many inhabitants; ``age`` and ``duration`` are targets only for indicators of time.
    """

    key: str
    kind: UnitKind
    vi: tuple[str, ...]
    en: tuple[str, ...]
    name_en: str
    name_vi: str

    def forms(self, language: str) -> tuple[str, ...]:
        """Return the printed forms in ``vi`` or ``en``."""
        return self.en if language == "en" else self.vi


@cache
def units() -> dict[str, Unit]:
    """Return every unit by key, in the order of data/units.tsv."""
    return {row["key"]: _unit(row) for row in table("units")}


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        row["key"],
        cast("UnitKind", row["kind"]),
        _split(row["vi"]),
        _split(row["en"]),
        row["name_en"],
        row["name_vi"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(";") if form.strip())


@cache
def unit_of_form(language: str) -> dict[str, Unit]:
    """Return the unit of each printed form, lower case, single spaces; the first unit in the list owns a form."""
    owners: dict[str, Unit] = {}
    for unit in units().values():
        if unit.kind not in {"rate", "bare"}:
            for form in unit.forms(language):
                owners.setdefault(form.lower(), unit)
    return owners


@cache
def form_pattern(language: str, kinds: frozenset[str]) -> str:
    """Return a regular expression that matches any form of units of those kinds, longest form first."""
    forms = [form for form, unit in unit_of_form(language).items() if unit.kind in kinds]
    return "|".join(_pattern(form) for form in sorted(forms, key=len, reverse=True))


def _pattern(form: str) -> str:
    """Spaces match any white space; a raised 2 or 3 also matches what a recogniser makes of it (m2, m?)."""
    body = re.escape(form).replace(r"\ ", r"\s+").replace("²", "[²2?]").replace("³", "[³3]")
    return body + (r"(?!\w)" if form[-1].isalnum() else "")
