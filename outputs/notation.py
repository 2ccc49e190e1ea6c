"""Numbers, units and dates as people write them in Vietnamese and in English."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from corpus.knowledge import table
from corpus.record import Baseline, Deadline, Due, Precision, Target
from outputs.wording import Language, Pair, both, has_label, label, names, told

NBSP = "\N{NO-BREAK SPACE}"
_TO_VIETNAMESE = str.maketrans(",.", ".,")
# a figure and its short unit (95 %, 12 ha, VND 5) stay on one line; a long unit may go to the next
_TIED = re.compile(r"(?<=\d) (?=\S{1,3}(?: |$))|(?<=^VND) |(?<=^USD) ")
_SCALED = re.compile(r"triệu|tỷ|tỉ|[mb]illion|trillion", re.IGNORECASE)
_SCALES = ((10**9, "billion"), (10**6, "million"))


def number(value: float, lang: Language) -> str:
    """Return ``value`` without needless zeros: 110000 is 110.000 in Vietnamese and 110,000 in English."""
    text = f"{Decimal(repr(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_TO_VIETNAMESE) if lang == "vi" else text


def quantity(value: float, unit: str | None, lang: Language, *, upper: float | None = None, raw: str = "") -> str:
    """Return a number, or with ``upper`` a range, with its unit: "1,2 %", "20–30 ha", "1.200 tỷ đồng".

    ``raw`` is the value as printed; where the unit has several words (tuổi, năm) it says which.
    """
    scale, scale_word = _scale(value, unit, raw)
    figures = number(value / scale if scale > 1 else value, lang)
    if upper is not None:
        figures += "–" + number(upper / scale if scale > 1 else upper, lang)
    if scale_word:
        figures += " " + label(scale_word, "scale").side(lang).text
    form = _unit_form(unit, lang, raw, one=value == 1 and upper is None) if unit else "{n}"
    return _TIED.sub(NBSP, form.replace("{n}", figures))


def _scale(value: float, unit: str | None, raw: str) -> tuple[int, str]:
    """Sums of money are read in millions and billions (tỷ đồng), where they come out even.

    A sum that is printed so keeps its three decimals ("2,086 triệu"); one that is printed in full ("2.086.000 đồng")
    has one at most, or its digits could be taken for others.
    """
    parts = 1000 if _SCALED.search(raw) else 10
    for scale, word in _SCALES:
        if (unit or "").startswith(("VND", "USD")) and value >= scale and value * parts % scale == 0:
            return scale, word
    return 1, ""


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table("units")}


@cache
def _short_forms() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in table("unit_names")}


def _unit_form(unit: str, lang: Language, raw: str, *, one: bool) -> str:
    """Return the unit with {n} where the number goes."""
    known = _units().get(unit)
    if unit in _short_forms():
        return _short_forms()[unit][lang]
    if known is None:
        return "{n} " + unit.replace("_", " ")
    forms = known[lang].split(";")
    as_printed = max((form for form in forms if form in raw and len(form) > 1), key=len, default="")
    if as_printed and known["kind"] != "rate":
        return "{n} " + as_printed
    name = known[f"name_{lang}"]
    return "{n} " + (name[:-1] if one and name[:-1] in forms else name)


def unit_words(unit: str, raw: str = "") -> str:
    """Return a unit in Vietnamese as it stands in a column beside the number: "%", "hộ", "đồng"; ``raw`` as above."""
    return _unit_form(unit, "vi", raw, one=False).replace("{n}", "").strip() or _units()[unit]["name_vi"]


def level(target: Target, language: Language) -> Pair:
    """Return what a target asks for: "≥ 95 %", "dưới 2 %" / "under 2 %"; "đạt được" / "achieve" without a number.

    ``language`` is the document's, in which a value without a number ("nhóm 3 nước dẫn đầu") is printed.
    """
    vi, en = _level(target, "vi"), _level(target, "en")
    if vi is not None and en is not None:
        return both(vi, en)
    return told(target.value_raw, language) or label("unknown")


def _level(target: Target, lang: Language) -> str | None:
    form = _form(target).side(lang).text
    if "{n}" not in form:
        return form
    raw, low, high = target.value_raw or "", target.value_min, target.value_max
    if target.value is not None:
        return form.replace("{n}", quantity(target.value, target.unit, lang, raw=raw))
    if low is not None and high is not None:
        return form.replace("{n}", quantity(low, target.unit, lang, upper=high, raw=raw))
    bound, sign = (low, "≥") if low is not None else (high, "≤")
    return f"{sign} {quantity(bound, target.unit, lang, raw=raw)}" if bound is not None else None


def _form(target: Target) -> Pair:
    """A place in a ranking has its own words: at most third is "trong nhóm 3 dẫn đầu" / "in the top 3"."""
    special = f"{target.comparator}_{target.unit}"
    return label(special if has_label(special, "comparator") else target.comparator, "comparator")


def baseline(start: Baseline, language: Language) -> Pair | None:
    """Return the value a target starts from, with its year where the document gives one."""
    if start.value is None:
        return told(start.raw, language)
    year = f" ({start.date[:4]})" if start.date else ""
    return both(
        quantity(start.value, start.unit, "vi", raw=start.raw) + year,
        quantity(start.value, start.unit, "en", raw=start.raw) + year,
    )


def moment(iso: str, precision: Precision | None) -> Pair:
    """Return an ISO date in words, as precise as the document was: "quý III/2025" / "the third quarter of 2025".

    A text that is no full ISO date is shown as it stands.
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return both(iso, iso)
    return both(_moment(day, precision or "day", "vi"), _moment(day, precision or "day", "en"))


