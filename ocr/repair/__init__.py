"""Repair of garbled Vietnamese: a document in, the same document out with its text restored where it was damaged.

Sound lines pass untouched; every change is in the document's offset map, and every restored word has a reading with its
probability and runners-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Alternative, Condition, Document, Line, PageSource, Reading
from corpus.offsets import Replacement
from ocr.repair.condition import State, survey
from ocr.repair.lattice import Channel
from ocr.repair.mild import MildProposer
from ocr.repair.numbers import with_number_readings
from ocr.repair.plan import Plan, plan
from ocr.repair.recognised import ReadLine, ReadWord, restore_recognised
from ocr.repair.restore import Models, RestoredLine, restore, shipped_models

_BREAK = re.compile(r"[\n\f]")
_UNDISPUTED = 0.97  # probability from which a word left as it was read needs no reading
# states of arrival that a look at the text does not overrule; of a text file only that look tells "mixed"
_KEPT = (Condition.SCAN, Condition.LEGACY_ENCODING, Condition.MIXED)

__all__ = ["Channel", "Models", "Plan", "RestoredLine", "State", "plan", "repair", "restore", "survey"]


def repair(document: Document, models: Models | None = None) -> Document:
    """Return the document with garbled and stripped lines restored, its condition and its language told.

    Lines that the project itself has just recognised get the mild channel: only tones and shapes of letters change, or
    one reading gives way to another of the same place. `models`: others than those that ship. Raises FileNotFoundError
    when the installation lacks the models.
    """
    lines = _BREAK.split(document.text)
    recognised = [_recognised(document, number) for number in range(len(lines))]
    decided = plan(lines, recognised)
    channels = decided.channels
    restored = restore(lines, [Channel.NONE if c is Channel.MILD else c for c in channels], models)
    if Channel.MILD in channels:
        restored = _with_recognised(document, restored, channels, models or shipped_models())
    condition = document.condition if document.condition in _KEPT else decided.condition
    language = "en" if decided.english else document.language
    readings = _readings(restored, channels)
    repaired = document.repaired(_replacements(restored), readings, condition=condition, language=language)
    # the digits of other texts are what their writers typed
    return with_number_readings(repaired) if any(recognised) or Channel.GARBLED in channels else repaired


def _recognised(document: Document, number: int) -> bool:
    """Tell whether a line (0-based, in text order) comes from the project's own recogniser.

    So may lines of a page that has a text layer: what its pictures say.
    """
    if number >= len(document.lines):
        return False
    page, line = document.lines[number]
    return page.source is PageSource.RECOGNISED or (
        bool(line.words) and all(word.confidence is not None for word in line.words)
    )


def _with_recognised(
    document: Document, restored: Sequence[RestoredLine], channels: Sequence[Channel], models: Models
) -> list[RestoredLine]:
    """Restore the lines that were recognised, with what their readers were sure of; all others give context."""
    lines = [
        ReadLine(line.text, _read_words(printed), channel is Channel.MILD)
        for line, (_, printed), channel in zip(restored, document.lines, channels, strict=True)
    ]
    found = restore_recognised(lines, models.ngram, MildProposer(models.ngram, models.mended))
    return [new if line.open else old for line, new, old in zip(lines, found, restored, strict=True)]


def _read_words(line: Line) -> tuple[ReadWord, ...]:
    return tuple(ReadWord(w.start - line.start, w.end - line.start, w.confidence, w.alternatives) for w in line.words)


def _replacements(restored: Sequence[RestoredLine]) -> Iterator[Replacement]:
    """Give what differs, in offsets of the text before; a token read as one that is two words makes one replacement."""
    at = 0
    for line in restored:
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for token in line.tokens:
            raw = (token.raw_start, token.raw_end)
            spans[raw] = (spans[raw][0] if raw in spans else token.start, token.end)
        for (raw_start, raw_end), (start, end) in spans.items():
            if line.raw[raw_start:raw_end] != line.text[start:end]:
                yield Replacement(at + raw_start, at + raw_end, line.text[start:end])
        at += len(line.raw) + 1


def _readings(restored: Sequence[RestoredLine], channels: Sequence[Channel]) -> Iterator[Reading]:
    """Give a reading for every word weighed, in offsets of the text after.

    A word that a good reader read and nothing speaks against has none: the reader's own confidence stands.
    """
    at = 0
    for line, channel in zip(restored, channels, strict=True):
        for token in line.tokens:
            as_read = line.raw[token.raw_start : token.raw_end] == token.text
            if channel is Channel.MILD and as_read and token.probability >= _UNDISPUTED:
                continue
            runners_up = tuple(Alternative(other.text, other.probability) for other in token.alternatives)
            yield Reading(at + token.start, at + token.end, token.probability, runners_up)
        at += len(line.text) + 1
