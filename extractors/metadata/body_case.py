"""Names of bodies from capitals to the capitals of running text: "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rapidfuzz import fuzz

from corpus.knowledge import table
from extractors.fold import fold
from extractors.structure.layout import is_upper

_PLACE = re.compile(
    r"(?<!\w)((?:tỉnh|thành|huyện|quận|thị|đảng) ủy|"
    r"tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|việt nam)(?!\w)"
)
_HEADED = re.compile(
    r"(?<!\w)(?<!ủy )(?<!chính )(phủ|bộ|sở|ban|cục|tổng cục|vụ|viện|phòng|chi cục|trường|trung tâm|công an|đoàn|"
    r"hội(?!\s+đồng))\s+(\w)"
)
_LOCAL = ("sở ", "ban ", "chi cục ", "trung tâm ", "trường ", "công an ", "báo ", "đài ", "bql ")
_LIKE = 85  # of 100: "dacnong" and "daknong"
_NAMED = re.compile(r"(?<!\w)(tòa án|viện kiểm sát|quốc hội|chính phủ|nhà nước|mặt trận tổ quốc)(?!\w)")
# a Vietnamese syllable; "QLDA" and "PT" are none, so their capitals stay
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph|qu?|r|s|th?|tr?|v|x)?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnptiouy])?"
)
_PARTNERS = re.compile(r"(\s-\s|(?<!\w)và\s|,\s)(\w)")


@cache
def _known() -> dict[str, str]:
    """Known names by their form without case; tones are kept, for they tell names apart."""
    names: dict[str, str] = {}
    for row in table("bodies"):
        for name in (row["vi"], *row["aliases"].split("|")):
            names.setdefault(name.lower(), name)
    return names


@cache
def _provinces() -> dict[str, str]:
    return {row["vi"].lower(): row["vi"] for row in table("provinces")}


def known_name(lower: str) -> str | None:
    """Return a known body's or office's name by its form without case, None for others."""
    return _known().get(lower)


def body_case(name: str) -> str:
    """Return a body's name as running text writes it; a name that is not all capitals stays as it is.

    Known names come from the gazetteer; in others the head noun and the places are capitalised.
    """
    if not is_upper(name):
        return name
    lower = _shortened().sub(lambda m: m.group().upper(), name.lower())
    lower = lower.replace("–", "-").replace("uỷ", "ủy").replace("hoà ", "hòa ")
    if lower in _known():
        return _known()[lower]
    head, place = _cut_place(lower)
    if head.strip() in _known():
        head = _known()[head.strip()] + head[len(head.rstrip()) :]
    else:
        head = _PARTNERS.sub(lambda m: m[1] + m[2].upper(), head) if _HEADED.match(head) else head
        head = _HEADED.sub(lambda m: f"{m[1]} {m[2].upper()}", head)
        head = _NAMED.sub(lambda m: m[1].capitalize(), head)
        head = re.sub(r"[^\W\d_]{2,}", lambda m: m.group() if _pronounced(m.group()) else m.group().upper(), head)
        head = head[:1].upper() + head[1:]
    return head + place


def _pronounced(word: str) -> bool:
    """Whether a word is a Vietnamese syllable, not an abbreviation."""
    toneless = re.sub("[\u0300\u0301\u0303\u0309\u0323]", "", unicodedata.normalize("NFD", word.lower()))
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


@cache
def _shortened() -> re.Pattern[str]:
    """The abbreviations inside names that stay in capitals: "SỞ KH&CN", "TRUNG TÂM ỨNG DỤNG KHCN"."""
    shorts = {r["short"].lower() for r in table("body_abbreviations") if r["context"] == "any"}
    known = sorted((s for s in shorts if len(s) > 2 or s in {"tw", "tu"}), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, known))})(?![\w&])")


def _cut_place(lower: str) -> tuple[str, str]:
    """Cut "ủy ban nhân dân tỉnh đắk nông" before the place and capitalise the place."""
    found = list(_PLACE.finditer(lower))
    last = next((m for m in found if m.end() < len(lower) or m[1] == "việt nam"), None)
    if last is None:
        return _cut_province(lower)
    if last[1].endswith("ủy"):
        return lower[: last.end()], _places(lower[last.end() :], province=last[1] == "tỉnh ủy")
    if last[1] == "việt nam":
        return lower[: last.start()], _places(lower[last.start() :])
    return lower[: last.start()], last[1] + _places(lower[last.end() :], province=last[1] == "tỉnh")


def _cut_province(lower: str) -> tuple[str, str]:
    """Cut a department's name before a province that stands without its unit: "sở y tế sơn la"."""
    province = next((p for p in _provinces() if lower.endswith(f" {p}") and lower.lower().startswith(_LOCAL)), None)
    return (lower[: -len(province)], _provinces()[province]) if province else (lower, "")


def _places(words: str, *, province: bool = False) -> str:
    """Capitalise every word of a place name but the words for kinds of places: " đạ tẻh, tỉnh lâm đồng".

    A province takes the spelling of the list, also when OCR has joined or misread it ("đắknông", "đắc nông").
    """
    if known := _nearest(words) if province else None:
        return words[: len(words) - len(words.lstrip())] + known
    titled = re.sub(r"(?<![\w’'])\w", lambda m: m.group().upper(), words)
    return re.sub(_PLACE.pattern, lambda m: m[1].lower(), titled, flags=re.IGNORECASE).replace("việt nam", "Việt Nam")


def _nearest(words: str) -> str | None:
    folded = fold(words).replace(" ", "")
    best = max(_provinces().values(), key=lambda name: fuzz.ratio(fold(name).replace(" ", ""), folded))
    return best if fuzz.ratio(fold(best).replace(" ", ""), folded) >= _LIKE else None
