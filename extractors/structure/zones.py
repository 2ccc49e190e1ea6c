"""Head, body and foot: where the letterhead and title end, and where recipients and signatures begin.

A document may hold others ("Ban hành kèm theo …", Phụ lục): after a foot, a new head may begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.document import LineKind
from corpus.knowledge import table
from extractors.fold import fold
from extractors.structure import numbering
from extractors.structure.english_head import cut_head
from extractors.structure.foot import foot_at, is_foot, opens_list
from extractors.structure.joined import unjoined
from extractors.structure.layout import Printed, is_upper, starts_lower

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOTTO = re.compile(r"(?:^|\|\s*|[*_-]{3,}\s*|\s{3,})(?:CỘNG H|Độc lập|ĐỘC LẬP|ĐẢNG CỘNG SẢN)", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:Luật |Pháp lệnh |Nghị quyết )?[Ss][ốo6]\s?:?\s*(?:[\d.…/-]|[A-ZĐ]{2})|^Không số")
_PLACE_DATE = re.compile(r"^.{2,40},\s*ngày\b.{0,8}tháng\b.{0,8}năm\b", re.IGNORECASE)
_OPENING = re.compile(r"^(?:Căn cứ|Thực hiện|Trên cơ sở|Theo|Xét|Ngày|Để|Nhằm|Kính gửi|Trong)\b")
_GROUND = re.compile(r"Căn cứ\s+(?:vào\s+)?(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị|Quyết định|Thông tư)\b")
_ISSUER = re.compile(
    r"\W?(?:[ỦU][YỶ] BAN|HỘI ĐỒNG|CHỦ TỊCH|BỘ TRƯỞNG|CHÍNH PHỦ|THỦ TƯỚNG|GIÁM ĐỐC|QUỐC HỘI|THỐNG ĐỐC|CHÁNH ÁN|"
    r"VIỆN TRƯỞNG|TỔNG (?:GIÁM ĐỐC|CỤC TRƯỞNG|KIỂM TOÁN|THANH TRA))\b"
    # an old font has lost some capitals: "ủy BAN NHÂN DÂN THÀNH PHỐ An Hải"
    r"|[ỦUủu][YỶyỷ] BAN NHÂN DÂN\b[^,;:]{0,40}$"
)
# a whole sentence: it wills, tells or orders something
_TELLS = re.compile(
    r"(?:^Phấn đấu|\s(?:đã|sẽ|có|là|được|phải|nay|cần|mở|giao|yêu\s+cầu|đề\s+nghị|thông\s+báo|báo\s+cáo|tổ\s+chức|"
    r"quyết\s+định))\s"
)
_OPEN_ENDED = re.compile(r"(?:của|tại|theo|và|bởi|hiện|các|hành|một số|cho|với|do|về|,)$")
_DECIDER = re.compile(
    r"(?:Quốc hội|Chính phủ|Thủ tướng Chính phủ|Bộ trưởng Bộ \S[^,;:.]{2,50}|Bộ [^,;:.]{4,50}|"
    r"[ỦUủu][yỷ] ban nhân dân [^,;:.]{4,40})"
)
INCOMING = r"CÔNG VĂN ĐẾN\s+(?=[^\W\d_])|ĐẾN\s+(?=[^\W\d_])"
"""What the register's stamp leaves before the words of a line beside it."""
_BESIDE = re.compile(rf"^(?:{INCOMING})")
_REGISTERED = re.compile(r"S[ốo6]\W{0,3}\w{0,4}\W{0,3}ngày.{0,12}tháng")
BESIDE_CAPITALS = r"(?:\S{1,5}\s){1,3}\|\s+(?=[A-ZĐÀ-Ỹ]{2})"
"""Scraps of a stamp to the left of a line in capitals: "x Than | NGHỊ QUYẾT"."""
_MARGIN = re.compile(BESIDE_CAPITALS)
_ADDRESS = re.compile(r"^K[íi]nh g[ửu][iỉ]\s*:?", re.IGNORECASE)
_ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|(?:Mẫu|MẪU|Biểu|BIỂU)\s+(?:số|SỐ)\s*:?\s*\d\w*|\((?:Ban hành )?[Kk]èm theo|\(Ban hành theo)\b"
)
_FILE_COPY = re.compile(r"^\W*Lưu\b")
_HEAD_LINES = 60
_NAMED_ACTS = ("Luật", "Bộ luật", "Pháp lệnh")
_SHORTEST_TITLE = 4
"""Words of a title beside its type, at least; those of an act may be fewer: "LUẬT THƯ VIỆN"."""
_FULL_PAGE = 15  # lines
_TYPES = "|".join(sorted((row["vi"] for row in table("document_types")), key=len, reverse=True))
_ISSUER_WORD = r"(?:(?!\s(?:về|sửa|quy|ban\s+hành|hướng)\s)[^\d;.])"
SAYS_ALL = re.compile(
    rf"(?P<type>{_TYPES})\s+"
    rf"(?:(?:của\s+|(?=(?:Liên )?Bộ ))(?P<issuer>{_ISSUER_WORD}{{3,90}}?)\s+số\s*:?\s*(?=\d)"
    r"|số\s*:?\s*(?=\d\S{2,20}\s*,?\s*ngày\s))".replace(" ", r"\s+"),
    re.IGNORECASE,
)
"""A head in one sentence: "Thông tư của Bộ Tài chính số 5/1998/TT-BTC ngày …", also over two lines."""


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a document's head: letterhead, the line that names its type, its title, and what follows it."""

    letterhead: tuple[Printed, ...] = ()
    type_line: Printed | None = None
    title: tuple[Printed, ...] = ()
    after: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document within the document: head, body lines, foot lines."""

    head: Head
    body: tuple[Printed, ...]
    foot: tuple[Printed, ...]

    @property
    def lines(self) -> tuple[Printed, ...]:
        """All its lines, in order."""
        head = self.head
        own = (head.type_line,) if head.type_line else ()
        return (*head.letterhead, *own, *head.title, *head.after, *self.body, *self.foot)


def parts(lines: Sequence[Printed], language: str) -> tuple[Part, ...]:
    """Return the document's parts in order; the first is the document itself, the others what is attached to it."""
    lines = tuple(unjoined(lines))
    found: list[Part] = []
    at = 0
    while at < len(lines):
        head, body_at = _head(lines, at, language, first=not found)
        foot = foot_at(lines, body_at)
        ends = _attached(lines, foot) if foot < len(lines) else len(lines)
        found.append(Part(head, tuple(lines[body_at:foot]), tuple(lines[foot:ends])))
        at = ends
    return tuple(found) or (Part(Head(), (), ()),)


