"""Deadlines: one record for each mention of a date, horizon, period or recurrence, with what it is for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.evidence import locate
from corpus.knowledge import structure
from corpus.record import Deadline, DeadlineKind
from corpus.text import squeeze
from extractors.citations.mentions import mentions, own_dates
from extractors.metadata.extract import numbered_and_dated
from extractors.metadata.letterhead import dated, has_date, symbol
from extractors.metadata.provenance import adopts
from extractors.structure.task_tables import task_rows
from extractors.structure.zones import type_of
from extractors.times import Time, times_of
from extractors.times.grammar import doubtful
from extractors.times.in_cells import undated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.analysis import Analysis

NAME, VERSION = "deadlines", "1.1"
_BEFORE = 60
_CLAUSE = 240
"""Characters before a time in which its clause tells that a task ends: "hoàn thành Quy hoạch … trong năm 2026"."""
_SIGNED_LINE = 120
"""Characters of a line of a foot; a longer one is text that follows, whose days are none of a signature."""
_SURE = 0.5
"""Certainty of the print below which a date wants a second look."""
_SYMBOL_YEAR = re.compile(r"/(?P<y>(?:19|20)\d\d)/[^\W\d][\w-]*\s*,?\s*$")
# what is left of a date that cannot be read: "ngày 2¿ tháng 8 năm 2014", "ngàu † Ì tháng 7 năm …", "24 tháng Š năm …"
# a document whose number a converter has moved: "một số điều của Nghị định số ngày 07/01/2022 của Chính phủ quy định …"
_NUMBERLESS = re.compile(
    r"(?:Luật|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Kết\s+luận|Công\s+văn|Kế\s+hoạch)(?:\s+số)?\s*$"
)
_ISSUED_BY = re.compile(
    r"\s+của\s+(?:Chính\s+phủ|Thủ\s+tướng\s+Chính\s+phủ|Quốc\s+hội|Bộ\s+trưởng\s+Bộ\s+[^.;,]{3,40}?)\s+"
    r"(?:quy\s+định|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|ban\s+hành)"
)
_REST = re.compile(
    r"(?:ng[àa]\w\s*\S{1,3}(?:\s\S{1,2})?|\S\s+tháng\s+\S{1,3}|ng\w{2,3}\s+\S{1,3}\s+th\w{3}\s+\S{1,3})\s*$",
    re.IGNORECASE,
)

# "Căn cứ Luật đầu tư được Quốc hội thông qua ngày 12/11/1996"
_ADOPTED_LAW = re.compile(
    r"(?:Luật|luật|Pháp\s+lệnh|Công\s+ước|Hiệp\s+định)\s+(?!này)[^.;]{2,120}?\s(?:đã\s+)?được\s+[^.;]*thông\s+qua\s+$"
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the kind of a time depends on beyond its own words: ``heads`` are letterheads of attached documents.

    ``day`` is the document's date, ``printed`` the one of its letterhead; ``attached`` where attached documents start,
    with their dates; ``columns`` the pieces of cells that date the tasks of a table, ``announced`` the items of lists
    that say when tasks are due.
    """

    flat: str
    day: str | None
    own: frozenset[tuple[int, int]]
    cited: frozenset[tuple[int, int]]
    heads: tuple[tuple[int, int], ...] = ()
    printed: str | None = None
    attached: tuple[tuple[int, str], ...] = ()
    columns: frozenset[tuple[int, int]] = frozenset()
    announced: tuple[tuple[int, int], ...] = ()


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
    """The effect that begins with the document's signature ("… này có hiệu lực kể từ ngày ký"): on its own day.

    A model of a document among the annexes, or quoted, says the same of another text.
    """
    part = analysis.parts[0]
    kind = type_of(part.head)
    for cue in structure("deadline_cues")["signed"]:
        for found in re.finditer(cue, analysis.flat[: part.body[-1].end] if part.body else ""):
            quoted = analysis.flat.rfind("“", 0, found.start()) > analysis.flat.rfind("”", 0, found.start())
            if not quoted and kind in {None, found["what"]}:
                time = Time(*found.span("time"), "date", day, None, "day", "from")
                row = _deadline(analysis, time, "effective_date", None)
                return row.model_copy(update={"flags": sorted({*row.flags, "relative_date"})})
    return None


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


