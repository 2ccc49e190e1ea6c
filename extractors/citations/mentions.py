"""The places where a document names others: by symbol, by type and number, acts and strategies by name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure, table
from corpus.text import squeeze
from extractors.citations.symbols import Symbol, symbols
from extractors.metadata import consolidated, english, headline, letterhead, properties
from extractors.structure.joined import UPPER
from extractors.times import Time, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extractors.analysis import Analysis

DOCUMENT_TYPES = "document_types"
_BEFORE = 140
_ISSUER = re.compile(r"\s*,?\s*(?:\([^)]{0,20}\)\s*)?(?:của|of|by)\s+(?:the\s+)?", re.IGNORECASE)
_ISSUER_END = re.compile(r"[|;:.()\[\]“”\"]|,(?!\s+(?:Thể thao|Du lịch|Thương binh|Nhân dân))|$")
# a stroke beside the page's edge tears a name: "của Chính : / phủ", "của Ủy ban | / nhân dân tỉnh"
_TORN = re.compile(rf"\s[:|]\s+(?=[^\W\d_{UPPER}])")
_NUMBER = r"\s*,?\s*(?:(?:[Ss]ố|Nos?\.?)\s*[:,.]?\s*)?"
"""What may stand between a type, or an act by name, and the symbol."""
_TO_SYMBOL = re.compile(_NUMBER, re.IGNORECASE)
_ISSUING = re.compile(r"\s*,?\s[^.;:\d]{3,80}?\s(?:ra|ban\s+hành|ký(?:\s+ban\s+hành)?|thông\s+qua)\s+")
# marks that OCR sees beside a symbol: "46-CT/TW ”; ngày 22/6/2015"
_MISPLACED = re.compile(r"\s?[”\"’',.;]{1,3}\s")
_NAMED_ACT = re.compile(
    rf".*(?<!\w)(?P<type>Luật|Bộ luật|Pháp lệnh)(?P<name>\s+(?:(?!\s\s)[^;.:()]){{2,110}}?){_NUMBER}$"
)
# "Biểu số 59/CK-NSNN" is a form, no document
_FORM = re.compile(r"(?:[Bb]iểu|[Mm]ẫu|BIỂU|MẪU)(?:\s+(?:mẫu|biểu))?\s*(?:[Ss]ố)?\s*:?\s*$")
_GROUND = re.compile(r"Căn\s+cứ\s+(?:vào\s+)?(?:[^\W\d_]+\s+){1,3}số\s*:?\s*$")
_SHORT = r"(?P<number>\d{1,4}(?:/(?:19|20)\d\d)?)(?![\w/⁄:\-–]|\.\d|\s?[-/–]\s?[A-ZĐ]|\s*\d)"
_NO_CODE = re.compile(rf"\s+số\s+{_SHORT}")
# "Nghị quyết số 18, 19 và 20 của …"; "số 18, 5 xã" is another matter
_NEXT_NUMBER = re.compile(rf"\s*(?:,|và)\s+(?:số\s+)?{_SHORT}(?=\s*(?:[,;.)]|$|(?:và|của|về|ngày|năm)\s))")
_TO_LISTED = re.compile(r"[\s,]*(?:(?:và|số|\d{1,4})[\s,]*)*")
_PARTS = r"(?:(?:vào\s+)?(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương)\s[^;:.]{1,60}?\s(?:của\s+)?)?"
_ACT = re.compile(
    r"(?P<type>Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s+(?P<name>(?!này|số|hiện|liên quan)"
    # a law that amends others names them after a comma; two spaces are a paragraph's end
    r"(?:sửa\s+đổi,\s+bổ\s+sung\s+(?:một\s+số\s+)?điều\s+của\s+(?:các\s+)?)?"
    r"[^\W\d_](?:(?!\s\s|Căn\scứ)[^;.:()“”]){1,140}?)"
    r"(?=\s*,?\s*(?:ngày\s+[\dIlÍÌ¡!|]|năm\s+(?:19|20)\d\d)|\s*[;.:]|\s+và\s+(?:Luật|Nghị|các)|"
    rf",(?!\s+[^\W\d_{UPPER}])|\s+(?:đã\s+)?được\s+(?:sửa|bổ)\s)"
)
_CONSTITUTION = re.compile(r"(?P<type>Hiến pháp)(?=\s+năm\s+(?:19|20)\d\d)")
# acts that amend several others name them all before their own day
_AMENDING = re.compile(
    r"(?P<type>Luật|Bộ luật|Pháp lệnh)\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:một\s+số\s+)?[Đđ]iều\s+(?:của\s+)?(?:các\s+)?"
    r"(?=Luật|Bộ luật|Pháp lệnh)(?P<amended>(?:(?!\s\s|Căn\scứ)[^;:“”]){3,400}?)"
    r",?\s+(?:ngày\s+)?(?=\d{1,2}(?:\s+tháng\s|/\d{1,2}/))"
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
    own = _own_symbol(analysis)
    times = times_of(analysis)
    by_symbol = [
        _symbol_mention(analysis.doc, analysis.flat, s, times)
        for s in symbols(analysis.flat)
        if (s.text != own or _grounds(analysis.flat, s))
        and not _FORM.search(analysis.flat, max(0, s.start - 20), s.start)
    ]
    head_end = _letterhead_end(analysis)
    found = [m for m in by_symbol if m.start >= head_end]
    taken = [(m.start, m.end) for m in by_symbol]
    numbered = (m for m in _numbered(analysis.doc, analysis.flat, times) if not (own and _abridges(m, own)))
    for act in _amending(analysis.flat, times, head_end):
        taken.append((act.start, act.end))
        inside = [i for i, m in enumerate(found) if act.start <= m.start and m.end <= act.end]
        if len(inside) == 1:  # the one symbol before the day is its own, several are those of the acts that it amends
            found[inside[0]] = replace(found[inside[0]], start=act.start, name=act.name)
        else:
            found.append(act)
    for mention in (*numbered, *_acts(analysis.flat, times), *_named(analysis.flat, times)):
        if mention.start >= head_end and not any(mention.start < end and start < mention.end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return tuple(_completed(sorted(found, key=lambda m: m.start), analysis.flat))


def _completed(found: list[Mention], flat: str) -> Iterator[Mention]:
    """Put the rest of a symbol to numbers that are printed without it, where the text says which it is.

    "Các Nghị quyết số 1, 2/NQ-CP" are 1/NQ-CP and 2/NQ-CP; "Nghị định số 15/2018" is the 15/2018/NĐ-CP named elsewhere.
    """
    whole = {(m.type, m.symbol) for m in found if m.symbol and m.whole}
    for i, mention in enumerate(found):
        if mention.whole or mention.symbol is None:
            yield mention
            continue
        number = mention.symbol
        known = {
            symbol for kind, symbol in whole if kind == mention.type and re.match(rf"{number}[/-]\D", symbol or "")
        }
        listed = next((m for m in found[i + 1 :] if m.whole), None)
        if listed and listed.symbol and listed.type == mention.type and mention.date is None:
            rest = re.search(r"^\d+([/-]\D.*)", listed.symbol)
            if rest and "/" not in number and _TO_LISTED.fullmatch(flat, mention.end, listed.start):
                known = {number + rest[1]}
        yield replace(mention, symbol=known.pop(), whole=True) if len(known) == 1 else mention


def _own_symbol(analysis: Analysis) -> str | None:
    if analysis.language == "en":
        own = english.english_head(analysis).symbol
        return own.value if own else None
    said = headline.headline(analysis)
    printed = consolidated.symbol(analysis) or letterhead.symbol(analysis) or (said and said.symbol)
    found = printed or properties.properties(analysis).get("symbol")
    return found.value if found else None


def _grounds(flat: str, symbol: Symbol) -> bool:
    """Whether a text is based on the symbol: no document is its own ground, so another one has its number."""
    return _GROUND.search(flat, max(0, symbol.start - 40), symbol.start) is not None


def _abridges(mention: Mention, own: str) -> bool:
    """Whether "Nghị quyết số 17" is the document itself, whose symbol is "17/2026/NQ-CP"."""
    codes = {row["code"] for row in table("document_types") if row["vi"] == mention.type}
    return any(re.match(rf"{mention.symbol}(?![\w])", s.text) and s.code in codes for s in symbols(own))


def own_dates(analysis: Analysis, own: str | None) -> list[Time]:
    """Return the dates that follow the document's own symbol: "(Ban hành kèm theo Quyết định số …, ngày …)"."""
    times = times_of(analysis)
    named = (s for s in symbols(analysis.flat) if own and s.text == own and not _grounds(analysis.flat, s))
    dates = (_date_after(analysis.flat, s.end, times) for s in named)
    return [date for date in dates if date]


