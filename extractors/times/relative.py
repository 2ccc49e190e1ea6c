"""Times whose year the text leaves open: counted from something, within a year, or again and again."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.knowledge import structure
from extractors.times import english
from extractors.times.fragments import (
    DAY,
    MONTH_NUMBER,
    QUARTER,
    RELATION,
    SEPARATOR,
    YEAR,
    Time,
    compiled,
    last_day,
    relation_of,
)

HALF = compiled(rf"(?:trong\s+)?(?P<n>0?[369]|sáu|chín|ba)\s+tháng\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?P<y>{YEAR}))?")


HALF_NUMBERS = {"ba": 3, "sáu": 6, "chín": 9}


_NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


OPEN = (
    compiled(
        rf"{RELATION}(?:hết\s+)?ngày\s*(?P<d>{DAY})(?:{SEPARATOR}|\s+tháng\s+)(?P<m>{MONTH_NUMBER})(?![/.\-]?\d)(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
    compiled(
        rf"(?=trong|trước|vào|đến|hết|chậm|muộn){RELATION}(?:hết\s+)?tháng\s+(?P<m>{MONTH_NUMBER})(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
    compiled(
        rf"(?=trong|trước|vào|đến|hết|chậm|muộn){RELATION}(?:hết\s+)?quý\s+{QUARTER}(?:\s+(?P<each>hằng|hàng|mỗi)\s+năm)?"
    ),
)


# "Cuối năm tiến hành kiểm điểm …": at the head of a sentence; "số dư cuối năm", "Cuối năm học" are others
YEARS_END = re.compile(r"(?<![\w/])Cuối\s+năm(?!\s+(?:học|ngân|tài|trước|nay|thứ|báo|sau))(?=,\s|\s[^\W\d_A-ZĐ])")


_UNIT = r"(?P<unit>(?:ngày|giờ)\s+làm\s+việc|ngày|tuần|tháng|quý|năm|giờ|working\s+days|days|weeks|months|years|hours)"


_COUNT = (
    r"(?:\d{1,3}|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s+(?:một|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín|mươi)){0,2})"
    r"\s*(?:\([^)]{1,20}\)\s*)?"
)


_SINCE = (
    r"\s*,?\s+(?:kể\s+|tính\s+)?(?:từ|from)\s+"
    r"(?:[^,.;:]{3,80}?(?=\s+(?:phải|thì|để|nhằm|mà|với\s+tinh\s+thần|và\s+chịu|theo\s+quy\s+định)(?!\w)|\s*(?:[,.;:]|$))|[^,.;:]{3,80}(?=\s))"
)


DURATION = compiled(
    r"(?:(?:trong\s+)?(?:thời\s+hạn|thời\s+gian|vòng)|within|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+sau)?|không\s+(?:chậm|muộn)\s+hơn|"
    # "trong 05 ngày làm việc kể từ …", not "trong 5 năm kể từ khi …"
    r"trong(?=\s+\S+(?:\s+\S+){0,2}\s+ngày))"
    r"\s+(?:(?:là\s+)?(?:không\s+quá|tối\s+đa(?:\s+là)?|tối\s+đa\s+không\s+quá)\s+|a\s+period\s+of\s+)?"
    rf"{_COUNT}{_UNIT}"
    # "trong vòng 28 ngày" alone is a span in a definition; a deadline counts from something or in working days
    rf"(?:(?<=làm\sviệc)|(?<=working\sdays)|{_SINCE})"
)


# "chậm nhất là 15 ngày trước ngày họp": counted back from something
AHEAD = compiled(
    rf"(?:(?:chậm|muộn)\s+nhất(?:\s+là)?|ít\s+nhất(?:\s+là)?|tối\s+thiểu(?:\s+là)?|trước)\s+{_COUNT}{_UNIT}\s*,?\s+trước\s+"
    r"(?:ngày|thời\s+điểm|khi)\s+[^,.;:]{3,60}?(?=\s*(?:[,.;:]|$)|\s+(?:phải|thì|để)(?!\w))"
)


def half(found: re.Match[str]) -> Time:
    """Return "6 tháng đầu năm 2026" with its days, without a year with none."""
    number = found["n"].lower()
    months = HALF_NUMBERS.get(number) or int(number)
    bare = Time(found.start(), found.end(), "period", None, None, "month", "during")
    return halved(bare, found["y"], months, found["side"].lower()) if found["y"] else bare


def halved(time: Time, year: str, months: int, side: str) -> Time:
    """Return the time with the days of the first or last ``months`` of a year."""
    if side == "đầu":
        return replace(time, first=f"{year}-01-01", last=last_day(int(year), months))
    return replace(time, first=f"{year}-{13 - months:02}-01", last=f"{year}-12-31")


def opened(found: re.Match[str]) -> Time | None:
    """A day, month or quarter whose year is not written: no ISO date, but yearly where the text says so."""
    groups = found.groupdict()
    relation = relation_of(found)
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


def first_months(found: re.Match[str]) -> Time:
    """Return "the first six months of 2026" with its days."""
    bare = Time(found.start(), found.end(), "period", None, None, "month", "during")
    side = "đầu" if found["side"].lower() == "first" else "cuối"
    return halved(bare, found["y"], english.months_of(found["n"]), side)


def counted(found: re.Match[str]) -> Time:
    """Return a time counted from something: it has no days."""
    return Time(found.start(), found.end(), "duration", relation="during")


def years_end(found: re.Match[str]) -> Time:
    """Return "Cuối năm" at the head of a sentence: a month of an unknown year."""
    return Time(found.start(), found.end(), "month", precision="year", relation="in")


def recurrences(flat: str) -> list[Time]:
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
    """The number that a rule caught: "6" of "định kỳ 06 tháng", "2" of "hai năm một lần"."""
    said = next((value.lower() for value in hit.groups() if value), "")
    return str(_NUMBERS.index(said) + 1) if said in _NUMBERS else said.lstrip("0")
