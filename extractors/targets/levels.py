"""Levels: what a decision or resolution pays, lends, collects, and who bears which share of it.

"Hỗ trợ 70% chi phí", "mức thưởng tối đa 5 triệu đồng/người", "trợ cấp bằng 3 lần mức lương" and "ngân sách tỉnh bảo đảm
60% kinh phí" set levels; "mức vay trên 100 triệu đồng" and "có thu nhập 2 triệu đồng/tháng" say to whom a rule applies.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.record import Comparator
from corpus.text import squeeze
from extractors.targets.rows import Row
from extractors.targets.words import pattern

if TYPE_CHECKING:
    from extractors.targets.passage import Passage

_PAID = {"eq", "ge", "approx", "range", "le"}
"""Comparators of an amount that is paid; "trên 100 triệu đồng" and "dưới 5 triệu đồng" bound whom a rule applies to."""
_BOUNDS: tuple[tuple[str, Comparator], ...] = (("most", "le"), ("least", "ge"))
_BOUNDED = re.compile(r"trở\s+(?:lên|xuống)", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s+$", re.IGNORECASE)
_FAR_THRESHOLD = re.compile(r"(?:\s+[^\s,;.:]+){1,6}?\s+trở\s+(?:lên|xuống)\b", re.IGNORECASE)
_THRESHOLD = re.compile(r"\s*trở\s+(?:lên|xuống)\b", re.IGNORECASE)
_LEVEL_ALONE = re.compile(r"(?:tổng\s+)?(?:mức|định\s+mức)\s+(?P<what>\S+(?:\s+\S+)?)", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|QUẬN|THÀNH PHỐ|THỊ XÃ)\s+[A-ZĐÀ-Ỹ]")
_SHORTEST, _LONGEST = 3, 24  # words of a name that a title gives
_CASE = re.compile(r"(?:trong\s+)?(?:trường\s+hợp|khi|nếu)\s[^:]*,\s", re.IGNORECASE)
_TIMES = re.compile(r"lần\s+", re.IGNORECASE)
_LEVELLED = re.compile(r"(?<!\w)mức(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
# "hỗ trợ 50%.", "được trợ cấp thêm 20%": what is granted stands before
_GRANTS = re.compile(
    r"(?:hỗ\s+trợ|trợ\s+cấp|phụ\s+cấp)(?:\s+(?:thêm|bằng|mức|tối\s+đa|tối\s+thiểu|là)){0,2}\s*$", re.IGNORECASE
)
# "…, mức bằng 25% giá trị hợp đồng", "…, nhưng không quá 20 triệu đồng": what is granted stands in the clause before
_BARE = re.compile(r"(?:nhưng|song|với)?\s*(?:mức|tổng\s+mức)?", re.IGNORECASE)


def is_granted(passage: Passage) -> bool:
    """Tell whether a figure is a level of what the text grants, lends or collects."""
    row = passage.row
    if passage.language != "vi" or (not row.indicator and not passage.scope.support) or _bounds_a_condition(passage):
        return False
    if row.figure.unit == "percent":
        return _is_share_granted(passage)
    if row.figure.unit == "times":
        return _granted(passage) and _opens("support", "multiples", _TIMES.sub("", row.after))
    return (row.figure.unit or "").startswith("VND") and _is_amount_granted(passage)


def is_spent(passage: Passage) -> bool:
    """As in "mức chi 10.000 đồng/hồ sơ": a norm of spending, no support."""
    return says("money", passage.before)


def is_borne(passage: Passage) -> bool:
    """As in "Ngân sách trung ương cấp 50% nguồn vốn", "ngân sách tỉnh 70%": who bears which share."""
    row, before = passage.row, passage.before
    if passage.language != "vi" or row.figure.unit != "percent" or _bounds_a_condition(passage):
        return False
    if _sources().search(before):
        return not row.after or _has_object(row.after)
    return bool(_bears().search(before)) and _has_object(row.after)


def _bounds_a_condition(passage: Passage) -> bool:
    """As in "giá trị từ 50 triệu đồng trở lên", "mức vay trên 100 triệu đồng", "có thu nhập 2 triệu đồng"."""
    figure = passage.row.figure
    if _THRESHOLD.match(passage.flat, figure.unit_end) or passage.row.comparator not in _PAID:
        return True
    if _FROM.search(passage.before) and _FAR_THRESHOLD.match(passage.flat, figure.unit_end):
        return True  # "lớp có từ 70% học viên trở lên là người khuyết tật"
    money = (figure.unit or "").startswith("VND")
    own = _BOUNDED.split(passage.before)[-1]
    return money and says("conditions", own)


def _granted(passage: Passage) -> bool:
    """Whether the words before a figure grant something, or those of the clause before where it has none of its own."""
    bare = passage.row.restored or _BARE.fullmatch(passage.row.before.strip())
    return says("vi", passage.before) or bool(bare and says("vi", f"{passage.lead_in} {passage.row.before}"))


def _is_share_granted(passage: Passage) -> bool:
    row = passage.row
    granted = _granted(passage) and not says("money", passage.before)
    objects = _opens("support", "objects", row.after)
    levelled = _LEVELLED.search(passage.before) or (not row.after and _GRANTS.search(passage.before))
    return bool((granted and (objects or levelled)) or (passage.scope.support and (granted or objects)))


def _is_amount_granted(passage: Passage) -> bool:
    cap = passage.capped and passage.row.comparator == "le"
    if cap or (says("norms", passage.before) and not says("named", passage.before)):
        return False
    return _granted(passage) or passage.scope.support is not None


def _has_object(after: str) -> bool:
    return _opens("support", "objects", after) or _opens("shares", "objects", after)


def bounded_by_name(row: Row) -> Row:
    """Give a level the bound that stands with its name: "mức chi tối đa đối với mẫu thân nhân là 3 triệu đồng"."""
    unit = row.figure.unit or ""
    if row.comparator != "eq" or not (unit.startswith("VND") or unit == "percent"):
        return row
    for name, comparator in _BOUNDS:
        if _named_with(name).search(row.before):
            return replace(row, comparator=comparator)
    return row


def bears(before: str) -> bool:
    """Tell whether words name who bears a share and what he does: "Ngân hàng Chính sách xã hội đáp ứng"."""
    return _bears().search(before) is not None


def without_case(row: Row) -> Row:
    """Leave out in which case somebody bears a share: "Trường hợp …, ngân sách tỉnh bổ sung tối đa 70% kinh phí"."""
    found = _bears().search(row.before) if row.figure.unit == "percent" and _CASE.match(row.before) else None
    return replace(row, before=row.before[found.start() :]) if found else row


def named_after(titles: list[str], row: Row) -> Row:
    """Name a level that says no more than that it is one after the title above it that says what it is for.

    As in "Mức hỗ trợ: 500.000 đồng/người/tháng" under "Hỗ trợ tiền thuê nhà cho người lao động".
    """
    bare = _LEVEL_ALONE.fullmatch(row.before)
    if bare is None or row.after:
        return row
    for title in (_running(squeeze(title).rstrip(" .:;")) for title in titles):
        at = title.lower().find(f"{row.before.lower()} ")
        whole = (
            title[at:]
            if at >= 0
            else f"Mức {title[:1].lower()}{title[1:]}"
            if _opens_alike(bare["what"], title)
            else ""
        )
        if _SHORTEST < len(whole.split()) <= _LONGEST:
            return replace(row, before=whole)
    return row


def _running(title: str) -> str:
    """Capitals as running text, "" where a place is named, whose own capitals nobody knows."""
    if not title.isupper():
        return title
    return "" if _PLACED.search(title) else title.lower()


def _opens_alike(what: str, title: str) -> bool:
    return re.match(rf"{re.escape(what)}\s+\w", title, re.IGNORECASE) is not None


@cache
def _named_with(bound: str) -> re.Pattern[str]:
    """A level's name with its bound: "mức chi tối đa", "Mức thưởng do Giám đốc quyết định tối đa đối với cá nhân"."""
    return re.compile(
        rf"(?<!\w)(?:mức|kinh\s+phí|số\s+tiền)\s[^;:]*?{pattern('support', bound).phrases.pattern}", re.IGNORECASE
    )


def says(name: str, text: str) -> bool:
    """Tell whether ``text`` holds one of the phrases of that list of levels."""
    return pattern("support", name).phrases.search(text) is not None


def _opens(section: str, name: str, text: str) -> bool:
    return pattern(section, name).phrases.match(text) is not None


@cache
def _sources() -> re.Pattern[str]:
    """Who bears a share, right before its figure."""
    payers = pattern("shares", "sources").phrases.pattern
    return re.compile(rf"{payers}\s*(?:chiếm|là|:)?\s*$", re.IGNORECASE)


@cache
def _bears() -> re.Pattern[str]:
    """Who pays, what paying is, and few words up to the figure: "Bộ Tài chính bổ sung cho địa phương tối đa bằng"."""
    payers, verbs = (pattern("shares", name).phrases.pattern for name in ("payers", "verbs"))
    return re.compile(rf"{payers}(?:\s+[^\s,;:]+){{0,6}}?\s+{verbs}(?:\s+[^\s,;:]+){{0,9}}\s*$", re.IGNORECASE)
