"""A letterhead's date of which one number cannot be read, where a single day fits between two printed ones.

No document is older than what it cites, and none younger than the Gazette or the digital signature on its scan:
"ngày 29 tháng † năm 2026" behind a submission of 26/4/2026 and under a signature of 8/5/2026 is 29/4/2026.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.citations.mentions import mentions
from extractors.metadata.letterhead import Found, has_date, legible
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.analysis import Analysis

_WRITTEN = re.compile(r"ngày\s*(?P<d>\S{0,4}?)\s*tháng\s*(?P<m>\S{0,4}?)\s*năm\s*(?P<y>(?:19|20)\d\d)", re.IGNORECASE)
_STAMPS = (
    re.compile(r"(?:Ngày|Thời gian) ký:\s*(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?:Ngày|Thời gian) ký:\s*(?P<d>\d\d)[./-](?P<m>\d\d)[./-](?P<y>20\d\d)"),
    re.compile(r"CÔNG BÁO\s?/\s?Số \S+\s?/\s?Ngày\s(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>20\d\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>20\d\d)(?=\s+\d\d:\d\d)"),
)
_SURE = 0.6
_PREAMBLE = 3000
"""Characters in which a document names its grounds."""


def bounded_day(analysis: Analysis) -> Found | None:
    """Return the only day that the legible numbers and the two bounds leave, None where none or several fit."""
    span = has_date(analysis)
    written = _WRITTEN.search(analysis.flat, *span) if span else None
    high = min(_stamps(analysis), default=None)
    cited = [m.date for m in mentions(analysis) if m.date and m.date.precision == "day" and m.start < _PREAMBLE]
    low = max((date.first for date in cited if date.first), default=None)
    if written is None or span is None or high is None or low is None:
        return None
    fits = [day for day in _candidates(analysis, written) if low <= day <= high[0]]
    return Found(fits[0], (span, high[1]), _SURE) if len(fits) == 1 else None


def _stamps(analysis: Analysis) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the days of the Gazette and of digital signatures, with their places."""
    for pattern in _STAMPS:
        for found in pattern.finditer(analysis.flat):
            if day := iso_day(int(found["y"]), int(found["m"]), int(found["d"])):
                yield day, found.span()


def _candidates(analysis: Analysis, written: re.Match[str]) -> Iterator[str]:
    """Yield the days that the date may be: one of day and month is legible, the other is open."""
    day, month = (_number(analysis, written, name) for name in ("d", "m"))
    if (day is None) == (month is None):
        return
    for d in [day] if day else range(1, 32):
        for m in [month] if month else range(1, 13):
            if found := iso_day(int(written["y"]), int(m or 0), int(d or 0)):
                yield found


def _number(analysis: Analysis, written: re.Match[str], name: str) -> int | None:
    sure = written[name].isdigit() and legible(analysis, Found(written[name], (written.span(name),)))
    return int(written[name]) if sure else None
