"""Who decides, printed in capitals between a title and its grounds: no part of the title.

Converters often put it on the title's line: "… TRÊN ĐỊA BÀN TỈNH AN HẢI CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH".
"""

from __future__ import annotations

import re

from corpus.knowledge import structure
from extractors.fold import fold

_NATION = r"(?:NƯỚC\s+C[ỘO]NG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM)"
_DECIDES = re.compile(
    rf"\s+(?:(?:CỦA )?QUỐC HỘI(?: {_NATION}(?: SỐ \S+ NGÀY .{{8,30}})?| KHÓA [IVX]+, KỲ HỌP .{{2,12}})|"
    r"(?:CỦA )?(?:BỘ TRƯỞNG|TỔNG GIÁM ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG) [^a-z\d]{4,60}|"
    r"(?<!CỦA )(?<!CHO )(?<!VỚI )(?<!TỔ CHỨC )"
    r"(?:THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|CHỦ TỊCH NƯỚC(?: C[ỘO]NG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|"
    r" VIỆT NAM DÂN CHỦ C[ỘO]NG H[OÒ][AÀ])?(?: RA SẮC LỆNH\s?:?)?|"
    r"HỘI ĐỒNG THẨM PHÁN TÒA ÁN NHÂN DÂN TỐI CAO)|"
    r"(?<!của )(?<!và )(?<!do )(?<!cho )(?<!với )(?<!, )(?<!tướng )(?:Chính phủ|[Bb]ộ trưởng [Bb]ộ [^,;:]{4,40}))$"
)
_HEADS = (
    r"(?:chu tich|bo truong|thu truong|tong cuc truong|cuc truong|chu nhiem|truong ban|"
    r"giam doc|tong giam doc|thong doc|chanh an|vien truong|"
    r"tong kiem toan|tong thanh tra)"
)
_BY = r"của\s+(?:quốc hội|chính phủ|thủ tướng|ủy ban|uỷ ban|hội đồng|bộ|chủ tịch)(?!\w)[^\d;.,]{0,60}?"
_DAY = r"\d{1,2}(?:\s?[/.-]\s?|\s+tháng\s+)\d{1,2}(?:\s?[/.-]\s?|\s+năm\s+)(?:19|20)\d\d"
_SHORTEST = 3
"""Words that a title has at least."""
_NAMED = 4
"""Words from which on the beginning of a name is enough: "ỦY BAN NHÂN DÂN" of "ỦY BAN NHÂN DÂN TỈNH AN HẢI"."""


def without_decider(words: str, issuer: str | None) -> str:
    """Return a title without who decides at its end; ``issuer`` is the document's issuer, None where it is unknown."""
    words = _DECIDES.sub("", words) or words
    return _cut(words, issuer) if issuer else words


def without_number(words: str, symbol: str) -> str:
    """Return a title without the document's own symbol and day: "THUẾ ĐẤT SỐ 23-L/CTN NGÀY 10/07/1993 CỦA QUỐC HỘI"."""
    own = rf"số\s*:?\s*{re.escape(symbol)}(?!\w)(?:\s*,?\s*ngày\s+{_DAY})?"
    begun = re.match(rf"(?:{_BY}\s+)?{own}\s+(?:{_BY}\s+(?=về\s))?(?=\w)", words, re.IGNORECASE)
    words = words[begun.end() :] if begun else words
    ended = re.search(rf"\s+(?:{_BY}\s+)?{own}(?:\s+{_BY})?$", words, re.IGNORECASE)
    return words[: ended.start()] if ended and len(words[: ended.start()].split()) >= _SHORTEST - 1 else words


def _cut(words: str, issuer: str) -> str:
    """Cut the issuer's name, or what is printed of it, with the office that decides for it."""
    said, governing = words.split(), structure("issuers")["governing"]
    for at in range(_SHORTEST, len(said)):
        above, tail = said[at - 1], said[at:]
        governed = above.endswith(",") or above.lower() in governing
        capitals = sum(word.isupper() for word in tail) * 2 >= len(tail)
        if capitals and not governed and _names(fold(" ".join(tail)), fold(issuer)):
            return " ".join(said[:at])
    return words


def _names(tail: str, issuer: str) -> bool:
    tail, issuer = (re.sub(rf"^{_HEADS} ", "", name) for name in (tail, issuer))
    return tail == issuer or (len(tail.split()) >= _NAMED and issuer.startswith(f"{tail} "))
