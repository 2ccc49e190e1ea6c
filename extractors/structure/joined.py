"""Printed lines that a converter has joined: date, type and title on one line, signature and annex on another."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.knowledge import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractors.structure.layout import Printed

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SMALL = rf"[^\W\d_{UPPER}]"
PERSON = rf"(?:[{UPPER}][’']?{_SMALL}+|(?<![{UPPER}])[YHKR][’']?)(?: (?:[{UPPER}][’']?{_SMALL}+|[YHKR][’']?)){{1,5}}"
"""A person's name: "Nguyễn Thị Lan", "Y Biêr Niê", "K’ Brơi"."""
RANK = r"(?:(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|(?:GS|PGS|TS|ThS|BS)\.)[\s,.]*){0,3}"
"""Military ranks and degrees before a name: "Đại tướng", "PGS.TS."."""
SIGNED = r"(?:[(\[]\s*(?i:đã\s+k[ýí])\s*[)\]]|(?i:đã\s+k[ýí])(?=\s*$))"
"""The note that the original is signed."""
_OFFICES = (
    r"(?:(?:T/M|K/T|T/L|TM|KT|TL|TUQ|Q|P)\b(?:[./]\s?|\s)|CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|"
    r"PHÓ THỦ TƯỚNG|TỔNG BÍ THƯ|BÍ THƯ|PHÓ BÍ THƯ|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CHÁNH|THỐNG ĐỐC|TỔNG|VIỆN TRƯỞNG|"
    r"CỤC TRƯỞNG|CHỦ NHIỆM)"
)
SIGNATURE_LINE = re.compile(
    rf"{_OFFICES}[{UPPER}\s.,/–-]{{0,90}}?\s*(?:{SIGNED})?\s*{RANK}(?P<name>{PERSON})"
    rf"(?=\s*$|\s+[{UPPER}]{{2,}}[\s./]|\s+(?:Phụ\s+lục|Mẫu\s+số)\s|\s+(?:\[\d{{1,3}}\]|\d{{1,3}}\s))"
)
"""A whole signature on one line: "KT. BỘ TRƯỞNG THỨ TRƯỞNG (Đã ký) Nguyễn Sinh Nhật Tân", also with nothing between."""
_ACTING = re.compile(r"(?:TM|KT|TL|TUQ)[.,/]?")
_NOTE = re.compile(r"\s*\[[^\[\]]{12,}\]\s*")
"""A note in square brackets, as portals set them into texts."""
_FILED = re.compile(rf"\W*Lưu\s?:[^.]{{2,60}}?\s(?=(?:TM|KT|TL|TUQ)\.\s?[{UPPER}]{{2}})")
"""The file copy, which closes a list of recipients, with the signature beside it on one line."""
_AUTHENTIC = re.compile(r"XÁC THỰC VĂN BẢN HỢP NHẤT\s+(?=[A-ZĐ])")
_LETTERHEAD = 400  # characters of a line in which a joined letterhead ends
_ISSUED_WITH = re.compile(rf"(?<=[{UPPER}\d”\"] )\((?:Ban hành )?[Kk]èm theo ")
"""The note under an annex's title, which stands in capitals: "… NĂM 2020 (Ban hành kèm theo Quyết định số …)"."""
_GROUND = re.compile(
    rf"(?:(?!{_SMALL}).){{8,}}?(?<=[{UPPER}\d]) (?=[{UPPER}]{_SMALL}+ (?:{_SMALL}|\d{{1,2}} tháng )"
    # a consolidated text names itself below its title: "LUẬT THƯ VIỆN Luật Thư viện số …"
    r"|(?:Luật|Bộ luật|Pháp lệnh|Nghị (?:định|quyết)|Thông tư|Quyết định) [^;:]{0,160}?số \d)"
)
NAME_SIGNED = re.compile(rf"{RANK}(?P<name>{PERSON})\s*{SIGNED}$")
"""A name with the note that the original is signed: "Nguyễn Văn An (Đã ký)"."""