def _letterhead_end(analysis: Analysis) -> int:
    # in English an order may stand above what it promulgates: only the own symbol is no mention there
    lines = analysis.parts[0].head.letterhead if analysis.parts and analysis.language != "en" else ()
    return lines[-1].end if lines else 0


def _symbol_mention(doc: Doc, flat: str, symbol: Symbol, times: tuple[Time, ...]) -> Mention:
    kind, name, start = _kind(doc, flat, symbol)
    date = _date_after(flat, symbol.end, times)
    end = date.end if date else symbol.end
    issuer, issuer_end = issuer_after(flat, end)
    date = date or _date_before(flat, start, times)
    return Mention(start, issuer_end if issuer else end, symbol.text, kind, name, date, issuer)


def _kind(doc: Doc, flat: str, symbol: Symbol) -> tuple[str | None, str | None, int]:
    """The type printed before a symbol, the act's name between both, and where the mention starts."""
    types = doc.spans[DOCUMENT_TYPES]
    index = bisect_right(types, symbol.start, key=lambda span: span.end_char) - 1
    if index >= 0 and flat.endswith(("pháp ", "Pháp "), 0, types[index].start_char):
        index = -1  # "Luật Ban hành văn bản quy phạm pháp luật số …"
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
    ) or _MISPLACED.fullmatch(flat, at, time.start)
    return time if near and time.kind in {"date", "year"} and time.relation in {None, "in"} else None


