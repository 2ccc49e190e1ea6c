"""The gazetteer of bodies: what a printed name stands for, and where names stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from corpus.body_english import english_name, latin
from corpus.body_grammar import Name, Reader, name_openings
from corpus.body_lexicon import Entry, Token, entries, expand, role_phrases, spellings, tokens
from corpus.body_places import DAMAGED_UNITS
from corpus.folding import fold, traditional
from corpus.knowledge import structure
from corpus.text import nfc, squeeze

SCORE_FLOOR = 85.0
"""Likeness (rapidfuzz ratio, 0 to 100) below which a damaged name is not taken for one in the table."""
SCORE_MARGIN = 4.0
"""By how much the best likeness must exceed that of the next body; otherwise the name is ambiguous."""
_SHORTEST = 8
"""Shorter names are too alike for a comparison by likeness."""


@dataclass(frozen=True, slots=True)
class ResolvedBody:
    """A body as printed and as known. ``score`` is 1.0 for an exact name, else its likeness from 0 to 1.

    ``key`` is None for a body that no table holds and for an ambiguous one; ``place`` is the key of a province or the
    printed name of a smaller place; ``kind`` speaks bodies.tsv, or "person" for an office-holder.
    """

    raw: str
    name: str
    key: str | None
    en: str | None
    abbreviation: str | None
    level: str | None
    place: str | None
    kind: str | None
    score: float = 1.0
    candidates: tuple[tuple[str, str, float], ...] = ()
    """Key, name and likeness of the bodies that an ambiguous name may stand for, the likeliest first."""

    @property
    def ambiguous(self) -> bool:
        """Whether several bodies are about equally like the name."""
        return bool(self.candidates)


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A name in a text: its span and what it stands for.

    ``local`` is true when a level could still follow; ``area`` holds the printed words of level and place, if any.
    """

    start: int
    end: int
    body: ResolvedBody
    local: bool = False
    area: str | None = None


Stops = Callable[[Sequence[Token]], frozenset[int]]


def find_bodies(text: str, stops: Stops | None = None) -> list[BodySpan]:
    """Return the names of bodies in ``text``, in order and disjoint.

    Args:
        text: NFC text; line breaks count as spaces.
        stops: given the tokens, returns those at which a name of free wording must end (verbs of duty, say).
    """
    words = tokens(text)
    reader = Reader(text, words, stops(words) if stops else frozenset())
    openings = name_openings()
    found, at = [], 0
    while at < len(words):
        name = reader.name(at) if words[at].form in openings else None
        if name is not None:
            start, end = words[name.first].start, words[name.end - 1].end
            body = _render(name, text, words)
            if body.key is None:
                body = _alike(body.raw) or body
            named = _one_by_one(reader, name, text, words)
            found += named or [BodySpan(start, end, body, _takes_level(name), _area(name, text, words))]
        at = max(name.end, bisect_left(words, found[-1].end, key=lambda w: w.start)) if name is not None else at + 1
    return found


def _one_by_one(reader: Reader, name: Name, text: str, words: Sequence[Token]) -> list[BodySpan]:
    """The bodies of "UBND các xã Minh Tân và An Bình", one for each place; none where the name has no list of places.

    The first span holds the common words too, the others their place alone.
    """
    common = squeeze(text[words[name.first].start : words[name.core[1] - 1].end])
    start, found = words[name.first].start, list[BodySpan]()
    for place in reader.places(name):
        start = words[place.start].start if found else start
        stop = words[place.end - 1].end
        named = f"{place.unit} {squeeze(text[words[place.first].start : stop])}"
        if (body := resolve(f"{common} {named}")) is None:
            return []
        found.append(BodySpan(start, stop, replace(body, raw=squeeze(text[start:stop])), area=named))
    return found


@lru_cache(maxsize=16384)
def resolve(raw: str) -> ResolvedBody | None:
    """Return what a printed name stands for, or None when it is no known name and does not resemble one.

    Abbreviations, levels, places and offices are understood; a name with OCR damage is compared by likeness and
    counts as ambiguous when two bodies are about equally like it.
    """
    text = _trim(nfc(raw))
    words = tokens(text)
    name = Reader(text, words).name(0) if words else None
    if name is not None and name.entry is not None and name.end == len(words):
        return _render(name, text, words)
    alike = _alike(text)
    if alike is not None:
        return alike
    whole = name is not None and name.end >= len(words) - 1
    return _render(name, text, words) if name is not None and whole else None


def _trim(text: str) -> str:
    text = squeeze(text).strip(" .,;:-–+*\"'“”")
    for courtesy in structure("bodies")["courtesy"]:
        text = re.sub(rf"^{courtesy}\s+", "", text, flags=re.IGNORECASE)
    return text


def _takes_level(name: Name) -> bool:
    return name.entry is not None and "local" in name.entry.scope and name.area is None and name.parent is None


def _area(name: Name, text: str, words: Sequence[Token]) -> str | None:
    area = name.area
    return squeeze(text[words[area.start].start : words[area.end - 1].end]) if area and area.end > area.start else None


def _render(name: Name, text: str, words: Sequence[Token]) -> ResolvedBody:
    def printed(first: int, end: int) -> str:
        return squeeze(text[words[first].start : words[end - 1].end])

    raw = printed(name.first, name.end)
    entry = name.entry
    return ResolvedBody(
        raw=raw,
        name=_full_name(name, printed),
        key=_key(name),
        en=english_name(name),
        abbreviation=_abbreviation(name, printed),
        level=_level(name),
        place=_place(name),
        kind="person" if any(role.kind == "person" for role in name.roles) else (entry.kind if entry else None),
    )


