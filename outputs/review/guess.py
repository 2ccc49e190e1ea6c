"""What the words that a person has selected seem to say: a form to begin with, for them to check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from corpus.bodies import find_bodies
from corpus.folding import fold
from corpus.knowledge import table
from corpus.store.kinds import Kind
from corpus.text import squeeze
from corpus.units import UnitKind, form_pattern, unit_of_form
from outputs.review import typed
from outputs.review.identity import document_type
from outputs.review.typed import TypedError
from outputs.wording import Language

_KINDS: frozenset[UnitKind] = frozenset({"measure", "count", "age", "duration"})
_FIGURE = r"(?<![\w/.,])(\d[\d.,]*(?<=\d)(?:\s*(?:nghìn|triệu|tỷ|tỉ|thousand|million|billion)\b)?)"
_DATE = (
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d|(?:quý|tháng|năm)\s+[IV\d]+(?:[/.-]\d{4})?|\d{4}"
)


def guessed(kind: Kind, data: Mapping[str, Any], side: Language) -> dict[str, Any]:
    """Return the data of a new row, filled from the words of its proof."""
    text = squeeze(data["evidence"][0]["quote"])
    made = {
        "target": _target,
        "achievement": _target,
        "deadline": _deadline,
        "assignment": _assignment,
        "citation": _citation,
    }[kind](text, side)
    return dict(data) | made


def _target(text: str, side: Language) -> dict[str, Any]:
    figure = next((m for m in re.finditer(_FIGURE, text) if not re.fullmatch(r"20\d\d", m[1])), None)
    if figure is None:
        return {"indicator": {side: text}, "comparator": "achieve"}
    unit = re.compile(rf"\s*({form_pattern(side, _KINDS)})", re.IGNORECASE).match(text, figure.end())
    before = text[: figure.start()].strip()
    comparator, words = _comparator(before, side)
    return {
        "indicator": {side: words.strip(" ,;:-–") or text},
        "comparator": comparator,
        "value": _number(figure[1], side),
        "unit": unit_of_form(side)[squeeze(unit[1]).lower()].key if unit and _known(unit[1], side) else None,
        "due": _due(text, side),
    }


def _known(form: str, side: Language) -> bool:
    return squeeze(form).lower() in unit_of_form(side)


def _number(text: str, side: Language) -> float | None:
    try:
        return typed.number(text, side)
    except TypedError:
        return None


def _comparator(before: str, side: Language) -> tuple[str, str]:
    """The comparator at the end of the words before a figure, and the words without it and "đạt"."""
    plain = re.sub(r"\s+(?:đạt|là|reaches|is)$", "", before)
    for phrase, comparator in _comparators(side):
        if fold(plain).endswith(phrase):
            rest = plain[: len(plain) - len(phrase)]
            return comparator, re.sub(r"\s+(?:đạt|là|reaches|is)\s*$", "", rest)
    return "eq", plain


@cache
def _comparators(side: Language) -> list[tuple[str, str]]:
    rows = [row for row in table("comparators") if row["place"] == "before" and row["language"] == side]
    return sorted(((fold(row["phrase"]), row["comparator"]) for row in rows), key=lambda pair: -len(pair[0]))


def _due(text: str, side: Language) -> dict[str, Any] | None:
    words = r"đến|trước|by|before" if side == "vi" else r"by|before|until"
    match = re.search(rf"\b({words})\s+(?:hết\s+|cuối\s+|ngày\s+)?({_DATE})", text, re.IGNORECASE)
    if match is None:
        return None
    relation = "before" if match[1].lower() in ("trước", "before") else "by"
    try:
        end, precision = typed.day(match[2], last=relation == "by")
    except TypedError:
        return None
    return {"raw": match[0], "start": None, "end": end, "precision": precision, "relation": relation}


def _deadline(text: str, side: Language) -> dict[str, Any]:
    due = _due(text, side)
    if due:
        horizon = due["precision"] == "year"
        return due | {"kind": "target_horizon" if horizon else "task_deadline", "raw": text}
    match = re.search(_DATE, text, re.IGNORECASE)
    try:
        end, precision = typed.day(match[0], last=True) if match else (None, None)
    except TypedError:
        end, precision = None, None
    return {"raw": text, "end": end, "precision": precision}


def _assignment(text: str, _side: Language) -> dict[str, Any]:
    found = next(iter(find_bodies(text)), None)
    if found is None:
        return {"body": {}, "task": {_side: text}}
    body = found.body
    known = {part: getattr(body, part) for part in ("raw", "name", "abbreviation", "en", "key", "level", "place")}
    task = text[found.end :].strip(" ,;:-–")
    role = "implement"
    for cue, meant in (("chủ trì", "lead"), ("phối hợp", "coordinate")):
        if fold(task).startswith(cue):
            role, task = meant, task[len(cue) :].strip(" ,;:-–")
    return {"body": known, "role": role, "task": {_side: task or text}}


def _citation(text: str, _side: Language) -> dict[str, Any]:
    symbol = re.search(r"\d+[\w.]*/[\w/&.-]+\w|\d+-[\w]+/[\w.-]+\w", text)
    words = text[: symbol.start()].split() if symbol else text.split()
    name = next((n for k in range(len(words), 0, -1) if (n := _type(" ".join(words[:k])))), None)
    day = re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text[symbol.end() :] if symbol else text)
    try:
        date = typed.day(day[0], last=True)[0] if day else None
    except TypedError:
        date = None
    return {"raw": text, "symbol": symbol[0] if symbol else None, "type": name, "date": date}


def _type(words: str) -> str | None:
    found = document_type(words)
    return found["vi"] if found else None
