"""Tokens of a garbled line: what may be a misread syllable, what is a number, what only closes a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.language.peel import peel


class Kind(Enum):
    """What a token is for the decoder."""

    WORD = "word"  # letters, perhaps misread
    NUMBER = "number"  # a figure, date or document symbol: never touched
    DIGITS = "digits"  # digits only, or digits among letters: a number, unless the context speaks strongly for a word
    STOP = "stop"  # closes a sentence


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `start:end` of a line; `glued`: nothing but one space parts it from the next token."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool = False


_SPACELESS = re.compile(r"\S+")
_STOP = re.compile(r"[.;:!?…]")
_PARTS = re.compile(r"[^-/–—]+")
_PURE = re.compile(r"\d{1,2}")
# Digits among a few letters and none of the marks of dates, symbols and amounts: "s6", "1&n", "c4".
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d]|.*[&¢$@|])[^-/–.,:%+()\s]{1,7}")
_UNIT = re.compile(r"\d+([.,]\d+)?(m|m2|m3|km|km2|ha|kg|cm|mm|kV|kW|MW|h|g|ml|l)\b|[A-Z]{1,3}\d+|[IVX]+\.\d+")


def tokens_of(line: str) -> list[Token]:
    """List the tokens of one line, left to right; punctuation that closes no sentence is passed over."""
    found: list[Token] = []
    for match in _SPACELESS.finditer(line):
        opening, core, closing = peel(match[0])
        start = match.start() + len(opening)
        if core:
            found += _of_core(core, start, glued=not closing)
        if _STOP.search(closing):
            end = start + len(core) + len(closing)
            found.append(Token(Kind.STOP, closing, end - len(closing), end))
    return found


def _of_core(core: str, start: int, *, glued: bool) -> list[Token]:
    end = start + len(core)
    if any(c.isdigit() for c in core):
        return [Token(_digit_kind(core), core, start, end, glued)]
    pieces = list(_PARTS.finditer(core))
    return [
        Token(Kind.WORD, piece[0], start + piece.start(), start + piece.end(), glued and piece.end() == len(core))
        for piece in pieces
    ]


def _digit_kind(core: str) -> Kind:
    if _PURE.fullmatch(core):
        return Kind.DIGITS
    if _UNIT.fullmatch(core) or not _MIXED.fullmatch(core):
        return Kind.NUMBER
    return Kind.DIGITS
