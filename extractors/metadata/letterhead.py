"""What the letterhead says: symbol, place and date, issuer and the body above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.bodies import resolve
from corpus.document import LineKind
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.citations.symbols import Symbol, symbols
from extractors.fold import fold
from extractors.metadata.body_case import body_case
from extractors.structure.joined import UPPER
from extractors.structure.layout import is_upper
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis

_NUMBERED = re.compile(r"(?:^|\s)(?:[Ss][ốỐo6]|No\.?)\s?[:;]?[\s.]*")
# the number was written by hand: missing, or read as something else ("Số: ##ÿ /CĐ-UBND", "0S /CT-UBND")
# also with torn marks before it, and with the date beside it (".._ Só:f/BC-HĐND", "Số; /QĐ - UBND | Minh Tân, …")
_BARE = re.compile(
    r"^(?:[\W_]{0,5}\S{0,2}\s?[:;])?(?P<written>[^/\w]*\S{0,6}?(?:\s[^\s/]{1,3})?)\s*"
    r"(?P<rest>[/⁄-]\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{2}[\w./Đđ-]*?(?:\s?-\s?[A-ZĐ]\w*)*[A-ZĐ]\w*)(?=\s*(?:$|\|))"
)
_PROPER = rf"[{UPPER}][^\W\d_{UPPER}]+"
_DATED = re.compile(
    # the comma after the place may be missing: "Hà Nội ngày 11 tháng 4 năm 2025"
    rf"(?:(?P<place>[A-ZĐÀ-Ỹ][^,\d:/]{{1,40}}?(?=\s*,)|(?-i:{_PROPER}(?:\s{_PROPER}){{0,3}})(?=\s+ngày))\s*,?\s*)?"
    r"ngày[\s.…]*(?P<d>\d{1,2})?[\s.…]*tháng[\s.…]*(?P<m>\d{1,2})?[\s.,…]*"
    r"năm\s*(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"ngày.{0,14}?tháng(?![^\W\d_]).{0,8}?năm\s*(?:19|20)\d\d")
# motto and date on one line: "Độc lập - Tự do - Hạnh phúc Hà Nội, ngày …"
_MOTTO = re.compile(r"Hạnh\s+phúc[\s*_–-]+(?=\w)", re.IGNORECASE)
_TOGETHER = re.compile(r" -\s*$")
_PLACE = re.compile(r"(?P<place>[A-ZĐÀ-Ỹ][^,\d:/]{1,40}?)\s*,\s*ngày(?![^\W\d_]{2})", re.IGNORECASE)
# two columns on one line: wide gaps and bars part them, rules of stars, the motto
_COLUMNS = re.compile(
    r"(\s{3,}|\t+|\s*\|\s*|\s*[*_-]{4,}\s*|\s+(?=(?i:cộng ho[àÀ]|cộng hòa) )|\s+(?=(?i:đảng cộng sản việt nam)\s*$)"
    r"|\s+(?=Độc lập\s?[-–—])|\s+(?=Số\s?:))"
)
_NATION = re.compile(
    r"c[oộô]ng ho[àa] xã hội chủ\s+ngh[iĩ][ãa]\s+việt nam|cộng hòa xã hội chủ\s+ngh[iĩ][ãa]\s+việt nam", re.IGNORECASE
)
_BEFORE_PLACE = re.compile(r"\w{1,3}[:.]\s+(?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG)\s)")
_PLACED = re.compile(r"(?i:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s[^,;.:\d]{2,30}$")
_CONSOLIDATED = re.compile(r"VĂN BẢN HỢP NHẤT\s*[-–—]?\s*")
_DATED_SHORT = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][^,\d]{1,40}?)\s*,\s*(?:ngày\s*)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
)


_WITH = re.compile(r"[Kk]èm\s+theo\s")
_LEVEL = re.compile(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s\S.*$")
_TORN_DAY = re.compile(r"ngày\s*[^\d\s]{1,2}(?P<d>\d)\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>(?:19|20)\d\d)")
_STAMP = re.compile(r"(?<!\d)(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>20\d\d)(?=\s+\d\d:\d\d|\s)")
_STAMPED = 0.7
_KNOWN = 0.99
_LOST = 0.1
_LEGIBLE = 0.4  # below this probability, more numbers of letterheads are wrong than right


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the spans that prove it; ``sure`` is how far the way it was found can be trusted."""

    value: str
    spans: tuple[tuple[int, int], ...]
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a letterhead line: two columns printed side by side are two segments."""

    start: int
    end: int
    text: str
    kind: LineKind


def capitals_lost(analysis: Analysis) -> bool:
    """Whether a legacy font of capitals has left small letters: "cộng hoà xã hội chủ nghĩa việt nam"."""
    named = (_NATION.search(line.text) for line in analysis.parts[0].head.letterhead)
    return any(found is not None and not is_upper(found.group()) for found in named)


def segments(analysis: Analysis) -> list[Segment]:
    """Return the letterhead's lines, split where two columns share one."""
    found = []
    for line in analysis.parts[0].head.letterhead:
        at = line.start
        for piece in _COLUMNS.split(line.text):
            # rules under the names ("CHÍNH PHỦ -------") are no part of them
            words = piece.strip(" \t|_-–—*.ˆ^~`¬'‘’\"“”\u200b\u200e\u200f\ufeff")
            if words:
                lead = piece.index(words)
                # a dash alone joins the names of those who issue it together: "TÒA ÁN NHÂN DÂN TỐI CAO -"
                words += " -" if _TOGETHER.match(piece, lead + len(words)) else ""
                found.append(Segment(at + lead, at + lead + len(words), words, line.kind))
            at += len(piece)
    return found


