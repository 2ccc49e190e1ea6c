"""The document's head and foot as a record: symbol, type, title, issuer, place and date, signer, recipients."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.bodies import resolve
from corpus.evidence import locate
from corpus.knowledge import table
from corpus.record import Bilingual, DocumentType, Evidence, Keyed, Metadata
from corpus.text import squeeze
from extractors.citations import works
from extractors.citations.symbols import symbols
from extractors.fold import fold
from extractors.metadata import attached, bounded, consolidated, letterhead, properties, provenance
from extractors.metadata.deciders import without_decider, without_number
from extractors.metadata.english import english_head, english_metadata
from extractors.metadata.headline import headline
from extractors.metadata.letterhead import Found
from extractors.metadata.recipients import recipients
from extractors.metadata.signature import signature
from extractors.metadata.spelling import places_respelled, respelled
from extractors.structure.layout import is_upper, starts_lower
from extractors.structure.zones import BESIDE_CAPITALS, INCOMING, type_and_title, type_in, type_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

NAME, VERSION = "metadata", "1.2"
# date and address on the subject's own line
_BEHIND_SUBJECT = re.compile(r"\s+(?:(?:[A-ZĐ][^\W\d_]*\s?){1,4},\s*ngày\s.*|Kính gửi\s?:.*)$")
_ABOUT = re.compile(r"(?P<subject>(?:^|(?<=\s))V/v\b|^Về việc\b)")
# the portal's stamp, and the register's of incoming papers
_STAMP = re.compile(r"C[ÔỔ]NG THÔNG TIN ĐIỆN TỬ|CÔNG VĂN ĐẾN|ĐẾN\b|.*\bĐẾN$")
_MARGIN = re.compile(
    rf"(?:{BESIDE_CAPITALS}|(?:\S{{1,2}}\s)?\|\s*|{INCOMING}|[^\W\d_A-ZĐ]{{2,5}}:\s+(?=[A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]))"
)
# who decided, above a Party resolution's own title: "HỘI NGHỊ LẦN THỨ TƯ / BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG KHÓA XI"
_MEETING = re.compile(
    r"HỘI NGHỊ LẦN THỨ|ĐẠI HỘI .*LẦN THỨ|KH(?:ÓA|OÁ) [IVX]+$|^CỦA (?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH)"
)


def extract_metadata(analysis: Analysis) -> Metadata:
    """Return what head and foot say; a field that is not printed is null and has no evidence."""
    if analysis.language == "en":
        return english_metadata(analysis)
    symbol, place, day = analysis.once(numbered_and_dated)
    issuer, superior = (respelled(analysis, name) for name in letterhead.issuer(analysis))
    stated = properties.properties(analysis)
    signed = signature(analysis) or properties.signature(analysis)
    superior = None if _body(superior) == _body(issuer) else superior  # "QUỐC HỘI / QUỐC HỘI NƯỚC …"
    said = headline(analysis)
    issuer = (
        issuer
        or stated.get("issuer")
        or (said and said.issuer)
        or provenance.issuer_of(analysis, symbol, signed.signer if signed else None)
    )
    kind = _document_type(analysis, symbol.value if symbol else None) or stated.get("document_type")
    title = stated.get("title") or _title(analysis, symbol, kind, issuer)
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
        work=_work(symbol, kind, day, issuer),
        evidence=evidence,
        confidence={
            name: round(min([e.confidence for e in evidence[name]] or [1.0]) * value.sure, 4)
            for name, value in found.items()
            if value
        },
    )


def numbered_and_dated(analysis: Analysis) -> tuple[Found | None, Found | None, Found | None]:
    """Symbol, place and date: of the letterhead or, where a hand has written them, of what repeats them in print."""
    if analysis.language == "en":
        english = english_head(analysis)
        return english.symbol, english.place, english.day
    stated = properties.properties(analysis)
    said = headline(analysis)
    symbol = (
        consolidated.symbol(analysis) or letterhead.symbol(analysis) or (said and said.symbol) or stated.get("symbol")
    )
    if symbol is None or symbol.value.startswith("…"):
        symbol = attached.own_symbol(analysis, symbol) or symbol
    place, day = letterhead.dated(analysis)
    own = symbol.value if symbol else None
    if day is None or not letterhead.legible(analysis, day):
        # a hand-written day that is hard to read is more often wrong than right
        day = attached.own_day(analysis, own) or consolidated.day(analysis) or letterhead.stamped_day(analysis)
        day = day or bounded.bounded_day(analysis)
    if day is None and letterhead.has_date(analysis) is None:
        day = (said and said.day) or stated.get("date") or provenance.day_of(analysis, own)
    return symbol, respelled(analysis, place or consolidated.place(analysis)), day


def _evidence(analysis: Analysis, found: Found) -> list[Evidence]:
    return [locate(analysis.document, start, end) for start, end in found.spans if start < end]


def _work(symbol: Found | None, kind: Found | None, day: Found | None, issuer: Found | None) -> str | None:
    """The IRI of the document itself; the issuer is named as the record names it."""
    body = _body(issuer)
    number, name, date = (found.value if found else None for found in (symbol, kind, day))
    return works.work(number, name, date, body.vi if body else None, None)


def _number(symbol: Found | None) -> str | None:
    if symbol is None or symbol.value.startswith("…"):
        return None
    return re.split(r"[-/:]", symbol.value, maxsplit=1)[0]


def _document_type(analysis: Analysis, symbol: str | None) -> Found | None:
    """The line that names the type; without one, the type printed before the symbol, or "Công văn" by its form."""
    head = analysis.parts[0].head
    if head.type_line and consolidated.is_consolidated(analysis):
        heading = head.letterhead[0] if head.letterhead else head.type_line
        return Found(consolidated.TYPE, ((heading.start, heading.end),))
    if head.type_line:
        line = head.type_line
        both = type_and_title(line.text)
        if said := headline(analysis):
            return said.document_type
        name, end = (both[0], line.start + len(both[0])) if both else (type_in(line.text), line.end)
        return Found(name, ((line.start, end),)) if name else None
    lines = [*head.letterhead, *head.title] or list(analysis.parts[0].body[:1])
    for line in lines:
        for row in sorted(table("document_types"), key=lambda row: -len(row["vi"])):
            if symbol and re.match(rf"{row['vi']}\s+số\s?:?", line.text) and fold(row["vi"]) != "cong van":
                return Found(row["vi"], ((line.start, line.start + len(row["vi"])),))
    subject = _subject(lines)
    if symbol and subject and re.search(r"/[A-ZĐ]+(?:-|$)|CV", symbol):
        return Found("Công văn", (subject,), 0.8)
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


def _title(analysis: Analysis, symbol: Found | None, kind: Found | None, issuer: Found | None) -> Found | None:
    head, decider = analysis.parts[0].head, issuer.value if issuer else None
    lines = _without_meeting([line for line in head.title if sum(c.isalpha() for c in line.text) > 2])
    if said := headline(analysis):
        lines = [after for line in lines if (after := _after(line, said.end))]
    both = type_and_title(head.type_line.text) if head.type_line else None
    if head.type_line and both:
        start, end = head.type_line.start + both[1], (lines or [head.type_line])[-1].end
        words = without_decider(squeeze(analysis.flat[start:end]), decider)
        words = without_number(words, symbol.value) if symbol else words
        words = f"{both[0]} {words}" if kind and kind.value == consolidated.TYPE else words
        return Found(words, ((start, end),))
    if lines:
        words = without_decider(_unquoted(squeeze(" ".join(_clean(_unstamped(lines))))), decider)
        words = without_number(words, symbol.value) if symbol else words
        words = f"Về {words}" if words.startswith("việc ") else words  # the stamp's place: "[Về] việc ban hành …"
        amended = type_in(head.type_line.text) if head.type_line and kind and kind.value == consolidated.TYPE else None
        words = f"{amended} {words}" if amended else words
        words = words if is_upper(words) else places_respelled(analysis, words)
        return Found(words, ((lines[0].start, lines[-1].end),))
    if subject := _subject(head.letterhead):
        return Found(squeeze(analysis.flat[slice(*subject)]), (subject,))
    return provenance.title_of(analysis, symbol.value if symbol else None) if kind or symbol else None


def _subject(lines: Sequence[Printed]) -> tuple[int, int] | None:
    """The subject of an official letter, below its symbol or on the same line: "Số: 8/TCHQ-GSQL V/v xử lý …"."""
    for i, line in enumerate(lines):
        if found := _ABOUT.search(line.text):
            end = line.start + (cut.start() if (cut := _BEHIND_SUBJECT.search(line.text)) else line.end - line.start)
            for below in lines[i + 1 :] if end == line.end else ():
                if not starts_lower(below.text) or below.start - end > 1:
                    break
                end = below.end
            return line.start + found.start("subject"), end
    return None


def _after(line: Printed, at: int) -> Printed | None:
    """What of a line stands after ``at``."""
    start = max(line.start, at)
    text = line.text[start - line.start :]
    words = text.lstrip(" ,;:.")
    return replace(line, start=line.end - len(words), text=words) if words else None


def _unstamped(lines: Sequence[Printed]) -> list[Printed]:
    """The title's lines without a stamp's between them: a line in capitals after which the sentence goes on."""
    kept = []
    for i, line in enumerate(lines):
        stamp = 0 < i < len(lines) - 1 and is_upper(line.text) and not is_upper(lines[0].text)
        if not (stamp and _STAMP.match(line.text)):
            kept.append(line)
    return kept


def _without_meeting(lines: Sequence[Printed]) -> Sequence[Printed]:
    """The title's lines without the meeting in capitals above them; a title all in capitals stays whole."""
    at = 0
    while at < len(lines) and (_MEETING.search(lines[at].text) or (at and _STAMP.fullmatch(lines[at].text))):
        at += 1
    return lines[at:] if any(not is_upper(line.text) for line in lines[at:]) else lines


