"""What the knowledge of corpus/ says of words that a person has typed: the indicator, body or type that they name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from corpus.bodies import resolve
from corpus.folding import fold
from corpus.glossary import english
from corpus.indicator_match import match_indicator
from corpus.knowledge import table
from outputs.notation import quantity
from outputs.wording import Language


def indicator(target: Mapping[str, Any], side: Language) -> dict[str, Any]:
    """Return the indicator of ``target`` with what the catalogue says of its wording, unit and comparator."""
    wording = target["indicator"][side]
    match = match_indicator(wording, side, target.get("unit"), target["comparator"])
    others = [{"key": other.indicator.key, "score": other.score} for other in match.others]
    if match.found is None:
        return {side: wording, "candidates": others}
    known = match.found.indicator
    other = {"en": known.en[0]} if side == "vi" else {"vi": known.vi[0]}
    found = {"key": known.key, "score": match.found.score, "sdg": known.sdg, "candidates": others}
    return {side: wording} | other | found


def keyed(phrase: str | None, side: Language) -> dict[str, Any] | None:
    """Return a phrase with the English that the glossary has for it; None without a phrase."""
    if not phrase:
        return None
    return {"en": phrase} if side == "en" else {"vi": phrase, "en": english(phrase)}


def body(typed: Mapping[str, Any], side: Language) -> dict[str, Any]:
    """Return the body with the name that was typed; ``raw`` stays what is printed."""
    name = typed["name"]
    found = resolve(name) if side == "vi" else None
    raw = typed.get("raw") or name
    if found is None or found.ambiguous:
        return {"raw": raw, "name": name, "en": name if side == "en" else english(name, "body")}
    known = {"abbreviation": found.abbreviation, "en": found.en, "key": found.key}
    return {"raw": raw, "name": found.name, "level": found.level, "place": found.place} | known


def named_body(name: str | None, side: Language) -> dict[str, Any] | None:
    """Return a body as the head of a document holds it; None without a name."""
    if not name:
        return None
    found = body({"name": name}, side)
    return {side: name, "key": found.get("key")} | ({"en": found.get("en")} if side == "vi" else {})


def document_type(text: str) -> dict[str, Any] | None:
    """Return the type of document with that Vietnamese or English name, None where the table has none."""
    return _types().get(fold(text))


@cache
def _types() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in table("document_types"):
        for name in (row["vi"], row["en"]):
            found.setdefault(fold(name), {"code": row["code"] or None, "vi": row["vi"], "en": row["en"]})
    return found


def named_anew(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with an identifier of its own where its kind has one: the same values have the same."""
    if "id" not in data:
        return dict(data)
    said = json.dumps({k: v for k, v in data.items() if k != "id"}, sort_keys=True, ensure_ascii=False)
    return dict(data) | {"id": "p-" + hashlib.sha256(said.encode()).hexdigest()[:16]}


def printed_value(target: Mapping[str, Any], language: Language) -> str | None:
    """Return a target's figures with their unit, as they would be printed."""
    low = target.get("value") if target.get("value") is not None else target.get("value_min")
    if low is None:
        return None
    return quantity(low, target.get("unit"), language, upper=target.get("value_max")).replace("\N{NO-BREAK SPACE}", " ")
