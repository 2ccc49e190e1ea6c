"""Other documents that a document names: one citation for each, with every mention as evidence.

What the text does not say stays null: no issuer is derived from a symbol, no date from general knowledge.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.evidence import locate
from corpus.knowledge import structure, table
from corpus.record import Citation
from corpus.text import squeeze
from extractors.citations.issuers import contradicts, issuer_before
from extractors.citations.symbols import Symbol, symbols
from extractors.fold import fold
from extractors.metadata import letterhead
from extractors.times import Time, times_of
from extractors.times.grammar import doubtful

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from extractors.analysis import Analysis

NAME, VERSION = "citations", "1.0"
DOCUMENT_TYPES = "document_types"
_BEFORE = 140
_ISSUER = re.compile(r"\s*,?\s*(?:\([^)]{0,20}\)\s*)?(?:của|of|by)\s+(?:the\s+)?", re.IGNORECASE)
_ISSUER_END = re.compile(r"[|;:.()\[\]“”\"]|,(?!\s+(?:Thể thao|Du lịch|Thương binh|Nhân dân))|$")
_NUMBER = r"\s*,?\s*(?:(?:[Ss]ố|Nos?\.?)\s*[:,.]?\s*)?"
"""What may stand between a type, or an act by name, and the symbol."""
_TO_SYMBOL = re.compile(_NUMBER, re.IGNORECASE)
_NAMED_ACT = re.compile(
    rf".*(?<!\w)(?P<type>Luật|Bộ luật|Pháp lệnh)(?P<name>\s+(?:(?!\s\s)[^;.:()]){{2,110}}?){_NUMBER}$"
)
_NO_CODE = re.compile(r"\s+số\s+(?P<number>\d{1,4})(?![\w/⁄:.\-–]|\s?[-/–]\s?[A-ZĐ]|\s*\d)")
_ACT = re.compile(
    r"(?P<type>Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s+(?P<name>(?!này|số|hiện|liên quan)"
    # a law that amends others names them after a comma; two spaces are a paragraph's end
    r"(?:sửa\s+đổi,\s+bổ\s+sung\s+(?:một\s+số\s+)?điều\s+của\s+(?:các\s+)?)?"
    r"[^\W\d_](?:(?!\s\s|Căn\scứ)[^;.:()“”]){1,140}?)"
    r"(?=\s*,?\s*(?:ngày\s+[\dIlÍÌ¡!|]|năm\s+(?:19|20)\d\d)|\s*[;.:]|\s+và\s+(?:Luật|Nghị|các)|,)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document is named; ``date`` is the time that dates it."""

    start: int
    end: int
    symbol: str | None
    type: str | None
    name: str | None
    date: Time | None
    issuer: str | None
    whole: bool = True