def _inside(setting: _Setting, time: Time) -> _Setting:
    """The setting for ``time``: what is ahead in an attached document is ahead of its own date."""
    part = bisect_right(setting.attached, time.start, key=lambda attached: attached[0]) - 1
    return setting if part < 0 else replace(setting, day=setting.attached[part][1])


def _touches(time: Time, span: tuple[int, int]) -> bool:
    """Whether a time is what is left of the document's own date whose day cannot be read ("ngày #¿ tháng 5 năm …")."""
    return time.start < span[1] and span[0] < time.end


def _setting(analysis: Analysis) -> _Setting:
    own = symbol(analysis)
    _, printed = dated(analysis)
    settled = analysis.once(numbered_and_dated)[2]
    found = printed or (None if has_date(analysis) else settled)
    cited = [m.date for m in analysis.once(mentions) if m.date]
    repeated = own_dates(analysis, own.value if own else None)
    return _Setting(
        flat=analysis.flat,
        day=settled.value if settled else None,
        own=frozenset(found.spans if found else ()) | {(time.start, time.end) for time in repeated},
        cited=frozenset((time.start, time.end) for time in cited),
        heads=tuple(_letterheads(analysis)),
        printed=printed.value if printed else None,
        attached=tuple(_attached(analysis)),
        announced=tuple(_announced(analysis)),
        columns=frozenset(piece for row in analysis.once(task_rows) for cell in row.due for piece in cell.pieces),
    )