def _full_name(name: Name, printed: Callable[[int, int], str]) -> str:
    """The printed name with its abbreviations written out; a proper name takes the table's spelling."""
    entry = name.entry
    if entry is None or "class" in entry.scope:
        core = expand(printed(name.core[0], name.end))
    else:
        tail_end = name.parent.first if name.parent else name.end
        tail = printed(name.core[1], tail_end) if tail_end > name.core[1] else ""
        first, _, rest = tail.partition(" ")
        tail = f"{DAMAGED_UNITS.get(first.lower(), first)} {rest}"
        core = squeeze(f"{entry.vi} {expand(tail)}") if not tail.startswith((",", ".")) else entry.vi
    above = f" {_full_name(name.parent, printed)}" if name.parent and entry and "class" not in entry.scope else ""
    return squeeze(" ".join([*(role.vi for role in name.roles), core]) + above)


def _key(name: Name) -> str | None:
    if name.entry is None:
        return None
    area = name.area
    parts = [role.key for role in name.roles] + [name.entry.key]
    if area and area.unit and name.entry.level == "none":
        parts.append(_level(name) or "local" if not area.plural else "all_levels" if area.unit == "cấp" else "each")
    if area and area.place:
        parts.append(latin(_place(name) or "").lower().replace(" ", "_"))
    if name.parent and (above := _key(name.parent)):
        parts.append(above)
    return ".".join(parts)


def _level(name: Name) -> str | None:
    unit = (name.area.unit if name.area else None) or ""
    row = structure("bodies")["levels"].get(unit.split("|", maxsplit=1)[0])
    if row:
        return str(row["level"])
    if name.parent:
        return _level(name.parent)
    if name.area and name.area.province:
        return "provincial"
    return name.entry.level if name.entry and name.entry.level != "none" else None


def _place(name: Name) -> str | None:
    area = name.area
    if area is None or area.place is None:
        return _place(name.parent) if name.parent else None
    return area.province.key if area.province else traditional(area.place)


def _abbreviation(name: Name, printed: Callable[[int, int], str]) -> str | None:
    """As printed when the text abbreviates, else the usual abbreviation with the printed level."""
    raw = printed(name.first, name.end)
    if (re.search(r"[A-ZĐ]{2}", raw) and raw.upper() != raw) or re.fullmatch(r"[A-ZĐ]{2,8}", raw):
        return raw
    if (
        name.entry is None
        or name.entry.abbreviation is None
        or name.roles
        or name.parent
        or "class" in name.entry.scope
    ):
        return None
    tail = printed(name.core[1], name.end) if name.end > name.core[1] else ""
    return squeeze(f"{name.entry.abbreviation} {tail}")


@lru_cache(maxsize=1)
def _candidates() -> dict[str, Entry]:
    """Long spellings by their folded form, with the levels that usually follow."""
    found: dict[str, Entry] = {}
    for spelling, entry in spellings():
        levels = ("", " tỉnh", " huyện", " xã", " các cấp") if entry.scope == "local" else ("",)
        for level in levels:
            if len(spelling + level) >= _SHORTEST:
                found.setdefault(fold(spelling + level), entry)
    return found


@lru_cache(maxsize=16384)
def _alike(text: str) -> ResolvedBody | None:
    """The body whose name is most like ``text``, ambiguous when another is nearly as like."""
    wanted = fold(expand(text))
    if len(wanted) < _SHORTEST or _only_office(wanted):
        return None
    best = process.extract(
        wanted, _candidates().keys(), scorer=fuzz.ratio, score_cutoff=SCORE_FLOOR - SCORE_MARGIN, limit=12
    )
    best.sort(key=lambda row: (latin(row[0]) != latin(wanted), -row[1]))
    if not best or best[0][1] < SCORE_FLOOR:
        return None
    spelling, score, _ = best[0]
    entry = _candidates()[spelling]
    if entry.proper and text == text.lower():
        return None
    only_marks = latin(spelling) == latin(wanted)
    if len(rivals := _rivals(best, score)) > 1 and not only_marks:
        return ResolvedBody(text, expand(text), None, None, None, None, None, None, score / 100, rivals)
    return _damaged(text, spelling, entry, score)


def _rivals(best: Sequence[tuple[str, float, int]], score: float) -> tuple[tuple[str, str, float], ...]:
    """The bodies whose names are nearly as like as the likeliest, each once."""
    found: dict[str, tuple[str, str, float]] = {}
    for spelling, likeness, _ in best:
        entry = _candidates()[spelling]
        if score - likeness < SCORE_MARGIN:
            found.setdefault(entry.key, (entry.key, entry.vi, round(likeness / 100, 4)))
    return tuple(sorted(found.values(), key=lambda rival: -rival[2]))


def _only_office(wanted: str) -> bool:
    """Whether the words are an office without its body: "Văn phòng" alone is not nearly "Văn phòng Tỉnh ủy"."""
    words = tokens(wanted)
    office = role_phrases().at(words, 0)
    return office is not None and office[0] == len(words)


def _damaged(text: str, spelling: str, entry: Entry, score: float) -> ResolvedBody:
    """The record of a damaged name: that of the clean spelling, with the printed words and the likeness."""
    clean = next((s for s, e in spellings() if e is entry and spelling.startswith(fold(s))), entry.vi)
    known = resolve(clean + spelling.removeprefix(fold(clean)))
    if known is None:
        return ResolvedBody(text, entry.vi, entry.key, entry.en, None, entry.level, None, entry.kind, score / 100)
    return ResolvedBody(
        text, known.name, known.key, known.en, known.abbreviation, known.level, None, known.kind, round(score / 100, 4)
    )


def known_keys() -> frozenset[str]:
    """Return the keys of the table, for checks."""
    return frozenset(entry.key for entry in entries())
