"""The document's head and foot as a record: symbol, type, title, issuer, place and date, signer, recipients."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.bodies import resolve
from corpus.evidence import locate
from corpus.knowledge import table
from corpus.record import Bilingual, DocumentType, Evidence, Keyed, Metadata
from corpus.text import squeeze
from extractors.citations.symbols import symbols
from extractors.fold import fold
from extractors.metadata import letterhead, provenance
from extractors.metadata.letterhead import Found
from extractors.metadata.recipients import recipients
from extractors.metadata.signature import signature
from extractors.structure.zones import type_and_title, type_in

if TYPE_CHECKING:
    from extractors.analysis import Analysis

NAME, VERSION = "metadata", "1.0"


def extract_metadata(analysis: Analysis) -> Metadata:
    """Return what head and foot say; a field that is not printed is null and has no evidence."""
    symbol = letterhead.symbol(analysis)
    place, day = letterhead.dated(analysis)
    if day is None and letterhead.has_date(analysis) is None:
        day = provenance.day_of(analysis, symbol.value if symbol else None)
    issuer, superior = letterhead.issuer(analysis)
    signed = signature(analysis)
    issuer = issuer or provenance.issuer_of(analysis, symbol, signed.signer if signed else None)
    kind = _document_type(analysis, symbol.value if symbol else None)
    title = _title(analysis, symbol.value if symbol else None, kind)
    found: dict[str, Found | None] = {
        "symbol": symbol,
        "document_type": kind,
        "title": title,
        "issuer": issuer,
        "superior": superior,
        "place": place,
        "date": day,
        "signer": Found("", signed.spans, signed.sure) if signed and signed.spans else None,
    }
    evidence = {name: _evidence(analysis, value) for name, value in found.items() if value}
    return Metadata(
        symbol=symbol.value if symbol else None,
        number=_number(symbol),
        document_type=_type_record(kind, symbol.value if symbol else None),
        title=_title_record(analysis, title),
        issuer=_body(issuer),
        superior=_body(superior),
        place=place.value if place else None,
        date=day.value if day else None,
        signer=signed.signer if signed else None,
        recipients=recipients(analysis),
        evidence=evidence,
        confidence={
            name: round(min([e.confidence for e in evidence[name]] or [1.0]) * value.sure, 4)
            for name, value in found.items()
            if value
        },
    )


def _evidence(analysis: Analysis, found: Found) -> list[Evidence]:
    return [locate(analysis.document, start, end) for start, end in found.spans if start < end]


def _number(symbol: Found | None) -> str | None:
    if symbol is None or symbol.value.startswith("…"):
        return None
    return re.split(r"[-/:]", symbol.value, maxsplit=1)[0]


def _document_type(analysis: Analysis, symbol: str | None) -> Found | None:
    """The line that names the type; without one, the type printed before the symbol, or "Công văn" by its form."""
    head = analysis.parts[0].head
    if head.type_line:
        line = head.type_line
        both = type_and_title(line.text)
        name, end = (both[0], line.start + len(both[0])) if both else (type_in(line.text), line.end)
        return Found(name, ((line.start, end),)) if name else None
    lines = [*head.letterhead, *head.title] or list(analysis.parts[0].body[:1])
    for line in lines:
        for row in sorted(table("document_types"), key=lambda row: -len(row["vi"])):
            if symbol and re.match(rf"{row['vi']}\s+số\s?:?", line.text) and fold(row["vi"]) != "cong van":
                return Found(row["vi"], ((line.start, line.start + len(row["vi"])),))
    subject = next((line for line in lines if line.text.startswith(("V/v", "Về việc"))), None)
    if symbol and subject and re.search(r"/[A-ZĐ]+(?:-|$)|CV", symbol):
        return Found("Công văn", ((subject.start, subject.end),), 0.8)
    return None


@cache
def _type_rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in table("document_types") if row["vi"] == name)


def _type_record(found: Found | None, symbol: str | None) -> DocumentType | None:
    """The type with its English and the code that the symbol uses, where the table has several."""
    if found is None:
        return None
    rows = _type_rows(found.value)
    codes = [s.code for s in symbols(symbol or "")]
    row = next((row for row in rows if row["code"] in codes), rows[0])
    return DocumentType(vi=row["vi"], en=row["en"], code=row["code"] or None)


def _title(analysis: Analysis, symbol: str | None, kind: Found | None) -> Found | None:
    head = analysis.parts[0].head
    lines = [line for line in head.title if any(c.isalpha() for c in line.text)]
    both = type_and_title(head.type_line.text) if head.type_line else None
    if head.type_line and both:
        start, end = head.type_line.start + both[1], (lines or [head.type_line])[-1].end
        return Found(squeeze(analysis.flat[start:end]), ((start, end),))
    if lines:
        words = squeeze(" ".join(line.text for line in lines))
        return Found(words, ((lines[0].start, lines[-1].end),))
    subject = next((line for line in head.letterhead if line.text.startswith(("V/v", "Về việc"))), None)
    if subject:
        return Found(subject.text, ((subject.start, subject.end),))
    return provenance.title_of(analysis, symbol) if kind or symbol else None


def _title_record(analysis: Analysis, title: Found | None) -> Bilingual | None:
    if title is None:
        return None
    return Bilingual(en=title.value) if analysis.language == "en" else Bilingual(vi=title.value)


def _body(found: Found | None) -> Keyed | None:
    if found is None:
        return None
    known = resolve(found.value)
    return Keyed(vi=known.name, en=known.en, key=known.key) if known else Keyed(vi=found.value)
