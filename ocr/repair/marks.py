"""Marks that are no syllables: Roman numerals, document symbols, superscripts. Digits are never changed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.print_rules import print_rules

_ROMAN = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")
_STROKES = str.maketrans({"l": "I", "1": "I", "|": "I", "!": "I"})
_HEADING = re.compile(r"\s*([IVXl1|!]{1,5})(?=\.\s*\S)")
_WITHIN = re.compile(r"(?<![^\s(“\"])[IVX][IVXl|]{1,4}(?![^\s.,;:)”\"])")  # no 1: "ngày I1" is the 11th
# "78 -CTr/TU", "42- NQ/TW": a symbol torn at its hyphen; "giai đoạn 2021 - 2030" is none, for want of a slash, and
# "242/Ngay" none, for its small letters
_SYMBOL = re.compile(
    r"(?<![\w/.,-])\d+(?:(?:/\d{4}/?)? ?- ?[A-ZĐ][A-Za-zĐ]{0,4}/[A-ZĐ][A-Za-zĐ]+\d*"
    r"|(?:/\d{4})?[/-](?!\w[^\W\d_A-ZĐ]{2})[A-ZĐ][\w/-]+)"
)
# the National Assembly's term: "QHI3", "OHIS" are QH13, QH15
_TERM = re.compile(r"(?<=/)[QO]H([Il1][\dS])(?!\w)")
_TERM_DIGITS = str.maketrans({"I": "1", "l": "1", "S": "5"})
_UNITS = re.compile(r"(?<=\d)\s?(?P<unit>k?m[?”*])(?![^\W\d_])")
_PART = re.compile(r"[A-ZĐ]{2,}")


@dataclass(frozen=True, slots=True)
class Mark:
    """`line[start:end]` is printed as `text`."""

    start: int
    end: int
    text: str


def marks_of(line: str) -> list[Mark]:
    """List the marks of a line, left to right, without overlaps; also those that stand as they were read."""
    found: list[Mark] = []
    candidates = [*_roman_heading(line), *_symbols(line), *_superscripts(line), *_roman_within(line)]
    for mark in sorted(candidates, key=lambda m: (m.start, -m.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _roman_heading(line: str) -> Iterator[Mark]:
    """`|. MỤC ĐÍCH`, `Il. NHIỆM VỤ`: strokes before a stop that opens a line of capitals."""
    match = _HEADING.match(line)
    if not match or match[1].isdigit():
        return
    rest = [c for c in line[match.end() :] if c.isalpha()]
    roman = match[1].translate(_STROKES)
    if _ROMAN.fullmatch(roman) and rest and sum(c.isupper() for c in rest) > 0.6 * len(rest):
        yield Mark(match.start(1), match.end(1), roman)


def _roman_within(line: str) -> Iterator[Mark]:
    """`quý IIl`, `khóa XIII`: numerals of two strokes or more that start with a capital."""
    for match in _WITHIN.finditer(line):
        roman = match[0].translate(_STROKES)
        if _ROMAN.fullmatch(roman):
            yield Mark(match.start(), match.end(), roman)


def _symbols(line: str) -> Iterator[Mark]:
    """`78 -CTr/TU` -> `78-CTr/TU`; `12/2020/ND-CP` -> `12/2020/NĐ-CP`."""
    parts = print_rules().symbol_parts
    for match in _SYMBOL.finditer(line):
        text = _TERM.sub(lambda term: "QH" + term[1].translate(_TERM_DIGITS), re.sub(r" ?- ?", "-", match[0]))
        yield Mark(match.start(), match.end(), _PART.sub(lambda part: parts.get(part[0], part[0]), text))


def _superscripts(line: str) -> Iterator[Mark]:
    """`30 m? sàn` -> `30 m² sàn`."""
    table = print_rules().superscripts
    for match in _UNITS.finditer(line):
        if match["unit"] in table:
            yield Mark(match.start("unit"), match.end("unit"), table[match["unit"]])