def _announced(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the items below a sentence that announces dates: "Thời gian hoàn thành được quy định như sau:"."""
    listing = goes_on = False
    for paragraph in analysis.body():
        text = analysis.flat[paragraph.start : paragraph.end].rstrip()
        if any(re.search(cue, text[-_CLAUSE:], re.IGNORECASE) for cue in structure("deadline_cues")["announced"]):
            listing, goes_on = True, False
            continue
        listing = listing and (paragraph.bullet is not None or goes_on)
        if listing:
            yield paragraph.start, paragraph.end
        goes_on = text.endswith(":")


def kind_of(time: Time, setting: _Setting) -> DeadlineKind | None:
    """Return what the time is for, None when it sets nothing ("Ngày 24 tháng 5 năm 2019, … tổ chức kiểm tra")."""
    if known := _of_documents(time, setting):
        return known
    if time.recurrence:
        return "recurring"
    if time.vision:
        return "vision_horizon"
    remembered = time.kind == "date" and (
        _cue(setting.flat, time, "anniversary", 90) or _cue(setting.flat, time, "filed")
    )
    torn = time.kind in {"month", "year"} and not time.relation
    if remembered or (torn and _REST.search(setting.flat, max(0, time.start - 20), time.start)):
        return None
    looks_back = re.match("|".join(structure("deadline_cues")["as_of"]), _words(setting.flat, time))
    return None if time.relation == "after" or looks_back else _by_grain(time, setting)


def _of_documents(time: Time, setting: _Setting) -> DeadlineKind | None:
    """Dates of documents: cited ones, this one's own, its adoption and its coming into force."""
    if (time.start, time.end) in setting.cited:
        return "cited_document_date"
    return (_of_day(time, setting) if time.kind == "date" else None) or _own(time, setting) or _of_effect(time, setting)


def _own(time: Time, setting: _Setting) -> DeadlineKind | None:
    return "document_date" if any(start < time.end and time.start < end for start, end in setting.own) else None


def _of_day(time: Time, setting: _Setting) -> DeadlineKind | None:
    """The days of attached documents, of documents named without their number, and of adoption."""
    if any(start <= time.start < end for start, end in setting.heads) or adopts(setting.flat, time.start):
        return "document_date"
    if time.relation is None and _of_unnumbered(time, setting):
        return "cited_document_date"
    if not _cue(setting.flat, time, "adopted"):
        return None
    law = _ADOPTED_LAW.search(setting.flat, max(0, time.start - 160), time.start)
    return "cited_document_date" if law else "document_date"


def _of_effect(time: Time, setting: _Setting) -> DeadlineKind | None:
    if time.recurrence:
        return None
    if time.relation in {None, "from", "in"}:
        return "effective_date" if _cue(setting.flat, time, "effective") else None
    lasts = time.precision == "day" and time.relation in {"by", "during"}
    return "effective_date" if lasts and _cue(setting.flat, time, "lasting", _CLAUSE // 2) else None


def _of_unnumbered(time: Time, setting: _Setting) -> bool:
    """Whether the day is that of a document named without its number."""
    named = _NUMBERLESS.search(setting.flat, max(0, time.start - 30), time.start)
    return not _own(time, setting) and bool(named or _ISSUED_BY.match(setting.flat, time.end))


def _by_grain(time: Time, setting: _Setting) -> DeadlineKind | None:
    """The kind by precision: days, months and quarters ahead are tasks' deadlines; years are horizons or periods."""
    if time.kind == "duration" or time.relation == "before" or _latest(setting.flat, time):
        # "hợp đồng ký trước ngày 01/7/2003" in a law of 2010 tells of the past
        past = bool(setting.day and time.last and time.last <= setting.day)
        return None if past else "task_deadline"
    if time.kind == "period" or time.relation == "from":
        return "period"
    if time.kind == "year":
        return _by_year(time, setting)
    if time.last is None:
        return "task_deadline"
    ahead = setting.day is None or time.last > setting.day
    if time.kind == "date":
        # without the document's date, a bare day may be past: "established on February 9, 2012"
        return "task_deadline" if ahead and (time.relation == "by" or setting.day) else None
    meeting = time.kind == "month" and _cue(setting.flat, time, "meeting")
    return "task_deadline" if ahead and (time.relation or meeting or _dates_a_task(time, setting)) else "period"


def _dates_a_task(time: Time, setting: _Setting) -> bool:
    """Whether the time stands in a table's column of dates or behind "Thời gian hoàn thành:"."""
    in_column = any(start < time.end and time.start < end for start, end in setting.columns)
    return in_column or _listed(time, setting) or _cue(setting.flat, time, "stated")


def _listed(time: Time, setting: _Setting) -> bool:
    """Whether an item of an announced list begins or ends with the time: "- Vùng ven biển: cuối năm 2027;"."""
    for start, end in setting.announced:
        if start <= time.start < end:
            before, after = setting.flat[start : time.start], setting.flat[time.end : end]
            return not re.search(r"[^\W\d_]{2}", before) or not re.search(r"\w", after)
    return False


def _by_year(time: Time, setting: _Setting) -> DeadlineKind:
    if time.relation == "by":
        return "target_horizon"
    ahead = setting.day is None or (time.last or "") > setting.day
    if ahead and _dates_a_task(time, setting):
        return "task_deadline"
    within = _words(setting.flat, time).startswith(("trong", "ngay trong"))
    if within and ahead and _cue(setting.flat, time, "finished", _CLAUSE):
        return "task_deadline"
    return "period"


def _latest(flat: str, time: Time) -> bool:
    return bool(re.match(r"chậm|muộn|không (?:chậm|muộn)|hạn cuối|no later|not later", _words(flat, time)))


def _words(flat: str, time: Time) -> str:
    return squeeze(flat[time.start : time.end]).lower()


def _cue(flat: str, time: Time, name: str, reach: int = _BEFORE) -> bool:
    before = re.split(r"[;.]\s", flat[max(0, time.start - reach) : time.start])[-1]
    return any(re.search(cue, before, re.IGNORECASE) for cue in structure("deadline_cues")[name])


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
