"""Places in rankings, fractions ("1/3 số xã"), and so many of so many ("18/22 xã")."""

from __future__ import annotations

import re
from functools import cache

from corpus.knowledge import structure
from corpus.text import squeeze
from corpus.units import form_pattern, unit_of_form
from extractors.targets.figures import Quantity

_WHO = r"(?:nước|quốc\s+gia|tỉnh|địa\s+phương|thành\s+phố|nền\s+kinh\s+tế)"
_BEST = r"(?:dẫn\s+đầu|đứng\s+đầu|hàng\s+đầu|tốt\s+nhất|cao\s+nhất|phát\s+triển)"
_RANKED = re.compile(
    r"\b(?:nhóm|tốp|top|trong\s+số|một\s+trong|among(?:\s+the)?(?:\s+(?:top|leading|first))?|the\s+top)\s+(?P<number>\d{1,3})\s+"
    rf"(?={_WHO}[^;.]{{0,40}}?{_BEST}|(?:dẫn|đứng|hàng)\s+đầu|(?:của\s+)?(?:cả\s+nước|toàn\s+quốc|thế\s+giới|khu\s+vực)|leading|countries|provinces|economies)",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:xếp|đứng|hạng)\s+(?:hạng\s+)?(?:vị\s+trí\s+)?(?:từ\s+)?thứ\s+(?P<number>\d{1,3})\b", re.IGNORECASE
)
# "xếp hạng dưới 20", "xếp hạng trong 30 tỉnh", "xếp hạng 12 cả nước"; a hotel's "xếp hạng 3 sao" is none
_CLASSED = re.compile(
    rf"\b(?:xếp\s+(?:thứ\s+)?hạng|thứ\s+hạng)\s+(?:(?:dưới|trong(?:\s+(?:số|nhóm|tốp|top))?)\s+(?P<number>\d{{1,3}})\b|"
    rf"(?P<placed>\d{{1,3}})(?=\s+(?:trong\s+số\s+|/\s*)?(?:cả\s+nước|toàn\s+quốc|\d+\s+{_WHO})))",
    re.IGNORECASE,
)
_SIMPLE = 5
"""Up to this whole a fraction without a nought is a share ("2/3 xã"), from there on a count ("18/22 xã")."""
_MENTIONED = re.compile(r"(?:ngày|tháng|số|điều|khoản|điểm|mục)\s*$", re.IGNORECASE)
_DAY = 12


@cache
def quantity_words(name: str) -> str:
    """Return an alternation of the words of that list in data/quantity_words.toml, as whole words."""
    words = sorted(structure("quantity_words")[name], key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + ")"


def ranks(flat: str, start: int, end: int) -> list[Quantity]:
    """Return the places in rankings: "thuộc nhóm 10 tỉnh dẫn đầu", "xếp thứ 15"."""
    found: dict[int, Quantity] = {}
    for pattern in (_RANKED, _PLACED, _CLASSED):
        for match in pattern.finditer(flat, start, end):
            group = "placed" if match.groupdict().get("placed") else "number"
            low, high = match.span(group)
            value = float(match[group])
            found.setdefault(low, Quantity(low, high, high, value, None, None, "rank", "bare", high, match[group]))
    return list(found.values())


def fractions(flat: str, start: int, end: int, language: str) -> list[Quantity]:
    """As in "2/3 số hộ", "một nửa diện tích": the share in percent, as printed in ``raw``."""
    if language != "vi":
        return []
    found = []
    for match in _fraction().finditer(flat, start, end):
        part, whole = int(match["part"] or 1), int(match["whole"] or 2)
        if 0 < part < whole:
            share = round(100 * part / whole, 4)
            low, high = match.span()
            found.append(Quantity(low, high, high, share, None, None, "percent", "measure", high, match.group()))
    return found


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.,])(?:(?P<part>\d{{1,2}})/(?P<whole>\d{{1,2}})|một\s+nửa)(?=\s+{quantity_words('fraction_of')}(?!\w))",
        re.IGNORECASE,
    )


def counts_of(flat: str, start: int, end: int, language: str) -> list[Quantity]:
    """Return so many of so many: "18/22 xã", "đã có 12/12 thôn"; the value is the first number."""
    if language != "vi":
        return []
    found = []
    for match in _count_of().finditer(flat, start, end):
        part, whole = (int(match[name].replace(".", "")) for name in ("part", "whole"))
        if not 0 < part <= whole or _MENTIONED.search(flat[max(start, match.start() - _DAY) : match.start()]):
            continue
        shared = re.fullmatch(quantity_words("fraction_of"), match["what"], re.IGNORECASE)
        if shared and part < whole <= _SIMPLE and not match["part"].startswith("0"):
            continue
        unit = unit_of_form(language)[squeeze(match["what"].lower())].key
        low, high = match.start(), match.end("whole")
        raw = match.group()[: high - low]
        found.append(Quantity(low, high, high, float(part), None, None, unit, "count", match.end("what"), raw))
    return found


@cache
def _count_of() -> re.Pattern[str]:
    number, what = r"\d{1,3}(?:\.\d{3})*", form_pattern("vi", frozenset({"count"}))
    return re.compile(rf"(?<![\w/.,-])(?P<part>{number})/(?P<whole>{number})\s+(?P<what>{what})(?!\w)", re.IGNORECASE)
