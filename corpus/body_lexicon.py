"""The gazetteer's entries by the words they begin with, so that a long text is searched once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.folding import traditional
from corpus.knowledge import structure, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")

_ABBREVIATION = re.compile(r"[A-ZĐ]{3,}")
"""Abbreviations are found with D for Đ too: readers lose the stroke ("HDND")."""
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[^\w\s|¦›‹`´~]")
"""Words and marks; what specks and rules on the page are read as is neither."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: its folded form and its span in the text."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A body that the table holds. ``scope``: fixed, local, class or localclass (see bodies.tsv)."""

    key: str
    vi: str
    en: str
    level: str
    scope: str
    kind: str
    abbreviation: str | None

    @property
    def proper(self) -> bool:
        """Whether the name is a proper name, hence printed with a capital; local Party committees often are not."""
        return "class" not in self.scope and not (self.kind == "party" and self.vi.endswith("ủy"))


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """An office or organ that stands before a body; ``en`` has a place for ``{body}``."""

    key: str
    vi: str
    en: str
    kind: str


class Phrases(Generic[T]):
    """A dictionary of phrases that finds the longest one at a token."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            forms = tuple(token.form for token in tokens(phrase))
            self._by_first.setdefault(forms[0], []).append((forms, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: Sequence[Token], i: int) -> tuple[int, T] | None:
        """Return the number of tokens and the value of the longest phrase that begins at ``words[i]``, or None."""
        if i >= len(words):
            return None
        for forms, value in self._by_first.get(words[i].form, ()):
            if all(i + k < len(words) and words[i + k].form == form for k, form in enumerate(forms)):
                return len(forms), value
        return None


def tokens(text: str) -> list[Token]:
    """Return words and marks of NFC ``text``; dashes are one mark, "&" is "và" and a form has its tone folded."""
    return list(starmap(_token, ((m[0], m.start(), m.end()) for m in _TOKEN.finditer(text))))


def _token(form: str, start: int, end: int) -> Token:
    if form in "–—‑":
        form = "-"
    return Token("và" if form == "&" else traditional(form).lower().replace("’", "'"), start, end)


@cache
def entries() -> tuple[Entry, ...]:
    """Return the bodies of the table, in its order."""
    return tuple(
        Entry(r["key"], r["vi"], r["en"], r["level"], r["scope"], r["kind"], _abbreviation(r["aliases"]))
        for r in table("bodies")
    )


def _abbreviation(aliases: str) -> str | None:
    """The first alias that is an abbreviation: it has a word of two capitals or more."""
    return next((a for a in aliases.split("|") if re.search(r"[A-ZĐ]{2}", a)), None)


@cache
def spellings() -> tuple[tuple[str, Entry], ...]:
    """Return every printed form of every body: names first, then aliases."""
    rows = tuple(zip(table("bodies"), entries(), strict=True))
    names = [(entry.vi, entry) for _, entry in rows]
    return (*names, *((alias, entry) for row, entry in rows for alias in row["aliases"].split("|") if alias))


@cache
def body_phrases() -> Phrases[tuple[str, Entry]]:
    """Return the bodies as phrases; the value holds the spelling that matched."""
    plain = {spelling.replace("Đ", "D"): entry for spelling, entry in spellings() if _ABBREVIATION.search(spelling)}
    return Phrases((spelling, (spelling, entry)) for spelling, entry in (*spellings(), *plain.items()))


@cache
def role_phrases() -> Phrases[RoleEntry]:
    """Return the offices of roles.tsv as phrases."""
    rows = [(r, RoleEntry(r["key"], r["vi"], r["en"], r["kind"])) for r in table("roles")]
    return Phrases((name, role) for row, role in rows for name in (role.vi, *filter(None, row["aliases"].split("|"))))


@cache
def phrases_of(name: str) -> Phrases[str]:
    """Return the list ``name`` of bodies.toml as phrases."""
    return Phrases((phrase, phrase) for phrase in structure("bodies")[name])


@cache
def kind_phrases() -> Phrases[str]:
    """Return the nouns for kinds of bodies as phrases; the value is their English."""
    return Phrases(structure("bodies")["kinds"].items())


@cache
def abbreviations(context: str) -> dict[str, str]:
    """Return the long forms of abbreviations inside names; ``department`` includes those of every context."""
    rows = table("body_abbreviations")
    return {r["short"]: r["long"] for r in rows if r["context"] in ("any", context)}


def expand(name: str, context: str = "any") -> str:
    """Return ``name`` with its abbreviations written out ("UBND tỉnh" to "Ủy ban nhân dân tỉnh")."""
    longest_first = sorted(abbreviations(context).items(), key=lambda pair: -len(pair[0]))
    for short, long in longest_first:
        name = re.sub(rf"(?<![\w&]){re.escape(short)}(?![\w&])", long, name)
    return traditional(name)
