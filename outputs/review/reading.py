"""From what was typed into a form to the row's data: unchanged fields stay as they are, all others are checked."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from corpus.store.errors import InvalidError
from corpus.store.kinds import Kind
from outputs.review import identity, typed
from outputs.review.forms import Field, form_of
from outputs.review.typed import TypedError
from outputs.wording import Language

_WITHOUT_FIGURE = ("achieve", "complete")


class Reading:
    """One form being read: the row as it was, as it becomes, and what is wrong."""

    def __init__(self, kind: Kind, old: Mapping[str, Any], language: Language, side: Language) -> None:
        """Take the row's data; ``language`` is the reader's, ``side`` the document's."""
        self.kind, self.language, self.side = kind, language, side
        self.old = old
        self.new: dict[str, Any] = copy.deepcopy(dict(old))
        self.problems: dict[str, str] = {}
        self.typed: dict[str, str] = {}

    def changed(self, place: str) -> bool:
        """Whether another value stands at ``place`` than before."""
        return bool(_at(self.old, place) != _at(self.new, place))

    def need(self, place: str) -> None:
        """Note that a value is missing at ``place``."""
        if _at(self.new, place) in (None, ""):
            self.problems.setdefault(place, "needed")


def read_form(
    kind: Kind, old: Mapping[str, Any], answers: Mapping[str, str], language: Language, side: Language
) -> dict[str, Any]:
    """Return the row's data with what was typed, by place; places that are missing keep their value.

    Raises:
        InvalidError: with the reason for each place that is wrong, a key of texts.toml after "wrong_".
    """
    reading = Reading(kind, old, language, side)
    last = answers.get("due.relation" if "due.relation" in answers else "relation") != "before"
    for field in form_of(kind, old, side):
        if field.place in answers:
            _take(reading, field, answers[field.place], last=last and not field.place.endswith("start"))
    _COMPLETE[kind](reading)
    if reading.problems:
        raise InvalidError(reading.problems)
    return reading.new


def _take(reading: Reading, field: Field, text: str, *, last: bool) -> None:
    reading.typed[field.place] = text
    if text.strip() == field.shown(reading.old, reading.language).strip():
        return
    try:
        _put(reading.new, field.place, field.read(text, reading.language, last=last))
    except TypedError as error:
        reading.problems[field.place] = error.code


def _target(reading: Reading) -> None:
    new = reading.new
    reading.need(f"indicator.{reading.side}")
    _figures(reading)
    new["kind"] = (
        "numeric" if any(new.get(p) is not None for p in ("value", "value_min", "value_max")) else "qualitative"
    )
    for part in ("population", "area"):
        if reading.changed(f"{part}.{reading.side}"):
            new[part] = identity.keyed(_at(new, f"{part}.{reading.side}"), reading.side)
    if not reading.problems and any(map(reading.changed, (f"indicator.{reading.side}", "unit", "comparator"))):
        new["indicator"] = identity.indicator(new, reading.side)
    if any(map(reading.changed, ("value", "value_min", "value_max", "unit"))):
        new["value_raw"] = identity.printed_value(new, reading.language)
    _baseline(reading)
    _due(reading)


def _figures(reading: Reading) -> None:
    """A comparator says which figures there must be, and which there must not."""
    new, comparator = reading.new, reading.new["comparator"]
    bounds = ("value_min", "value_max")
    wanted: tuple[str, ...] = bounds if comparator == "range" else ("value",)
    reason = "not_with_range" if comparator == "range" else "only_with_range"
    if comparator in _WITHOUT_FIGURE:
        wanted, reason = (), "not_without_figure"
    for place in wanted:
        reading.need(place)
    for place in {"value", *bounds}.difference(wanted):
        if new.get(place) is not None:
            reading.problems.setdefault(place, reason)
    low, high = new.get("value_min"), new.get("value_max")
    if comparator == "range" and low is not None and high is not None and low > high:
        reading.problems.setdefault("value_max", "below_minimum")


