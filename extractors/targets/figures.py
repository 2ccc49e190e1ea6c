"""A figure as it is printed: its value or range, its unit, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
