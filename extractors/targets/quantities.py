"""Quantities: figures with their units, in Vietnamese and English notation.

Vietnamese writes a decimal comma and groups thousands with dots (1,2%; 110.000 m²), English the reverse.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from corpus.text import squeeze
from corpus.units import Unit, form_pattern, unit_of_form, units
from extractors.targets.english_numbers import counted_before, english_figures, from_to, of_series, thing_counted
from extractors.targets.figures import Denominator, Quantity, with_unit
from extractors.targets.money import each, further
from extractors.targets.ratios import counts_of, fractions, quantity_words, ranks

_NUMBER = {
    "vi": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?",
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
}
_MULTIPLIERS = {
    "vi": {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9},
    "en": {"thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12},
}
_TO = {"vi": "[-–÷]|đến", "en": "[-–]|to"}
# English: "between 500 and 600 million tonnes", "USD 3.5 - 4 billion per year"
_OPENING = (
    r"(?:(?P<between>between)\s+)?(?:(?P<currency>VND|USD|US\$|EUR)\s?)?"
    r"(?!(?:19|20)\d\d\s+to\s)"  # "from 22% in 2005 to 9.45%" is no range from 2005 on
)
_PER_CURRENCY = (
    r"(?P<each_time>(?(currency)\s*(?:/|per\s+|an?\s+)\s*(?:month|year|person|hectare|household)(?!\w)|(?!)))?"
)
_SIZES = frozenset({"measure", "age", "duration"})
# "7,600 social housing apartments": the counted noun may stand behind its adjectives, but not behind a preposition
_ADJECTIVES = (
    r"(?:(?!(?:of|in|for|and|with|by|at|on|to|are|is|have|has|the|per|from|who|were|or)\b)"
    r"(?:[A-Za-z]+-\s+and\s+)?[A-Za-z-]+\s+){0,4}?"  # "30,000 small- and medium-sized enterprises"
)
# "trên 10.000 dân", "/10.000 dân", "trên một vạn dân", "per 10,000 people": so many per, not more than so many
_RATES = re.compile(
    r"(?:\b(?:tính\s+)?trên|/|\bcho|\bper)\s*(?:mỗi\s+)?"
    r"(?P<number>(?:1\s+|một\s+)?vạn|mười\s+nghìn|10[.,]?000|100[.,]?000|1[.,]?000|một\s+trăm\s+nghìn|một\s+nghìn|100(?=\s+live))\s+"
    r"(?P<what>người\s+dân|dân|người|(?:trẻ|ca)\s+(?:đẻ|sinh)\s+(?:ra\s+)?sống|inhabitants|people|live\s+births|children)",
    re.IGNORECASE,
)
_DENOMINATORS = {
    "100": 100,
    "vạn": 10_000,
    "10000": 10_000,
    "mườinghìn": 10_000,
    "100000": 100_000,
    "mộttrămnghìn": 100_000,
}
_EACH = re.compile(r"\b(?:trên|mỗi|cho|per)\s*$", re.IGNORECASE)
_SERVED = frozenset(
    {
        "people",
        "households",
        "students",
        "organizations",
        "enterprises",
        "cooperatives",
        "communes",
        "villages",
        "schools",
        "facilities",
    }
)  # "tạo việc làm cho 20.000 lao động"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISSUED = re.compile(
    r"\b(?:ban\s+hành|thông\s+qua|trình|ký)\s+(?:được\s+)?(?:\d+\s+(?:Nghị|Quyết|Thông|Chỉ|Công|Luật)[^\d.;]{0,20}?(?:,|\s+và)\s+)*$"
)
_LASTING = re.compile(
    r"\b(?:(?:rút\s+ngắn|giảm)\s+thời\s+gian[^.;]{0,60}(?:xuống|còn)|thời\s+gian\s+[^.;]{0,40}\bbình\s+quân|"
    r"processing\s+time)\b",
    re.IGNORECASE,
)


def parse_number(text: str, language: str = "vi") -> float:
    """Return the value of a printed number: "110.000" is 110000 in Vietnamese, "1,024" is 1024 in English.

    Raises:
        ValueError: when ``text`` is not a number.
    """
    return float(_decimal(text, language))


def _decimal(text: str, language: str) -> Decimal:
    if not re.fullmatch(_NUMBER[language], text):
        raise ValueError(f"{text!r} is not a number")
    group, point = (",", ".") if language == "en" else (".", ",")
    if language == "vi" and re.fullmatch(r"\d+\.\d{1,2}|0\.\d+", text):
        return Decimal(text)  # "11.5": two digits after a dot cannot be thousands
    return Decimal(text.replace(group, "").replace(point, "."))


def multiplier(unit: str, language: str = "vi") -> tuple[float, str]:
    """Return the factor before a printed unit and the unit alone: "tỷ đồng" is 10⁹ and "đồng"."""
    factor, words = 1.0, re.sub(r"^1[.,]?000\s+", "nghìn " if language == "vi" else "thousand ", unit).split()
    while len(words) > 1 and words[0].lower() in _MULTIPLIERS[language]:
        factor *= _MULTIPLIERS[language][words.pop(0).lower()]
    return factor, " ".join(words)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(quantity_words("named") + r"\s*$", re.IGNORECASE)


@cache
def _heading(name: str) -> re.Pattern[str]:
    return re.compile(quantity_words(name) + r"(?!\w)", re.IGNORECASE)


def _herd(quantity: Quantity, flat: str, start: int, end: int) -> Quantity | None:
    """As in "đàn lợn 65.000 con": heads of cattle; "con" alone may be anything."""
    heads = re.match(r"\s+con(?!\w)", flat[quantity.end : min(end, quantity.end + 8)], re.IGNORECASE)
    if heads is None or not re.search(
        r"\bđàn\b", flat[max(start, quantity.start - 60) : quantity.start], re.IGNORECASE
    ):
        return None
    return replace(quantity, unit="animals", kind="count", unit_end=quantity.end + heads.end())


def _shared_unit(quantity: Quantity, found: list[Quantity], flat: str, end: int) -> str | None:
    """The unit of a part that leaves it out: "1.096 văn bản, trong đó hết hiệu lực 727, còn hiệu lực 318"."""
    counted = next((q for q in reversed(found) if q.end <= quantity.start), None)
    ends = re.match(r"\s*(?:[,;.)]|$|và\b)", flat[quantity.end : min(end, quantity.end + 4)])
    if counted is None or not counted.counted or not ends or _YEAR.fullmatch(quantity.raw):
        return None
    between = flat[counted.unit_end : quantity.start]
    whole = next((q for q in found if q.counted), counted)
    listed = re.search(r"\btrong\s+đó\b", flat[whole.unit_end : quantity.start], re.IGNORECASE)
    words = re.split(r"[,;:]|\bvà\b", between.rstrip(" :"))[-1].split()
    return counted.unit if listed and len(words) > 1 and not _named().search(between) else None


def _counts_things(quantity: Quantity, flat: str, start: int, end: int, language: str) -> bool:
    """As in "cấp mới 125 giấy chứng nhận": a whole number behind a verb or comparator, of things that no unit names."""
    if (
        language != "vi"
        or not re.fullmatch(r"\d{1,3}(?:\.\d{3})*|\d{4}", quantity.raw)
        or _YEAR.fullmatch(quantity.raw)
    ):
        return False
    after = re.match(r"\s+([a-zà-ỹđ]{2,})", flat[quantity.end : min(end, quantity.end + 24)])
    if not after or re.fullmatch(quantity_words("no_things"), after[1]):
        return False
    return bool(_things().search(flat, max(start, quantity.start - 24), quantity.start))


@cache
def _things() -> re.Pattern[str]:
    return re.compile(quantity_words("things_after") + r"\s+$", re.IGNORECASE)


@cache
def _papers() -> re.Pattern[str]:
    return re.compile(r"\s+" + quantity_words("papers") + r"(?!\w)", re.IGNORECASE)


@cache
def _figure(language: str) -> re.Pattern[str]:
    number, to = _NUMBER[language], _TO[language]
    multiplier = "|".join(_MULTIPLIERS[language])
    size = form_pattern(language, _SIZES)
    count = form_pattern(language, frozenset({"count"}))
    between = _ADJECTIVES if language == "en" else ""
    opening, to = (_OPENING, rf"(?(between)and|(?:{to}))") if language == "en" else ("", f"(?:{to})")
    glued = r"(?<=20\d\d,)" if language == "en" else "(?!)"  # "by 2015,100% of farms"
    joint, currency = (r"(?:\s*|-)", _PER_CURRENCY) if language == "en" else (r"\s*", "")
    # "từ 500 nghìn đồng đến 2 triệu đồng"
    own = rf"(?P<own>(?:\s*(?:{multiplier}))*\s*đồng(?=\s+đến\s))?" if language == "vi" else ""
    return re.compile(
        rf"(?:(?<![\w/.,\[])(?<!\w[-–])(?<![A-Za-z]\+)|{glued}){opening}(?P<low>{number})(?![\d/]*/(?!10{{0,2}}[.,]?000\b)\d)(?:\s*%?{own}\s*{to}\s*(?P<high>{number}))?"
        rf"(?P<multiplier>(?:\s*(?:{multiplier})(?!\w))*){currency}"
        rf"(?:{joint}(?P<size>(?!điểm\s+(?:du|trường|bưu|dân|tái|đến|truy|cầu|bán|trình)\b)(?:{size}))(?P<per>\s*/\s*(?:năm|tháng|ngày|vụ|quý)(?!\w))?{each(language)}|\s+{between}(?P<count>{count}))?",
        re.IGNORECASE,
    )


def _amounts(flat: str, start: int, end: int, language: str) -> list[Quantity]:
    """As in "đã giải ngân 3.450/5.200 triệu đồng": the part, in the unit that stands behind the whole."""
    return (
        [_read(match, language) for match in _amount(language).finditer(flat, start, end)] if language == "vi" else []
    )


@cache
def _amount(language: str) -> re.Pattern[str]:
    number, multiplier = _NUMBER[language], "|".join(_MULTIPLIERS[language])
    return re.compile(
        rf"(?<![\w/.,])(?P<low>{number})(?P<high>(?!))?/(?:{number})(?P<multiplier>(?:\s*(?:{multiplier})(?!\w))*)"
        rf"\s*(?P<size>{form_pattern(language, frozenset({'measure'}))})(?P<per>(?!))?(?P<count>(?!))?",
        re.IGNORECASE,
    )


def denominators(flat: str, start: int, end: int) -> list[Denominator]:
    """Return the phrases "per so many inhabitants" in ``flat[start:end]``."""
    found = []
    for match in _RATES.finditer(flat, start, end):
        number = re.sub(r"^(?:1|một)(?=vạn)", "", re.sub(r"[\s.,]", "", match["number"].lower()))
        unit = f"per_{_DENOMINATORS.get(number, 1_000)}_{_served(match['what'].lower())}"
        if unit in units():
            found.append(Denominator(match.start(), match.end(), unit))
    return found


def _served(what: str) -> str:
    births = "sống" in what or "birth" in what
    return "live_births" if births else "children" if what == "children" else "people"


def quantities(flat: str, start: int, end: int, language: str = "vi") -> list[Quantity]:
    """Return the figures in ``flat[start:end]`` in order, without ages, dates, references, ordinals and denominators.

    Args:
        flat: text with line breaks as spaces.
        start: first offset of the passage.
        end: offset behind the passage.
        language: ``vi`` or ``en``, for the number notation and the unit forms.
    """
    counts = counts_of(flat, start, end, language)
    known = [*ranks(flat, start, end), *counts, *_amounts(flat, start, end, language)]
    known += [q for q in fractions(flat, start, end, language) if q.start not in {c.start for c in counts}]
    at = {q.start for q in known}
    known += [q for q in english_figures(flat, start, end) if q.start not in at] if language == "en" else []
    rates = denominators(flat, start, end)
    taken = [(d.start, d.end) for d in rates] + [(q.start, q.end) for q in known]
    found = list(known)
    for match in _figure(language).finditer(flat, start, end):
        if not any(low < match.end("low") and match.start() < high for low, high in taken):
            quantity = _read(match, language)
            blank = " " if language == "en" else ""
            rate = next(
                (
                    d.unit
                    for d in rates
                    if d.start >= quantity.unit_end and not flat[quantity.unit_end : d.start].strip(blank)
                ),
                None,
            )
            if rate and not quantity.unit:
                found.append(with_unit(quantity, rate))  # "dưới 42/100.000 trẻ đẻ sống"
            elif not quantity.unit and (counted := _counted_before(flat, start, quantity, language)):
                found.append(replace(quantity, unit=counted))
            elif not quantity.unit and (herd := _herd(quantity, flat, start, end)):
                found.append(herd)
            elif not quantity.unit and (shared := _shared_unit(quantity, found, flat, end)):
                found.append(replace(quantity, unit=shared, kind="count"))
            elif not quantity.unit and _counts_things(quantity, flat, start, end, language):
                found.append(replace(quantity, kind="count"))
            elif language == "en" and (thing := _english_thing(quantity, flat, start, end, found)):
                found.append(thing)
            elif _meant(quantity, flat, start, end):
                quantity = quantity if quantity.unit else replace(quantity, unit="index")
                found += from_to(quantity, flat, start) if language == "en" else [quantity]
    return sorted(found, key=lambda q: q.start)


def _english_thing(quantity: Quantity, flat: str, start: int, end: int, found: list[Quantity]) -> Quantity | None:
    """A bare number whose head or noun names what is counted, in English."""
    if quantity.unit or _named().search(flat[max(start, quantity.start - 24) : quantity.start]):
        return None
    if counted := counted_before(flat, start, quantity, found):
        return replace(quantity, unit=counted[0], kind="count")
    return of_series(quantity, flat, end, found) or thing_counted(quantity, flat, start, end)


def _counted_before(flat: str, start: int, quantity: Quantity, language: str) -> str | None:
    """The unit of a bare number whose head names what is counted: "nâng tổng số hợp tác xã lên 200"."""
    if (
        language != "vi"
        or _YEAR.fullmatch(quantity.raw)
        or re.match(r"\s*[\w/%(-]", flat[quantity.end : quantity.end + 2])
    ):
        return None
    head = _count_head().search(flat[max(start, quantity.start - 90) : quantity.start])
    return unit_of_form(language)[squeeze(head["what"].lower())].key if head else None


@cache
def _count_head() -> re.Pattern[str]:
    what = form_pattern("vi", frozenset({"count"}))
    return re.compile(
        rf"(?<!\w)(?:tổng\s+)?số(?:\s+lượng)?\s+(?P<what>{what})(?:\s+[^\W\d]+){{0,8}}?"
        r"\s+(?:lên|còn|đạt|là|xuống|tối\s+thiểu|ít\s+nhất|trên|khoảng)\s*$",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], language: str) -> Quantity:
    unit = _unit_of(match, language)
    factor = _factor(match["multiplier"], language)
    own = match.groupdict().get("own")
    low = float(_decimal(match["low"], language) * (_factor(own, language) if own else factor))
    high = float(_decimal(match["high"], language) * factor) if match["high"] else None
    number_end = match.end("multiplier")
    end = match.end("size") if match["size"] else number_end
    end = match.end("per") if match["per"] else end
    end = match.end("each_time") if match.groupdict().get("each_time") else end
    if match.groupdict().get("each"):
        end = match.start() + len(match.string[match.start() : match.end("each")].rstrip())
    if language == "vi" and unit and unit.key.startswith("VND"):
        end = further(match.string, end)
    unit_end = match.end("count") if match["count"] else end
    value, least, most = (None, low, high) if high is not None else (low, None, None)
    kind = unit.kind if unit else "bare"
    raw = squeeze(match.string[match.start() : end])
    return Quantity(match.start(), end, number_end, value, least, most, unit.key if unit else None, kind, unit_end, raw)


def _factor(words: str, language: str) -> Decimal:
    factor = Decimal(1)
    for word in words.split():
        factor *= _MULTIPLIERS[language].get(word.lower(), 1)
    return factor


def _unit_of(match: re.Match[str], language: str) -> Unit | None:
    if match.groupdict().get("each"):
        return units()["VND_per_unit"]
    if money := match.groupdict().get("currency"):
        return _money(money, match["each_time"])
    form = match["size"] or match["count"]
    if not form or (language == "vi" and match["count"] and form[0].isupper() and not _are_issued(match)):
        return None  # a footnote's mark before a sentence ("3 Điểm này được sửa đổi") counts nothing
    folded = squeeze(form.lower())
    owners = unit_of_form(language)
    return (
        owners.get(folded) or owners.get(re.sub(r"(?<=m)[2?]", "²", folded)) or owners.get(folded.replace("m3", "m³"))
    )


def _are_issued(match: re.Match[str]) -> bool:
    """As in "đã ban hành 35 Nghị định, 12 Nghị quyết và 10 Quyết định": papers that are counted keep their capitals."""
    return _ISSUED.search(match.string, max(0, match.start() - 60), match.start()) is not None


def _money(currency: str, each: str | None) -> Unit | None:
    """The unit of a figure behind its currency: "VND 400,000 per month"."""
    owners, name = unit_of_form("en"), currency.lower().replace("us$", "usd")
    per = re.sub(r"^(?:/|per|an?)\s*", "", squeeze((each or "").lower()))
    return (owners.get(f"{name} per {per}") or owners.get(f"{name}/{per}") if per else None) or owners.get(name)


def _meant(quantity: Quantity, flat: str, start: int, end: int) -> bool:
    """Tell whether a figure can be a value at all."""
    before = flat[max(start, quantity.start - 24) : quantity.start]
    after = flat[quantity.end : min(end, quantity.end + 24)]
    if quantity.kind == "measure":
        # "giá trị sản xuất trên 1 ha đất": so much on each, not more than one
        each = quantity.value == 1 and quantity.unit != "percent" and _EACH.search(before)
        return not each and not re.match(r"[/\d]", after)
    if quantity.kind in {"age", "duration"}:
        return not _named().search(before) and _is_time(quantity, flat, start, after)
    papers = quantity.unit == "villages" and _papers().match(flat, quantity.unit_end)
    if papers or re.match(r"\s+số\b", flat[quantity.unit_end : quantity.unit_end + 4]):
        return False  # "01 bản chính", "tăng trưởng 2 con số"
    served = quantity.unit in _SERVED and quantity.value != 1 and re.search(r"\bcho\s*$", before)
    named = _named().search(before) and not served
    if named or re.match(r"\s*(?:tháng|năm|/|-\w|giờ)", after):
        return False
    if quantity.kind == "count":
        # "7 per 10,000 children" counts no children
        return not re.search(r"\bper\s*$", before) and not re.match(
            r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?!\d)", quantity.raw
        )
    return _is_index(quantity, flat[start : quantity.start], after)


def _is_time(quantity: Quantity, flat: str, start: int, after: str) -> bool:
    """Years count for life expectancy, days and hours for cut processing times; "dưới 36 tháng tuổi" is an age."""
    if re.match(r"\s*tuổi|\s*old\b", after):
        return False
    cue = _heading("timed") if quantity.kind == "age" else _LASTING
    return bool(cue.search(flat, max(start, quantity.start - 90), quantity.start))


def _is_index(quantity: Quantity, before: str, after: str) -> bool:
    """A bare number is a value only right behind an index ("chỉ số phát triển con người (HDI) duy trì trên 0,7")."""
    near = before[-90:]
    return (
        bool(_heading("indexed").search(near))
        and not _YEAR.fullmatch(quantity.raw)
        and not re.match(r"\s*(?!vào\s+năm\s)\w", after)
    )