def symbol(analysis: Analysis) -> Found | None:
    """Return the document's symbol; where the number was left to be written by hand and is missing, "…/CT-UBND"."""
    head = analysis.parts[0].head
    rows = [(line.start, line.end) for line in head.letterhead]
    named = bool(rows or head.type_line or head.title)
    first = [(line.start, line.end) for line in head.title[:1]] if named else [_first_line(analysis)]
    for (start, end), last in (*_joined(rows), *((row, row[1]) for row in first)):
        for own in (own for own in symbols(analysis.flat, start, last) if own.start < end):
            if _WITH.search(analysis.flat, start, own.start):
                continue  # a form alone names the circular that it belongs to
            lead = _NUMBERED.search(analysis.flat[start : own.start])
            # under the type only a line of its own is the symbol, not "… của Nghị định số 9/2013/NĐ-CP"
            if start == own.start or (lead and (not named or (start, end) not in first or lead.start() == 0)):
                return _as_sure(analysis, own, start)
    for start, end in (*rows, *((piece.start, piece.end) for piece in segments(analysis))):
        bare = _BARE.match(analysis.flat[start:end])
        # a stroke after the type only: "B1-3-LLTC" is a form's number
        if bare and (not bare["rest"].startswith("-") or "/" in bare["rest"]):
            return _by_hand(analysis, bare, start)
    return None


def _as_sure(analysis: Analysis, own: Symbol, start: int) -> Found:
    """The symbol, without its number where that is hard to read: a wrong digit is worse than a gap.

    A space before the stroke ("Số: 62 /KH-UBND") shows that the number was filled in later, often by hand.
    """
    flat, end = analysis.flat, own.start + len(own.number)
    # "2#9/BC-UBND", "Số:. S4 2 /QĐ-UBND"
    torn = bool(re.search(r"[^\s:;.|]$|\d\s$", flat[max(start, own.start - 2) : own.start]))
    if torn or not _legible(analysis, own.start, end):
        return Found("…" + own.text[len(own.number) :], ((own.start, own.end),), 0.5)
    filled_in = flat[end : end + 1] == " " and analysis.document.lines[0][1].box is not None
    return Found(own.text, ((own.start, own.end),), 0.6 if filled_in else 1.0)


def _legible(analysis: Analysis, start: int, end: int) -> bool:
    return analysis.document.probability(start, end) >= _LEGIBLE


def _by_hand(analysis: Analysis, bare: re.Match[str], offset: int) -> Found:
    """A symbol whose number is not certain: digits behind a stroke ("A409") are taken, nothing else is guessed."""
    rest = re.sub(r"\s", "", bare["rest"])
    digits = re.search(r"(?<!\d)[^\d\s]?(\d{1,4})$", bare["written"])
    spans = ((offset + bare.start("written"), offset + bare.end("rest")),)
    alone = digits and sum(c.isalnum() for c in bare["written"]) - len(digits[1]) <= 1
    if digits and alone and _legible(analysis, offset + bare.start("written"), offset + bare.end("written")):
        return Found(digits[1] + rest, spans, 0.6)
    return Found("…" + rest, spans, 0.5)


def _first_line(analysis: Analysis) -> tuple[int, int]:
    body = analysis.parts[0].body
    return (body[0].start, body[0].end) if body else (0, 0)


def _joined(rows: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], int]]:
    """Each row and where the one below it ends: a long symbol may be broken ("1/2022/TTLT-VKSNDTC-" / "TANDTC-BCA")."""
    for i, (start, end) in enumerate(rows):
        yield (start, end), rows[i + 1][1] if i + 1 < len(rows) and rows[i + 1][0] - end < 3 else end


