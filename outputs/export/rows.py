"""Rows as a clerk reads them in a workbook or a printed report: figures and days as such, the rest in Vietnamese.

The keys of the cells are those of the columns in texts.toml. What a document does not say is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.flags import explain, needs_check
from corpus.record import Assignment, Bilingual, Citation, Deadline, Due, Evidence, Link, Target
from outputs import head, notation
from outputs.export.about import word
from outputs.export.source import Exported
from outputs.sections import language_of
from outputs.view import Prover
from outputs.wording import Language, Pair, label, pair, told

Value = str | int | float | date | None
Cells = dict[str, Value]
TABLES = ("targets", "achievements", "deadlines", "assignments", "citations")
"""The lists of a record that have a table each."""

_FIRST_YEAR = 1900  # of a spreadsheet's calendar
_UNJUDGED = (None, "open")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by their keys, and whether a person should still check it."""

    cells: Cells
    check: bool


def document_row(item: Exported) -> Row:
    """Return the row of the document itself."""
    record, meta = item.record, item.record.metadata
    info, signer = record.document, record.metadata.signer
    cells: Cells = {
        "symbol": meta.symbol,
        "type": _vi(_phrase(meta.document_type)),
        **_sides("title", _phrase(meta.title)),
        **_sides("issuer", _phrase(meta.issuer)),
        "date": _day(meta.date),
        "signer": signer.name if signer else None,
        "signer_role": signer.role if signer else None,
        **{table: len(getattr(record, table)) for table in TABLES},
        "unsure": sum(_unsure(item, table) for table in TABLES),
        "pages": info.pages,
        "condition": label(info.condition, "condition").vi.text if info.condition else None,
        "grade": label(info.quality.grade, "grade").vi.text if info.quality else None,
        "status": label(info.status, "status").vi.text,
        "notes": troubles(item) or None,
        "source": info.source,
        "folder": item.folder,
        "state": word("document_state", item.review.document) if item.review else None,
    }
    return Row(cells, info.status != "done")


def rows(item: Exported, table: str) -> Iterator[Row]:
    """Yield the rows of one of ``TABLES``, in the order of the record."""
    record = item.record
    common: Cells = {
        "symbol": record.metadata.symbol or record.document.source,
        "issuer": _vi(_phrase(record.metadata.issuer)),
        "source": record.document.source,
    }
    prover, language = Prover(record.document.pages, {}, language_of(record)), language_of(record)
    for at, value in enumerate(getattr(record, table)):
        state = item.state(table, at)
        judged: Cells = {
            "confidence": value.confidence,
            "notes": "; ".join(explain(flag).vi for flag in value.flags) or None,
            "state": word("state", state) if state else None,
        }
        cells = common | _MAKERS[table](value, language) | _proof(value.evidence, prover) | judged
        yield Row(cells, _to_check(value, state))


def troubles(item: Exported) -> str:
    """Return what could not be read of the document, where and why; "" where all was."""
    parts = []
    for trouble in head.troubles(item.record):
        told_words = " ".join(words.vi.text for words in (trouble.reason, trouble.remedy) if words)
        parts.append(f"{trouble.place.vi.text}: {told_words}")
    return "; ".join(parts)


def _unsure(item: Exported, table: str) -> int:
    values = enumerate(getattr(item.record, table))
    return sum(_to_check(value, item.state(table, at)) for at, value in values)


def _to_check(value: Any, state: str | None) -> bool:
    """What a person has judged needs no further look, however unsure the reading was."""
    return state in _UNJUDGED and needs_check(value.confidence, value.flags)


def _target(target: Target, language: Language) -> Cells:
    start = target.baseline
    return {
        **_sides("indicator", _phrase(target.indicator)),
        "comparator": word("comparator", target.comparator),
        "value": target.value,
        "value_min": target.value_min,
        "value_max": target.value_max,
        "unit": _unit(target.unit, target.value_raw),
        "value_raw": target.value_raw,
        "level": notation.level(target, language).vi.text,
        "population": _vi(_phrase(target.population)),
        "area": _vi(_phrase(target.area)),
        "baseline": start.value if start else None,
        "baseline_unit": _unit(start.unit, start.raw) if start else None,
        "baseline_raw": start.raw if start else None,
        "baseline_words": _vi(notation.baseline(start, language)) if start else None,
        "key": target.indicator.key,
        "sdg": target.indicator.sdg,
        **_due(target.due, language),
    }


def _deadline(item: Deadline, language: Language) -> Cells:
    recurrence = label(item.recurrence, "recurrence").vi.text if item.recurrence else None
    return {
        "kind": label(item.kind, "deadline").vi.text,
        "due": _vi(notation.timing(item)) or recurrence or _vi(told(item.raw, language)),
        "raw": item.raw,
        "due_start": _day(item.start),
        "due_end": _day(item.end),
        "recurrence": recurrence,
    }


def _assignment(item: Assignment, language: Language) -> Cells:
    return {
        **_sides("body", pair(item.body.name, item.body.en)),
        "role": label(item.role, "role").vi.text,
        **_sides("task", _phrase(item.task)),
        **_due(item.due, language),
    }


def _citation(item: Citation, _language: Language) -> Cells:
    return {
        "cited_symbol": item.symbol,
        "cited_type": item.type,
        "cited_date": _day(item.date),
        "cited_issuer": item.issuer,
        "relation": "; ".join(dict.fromkeys(_link(link) for link in item.links)) or None,
        "raw": item.raw,
    }


_MAKERS: dict[str, Callable[[Any, Language], Cells]] = {
    "targets": _target,
    "achievements": _target,
    "deadlines": _deadline,
    "assignments": _assignment,
    "citations": _citation,
}


def _link(link: Link) -> str:
    by = "" if link.kind == "issued_with" else f"{label('by_source').vi.text} "
    source = f" {by}{link.source}" if link.source else ""
    part = f" ({link.provisions})" if link.provisions else ""
    return label(link.kind, "link").vi.text + source + part


def _due(due: Due | None, language: Language) -> Cells:
    """The days are the borders as the record has them; the words say whether the last one counts ("trước")."""
    if due is None:
        return {}
    words = _vi(notation.timing(due)) or _vi(told(due.raw, language))
    mark = f" ({label('inherited').vi.text})" if words and due.inherited else ""
    return {"due": f"{words}{mark}" if words else None, "due_start": _day(due.start), "due_end": _day(due.end)}


def _proof(evidence: list[Evidence], prover: Prover) -> Cells:
    if not evidence:
        return {}
    first = evidence[0]
    place = prover.prove(evidence[:1])[0].place.vi.text
    return {"page": first.page, "line": first.line, "quote": first.quote, "place": place}


def _unit(unit: str | None, raw: str | None) -> str | None:
    return notation.unit_words(unit, raw or "") if unit else None


def _phrase(phrase: Bilingual | None) -> Pair | None:
    return pair(phrase.vi, phrase.en) if phrase else None


def _vi(words: Pair | None) -> str | None:
    return words.vi.text if words else None


def _sides(key: str, words: Pair | None) -> Cells:
    """Both languages; Vietnamese first, or what there is where the document is in English."""
    if words is None:
        return {}
    return {key: words.vi.text, f"{key}_en": None if words.en.foreign else words.en.text}


def _day(iso: str | None) -> date | str | None:
    """Return a day for a spreadsheet's calendar; what is not one stays as it stands."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso
    return day if day.year >= _FIRST_YEAR else iso
