"""What only English texts say of targets: plans in "will" and "to", years and shares in pairs, lead-ins of goals."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.metadata.english import english_head
from extractors.times import Time, times_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis
    from extractors.targets.clauses import Clause
    from extractors.targets.figures import Quantity
    from extractors.targets.rows import Row

_PLANS = frozenset(
    {"Quyết định", "Nghị quyết", "Chỉ thị", "Kế hoạch", "Chương trình", "Chương trình hành động", "Đề án", "Chiến lược"}
)
"""Types of documents that set what is to be reached."""
_RULES = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Hiến pháp", "Lệnh"})
_LEAD_IN = re.compile(
    r"^.{0,240}?(?:\b(?:objectives?|targets?|goals?|norms?|indicators?)(?:\s+(?:that|is|are|to|of\s+having))\b(?:\s+to\s+strive)?(?:\s+to\s+(?:achieve|reach|have)\b)?|"
    r"\b(?:objectives?|targets?|goals?)(?:\s+\d{1,2}|\s+of\s+[^:]{2,40})?:)\s*",
    re.IGNORECASE,
)
_INTENDS = re.compile(
    r"(?:^|[:;]\s*|20\d\d,\s*|\band\s+)(?:annually\s+)?to\s+(?:\w+ly\s+)?[a-z]+\b|\b(?:will|shall|must)\s+",
    re.IGNORECASE,
)
_FORESEES = re.compile(
    r"\b(?:forecast\w*|scope|estimated?|expected|predict\w*|may|might|could|according\s+to)\b", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"\b(?:had|was|were|(?<!will\s)(?<!shall\s)(?<!to\s)(?:has|have)\s+\w+(?:ed|en|de|ne|lt|ut))\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:with\s+a\s+population|if|in\s+case|per\s+extra|within)\b", re.IGNORECASE)
_CONDITION_BEFORE = re.compile(
    r"\b(?:where|whose|each|every)\b|\b(?:consists?\s+of|(?:be|is|are)\s+(?:composed\s+of|divided\s+into)|comprises?|includes?)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""What tells of whom or of what a figure is a part, before it."""
_LISTED = re.compile(r"(?P<subject>[A-Z][^:;]{8,200}?)\s+(?:(?:is|are|will|shall)\s+[^:;]*)?(?:as\s+follows)?:\s*$")
_SHARED_OUT = re.compile(
    r"(?:to\s+\w+\s+)?(?:the\s+)?(?:\w+\s+)?(?:rate|ratio|proportion|share|percentage|(?:\w+\s+){1,3}coverage)(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\W*(?:\w{1,2}[)/.]\s*)?By\s+(?:the\s+(?:end\s+of|year)\s+)?20\d\d\s*[:,]", re.IGNORECASE)