def unjoined(lines: Iterable[Printed]) -> Iterator[Printed]:
    """Yield the lines, those that hold two printed lines or more as several; offsets stay those of the text."""
    for line in _acting_joined(lines):
        cuts = [0, *sorted(set(_cuts(line.text))), len(line.text)]
        for start, end in pairwise(cuts):
            piece = line.text[start:end]
            if len(cuts) > 2 and _NOTE.fullmatch(piece):
                continue
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                at = line.start + start + lead
                yield replace(
                    line,
                    start=at,
                    end=at + len(piece.strip()),
                    text=piece.strip(),
                    gap=line.gap or start > 0,
                    short=line.short or end < len(line.text),
                )


def _acting_joined(lines: Iterable[Printed]) -> Iterator[Printed]:
    """Put a lone "TM." or "KT." before the line that it begins, as a converter parts them; offsets stay."""
    waiting: Printed | None = None
    for line in lines:
        if waiting is not None:
            text = waiting.text + " " * (line.start - waiting.end) + line.text
            yield replace(waiting, end=line.end, text=text, short=line.short)
            waiting = None
        elif _ACTING.fullmatch(line.text):
            waiting = line
        else:
            yield line
    if waiting is not None:
        yield waiting


def _cuts(text: str) -> Iterator[int]:
    """Where a printed line ends inside ``text``: after a letterhead's date, before a title's ground, after a name."""
    dated, typed = _dated_type().search(text, 0, _LETTERHEAD), _typed().match(text)
    if dated:
        yield from (dated.start(), dated.start("type"))
        yield from [dated.start("session")] if dated["session"] else []
    # "NGHỊ ĐỊNH [Điều này được hướng dẫn bởi …] QUY ĐỊNH …": a portal's notes part type and title
    if noted := _noted_type().search(text, 0, _LETTERHEAD):
        yield noted.end()
        for note in _NOTE.finditer(text, noted.end()):
            yield from note.span()
    # "… NĂM 1991 QUỐC HỘI Xét thấy, trong …": the capitals end where the grounds begin
    at = dated.start("type") if dated else 0
    if (dated or typed) and (ground := _GROUND.match(text, at)):
        yield ground.end()
    if filed := _FILED.match(text):
        yield filed.end()
    signed = None
    at = filed.end() if filed else 0
    at = authentic.end() if (authentic := _AUTHENTIC.search(text)) else at
    if authentic:
        yield from (authentic.start(), at)
    # joint circulars: one signature after the other on a line
    while found := SIGNATURE_LINE.match(text, at):
        signed = found
        at = len(text) - len(text[signed.end("name") :].lstrip())
        yield from [at] if at < len(text) else []
    if bracket := _ISSUED_WITH.search(text, signed.end() if signed else 0):
        yield bracket.start()


@cache
def _types() -> str:
    return "|".join(sorted((re.escape(row["vi"].upper()) for row in table("document_types")), key=len, reverse=True))


@cache
def _typed() -> re.Pattern[str]:
    """A line that begins with a type and its title, both in capitals."""
    return re.compile(rf"(?:{_types()}) [{UPPER}]{{2}}")


@cache
def _dated_type() -> re.Pattern[str]:
    """A date with the type after it: "Hà Nội, ngày 29 tháng 01 năm 2015 QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH …"."""
    place = rf"(?<![\w/-])[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,4}}"
    dated = rf"{place}\s?,\s*(?i:ngày)\s.{{0,12}}(?i:tháng)\s.{{0,8}}(?i:năm)\s(?:19|20)\d\d"
    session = r"(?:\s+(?P<session>QUỐC HỘI [^()]{10,120}\(Từ ngày [^()]{10,80}\)))?"
    return re.compile(rf"{dated}{session}\s+(?P<type>{_types()})(?= [{UPPER}[])")


@cache
def _noted_type() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=(?:19|20)\d\d\s))(?:{_types()})(?=\s\[)")
