"""What people type, as records hold it: numbers in Vietnamese notation, days, and units by any of their names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache

from corpus.folding import fold
from corpus.record import Precision
from corpus.units import units
from outputs.wording import Language

_SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "thousand": 10**3,
    "triệu": 10**6,
    "million": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "billion": 10**9,
}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class TypedError(Exception):
    """What was typed cannot be taken; ``code`` is the reason, a key of texts.toml after "wrong_"."""

    def __init__(self, code: str) -> None:
        """Take the reason."""
        super().__init__(code)
        self.code = code


def number(text: str, language: Language) -> float:
    """Return the number in ``text``: "1,2" is 1.2 and "110.000" 110000 in Vietnamese, the reverse in English.

    A word may follow that multiplies it: "85 triệu", "1.200 tỷ".

    Raises:
        TypedError: when it is none in that notation: "1.2" is no Vietnamese number, and may mean two.
    """
    match = re.fullmatch(r"([-−]?)\s*([0-9.,]+)\s*([^\W\d]*)", text.strip())
    if match is None or (match[3] and match[3].lower() not in _SCALES):
        raise TypedError("number")
    decimal, thousands = (",", ".") if language == "vi" else (".", ",")
    whole, _, rest = match[2].partition(decimal)
    plain = whole.replace(thousands, "")
    grouped = re.fullmatch(rf"[0-9]{{1,3}}({re.escape(thousands)}[0-9]{{3}})+|[0-9]+", whole)
    if grouped is None or (decimal in match[2] and not rest.isdigit()):
        raise TypedError("notation" if thousands in match[2] else "number")
    value = Decimal(f"{plain}.{rest or 0}") * _SCALES.get(match[3].lower(), 1)
    return float(-value if match[1] else value)


def day(text: str, *, last: bool) -> tuple[str, Precision]:
    """Return the ISO date in ``text`` and how precise it was given.

    Known are 2030-12-31, 31/12/2030, 12/2030, "quý II/2026" and 2030. Of a month, quarter or year it is the last day
    where ``last``, else the first.

    Raises:
        TypedError: when it has another form, or there is no such day.
    """
    plain = re.sub(r"^(?:ngày|tháng|năm)\s+", "", text.strip().lower())
    try:
        return _day(plain, last=last)
    except ValueError as error:
        raise TypedError("date") from error


def _day(plain: str, *, last: bool) -> tuple[str, Precision]:
    if not plain.replace("ý", "y").isascii():
        raise ValueError(plain)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return date(*map(int, match.groups())).isoformat(), "day"
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain):
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat(), "day"
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", plain):
        return _edge(int(match[2]), int(match[1]), int(match[1]), last=last), "month"
    if match := re.fullmatch(r"(?:quý|quy|q)\s*(i{1,3}|iv|[1-4])\s*[/.-]\s*(\d{4})", plain):
        quarter = _QUARTERS[match[1]]
        return _edge(int(match[2]), 3 * quarter - 2, 3 * quarter, last=last), "quarter"
    if re.fullmatch(r"\d{4}", plain):
        return _edge(int(plain), 1, 12, last=last), "year"
    raise ValueError(plain)


def _edge(year: int, first: int, final: int, *, last: bool) -> str:
    if not last:
        return date(year, first, 1).isoformat()
    return date(year, final, monthrange(year, final)[1]).isoformat()


def shown_day(iso: str | None, language: Language) -> str:
    """Return an ISO date as it stands in a field: 31/12/2030 for Vietnamese readers."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso or "")
    return f"{match[3]}/{match[2]}/{match[1]}" if match and language == "vi" else iso or ""


def unit(text: str) -> str:
    """Return the key of the unit that has ``text`` as its key, name or printed form.

    Raises:
        TypedError: when the closed list has none.
    """
    plain = text.strip()
    found = plain if plain in units() else _unit_names().get(fold(plain))
    if found is None:
        raise TypedError("unit")
    return found


def shown_unit(key: str, language: Language) -> str:
    """Return a unit's name as it stands in a field: its key where it has no name of its own, or is in no list."""
    known = units().get(key)
    name = (known.name_vi if language == "vi" else known.name_en) if known else key
    return name if _unit_names().get(fold(name)) == key else key


@cache
def _unit_names() -> dict[str, str]:
    """Keys by each folded name; names count before printed forms, of which one may stand for several units."""
    found: dict[str, str] = {}
    for known in units().values():
        for name in (known.name_vi, known.name_en):
            found.setdefault(fold(name), known.key)
    for known in units().values():
        for name in (*known.vi, *known.en):
            found.setdefault(fold(name), known.key)
    return found
