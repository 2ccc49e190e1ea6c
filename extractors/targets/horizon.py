"""Horizons: by when a target is due, from its own clause, its sentence, an announcement before it, or its heading."""

from __future__ import annotations

import re

from corpus.record import Due
from extractors.analysis import Analysis
from extractors.targets import english
from extractors.targets.clauses import Clause
from extractors.times import Time, due, horizon_of, times_in

_COMPARED = re.compile(
    r"(?:so\s+với|than|compared\s+(?:to|with))\s*"
    r"(?:(?:cùng\s+kỳ|(?:ước\s+)?thực\s+hiện|kế\s+hoạch|dự\s+toán|mức|số|kết\s+quả|của)\s+)*$",
    re.IGNORECASE,
)
# "quy mô kinh tế năm 2030 gấp 2 lần năm 2025"
_TIMES_AS_MUCH = re.compile(r"\b(?:gấp|bằng)\s[^;]{0,24}\blần\s+(?:(?:mức|số|của)\s+)*$", re.IGNORECASE)
_NEAR = 48  # characters before a year in which it is said that something is compared with it
_RESPECTIVELY = re.compile(r"\b(?:lần\s+lượt|respectively)\b", re.IGNORECASE)
_BESIDE = 15  # characters behind a figure in which its own year stands
_HEAD = 3000  # characters in which a document without headings dates itself
_EARLIEST = "2000"  # a goal of the last century is history


def due_of(
    analysis: Analysis, clause: Clause, sentence: int, section: int | None, announcement: Time | None
) -> Due | None:
    """Return by when the clause is due, None when nothing says so.

    Args:
        analysis: the document.
        clause: the clause.
        sentence: where its sentence starts; a horizon between there and the clause governs it too.
        section: index of the section it stands in.
        announcement: the horizon of a sentence that announced goals ("sets a goal by 2030:").
    """
    if analysis.language == "en" and (year := english.in_brackets(analysis.flat, clause)):
        return due(analysis, year)
    since = compared_with(analysis, clause)
    own = [time for time in dated(analysis, clause.start, clause.end, terms=clause.figure is not None) if time != since]
    own = english.without_outlook(analysis.flat, own) if analysis.language == "en" else own
    if own:
        return due(analysis, english.nearest(analysis, own, clause) if analysis.language == "en" else own[-1])
    before = dated(analysis, sentence, clause.start)
    if before and analysis.language == "en":
        before = english.without_outlook(analysis.flat, before)
        if english.dates_alone(analysis.flat, before[-1], clause.start):
            return due(analysis, before[-1])
    leading = [time for time in before if _leads(analysis, sentence, time)]
    if leading:
        return due(analysis, next((time for time in reversed(leading) if not time.vision), leading[-1]))
    inherited = announcement or horizon_of(analysis, section)
    if before and not inherited:
        return due(analysis, before[0])
    return due(analysis, inherited, inherited=True) if inherited and inherited.precision else None


def _leads(analysis: Analysis, sentence: int, time: Time) -> bool:
    """Tell whether a time governs what follows: before its clause's figure ("đến năm 2030, …"), in no aside."""
    before = analysis.flat[sentence : time.start]
    before = english.unlabelled(before) if analysis.language == "en" else before
    if before.count("(") > before.count(")"):
        return False
    return not re.search(r"\d\s*%|\d[^,;]{2,}", re.split(r"[;,]\s|\bvà\b", before)[-1])


def shared(analysis: Analysis, clause: Clause, following: Clause) -> Time | None:
    """Return the time behind the next clause that both share: "nhóm 3 nước … và nhóm 30 nước … vào năm 2028"."""
    joint = analysis.flat[clause.end : following.start].strip()
    if following.figure is None or not (
        joint == "và" or (analysis.language == "en" and english.leans(analysis.flat, clause, joint))
    ):
        return None
    times = dated(analysis, clause.start, following.end)
    return times[0] if len(times) == 1 and times[0].start > following.figure.end else None


def bygone(analysis: Analysis, horizon: Due) -> bool:
    """Tell whether a horizon lies before the year of the document: "kết dư Quỹ đến hết năm 2021" is no goal of 2022."""
    return bool(horizon.end and horizon.end[:4] < issued(analysis))


def issued(analysis: Analysis) -> str:
    """Return the year that the document is of at least, that of the latest day in its head and grounds; "" if none."""
    return analysis.once(_year)


def _year(analysis: Analysis) -> str:
    until = analysis.sections[0].start if analysis.sections else _HEAD
    days = [time for time in times_in(analysis, 0, until) if time.kind == "date" and time.first]
    return max(((time.first or "")[:4] for time in days), default="")


def titled(analysis: Analysis, at: int, *, single: bool) -> Time | None:
    """Return the horizon in the title of the document, or of the attachment, that holds the place ``at``.

    ``single`` leaves out periods: what is to be done is done in the year that a title names, hardly by a period's end.
    """
    here = next((times for start, end, times in analysis.once(_titles) if start <= at < end), ())
    found = [time for time in here if not (single and _is_period(time))]
    return min(found, key=lambda time: time.vision) if found else None


def _titles(analysis: Analysis) -> list[tuple[int, int, list[Time]]]:
    """Where each part of the document begins and ends, and the horizons that its title names."""
    found = []
    for part in analysis.parts:
        lines, title = part.lines, part.head.title
        if lines and title:
            found.append((lines[0].start, lines[-1].end, dated(analysis, title[0].start, title[-1].end)))
    return found


def _is_period(time: Time) -> bool:
    return bool(time.first and time.last and time.first[:4] != time.last[:4])


def compared_with(analysis: Analysis, clause: Clause) -> Time | None:
    """Return the time from which a value is counted ("so với năm 2020", "từ 6,2% năm 2021 xuống 2%"), or None."""
    for time in times_in(analysis, clause.start, clause.end):
        if analysis.flat.count("(", clause.start, time.start) > analysis.flat.count(")", clause.start, time.start):
            continue  # "đạt 75 triệu đồng (tăng 1,5 lần so với năm 2020)": that is where the growth starts from
        behind = clause.baseline and 0 <= time.start - clause.baseline.unit_end <= _BESIDE
        if time.precision and (behind or _is_compared(analysis.flat, time)):
            return time
    return None


def respectively(analysis: Analysis, sentence: tuple[int, int], figures: int) -> list[Time]:
    """Return the horizons of "Đến năm 2025 và năm 2030, … lần lượt đạt 52% và 55%" by figure, else none."""
    word = _RESPECTIVELY.search(analysis.flat, *sentence)
    times = [time for time in dated(analysis, *sentence) if word and time.start < word.start()]
    return times if len(times) == figures > 1 else []


def dated(analysis: Analysis, start: int, end: int, *, terms: bool = False) -> list[Time]:
    """Return the times in a span that can be horizons: no day of a cited document, no year compared with.

    ``terms`` keeps terms of office ("30% of deputies in the 2011-2015 term").
    """
    times = [t for t in times_in(analysis, start, end) if _can_be_due(analysis, t)]
    return times if terms else [t for t in times if not english.names_term(analysis.flat, t)]


def _can_be_due(analysis: Analysis, time: Time) -> bool:
    if not time.last or not time.precision or time.recurrence or time.last < _EARLIEST:
        return False
    if time.kind == "date" and time.relation not in {"by", "before"}:
        return False
    return not _is_compared(analysis.flat, time)


def _is_compared(flat: str, time: Time) -> bool:
    """Tell whether words before a time compare something with it."""
    before = flat[max(0, time.start - _NEAR) : time.start]
    return bool(_COMPARED.search(before) or _TIMES_AS_MUCH.search(before))
