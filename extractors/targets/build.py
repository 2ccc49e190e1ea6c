"""From a row with its words to a ``Target`` of the record: keys, English, horizon, confidence, flags, evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from corpus.document import Document
from corpus.evidence import locate
from corpus.glossary import english
from corpus.indicator_match import Match, match_indicator
from corpus.record import Baseline, Comparator, Due, Extractor, IndicatorCandidate, IndicatorName, Keyed, Target
from corpus.text import squeeze
from extractors.targets import english_names, level_names
from extractors.targets.figures import Quantity
from extractors.targets.rows import Row
from extractors.targets.words import pattern
from extractors.times import Time

NAME, VERSION = "targets", "1.4"
_EXTRACTOR = Extractor(name=NAME, version=VERSION)
_SURE = 0.85  # below this probability a figure wants a second look


@dataclass(frozen=True, slots=True)
class Setting:
    """What all targets of one clause share: the document, its language, the horizon and how sure the rule is.

    ``since`` is the time that the value is compared with ("so với năm 2020").
    """

    document: Document
    language: str
    due: Due | None
    strength: float
    since: Time | None = None


def numeric(row: Row, setting: Setting) -> Target:
    """Return the target of a figure."""
    figure, document = row.figure, setting.document
    span, comparator = _spans(row), _comparator(row)
    before = " ".join(document.text[start : min(end, figure.start)] for start, end in sorted(span))
    named = english_names.named if setting.language == "en" else level_names.named
    known = named(row.indicator, before, figure.unit, comparator)
    printed = document.probability(figure.start, figure.end)
    text = document.text[figure.start : figure.unit_end]
    flags = _flags(setting, printed, document.probability(row.clause.start, row.clause.end), known)
    return Target(
        id=_identity(document, figure.start, figure.end, figure.raw, row.indicator),
        kind="numeric",
        indicator=_indicator(row.indicator, setting.language, known),
        comparator=comparator,
        value=figure.value,
        value_min=figure.low,
        value_max=figure.high,
        unit=figure.unit,
        value_raw=squeeze(text),
        population=_keyed(row.population and uncapitalised(row.population), setting.language),
        area=_keyed(_area(row.indicator, setting.language), setting.language),
        baseline=_baseline(row.clause.baseline, setting),
        due=setting.due,
        confidence=round(setting.strength * printed * (0.95 if row.restored else 1.0), 4),
        flags=flags,
        extractor=_EXTRACTOR,
        evidence=[locate(document, *one) for one in span],
    )


def qualitative(
    wording: str, comparator: Comparator, span: tuple[int, int], population: str | None, setting: Setting
) -> Target:
    """Return the target of a goal without a figure."""
    document = setting.document
    printed = document.probability(*span)
    known = match_indicator(wording, setting.language)
    return Target(
        id=_identity(document, *span, "", wording),
        kind="qualitative",
        indicator=_indicator(wording, setting.language, known),
        comparator=comparator,
        population=_keyed(population, setting.language),
        area=_keyed(_area(wording, setting.language), setting.language),
        due=setting.due,
        confidence=round(setting.strength * max(printed, 0.5), 4),
        flags=_flags(setting, 1.0, printed, known),
        extractor=_EXTRACTOR,
        evidence=[locate(document, *span)],
    )


def _spans(row: Row) -> list[tuple[int, int]]:
    own = (row.clause.start, row.clause.end)
    return [own, row.lender] if row.lender and row.lender != own else [own]


def _comparator(row: Row) -> Comparator:
    if row.figure.value is None:
        return "range"
    if row.figure.unit == "rank":
        return "lt" if row.comparator == "lt" else "le"
    return row.comparator


def _flags(setting: Setting, printed: float, words: float, known: Match) -> list[str]:
    found = {
        "numeric_unverified": printed < _SURE,
        "low_ocr": words < 0.5,
        "inherited_due": bool(setting.due and setting.due.inherited),
        "not_in_catalogue": known.found is None,
    }
    return [flag for flag, raised in found.items() if raised]


def _indicator(wording: str, language: str, known: Match) -> IndicatorName:
    """The document's words, the catalogue's own name in the other language, and what else the words may name."""
    wording, found = uncapitalised(wording), known.found
    others = [IndicatorCandidate(key=other.indicator.key, score=other.score) for other in known.others]
    if found is None:
        vi, en = (None, wording) if language == "en" else (wording, None)
        return IndicatorName(vi=vi, en=en, candidates=others)
    one = found.indicator
    vi, en = (one.vi[0], wording) if language == "en" else (wording, one.en[0])
    return IndicatorName(vi=vi, en=en, key=one.key, score=found.score, sdg=one.sdg, candidates=others)


_NAMES = ("Đảng", "Nhà nước", "Nhân dân", "Chính phủ", "Quốc hội", "Trung ương", "Internet", "Việt")


def uncapitalised(wording: str) -> str:
    """Undo a sentence's capital ("Tỷ lệ", "Hoàn thành"); names and abbreviations keep theirs ("Việt Nam", "GRDP")."""
    first, _, rest = wording.partition(" ")
    named = wording.startswith(_NAMES) or rest[:1].isupper() or not first[1:].islower()
    return wording if named else wording[0].lower() + wording[1:]


def _keyed(phrase: str | None, language: str) -> Keyed | None:
    if not phrase:
        return None
    return Keyed(en=phrase) if language == "en" else Keyed(vi=phrase, en=english(phrase))


def _area(wording: str, language: str) -> str | None:
    found = [m.group() for m in pattern("areas", language).finditer(wording)]
    if not found:
        return None
    # the country is a rank's subject, the region where it is held: "Việt Nam thuộc nhóm 3 nước dẫn đầu Đông Nam Á"
    words = next((place for place in found if place != "Việt Nam"), found[0]).split()
    return " ".join(words[1:] if words[0].lower() in {"ở", "tại", "in"} else words)


def _baseline(figure: Quantity | None, setting: Setting) -> Baseline | None:
    since = setting.since
    day = since and (since.last or since.first)
    date = (day[:4] if since.precision == "year" else day) if since and day else None
    if figure:
        return Baseline(value=figure.value, unit=figure.unit, date=date, raw=figure.raw)
    return Baseline(date=date, raw=squeeze(setting.document.text[since.start : since.end])) if since else None


def _identity(document: Document, start: int, end: int, value: str, wording: str) -> str:
    """A hash of the document, the place, the value and the wording: the same reading has the same id in every run."""
    said = f"{document.id}|{start}|{end}|{value}|{wording}"
    return "t-" + hashlib.sha256(said.encode()).hexdigest()[:16]