def _unquoted(words: str) -> str:
    """The words without quotation marks that have no partner: strokes of a stamp or a scanner."""
    words = words.replace('"', "") if words.count('"') % 2 else words
    return words if re.search(r"['’](?!\w)", words) else re.sub(r"(?<!\w)['‘](?=\w)", "", words)


def _clean(lines: Sequence[Printed]) -> Iterator[str]:
    """The words of a title's lines without what stamps and strokes at the margin have left: "Ị | tiết kiệm nước"."""
    above = ""
    for line in lines:
        words = line.text[found.end() :] if (found := _MARGIN.match(line.text)) else line.text
        stroke = re.match(r"[-–]\s+(?=[^\W\d_])", words)
        # "… của các Nghị / - quyết": the stroke parts a type's name; in "kinh tế / - xã hội" it is a dash
        if stroke and f"{above.rpartition(' ')[2]} {words[stroke.end() :].partition(' ')[0]}" in type_names().values():
            words = words[stroke.end() :]
        yield words
        above = words


def _title_record(analysis: Analysis, title: Found | None) -> Bilingual | None:
    if title is None:
        return None
    return Bilingual(en=title.value) if analysis.language == "en" else Bilingual(vi=title.value)


def _body(found: Found | None) -> Keyed | None:
    if found is None:
        return None
    known = resolve(found.value)
    if known and known.key == "party":
        return Keyed(vi=found.value, en=known.en, key=known.key)
    if known and known.kind == "person" and known.score < 1:
        return Keyed(vi=found.value)  # "PHỦ THỦ TƯỚNG" resembles an office and is none
    return Keyed(vi=known.name, en=known.en, key=known.key) if known else Keyed(vi=found.value)
