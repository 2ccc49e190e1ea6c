"""Who signed: the authority ("T/M TỈNH ỦY"), the office ("PHÓ BÍ THƯ") and the name, also beside the recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.knowledge import structure, table
from corpus.record import Signer
from corpus.text import squeeze
from extractors.fold import fold
from extractors.metadata.body_case import body_case, known_name
from extractors.metadata.letterhead import capitals_lost
from extractors.metadata.surnames import is_surname, legible, resembles_surname
from extractors.structure.foot import names_office
from extractors.structure.joined import PERSON, RANK, SIGNATURE_LINE, SIGNED, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

Span = tuple[int, int]
_UPPER = UPPER
# offices that converters glue to the word before them
_GLUED = r"(?:PHÓ|THỨ|CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|THỦ\s+TƯỚNG|THỐNG\s+ĐỐC|GIÁM\s+ĐỐC)(?!\w)"
# "Tứ/Mỹ" is what OCR and its repair make of "T/M"; before 2004 "KT/" stands for "KT."
_AUTHORITY = re.compile(
    rf"(?:(?<!\w)|(?<=[{_UPPER}])(?=KT\.))(T\w{{0,2}}/M\w{{0,2}}|K/T|T/L|TM[./]?|KT[.,/]|TL[./]|TUQ[./]|[QP]\.)\s*"
    # another acting ("TM. CHÍNH PHỦ KT. THỦ TƯỚNG") or the signer's own office, glued to it, ends what is acted for
    # converters glue the lines together ("TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG")
    rf"([{_UPPER}](?:(?!\s?(?:KT|TL|TUQ|Q)[./]|(?<=[{_UPPER}]){_GLUED})[{_UPPER}\s,–-]){{2,70}})"
    rf"(?:(?!\w)|(?={_GLUED}|(?:KT|TL|TUQ|Q)[./])|(?=[{_UPPER}][^\W\d_{_UPPER}]))"
)
_LOWER = rf"[^\W\d_{_UPPER}]"
_NAME = re.compile(rf"(?<!\w)({PERSON})\s*(?:{SIGNED})?\s*$")
_UNCLEAR = re.compile(rf"[,;]\s+((?:[{_UPPER}]\S*\s+){{1,3}}[{_UPPER}][^\W\d_]*)$")
_DAMAGED = 0.6
# a name whose surname is damaged, alone under an office: "øuyễn Đình Đạo", "guyen Văn Quốc"
_DAMAGED_NAME = re.compile(rf"\S{{3,8}}(?: [{_UPPER}]{_LOWER}+){{1,3}}$")
_OWN_OFFICE = {"Q.": "", "P.": "PHÓ "}
"""Abbreviations before the signer's own office: acting, deputy."""
# open syllables that Vietnamese has not: "Diê" has lost its last letter
_CUT_SHORT = re.compile(r"(?:iê|yê|uô|ươ|[âă])[\u0300-\u0303\u0309\u0323]?(?=\s|$)", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"(?:Thay mặt|thay mặt)\s+(?P<body>[^,]{3,80}),\s+(?:đồng chí\s+)?(?P<role>[^,]{3,60}?)\s+"
    rf"(?P<name>(?:[{_UPPER}][^\W\d_]*\s?){{2,5}}?)\s+đã\s+ký"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer and the spans of authority, office and name as printed; ``sure`` is less where the name is damaged."""

    signer: Signer
    spans: tuple[Span, ...]
    sure: float = 1.0


@cache
def _office() -> re.Pattern[str]:
    """An office in capitals, also where OCR has left a letter small ("Bí THƯ")."""
    names = sorted(structure("issuers")["offices"]["names"], key=len, reverse=True)
    # "THỨ TRUỞNG" is a common slip of the keyboard
    offices = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("ƯỞNG", "[ƯU]ỞNG") for name in names)
    tail = r"(?:[ \t]+(?:THƯỜNG[ \t]+TRỰC|HĐND|UBND|QUỐC[ \t]+HỘI|NƯỚC|CHÍNH[ \t]+PHỦ))?"
    # also glued to what stands before and after it: "THỦ TƯỚNGPHÓ THỦ TƯỚNGHồ Đức Phớc"
    start = rf"(?:(?<!\w)|(?={_GLUED}))"
    # and before a scrap of the seal: "PHÓ THỦ TƯỚNGy]"
    end = rf"(?:(?!\w)|(?=[{_UPPER}]{_LOWER})|(?={_GLUED})|(?={_LOWER}\W*$))"
    office = rf"(?:(?:(?i:PHÓ)|HÓ)\s+)?(?:{offices}|(?i:bí)\s+THƯ|BÍ\s+(?i:thư)){tail}"
    return re.compile(rf"{start}{office}{end}", re.MULTILINE)


def signature(analysis: Analysis) -> Signature | None:
    """Return who signed the document, or None when no name, office or authority is legible."""
    lines = [line for line in analysis.parts[0].foot if not line.text.startswith("‹")]
    found = _from_foot(_with_capitals(analysis, lines), lines)
    return found or _from_lead_in(analysis)


def _with_capitals(analysis: Analysis, lines: Sequence[Printed]) -> str:
    """The text with the signature's capitals put back where a legacy font has lost them: "KT/ bộ trưởng"."""
    flat = analysis.flat
    if not capitals_lost(analysis):
        return flat
    for line in lines:
        if found := _lost().search(line.text):
            start, end, capitals = line.start + found.start(), line.start + found.end(), found.group().upper()
            # a letter that two capitals stand for ("ß") would move all offsets after it
            flat = flat[:start] + capitals + flat[end:] if len(capitals) == end - start else flat
    return flat


@cache
def _lost() -> re.Pattern[str]:
    offices = "|".join(structure("issuers")["offices"]["names"]).replace(" ", r"\s+")
    acting = r"(?<!\w)(?:kt|tm|tl|tuq)\s?[./]\s?[^\d(]+$"
    own = rf"(?:^|\s{{3,}})(?:phó\s)?(?:{offices})(?:\s(?!\()[^\d()]{{1,30}})?$"
    return re.compile(rf"{acting}|{own}", re.IGNORECASE)


def _from_foot(flat: str, lines: Sequence[Printed]) -> Signature | None:
    if not lines:
        return None
    start, end = lines[0].start, lines[-1].end
    actings = [m for line in lines for m in _AUTHORITY.finditer(flat, line.start, line.end)]
    acting = actings[0] if actings else None
    actings_for = {m.start(): _acted_span(flat, m) for m in actings}
    office = _own_office(flat, lines, list(actings_for.values()))
    after = office[0] if office else (acting.start() if acting else start)
    name = _name(flat, lines, after, under_office=office is not None or acting is not None)
    office = office or (_small_office(lines, name) if name and not acting else None)
    if name is None and office is None and acting is None:
        return None
    signer = _signer(
        squeeze(flat[slice(*name)]) if name else None,
        _whole_office(squeeze(flat[slice(*office)]).upper()) if office else None,
        _authority(acting[1]) if acting else None,
        squeeze(flat[slice(*actings_for[acting.start()])]) if acting else None,
    )
    acted = (acting.start(), actings_for[acting.start()][1]) if acting else None
    spans = tuple(span for span in (acted, office, name) if span and span[1] <= end)
    printed = squeeze(flat[slice(*name)]) if name else ""
    damaged = signer.name is not None and (signer.name != printed or _CUT_SHORT.search(printed) is not None)
    return Signature(signer, spans, _DAMAGED if damaged else 1.0)


def _whole_office(printed: str) -> str:
    """The office, its first letter put back where a seal covers it ("HÓ GIÁM ĐỐC"), "TRUỞNG" as it is spelled."""
    printed = printed.replace("UỞNG", "ƯỞNG")
    return f"P{printed}" if printed.startswith("HÓ ") else printed


def _signer(name: str | None, role: str | None, authority: str | None, acted: str | None) -> Signer:
    """The signer; after "Q." (acting) and "P." (deputy) stands the signer's own office, nobody is acted for."""
    if authority in _OWN_OFFICE and acted:
        role, acted = _OWN_OFFICE[authority] + acted, None
    return Signer(
        name=legible(name) if name else None,
        role=role,
        authority=authority,
        on_behalf_of=_acted_for(acted) if acted else None,
    )


def _acted_span(flat: str, acting: re.Match[str]) -> Span:
    """Where the body or office acted for stands; the signer's own office may follow it on the same line.

    "TM. CHÍNH PHỦ THỦ TƯỚNG" is signed by the Prime Minister for the Government, "KT. BỘ TRƯỞNG THỨ TRƯỞNG" by a
    deputy for the minister.
    """
    start, end = acting.span(2)
    offices = [found for found in _office().finditer(flat, start, end) if found.start() > start]
    end = offices[0].start() if offices else end
    return start, start + len(flat[start:end].rstrip(" ,–-"))


def _authority(printed: str) -> str:
    if printed in {"K/T", "T/L"}:
        return printed
    bare = printed.rstrip("/.,")
    if "/" in bare:
        return "T/M"
    return printed if printed == bare else f"{bare}."


def _acted_for(printed: str) -> str:
    """The body or office acted for, as running text writes it: "Chính phủ", "Chánh Văn phòng", "Bộ trưởng"."""
    offices = {row["vi"].lower(): row["vi"] for row in table("roles")}
    lower = printed.lower()
    if lower in offices:
        return offices[lower]
    if known := known_name(lower):
        return known  # "Thủ tướng Chính phủ"
    names = sorted((name.lower() for name in structure("issuers")["offices"]["names"]), key=len, reverse=True)
    office = next((name for name in names if lower.startswith(name)), None)
    if office is None:
        return body_case(printed)
    rest = printed[len(office) :].strip()
    return " ".join(filter(None, (office[:1].upper() + office[1:], body_case(rest) if rest else "")))


def _own_office(flat: str, lines: Sequence[Printed], actings: Sequence[Span]) -> Span | None:
    """The signer's own office: below "KT. CHỦ TỊCH" the one on its own line, not the office acted for."""
    for line in lines:
        for found in _office().finditer(flat, line.start, line.end):
            acted_for = any(start <= found.start() < end for start, end in actings)
            if not acted_for and sum(c.isupper() for c in found.group()) >= 4:
                # "THỐNG ĐỐC Phó Thống đốc Phạm Văn An": a deputy in small letters behind the office itself
                deputy = re.compile(rf"\s+phó\s+{re.escape(found.group())}(?!\w)", re.IGNORECASE).match(
                    flat, found.end()
                )
                return (deputy.start() + 1, deputy.end()) if deputy else found.span()
    return None


def _small_office(lines: Sequence[Printed], name: Span) -> Span | None:
    """An office in small letters on the line above the name: "Chủ tịch Quốc hội"."""
    above = (line for line, below in pairwise(lines) if below.start <= name[0] < below.end)
    return next(((line.start, line.end) for line in above if names_office(line.text)), None)


def _name(flat: str, lines: Sequence[Printed], after: int, *, under_office: bool) -> Span | None:
    """A person's name alone on its line below the office, or at the end of a recipient's line.

    A known surname comes first; other names need an office above them, for a stamp's words stand alone as well.
    """
    below = [line for line in lines if line.end > after]
    for line in below:
        # a table's row holds the list in one cell and the signature in the next
        at = max(line.start, flat.rfind("| ", line.start, line.end) + 2)
        if whole := SIGNATURE_LINE.match(flat, at, line.end):
            return whole.span("name")
    found = [match for line in below if (match := _NAME.search(flat, line.start, line.end))]
    # a rank or degree before the name is no part of it
    starts = {line.start + lead for line in below for lead in (0, _rank(flat, line))}
    for match in found:
        beside = match.start(1) in starts or _after_item(flat, match.start(1))
        whole_word = len(match[1].split()[-1]) > 1  # "Hoàng Thị K" is an example in a form
        if is_surname(match[1].split()[0]) and beside and whole_word:
            return match.span(1)
    for match in found if under_office else ():
        body = fold(match[1]).startswith(tuple(fold(word) for word in structure("issuers")["stamp_words"]))
        if match.start(1) in starts and not body and len(match[1].split()) <= 4:
            return match.span(1)
    damaged = _damaged_name(flat, below) if under_office else None
    return damaged or _unclear_name(flat, lines, after)


def _rank(flat: str, line: Printed) -> int:
    """The length of a rank or degree at the line's start, with the space after it."""
    ranked = re.compile(RANK).match(flat, line.start, line.end)
    return len(ranked.group()) if ranked else 0


def _damaged_name(flat: str, lines: Sequence[Printed]) -> Span | None:
    for line in lines:
        found = _DAMAGED_NAME.match(flat, line.start, line.end)
        if found and resembles_surname(flat[line.start : line.end].split(maxsplit=1)[0]):
            return found.span()
    return None


def _unclear_name(flat: str, lines: Sequence[Printed], after: int) -> Span | None:
    """A name beside the list whose letters OCR has damaged: "…, đảng ủy trực thuộc, Trz}in Đinh Văn"."""
    for line in lines:
        found = _UNCLEAR.search(flat, line.start, line.end)
        if found and found.start() > line.start and line.end > after and not found[1].isupper():
            return found.span(1)
    return None


def _after_item(flat: str, at: int) -> bool:
    """Whether a recipient's item has ended before ``at``, or a wide gap parts two columns."""
    return bool(re.search(r"(?:[,;.)]\s*|\s{3,})$", flat[max(0, at - 8) : at]))


def _from_lead_in(analysis: Analysis) -> Signature | None:
    """An editor's lead-in: "Thay mặt Bộ Chính trị, Tổng Bí thư Tô Lâm đã ký ban hành …"."""
    lines = analysis.parts[0].body[:4]
    for line in lines:
        found = _LEAD_IN.search(analysis.flat, line.start, line.end)
        if found:
            signer = Signer(
                name=squeeze(found["name"]),
                role=squeeze(found["role"]),
                authority="Thay mặt",
                on_behalf_of=squeeze(found["body"]),
            )
            return Signature(signer, (found.span("body"), found.span("role"), found.span("name")))
    return None