@cache
def _type_codes() -> dict[tuple[str, str], str]:
    """Types by system and code, where the system's code has one type only."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in table("document_types"):
        for system in ("state", "party") if row["system"] == "both" else (row["system"],):
            names.setdefault((system, row["code"]), []).append(row["vi"])
    return {key: vi[0] for key, vi in names.items() if key[1] and len({v.split()[0] for v in vi}) == 1}


def mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Return every mention of another document, in text order; the document's own symbol is none."""
    printed = letterhead.symbol(analysis)
    own = printed.value if printed else None
    times = times_of(analysis)
    by_symbol = [
        _symbol_mention(analysis.doc, analysis.flat, s, times) for s in symbols(analysis.flat) if s.text != own
    ]
    head_end = _letterhead_end(analysis)
    found = [m for m in by_symbol if m.start >= head_end]
    taken = [(m.start, m.end) for m in by_symbol]
    numbered = (m for m in _numbered(analysis.doc, analysis.flat, times) if not (own and _abridges(m, own)))
    for mention in (*numbered, *_acts(analysis.flat, times), *_named(analysis.flat, times)):
        if mention.start >= head_end and not any(mention.start < end and start < mention.end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return tuple(sorted(found, key=lambda m: m.start))


def _abridges(mention: Mention, own: str) -> bool:
    """Whether "Nghị quyết số 17" is the document itself, whose symbol is "17/2026/NQ-CP"."""
    codes = {row["code"] for row in table("document_types") if row["vi"] == mention.type}
    return any(s.number == mention.symbol and s.code in codes for s in symbols(own))


def own_dates(analysis: Analysis, own: str | None) -> list[Time]:
    """Return the dates that follow the document's own symbol: "(Ban hành kèm theo Quyết định số …, ngày …)"."""
    times = times_of(analysis)
    dates = (_date_after(analysis.flat, s.end, times) for s in symbols(analysis.flat) if own and s.text == own)
    return [date for date in dates if date]


def _letterhead_end(analysis: Analysis) -> int:
    lines = analysis.parts[0].head.letterhead if analysis.parts else ()
    return lines[-1].end if lines else 0


def _symbol_mention(doc: Doc, flat: str, symbol: Symbol, times: tuple[Time, ...]) -> Mention:
    kind, name, start = _kind(doc, flat, symbol)
    date = _date_after(flat, symbol.end, times)
    end = date.end if date else symbol.end
    issuer, issuer_end = issuer_after(flat, end)
    return Mention(start, issuer_end if issuer else end, symbol.text, kind, name, date, issuer)


def _kind(doc: Doc, flat: str, symbol: Symbol) -> tuple[str | None, str | None, int]:
    """The type printed before a symbol, the act's name between both, and where the mention starts."""
    types = doc.spans[DOCUMENT_TYPES]
    index = bisect_right(types, symbol.start, key=lambda span: span.end_char) - 1
    if index >= 0 and _TO_SYMBOL.fullmatch(flat, types[index].end_char, symbol.start):
        return types[index].label_, None, types[index].start_char
    if found := _NAMED_ACT.match(flat, max(0, symbol.start - _BEFORE), symbol.start):
        return found["type"], squeeze(found["name"]), found.start("type")
    return _type_codes().get((symbol.system, symbol.code)), None, symbol.start


def _date_after(flat: str, at: int, times: tuple[Time, ...]) -> Time | None:
    """The day, or for acts the year, that follows a name directly: ", ngày 24/11/2023", "(ngày 22/12/2024)"."""
    index = bisect_left(times, at, key=lambda t: t.start)
    if index == len(times):
        return None
    time = times[index]
    # "2171/UBND- ngày …" has lost the end of its symbol, "ngày 25/1 25/11/2013" repeats a broken date
    near = re.fullmatch(
        r"(?:\s?[-–])?\s*,?\s*\(?\s*(?:dated|of|issued\s+on|signed\s+on)?\s*(?:ngày\s+\d{1,2}/\d{0,2}\s+)?",
        flat[at : time.start],
    )
    return time if near and time.kind in {"date", "year"} and time.relation in {None, "in"} else None


def issuer_after(flat: str, at: int) -> tuple[str | None, int]:
    """Return the issuer in "của Ban Chấp hành Trung ương Đảng về …" at ``at`` and where its name ends."""
    lead = _ISSUER.match(flat, at)
    if lead is None:
        return None, at
    stop = _ISSUER_END.search(flat, lead.end(), min(len(flat), lead.end() + 120))
    words = flat[lead.end() : stop.start() if stop else lead.end() + 120]
    cut = _issuer_stops().search(words)
    name = (words[: cut.start()] if cut else words).rstrip()
    if not name or not name[0].isupper() or len(name.split()) > 16:
        return None, at
    return squeeze(name), lead.end() + len(name)


@cache
def _issuer_stops() -> re.Pattern[str]:
    words = structure("citation_words")["issuer_stops"]
    return re.compile(r"\s+(?:" + "|".join(w.replace(" ", r"\s+") for w in words) + r")(?!\w)")


def _numbered(doc: Doc, flat: str, times: tuple[Time, ...]) -> Iterator[Mention]:
    """Yield mentions by a number without the rest of the symbol: "Nghị quyết số 18, Nghị quyết số 19"."""
    for kind in doc.spans[DOCUMENT_TYPES]:
        found = _NO_CODE.match(flat, kind.end_char) if kind.text[0].isupper() else None
        if found is None:
            continue
        date = _date_after(flat, found.end(), times)
        end = date.end if date else found.end()
        issuer, issuer_end = issuer_after(flat, end)
        stop = issuer_end if issuer else end
        yield Mention(kind.start_char, stop, found["number"], kind.label_, None, date, issuer, whole=False)


def _acts(flat: str, times: tuple[Time, ...]) -> Iterator[Mention]:
    """Acts by name: with a date anywhere, without one only where the text gives its bases ("Căn cứ Luật …;")."""
    bases = "|".join(structure("citation_words")["bases"])
    for found in _ACT.finditer(flat):
        date = _date_after(flat, found.end(), times)
        based = re.search(rf"(?:{bases})\s+$", flat[max(0, found.start() - 20) : found.start()])
        if date or based:
            end = date.end if date else found.end()
            yield Mention(found.start(), end, None, found["type"], squeeze(found.group()), date, None)


def _named(flat: str, times: tuple[Time, ...]) -> Iterator[Mention]:
    """Strategies and programmes by a title that ends in their horizon: "Chiến lược … giai đoạn 2021-2030"."""
    types = "|".join(structure("citation_words")["named_types"])
    pattern = re.compile(rf"(?P<type>{types})\s+(?P<name>[^\W\d_][^;.:()“”]{{3,120}}?)\s+$")
    last = 0
    for i, time in enumerate(times):
        if not time.last or time.kind not in {"year", "period"} or time.start < last:
            continue
        found = pattern.search(flat, max(last, time.start - _BEFORE), time.start)
        if found is None or found["name"].count(",") > 3:
            continue
        end = time.end
        following = times[i + 1] if i + 1 < len(times) else None
        if following and following.vision and flat[end : following.start].strip() == ",":
            end = following.end
        last = end
        yield Mention(found.start(), end, None, found["type"], squeeze(flat[found.start() : end]), None, None)


def extract_citations(analysis: Analysis) -> list[Citation]:
    """Return one citation for each document that the text names, in order of first mention."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions(analysis):
        groups.setdefault(_identity(mention, groups), []).append(mention)
    return [_citation(analysis, group) for group in groups.values()]


def _identity(mention: Mention, groups: Iterable[str]) -> str:
    """What makes two mentions one document: the symbol or name, and the date where both give one."""
    base = (mention.symbol or fold(mention.name or "")).casefold()
    day = _day(mention)
    known = [key for key in groups if key.partition("|")[0] == base]
    # "Luật … năm 2015" is "Luật … ngày 25 tháng 6 năm 2015"
    same = [key for key in known if _same_day(day, key.partition("|")[2])]
    exact = [key for key in same if key.partition("|")[2] == day]
    return (exact or same or [f"{base}|{day}"])[0]


def _same_day(day: str, other: str) -> bool:
    """Whether two dates do not contradict each other; a year alone, or no date, agrees with every day of it."""
    return day.startswith(other) or other.startswith(day)


def _day(mention: Mention) -> str:
    if mention.date is None or mention.date.last is None:
        return ""
    return mention.date.last if mention.date.precision == "day" else mention.date.last[:4]


def _flags(analysis: Analysis, group: list[Mention], full: Mention, issuer: str | None) -> list[str]:
    """What a person should look at: a symbol without its end or of another body, a date whose digits are broken."""
    said = analysis.flat[full.start : full.end]
    cut_off = full.symbol is not None and re.search(re.escape(full.symbol) + r"\s?[-–]\s", said) is not None
    unsure = any(m.date and doubtful(analysis.flat[m.date.start : m.date.end]) for m in group)
    odd = bool(full.symbol and issuer and contradicts(full.symbol, issuer, analysis.language))
    flags = {"incomplete_symbol": not full.whole or cut_off, "numeric_unverified": unsure, "issuer_mismatch": odd}
    return [flag for flag, raised in flags.items() if raised]


def _citation(analysis: Analysis, group: list[Mention]) -> Citation:
    full = max(group, key=lambda m: (m.date is not None) + (m.issuer is not None) + (m.type is not None))
    dates = [m.date for m in group if m.date and m.date.first == m.date.last]
    before = analysis.language if full.symbol else None
    said = (m.issuer or (before and issuer_before(analysis.flat, m.start, before)) for m in (full, *group))
    issuer = next((name for name in said if name), None)
    evidence = [locate(analysis.document, m.start, m.end) for m in group]
    return Citation(
        symbol=full.symbol,
        type=next((m.type for m in (full, *group) if m.type), None),
        date=dates[0].last if dates else None,
        issuer=issuer,
        raw=squeeze(analysis.flat[full.start : full.end]),
        confidence=max(e.confidence for e in evidence),
        flags=_flags(analysis, group, full, issuer),
        evidence=evidence,
    )