def has_date(analysis: Analysis) -> tuple[int, int] | None:
    """Return the span of the letterhead's date, also where its day is illegible, or None."""
    for line in analysis.parts[0].head.letterhead:
        # "(Từ ngày 21 tháng 10 đến ngày 26 tháng 11 năm 2003)" is the session
        if not line.text.startswith("(") and (found := _DATE_LINE.search(analysis.flat, line.start, line.end)):
            return found.span()
    return None


def dated(analysis: Analysis) -> tuple[Found | None, Found | None]:
    """Return place and ISO date of the letterhead or, as some print it, of the signature; a gap gives no date."""
    part = analysis.parts[0]
    mottos = (_MOTTO.search(analysis.flat, line.start, line.end) for line in part.head.letterhead)
    areas = [(motto.end(), motto.endpos) for motto in mottos if motto]
    areas += [(s.start, s.end) for s in segments(analysis)] + [(line.start, line.end) for line in part.foot[:4]]
    areas += [(line.start, line.end) for line in (*part.head.letterhead, *part.head.title, *part.head.after)]
    # the date beside the symbol on one line, as in "Số: 1/2006/TT-NHNN Hà Nội, ngày …"
    lines = part.head.letterhead
    areas += [(own.end + 1, line.end) for line in lines for own in symbols(analysis.flat, line.start, line.end)]
    for start, end in areas:
        found = _DATED.match(analysis.flat, start, end) or _DATED_SHORT.match(analysis.flat, start, end)
        # a title may hold a day: "… theo Quyết định số 4/2011/QĐ-TTg / ngày 27 tháng 7 năm 2011 của …"
        below = part.head.letterhead[-1].end if part.head.letterhead else 0
        if found is None or (found["place"] is None and start >= below and analysis.flat[found.end() : end].strip()):
            continue
        if found["place"] is None and start >= (part.body[0].start if part.body else end):
            continue
        day = iso_day(int(found["y"]), int(found["m"]), int(found["d"])) if found["m"] and found["d"] else None
        place = Found(squeeze(found["place"]), (found.span("place"),)) if found["place"] else None
        at = found.end("place") if found["place"] else found.start()
        at += len(analysis.flat[at : found.end()]) - len(analysis.flat[at : found.end()].lstrip(" ,"))
        return place, Found(day, ((at, found.end()),)) if day else None
    return _place_alone(analysis), None


def legible(analysis: Analysis, found: Found) -> bool:
    """Whether the print of a value is sure enough to be taken alone."""
    return all(_legible(analysis, start, end) for start, end in found.spans)


def stamped_day(analysis: Analysis) -> Found | None:
    """Return the day of the digital signature where the letterhead's legible last digit, month and year agree with it.

    "ngày +8 tháng 7 năm 2019" beside a signature of "18.07.2019 14:17:55" is the 18th.
    """
    span = has_date(analysis)
    written = _TORN_DAY.fullmatch(analysis.flat, *span) if span else None
    for stamp in _STAMP.finditer(analysis.flat) if written else ():
        agrees = written and (int(stamp["m"]), stamp["y"]) == (int(written["m"]), written["y"])
        day = iso_day(int(stamp["y"]), int(stamp["m"]), int(stamp["d"]))
        if agrees and written and day and stamp["d"].endswith(written["d"]) and span:
            return Found(day, (span, stamp.span()), _STAMPED)
    return None


def _place_alone(analysis: Analysis) -> Found | None:
    """The place before a date whose day or month cannot be read."""
    if has_date(analysis) is None:
        return None
    for segment in segments(analysis):
        if found := _PLACE.match(analysis.flat, segment.start, segment.end):
            return Found(squeeze(found["place"]), (found.span("place"),))
    return None


def issuer(analysis: Analysis) -> tuple[Found | None, Found | None]:
    """Return the issuer and the body above it as the letterhead names them."""
    names = _names(analysis)
    if not names:
        return None, _party(analysis)
    bodies = _bodies(names)
    own = _completed(analysis, bodies[-1])
    above = bodies[-2] if len(bodies) > 1 and bodies[-2].value != own.value else None
    if above and own.value.lower() in structure("issuers")["generic"]:
        own = Found(f"{own.value} {_inner(above.value)}", above.spans + own.spans)
    elif above and (place := _LEVEL.search(above.value)) and own.value.endswith(("UBND", "HĐND", "nhân dân")):
        # "UBND HUYỆN MINH TÂN / VĂN PHÒNG HĐND&UBND"
        own = Found(f"{own.value}{place.group()}", above.spans + own.spans)
    return own, above or _party(analysis)


