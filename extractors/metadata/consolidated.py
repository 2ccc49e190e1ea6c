"""Consolidated texts (văn bản hợp nhất) in the Gazette: number and date stand at the end, with the authentication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.citations.symbols import symbols
from extractors.metadata.letterhead import Found
from extractors.structure.joined import UPPER
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from extractors.analysis import Analysis

TYPE = "Văn bản hợp nhất"
_HEADING = re.compile(r"(?:^|\|\s*)VĂN BẢN HỢP NHẤT\b")
_NUMBER = re.compile(r"(?:^|\s)Số\s?:\s*(?=\d+/VBHN)")
_WORD = rf"[{UPPER}][^\W\d_{UPPER}]*"
_DAY = re.compile(
    rf"(?:(?<!\w)(?P<place>{_WORD}(?:\s{_WORD}){{0,3}})\s*,\s*)?"
    r"(?P<whole>ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>(?:19|20)\d\d))"
)
_AUTHENTIC = "XÁC THỰC VĂN BẢN HỢP NHẤT"
_NEAR = 160  # characters between the number and the day beside or below it


def is_consolidated(analysis: Analysis) -> bool:
    """Whether the Gazette's heading says so, or the authentication at the end where a text has no heading."""
    head = analysis.parts[0].head.letterhead
    own = [own.text for line in head for own in symbols(line.text)]
    headed = any(_HEADING.search(line.text) for line in head) or any("/VBHN-" in number for number in own)
    return headed or (not own and _AUTHENTIC in analysis.flat)


def symbol(analysis: Analysis) -> Found | None:
    """Return "Số: 4082/VBHN-BLĐTBXH" of the authentication at the end."""
    at = _number(analysis)
    own = next(iter(symbols(analysis.flat, at)), None) if at else None
    return Found(own.text, ((own.start, own.end),)) if own else None


def day(analysis: Analysis) -> Found | None:
    """Return the day of the authentication, beside, above or below its number."""
    found = _dated(analysis)
    iso = iso_day(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    return Found(iso, (found.span("whole"),)) if found and iso else None


def place(analysis: Analysis) -> Found | None:
    """Return the place before the day of the authentication."""
    found = _dated(analysis)
    return Found(squeeze(found["place"]), (found.span("place"),)) if found and found["place"] else None


def _dated(analysis: Analysis) -> re.Match[str] | None:
    at = _number(analysis)
    near = _DAY.finditer(analysis.flat, max(0, at - _NEAR // 2), at + _NEAR) if at else iter(())
    return min(near, key=lambda day: abs(day.start("whole") - (at or 0)), default=None)


def _number(analysis: Analysis) -> int | None:
    if not is_consolidated(analysis):
        return None
    numbers = [found.end() for found in _NUMBER.finditer(analysis.flat)]
    return numbers[-1] if numbers else None
