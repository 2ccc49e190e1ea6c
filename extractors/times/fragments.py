"""What the patterns of times are made of, and what a time is."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Literal

from corpus.record import Precision, Relation

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


YEAR = r"(?:19|20|21)\d\d(?![\d.]?\d|,\d(?!\d{1,2}\s?%))"  # "by 2015,100% of farms" has a year


DAY = r"(?:0?[1-9]|[12]\d|3[01])"


MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])(?!\d)"


RELATION = (
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


PART = r"(?:(?:hết|cuối|đầu|giữa|cả|early|late|the\s+end\s+of|the\s+year)\s+)?"


QUARTER = r"(?P<q>I{1,3}|IV|[1-4])(?![A-Z\d])"


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


MONTH = rf"(?P<m>{'|'.join(MONTHS)})"


SEPARATOR = r"\s?[/⁄.\-]\s?"


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


def compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern for whole words in either case, with the marks that readers confuse on words of dates."""
    for word, readings in _MISREAD.items():
        pattern = re.sub(rf"(?<!\w){word}(?!\w)", readings, pattern)
    return re.compile(rf"(?<![\w/]){pattern}(?![\w/])", re.IGNORECASE)


def relation_of(found: re.Match[str]) -> Relation | None:
    """Return how the caught words relate a time to what it dates, or None where they do not."""
    groups = found.groupdict()
    if groups.get("latest"):
        return "by"
    for name in _RELATIONS:
        if groups.get(name):
            return name
    return None


def bounded(found: re.Match[str], kind: TimeKind, first: str, last: str, precision: Precision) -> Time:
    """Return the time from ``first`` to ``last``, open on the side that its relation leaves open."""
    relation = relation_of(found)
    bounds: dict[Relation | None, tuple[str | None, str | None]] = {
        "by": (None, last),
        "before": (None, first),
        "after": (last, None),
        "from": (first, None),
    }
    low, high = bounds.get(relation, (first, last))
    return Time(found.start(), found.end(), kind, low, high, precision, relation)


def last_day(year: int, month: int) -> str:
    """Return the last day of a month in ISO."""
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
