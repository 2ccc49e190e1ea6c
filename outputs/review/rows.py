"""A row as the list shows it: what it says, how sure it is, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.flags import explain
from corpus.record import Assignment, Citation, Deadline, Target
from corpus.store.kinds import MODELS, HeadField, Kind, Row, kind_of
from corpus.store.queue import GONE
from corpus.store.tables import OpinionEntry, RowEntry
from outputs import notation
from outputs.wording import Language, Pair, label, shown

KINDS: tuple[Kind, ...] = ("metadata", "target", "achievement", "deadline", "assignment", "citation")
"""In the order of the filter's keys 1 to 6."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class RowView:
    """One row for the template; ``spans`` of its proof and ``others`` of its time are "start-end", parted by spaces."""

    id: str
    version: int
    kind: str
    state: str
    page: int
    position: int
    confidence: float
    about: str
    head: str
    figure: str
    more: list[tuple[str, str]]
    flags: list[str]
    spans: str
    others: str

    @property
    def decided(self) -> bool:
        """Whether someone has judged the row."""
        return self.state != "open"

    @property
    def gone(self) -> bool:
        """Whether the row is no longer part of the list."""
        return self.state in GONE


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at rows: their language, and ``side``, the language in which the document's wordings are."""

    language: Language
    side: Language


def view(row: RowEntry, reader: Reader) -> RowView:
    """Return ``row`` as it stands."""
    return _view(row, reader, row.data, row.state)


def second_view(row: RowEntry, reader: Reader, opinion: OpinionEntry | None) -> RowView:
    """Return ``row`` for a second reader: as extracted, with their own opinion only."""
    data, state = (opinion.data, opinion.state) if opinion else (row.extracted or row.data, "open")
    return replace(_view(row, reader, data, state), version=1)  # another version would tell of the first reader


def _view(row: RowEntry, reader: Reader, data: dict[str, Any], state: str) -> RowView:
    model = MODELS[kind_of(row)].model_validate(data)
    said = _said(model, reader)
    return RowView(
        id=row.id,
        version=row.version,
        kind=row.kind,
        state=state,
        page=row.page,
        position=row.position,
        confidence=row.confidence,
        about=said.about,
        head=shown(said.head)[:_LONGEST],
        figure=shown(said.figure)[:_LONGEST],
        more=[(name, shown(text)[:_LONGEST]) for name, text in said.more if text],
        flags=[getattr(explain(flag), reader.language) for flag in model.flags if explain(flag).check],
        spans=_spans(data.get("evidence")),
        others=_spans((data.get("due") or {}).get("evidence")),
    )


def in_order(views: list[RowView]) -> list[RowView]:
    """Return the rows to be judged first: undecided before decided, the least sure first."""
    return sorted(views, key=lambda row: (row.decided, row.confidence, row.position))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says in words: what it is about, its head, its figure or time, and more by name."""

    about: str
    head: str
    figure: str = ""
    more: tuple[tuple[str, str], ...] = ()


def _said(row: Row, reader: Reader) -> _Said:
    language = reader.language
    if isinstance(row, Target):
        return _target(row, reader)
    if isinstance(row, Deadline):
        again = _side(label(row.recurrence, "recurrence"), language) if row.recurrence else ""
        times = _side(notation.timing(row), language) or again
        return _Said(_side(label(row.kind, "deadline"), language), row.raw, times)
    if isinstance(row, Assignment):
        return _assignment(row, reader)
    if isinstance(row, Citation):
        day = _side(notation.moment(row.date, "day"), language) if row.date else ""
        name = " ".join(filter(None, (row.type, row.symbol))) or row.raw
        return _Said("", name, day, ((_word("issuer", language), row.issuer or ""),))
    return _head(row, reader)


def _target(row: Target, reader: Reader) -> _Said:
    language = reader.language
    due = notation.timing(row.due) if row.due else None
    start = notation.baseline(row.baseline, language) if row.baseline else None
    more = (
        (_word("due", language), _side(due, language)),
        (_word("population", language), _either(row.population, reader.side)),
        (_word("area", language), _either(row.area, reader.side)),
        (_word("baseline", language), _side(start, language)),
    )
    level = _side(notation.level(row, language), language)
    if row.kind == "qualitative":
        return _Said(level, _either(row.indicator, reader.side), "", more)
    return _Said("", _either(row.indicator, reader.side), level, more)


def _assignment(row: Assignment, reader: Reader) -> _Said:
    language = reader.language
    due = notation.timing(row.due) if row.due else None
    more = ((_word("task", language), _either(row.task, reader.side)), (_word("due", language), _side(due, language)))
    return _Said("", row.body.name, _side(label(row.role, "role"), language), more)


def _head(row: HeadField, reader: Reader) -> _Said:
    language = reader.language
    name = _word({"document_type": "type"}.get(row.field, row.field), language)
    value = row.value
    if isinstance(value, Mapping) and row.field == "signer":
        parts = [value.get(part) for part in ("authority", "on_behalf_of", "role", "name")]
        return _Said(name, " – ".join(filter(None, parts)))
    if isinstance(value, Mapping):
        return _Said(name, value.get(reader.side) or value.get("vi") or value.get("en") or "")
    if value and row.field == "date":
        return _Said(name, _side(notation.moment(str(value), "day"), language))
    return _Said(name, str(value or ""))


def _either(phrase: Any, side: Language) -> str:
    """The document's own words, else the other language's."""
    if not phrase:
        return ""
    first, other = (phrase.en, phrase.vi) if side == "en" else (phrase.vi, phrase.en)
    return first or other or ""


def _side(pair: Pair | None, language: Language) -> str:
    return pair.side(language).text if pair else ""


def _word(key: str, language: Language) -> str:
    return label(key).side(language).text


def _spans(evidence: Any) -> str:
    return " ".join(f"{e['start']}-{e['end']}" for e in evidence or [])