@cache
def type_names() -> dict[str, str]:
    """Return the printed names of document types by their folded form."""
    return {fold(row["vi"]): row["vi"] for row in table("document_types")}


def type_and_title(text: str) -> tuple[str, int] | None:
    """Return the type that a line in capitals begins with and where the title after it starts.

    Some texts print both on one line: "NGHỊ ĐỊNH QUY ĐỊNH PHÂN ĐỊNH THẨM QUYỀN …".
    """
    if not is_upper(text):
        return None
    for name in sorted(type_names().values(), key=len, reverse=True):
        title = text[len(name) :].strip()
        shortest = 1 if name in _NAMED_ACTS else _SHORTEST_TITLE
        begins = text.upper().startswith(name.upper()) and text[len(name) : len(name) + 1] == " "
        if begins and len(title.split()) >= shortest:
            return name, text.index(title, len(name))
    return None


def type_of(head: Head) -> str | None:
    """Return the type that a head names, None where no line of it does."""
    if head.type_line is None:
        return None
    both = type_and_title(head.type_line.text)
    return both[0] if both else type_in(head.type_line.text)


def type_in(text: str) -> str | None:
    """Return the document type that a line consists of: "QUYẾT ĐỊNH", "CÔNG ĐIỆN KHẨN", also with OCR damage."""
    # "CÔNG ĐIỆN KHẨN" is a Công điện; the urgency is no part of the type
    # and the digit of a footnote is none either: "THÔNG TƯ1"
    text = text[found.end() :] if (found := _MARGIN.match(text)) else text
    folded = re.sub(
        r"\s+(?:khan|thuong khan|hoa toc)$|(?<=[a-z])[\d¹²³*]$|^ban (?=quy dinh$|quy che$)",
        "",
        fold(text).strip(" :.|"),
    )
    # until 2004 the issuer stood in the same line: "Quyết định của Bộ trưởng Bộ Tài chính"
    folded = re.sub(r"^([\w ]{6,26}?) cua (?:\w+ ){1,14}\w+$", r"\1", folded) if len(folded) < 90 else folded
    if folded in type_names():
        return type_names()[folded]
    if len(folded) < 7 or not is_upper(text):
        # scraps of a seal before the type: "TTESE-TT ni NGHỊ QUYẾT"
        torn = re.fullmatch(r"(?:\S{1,8} ){1,2}([A-ZĐÀ-Ỹ]{3,} [A-ZĐÀ-Ỹ]{3,})", text)
        return type_names().get(fold(torn[1])) if torn else None
    best = max(type_names(), key=lambda name: fuzz.ratio(name, folded))
    return type_names()[best] if fuzz.ratio(best, folded) >= 88 else None


