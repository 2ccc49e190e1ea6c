"""The gazetteer's entries by the words they begin with, so that a long text is searched once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.folding import traditional
from corpus.knowledge import structure, table
from corpus.learned import learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")

_ABBREVIATION = re.compile(r"[A-ZĐ]{3,}")
"""Abbreviations are found with D for Đ too: readers lose the stroke ("HDND")."""
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[^\w\s|¦›‹`´~]")
"""Words and marks; what specks and rules on the page are read as is neither."""
_FOOTNOTE = re.compile(r"(?<=[a-zà-ỹ][a-zà-ỹ])\d{1,2}$")


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
    """A dictionary of phrases that finds the longest one at a token: a tree with one branch for each word."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._root = _Branch[T]()
        for phrase, value in phrases:
            branch = self._root
            for token in tokens(phrase):
                branch = branch.following.setdefault(token.form, _Branch())
            if not branch.values:
                branch.values.append(value)

    @property
    def openings(self) -> frozenset[str]:
        """The forms with which phrases begin."""
        return frozenset(self._root.following)

    def at(self, words: Sequence[Token], i: int) -> tuple[int, T] | None:
        """Return the number of tokens and the value of the longest phrase that begins at ``words[i]``, or None."""
        branch: _Branch[T] | None = self._root
        found, last = None, len(words)
        for k in range(i, last):
            branch = branch.following.get(words[k].form) if branch else None
            if branch is None:
                break
            if branch.values:
                found = (k - i + 1, branch.values[0])
        return found


class _Branch(Generic[T]):
    """What may follow a beginning, and what that beginning means as a phrase of its own (nothing, or one value)."""

    __slots__ = ("following", "values")

    def __init__(self) -> None:
        self.following: dict[str, _Branch[T]] = {}
        self.values: list[T] = []


def tokens(text: str) -> list[Token]:
    """Return words and marks of NFC ``text``; dashes are one mark, "&" is "và" and a form has its tone folded."""
    return [Token(_form(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=65536)
def _form(printed: str) -> str:
    if printed in "–—‑":
        return "-"
    # "Bộ Nội vụ12": the number of a footnote
    plain = _FOOTNOTE.sub("", printed)
    return "và" if printed == "&" else traditional(plain).lower().replace("’", "'")


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
    """Return every printed form of every body: names first, then aliases, then those that the office has learned."""
    rows = tuple(zip(table("bodies"), entries(), strict=True))
    names = [(entry.vi, entry) for _, entry in rows]
    by_key = {entry.key: entry for entry in entries()}
    own = [(one.name, by_key[one.key]) for one in learned().body_names]
    aliases = [(alias, entry) for row, entry in rows for alias in row["aliases"].split("|") if alias]
    return (*names, *aliases, *own, *_without_joints(names))


def _without_joints(names: Sequence[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    """Names of several fields as some print them: "Phòng Tài nguyên môi trường", "Sở Lao động Thương binh Xã hội"."""
    fields = [(name, entry) for name, entry in names if entry.kind in {"ministry", "department", "division"}]
    return [(short, entry) for name, entry in fields if (short := re.sub(r"\s+(?:và|-)\s+", " ", name)) != name]


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


@cache
def _abbreviated(context: str) -> re.Pattern[str]:
    shorts = sorted(abbreviations(context), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, shorts))})(?![\w&])")


@lru_cache(maxsize=65536)
def expand(name: str, context: str = "any") -> str:
    """Return ``name`` with its abbreviations written out ("UBND tỉnh" to "Ủy ban nhân dân tỉnh")."""
    return traditional(_abbreviated(context).sub(lambda found: abbreviations(context)[found[0]], name))
