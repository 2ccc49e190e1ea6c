"""The forms in which rows are corrected and added, from forms.toml: what stands in each field, and what was typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from corpus.knowledge import structure
from corpus.record import Comparator, DeadlineKind, Precision, Relation, Role
from corpus.store.kinds import Kind
from corpus.text import nfc, squeeze
from outputs import notation
from outputs.review import typed
from outputs.review.typed import TypedError
from outputs.wording import Language

CHOICES: dict[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "relation": get_args(Relation),
    "precision": get_args(Precision),
    "role": get_args(Role),
    "deadline": get_args(DeadlineKind),
    "recurrence": tuple(structure("labels")["recurrence"]),
}
"""What may be chosen, by the group's name."""
_MOST_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; ``place`` is where its value stands in the row's data ("due.end")."""

    place: str
    label: str
    input: str
    size: int
    source: str = ""

    def within(self, data: Mapping[str, Any]) -> Any:
        """Return the value that ``data`` holds, None where it holds none."""
        value: Any = data
        for part in self.place.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def shown(self, data: Mapping[str, Any], language: Language) -> str:
        """Return the value as a reader of ``language`` finds it in the field."""
        value = self.within(data)
        if value is None:
            return ""
        if self.input == "number":
            return notation.number(value, language)
        if self.input == "date":
            return typed.shown_day(str(value), language)
        if self.input == "unit":
            return typed.shown_unit(str(value), language)
        return str(value)

    def read(self, text: str, language: Language, *, last: bool) -> Any:
        """Return the value of what was typed, None for nothing.

        Raises:
            TypedError: when it cannot be taken.
        """
        plain = squeeze(nfc(text))
        if not plain:
            return None
        if len(plain) > _MOST_CHARACTERS:
            raise TypedError("long")
        if self.input == "number":
            return typed.number(plain, language)
        if self.input == "date":
            return typed.day(plain, last=last)[0]
        if self.input == "unit":
            return typed.unit(plain)
        if self.input == "choice" and plain not in CHOICES[self.source]:
            raise TypedError("choice")
        return plain


@cache
def _forms() -> dict[str, tuple[dict[str, Any], ...]]:
    text = Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")
    return {name: tuple(fields) for name, fields in tomllib.loads(text).items()}


def form_of(kind: Kind, data: Mapping[str, Any], side: Language) -> list[Field]:
    """Return the fields of a row's form; ``side`` is the language of its document.

    Raises:
        KeyError: when there is no such form.
    """
    name = data["field"] if kind == "metadata" else "target" if kind == "achievement" else kind
    own = {"indicator": "achieved"} if kind == "achievement" else {}
    return [_field(row | {"label": own.get(row["label"], row["label"])}, side) for row in _forms()[name]]


def _field(row: dict[str, Any], side: Language) -> Field:
    return Field(**(row | {"place": row["place"].format(side=side)}))
