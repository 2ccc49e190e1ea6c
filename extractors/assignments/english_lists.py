"""Assignments of an English document: sentences that name who acts, and lists under a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.bodies_english import english_words
from corpus.record import Assignment, Role
from extractors.analysis import Analysis
from extractors.assignments.build import has_due, merged
from extractors.assignments.clause import LEAVING_OUT, Actor
from extractors.assignments.english import (
    actor,
    announced,
    english_duties,
    headed,
    named_duties,
    predicate,
    shared_task,
    verb_at,
)
from extractors.assignments.predicates import Duty
from extractors.structure.sentences import sentences

_RANKS = (
    ("part", r"(?:Part|PART|Chapter|CHAPTER|Section|SECTION)\s+[\dIVXA-D]+"),
    ("roman", r"[IVX]{1,5}\s?[./)]"),
    ("article", r"Article\s+\d+"),
    ("arabic", r"\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/]"),
    ("letter", r"[a-z]{1,2}\s?[/).]\s"),
    ("dash", r"[-–—]\s"),
    ("plus", r"[+•*.]\s"),
)
_STYLES = tuple((name, re.compile(rf"\s*(?P<mark>{mark})\s*")) for name, mark in _RANKS)
_RANK = {name: rank for rank, (name, _) in enumerate(_RANKS)}
_PLAIN = len(_RANKS)
_NO_ITEM = re.compile(
    r"(?:The|A|An|This|These|Any|All|Each|Every|Such|No|In|For|If|When|Where|On|At|It|They|Those|Funds?)\s"
)
_TO_DO = re.compile(r"To\s+[a-z]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A heading or a paragraph with its mark's rank; ``text`` begins behind the mark, at ``start``."""

    start: int
    end: int
    rank: int


@dataclass(frozen=True, slots=True)
class _List:
    """An announced list: who is to do its items, in which role, its mark's rank, and whether a name stood alone."""

    actors: tuple[Actor, ...]
    rank: int
    role: Role
    apart: bool
    partners: tuple[Actor, ...] = ()


def english_assignments(analysis: Analysis) -> list[Assignment]:
    """Return who has which part in which task, in text order."""
    rows: list[Assignment] = []
    current: _List | None = None
    items: list[Duty] = []
    for unit, following in zip_longest(units := [*_units(analysis)], units[1:]):
        if current is not None and unit.rank <= current.rank:
            rows += _listed(analysis, current, items)
            current, items = None, []
        if opened := _opened(analysis, unit) or _headed(analysis, unit, following):
            rows += _listed(analysis, current, items) if current else []
            current, items = opened, []
        elif current is not None and (item := _item(analysis, unit, current)):
            items += item
        else:
            rows += merged(analysis, _kept(_said(analysis, unit)))
    rows += _listed(analysis, current, items) if current else []
    return sorted(rows, key=lambda row: row.evidence[0].start)


def _units(analysis: Analysis) -> Iterator[_Unit]:
    spans = [(p.start, p.end) for p in analysis.body()] + [(s.start, s.end) for s in analysis.sections]
    for start, end in sorted(spans):
        rank, at = _rank(analysis.flat, start, end)
        yield _Unit(at, end, rank)


def _rank(flat: str, start: int, end: int) -> tuple[int, int]:
    """The rank of a text's mark and where its words begin behind it."""
    for name, mark in _STYLES:
        if found := mark.match(flat, start, end):
            return _RANK[name], found.end()
    return _PLAIN, start


def _opened(analysis: Analysis, unit: _Unit) -> _List | None:
    """The list that a unit announces: a name with a colon, "… shall:", "Responsibilities of …"."""
    text = analysis.flat[unit.start : unit.end]
    if shared := shared_task(text):
        subject, partners = (tuple(actor(span, unit.start) for span in who) for who in (shared[0], shared[2]))
        return _List(subject, unit.rank, shared[1], apart=False, partners=partners)
    who = announced(text)
    actors = tuple(actor(span, unit.start) for span in who if span.body.key not in LEAVING_OUT)
    apart = re.search(r"(?<!\w)(?:shall|should|must|tasks|responsibilities|powers)\s*:?\s*$", text) is None
    return _List(actors, unit.rank, "implement", apart) if actors else None


def _headed(analysis: Analysis, unit: _Unit, following: _Unit | None) -> _List | None:
    """The list below a marked name that stands alone: "1. The Ministry of Health", then "a) To open …"."""
    if unit.rank >= _PLAIN or following is None or following.rank <= unit.rank:
        return None
    if not _TO_DO.match(analysis.flat, following.start, following.end):
        return None
    who = headed(analysis.flat[unit.start : unit.end])
    actors = tuple(actor(span, unit.start) for span in who if span.body.key not in LEAVING_OUT)
    return _List(actors, unit.rank, "implement", apart=True) if actors else None


def _item(analysis: Analysis, unit: _Unit, current: _List) -> list[Duty]:
    """The duties of an item of the list; none where it is no item but names its own subject or tells something else."""
    found: list[Duty] = []
    for sentence in sentences(analysis.flat, unit.start, unit.end):
        text = analysis.flat[sentence.start : sentence.end]
        own = named_duties(text, sentence.start)
        if own or not _acts(text, current):
            found += own if found else []
            continue
        told = predicate(text, verb_at(text), sentence.start, current.actors, current.role)
        found += told
        spans = dict.fromkeys((duty.start, duty.end) for duty in told if duty.actor in current.actors)
        found += [Duty(partner, "coordinate", *span) for span in spans for partner in current.partners]
    return found


def _acts(text: str, current: _List) -> bool:
    """Whether an item tells what to do: below a name alone it begins with a verb, below "shall:" with no article."""
    if current.apart:
        return re.match(rf"(?:To\s+\w|(?:{english_words('items')})(?!\w))", text, re.IGNORECASE) is not None
    return text[:1].isalpha() and _NO_ITEM.match(text, verb_at(text)) is None


def _said(analysis: Analysis, unit: _Unit) -> list[Duty]:
    return [
        duty
        for sentence in sentences(analysis.flat, unit.start, unit.end)
        for duty in english_duties(analysis.flat[sentence.start : sentence.end], sentence.start)
    ]


def _listed(analysis: Analysis, current: _List, items: Sequence[Duty]) -> list[Assignment]:
    """The rows of a list: one for each body and role, except items with a date of their own, or below a name alone."""
    kept = _kept(items)
    alone = [duty for duty in kept if current.apart or has_due(analysis, duty)]
    together = [duty for duty in kept if duty not in alone]
    return [*merged(analysis, together), *(row for duty in alone for row in merged(analysis, [duty]))]


def _kept(found: Sequence[Duty]) -> list[Duty]:
    """The duties but those of the State, the Party and others that are no responsible bodies as such."""
    return [duty for duty in found if duty.actor.body.key not in LEAVING_OUT]
