"""Completion: what the knowledge of corpus/ offers for the beginning of a name, typed with or without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from corpus.body_lexicon import entries, spellings
from corpus.indicators import indicators
from corpus.knowledge import table
from corpus.store.folding import unmarked
from corpus.units import units
from outputs.web.access import Clerk
from outputs.web.pages import language_of, page

router = APIRouter()
_MOST = 10
_LONGEST = 200
_PROVINCE = {"province": "tỉnh", "city": "thành phố"}
_LEVELS = {"none": ("tỉnh", "thành phố", "huyện", "xã", "phường", "các cấp"), "provincial": ("tỉnh", "thành phố")}
"""What may follow a body's name, by the level of the body; bodies of other levels are offered by name alone."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One name that is offered: what goes into the field, and what explains it."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """An offer with a form in which it is looked up, without diacritics."""

    form: str
    offer: Offer


@router.get("/complete/{what}")
def complete(request: Request, what: str, _person: Clerk, q: str = "") -> Response:
    """Offer names that fit what was typed, the likeliest first."""
    if what not in _LISTS:
        raise HTTPException(404)
    language = language_of(request)
    found = offers(what, q[:_LONGEST], language)
    return page(request, "offers.html.j2", found=found)


def make_ready(language: str) -> None:
    """Read all lists, which takes longer than an answer may: nobody waits at the first letter typed."""
    for what in _LISTS:
        _known(what, language)


@lru_cache(maxsize=2048)
def offers(what: str, typed: str, language: str) -> list[Offer]:
    """Return at most ten names of the list ``what`` (unit, indicator, body, type or place) that fit ``typed``.

    First those that begin with it, then those with a word that does, then those that hold all its words' beginnings in
    order; abbreviations of bodies count as written out.
    """
    wanted = _written_out(unmarked(typed)) if what == "body" else unmarked(typed)
    if not wanted:
        return []
    parts = wanted.split()
    ranked: tuple[list[Offer], ...] = ([], [], [])
    for known in _known(what, language):
        rank = _rank(known.form, wanted, parts)
        if rank is not None:
            ranked[rank].append(known.offer)
    by_name: dict[str, Offer] = {}
    for offer in chain(*ranked):
        by_name.setdefault(offer.name, offer)
    return list(islice(by_name.values(), _MOST))


def _rank(form: str, wanted: str, parts: list[str]) -> int | None:
    if form.startswith(wanted):
        return 0
    if f" {wanted}" in form:
        return 1
    at = 0
    padded = f" {form}"
    for part in parts:
        at = padded.find(f" {part}", at)
        if at < 0:
            return None
        at += 1
    return 2


def _written_out(typed: str) -> str:
    """Put the words of known abbreviations in their place: "ubnd tinh" is looked up as "uy ban nhan dan tinh"."""
    return " ".join(_abbreviations().get(part, part) for part in typed.split())


@cache
def _abbreviations() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("body_abbreviations"):
        if row["context"] == "any" and " " not in row["short"]:
            found.setdefault(unmarked(row["short"]), unmarked(row["long"]))
    return found


@cache
def _known(what: str, language: str) -> list[_Known]:
    """The list by look-up form; of several forms the shorter first, so that "xã" is offered before "xã hội"."""
    return sorted(_LISTS[what](language), key=lambda known: (len(known.form), known.form))


def _units(language: str) -> list[_Known]:
    found = []
    for unit in units().values():
        name, note = (unit.name_vi, unit.name_en) if language == "vi" else (unit.name_en, unit.name_vi)
        forms = {unit.key, unit.name_vi, unit.name_en, *unit.vi, *unit.en}
        found += [_Known(unmarked(form), Offer(name, note)) for form in forms]
    return found


def _indicators(_language: str) -> list[_Known]:
    found = []
    for known in indicators().values():
        names = (*known.vi, *known.en)
        found += [
            _Known(unmarked(name), Offer(name, "" if name in (known.vi[0], known.en[0]) else known.vi[0]))
            for name in names
        ]
    return found


def _bodies(_language: str) -> list[_Known]:
    """Every body by name and alias; those that take a level or place also with each of them."""
    found = [
        _Known(_written_out(unmarked(form)), Offer(entry.vi, form if form != entry.vi else ""))
        for form, entry in spellings()
    ]
    provinces = [f"{_PROVINCE[row['kind']]} {row['vi']}" for row in table("provinces")]
    for entry in (entry for entry in entries() if entry.scope == "local" and entry.level in _LEVELS):
        tails = [*_LEVELS[entry.level], *provinces]
        found += [_Known(unmarked(f"{entry.vi} {tail}"), Offer(f"{entry.vi} {tail}")) for tail in tails]
    return found


def _types(_language: str) -> list[_Known]:
    rows = table("document_types")
    names = [_Known(unmarked(row["vi"]), Offer(row["vi"], row["code"])) for row in rows]
    return names + [_Known(unmarked(row["code"]), Offer(row["vi"], row["code"])) for row in rows if row["code"]]


def _places(_language: str) -> list[_Known]:
    return [_Known(unmarked(row["vi"]), Offer(row["vi"])) for row in table("provinces")]


_LISTS = {"unit": _units, "indicator": _indicators, "body": _bodies, "type": _types, "place": _places}
