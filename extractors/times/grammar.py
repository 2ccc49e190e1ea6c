"""The patterns of time expressions and what they mean; `extractors.times.expressions` is the door to them."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from itertools import zip_longest

from extractors.citations.symbols import symbols
from extractors.times import english, relative
from extractors.times.fragments import (
    DAY,
    MONTH,
    MONTH_NUMBER,
    MONTHS,
    PART,
    QUARTER,
    RELATION,
    SEPARATOR,
    YEAR,
    Time,
    bounded,
    compiled,
    last_day,
)
from extractors.times.relative import HALF, HALF_NUMBERS, halved, recurrences

__all__ = ["Time", "doubtful", "find_times", "iso_day"]

_FILLED = r"[\s.…]*"
_NOTE_REACH = 6000
"""Characters from the mark of a footnote within which its text begins: a page and what stands over its edge."""


_DASH = r"\s*(?:[-–—]|đến(?:\s+(?:hết\s+)?năm)?|tới(?:\s+năm)?|to|and)\s*"


_DATES = (
    compiled(rf"{RELATION}{PART}(?:ngày\s*)?(?P<d>{DAY}){SEPARATOR}(?P<m>{MONTH_NUMBER}){SEPARATOR}(?P<y>{YEAR})"),
    # blanks that were filled in keep their dots: "ngày …25..tháng 01 năm 2006"
    compiled(
        rf"{RELATION}{PART}ngày{_FILLED}(?P<d>{DAY}){_FILLED}tháng{_FILLED}(?P<m>{MONTH_NUMBER})(?:\s*,)?{_FILLED}(?:năm|/|tháng(?=\s+20))"
        rf"{_FILLED}(?P<y>{YEAR})"
    ),
    # 1 read as I, l, ] or |: "ngày I1 tháng 11", "ngày 3] tháng 5"
    compiled(
        rf"{RELATION}{PART}ngày\s*(?P<d>[0-3IlÍÌ¡!]?[\dIlÍÌ¡!\]|])\s*tháng\s*(?P<m>[01IlÍÌ¡!]?[\dIlÍÌ¡!])\s*năm\s*(?P<y>{YEAR})"
    ),
    # a number broken by a space: "25/1 1/2013", "ngày 1 2/10/2015"
    compiled(rf"{RELATION}{PART}(?:ngày\s*)?(?P<d>{DAY}){SEPARATOR}(?P<m>1\s[0-2]|0\s[1-9]){SEPARATOR}(?P<y>{YEAR})"),
    compiled(
        rf"{RELATION}{PART}ngày\s*(?P<d>[0-3]\s\d)(?:{SEPARATOR}|\s+tháng\s+)(?P<m>{MONTH_NUMBER})(?:{SEPARATOR}|\s+năm\s+)(?P<y>{YEAR})"
    ),
    # the mark of a footnote behind the year: "ngày 08/10/20181", where below stands "1 Văn bản này …"
    compiled(
        rf"{RELATION}{PART}ngày\s*(?P<d>{DAY}){SEPARATOR}(?P<m>{MONTH_NUMBER}){SEPARATOR}(?P<y>(?:19|20)\d\d)(?P<note>\d{{1,2}})"
    ),
    # "ngày" left out: "Luật Quản lý thuế 20 tháng 11 năm 2012"
    compiled(rf"(?P<bare>){RELATION}(?P<d>{DAY})\s+tháng\s+(?P<m>{MONTH_NUMBER})\s+năm\s+(?P<y>{YEAR})"),
    compiled(
        rf"{RELATION}{MONTH}\s+(?P<d>{DAY})(?:(?:st|nd|rd|th)?(?:\s*,)?\s+|\s?\.\s?(?=(?:19|20)\d\d\b))(?P<y>{YEAR})"
    ),
    compiled(rf"{RELATION}(?P<d>{DAY})(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:\s*,)?\s+(?P<y>{YEAR})"),
)


_MONTHLY = (
    compiled(rf"{RELATION}{PART}tháng\s+(?P<m>{MONTH_NUMBER})(?:\s*[/\-]|\s+năm)\s*(?P<y>{YEAR})"),
    compiled(rf"{RELATION}{PART}{MONTH}(?:\s+of)?(?:\s*,)?\s+(?P<y>{YEAR})"),
)


_QUARTERLY = (
    compiled(rf"{RELATION}{PART}quý\s+{QUARTER}(?:\s*[/\-]|(?:\s*,)?\s*năm)\s*(?P<y>{YEAR})"),
    compiled(rf"{RELATION}(?:the\s+)?(?P<q>first|second|third|fourth)\s+quarter(?:\s+of)?\s+(?P<y>{YEAR})"),
    compiled(rf"{RELATION}Q(?P<q>[1-4])[/\s-]\s?(?P<y>{YEAR})"),
)


_YEARLY = (
    compiled(
        rf"{RELATION}{PART}(?:năm(?:\s+(?:tài\s+chính|ngân\s+sách))?|the\s+year|fiscal\s+year)\s+(?P<y>{YEAR})(?!(?:\s+{YEAR}){{2}})"
    ),
    compiled(rf"(?P<by>(?:đến|tới|by(?:\s+the\s+end\s+of)?|until))\s+(?P<y>{YEAR})"),
    compiled(rf"(?P<in>in|during|since|from)\s+(?P<y>{YEAR})"),
)


_VISION = compiled(
    rf"(?:tầm\s+nhìn|định\s+hướng\s+dài\s+hạn|định\s+hướng(?=\s+(?:đến|tới)\s)|(?:with\s+(?:a|the)\s+|a\s+)?visions?)(?:\s+(?:đến|tới|to|towards?|by|for))?"
    rf"(?:\s+(?:năm|the\s+year))?\s+(?P<y>{YEAR})"
)


_PERIODS = (
    compiled(
        r"(?:(?:trong|cho|in|for|during)\s+)?(?:the\s+)?(?:giai\s+đoạn|thời\s+k[ỳì]|nhiệm\s+k[ỳì]|năm\s+học|niên\s+khóa|"
        r"(?:\d{1,2}|năm|mười)\s+năm|các\s+năm|những\s+năm|năm|periods?(?:\s+of)?(?:\s+from)?|term|years?)\s+"
        rf"(?:từ\s+(?:năm\s+)?)?(?P<y>{YEAR}){_DASH}(?P<y2>{YEAR})(?:\s+(?:period|school\s+year|academic\s+year))?"
    ),
    compiled(
        rf"(?:từ|from)\s+(?:năm\s+)?(?P<y>{YEAR})\s*(?:[-–—]|\s(?:đến|tới|to|until)\s)\s*(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<y2>{YEAR})"
    ),
    compiled(
        rf"(?:(?:in|for|during)\s+)?(?:the\s+)?(?P<y>{YEAR})\s?[-–—]\s?(?P<y2>{YEAR})(?:\s+(?:period|school\s+year))?"
    ),
)


_SINCE_DAY = r"(?:(?:kể|tính|bắt\s+đầu)\s+)?từ\s+"


_SPAN = (
    compiled(
        rf"{_SINCE_DAY}(?:ngày\s*)?(?P<d>{DAY}){SEPARATOR}(?P<m>{MONTH_NUMBER})(?:{SEPARATOR}(?P<y>{YEAR}))?\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?"
        rf"(?P<d2>{DAY}){SEPARATOR}(?P<m2>{MONTH_NUMBER}){SEPARATOR}(?P<y2>{YEAR})"
    ),
    compiled(
        rf"{_SINCE_DAY}ngày\s*(?P<d>{DAY})\s+tháng\s+(?P<m>{MONTH_NUMBER})(?:\s+năm\s+(?P<y>{YEAR}))?\s+(?:đến|tới)\s+(?:hết\s+)?ngày\s+"
        rf"(?P<d2>{DAY})\s+tháng\s+(?P<m2>{MONTH_NUMBER})\s+năm\s+(?P<y2>{YEAR})"
    ),
)


# "từ tháng 01 năm 1981 đến tháng 12 năm 1982", "từ tháng 3 đến hết tháng 9/2026"
_MONTHS_SPAN = compiled(
    rf"từ\s+(?:đầu\s+)?tháng\s+(?P<m>{MONTH_NUMBER})(?:(?:\s?[/\-]\s?|\s+năm\s+)(?P<y>{YEAR}))?\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?"
    rf"tháng\s+(?P<m2>{MONTH_NUMBER})(?:\s?[/\-]\s?|\s+năm\s+)(?P<y2>{YEAR})"
)


def _english(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    parts = {"<Y>": YEAR, "<D>": DAY, "<REL>": RELATION, "(?P<m><MONTH>)": MONTH}
    parts["(?P<m2><MONTH>)"] = MONTH.replace("<m>", "<m2>")
    return tuple(compiled(reduce(lambda text, part: text.replace(*part), parts.items(), one)) for one in patterns)


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def find_times(flat: str) -> tuple[Time, ...]:
    """Return the time expressions in ``flat``, in order; the first and then the longer of two that overlap."""
    candidates = [*recurrences(flat)]
    for patterns, build in _GRAMMAR:
        for pattern in patterns:
            for found in pattern.finditer(flat):
                time = build(found)
                if time is not None:
                    candidates.append(time)
    taken = [(s.start, s.end) for s in symbols(flat)]
    chosen: list[Time] = []
    for time in sorted(candidates, key=lambda t: (t.start, -t.end)):
        if not (chosen and time.start < chosen[-1].end) and not _inside(time, taken):
            chosen.append(time)
    return tuple(_resolved(flat, chosen))


def _inside(time: Time, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, time.end, key=lambda span: span[0]) - 1
    return at >= 0 and spans[at][1] > time.start


def _digits(read: str) -> str:
    """A short number as printed: what looks like a stroke is a 1; month names stay as they are."""
    return re.sub(r"[ilíì¡!|\]]", "1", re.sub(r"\s", "", read.lower())) if len(read) <= 3 else read


def doubtful(printed: str) -> bool:
    """Whether a date was put together from digits that are broken ("25/1 1/2013") or read as strokes ("ngày I1")."""
    return bool(re.search(r"\d\s\d|[IlÍÌ¡!|\]]\d|\d[IlÍÌ¡!|\]]|\s[IlÍÌ¡!|\]]{1,2}\s(?=tháng)", printed))


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text.lower()) + 1


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, or None when there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


# before a day without "ngày": what is left of a day by hand ("ngày ¿ 5 tháng 4 …"), a count or a number of a provision
_NO_DAY = re.compile(
    r"(?:ng[àa]\w?\s*\S{0,3}|\d|\w{1,2}\)|(?:khoản|điều|điểm|mục|số|đủ|quá|hạn|và))\s*$", re.IGNORECASE
)


def _has_note(flat: str, at: int, number: str) -> bool:
    """Whether a footnote of that number stands below: "1 Văn bản này được thống kê ở hai lĩnh vực"."""
    note = re.compile(rf"(?<!\w\s)(?<!\w){number}\s+[A-ZĐ][^\W\d]+\s+[^\W\d]")
    return note.search(flat, at, at + _NOTE_REACH) is not None


def _date(found: re.Match[str]) -> Time | None:
    if "bare" in found.groupdict():
        counted = found["in"] or found["after"]
        if counted or _NO_DAY.search(found.string, max(0, found.start() - 14), found.start()):
            return None
    if "note" in found.groupdict() and not _has_note(found.string, found.end(), found["note"]):
        return None
    day = iso_day(int(found["y"]), _month_number(_digits(found["m"])), int(_digits(found["d"])))
    time = bounded(found, "date", day, day, "day") if day else None
    return replace(time, end=found.end("y")) if time else None


def _monthly(found: re.Match[str]) -> Time:
    year, month = int(found["y"]), _month_number(found["m"])
    return bounded(found, "month", f"{year}-{month:02}-01", last_day(year, month), "month")


def _quarterly(found: re.Match[str]) -> Time:
    year = int(found["y"])
    quarter = _ORDINALS.get(found["q"].lower()) or int(found["q"])
    return bounded(found, "quarter", f"{year}-{quarter * 3 - 2:02}-01", last_day(year, quarter * 3), "quarter")


def _yearly(found: re.Match[str]) -> Time:
    return bounded(found, "year", f"{found['y']}-01-01", f"{found['y']}-12-31", "year")


def _vision(found: re.Match[str]) -> Time:
    last = f"{found['y']}-12-31"
    return Time(found.start(), found.end(), "year", None, last, "year", "by", vision=True)


def _period(found: re.Match[str]) -> Time | None:
    first = int(found["y"])
    last = int(found["y"][: 4 - len(found["y2"])] + found["y2"])  # "2011-15"
    if not first < last <= first + 60:
        return None
    return Time(found.start(), found.end(), "period", f"{first}-01-01", f"{last}-12-31", "year", "during")


def _span(found: re.Match[str]) -> Time | None:
    year = int(found["y2"])
    first = iso_day(int(found["y"] or year), _month_number(found["m"]), int(found["d"]))
    last = iso_day(year, _month_number(found["m2"]), int(found["d2"]))
    if not first or not last or first > last:
        return None
    return Time(found.start(), found.end(), "period", first, last, "day", "during")


def _span_to_effect(found: re.Match[str]) -> Time | None:
    first = iso_day(int(found["y"]), _month_number(found["m"]), int(found["d"]))
    return Time(found.start(), found.end(), "period", first, None, "day", "from") if first else None


def _months_span(found: re.Match[str]) -> Time | None:
    year = int(found["y2"])
    first = f"{int(found['y'] or year)}-{int(found['m']):02}-01"
    last = last_day(year, int(found["m2"]))
    return Time(found.start(), found.end(), "period", first, last, "month", "during") if first < last else None


_Builder = Callable[[re.Match[str]], Time | None]


_GRAMMAR: tuple[tuple[tuple[re.Pattern[str], ...], _Builder], ...] = (
    ((*_SPAN, *_english(english.SPANS)), _span),
    (_english(english.SPANS_TO_EFFECT), _span_to_effect),
    ((_MONTHS_SPAN,), _months_span),
    (_DATES, _date),
    (_MONTHLY, _monthly),
    (_QUARTERLY, _quarterly),
    ((*_PERIODS, *_english(english.PERIODS)), _period),
    ((_VISION, *_english(english.VISIONS)), _vision),
    ((*_YEARLY, *_english(english.YEARLY)), _yearly),
    ((HALF,), relative.half),
    (_english(english.FIRST_MONTHS), relative.first_months),
    ((relative.DURATION, relative.AHEAD, *_english(english.DURATIONS)), relative.counted),
    ((*relative.OPEN, *_english(english.OPEN)), relative.opened),
    ((relative.YEARS_END,), relative.years_end),
)


def _resolved(flat: str, times: list[Time]) -> list[Time]:
    """Complete what the neighbours say: "đến năm 2025 và năm 2030", "năm 2019 …, 6 tháng đầu năm"."""
    out: list[Time] = []
    for time, following in zip_longest(times, times[1:]):
        if following and (whole := _with_year_of(flat, time, following)):
            out.append(whole)
            continue
        before = out[-1] if out else None
        between = flat[before.end : time.start] if before else ""
        joined = before is not None and re.fullmatch(r"\s*(?:,|và|and|,\s*và)?\s*", between)
        if joined and before and before.relation == "by" and time.kind == before.kind == "year" and not time.relation:
            out.append(replace(time, relation="by", first=None))
        elif time.kind == "period" and not time.last and before and before.last and not re.search(r"[.!?]\s", between):
            half = HALF.match(flat, time.start)
            months = half and (HALF_NUMBERS.get(half["n"].lower()) or int(half["n"]))
            out.append(halved(time, before.last[:4], months, half["side"].lower()) if half and months else time)
        else:
            out.append(time)
    return out


def _with_year_of(flat: str, time: Time, following: Time) -> Time | None:
    """A month or quarter whose year the next one says: "trong quý III và quý IV năm 2026"."""
    joined = re.fullmatch(r"\s*(?:,|và|đến)\s*", flat[time.end : following.start])
    alike = time.kind == following.kind and time.kind in {"month", "quarter"} and not following.relation
    year = following.last[:4] if following.last else None
    if not (joined and alike and year and time.last is None and time.first is None):
        return None
    build = _MONTHLY[:1] if time.kind == "month" else _QUARTERLY[:1]
    for pattern in build:
        if found := pattern.fullmatch(f"{flat[time.start : time.end]} năm {year}"):
            whole = (_monthly if time.kind == "month" else _quarterly)(found)
            return replace(whole, start=time.start, end=time.end)
    return None
