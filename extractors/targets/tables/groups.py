"""Rows that head others: "3. Thân nhân liệt sĩ:" over "- của một liệt sĩ", told by the marks and numbers of rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.text import squeeze
from extractors.targets.rows import EDGES

_NUMBER = re.compile(
    r"(?:(?P<roman>[IVX]+|[A-ZĐ])|(?P<number>\d{1,3}(?:\.\d{1,3})*)|(?P<letter>[a-zđ])|(?P<dash>[-–_])|(?P<plus>[+*•]))[.)]?"
)
_MARK = re.compile(
    r"(?:(?P<roman>[IVX]+|[A-ZĐ])[.)]|(?P<number>\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+(?=\s))"
    r"|(?P<letter>[a-zđ])[.)]|(?P<dash>[-–_])|(?P<plus>[+*•]))\s*(?=\S)"
)
_LEVELS = ("roman", "number", "letter", "dash", "plus")
_UNMARKED = 0.9
"""The level of a row without mark and figures: it heads bare words only."""
_BARE = 2
"""Words up to which a row needs its heading: "Diện tích" below "Lúa cả năm"."""
_PART = re.compile(r"(?:trong\s+đó|riêng|chia\s+ra)\s*:?\s*[-+]?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Groups:
    """The headings above a row: their level, their words, and whether they have figures of their own."""

    held: list[tuple[float, str, bool]] = field(default_factory=list)
    number: str = ""

    def name(self, number: str, words: str, *, counts: bool) -> str:
        """Return what a row counts, named after the row that heads it where its own words do not stand alone.

        Args:
            number: what the column of row numbers says; "" where the row has none, or shares that of the row above.
            words: the words of the row, perhaps with a mark before them.
            counts: whether the row has figures.
        """
        if number and number != self.number:
            begun, self.number = _level(number, "", counts=counts)[0], number
            self.held = [one for one in self.held if one[0] < begun]
        level, own = _level(number, words, counts=counts)
        part = _PART.match(own)
        own = squeeze(own[part.end() :] if part else own).strip(EDGES)
        level = level + (0.5 if part else 0)
        self.held = [one for one in self.held if one[0] < level]
        bare = len(own.split()) <= _BARE
        heading = next((t for at, t, had in reversed(self.held) if not had and (bare or at != _UNMARKED)), "")
        whole = self.held[-1][1] if self.held and part else ""
        dependent = level >= _LEVELS.index("letter") or bare or 1 < level < 2
        self.held.append((level, own, counts))
        if part and whole:
            return f"{whole}, trong đó {own}"
        repeats = own.casefold().startswith(heading.casefold())
        return f"{heading}: {own}" if heading and dependent and not repeats else own


def _level(number: str, words: str, *, counts: bool) -> tuple[float, str]:
    """How deep a row stands, and its words without the mark before them; rows share the number of what heads them."""
    mark = _MARK.match(words)
    bare = words[mark.end() :] if mark else words
    own = mark if mark and mark.lastgroup in _LEVELS[2:] else _NUMBER.fullmatch(number) or mark
    if own is None or own.lastgroup is None:
        return (1.0 if counts else _UNMARKED), bare
    dots = own["number"].rstrip(".").count(".") if own["number"] else 0
    return _LEVELS.index(own.lastgroup) + min(dots, 4) / 5, bare