def _date_before(flat: str, at: int, times: tuple[Time, ...]) -> Time | None:
    """The day on which a body issued the document: "Ngày 24/6/1977 Hội đồng Chính phủ đã ra Quyết định số 169-CP"."""
    index = bisect_left(times, at, key=lambda t: t.start) - 1
    time = times[index] if index >= 0 else None
    if time is None or time.kind != "date" or not flat.startswith("Ngày", time.start):
        return None
    return time if _ISSUING.fullmatch(flat, time.end, at) else None


def issuer_after(flat: str, at: int) -> tuple[str | None, int]:
    """Return the issuer in "của Ban Chấp hành Trung ương Đảng về …" at ``at`` and where its name ends."""
    lead = _ISSUER.match(flat, at)
    if lead is None:
        return None, at
    name, end = _issuer_name(flat, lead.end())
    if name in torn_heads() and (torn := _TORN.match(flat, end)):
        rest, rest_end = _issuer_name(flat, torn.end())
        name, end = f"{name} {rest}", rest_end
    if not name or not name[0].isupper() or len(name.split()) > 16:
        return None, at
    return squeeze(name), end


@cache
def torn_heads() -> frozenset[str]:
    """Return the heads of issuers' names that name nobody alone: "Bộ", "Ủy ban"."""
    return frozenset(structure("citation_words")["torn_heads"])


def _issuer_name(flat: str, start: int) -> tuple[str, int]:
    """The words of a name from ``start`` on, as printed, and where they end."""
    stop = _ISSUER_END.search(flat, start, min(len(flat), start + 120))
    words = flat[start : stop.start() if stop else start + 120].rstrip("/ ")
    cut = _issuer_stops().search(words)
    name = (words[: cut.start()] if cut else words).rstrip()
    if fixed := _fixed_issuers().match(name):
        name = fixed.group()
    return name, start + len(name)


@cache
def _fixed_issuers() -> re.Pattern[str]:
    names = sorted(structure("citation_words")["fixed_issuers"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(names).replace(" ", r"\s+") + r")(?!\w)")


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
        while found := _NEXT_NUMBER.match(flat, stop):
            start, stop = found.start("number"), found.end()
            yield Mention(start, stop, found["number"], kind.label_, None, None, None, whole=False)


def _acts(flat: str, times: tuple[Time, ...]) -> Iterator[Mention]:
    """Acts by name: with a date anywhere, without one only where the text gives its bases ("Căn cứ Luật …;")."""
    bases = "|".join(structure("citation_words")["bases"])
    for found in (*_CONSTITUTION.finditer(flat), *_ACT.finditer(flat)):
        date = _date_after(flat, found.end(), times)
        based = re.search(rf"(?:{bases})\s+{_PARTS}$", flat[max(0, found.start() - 90) : found.start()])
        if date or based:
            end = date.end if date else found.end()
            yield Mention(found.start(), end, None, found["type"], squeeze(found.group()), date, None)


def _amending(flat: str, times: tuple[Time, ...], start: int) -> Iterator[Mention]:
    """Yield acts that amend several: "Luật sửa đổi, bổ sung một số điều của Luật A số 1/2024/QH15 và Luật B ngày …"."""
    for found in _AMENDING.finditer(flat, start):
        issued = flat.endswith("ban hành ", 0, found.start())  # its day is that of the act that it amends
        if not issued and (date := _date_after(flat, found.end("amended"), times)):
            yield Mention(found.start(), date.end, None, found["type"], squeeze(found.group()), date, None)


@cache
def _said_of() -> re.Pattern[str]:
    """Words that tell of a plan and are no part of its title: "Quy hoạch chậm nên phải … trong năm 2022"."""
    words = "|".join(structure("citation_words")["said_of_plans"])
    return re.compile(rf"^(?:{words})(?!\w)|\||\s(?:phải|nên|được|đã|là)\s|\shiệu\s+lực\s")


def _named(flat: str, times: tuple[Time, ...]) -> Iterator[Mention]:
    """Strategies and programmes by a title that ends in their horizon: "Chiến lược … giai đoạn 2021-2030"."""
    types = "|".join(structure("citation_words")["named_types"])
    pattern = re.compile(rf"(?P<type>{types})\s+(?P<name>[^\W\d_][^;.:()“”]{{3,120}}?)\s+$")
    last = 0
    for i, time in enumerate(times):
        if not time.last or time.kind not in {"year", "period"} or time.start < last:
            continue
        found = pattern.search(flat, max(last, time.start - _BEFORE), time.start)
        if found is None or found["name"].count(",") > 3 or _said_of().search(found["name"]):
            continue
        end = time.end
        following = times[i + 1] if i + 1 < len(times) else None
        if following and following.vision and flat[end : following.start].strip() == ",":
            end = following.end
        last = end
        yield Mention(found.start(), end, None, found["type"], squeeze(flat[found.start() : end]), None, None)
