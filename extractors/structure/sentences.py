"""Where sentences end, and where the clauses of an enumeration do."""

from __future__ import annotations

import re
from functools import cache

from corpus.knowledge import table
from extractors.analysis import Sentence

_STOP = re.compile(r"(?:\.{3}|[.!?…]+)(?:/\.)?[”\"’')\]]*(?=\s|$)")
_NEXT = re.compile(r"\s*[“\"‘'(\[]?\s*(?:[^\W_]|[-–+•])")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*|\d+(?:\.\d+)*)$")
_CLAUSE = re.compile(r";\s+|(?<=[:;,.])\s+(?=(?:[-–+•]\s|\(?[a-zđ]\)\s|\(?\d{1,2}\)\s|\([ivx]{1,4}\)\s))")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in table("sentence_abbreviations"))


def sentences(flat: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Return the sentences in ``flat[start:end]``, without the white space around them.

    Abbreviations ("TP. Đà Lạt", "KT. CHỦ TỊCH"), initials, numbers and a numbered mark at the beginning do not end one;
    nor does ";", which parts clauses.
    """
    cuts, at = [], start
    for stop in _STOP.finditer(flat, start, end):
        if _ends(flat, at, stop.start(), stop.end(), end):
            cuts.append((at, stop.end()))
            at = stop.end()
    cuts.append((at, end))
    return tuple(Sentence(*span) for span in (_trim(flat, *cut) for cut in cuts) if span[0] < span[1])


def _ends(flat: str, start: int, stop: int, stop_end: int, end: int) -> bool:
    following = _NEXT.match(flat, stop_end, end)
    if following is None:
        return True
    first = following.group()[-1]
    if first.islower():
        return False
    word = _LAST_WORD.search(flat[start:stop])
    if word is None or flat[stop] != "." or flat[stop : stop + 3] == "...":
        return True
    initial = len(word.group()) == 1 and word.group().isupper() and not flat[start:stop].endswith((")", "%"))
    numbered = word.group()[0].isdigit() and not flat[start : start + word.start()].strip()
    return not (initial or numbered or word.group() in _abbreviations())


def clauses(flat: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the clauses in ``flat[start:end]``: cut at ";" and before list marks inside the sentence."""
    cuts, at = [], start
    for cut in _CLAUSE.finditer(flat, start, end):
        stop = cut.start() + (flat[cut.start()] == ";")
        cuts.append((at, stop))
        at = cut.end()
    cuts.append((at, end))
    return tuple(span for span in (_trim(flat, *cut) for cut in cuts) if span[0] < span[1])


def _trim(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start].isspace():
        start += 1
    while end > start and flat[end - 1].isspace():
        end -= 1
    return start, end
