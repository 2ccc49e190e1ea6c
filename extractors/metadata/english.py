"""Head and signature of an English document: type, symbol, date, title, issuer, place and who signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.bodies import ResolvedBody, resolve
from corpus.evidence import locate
from corpus.knowledge import structure, table
from corpus.names_english import body_english, listed_bodies
from corpus.record import Bilingual, DocumentType, Keyed, Metadata, Signer
from corpus.text import squeeze
from extractors.citations import works
from extractors.citations.symbols import symbols
from extractors.metadata.letterhead import Found
from extractors.structure.english_head import headline, is_issuer, type_names
from extractors.times import Time, times_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

_NUMBERED = re.compile(r"(?:.*\s)?No\s?[.:]*\s*(?P<symbol>\d[\w./-]*\w)\s*$")
_PLACED = re.compile(r"(?P<place>[A-Z][\w’' ]{2,30}),\s+(?=(?:[A-Z][a-z]+\s+\d|\d{1,2}\s+[A-Z]|dated?\b|on\b))")
_NATION = re.compile(r"SOCIALIST REPUBLIC OF VIET|COMMUNIST PARTY OF VIET")
_DECIDES = (
    r"(?:promulgates?|issues?|guides?|decides?|resolves?|adopts?|prescribes?|provides?|stipulates?|details?|amends?|"
    r"requests?|instructs?|agree)"
)
_PROMULGATES = re.compile(
    rf"^(?:(?:In|For|To|On|At|With|Based)\s[^.;]*?,\s+(?=the\s))?(?i:The)\s+(?P<body>[A-Z][\w’',\s]{{4,180}}?)\s+(?:hereby\s+|jointly\s+|has\s+|have\s+)?(?:{_DECIDES}|resolved|decided|agreed)\s"
)
_THE_TYPE = re.compile(
    r"^The\s+[A-Z][^.;]{4,120}?\s+promulgates?\s+(?:this|the)\s+(?P<type>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s"
)
_ADOPTED = re.compile(
    r"This\s+(?:Law|Code|Ordinance|Resolution)\s+was\s+(?:passed|adopted)\s+on\s+(?P<day>[^.;]{8,30}?\d{4}),?\s+by\s+the\s+(?:[XVI]+th\s*)?(?P<body>National\s+Assembly(?:\s+Standing\s+Committee)?)"
)
_NAME = re.compile(r"[A-Z][A-Z’'-]+(?:\s+[A-Z][A-Z’'-]*){1,4}|[A-Z][a-z]+(?:\s+[A-Z][a-z]+){1,4}")
_SIGNED = re.compile(r"\(?signed(?:\s+and\s+sealed)?\)?$", re.IGNORECASE)
_PREAMBLE = 30  # lines
_ADOPTION = 0.85
_BY_CODE = 0.8
"""How sure an issuer is that only the symbol tells, whose last code is its own ("QD-TTg")."""


@dataclass(frozen=True, slots=True)
class EnglishHead:
    """What head and foot say, each with where it stands; None where nothing does."""

    document_type: Found | None = None
    symbol: Found | None = None
    day: Found | None = None
    title: Found | None = None
    issuer: Found | None = None
    place: Found | None = None


def english_head(analysis: Analysis) -> EnglishHead:
    """Return what the head of an English document says; of an article, its title alone."""
    return analysis.once(_english_head)


def _english_head(analysis: Analysis) -> EnglishHead:
    head, flat = analysis.parts[0].head, analysis.flat
    start = (head.title or head.letterhead or (head.type_line,))[0]
    if start is None:
        return EnglishHead()
    said = None
    if head.title:
        said = headline().match(flat, head.title[0].start, head.title[-1].end)
    kind, symbol = _type(analysis, said), _symbol(analysis, said)
    day = _said_day(analysis, said) or _head_day(analysis) or _adoption_day(analysis)
    return EnglishHead(
        kind, symbol, day, _title(analysis, said, day), _issuer(analysis, symbol, kind), _place(analysis)
    )


def _type(analysis: Analysis, said: re.Match[str] | None) -> Found | None:
    head = analysis.parts[0].head
    if said:
        return Found(type_names()[squeeze(said["type"]).lower()], (said.span("type"),))
    if head.type_line and (vi := type_names().get(head.type_line.text.strip(" :.").lower())):
        return Found(vi, ((head.type_line.start, head.type_line.end),))
    act = re.search(r"(?<!\w)(?:law|code|ordinance)(?!\w)", head.title[0].text, re.IGNORECASE) if head.title else None
    alone = act and len(analysis.parts[0].head.after) + len(head.title) and _is_act(analysis)
    if act and alone:
        return Found(type_names()[act[0].lower()], (_at(head.title[0], act),))
    return _promulgated_type(analysis)


def _promulgated_type(analysis: Analysis) -> Found | None:
    """The type that only the preamble names: "The National Assembly promulgates the Law on Treaties."."""
    for line in [*analysis.parts[0].head.after, *analysis.parts[0].body][:_PREAMBLE]:
        said = _THE_TYPE.match(line.text)
        name = said and next((n for n in (said["type"], said["type"].split()[0]) if n.lower() in type_names()), None)
        if said and name:
            start = line.start + said.start("type")
            return Found(type_names()[name.lower()], ((start, start + len(name)),), _ADOPTION)
    return None


def _is_act(analysis: Analysis) -> bool:
    """Whether the grounds of an act follow the title: other titles may name a law too."""
    body = analysis.parts[0].body
    return bool(body) and body[0].text.startswith(("Pursuant", "Chapter", "Article"))


def _at(line: Printed, found: re.Match[str]) -> tuple[int, int]:
    return line.start + found.start(), line.start + found.end()


def _symbol(analysis: Analysis, said: re.Match[str] | None) -> Found | None:
    if said:
        own = next(symbols(analysis.flat, said.start("symbol"), said.end("symbol")), None)
        return Found(own.text, ((own.start, own.end),)) if own else None
    for line in analysis.parts[0].head.letterhead:
        if numbered := _NUMBERED.match(line.text):
            low, high = _at_group(line, numbered, "symbol")
            own = next(symbols(analysis.flat, low, high), None)
            return Found(own.text, ((own.start, own.end),)) if own else None
    return None


def _at_group(line: Printed, found: re.Match[str], group: str) -> tuple[int, int]:
    return line.start + found.start(group), line.start + found.end(group)


def _said_day(analysis: Analysis, said: re.Match[str] | None) -> Found | None:
    """The day just behind the symbol."""
    if said is None:
        return None
    time = next((t for t in times_in(analysis, said.start("rest"), said.end()) if t.kind == "date"), None)
    near = time and not analysis.flat[said.start("rest") : time.start].strip()
    return Found(time.first, ((time.start, time.end),)) if time and near and time.first else None


def _head_day(analysis: Analysis) -> Found | None:
    """The day of the letterhead: "Hanoi, March 2, 2011"."""
    head = analysis.parts[0].head
    for line in (*head.letterhead, *head.after):
        if placed := _PLACED.match(line.text):
            time = _day(times_in(analysis, line.start + placed.end(), line.end))
            if time and time.first:
                return Found(time.first, ((time.start, time.end),))
    return None


def _adoption_day(analysis: Analysis) -> Found | None:
    adopted = _ADOPTED.search(analysis.flat)
    time = _day(times_in(analysis, adopted.start(), adopted.end("day"))) if adopted else None
    return Found(time.first, ((time.start, time.end),), _ADOPTION) if time and time.first else None


def _day(times: Sequence[Time]) -> Time | None:
    return next((time for time in times if time.kind == "date"), None)


def _title(analysis: Analysis, said: re.Match[str] | None, day: Found | None) -> Found | None:
    """The words behind symbol and date, or the lines below the type."""
    lines = analysis.parts[0].head.title
    if not lines:
        return None
    start, end = lines[0].start, lines[-1].end
    if said:
        start = said.start("rest")
        start = day.spans[0][1] if day and start <= day.spans[0][0] < end else start
        start += len(analysis.flat[start:end]) - len(analysis.flat[start:end].lstrip(" ,"))
    words = squeeze(analysis.flat[start:end])
    return Found(words, ((start, end),)) if words else None


def _issuer(analysis: Analysis, symbol: Found | None, kind: Found | None) -> Found | None:
    """The line in capitals; else who promulgates or has passed the text; else whose symbol it is."""
    head = analysis.parts[0].head
    for line in (*head.after, *head.letterhead):
        if is_issuer(line.text) and not _NATION.match(line.text):
            return Found(_running(line.text), ((line.start, line.end),))
    if kind is None and symbol is None:
        return None
    for line in analysis.parts[0].body[:_PREAMBLE]:
        if promulgates := _PROMULGATES.match(line.text):
            return Found(squeeze(promulgates["body"]), (_at_group(line, promulgates, "body"),))
    if adopted := _ADOPTED.search(analysis.flat):
        return Found(squeeze(adopted["body"]), (adopted.span("body"),))
    if kind and (signed := _signature(analysis)):
        acting = signed[0].on_behalf_of or signed[0].role or ""
        name = re.sub(r"^the\s+", "", acting, flags=re.IGNORECASE)
        return Found(_running(name) if name.isupper() else name, signed[1].spans[:1], _BY_CODE)
    owner = structure("issuers")["codes"].get(re.split(r"[-/]", symbol.value)[-1]) if symbol else None
    return Found(owner, symbol.spans, _BY_CODE) if owner and symbol else None


def _running(capitals: str) -> str:
    """A name in capitals as running text prints it: "THE STATE BANK OF VIETNAM" to "State Bank of Vietnam"."""
    small = {"of", "and", "the", "for", "on"}
    words = [word if word in small else word.capitalize() for word in capitals.lower().split()]
    return " ".join(words[1:] if words[0] == "the" else words)


def _place(analysis: Analysis) -> Found | None:
    head = analysis.parts[0].head
    for line in (*head.letterhead, *head.after):
        if placed := _PLACED.match(line.text):
            return Found(placed["place"], (_at_group(line, placed, "place"),))
    return None


def english_metadata(analysis: Analysis) -> Metadata:
    """Return what head and foot of an English document say; a field that is not printed is null."""
    head, signed = english_head(analysis), _signature(analysis)
    found = {
        "symbol": head.symbol,
        "document_type": head.document_type,
        "title": head.title,
        "issuer": head.issuer,
        "place": head.place,
        "date": head.day,
        "signer": signed[1] if signed else None,
    }
    evidence = {name: [locate(analysis.document, *span) for span in one.spans] for name, one in found.items() if one}
    issuer = _keyed(head.issuer)
    symbol, kind, day = (one.value if one else None for one in (head.symbol, head.document_type, head.day))
    return Metadata(
        symbol=symbol,
        number=re.split(r"[-/]", symbol, maxsplit=1)[0] if symbol else None,
        document_type=_type_record(kind),
        title=Bilingual(en=head.title.value) if head.title else None,
        issuer=issuer,
        place=head.place.value if head.place else None,
        date=day,
        signer=signed[0] if signed else None,
        work=works.work(symbol, kind, day, issuer.vi if issuer else None, None),
        evidence=evidence,
        confidence={
            name: round(min([e.confidence for e in evidence[name]] or [1.0]) * one.sure, 4)
            for name, one in found.items()
            if one
        },
    )


def _type_record(vi: str | None) -> DocumentType | None:
    row = next((row for row in table("document_types") if row["vi"] == vi), None)
    return DocumentType(vi=row["vi"], en=row["en"], code=row["code"] or None) if row else None


def _keyed(issuer: Found | None) -> Keyed | None:
    if issuer is None:
        return None
    several = [span.body for span in listed_bodies(issuer.value, 0, len(issuer.value))]
    if len(several) > 1 and all(body.key for body in several):
        return Keyed(vi=" - ".join(body.name for body in several), en=issuer.value)
    known: ResolvedBody | None = resolve(issuer.value) if not issuer.value.isascii() else body_english(issuer.value)
    if known is None or not known.key:
        return Keyed(en=issuer.value)
    return Keyed(vi=known.name, en=known.en, key=known.key)


def _signature(analysis: Analysis) -> tuple[Signer, Found] | None:
    """Office and name on two lines of their own, and whom the signer stands for on the line above them."""
    part = analysis.parts[0]  # what stands above its title may be the order that promulgates it, signed itself
    lines = [line for line in part.lines[len(part.head.letterhead) :] if not _SIGNED.match(line.text)]
    for i, line in enumerate(lines[1:], start=1):
        office = lines[i - 1]
        if _NAME.fullmatch(line.text.strip(" .")) and _is_office(office.text):
            spans = [(office.start, office.end), (line.start, line.end)]
            behalf = _behalf(lines[i - 2].text) if i > 1 else None
            spans = [(lines[i - 2].start, lines[i - 2].end), *spans] if behalf else spans
            authority, body = behalf or (None, None)
            signer = Signer(
                name=line.text.strip(" .").title(), role=squeeze(office.text), authority=authority, on_behalf_of=body
            )
            return signer, Found("", tuple(spans))
    return None


def _is_office(text: str) -> bool:
    words = text.strip(" .,").lower()
    return any(words == office or words.startswith((f"{office} of ", f"{office} at ")) for office in _offices())


def _offices() -> list[str]:
    return list(structure("issuers")["english"]["offices"])


def _behalf(text: str) -> tuple[str, str] | None:
    found = re.fullmatch(
        rf"(?P<authority>{'|'.join(structure('issuers')['english']['authorities'])})\s+(?P<body>.{{4,80}})", text
    )
    return (found["authority"], squeeze(found["body"])) if found else None
