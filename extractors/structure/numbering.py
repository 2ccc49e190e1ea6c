"""The marks that number headings, provisions and list items, also when OCR has damaged them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "part", "chapter", "section", "subsection", "article", "upper", "roman", "arabic", "decimal", "letter", "bullet"
]

_NAMED: dict[str, Style] = {
    "phần": "part",
    "part": "part",
    "chương": "chapter",
    "chapter": "chapter",
    "mục": "section",
    "section": "section",
    "tiểu mục": "subsection",
    "điều": "article",
    "article": "article",
}
_STRUCTURE = re.compile(
    r"(?P<name>phần|part|chương|chapter|tiểu mục|mục|section|điều|article)\s+"
    r"(?P<number>thứ\s+\w+|[IVXLC]+(?![a-zà-ỹ])|\d{1,3}[a-zđ]?)\b(?P<stop>\s*[.:\-–—]*)\s*",
    re.IGNORECASE,
)
# not "V/v", which opens a subject
_ROMAN = re.compile(r"(?!V/v\b)(?P<number>[IVXHl|1!]{1,6})\s*[.\-–—:)/,]\s*(?=[^\W\d])")
_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)/:]|\s)\s*(?=[^\W\d_“\"])")
# not "83/TTr-UBND", a symbol at a line's start
_ARABIC = re.compile(r"(?P<number>\d{1,3})\s?(?:[.)\-–]|/(?![A-ZĐ][A-Za-zĐđ]*[-/]))\s*(?=[^\W\d_]|[“\"(])")
# "a/ Sách", not "đ/c"
_LETTER = re.compile(r"(?P<number>[a-zđ])\s?(?:[).]\s*|/\s+)(?=\S)|(?P<pair>[a-zđ]\d)\s?\)\s*(?=\S)")
_UPPER = re.compile(r"(?P<number>[A-GĐ])\s?[.\-–)]\s+(?=[^\W\d])")
_BULLET = re.compile(r"(?P<number>[\-–—+*•·●○▪■►✓]_?)\s*(?=[^\s\d])|(?P<spaced>[\-–—+])\s+(?=\d)")
_PLAIN: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("arabic", _ARABIC),
    ("upper", _UPPER),
    ("letter", _LETTER),
    ("bullet", _BULLET),
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the start of a line: its style, its number as it should read, and where its words begin."""

    style: Style
    number: str
    end: int

    @property
    def structural(self) -> bool:
        """Whether the mark can only begin a provision (Điều, Chương), never stand where a line was broken."""
        return self.style in {"part", "chapter", "section", "subsection", "article"}


def mark(line: str) -> Mark | None:
    """Return the mark that ``line`` begins with, or None.

    Roman numerals are read through what OCR makes of them: "|.", "Il.", "I11.", "H.".
    """
    return _structure(line) or _roman(line) or _plain(line)


def roman(numeral: str) -> int | None:
    """Return the value of a well-formed Roman numeral, None for anything else."""
    if not re.fullmatch(r"X{0,4}(?:IX|IV|V?I{0,3})", numeral) or not numeral:
        return None
    values = [_ROMAN_VALUES[c] for c in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _structure(line: str) -> Mark | None:
    found = _STRUCTURE.match(line)
    if not found:
        return None
    style, rest = _NAMED[found["name"].lower()], line[found.end() :]
    # "Điều 5 Quyết định số …" and "mục 2 phần …" refer to a provision, they do not begin one
    if found["name"][0].islower() or not (found["stop"].strip() or not rest or (style != "article" and rest.isupper())):
        return None
    # articles are numbered in digits: "Điều I." is Điều 1
    number = "1" if style == "article" and found["number"] == "I" else found["number"]
    return Mark(style, f"{found['name'].capitalize()} {number}", found.end())


def _roman(line: str) -> Mark | None:
    found = _ROMAN.match(line)
    if not found or found["number"].isdigit():
        return None
    # H is II run together; no document has a part H
    number = re.sub(r"[l|1!]", "I", found["number"]).replace("H", "II")
    clean = number == found["number"]
    if roman(number) is None or not (clean or line[found.end() :][:1].isupper()):
        return None
    return Mark("roman", number, found.end())


def _plain(line: str) -> Mark | None:
    if found := _DECIMAL.match(line):
        # "3.5 triệu" is a quantity, "3.5 Về nhà ở" a heading
        heads = line[found.end("number")] in ".)/:" or line[found.end() :][:1].isupper()
        return Mark("decimal", found["number"], found.end()) if heads else None
    for style, pattern in _PLAIN:
        if found := pattern.match(line):
            return Mark(style, next(filter(None, found.groups())), found.end())
    return None
