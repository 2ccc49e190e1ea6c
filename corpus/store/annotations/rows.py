"""Rows of the record as rows of reference annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.store.annotations.printed import Printed
from corpus.store.judged import JudgedRow

Data = Mapping[str, Any]
LETTERS = {"target": "T", "achievement": "A", "assignment": "B", "deadline": "D", "citation": "C"}
_SAME = frozenset({"achieve", "complete"})
_LISTS = {
    "target": "targets",
    "achievement": "achievements",
    "assignment": "bodies",
    "deadline": "deadlines",
    "citation": "meta.cited_documents",
    "metadata": "meta",
}


def target(data: Data, identity: str, printed: Printed) -> dict[str, Any]:
    """Return a target or an achievement."""
    due, comparator = data["due"], data["comparator"]
    row = {"id": identity, "kind": data["kind"], "section": None} | _proof(data, printed)
    if "line" in row:
        row |= {"line_start": row["line"], "line": printed.line_of(data["evidence"][0], data["value_raw"])}
    return row | {
        "indicator_vi": data["indicator"]["vi"],
        "indicator_en": data["indicator"]["en"],
        "indicator_key": data["indicator"]["key"],
        "comparator": comparator,
        "comparator_accept": sorted(_SAME) if comparator in _SAME else [comparator],
        **{name: data[name] for name in ("value", "value_min", "value_max", "value_raw", "unit")},
        "unit_accept": [data["unit"]],
        "population_vi": _vi(data["population"]),
        "population_accept": [_vi(data["population"])],
        "area_vi": _vi(data["area"]),
        "area_accept": [_vi(data["area"])],
        **_due(due),
        "due_relation": due["relation"] if due else None,
        "baseline": data["baseline"],
        "components_vi": [],
        "merge_group": None,
        "note": None,
    }


def achievement(data: Data, identity: str, printed: Printed) -> dict[str, Any]:
    """Return an achievement; its period is what a target calls its horizon."""
    row = target(data, identity, printed)
    return row | {"period": row["due"], "status": "result"}


def body(data: Data, identity: str, printed: Printed) -> dict[str, Any]:
    """Return a responsible body with its role and task."""
    named, task = data["body"], data["task"]["vi"]
    accept = [name for name in dict.fromkeys((named["name"], named["raw"])) if name]
    return {
        "id": identity,
        "section": None,
        "body_vi": named["name"],
        "body_accept": accept,
        "body_full_vi": named["name"],
        "body_abbrev": named["abbreviation"],
        "body_key": named["key"],
        "role": data["role"],
        "role_accept": [data["role"]],
        "task_vi": task,
        "task_en": data["task"]["en"],
        "tasks": [task] if task else [],
        "counterpart_vi": None,
        **_due(data["due"]),
        **_proof(data, printed),
        "note": None,
    }


def deadline(data: Data, identity: str, printed: Printed) -> dict[str, Any]:
    """Return a mention of a date, horizon or period."""
    values = _dates(data)
    return {
        "id": identity,
        "kind": data["kind"],
        "kind_accept": [data["kind"]],
        "text_vi": data["raw"],
        "value": values[0] if values else None,
        "value_accept": values,
        "recurrence": data["recurrence"],
        **_proof(data, printed),
        "applies_to_vi": None,
        "note": None,
    }


def negative(row: JudgedRow, identity: str, printed: Printed, why: str) -> dict[str, Any]:
    """Return what was extracted and does not belong in the record."""
    data = row.extracted or {}
    reading = data.get("raw") or _vi(data.get("indicator")) or _vi(data.get("body")) or data.get("value")
    return {
        "id": identity,
        **_proof(data, printed),
        "reading_vi": reading if isinstance(reading, str) else _vi(reading),
        "why_not": why,
        "not_in": [_LISTS[row.kind]],
    }


def _proof(data: Data, printed: Printed) -> dict[str, Any]:
    evidence = data.get("evidence") or []
    return printed.place(evidence[0]) if evidence else {"page" if printed.by_page else "line": 1, "quote": ""}


def _vi(phrase: Any) -> str | None:
    if not isinstance(phrase, Mapping):
        return None
    return phrase.get("vi") or phrase.get("name") or phrase.get("en")


def _due(due: Data | None) -> dict[str, Any]:
    values = _dates(due) if due else []
    return {"due": values[0] if values else None, "due_accept": values or [None]}


def _dates(data: Data) -> list[str]:
    """Return the ways to write a time, the shortest that says it all first; none where there is no date."""
    start, end, precision = data["start"], data["end"], data["precision"]
    if start and end and _cut(start, precision) != _cut(end, precision):
        return [f"{_cut(start, precision)}/{_cut(end, precision)}", f"{start}/{end}", end]
    only: Sequence[str] = [date for date in (end, start) if date]
    return list(dict.fromkeys([*(_cut(date, precision) for date in only[:1]), *only]))


def _cut(date: str, precision: str | None) -> str:
    return date[: {"year": 4, "month": 7}.get(precision or "", 10)]