def _head(lines: Sequence[Printed], start: int, language: str, *, first: bool) -> tuple[Head, int]:
    if language == "en" and first and (cut := cut_head(lines)):
        above, named, title, after = cut
        type_line = lines[named] if named is not None else None
        below = above + (named is not None)
        return Head(tuple(lines[:above]), type_line, tuple(lines[below:title]), tuple(lines[title:after])), after
    limit = min(len(lines), start + (_HEAD_LINES if first else 20))
    typed = next((i for i in range(start, limit) if _is_type(lines, i, start)), None)
    if typed is not None:
        title_end = _title_end(lines, typed)
        body = _after_title(lines, title_end)
        head = Head(
            tuple(lines[start:typed]), lines[typed], tuple(lines[typed + 1 : title_end]), tuple(lines[title_end:body])
        )
        return head, body
    body = start
    if (
        first
        and language != "en"
        and start + 1 < limit
        and _letterhead(lines[start + 1])
        and "---" in lines[start + 1].text
    ):
        body += 1  # a web page's title above the letterhead: "Công văn 78/ABC-DE"
    while body < limit and _letterhead(lines[body]):
        body += 1
    while body < limit and _ADDRESS.match(lines[body].text) is None and body > start and _before_address(lines, body):
        body += 1
    if language == "en" and first and body == start:
        return Head((), None, tuple(lines[start : start + 1])), min(start + 1, len(lines))
    return Head(tuple(lines[start:body])), body


def _is_type(lines: Sequence[Printed], i: int, start: int) -> bool:
    """The first line that is a document type; a section's mark before it means that there is none."""
    text = lines[i].text
    if any(_heads_section(line) for line in lines[start:i]):
        return False
    if type_in(text) == "Văn bản hợp nhất" and any(type_in(line.text) for line in lines[i + 1 : i + 7]):
        return False  # the Gazette's heading above a circular that was amended
    said = SAYS_ALL.match(" ".join(line.text for line in lines[i : i + 3])) if i < start + 2 else None
    if said or (i == 0 and fold(text) in type_names()):
        return True
    below = any(_MOTTO.search(line.text) or _NUMBER.match(line.text) for line in lines[start:i])
    named = type_in(text) is not None and (is_upper(text) or below)
    return named or (below and type_and_title(text) is not None)


def _heads_section(line: Printed) -> bool:
    mark = numbering.mark(line.text)
    return mark is not None and mark.style in {"roman", "chapter", "article", "part"}


def _letterhead(line: Printed) -> bool:
    text = line.text
    return bool(
        line.kind in {LineKind.HEAD_LEFT, LineKind.HEAD_RIGHT}
        or _MOTTO.search(text)
        or _NUMBER.match(text)
        or _PLACE_DATE.match(text)
        or text.startswith(("V/v", "Về việc", "*"))
        or (is_upper(text) and numbering.mark(text) is None)
    )


def _before_address(lines: Sequence[Printed], i: int) -> bool:
    return any(_ADDRESS.match(line.text) for line in lines[i + 1 : i + 6])


def _title_end(lines: Sequence[Printed], typed: int) -> int:
    """The line after the title: a blank may stand inside a title, a preamble ends in ":", ";" or "."."""
    end = typed + 1
    while end < len(lines) and end < typed + 16:
        line = lines[end]
        if end > typed + 1 and _stamped(lines, typed, end):
            end += 1
            continue
        if _REGISTERED.match(line.text) or _GROUND.match(line.text) or _told(lines, typed, end):
            break
        mark = numbering.mark(line.text)
        # a stroke before a line of the title ("- quyết về …") is no list mark
        joined = type_and_title(lines[typed].text) is not None and is_upper(line.text)
        stroke = mark is not None and mark.style == "bullet" and (joined or starts_lower(line.text[mark.end :]))
        if (mark and not stroke) or (end > typed + 1 and not _continues(lines, typed, end)):
            break
        if end > typed + 1 and (_decides(lines, end) or _names_itself(lines, typed, end) or _begins_text(lines, end)):
            break
        listed = line.text.endswith(";") and not _goes_on(lines, typed, end)
        if listed or line.text.endswith(":") or _PLACE_DATE.match(line.text) or line.text.startswith(("(", "Kính gửi")):
            break
        end += 1
    return end


def _told(lines: Sequence[Printed], typed: int, i: int) -> bool:
    """Whether whole sentences stand below a type and a title in capitals on one line: the text has begun."""
    text = lines[i].text
    sentence = text.endswith(".") and not is_upper(text) and not starts_lower(text)
    return sentence and type_and_title(lines[typed].text) is not None


def _begins_text(lines: Sequence[Printed], i: int) -> bool:
    """Whether a whole sentence stands below a title, as in short texts without blank lines."""
    text, above = lines[i].text, lines[i - 1].text
    sentence = text.endswith((".", "./.")) and text[:1].isupper() and not is_upper(text)
    return sentence and not _OPEN_ENDED.search(above) and _TELLS.search(text) is not None


