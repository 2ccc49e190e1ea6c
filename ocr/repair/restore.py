"""Restoring: garbled lines in, the same number of repaired lines out, each change with its place and probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.repair.candidates import Proposer
from ocr.repair.decoder import Choice, decode
from ocr.repair.lattice import Item, build
from ocr.repair.tokens import tokens_of

MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a word might be instead, and how probable that is."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class RestoredToken:
    """A word of a restored line: `start:end` in the output line, `raw_start:raw_end` in the line as read."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    probability: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """A restored line and its words; all that stands between the words is as it was read."""

    text: str
    raw: str
    tokens: tuple[RestoredToken, ...]


def restore_lines(lines: Sequence[str], proposer: Proposer) -> list[RestoredLine]:
    """Repair garbled lines; a blank line parts paragraphs."""
    results = [RestoredLine(line, line, ()) for line in lines]
    for numbers in paragraphs(lines):
        items = [
            Item(n, token, open=True, capitals=in_capitals(lines[n])) for n in numbers for token in tokens_of(lines[n])
        ]
        if items:
            choices = decode(build(items, proposer), proposer.ngram)
            _write(results, items, choices)
    return results


def paragraphs(lines: Sequence[str]) -> list[list[int]]:
    """Group line numbers into paragraphs; a blank line before a small letter does not part (a page break does that)."""
    groups: list[list[int]] = [[]]
    blank = False
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            blank = True
            continue
        if blank and groups[-1] and not (text[0].islower() and lines[groups[-1][-1]].rstrip()[-1] not in ".;:"):
            groups.append([])
        groups[-1].append(number)
        blank = False
    return groups


def in_capitals(line: str) -> bool:
    """Tell whether a line is set in capitals."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _write(results: list[RestoredLine], items: Sequence[Item], choices: Sequence[Choice]) -> None:
    """Put the chosen words into their lines."""
    by_line: dict[int, list[Choice]] = {}
    for choice in choices:
        by_line.setdefault(items[choice.arc.first].line, []).append(choice)
    for number, chosen in by_line.items():
        results[number] = _line(results[number].raw, items, chosen)


def _line(raw: str, items: Sequence[Item], chosen: Sequence[Choice]) -> RestoredLine:
    parts: list[str] = []
    tokens: list[RestoredToken] = []
    length = at = 0
    for choice in chosen:
        arc = choice.arc
        start, end = items[arc.first].token.start, items[arc.last].token.end
        text = arc.candidates.texts[choice.taken]
        between = " " if arc.part else raw[at:start]
        parts += [between, text]
        length += len(between)
        tokens.append(
            RestoredToken(
                length, length + len(text), start, end, text, float(choice.posteriors[choice.taken]), _others(choice)
            )
        )
        length += len(text)
        at = end
    return RestoredLine("".join(parts) + raw[at:], raw, tuple(tokens))


def _others(choice: Choice) -> tuple[Alternative, ...]:
    ranked = sorted(range(len(choice.posteriors)), key=lambda n: -choice.posteriors[n])
    return tuple(
        Alternative(choice.arc.candidates.texts[n], float(choice.posteriors[n]))
        for n in ranked[: MOST_ALTERNATIVES + 1]
        if n != choice.taken and choice.posteriors[n] >= 0.001
    )[:MOST_ALTERNATIVES]
