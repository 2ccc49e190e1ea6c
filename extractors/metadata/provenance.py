"""Where a document comes from when it has no letterhead: its own symbol in the text, its signature, places it names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure, table
from corpus.text import squeeze
from extractors.citations.mentions import issuer_after
from extractors.citations.symbols import symbols
from extractors.metadata.letterhead import Found
from extractors.times import times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.record import Signer
    from extractors.analysis import Analysis

_INTRODUCTION = 1500
_SUBJECT = re.compile(r"\s*(?P<subject>về\s+[^.;:]{10,400}?)\s*(?=[.;:]|$)")
# "…; Thủ tướng Chính phủ ban hành Quyết định quy định …"
_SAID = re.compile(
    r"[;.,:]\s+(?P<body>(?:Quốc hội|Ủy ban Thường vụ Quốc hội|Chính phủ|Thủ tướng Chính phủ|"
    r"(?:Hội đồng|Ủy ban) nhân dân (?:tỉnh|thành phố|huyện|xã)[^;.,:]{2,40}?|Bộ trưởng Bộ [^;.,:]{3,60}?))"
    r"\s+ban\s+hành\s+(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị)(?!\s+số)"
)
# "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa X thông qua ngày …", "… thông qua tại Phiên họp thứ 49 ngày …"
_DECREES = re.compile(r"(?P<body>CHỦ TỊCH NƯỚC)(?:\s+VIỆT NAM DÂN CHỦ C[ỘO]NG H[OÒ][AÀ])?\s+RA SẮC LỆNH")
_ADOPTED = re.compile(r"này\s+(?:đã\s+)?được\s+[^.;]*thông\s+qua(?:\s+tại\s+[^.;]{4,60}?,?)?(?:\s+vào)?\s+$")
_ADOPTER = re.compile(
    r"(?:Luật|luật|Pháp lệnh|Nghị quyết)\s+này\s+(?:đã\s+)?được\s+(?P<body>Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|"
    r"Hội đồng nhân dân (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?:\s+[A-ZĐÀ-Ỹ][^\s,.;]*){1,4}?)"
    r"(?=\s+(?:nước|[Kk]h[oó][áa]|thông qua|[Kk]ỳ họp))"
)
# a legal document is dated by its adoption or its issue (Decree 78/2025/NĐ-CP, article 71); councils print the latter
_ADOPTION = 0.85
_LOCAL = ("Tỉnh ủy", "Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh", "Ủy ban nhân dân", "Hội đồng nhân dân")


def _own_mentions(analysis: Analysis, symbol: str | None) -> Iterator[tuple[int, int]]:
    for own in symbols(analysis.flat, 0, min(len(analysis.flat), _INTRODUCTION)):
        if own.text == symbol:
            yield own.start, own.end


def day_of(analysis: Analysis, symbol: str | None) -> Found | None:
    """Return the date printed with the document's own symbol: "Nghị quyết số 57-NQ/TW (ngày 22/12/2024)".

    Else the date on which it was adopted ("được Quốc hội … thông qua ngày 29 tháng 6 năm 2024"), as laws print it.
    """
    for _, end in _own_mentions(analysis, symbol):
        for time in times_of(analysis):
            if time.start >= end:
                near = re.fullmatch(r"\s*,?\s*\(?\s*", analysis.flat[end : time.start])
                if near and time.kind == "date" and time.first:
                    return Found(time.first, ((time.start, time.end),), 0.9)
                break
    return adopted(analysis)


def adopted(analysis: Analysis) -> Found | None:
    """Return the day of adoption where a law or a council's resolution closes with it."""
    for time in reversed(times_of(analysis)):
        if time.kind == "date" and time.first and adopts(analysis.flat, time.start):
            return Found(time.first, ((time.start, time.end),), _ADOPTION)
    return None


def adopts(flat: str, at: int) -> bool:
    """Whether the day at ``at`` is that of the document's own adoption: "Nghị quyết này đã được … thông qua ngày …"."""
    return _ADOPTED.search(flat, max(0, at - 220), at) is not None


def title_of(analysis: Analysis, symbol: str | None) -> Found | None:
    """Return the subject after the document's own symbol: "… số 57-NQ/TW (ngày …) của Bộ Chính trị về đột phá …"."""
    for _, end in _own_mentions(analysis, symbol):
        after = re.compile(r"\s*(?:\([^)]{0,60}\)|,\s*ngày\s[^,]{6,30},?)?").match(analysis.flat, end)
        at = after.end() if after else end
        _, at = issuer_after(analysis.flat, at)
        found = _SUBJECT.match(analysis.flat, at)
        if found:
            return Found(squeeze(found["subject"]), (found.span("subject"),), 0.85)
    return None


def issuer_of(analysis: Analysis, symbol: Found | None, signer: Signer | None) -> Found | None:
    """Return the issuer from the words after the own symbol, the signature's authority, or the symbol's last part."""
    for _, end in _own_mentions(analysis, symbol.value if symbol else None):
        after = re.compile(r"\s*(?:\([^)]{0,60}\))?").match(analysis.flat, end)
        name, stop = issuer_after(analysis.flat, after.end() if after else end)
        if name:
            return Found(name, ((stop - len(name), stop),), 0.9)
    if symbol and "/VBHN-" in symbol.value and (body := _coded(symbol)):
        return _placed(analysis, body)  # who authenticates a consolidated text, not who issued what it consolidates
    if said := _SAID.search(analysis.flat, 0, _INTRODUCTION):
        return Found(squeeze(said["body"]), (said.span("body"),), 0.9)
    if decrees := _DECREES.search(analysis.flat, 0, _INTRODUCTION):
        return Found("Chủ tịch nước", (decrees.span("body"),), 0.9)
    if adopter := _ADOPTER.search(analysis.flat):
        return Found(squeeze(adopter["body"]), (adopter.span("body"),), 0.9)
    name = (signer.on_behalf_of if signer and signer.authority in {"T/M", "TM.", "TM"} else None) or _coded(symbol)
    return _placed(analysis, name) if name else None


def _coded(symbol: Found | None) -> str | None:
    """The body that the symbol's last abbreviation stands for, a number of a term left out: "QH15"."""
    if symbol is None:
        return None
    codes = structure("issuers")["codes"]
    for part in reversed(re.split(r"[-/]", symbol.value)):
        body = codes.get(re.sub(r"\d+$", "", part))
        if isinstance(body, str):
            return body
    return None


def _placed(analysis: Analysis, name: str) -> Found:
    """A local body with the one province that the text names most; the body's own mentions prove it."""
    where = [m.span() for m in re.finditer(re.escape(name).replace(r"\ ", r"\s+"), analysis.flat)][:1]
    if name not in _LOCAL and not name.endswith("tỉnh"):
        return Found(name, tuple(where), 0.8)
    mentions = [(m[1], m.span()) for m in _province().finditer(analysis.flat)]
    counts = Counter(squeeze(place) for place, _ in mentions)
    if not counts:
        return Found(name, tuple(where), 0.7)
    place = counts.most_common(1)[0][0]
    proof = next(span for found, span in mentions if squeeze(found) == place)
    level = "" if name.endswith(("ủy", "tỉnh")) else " tỉnh"
    return Found(f"{name}{level} {place}", (*where, proof), 0.8)


@cache
def _province() -> re.Pattern[str]:
    names = "|".join(re.escape(row["vi"]).replace(r"\ ", r"\s+") for row in table("provinces"))
    return re.compile(rf"tỉnh\s+({names})(?!\w)")