def _baseline(reading: Reading) -> None:
    start = reading.new.get("baseline")
    if not start or not any(map(reading.changed, ("baseline.value", "baseline.date"))):
        return
    if start.get("date"):
        try:
            iso, precision = typed.day(start["date"], last=True)
            start["date"] = iso[:4] if precision == "year" else iso
        except TypedError as error:
            reading.problems["baseline.date"] = error.code
    if start.get("value") is None and not start.get("date"):
        reading.new["baseline"] = None
        return
    if start.get("value") is not None and not start.get("unit"):
        start["unit"] = reading.new.get("unit")
    start["raw"] = start.get("raw") or f"{reading.typed.get('baseline.value', '')} {start.get('date') or ''}".strip()


def _due(reading: Reading) -> None:
    """A due time without a date or words is none; one with them needs both words and precision."""
    due = reading.new.get("due")
    if not due:
        return
    if not any(due.get(part) for part in ("start", "end", "raw")):
        reading.new["due"] = None
        return
    _times(reading, due, "due.")
    if not due.get("raw"):
        due["raw"] = reading.typed.get("due.end") or reading.typed.get("due.start") or ""
    due["relation"] = due.get("relation") or "by"
    due["precision"] = due.get("precision") or "day"


def _times(reading: Reading, part: dict[str, Any], prefix: str) -> None:
    start, end = part.get("start"), part.get("end")
    if start and end and end < start and not {f"{prefix}start", f"{prefix}end"} & reading.problems.keys():
        reading.problems[f"{prefix}end"] = "before_start"
    if reading.changed(f"{prefix}precision"):
        return
    for name in ("start", "end"):
        place = prefix + name
        if reading.changed(place) and part.get(name) and place not in reading.problems:
            part["precision"] = typed.day(reading.typed[place], last=True)[1]


def _deadline(reading: Reading) -> None:
    reading.need("kind")
    reading.need("raw")
    _times(reading, reading.new, "")


def _assignment(reading: Reading) -> None:
    reading.need("body.name")
    reading.need("role")
    reading.need(f"task.{reading.side}")
    if reading.changed("body.name") and _at(reading.new, "body.name"):
        reading.new["body"] = identity.body(reading.new["body"], reading.side)
    if reading.changed(f"task.{reading.side}"):
        reading.new["task"] = {reading.side: _at(reading.new, f"task.{reading.side}")}
    _due(reading)


def _citation(reading: Reading) -> None:
    reading.need("raw")
    if reading.changed("type"):
        _known_type(reading, "type", reading.new["type"])
    if any(map(reading.changed, ("symbol", "date", "issuer", "type"))):
        reading.new["work"] = None  # it was made from the former symbol


def _head(reading: Reading) -> None:
    """A field of the head: its other parts follow what was typed; a field without any part is null."""
    field, value = reading.new["field"], reading.new["value"]
    if isinstance(value, dict):
        texts = [_at(reading.new, f.place) for f in form_of("metadata", reading.new, reading.side)]
        if not any(texts):
            reading.new["value"] = None
            return
    if reading.new["value"] == reading.old["value"]:
        return
    text = value.get(reading.side) if isinstance(value, dict) else value
    if field == "document_type":
        reading.new["value"] = _known_type(reading, f"value.{reading.side}", text)
    elif field in ("issuer", "superior"):
        reading.new["value"] = identity.named_body(text, reading.side)
    elif field == "title":
        reading.new["value"] = {reading.side: text}


def _known_type(reading: Reading, place: str, text: str | None) -> dict[str, Any] | None:
    found = identity.document_type(text) if text else None
    if text and found is None:
        reading.problems.setdefault(place, "type")
    return found


_COMPLETE = {
    "target": _target,
    "achievement": _target,
    "deadline": _deadline,
    "assignment": _assignment,
    "citation": _citation,
    "metadata": _head,
}


def _at(data: Any, place: str) -> Any:
    for part in place.split("."):
        data = data.get(part) if isinstance(data, Mapping) else None
    return data


def _put(data: dict[str, Any], place: str, value: Any) -> None:
    *path, last = place.split(".")
    for part in path:
        if not isinstance(data.get(part), dict):
            data[part] = {}
        data = data[part]
    data[last] = value
