"""Money: for what an amount is paid, where no unit names it, and what stands behind the unit that does."""

from __future__ import annotations

import re
from functools import cache

from extractors.targets.ratios import quantity_words

_TIMES = r"(?:ngày|tháng|năm|quý|buổi|đêm|giờ|tuần)"


def each(language: str) -> str:
    """Return the pattern of what money is paid for, where no unit names it: "triệu đồng/giấy chứng nhận"."""
    if language != "vi":
        return ""
    words = rf"(?:(?!{_ends()})[^\W_]+(?:\s+|(?=[^\w\s]|$)))"
    return rf"(?P<each>(?<=đồng)\s*/\s*{words}{{1,4}}(?:/\s*{words}{{1,3}})?)?"


def further(flat: str, end: int) -> int:
    """Return where the unit of an amount ends that goes on behind ``end``: "đồng/người" in "… lao động/hợp đồng"."""
    found = _further().match(flat, end)
    return found.end() if found else end


@cache
def _further() -> re.Pattern[str]:
    word = rf"(?!{_ends()})[^\W\d_]+"
    return re.compile(rf"(?:(?:\s+{word}){{0,2}}?\s*/\s*(?:{_TIMES}(?!\w)|{word}(?:\s+{word}){{0,2}}))+", re.IGNORECASE)


def _ends() -> str:
    return rf"{quantity_words('ends_denominator')}(?!\w)"
