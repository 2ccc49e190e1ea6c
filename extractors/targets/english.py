"""What only English texts say of targets: plans in "will" and "to", years and shares in pairs, lead-ins of goals."""

from __future__ import annotations

import re
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
_LEAD_IN = re.compile(
    r"^.{0,240}?(?:\b(?:objectives?|targets?|goals?|norms?)(?:\s+(?:that|is|are|to|of\s+having))\b|"
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
_CONDITION = re.compile(
    r"\b(?:with\s+a\s+population|if|in\s+case|where|whose|each|every|per\s+extra|within)\b", re.IGNORECASE
)
_STROKES = re.compile(r"(?<=tons|nnes)\)(?=(?:day|year|month|ha)\b)")
_WILL_BE = re.compile(r"[^,;:.\d]{3,90}?\s(?:will|shall)\s[^,;:.\d]{2,40}", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\((?:by\s+)?(?P<year>20[1-9]\d)\)")
_FUNDS = re.compile(
    r"(?:the\s+)?(?:(?:total|estimated)\s+)*(?:funds?|investment(?:\s+capital)?|budget|capital)(?!\w)", re.IGNORECASE
)


def plans(analysis: Analysis) -> bool:
    """Whether the document is an English decision, resolution or plan, which sets what "will" be."""
    kind = english_head(analysis).document_type if analysis.language == "en" else None
    return kind is not None and kind.value in _PLANS


def intends(clause: str, lead_in: str, *, headed: str) -> bool:
    """Whether a clause of a plan says what is to be: "to provide 80% of …", "5 libraries will be built"; no forecast.

    Args:
        clause: the words of the clause.
        lead_in: the words of its sentence before it.
        headed: the titles that it stands under.
    """
    said = f"{lead_in} {clause}"
    if _HAPPENED.search(clause) or _FORESEES.search(said) or _FORESEES.search(headed) or _CONDITION.search(clause):
        return False
    return _INTENDS.search(clause) is not None or _INTENDS.search(lead_in) is not None


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
    beside = [time for time in times if figure and not analysis.flat[figure.unit_end : time.start].strip(" (")]
    beside = [time for time in beside if figure and time.start >= figure.unit_end]
    return beside[0] if beside else before[-1] if before else times[-1]


def in_brackets(flat: str, clause: Clause) -> Time | None:
    """Return the year in brackets right behind a figure: "132 million tonnes (2020) and 248 million tonnes (2030)"."""
    found = _BRACKETED.match(flat, clause.figure.unit_end) if clause.figure else None
    if found is None:
        return None
    return Time(*found.span("year"), "year", None, f"{found['year']}-12-31", "year", "by")


def names_term(flat: str, time: Time) -> bool:
    """Whether a period is a term of office ("for the 2011-2016 term"), in which nothing falls due."""
    return time.kind == "period" and re.match(r"\s+(?:term|tenure)s?(?!\w)", flat[time.end : time.end + 9]) is not None


def without_joints(text: str) -> str:
    """Return the words behind a figure without a joint to the next one, and without what it is compared with."""
    text = re.sub(r"^(?:and|or|,)\s*$", "", text)
    return re.sub(r",?\s*\bas\s+compared\s+(?:to|with)\b.*$", "", text)


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
    return _WILL_BE.fullmatch(masked, at, after.start) is not None


def paired(analysis: Analysis, sentence: tuple[int, int], rows: Sequence[Row]) -> list[Time]:
    """Return the years of "by 2015 and 2020, 90% and 100% of …" by figure, else none."""
    years = [time for time in times_in(analysis, *sentence) if time.kind == "year" and time.relation == "by"]
    figures = [row.figure for row in rows]
    if not len(years) == len(figures) == 2 or years[1].end > figures[0].start:
        return []
    joined = (analysis.flat[years[0].end : years[1].start], analysis.flat[figures[0].end : figures[1].start])
    return years if all(part.split() == ["and"] for part in joined) else []
