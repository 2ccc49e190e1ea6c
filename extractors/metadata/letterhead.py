"""What the letterhead says: symbol, place and date, issuer and the body above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.document import LineKind
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.citations.symbols import Symbol, symbols
from extractors.fold import fold
from extractors.metadata.body_case import body_case
from extractors.structure.layout import is_upper
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis

_NUMBERED = re.compile(r"(?:^|\s)(?:[Ss][ốo6]|No\.?)\s?:?\s*")
# the number was written by hand: missing, or read as something else ("Số: ##ÿ /CĐ-UBND", "0S /CT-UBND")
_BARE = re.compile(
    r"^(?:\S{0,2}\s?:)?(?P<written>[^/\w]*\S{0,6}?)\s*(?P<rest>[/⁄-]\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{2}[\w./Đđ-]*[A-ZĐ]\w*)$"
)
_DATED = re.compile(
    r"(?:(?P<place>[A-ZĐÀ-Ỹ][^,\d]{1,40}?)\s*,\s*)?ngày\s*(?P<d>\d{1,2})?[\s.…]*tháng\s*(?P<m>\d{1,2})?[\s.,…]*"
    r"năm\s*(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"ngày.{0,14}?tháng\W.{0,8}?năm\s*(?:19|20)\d\d")
# motto and date on one line: "Độc lập - Tự do - Hạnh phúc Hà Nội, ngày …"
_MOTTO = re.compile(r"Hạnh\s+phúc[\s*_–-]+(?=\w)", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>[A-ZĐÀ-Ỹ][^,\d]{1,40}?)\s*,\s*ngày\b", re.IGNORECASE)
_DATED_SHORT = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][^,\d]{1,40}?)\s*,\s*(?:ngày\s*)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
)


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


def segments(analysis: Analysis) -> list[Segment]:
    """Return the letterhead's lines, split where two columns share one."""
    found = []
    for line in analysis.parts[0].head.letterhead:
        at = line.start
        for piece in re.split(r"(\s{3,}|\t+|\s*\|\s*)", line.text):
            # rules under the names ("CHÍNH PHỦ -------") are no part of them
            words = piece.strip(" \t|_-–—*.ˆ^~`¬'‘’\"“”")
            if words:
                lead = piece.index(words)
                found.append(Segment(at + lead, at + lead + len(words), words, line.kind))
            at += len(piece)
    return found


def symbol(analysis: Analysis) -> Found | None:
    """Return the document's symbol; where the number was left to be written by hand and is missing, "…/CT-UBND"."""
    head = analysis.parts[0].head
    rows = [(line.start, line.end) for line in (*head.letterhead, *head.title[:1])] or [_first_line(analysis)]
    for start, end in _joined(rows):
        for own in symbols(analysis.flat, start, end):
            if _NUMBERED.search(analysis.flat[start : own.start]) or start == own.start:
                return _as_sure(analysis, own)
    for start, end in rows if head.letterhead else []:
        if bare := _BARE.match(analysis.flat[start:end]):
            return _by_hand(analysis, bare, start)
    return None


def _as_sure(analysis: Analysis, own: Symbol) -> Found:
    """The symbol, without its number where that is hard to read: a wrong digit is worse than a gap.

    A space before the stroke ("Số: 62 /KH-UBND") shows that the number was filled in later, often by hand.
    """
    flat, end = analysis.flat, own.start + len(own.number)
    torn = bool(re.search(r"[^\s:.|]$", flat[max(0, own.start - 1) : own.start]))  # "2#9/BC-UBND"
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


def _joined(rows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each row with the one below it: a long symbol may be broken ("01/2022/TTLT-VKSNDTC-" / "TANDTC-BCA")."""
    for i, (start, end) in enumerate(rows):
        yield start, rows[i + 1][1] if i + 1 < len(rows) and rows[i + 1][0] - end < 3 else end


def has_date(analysis: Analysis) -> tuple[int, int] | None:
    """Return the span of the letterhead's date, also where its day is illegible, or None."""
    for line in analysis.parts[0].head.letterhead:
        if found := _DATE_LINE.search(analysis.flat, line.start, line.end):
            return found.span()
    return None


def dated(analysis: Analysis) -> tuple[Found | None, Found | None]:
    """Return place and ISO date of the letterhead or, as some print it, of the signature; a gap gives no date."""
    part = analysis.parts[0]
    areas = [(s.start, s.end) for s in segments(analysis)] + [(line.start, line.end) for line in part.foot[:4]]
    areas += [(line.start, line.end) for line in (*part.head.letterhead, *part.head.title, *part.head.after)]
    mottos = (_MOTTO.search(analysis.flat, line.start, line.end) for line in part.head.letterhead)
    areas += [(motto.end(), motto.endpos) for motto in mottos if motto]
    for start, end in areas:
        found = _DATED.match(analysis.flat, start, end) or _DATED_SHORT.match(analysis.flat, start, end)
        if found is None or (found["place"] is None and start >= (part.body[0].start if part.body else end)):
            continue
        day = iso_day(int(found["y"]), int(found["m"]), int(found["d"])) if found["m"] and found["d"] else None
        place = Found(squeeze(found["place"]), (found.span("place"),)) if found["place"] else None
        at = found.end("place") if found["place"] else found.start()
        at += len(analysis.flat[at : found.end()]) - len(analysis.flat[at : found.end()].lstrip(" ,"))
        return place, Found(day, ((at, found.end()),)) if day else None
    return _place_alone(analysis), None


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
    own = bodies[-1]
    above = bodies[-2] if len(bodies) > 1 else None
    if above and own.value.lower() in structure("issuers")["generic"]:
        own = Found(f"{own.value} {_inner(above.value)}", above.spans + own.spans)
    return own, above or _party(analysis)


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
    kept: list[Segment] = []
    for segment in segments(analysis):
        if not is_upper(segment.text) or _NUMBERED.match(segment.text) or segment.kind is LineKind.HEAD_RIGHT:
            continue
        if any(symbols(segment.text)) or _BARE.match(segment.text) or _ignored(segment.text):
            continue
        if kept and analysis.document.probability(segment.start, segment.end) < _LOST:
            continue  # scraps below a name are no part of it
        kept.append(segment)
    for cut in range(1, len(kept)):
        if _letters(kept[:cut]) == _letters(kept[cut:]):
            return kept[cut:]
    return kept


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
        if groups and (open_ended or not _begins(segment.text)):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [
        Found(body_case(squeeze(" ".join(s.text for s in group))), tuple((s.start, s.end) for s in group))
        for group in groups
    ]


def _begins(text: str) -> bool:
    # "HUYỆN ỦY ĐẠ TẺH" is a body, "HUYỆN ĐẠ TẺH" a place
    return any(f"{text.lower()} ".startswith(f"{head} ") for head in structure("issuers")["heads"])
