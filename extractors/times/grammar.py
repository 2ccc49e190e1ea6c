"""The patterns of time expressions and what they mean; `extractors.times.expressions` is the door to them."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import zip_longest
from typing import Literal

from corpus.knowledge import structure
from corpus.record import Precision, Relation
from extractors.citations.symbols import symbols
from extractors.times import english

TimeKind = Literal["date", "month", "quarter", "year", "period", "duration", "recurring"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its span, its meaning in ISO 8601, and how it relates to what it dates.

    ``first`` and ``last`` are inclusive days, except that ``before`` and ``after`` exclude theirs; None where the text
    leaves them open. ``vision`` marks the far horizon of "tầm nhìn đến năm 2045".
    """

    start: int
    end: int
    kind: TimeKind
    first: str | None = None
    last: str | None = None
    precision: Precision | None = None
    relation: Relation | None = None
    recurrence: str | None = None
    vision: bool = False


_Y = r"(?:19|20|21)\d\d(?![\d.]?\d|,\d(?!\d{1,2}\s?%))"  # "by 2015,100% of farms" has a year
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_S = r"\s*"
_W = r"\s+"
_FILLED = r"[\s.…]*"
_REL = (
    r"(?:(?P<latest>(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:đến|vào|trong|trước))?(?:\s+hết)?|không\s+(?:chậm|muộn)\s+hơn|"
    r"hạn\s+cuối(?:\s+cùng)?(?:\s+là)?|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by)\s+|"
    r"(?P<before>trước(?:\s+thời\s+điểm)?|before|prior\s+to)\s+|"
    r"(?P<by>(?:tính\s+)?(?:từ\s+nay\s+)?(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối|trước))?|"
    r"by(?:\s+the)?(?:\s+end\s+of)?|until|up\s+to|towards?|through)\s+|"
    r"(?P<after>sau|after)\s+|"
    r"(?P<from>(?:kể\s+|tính\s+|bắt\s+đầu\s+)?từ|since|from|as\s+of|starting(?:\s+from)?)\s+(?:đầu\s+)?|"
    r"(?P<in>(?:ngay\s+)?(?:trong|vào)|in|during|within|on)\s+)?"
)
_RELATIONS: tuple[Relation, ...] = ("before", "by", "after", "from", "in")
_PART = r"(?:(?:hết|cuối|đầu|giữa|cả|early|late|the\s+end\s+of|the\s+year)\s+)?"
_QUARTER = r"(?P<q>I{1,3}|IV|[1-4])(?![A-Z\d])"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})"
_DASH = r"\s*(?:[-–—]|đến(?:\s+(?:hết\s+)?năm)?|tới(?:\s+năm)?|to|and)\s*"
_SEP = r"\s?[/⁄.\-]\s?"


# marks that OCR confuses on the words of dates; "nam" without a mark would be the Nam of "Việt Nam"
_MISREAD = {
    "năm": "n[ăắằẳẵặâấầ]m",
    "ngày": "(?:n|ri)g[àáảãạ]y",
    "tháng": "th[áàảãạ]ng",
    "đến": "[đd][ếềểễệê]n",
    "giai": "g[iíì]a[iíì]",
    "đoạn": "[đd]o[ạaàáảã]n",
    "quý": "qu[ýí]",
    "tầm": "t[ầấẩẫậâă]m",
    "nhìn": "nh[ìíỉĩị]n",
}


def _compile(pattern: str) -> re.Pattern[str]:
    for word, readings in _MISREAD.items():
        pattern = re.sub(rf"(?<!\w){word}(?!\w)", readings, pattern)
    return re.compile(rf"(?<![\w/]){pattern}(?![\w/])", re.IGNORECASE)


