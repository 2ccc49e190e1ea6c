"""Deadlines: one record for each mention of a date, horizon, period or recurrence, with what it is for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.evidence import locate
from corpus.knowledge import structure
from corpus.record import Deadline, DeadlineKind
from corpus.text import squeeze
from extractors.citations.mentions import mentions, own_dates
from extractors.metadata.extract import numbered_and_dated
from extractors.metadata.letterhead import dated, has_date, symbol
from extractors.metadata.provenance import adopts
from extractors.structure.tables.tasks import task_rows
from extractors.structure.zones import type_of
from extractors.times import Time, times_of
from extractors.times.columns import days_of_effect
from extractors.times.grammar import doubtful
from extractors.times.in_cells import undated
from extractors.times.kinds import CLAUSE, Setting, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.analysis import Analysis

NAME, VERSION = "deadlines", "1.2"
_SIGNED_LINE = 120
"""Characters of a line of a foot; a longer one is text that follows, whose days are none of a signature."""
_SURE = 0.5
"""Certainty of the print below which a date wants a second look."""
_SYMBOL_YEAR = re.compile(r"/(?P<y>(?:19|20)\d\d)/[^\W\d][\w-]*\s*,?\s*$")


def extract_deadlines(analysis: Analysis) -> list[Deadline]:
    """Return the document's deadlines in text order; dates of past events are none."""
    setting, own = _setting(analysis), _own_day(analysis)
    unread = has_date(analysis) if own or not dated(analysis)[1] else None
    times = (t for t in times_of(analysis) if not _stamped(analysis, t) and not (unread and _touches(t, unread)))
    rows = ((time, kind_of(time, _inside(setting, time))) for time in times)
    found = [_deadline(analysis, time, kind, setting.printed) for time, kind in rows if kind]
    found += [_deadline(analysis, time, "task_deadline", None) for time in _undated(analysis)]
    single = [row for row in (own, _signed(analysis, setting.day)) if row]
    return sorted([*found, *single], key=lambda row: row.evidence[0].start)


def _signed(analysis: Analysis, day: str | None) -> Deadline | None:
    """The effect that begins with the document's signature ("… này có hiệu lực kể từ ngày ký"), or days after it.

    A model of a document among the annexes, or quoted, says the same of another text.
    """
    part = analysis.parts[0]
    kind = type_of(part.head)
    for cue in structure("deadline_cues")["signed"]:
        for found in re.finditer(cue, analysis.flat[: part.body[-1].end] if part.body else ""):
            quoted = analysis.flat.rfind("“", 0, found.start()) > analysis.flat.rfind("”", 0, found.start())
            if not quoted and kind in {None, found["what"]}:
                time = Time(
                    *found.span("time"), "date", _later(day, found.groupdict().get("days")), None, "day", "from"
                )
                row = _deadline(analysis, time, "effective_date", None)
                return row.model_copy(update={"flags": sorted({*row.flags, "relative_date"})})
    return None


def _later(day: str | None, days: str | None) -> str | None:
    """The day so many days after another: "sau 15 ngày kể từ ngày ký"."""
    return (date.fromisoformat(day) + timedelta(int(days))).isoformat() if day and days else day


def _undated(analysis: Analysis) -> Iterator[Time]:
    """Yield the months and quarters without a year by which the tasks of a table are due."""
    for cell in {cell: None for row in analysis.once(task_rows) for cell in row.due}:
        if time := undated(analysis, cell):
            yield time


def _own_day(analysis: Analysis) -> Deadline | None:
    """The document's date where no time tells it: written by hand and printed elsewhere, or stated by a portal."""
    written, (_, _, day), printed = has_date(analysis), analysis.once(numbered_and_dated), dated(analysis)[1]
    if day is None or (printed and printed.value == day.value):
        return None
    told = any(start < time.end and time.start < end for start, end in day.spans for time in times_of(analysis))
    if written is None and told:
        return None
    places = (written, *(s for s in day.spans if s != written)) if written else day.spans
    evidence = [locate(analysis.document, *span) for span in places]
    return Deadline(
        kind="document_date",
        raw=squeeze(analysis.flat[slice(*places[0])]),
        start=day.value,
        end=day.value,
        precision="day",
        confidence=round(evidence[-1].confidence * day.sure, 4),
        flags=["conflicting_reading"] if written else [],
        evidence=evidence,
    )


def _stamped(analysis: Analysis, time: Time) -> bool:
    """Whether a time stands in the foot: the time stamp of a digital signature sets nothing."""
    feet = (line for part in analysis.parts for line in part.foot if len(line.text) < _SIGNED_LINE)
    return time.precision == "day" and any(line.start <= time.start < line.end for line in feet)