_STROKES = re.compile(r"(?<=[a-z]{3})\)(?=(?:day|year|month|ha)\b)|(?<=\s\d{2})\)(?=1,?0+\b)|(?<=\s\d{3})\)(?=1,?0+\b)")
_JOINED = 40  # characters
_MEASURES = re.compile(
    r"(?:[a-z][\w’'-]*\s+){1,9}?(?:of|by|to|at|is|are|reach(?:es|ed)?|accounts?\s+for)\s+"
    r"(?:(?:at\s+least|about|nearly|over|below|under|above|more\s+than|less\s+than)\s+)?",
    re.IGNORECASE,
)
_WILL_BE = re.compile(r"[^,;:.\d]{3,90}?\s(?:will|shall)\s[^,;:.\d]{2,40}", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\((?:by\s+)?(?P<year>20[1-9]\d)\)")
_FUNDS = re.compile(
    r"(?:the\s+)?(?:(?:total|estimated|required|state|central|local)\s+)*"
    r"(?:funds?|funding|investment(?:\s+capital)?|budgets?(?:\s+funds?)?|capital|costs?|expenditures?)(?!\w)",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r"\b(?:(?:is|are|be)\s+(?:entitled\s+to|granted|given|paid|supported\s+with|provided\s+with)|(?:will|shall)\s+receive|enjoy|"
    r"(?:support|allowance|subsid(?:y|ies)|assistance|scholarships?)\s+(?:level\s+)?(?:of|at|equal\s+to|equaling))\s+"
    r"(?:(?:an?\s+)?(?:\w+\s+){0,3}(?:of|at)\s+)?(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_BOUNDED_TASK = re.compile(
    r"\W*(?:\w{1,2}[)/.]\s*)?(?:\w+ly\s+)?[A-Za-z]+ing\s+(?:at\s+(?:least|most)|no\s+(?:more|less|fewer)\s+than|not\s+(?:more|less)\s+than|over|more\s+than|up\s+to)\s",
)
_ALL = re.compile(
    r"(?:^|[,:;]\s+|\b(?:for|to|at|by|cover|connect|provide|supply|support|almost|that|20\d\d)\s+)(?:almost\s+)?(?:all|every)\s+(?!the\s+(?:above|tasks)|levels?\b|sectors\b|fields\b|aspects\b|necessary\b|forms\b|the\s+time|year|month|six\b|\d)[a-z]",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:objectives?|targets?|goals?)\s*:\s", re.IGNORECASE)
_DONE = (
    r"(?:to\s+)?(?:(?:basically|fundamentally)\s+)?(?:finali[sz]e|complete|finish|eliminate|eradicate|abolish)\b|"
    r"[^,;.\d]{3,120}?\s(?:will|shall|must)\s+(?:basically\s+)?(?:be\s+)?(?:(?:basically|fully)\s+)?(?:completed?|finali[sz]ed|finished|eliminated|eradicated|abolished)\b"
)
_LABEL = r"\W*(?:\w{1,2}[)/.]\s*)?(?:(?:target|objective|goal)\s+\d{1,2}\s*[:.]\s*)?"
_BY_YEAR = (
    rf"{_LABEL}(?:(?:basically|fundamentally|generally),?\s+)?By\s+(?:the\s+end\s+of\s+|late\s+|early\s+)?(?:\w+\s+)?20\d\d"
    r"(?:,?\s+(?:and\s+)?towards?\s+20\d\d)?\s*[,:]\s*"
)
_BY_THEN = re.compile(rf"{_BY_YEAR}(?:{_DONE})", re.IGNORECASE)
_AIMED = re.compile(
    rf"{_BY_YEAR}(?:(?:to\s+|strive\s+to\s+)[a-z]+\s|[^;.\d]{{3,160}}?\s(?:will|shall|should|must)\s)[^\d]*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(_LABEL, re.IGNORECASE)
_DRAWN_OUT = re.compile(r"\s*,?\s*(?:and\s*)?", re.IGNORECASE)
_PER_SO_MANY = re.compile(r"[\s(]*(?:/\s*[\d,]+\s+(?:live\s+births|people|inhabitants|children)\s*\(?)?", re.IGNORECASE)


def plans(analysis: Analysis) -> bool:
    """Whether the document is an English decision, resolution or plan, which sets what "will" be."""
    kind = english_head(analysis).document_type if analysis.language == "en" else None
    return kind is not None and kind.value in _PLANS


def rules(analysis: Analysis) -> bool:
    """Whether the document is an English law, decree or circular, whose figures are rules."""
    kind = english_head(analysis).document_type if analysis.language == "en" else None
    return kind is not None and kind.value in _RULES


def intends(clause: str, lead_in: str, *, before: str, headed: str) -> bool:
    """Whether a clause of a plan says what is to be: "to provide 80% of …", "5 libraries will be built"; no forecast.

    Args:
        clause: the words of the clause.
        lead_in: the words of its sentence before it.
        before: the words of the clause before its figure.
        headed: the titles that it stands under.
    """
    said = f"{lead_in} {clause}"
    if _HAPPENED.search(clause) or _FORESEES.search(said) or _FORESEES.search(headed):
        return False
    if _CONDITION.search(clause) or _CONDITION_BEFORE.search(before):
        return False
    return _INTENDS.search(clause) is not None or _INTENDS.search(lead_in) is not None


def bounded(clause: str) -> bool:
    """Whether an item sets a bound for what is to be done: "Planning at most 2 libraries for a district"."""
    return _BOUNDED_TASK.match(clause) is not None


def grants(before: str) -> bool:
    """Whether the words before a figure grant it: "poor households are entitled to 15 kg of rice"."""
    return _GRANTED.search(before) is not None


def for_all(clause: str, lead_in: str) -> bool:
    """Whether a clause without a figure says what is to be for all: "to provide books for all pupils"."""
    willed = _INTENDS.search(clause) or _INTENDS.search(lead_in)
    return bool(willed and _ALL.search(clause) and not _HAPPENED.search(clause) and not _FORESEES.search(clause))


def states_aim(sentence: str) -> bool:
    """Whether a sentence states aims behind a colon: "- The project's objectives: To build …"."""
    return _AIM.search(sentence) is not None


def completes(sentence: str) -> bool:
    """Whether a sentence says by what year something is to be completed: "By 2012, to finalize the master plan"."""
    return _BY_THEN.match(sentence) is not None


def aimed(sentence: str) -> bool:
    """Whether a sentence without a figure says what is to be by the year that it opens with.

    As in "By 2015, districts will have adequate librarians; and set up a network of readers.".
    """
    return _AIMED.match(sentence) is not None and not (_HAPPENED.search(sentence) or _FORESEES.search(sentence))


def unlabelled(sentence: str) -> str:
    """Return the words of a sentence behind its mark: "- Target 3: By 2015, …"."""
    return _LABELLED.sub("", sentence, count=1)


def without_outlook(flat: str, times: Sequence[Time]) -> list[Time]:
    """Return ``times`` without those that only draw another out: "by 2015 and towards 2020" falls due in 2015."""
    drawn = [
        other
        for one, other in pairwise(times)
        if one.relation == "by"
        and flat[other.start : other.end].lower().startswith("toward")
        and _DRAWN_OUT.fullmatch(flat, one.end, other.start)
    ]
    return [time for time in times if time not in drawn]


def dates_alone(flat: str, time: Time, at: int) -> bool:
    """Whether a time stands right before ``at``, where a clause starts: "by 2015, 80% and by 2020, / 95% of …"."""
    return not flat[time.end : at].strip(" ,")


def leans(flat: str, clause: Clause, joint: str) -> bool:
    """Whether what follows a clause behind ``joint`` goes on with it: "growth of 5% / and …", "5%, which / …"."""
    return joint == "and" or flat[clause.start : clause.end].endswith(" which")


def opening(analysis: Analysis, start: int, sentence: int) -> Time | None:
    """Return the year that a paragraph opens with, for its later sentences: "By 2015: 30% of … The rate of …".

    Args:
        analysis: the document.
        start: where the paragraph starts.
        sentence: where a later sentence of it starts.
    """
    opened = _OPENING.match(analysis.flat, start, sentence)
    if opened is None or analysis.language != "en":
        return None
    return next((time for time in times_in(analysis, start, opened.end()) if time.kind == "year"), None)


def listed_subject(sentence: str) -> str | None:
    """Return what a list of bare figures below tells of: "The number of readers is projected as follows:"."""
    said = _LISTED.search(sentence) if sentence.rstrip().endswith("as follows:") else None
    return said["subject"] if said else None


def funds(before: str) -> bool:
    """Whether an amount is what a plan may spend: "Total funds for the program are VND 45 billion"."""
    return _FUNDS.match(before) is not None


def without_lead_in(text: str) -> str:
    """Return an indicator's words without "to strive for the targets that", "the project's objectives:"."""
    return _LEAD_IN.sub("", text)


def nearest(analysis: Analysis, times: Sequence[Time], clause: Clause) -> Time:
    """Return the time that dates a figure among ``times``: right behind it ("90% by 2015 and …"), else the last before.

    As in "by 2015, 80% and by 2020, over 95% of ministries": what stands behind the figure dates the next one.
    """
    figure = clause.figure
    before = [time for time in times if figure and time.end <= figure.start]
    flat, behind = analysis.flat, [time for time in times if figure and time.start >= figure.unit_end]
    beside = [time for time in behind if figure and _PER_SO_MANY.fullmatch(flat, figure.unit_end, time.start)]
    return beside[0] if beside else before[-1] if before else times[-1]


def in_brackets(flat: str, clause: Clause) -> Time | None:
    """Return the year in brackets right behind a figure: "132 million tonnes (2020) and 248 million tonnes (2030)"."""
    found = _BRACKETED.match(flat, clause.figure.unit_end) if clause.figure else None
    if found is None:
        return None
    return Time(*found.span("year"), "year", None, f"{found['year']}-12-31", "year", "by")


def names_term(flat: str, time: Time) -> bool:
    """Whether a period is a term of office ("for the 2011-2016 term"), by which only a figure beside it falls due."""
    return time.kind == "period" and re.match(r"\s+(?:term|tenure)s?(?!\w)", flat[time.end : time.end + 9]) is not None


def without_joints(text: str) -> str:
    """Return the words behind a figure without a joint to the next one, and without what it is compared with."""
    text = re.sub(r"^(?:and|or|,)\s*$", "", text)
    return re.sub(r",?\s*\bas\s+compared\s+(?:to|with)\b.*$", "", text)


def behind(before: str, after: str) -> str:
    """Return the words behind a figure as they read behind ``before``: "the rate … 50% of all people".

    "will increase 3.5 times" increases nothing but what stands before.
    """
    if _SHARED_OUT.match(before) and after.startswith("of "):
        return after
    return re.sub(r"^times\b\s*" if before else r"^of\s+", "", after).removeprefix("of ")


def with_strokes(flat: str) -> str:
    """Return ``flat``, same length, with the strokes that a converter has read as brackets: "tons)day"."""
    return _STROKES.sub("/", flat)


def predicated(masked: str, at: int, figures: Sequence[Quantity]) -> bool:
    """Whether what an "and" joins to a figure says of another thing what it will be.

    As in "output will reach 3 tons and the total area of ponds will reach 5 ha".
    """
    before = next((q for q in reversed(figures) if q.end <= at), None)
    after = next((q for q in figures if q.start >= at), None)
    if before is None or after is None:
        return False
    if at - before.unit_end <= _JOINED and _MEASURES.fullmatch(masked, at, after.start):
        return True  # "growth of 6.7 percent and consumer price index of nearly 4 percent"
    return _WILL_BE.fullmatch(masked, at, after.start) is not None


def paired(analysis: Analysis, sentence: tuple[int, int], rows: Sequence[Row]) -> list[Time]:
    """Return the years of "by 2015 and 2020, 90% and 100% of …" by figure, else none."""
    years = [time for time in times_in(analysis, *sentence) if time.kind == "year" and time.relation == "by"]
    figures = [row.figure for row in rows]
    if not len(years) == len(figures) == 2 or years[1].end > figures[0].start:
        return []
    joined = (analysis.flat[years[0].end : years[1].start], analysis.flat[figures[0].end : figures[1].start])
    return years if all(part.split() == ["and"] for part in joined) else []
