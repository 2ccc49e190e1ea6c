"""The catalogue of indicators: names in Vietnamese and English, usual units, direction, sector and SDG number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from corpus.knowledge import table

Direction = Literal["up", "down", "none"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the catalogue.

    ``vi`` and ``en`` are names, the catalogue's own first. ``units`` are keys of units.tsv, the usual one first, none
    for goals without a figure. ``direction`` says whether more or less of it is wanted. ``sdg`` is the target ("6.1")
    or indicator ("8.5.2") of the Sustainable Development Goals that it measures, None where none does.
    """

    key: str
    vi: tuple[str, ...]
    en: tuple[str, ...]
    units: tuple[str, ...]
    direction: Direction
    sector: str
    sdg: str | None

    def names(self, language: str) -> tuple[str, ...]:
        """Return the names in ``vi`` or ``en``."""
        return self.en if language == "en" else self.vi


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by key, in the order of data/indicators.tsv."""
    return {row["key"]: _indicator(row) for row in table("indicators")}


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        row["key"],
        _split(row["vi"]),
        _split(row["en"]),
        _split(row["unit"]),
        cast("Direction", row["direction"]),
        row["sector"],
        row["sdg"] or None,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
