"""One grammar for dates, months, quarters, years, periods, horizons and recurrences, in Vietnamese and English.

How to use it::

    for time in times_in(analysis, sentence.start, sentence.end):
        time.start, time.end        # offsets of the whole expression: "đến năm 2030", "trước ngày 30/9/2025"
        time.first, time.last       # ISO dates or None; "đến năm 2030" has first None and last "2030-12-31"
        time.precision              # year, quarter, month, day, or None for recurrences and durations
        time.relation               # by, before, in, from, during, after
        time.recurrence             # P1Y, P6M, continuous, periodic_unspecified, or None
        due(analysis, time)         # the same as the record's Due

    horizon = horizon_of(analysis, paragraph.section)  # Time in the nearest heading, or None
    if horizon: due(analysis, horizon, inherited=True)

``before`` is exclusive: "trước tháng 9/2025" has last "2025-09-01". Nothing is found inside document symbols
(123/2025/NĐ-CP). The times are also in ``doc.spans["times"]``, labelled by ``Time.kind``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language

from corpus.evidence import locate
from corpus.record import Due
from corpus.text import squeeze
from extractors.times.grammar import Time, find_times

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractors.analysis import Analysis

TIMES = "times"
_CAPITAL = re.compile(r"(?<=\d)\s+(?=(?:Đến|Từ|Trong|Trước|Giai đoạn)\s)")
__all__ = ["TIMES", "Time", "due", "horizon_of", "times_in", "times_of"]


@Language.component("times")
def annotate_times(doc: Doc) -> Doc:
    """Add ``doc.spans["times"]`` and keep the times themselves in ``doc.user_data``."""
    text = doc.text  # put together anew at every call
    found = tuple(time for one in find_times(text) for time in _apart(text, one))
    doc.user_data[TIMES] = found
    spans = (doc.char_span(t.start, t.end, label=t.kind, alignment_mode="expand") for t in found)
    doc.spans[TIMES] = [span for span in spans if span is not None]
    return doc


def _apart(text: str, time: Time) -> tuple[Time, ...]:
    """A capital begins another sentence: "… năm 2027" in a heading and "Đến năm 2028, …" below it are no period."""
    capital = _CAPITAL.search(text, time.start, time.end)
    if capital is None or text[time.start : time.end].isupper():
        return (time,)
    cuts = ((time.start, capital.start()), (capital.end(), time.end))
    pieces = ((low, one) for low, high in cuts for one in find_times(text[low:high]))
    return tuple(replace(one, start=one.start + low, end=one.end + low) for low, one in pieces)


def times_of(analysis: Analysis) -> tuple[Time, ...]:
    """Return every time expression of the document, in order, none overlapping another."""
    found: tuple[Time, ...] = analysis.doc.user_data[TIMES]
    return found


def times_in(analysis: Analysis, start: int, end: int) -> tuple[Time, ...]:
    """Return the time expressions that stand wholly in ``text[start:end]``, in order."""
    found = times_of(analysis)
    low = bisect_left(found, start, key=lambda t: t.start)
    high = bisect_right(found, end, key=lambda t: t.end)
    return found[low:high]


def horizon_of(analysis: Analysis, section: int | None) -> Time | None:
    """Return the horizon in the heading of ``section`` or of the nearest section around it, or None.

    A heading with horizon and vision ("đến năm 2030, tầm nhìn đến năm 2045") gives the horizon.
    """
    for holder in analysis.ancestors(section):
        dated = [t for t in times_in(analysis, holder.start, holder.end) if t.last and not t.recurrence]
        if dated:
            return min(dated, key=lambda t: t.vision)
    return None


def due(analysis: Analysis, time: Time, *, inherited: bool = False) -> Due:
    """Return ``time`` as the record's ``Due``, with its evidence.

    Raises:
        ValueError: when the time has no precision (a recurrence or a duration is not a due date).
    """
    if time.precision is None:
        raise ValueError(f"{analysis.flat[time.start : time.end]!r} is no date")
    return Due(
        raw=squeeze(analysis.flat[time.start : time.end]),
        start=time.first,
        end=time.last,
        precision=time.precision,
        relation=time.relation or "in",
        inherited=inherited,
        evidence=[locate(analysis.document, time.start, time.end)],
    )