def _completed(analysis: Analysis, own: Found) -> Found:
    """A council or committee whose place cannot be read, as the line between title and grounds names it in full."""
    if own.value not in {"Ủy ban nhân dân", "Hội đồng nhân dân"}:
        return own
    for line in analysis.parts[0].head.after:
        name = body_case(squeeze(line.text)) if is_upper(line.text) else ""
        if name.startswith(own.value) and len(name) > len(own.value):
            return Found(name, (*own.spans, (line.start, line.end)))
    return own


def _party(analysis: Analysis) -> Found | None:
    for segment in segments(analysis):
        if fuzz.ratio(fold(segment.text), "dang cong san viet nam") >= 88:
            return Found("Đảng Cộng sản Việt Nam", ((segment.start, segment.end),))
    return None


def _inner(name: str) -> str:
    """A body's name inside another's: "Văn phòng UBND tỉnh …", "Thanh tra tỉnh …"."""
    return name if name.split(maxsplit=1)[0].isupper() else name[0].upper() + name[1:]


def _names(analysis: Analysis) -> list[Segment]:
    """The segments that name bodies: capitals, no motto, symbol or date; what the Gazette repeats only once."""
    lost, kept = capitals_lost(analysis), list[Segment]()
    for segment in map(_unheaded, segments(analysis)):
        if _names_none(segment, lost=lost):
            continue
        if kept and analysis.document.probability(segment.start, segment.end) < _LOST:
            continue  # scraps below a name are no part of it
        kept.append(segment)
    for cut in range(1, len(kept)):
        if _letters(kept[:cut]) == _letters(kept[cut:]):
            return kept[cut:]
    return kept


def _names_none(segment: Segment, *, lost: bool) -> bool:
    small = lost and (_begins(segment.text) or segment.text.lower() in _continued() or _PLACED.match(segment.text))
    named = is_upper(segment.text) or small
    if not named or _NUMBERED.match(segment.text) or segment.kind is LineKind.HEAD_RIGHT:
        return True
    if segment.text.startswith("/"):
        return True  # what follows a number that was never filled in: "Số:      /QĐ.BQL-VP"
    return any(symbols(segment.text)) or _BARE.match(segment.text) is not None or _ignored(segment.text)


@cache
def _continued() -> frozenset[str]:
    return frozenset(structure("issuers")["continued"])


def _unheaded(segment: Segment) -> Segment:
    """The segment without what stands before a name: the Gazette's heading, scraps at the margin.

    "VĂN BẢN HỢP NHẤT - BỘ TÀI CHÍNH", "DA: XÃ NHÂN ĐẠO".
    """
    heading = _CONSOLIDATED.match(segment.text) or _BEFORE_PLACE.match(segment.text)
    if heading is None or heading.end() == len(segment.text):
        return segment
    return replace(segment, start=segment.start + heading.end(), text=segment.text[heading.end() :])


def _letters(names: Sequence[Segment]) -> str:
    return "".join(fold(segment.text).replace(" ", "") for segment in names)


@cache
def _ignored(text: str) -> bool:
    folded = fold(text)
    return any(
        fuzz.ratio(folded, fold(line)) >= 85 or folded.startswith(fold(line))
        for line in structure("issuers")["ignored"]
    )


def _bodies(names: Sequence[Segment]) -> list[Found]:
    """Join lines that continue a name; a line that begins a body of its own starts another."""
    groups: list[list[Segment]] = []
    for segment in names:
        open_ended = groups and groups[-1][-1].text.endswith("-")
        # "THÀNH PHỐ AN HẢI / UBND HUYỆN MINH TÂN": the place above is no beginning of the name below
        placed = groups and _PLACED.match(groups[-1][0].text) and segment.text.startswith(("UBND", "HĐND"))
        if groups and not placed and (open_ended or not _begins(segment.text)):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [
        Found(body_case(name), tuple((s.start, s.end) for s in group))
        for group in groups
        for name in _parted(squeeze(" ".join(s.text for s in group)).upper())
    ]


def _parted(name: str) -> list[str]:
    """Two bodies that a converter has put on one line: "BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN"."""
    for space in re.finditer(" ", name):
        above, own = name[: space.start()], name[space.end() :]
        known = resolve(body_case(above)) if own.lower().startswith(("tổng cục ", "cục ", "vụ ", "văn phòng")) else None
        if known and known.key and known.score >= _KNOWN:
            return [above, own]
    return [name]


def _begins(text: str) -> bool:
    # "HUYỆN ỦY ĐẠ TẺH" is a body, "HUYỆN ĐẠ TẺH" a place
    return any(f"{text.lower()} ".startswith(f"{head} ") for head in structure("issuers")["heads"])
