"""From a record to the head of its summary: what the document is, what its text is like, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.bodies import resolve
from corpus.flags import CHECK_BELOW
from corpus.record import Metadata, Quality, Record, Signer
from outputs import notation
from outputs.problems import Trouble, in_words
from outputs.sections import language_of
from outputs.view import Prover
from outputs.wording import Pair, both, has_label, label, pair, printed, told


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact; ``check`` when a person should look at it, ``known`` false when the document does not give it."""

    name: Pair
    words: Pair
    check: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading: its number, words, level from 1 and place."""

    number: str
    title: Pair
    level: int
    place: Pair


def title(record: Record) -> Pair:
    """Return the document's title, or words that say there is none."""
    named = record.metadata.title
    return (pair(named.vi, named.en) if named else None) or label("untitled")


def kind(record: Record) -> Pair:
    """Return the type of the document in words, "Văn bản" / "Document" when it is not known."""
    named = record.metadata.document_type
    return (pair(named.vi, named.en) if named else None) or label("document")


def identity_facts(record: Record) -> tuple[Fact, ...]:
    """Return type, symbol, issuer, superior body, date, place and signer; what is not known says so."""
    meta, language = record.metadata, language_of(record)
    named = {
        "type": pair(meta.document_type.vi, meta.document_type.en) if meta.document_type else None,
        "symbol": printed(meta.symbol) if meta.symbol else None,
        "issuer": pair(meta.issuer.vi, meta.issuer.en) if meta.issuer else None,
        "superior": pair(meta.superior.vi, meta.superior.en) if meta.superior else None,
        "date": notation.moment(meta.date, "day") if meta.date else None,
        "place": told(meta.place, language),
        "signer": _signer(meta.signer) if meta.signer else None,
    }
    kept = {key: words for key, words in named.items() if words or key not in {"superior", "place"}}
    return tuple(_fact(meta, key, words) for key, words in kept.items())


def _fact(meta: Metadata, key: str, words: Pair | None) -> Fact:
    field = {"type": "document_type"}.get(key, key)
    unsure = meta.confidence.get(field, 1.0) < CHECK_BELOW
    return Fact(label(key), words or label("unknown"), check=unsure and words is not None, known=words is not None)


def _signer(signer: Signer) -> Pair | None:
    """Name first, then the office and on whose behalf, each part in English where the glossary has it."""
    parts = [pair(signer.role, None), _behalf(signer)]
    office = [part for part in parts if part]
    name = printed(signer.name) if signer.name else label("unknown")
    if not office:
        return name if signer.name else None
    vi = ", ".join(part.vi.text for part in office)
    missing = any(part.en.foreign for part in office)
    en = ", ".join(f"[vi] {part.en.text}" if part.en.foreign else part.en.text for part in office)
    return both(f"{name.vi.text} – {vi}", f"{name.en.text} – {en}" if missing or en else name.en.text)


def _behalf(signer: Signer) -> Pair | None:
    """By what right somebody signs: "T/M Tỉnh ủy", "on behalf of the Provincial Party Committee"."""
    right = re.sub(r"(?<=[KT])/|[./]$", "", signer.authority or "")
    acted = signer.on_behalf_of
    body = _acted_for(acted) if acted else None
    if not has_label(right, "authorities") or (body is None) != (right == "Q") or (body and body.en.foreign):
        return pair(" ".join(part for part in (signer.authority, acted) if part), None)
    form = label(right, "authorities")
    vi = form.vi.text.format(printed=signer.authority, body=body.vi.text if body else "")
    return both(vi, form.en.text.format(body=body.en.text.removeprefix("the ") if body else ""))


def _acted_for(name: str) -> Pair | None:
    """The body or office acted for: a body by the gazetteer, an office by the glossary."""
    known = resolve(name)
    return pair(name, known.en if known and known.score == 1.0 else None)


def state_facts(record: Record) -> tuple[Fact, ...]:
    """Return condition, grade, pages, language and how the reading went."""
    info = record.document
    facts = [Fact(label("status"), label(info.status, "status"), check=info.status != "done")]
    if info.condition:
        facts.append(Fact(label("condition"), label(info.condition, "condition")))
    if info.quality:
        grade = info.quality.grade
        facts.append(Fact(label("grade"), label(grade, "grade"), check=grade == "poor"))
        facts.append(Fact(label("reading"), _reading(info.quality)))
    facts.append(Fact(label("pages"), printed(str(info.pages))))
    facts.append(Fact(label("language"), label(info.language, "language")))
    return (*facts, Fact(label("source"), printed(info.source)))


def _reading(quality: Quality) -> Pair:
    form = label("figures", "reading")
    texts = []
    for lang in ("vi", "en"):
        counts = {
            "words": notation.number(quality.words, lang),
            "repaired": notation.number(quality.repaired_words, lang),
            "unsure": notation.number(quality.unsure_words, lang),
            "mean": notation.quantity(int(quality.mean_confidence * 1000) / 10, "percent", lang),
        }
        texts.append(form.side(lang).text.format(**counts))
    return both(*texts)


def outline(record: Record) -> tuple[OutlineItem, ...]:
    """Return the headings with their places."""
    prover, language = Prover(record.document.pages, {}, language_of(record)), language_of(record)
    return tuple(
        OutlineItem(
            printed(item.number).vi.text,
            told(item.title, language) or both("", ""),
            item.level,
            prover.place(item.page, item.line),
        )
        for item in record.outline
    )


def recipients(record: Record) -> tuple[Pair, ...]:
    """Return who received the document."""
    named = (pair(item.name or item.raw, item.en) for item in record.metadata.recipients)
    return tuple(words for words in named if words)


def troubles(record: Record) -> tuple[Trouble, ...]:
    """Return what could not be read, whole-document problems first, then by page."""
    return tuple(in_words(item) for item in sorted(record.document.errors, key=lambda problem: problem.page or 0))


def page_readings(record: Record) -> tuple[tuple[int, Pair, str, str | None], ...]:
    """Return number, kind of reading, reason and picture of each page."""
    return tuple(
        (page.number, label(page.source, "page_source"), printed(page.reason).vi.text, page.image)
        for page in record.document.page_details
    )
