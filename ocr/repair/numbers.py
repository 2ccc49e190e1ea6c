"""Readings of numbers: a recogniser's other readings of them, and what the rest of the document says of them.

A document cites others more than once, and one symbol has one date. Where two places give it two dates, one of them is
misread; where the year in a symbol is not the year of its date, one of both is. Such numbers are doubted and name each
other as alternatives. Totals of tables speak of their parts (sums.py). None is changed but to what its own readings
gave as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Alternative, Document, Reading
from corpus.offsets import Replacement
from ocr.repair.claims import Claim
from ocr.repair.sums import sums

DOUBTED = 0.5  # probability of a number that another place contradicts, at most
CONFIRMED = 0.5  # of the doubt that is left about a symbol or date where another place gives both alike
_CITED = re.compile(
    r"(?<![\w/])(?P<symbol>\d+(?:/(?P<issued>(?:19|20)\d\d))?[/-][A-ZĐ][A-Za-zĐ]*\d*(?:[-/][A-ZĐ][A-Za-zĐ]*\d*)*)"
    r",?\s+ngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?:\s+năm\s+|/)(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_DATE = ("day", "month", "year")


def with_number_readings(document: Document) -> Document:
    """Return the document with readings for numbers that have alternatives or that another place speaks of."""
    readings = _merged(document.readings, _recognised(document))
    document = replace(document, readings=readings)
    heard: dict[tuple[int, int], Reading] = {}
    changes: dict[tuple[int, int], Replacement] = {}
    for claim in sorted((*_claims(document), *sums(document)), key=lambda claim: not claim.agrees):
        reading = _reading(document, claim)
        span = (reading.start, reading.end)
        if claim.agrees:
            heard.setdefault(span, _confirmed(reading))
            continue
        heard[span], change = _doubted(document, heard.get(span, reading), claim)
        changes |= {span: change} if change else {}
    readings = _merged(tuple(heard.values()), iter(document.readings))
    if not changes:
        return replace(document, readings=readings)
    return document.repaired(changes.values(), readings, condition=document.condition, language=document.language)


def _recognised(document: Document) -> Iterator[Reading]:
    """Give the recogniser's own readings of numbers, which no context may settle."""
    for page in document.pages:
        for line in page.lines:
            for word in line.words:
                if word.alternatives and word.confidence is not None:
                    start, end = document.offsets.to_text(word.start, word.end)
                    if any(c.isdecimal() for c in document.text[start:end]):
                        yield Reading(start, end, word.confidence, word.alternatives)


def _merged(readings: Sequence[Reading], others: Iterator[Reading]) -> tuple[Reading, ...]:
    """Put others where there are no readings yet."""
    found = sorted([*readings, *others], key=lambda r: r.start)
    own = set(readings)
    kept: list[Reading] = []
    for reading in found:
        if kept and reading.start < kept[-1].end:
            if reading in own:
                kept[-1] = reading
            continue
        kept.append(reading)
    return tuple(kept)


def _claims(document: Document) -> Iterator[Claim]:
    """Compare what the citations of a document say of each other, and each of itself."""
    cited: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _CITED.finditer(document.text):
        cited[match["symbol"].upper()].append(match)
    yield from _symbols(document, [match for matches in cited.values() for match in matches])
    for matches in cited.values():
        for part in _DATE if len(matches) > 1 else ():
            yield from _compared(document, matches, part)
        # a year contradicted elsewhere is doubted already
        years = {int(match["year"]) for match in matches}
        for match in matches if len(years) == 1 else ():
            if match["issued"] and years != {int(match["issued"])}:
                yield Claim(*match.span("year"), (match["issued"],), agrees=False)
                yield Claim(*match.span("issued"), (match["year"],), agrees=False)


def _symbols(document: Document, matches: Sequence[re.Match[str]]) -> Iterator[Claim]:
    """Let places of one date speak of each other's symbols.

    Ministries sign 07/2017 and 08/2017 on one day, so that a symbol which differs contradicts nothing, unless one of
    the readings of a symbol that stands once is the other.
    """
    by_date: dict[tuple[int, ...], Counter[str]] = defaultdict(Counter)
    for match in matches:
        by_date[_date(match)][match["symbol"]] += 1
    for match in matches:
        start, end = match.span("symbol")
        said = by_date[_date(match)]
        if said[match["symbol"]] > 1:
            yield Claim(start, end, (), agrees=True)
            continue
        read = {other.text for reading in document.readings_in(start, end) for other in reading.alternatives}
        heard = tuple(symbol for symbol, _ in said.most_common() if symbol in read)
        if heard:
            yield Claim(start, end, heard, agrees=False)


def _date(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(match[part]) for part in _DATE)


def _compared(document: Document, matches: Sequence[re.Match[str]], part: str) -> Iterator[Claim]:
    """Let the places that cite one symbol vote on a part of its date, each with its probability."""
    support: dict[int, float] = defaultdict(float)
    for match in matches:
        support[int(match[part])] += document.probability(*match.span(part))
    ranked = sorted(support, key=lambda value: -support[value])
    clear = len(ranked) == 1 or support[ranked[0]] > 1.5 * support[ranked[1]]
    for match in matches:
        own = int(match[part])
        others = tuple(str(value).zfill(len(match[part])) for value in ranked if value != own)
        agrees = own == ranked[0] and clear
        if agrees or others:
            yield Claim(*match.span(part), () if agrees else others, agrees=agrees)


def _reading(document: Document, claim: Claim) -> Reading:
    touched = document.readings_in(claim.start, claim.end)
    found = next((r for r in touched if r.start <= claim.start and claim.end <= r.end), None)
    return found or Reading(claim.start, claim.end, document.probability(claim.start, claim.end))


def _confirmed(reading: Reading) -> Reading:
    return replace(reading, probability=1 - (1 - reading.probability) * CONFIRMED)


def _doubted(document: Document, reading: Reading, claim: Claim) -> tuple[Reading, Replacement | None]:
    """Return the reading of a number that is contradicted, and its change where one of its own readings says so."""
    text = document.text
    own = text[reading.start : reading.end]
    whole = [text[reading.start : claim.start] + value + text[claim.end : reading.end] for value in claim.values]
    named = {other.text for other in reading.alternatives}
    change = whole[0] if whole[0] in named and len(whole[0]) == len(own) else None
    others = [other for other in reading.alternatives if other.text != change]
    told = [own] if change else [one for one in whole if one not in named]
    sure = min(reading.probability, DOUBTED)
    left = max(0.0, 1 - sure - sum(other.probability for other in others))
    others += [Alternative(one, left / len(told)) for one in told]
    others.sort(key=lambda other: -other.probability)
    doubted = Reading(reading.start, reading.end, sure, tuple(others))
    return doubted, Replacement(reading.start, reading.end, change) if change else None