def _letterheads(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """The letterheads of attached documents, whose dates are theirs."""
    for part in analysis.parts[1:]:
        if part.head.letterhead and part.head.type_line:
            yield part.head.letterhead[0].start, part.head.letterhead[-1].end


def _attached(analysis: Analysis) -> Iterator[tuple[int, str]]:
    """Yield where a document with a letterhead of its own starts, and its date."""
    for start, end in _letterheads(analysis):
        day = next((t.first for t in times_of(analysis) if start <= t.start < end and t.kind == "date"), None)
        if day:
            yield start, day


def _inside(setting: Setting, time: Time) -> Setting:
    """The setting for ``time``: what is ahead in an attached document is ahead of its own date."""
    part = bisect_right(setting.attached, time.start, key=lambda attached: attached[0]) - 1
    return setting if part < 0 else replace(setting, day=setting.attached[part][1])


def _touches(time: Time, span: tuple[int, int]) -> bool:
    """Whether a time is what is left of the document's own date whose day cannot be read ("ngày #¿ tháng 5 năm …")."""
    return time.start < span[1] and span[0] < time.end


def _setting(analysis: Analysis) -> Setting:
    own = symbol(analysis) if analysis.language == "vi" else analysis.once(numbered_and_dated)[0]
    _, printed = dated(analysis)
    settled = analysis.once(numbered_and_dated)[2]
    found = printed or (None if has_date(analysis) else settled)
    cited = [m.date for m in analysis.once(mentions) if m.date]
    repeated = own_dates(analysis, own.value if own else None)
    return Setting(
        flat=analysis.flat,
        day=settled.value if settled else None,
        own=frozenset(found.spans if found else ()) | {(time.start, time.end) for time in repeated},
        cited=frozenset((time.start, time.end) for time in cited),
        heads=tuple(_letterheads(analysis)),
        printed=printed.value if printed else None,
        attached=tuple(_attached(analysis)),
        announced=tuple(_announced(analysis)),
        columns=frozenset(piece for row in analysis.once(task_rows) for cell in row.due for piece in cell.pieces),
        effects=frozenset((time.start, time.end) for time in days_of_effect(analysis)),
    )


def _announced(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the items below a sentence that announces dates: "Thời gian hoàn thành được quy định như sau:"."""
    listing = goes_on = False
    for paragraph in analysis.body():
        text = analysis.flat[paragraph.start : paragraph.end].rstrip()
        if any(re.search(cue, text[-CLAUSE:], re.IGNORECASE) for cue in structure("deadline_cues")["announced"]):
            listing, goes_on = True, False
            continue
        listing = listing and (paragraph.bullet is not None or goes_on)
        if listing:
            yield paragraph.start, paragraph.end
        goes_on = text.endswith(":")


def _flags(time: Time, raw: str, sure: float, **raised: bool) -> list[str]:
    unsure = time.precision == "day" and (doubtful(raw) or sure < _SURE)
    return [flag for flag, holds in {"numeric_unverified": unsure, **raised}.items() if holds]


def _contradicts(analysis: Analysis, time: Time, kind: DeadlineKind) -> bool:
    """Whether a cited date has another year than the symbol before it ("98/2018/NĐ-CP ngày 05 tháng 7 năm 2013")."""
    symbol = _SYMBOL_YEAR.search(analysis.flat, max(0, time.start - 30), time.start)
    return bool(kind == "cited_document_date" and symbol and time.first and symbol["y"] != time.first[:4])


def _deadline(analysis: Analysis, time: Time, kind: DeadlineKind, printed: str | None) -> Deadline:
    evidence = locate(analysis.document, time.start, time.end)
    raw = squeeze(analysis.flat[time.start : time.end])
    undated = time.last is None and time.first is None and not time.recurrence
    torn = _contradicts(analysis, time, kind)
    # councils adopt resolutions days before they issue them
    adoption = kind == "document_date" and adopts(analysis.flat, time.start) and time.first != printed
    return Deadline(
        kind=kind,
        raw=raw,
        start=time.first,
        end=time.last,
        precision=time.precision,
        relation=time.relation,
        recurrence=time.recurrence,
        confidence=round(evidence.confidence * (0.4 if torn else 0.7 if undated else 0.95), 4),
        flags=_flags(
            time,
            raw,
            evidence.confidence,
            relative_date=undated,
            conflicting_reading=torn,
            adoption_date=adoption,
        ),
        evidence=[evidence],
    )
