"""The kinds of rows that people judge, and the model of each: those of the record, and the fields of the head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from corpus.record import Assignment, Citation, Deadline, Evidence, Metadata, Model, Record, Target
from corpus.store.errors import InvalidError
from corpus.store.tables import RowEntry

Kind = Literal["metadata", "target", "achievement", "deadline", "assignment", "citation"]
HeadName = Literal["symbol", "document_type", "title", "issuer", "superior", "place", "date", "signer"]


class HeadField(Model):
    """One field of the document's head or foot, as a row of its own. ``value`` has the field's form in the record."""

    field: HeadName
    value: Any = None
    confidence: float = Field(1.0, ge=0, le=1)
    flags: list[str] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)


Row = HeadField | Target | Deadline | Assignment | Citation
MODELS: dict[Kind, type[Row]] = {
    "metadata": HeadField,
    "target": Target,
    "achievement": Target,
    "deadline": Deadline,
    "assignment": Assignment,
    "citation": Citation,
}
LISTS: dict[Kind, str] = {
    "target": "targets",
    "achievement": "achievements",
    "deadline": "deadlines",
    "assignment": "assignments",
    "citation": "citations",
}
"""The list of the record that holds the rows of a kind."""
_BIG = 2**63
FIELDS: tuple[HeadName, ...] = get_args(HeadName)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A row as the program found it; ``key`` names it within its document and kind and survives a new extraction."""

    kind: Kind
    key: str
    row: Row

    @property
    def page(self) -> int:
        """The page of the first proof; 1 where there is none."""
        return self.row.evidence[0].page if self.row.evidence else 1


def rows_of(record: Record) -> Iterator[Extracted]:
    """Yield everything in ``record`` that a person is to judge, in the order of the record."""
    for field in FIELDS:
        yield Extracted("metadata", field, head_field(record.metadata, field))
    for kind, name in LISTS.items():
        seen: Counter[str] = Counter()
        for row in getattr(record, name):
            key = _key(row)
            seen[key] += 1
            yield Extracted(kind, key if seen[key] == 1 else f"{key}~{seen[key]}", row)


def head_field(metadata: Metadata, field: str) -> HeadField:
    """Return one field of the head as a row; what is not there is a row without value, to be looked for."""
    value = metadata.model_dump(mode="json")[field]
    return HeadField.model_validate(
        {
            "field": field,
            "value": value,
            "confidence": metadata.confidence.get(field, 1.0 if value is not None else 0.5),
            "evidence": metadata.evidence.get(field, []),
        }
    )


def validated(kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` as the kind's model writes it.

    Raises:
        InvalidError: with the reason for each field that is wrong.
    """
    try:
        row = MODELS[kind].model_validate(dict(data))
        if isinstance(row, HeadField):
            Metadata.model_validate({row.field: row.value})
    except ValidationError as error:
        raise InvalidError({".".join(map(str, e["loc"])) or kind: e["msg"] for e in error.errors()}) from error
    new = row.model_dump(mode="json")
    if problems := dict(_unstorable(new, ())):
        raise InvalidError(problems)
    return new


def _unstorable(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the places of what no database keeps: null characters, halves of characters, numbers without an end."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _unstorable(key, path)
            yield from _unstorable(part, (*path, str(key)))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _unstorable(part, (*path, str(number)))
    elif isinstance(value, str) and not is_storable(value):
        yield ".".join(path), "characters that cannot be kept"
    elif isinstance(value, float) and not isfinite(value):
        yield ".".join(path), "not a finite number"
    elif isinstance(value, int) and abs(value) >= _BIG:
        yield ".".join(path), "too big"


def is_storable(text: str) -> bool:
    """Whether both databases keep ``text`` as it is."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def kind_of(row: RowEntry) -> Kind:
    """Return the kind of a row of the store."""
    return next(kind for kind in MODELS if kind == row.kind)


def _key(row: Row) -> str:
    if isinstance(row, Target | Assignment):
        return row.id
    proof = row.evidence[0] if row.evidence else None
    return f"{proof.start}-{proof.end}" if proof else "unlocated"