def _moment(day: date, precision: Precision, lang: Language) -> str:
    form = label(precision, "time").side(lang).text
    quarter = names("quarters", lang)[(day.month - 1) // 3]
    return form.format(y=day.year, q=quarter, m=names("months", lang)[day.month - 1], d=day.day)


def instant(iso: str) -> Pair:
    """Return an ISO time in words, to the minute, in its own zone: "07:20 ngày 28/11/2026" / "28 November 2026, 07:20".

    A text that is no ISO time is shown as it stands.
    """
    try:
        time = datetime.fromisoformat(iso)
    except ValueError:
        return both(iso, iso)
    day = moment(time.date().isoformat(), "day")
    return both(f"{time:%H:%M} {day.vi.text}", f"{day.en.text}, {time:%H:%M}")


def timing(due: Due | Deadline) -> Pair | None:
    """Return a time limit in words: "đến năm 2030" / "by 2030", "giai đoạn 2021–2025" / "2021–2025".

    Returns:
        None when it has no dates.
    """
    if due.start and due.end:
        return _span(due.start, due.end, due.precision)
    if not (due.start or due.end):
        return None
    relation = due.relation or ("by" if due.end else "from")
    time = moment(due.end or due.start or "", due.precision)
    form = label(relation, "relation")
    plain = isinstance(due, Deadline) and due.relation is None
    if plain or (relation == "in" and due.precision == "day"):
        return time
    return both(form.vi.text.replace("{t}", time.vi.text), form.en.text.replace("{t}", time.en.text))


def _span(start: str, end: str, precision: Precision | None) -> Pair:
    low, high = moment(start, precision), moment(end, precision)
    if low == high and precision == "day":
        return high
    if low == high:
        form = label("in", "relation")
        return both(form.vi.text.replace("{t}", high.vi.text), form.en.text.replace("{t}", high.en.text))
    if precision == "year":
        low, high = both(start[:4], start[:4]), both(end[:4], end[:4])
    form = label("years" if precision == "year" else "span", "time")
    return both(form.vi.text.format(a=low.vi.text, b=high.vi.text), form.en.text.format(a=low.en.text, b=high.en.text))
