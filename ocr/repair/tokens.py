"""Tokens of a garbled line: what may be a misread syllable, what is a number, what only closes a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.language.peel import peel
from corpus.language.print_rules import print_rules
from ocr.repair.marks import marks_of


class Kind(Enum):
    """What a token is for the decoder."""

    WORD = "word"  # letters, perhaps misread
    NUMBER = "number"  # a figure, date or document symbol: never touched
    DIGITS = "digits"  # digits only, or digits among letters: a number, unless the context speaks strongly for a word
    STOP = "stop"  # closes a sentence


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `start:end` of a line, read as `text`; `glued`: nothing but a space parts it from the next token.

    `printed`: how it is printed, where a rule already says so.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool = False
    printed: str | None = None


# A bar parts the cells of a table; before a small letter, at a word's start, it is an l ("|a").
_SPACELESS = re.compile(r"(?:(?<!\S)\|(?=[a-zé]))?[^\s|]+")
_NO_LETTER = frozenset("=~_<>\\{}*#+^`•")
_STOP = re.compile(r"[.;:!?…]")
_PARTS = re.compile(r"[^-/–—]+")
_PURE = re.compile(r"\d{1,2}")
# Digits among a few letters and none of the marks of dates, symbols and amounts: "s6", "1&n", "c4".
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d]|.*[&¢$@|€£©®])[^-/–.,:%+()\s]{1,7}")
# signed for another: "T/M" (on behalf of), "K/T" (in place of), "T/L" (by order of)
_SIGNED_FOR = re.compile(r"[A-ZĐ](/[A-ZĐ])+")
# a word of three letters or more between slashes: "BAO/S6", "242/Ngay", "m3/ngay", but not "05/2019/QH14"
_WORD_PART = re.compile(r"(?<![^/])[^\W\d_]{3,}(?![^/])")
_SLASHED = re.compile(r"[^/]+")
_UNIT = re.compile(
    r"[2-9]G|[1-9]D|k?m[23]|\d+([.,]\d+)?(m|m2|m3|m²|km|km2|ha|kg|cm|mm|kV|kW|MW|h|g|ml|l)\b|[A-Z]{2,3}\d+|[IVX]+\.\d+"
)
_LABEL = re.compile(r"\s*[“\"‘']?([a-zđ]{1,2})(?=\))")


def tokens_of(line: str) -> list[Token]:
    """List the tokens of one line, left to right; punctuation that closes no sentence is passed over."""
    found: list[Token] = []
    at = 0
    label = _LABEL.match(line)
    if label:
        at = label.end()
        found.append(Token(Kind.NUMBER, label[1], label.start(1), at, printed=label[1]))
    for mark in marks_of(line):
        if mark.start < at:
            continue
        found += _plain(line[at : mark.start], at)
        found.append(Token(Kind.NUMBER, line[mark.start : mark.end], mark.start, mark.end, printed=mark.text))
        at = mark.end
    return found + _plain(line[at:], at)


def _plain(text: str, offset: int) -> list[Token]:
    """Tokens of a stretch without marks that starts at `offset` of its line."""
    found: list[Token] = []
    for match in _SPACELESS.finditer(text):
        opening, core, closing = peel(match[0])
        start = offset + match.start() + len(opening)
        if core and not set(core) <= _NO_LETTER:
            found += _of_core(core, start, glued=not closing)
        if _STOP.search(closing):
            end = start + len(core) + len(closing)
            found.append(Token(Kind.STOP, closing, end - len(closing), end))
    return found


def _of_core(core: str, start: int, *, glued: bool) -> list[Token]:
    end = start + len(core)
    if _SIGNED_FOR.fullmatch(core):
        return [Token(Kind.NUMBER, core, start, end, glued, printed=core)]
    digits = any(c.isdigit() for c in core)
    if digits and not _WORD_PART.search(core):
        return [Token(_digit_kind(core), core, start, end, glued)]
    pieces = list((_SLASHED if digits else _PARTS).finditer(core))
    return [
        _piece(piece[0], start + piece.start(), glued=glued and piece.end() == len(core), alone=len(pieces) == 1)
        for piece in pieces
    ]


def _piece(text: str, start: int, *, glued: bool, alone: bool) -> Token:
    """Make the token of a stretch between strokes; figures there are never words ("25/ngày")."""
    kind = Kind.WORD
    if any(c.isdigit() for c in text):
        kind = Kind.NUMBER if text.isdigit() and not alone else _digit_kind(text)
    printed = print_rules().acronyms.get(text)
    return Token(kind, text, start, start + len(text), glued, printed)


def _digit_kind(core: str) -> Kind:
    if _PURE.fullmatch(core):
        return Kind.DIGITS
    if _UNIT.fullmatch(core) or not _MIXED.fullmatch(core):
        return Kind.NUMBER
    return Kind.DIGITS