_DATES = (
    _compile(rf"{_REL}{_PART}(?:ngày\s*)?(?P<d>{_D}){_SEP}(?P<m>{_M}){_SEP}(?P<y>{_Y})"),
    # blanks that were filled in keep their dots: "ngày …25..tháng 01 năm 2006"
    _compile(
        rf"{_REL}{_PART}ngày{_FILLED}(?P<d>{_D}){_FILLED}tháng{_FILLED}(?P<m>{_M})(?:\s*,)?{_FILLED}(?:năm|/)"
        rf"{_FILLED}(?P<y>{_Y})"
    ),
    # 1 read as I, l, ] or |: "ngày I1 tháng 11", "ngày 3] tháng 5"
    _compile(
        rf"{_REL}{_PART}ngày\s*(?P<d>[0-3IlÍÌ¡!]?[\dIlÍÌ¡!\]|])\s*tháng\s*(?P<m>[01IlÍÌ¡!]?[\dIlÍÌ¡!])\s*năm\s*(?P<y>{_Y})"
    ),
    # a number broken by a space: "25/1 1/2013", "ngày 1 2/10/2015"
    _compile(rf"{_REL}{_PART}(?:ngày\s*)?(?P<d>{_D}){_SEP}(?P<m>1\s[0-2]|0\s[1-9]){_SEP}(?P<y>{_Y})"),
    _compile(rf"{_REL}{_PART}ngày\s*(?P<d>[0-3]\s\d)(?:{_SEP}|\s+tháng\s+)(?P<m>{_M})(?:{_SEP}|\s+năm\s+)(?P<y>{_Y})"),
    # "ngày" left out: "Luật Quản lý thuế 20 tháng 11 năm 2012"
    _compile(rf"(?P<bare>){_REL}(?P<d>{_D})\s+tháng\s+(?P<m>{_M})\s+năm\s+(?P<y>{_Y})"),
    _compile(rf"{_REL}{_MONTH}\s+(?P<d>{_D})(?:st|nd|rd|th)?(?:\s*,)?\s+(?P<y>{_Y})"),
    _compile(rf"{_REL}(?P<d>{_D})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:\s*,)?\s+(?P<y>{_Y})"),
)
_MONTHLY = (
    _compile(rf"{_REL}{_PART}tháng\s+(?P<m>{_M})(?:\s*[/\-]|\s+năm)\s*(?P<y>{_Y})"),
    _compile(rf"{_REL}{_PART}{_MONTH}(?:\s+of)?(?:\s*,)?\s+(?P<y>{_Y})"),
)
_QUARTERLY = (
    _compile(rf"{_REL}{_PART}quý\s+{_QUARTER}(?:\s*[/\-]|(?:\s*,)?\s*năm)\s*(?P<y>{_Y})"),
    _compile(rf"{_REL}(?:the\s+)?(?P<q>first|second|third|fourth)\s+quarter(?:\s+of)?\s+(?P<y>{_Y})"),
    _compile(rf"{_REL}Q(?P<q>[1-4])[/\s-]\s?(?P<y>{_Y})"),
)
_YEARLY = (
    _compile(
        rf"{_REL}{_PART}(?:năm(?:\s+(?:tài\s+chính|ngân\s+sách))?|the\s+year|fiscal\s+year)\s+(?P<y>{_Y})(?!(?:\s+{_Y}){{2}})"
    ),
    _compile(rf"(?P<by>(?:đến|tới|by(?:\s+the\s+end\s+of)?|until))\s+(?P<y>{_Y})"),
    _compile(rf"(?P<in>in|during|since|from)\s+(?P<y>{_Y})"),
)
_VISION = _compile(
    rf"(?:tầm\s+nhìn|định\s+hướng\s+dài\s+hạn|định\s+hướng(?=\s+(?:đến|tới)\s)|(?:with\s+(?:a|the)\s+|a\s+)?visions?)(?:\s+(?:đến|tới|to|towards?|by|for))?"
    rf"(?:\s+(?:năm|the\s+year))?\s+(?P<y>{_Y})"
)
_PERIODS = (
    _compile(
        r"(?:(?:trong|cho|in|for|during)\s+)?(?:the\s+)?(?:giai\s+đoạn|thời\s+k[ỳì]|nhiệm\s+k[ỳì]|năm\s+học|niên\s+khóa|"
        r"(?:\d{1,2}|năm|mười)\s+năm|các\s+năm|những\s+năm|năm|periods?(?:\s+of)?(?:\s+from)?|term|years?)\s+"
        rf"(?:từ\s+(?:năm\s+)?)?(?P<y>{_Y}){_DASH}(?P<y2>{_Y})(?:\s+(?:period|school\s+year|academic\s+year))?"
    ),
    _compile(
        rf"(?:từ|from)\s+(?:năm\s+)?(?P<y>{_Y})\s*(?:[-–—]|\s(?:đến|tới|to|until)\s)\s*(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<y2>{_Y})"
    ),
    _compile(
        rf"(?:(?:in|for|during)\s+)?(?:the\s+)?(?P<y>{_Y})\s?[-–—]\s?(?P<y2>{_Y})(?:\s+(?:period|school\s+year))?"
    ),
)
_SINCE_DAY = r"(?:(?:kể|tính|bắt\s+đầu)\s+)?từ\s+"
_SPAN = (
    _compile(
        rf"{_SINCE_DAY}(?:ngày\s*)?(?P<d>{_D}){_SEP}(?P<m>{_M})(?:{_SEP}(?P<y>{_Y}))?\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?"
        rf"(?P<d2>{_D}){_SEP}(?P<m2>{_M}){_SEP}(?P<y2>{_Y})"
    ),
    _compile(
        rf"{_SINCE_DAY}ngày\s*(?P<d>{_D})\s+tháng\s+(?P<m>{_M})(?:\s+năm\s+(?P<y>{_Y}))?\s+(?:đến|tới)\s+(?:hết\s+)?ngày\s+"
        rf"(?P<d2>{_D})\s+tháng\s+(?P<m2>{_M})\s+năm\s+(?P<y2>{_Y})"
    ),
)
# "từ tháng 01 năm 1981 đến tháng 12 năm 1982", "từ tháng 3 đến hết tháng 9/2026"
_MONTHS_SPAN = _compile(
    rf"từ\s+(?:đầu\s+)?tháng\s+(?P<m>{_M})(?:(?:\s?[/\-]\s?|\s+năm\s+)(?P<y>{_Y}))?\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?"
    rf"tháng\s+(?P<m2>{_M})(?:\s?[/\-]\s?|\s+năm\s+)(?P<y2>{_Y})"
)
_HALF = _compile(rf"(?:trong\s+)?(?P<n>0?[369]|sáu|chín|ba)\s+tháng\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?P<y>{_Y}))?")
_HALF_NUMBERS = {"ba": 3, "sáu": 6, "chín": 9}
_OPEN = (
    _compile(
        rf"{_REL}(?:hết\s+)?ngày\s*(?P<d>{_D})(?:{_SEP}|\s+tháng\s+)(?P<m>{_M})(?![/.\-]?\d)(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
    _compile(
        rf"(?=trong|trước|vào|đến|hết|chậm|muộn){_REL}(?:hết\s+)?tháng\s+(?P<m>{_M})(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
    _compile(
        rf"(?=trong|trước|vào|đến|hết|chậm|muộn){_REL}(?:hết\s+)?quý\s+{_QUARTER}(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
)
# "Cuối năm tiến hành kiểm điểm …": at the head of a sentence; "số dư cuối năm", "Cuối năm học" are others
_YEARS_END = re.compile(r"(?<![\w/])Cuối\s+năm(?!\s+(?:học|ngân|tài|trước|nay|thứ|báo|sau))(?=,\s|\s[^\W\d_A-ZĐ])")
_UNIT = r"(?P<unit>(?:ngày|giờ)\s+làm\s+việc|ngày|tuần|tháng|quý|năm|giờ|working\s+days|days|weeks|months|years|hours)"
_COUNT = (
    r"(?:\d{1,3}|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s+(?:một|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín|mươi)){0,2})"
    r"\s*(?:\([^)]{1,20}\)\s*)?"
)
_SINCE = (
    r"\s*,?\s+(?:kể\s+|tính\s+)?(?:từ|from)\s+"
    r"(?:[^,.;:]{3,80}?(?=\s+(?:phải|thì|để|nhằm|mà|với|và\s+chịu|theo\s+quy\s+định)(?!\w)|\s*(?:[,.;:]|$))|[^,.;:]{3,80}(?=\s))"
)
_DURATION = _compile(
    r"(?:(?:trong\s+)?(?:thời\s+hạn|thời\s+gian|vòng)|within|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+sau)?|không\s+(?:chậm|muộn)\s+hơn|"
    # "trong 05 ngày làm việc kể từ …", not "trong 5 năm kể từ khi …"
    r"trong(?=\s+\S+(?:\s+\S+){0,2}\s+ngày))"
    r"\s+(?:(?:là\s+)?(?:không\s+quá|tối\s+đa(?:\s+là)?|tối\s+đa\s+không\s+quá)\s+|a\s+period\s+of\s+)?"
    rf"{_COUNT}{_UNIT}"
    # "trong vòng 28 ngày" alone is a span in a definition; a deadline counts from something or in working days
    rf"(?:(?<=làm\sviệc)|(?<=working\sdays)|{_SINCE})"
)
# "chậm nhất là 15 ngày trước ngày họp": counted back from something
_AHEAD = _compile(
    rf"(?:(?:chậm|muộn)\s+nhất(?:\s+là)?|ít\s+nhất(?:\s+là)?|tối\s+thiểu(?:\s+là)?|trước)\s+{_COUNT}{_UNIT}\s*,?\s+trước\s+"
    r"(?:ngày|thời\s+điểm|khi)\s+[^,.;:]{3,60}?(?=\s*(?:[,.;:]|$)|\s+(?:phải|thì|để)(?!\w))"
)


def _english(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    parts = {"<Y>": _Y, "<D>": _D, "<REL>": _REL, "(?P<m><MONTH>)": _MONTH}
    return tuple(_compile(reduce(lambda text, part: text.replace(*part), parts.items(), one)) for one in patterns)


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def find_times(flat: str) -> tuple[Time, ...]:
    """Return the time expressions in ``flat``, in order; the first and then the longer of two that overlap."""
    candidates = [*_recurrences(flat)]
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


def _relation(found: re.Match[str]) -> Relation | None:
    groups = found.groupdict()
    if groups.get("latest"):
        return "by"
    for name in _RELATIONS:
        if groups.get(name):
            return name
    return None


def _bounded(found: re.Match[str], kind: TimeKind, first: str, last: str, precision: Precision) -> Time:
    relation = _relation(found)
    bounds: dict[Relation | None, tuple[str | None, str | None]] = {
        "by": (None, last),
        "before": (None, first),
        "after": (last, None),
        "from": (first, None),
    }
    low, high = bounds.get(relation, (first, last))
    return Time(found.start(), found.end(), kind, low, high, precision, relation)


def _digits(read: str) -> str:
    """A short number as printed: what looks like a stroke is a 1; month names stay as they are."""
    return re.sub(r"[ilíì¡!|\]]", "1", re.sub(r"\s", "", read.lower())) if len(read) <= 3 else read


def doubtful(printed: str) -> bool:
    """Whether a date was put together from digits that are broken ("25/1 1/2013") or read as strokes ("ngày I1")."""
    return bool(re.search(r"\d\s\d|[IlÍÌ¡!|\]]\d|\d[IlÍÌ¡!|\]]|\s[IlÍÌ¡!|\]]{1,2}\s(?=tháng)", printed))


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text.lower()) + 1


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, or None when there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _last_day(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


# before a day without "ngày": what is left of a day by hand ("ngày ¿ 5 tháng 4 …"), a count or a number of a provision
_NO_DAY = re.compile(
    r"(?:ng[àa]\w?\s*\S{0,3}|\d|\w{1,2}\)|(?:khoản|điều|điểm|mục|số|đủ|quá|hạn|và))\s*$", re.IGNORECASE
)


def _date(found: re.Match[str]) -> Time | None:
    if "bare" in found.groupdict():
        counted = found["in"] or found["after"]
        if counted or _NO_DAY.search(found.string, max(0, found.start() - 14), found.start()):
            return None
    day = iso_day(int(found["y"]), _month_number(_digits(found["m"])), int(_digits(found["d"])))
    return _bounded(found, "date", day, day, "day") if day else None


def _monthly(found: re.Match[str]) -> Time:
    year, month = int(found["y"]), _month_number(found["m"])
    return _bounded(found, "month", f"{year}-{month:02}-01", _last_day(year, month), "month")


def _quarterly(found: re.Match[str]) -> Time:
    year = int(found["y"])
    quarter = _ORDINALS.get(found["q"].lower()) or int(found["q"])
    return _bounded(found, "quarter", f"{year}-{quarter * 3 - 2:02}-01", _last_day(year, quarter * 3), "quarter")


def _yearly(found: re.Match[str]) -> Time:
    return _bounded(found, "year", f"{found['y']}-01-01", f"{found['y']}-12-31", "year")


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
    first = iso_day(int(found["y"] or year), int(found["m"]), int(found["d"]))
    last = iso_day(year, int(found["m2"]), int(found["d2"]))
    if not first or not last or first > last:
        return None
    return Time(found.start(), found.end(), "period", first, last, "day", "during")


def _months_span(found: re.Match[str]) -> Time | None:
    year = int(found["y2"])
    first = f"{int(found['y'] or year)}-{int(found['m']):02}-01"
    last = _last_day(year, int(found["m2"]))
    return Time(found.start(), found.end(), "period", first, last, "month", "during") if first < last else None


def _half(found: re.Match[str]) -> Time:
    number = found["n"].lower()
    months = _HALF_NUMBERS.get(number) or int(number)
    bare = Time(found.start(), found.end(), "period", None, None, "month", "during")
    return _halved(bare, found["y"], months, found["side"].lower()) if found["y"] else bare


def _halved(time: Time, year: str, months: int, side: str) -> Time:
    if side == "đầu":
        return replace(time, first=f"{year}-01-01", last=_last_day(int(year), months))
    return replace(time, first=f"{year}-{13 - months:02}-01", last=f"{year}-12-31")


def _open(found: re.Match[str]) -> Time | None:
    """A day, month or quarter whose year is not written: no ISO date, but yearly where the text says so."""
    groups = found.groupdict()
    relation = _relation(found)
    each = groups.get("each")
    if not each and relation is None:
        return None
    if groups.get("d"):
        kind, precision = "date", "day"
    elif groups.get("m"):
        kind, precision = "month", "month"
    else:
        kind, precision = "quarter", "quarter"
    return Time(
        found.start(),
        found.end(),
        "recurring" if each else kind,  # type: ignore[arg-type]  # literals chosen above
        precision=precision,  # type: ignore[arg-type]
        relation=relation,
        recurrence="P1Y" if each else None,
    )


def _first_months(found: re.Match[str]) -> Time:
    bare = Time(found.start(), found.end(), "period", None, None, "month", "during")
    side = "đầu" if found["side"].lower() == "first" else "cuối"
    return _halved(bare, found["y"], english.months_of(found["n"]), side)


def _duration(found: re.Match[str]) -> Time:
    return Time(found.start(), found.end(), "duration", relation="during")


def _years_end(found: re.Match[str]) -> Time:
    return Time(found.start(), found.end(), "month", precision="year", relation="in")


_Builder = Callable[[re.Match[str]], Time | None]
_GRAMMAR: tuple[tuple[tuple[re.Pattern[str], ...], _Builder], ...] = (
    (_SPAN, _span),
    ((_MONTHS_SPAN,), _months_span),
    (_DATES, _date),
    (_MONTHLY, _monthly),
    (_QUARTERLY, _quarterly),
    ((*_PERIODS, *_english(english.PERIODS)), _period),
    ((_VISION, *_english(english.VISIONS)), _vision),
    ((*_YEARLY, *_english(english.YEARLY)), _yearly),
    ((_HALF,), _half),
    (_english(english.FIRST_MONTHS), _first_months),
    ((_DURATION, _AHEAD, *_english(english.DURATIONS)), _duration),
    ((*_OPEN, *_english(english.OPEN)), _open),
    ((_YEARS_END,), _years_end),
)


def _recurrences(flat: str) -> list[Time]:
    """Expressions of recurrence; the phrases and their exceptions are in corpus/data/recurrences.toml."""
    found = []
    for rule in structure("recurrences")["rule"]:
        for hit in re.finditer(rf"(?<!\w)(?:{rule['pattern']})(?!\w)", flat, re.IGNORECASE):
            around = flat[max(0, hit.start() - 30) : hit.end() + 40]
            if not any(re.search(no, around, re.IGNORECASE) for no in rule.get("except", ())):
                interval = rule["recurrence"].replace("{n}", _count(hit))
                found.append(Time(hit.start(), hit.end(), "recurring", recurrence=interval))
    return found


def _count(hit: re.Match[str]) -> str:
    """The number that a rule caught: "6" of "định kỳ 06 tháng"."""
    return next((value.lstrip("0") for value in hit.groups() if value), "")


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
            half = _HALF.match(flat, time.start)
            months = half and (_HALF_NUMBERS.get(half["n"].lower()) or int(half["n"]))
            out.append(_halved(time, before.last[:4], months, half["side"].lower()) if half and months else time)
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
