"""A figure as it is printed: its value or range, its unit, and where both stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# "1 66,9 nghìn tỷ đồng", "đạt3 8,5%", "2 600 USD", "21, 8%", "3.137. 622": digits that blanks part from the number
_PARTED = re.compile(r"(?<![\d.,/])(?:\d{1,3}(?:\s|,\s)|\d{1,3}(?:\.\d{3})+\.\s)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit; offsets are those of the text it was found in.

    ``start``..``end`` covers the number and, for a measure, its unit; a counted noun (to ``unit_end``) stays outside
    since it belongs to the indicator. ``value`` is None for a range, which has ``low`` and ``high``. ``unit`` is a key
    of units.tsv.
    """

    start: int
    end: int
    number_end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    kind: str
    unit_end: int
    raw: str

    @property
    def counted(self) -> bool:
        """Tell whether the unit is the counted noun itself."""
        return self.kind == "count"


@dataclass(frozen=True, slots=True)
class Denominator:
    """A rate's base ("per 10,000 inhabitants"): its span and the key of the rate."""

    start: int
    end: int
    unit: str


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return the quantity in another unit: "19 bác sĩ" in an enumeration that ends "trên 10.000 dân"."""
    return replace(quantity, unit=unit, kind="count")


def torn(flat: str, start: int) -> int:
    """Return where a number that is read from ``start`` on begins: before digits that only a blank parts from it."""
    found = _PARTED.search(flat, max(0, start - 14), start)
    return found.start() if found and flat[start].isdigit() else start


def is_torn(flat: str, start: int) -> bool:
    """Tell whether digits stand right before a number, so that nobody knows what it is."""
    return torn(flat, start) != start


def same_measure(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures measure alike; amounts of money do, whatever they are paid for."""
    units = (one.unit or "", other.unit or "")
    return units[0] == units[1] or all(unit.startswith("VND") for unit in units)