def _stamped(lines: Sequence[Printed], typed: int, i: int) -> bool:
    """Whether a stamp in capitals stands between two lines of a title: the line below goes on with a small letter."""
    odd = is_upper(lines[i].text) and not is_upper(lines[typed + 1].text)
    below = _BESIDE.sub("", lines[i + 1].text) if i + 1 < len(lines) else ""
    return odd and starts_lower(below) and not below.startswith("về ")


def _names_itself(lines: Sequence[Printed], typed: int, i: int) -> bool:
    """Whether line ``i`` names the document after its title, as consolidated texts do: "Thông tư số … ngày …"."""
    both = type_and_title(lines[typed].text)
    kind = both[0] if both else type_in(lines[typed].text)
    named = rf"{kind}\s+[^;:]{{0,160}}?số\s+\d" if kind in _NAMED_ACTS else rf"{kind}\s+số\s+\d"
    return bool(kind and not _OPEN_ENDED.search(lines[i - 1].text) and re.match(named, lines[i].text))


def _decides(lines: Sequence[Printed], i: int) -> bool:
    """Whether the line names who decides, in capitals between a title and its grounds ("ỦY BAN NHÂN DÂN TỈNH …")."""
    alone = _DECIDER.fullmatch(lines[i].text) and not _OPEN_ENDED.search(lines[i - 1].text)
    decides = _ISSUER.match(lines[i].text) or alone
    return i + 1 < len(lines) and bool(decides and _OPENING.match(lines[i + 1].text.lstrip("- ")))


def _continues(lines: Sequence[Printed], typed: int, i: int) -> bool:
    """Whether line ``i`` still belongs to the title that the lines before it began."""
    first, above, line = lines[typed + 1], lines[i - 1], lines[i]
    if is_upper(line.text) != is_upper(first.text) and is_upper(line.text) and not above.text.endswith("-"):
        return False
    if is_upper(first.text) and not is_upper(line.text) and line.gap:
        return False
    if not line.gap:
        return not (_OPENING.match(line.text) and (line.indent or above.short))
    stop = i
    while stop + 1 < len(lines) and not lines[stop + 1].gap:
        stop += 1
    if starts_lower(line.text) and stop == i:
        return not line.text.endswith((":", "./."))
    sentence = lines[stop].text.endswith((":", ";", ".", "./.", ","))
    return not sentence and (starts_lower(line.text) or not _OPENING.match(line.text)) and stop - i < 6


def _goes_on(lines: Sequence[Printed], typed: int, i: int) -> bool:
    """Whether a title runs on after a semicolon: "… thủ tục phục hồi; / hoạt động của doanh nghiệp …"."""
    if i > typed + 1 and starts_lower(lines[i].text):
        return True
    return i + 1 < len(lines) and starts_lower(lines[i + 1].text) and not _OPENING.match(lines[i].text)


def _after_title(lines: Sequence[Printed], title_end: int) -> int:
    """Skip the issuer's name ("HỘI ĐỒNG NHÂN DÂN …") and the note in brackets that stand between title and text."""
    body = title_end
    while body < len(lines) and body < title_end + 5:
        line = lines[body]
        issuer = is_upper(line.text) and numbering.mark(line.text) is None and not line.text.endswith(":")
        bracket = line.text.startswith("(") or (
            body > title_end and lines[body - 1].text.count("(") > lines[body - 1].text.count(")")
        )
        rule = not any(c.isalnum() for c in line.text)
        if not (issuer or bracket or rule):
            break
        body += 1
    return body


def _attached(lines: Sequence[Printed], foot: int) -> int:
    """Where an attached document begins after the foot, or the end."""
    for i in range(foot + 1, len(lines)):
        line = lines[i]
        named = type_in(line.text) or type_and_title(line.text)
        if _ANNEX.match(line.text) or (named and (is_upper(line.text) or _headed(lines, i))):
            back = i
            while (
                back > foot + 1
                and lines[back - 1].page == line.page
                and _letterhead(lines[back - 1])
                and not is_foot(lines[back - 1])
            ):
                back -= 1
            return back
        if line.page != lines[i - 1].page and _new_matter(lines, i):
            return i
    return len(lines)


def _headed(lines: Sequence[Printed], i: int) -> bool:
    """Whether a type in small letters names an attached document: the motto of its own letterhead stands above it."""
    return any(_MOTTO.search(line.text) for line in lines[max(0, i - 4) : i])


def _new_matter(lines: Sequence[Printed], i: int) -> bool:
    """Whether a page after the foot is full of other lines: an annex whose title cannot be read."""
    page = [line for line in lines[i : i + _FULL_PAGE] if line.page == lines[i].page]
    ends_foot = any(is_foot(line) or opens_list(line.text) or _FILE_COPY.match(line.text) for line in page)
    return len(page) == _FULL_PAGE and not ends_foot
