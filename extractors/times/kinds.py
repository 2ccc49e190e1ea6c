"""What a time is for: a document's date or effect, a task's deadline, a horizon, a period or a recurrence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.metadata.provenance import adopts
from extractors.times.english import dates_document, of_passing, takes_effect

if TYPE_CHECKING:
    from corpus.record import DeadlineKind
    from extractors.times.grammar import Time

_BEFORE = 60
_OF_LATE = 5  # years
CLAUSE = 240
"""Characters before a time in which its clause tells that a task ends: "hoàn thành Quy hoạch … trong năm 2026"."""
# a document whose number a converter has moved: "một số điều của Nghị định số ngày 07/01/2022 của Chính phủ quy định …"
_NUMBERLESS = re.compile(
    r"(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Kết\s+luận|Công\s+văn|Kế\s+hoạch|"
    r"Tờ\s+trình|Báo\s+cáo|Thông\s+báo|Hướng\s+dẫn)"
    # or whose symbol cannot be read: "Nghị định số 64/2U14/NĐ- CP, ngày 26/6/2014"
    r"(?:\s+số(?:\s*:?\s*\S*[\d/]\S*(?:\s\S{1,8})?)?)?"
    # "Nghị định số 77-CP của Chính phủ ngày 18/6/1997"
    r"(?:\s+của\s+(?:Chính\s+phủ|Thủ\s+tướng\s+Chính\s+phủ|Quốc\s+hội|(?:Bộ|Ủy\s+ban|UBND|HĐND)\s+[^.;,]{3,30}?))?\s*,?\s*$"
)
# a ground names a document, also where its name is torn: "Căn cứ Luật Ban hành văn bản quy phạm: pháp luật ngày …"
_GROUND = re.compile(
    # and so does what is asked for: "Xét đề nghị của Phòng Nội vụ ngày 02/5/2018"
    r"(?:(?:Xét|Theo)\s+(?:đề\s+nghị|ý\s+kiến|Tờ\s+trình|báo\s+cáo)|Căn\s+cứ\s+(?:vào\s+)?(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Kế\s+hoạch|Công\s+văn|"
    r"Tờ\s+trình|Kết\s+luận|Thông\s+báo|Biên\s+bản|Báo\s+cáo))[^;]{0,220}$"
)
_ISSUED_BY = re.compile(
    r"\s+của\s+(?:Chính\s+phủ|Thủ\s+tướng\s+Chính\s+phủ|Quốc\s+hội|Bộ\s+trưởng\s+Bộ\s+[^.;,]{3,40}?)\s+"
    r"(?:quy\s+định|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|ban\s+hành)"
)
# what is left of a date that cannot be read: "ngày 2¿ tháng 8 năm 2014", "ngàu † Ì tháng 7 năm …", "24 tháng Š năm …"
_REST = re.compile(
    r"(?:ng[àa]\w\s*\S{1,3}(?:\s\S{1,2})?|ng[àa]\w\s*\d{0,2}\s*tháng|\S\s+tháng\s+\S{1,3}|ng\w{2,3}\s+\S{1,3}\s+th\w{3}\s+\S{1,3})\s*$",
    re.IGNORECASE,
)

_SINCE_EFFECT = re.compile(
    r"từ\s+(?:ngày|thời\s+điểm|khi)\s+[^,;.]{0,40}này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*$", re.IGNORECASE
)
# a day that nobody filled in: "Quyết định số /QĐ-UBND ngày tháng 8 năm 2014"
_BLANK_DAY = re.compile(r"/[A-ZĐ][A-ZĐ-]+\s*,?\s*ngày[\s.…]*$")

# "Căn cứ Luật đầu tư được Quốc hội thông qua ngày 12/11/1996"
_ADOPTED_LAW = re.compile(
    r"(?:Luật|luật|Pháp\s+lệnh|Công\s+ước|Hiệp\s+định)\s+(?!này)[^.;]{2,120}?\s(?:đã\s+)?được\s+[^.;]*thông\s+qua\s+$"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the kind of a time depends on beyond its own words: ``heads`` are letterheads of attached documents.

    ``day`` is the document's date, ``printed`` the one of its letterhead; ``attached`` where attached documents start,
    with their dates; ``columns`` the pieces of cells that date the tasks of a table, ``announced`` the items of lists
    that say when tasks are due, ``effects`` the days of a column that says when documents have effect.
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
    effects: frozenset[tuple[int, int]] = frozenset()


def kind_of(time: Time, setting: Setting) -> DeadlineKind | None:
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
    remembered = remembered or (time.kind == "month" and _cue(setting.flat, time, "event"))
    torn = time.kind in {"month", "year"} and not time.relation
    if remembered or (torn and _REST.search(setting.flat, max(0, time.start - 20), time.start)):
        return None
    looks_back = re.match("|".join(structure("deadline_cues")["as_of"]), _words(setting.flat, time))
    if looks_back:
        return None
    found = None if time.relation == "after" else _by_grain(time, setting)
    return found or ("period" if _bounds(time, setting) else None)


def _bounds(time: Time, setting: Setting) -> bool:
    """Whether a day bounds whom or what a rule applies to: "thành lập trước ngày …", "tại thời điểm ngày …"."""
    return time.kind == "date" and (time.relation is not None or _cue(setting.flat, time, "condition"))


def _of_documents(time: Time, setting: Setting) -> DeadlineKind | None:
    """Dates of documents: cited ones, this one's own, its adoption and its coming into force."""
    blank = time.kind == "month" and _BLANK_DAY.search(setting.flat, max(0, time.start - 40), time.start)
    if blank or (time.start, time.end) in setting.cited:
        return "cited_document_date"
    return (_of_day(time, setting) if time.kind == "date" else None) or _own(time, setting) or _of_effect(time, setting)


def _own(time: Time, setting: Setting) -> DeadlineKind | None:
    return "document_date" if any(start < time.end and time.start < end for start, end in setting.own) else None


def _of_day(time: Time, setting: Setting) -> DeadlineKind | None:
    """The days of attached documents, of documents named without their number, and of adoption."""
    if any(start <= time.start < end for start, end in setting.heads) or adopts(setting.flat, time.start):
        return "document_date"
    if of_passing(setting.flat, time) or (time.relation is None and _of_unnumbered(time, setting)):
        return "cited_document_date"
    if not _cue(setting.flat, time, "adopted"):
        return None
    law = _ADOPTED_LAW.search(setting.flat, max(0, time.start - 160), time.start)
    return "cited_document_date" if law else "document_date"


def _of_effect(time: Time, setting: Setting) -> DeadlineKind | None:
    if takes_effect(setting.flat, time) or (time.start, time.end) in setting.effects:
        return "effective_date"
    if time.recurrence:
        return None
    if time.relation in {None, "from", "in"}:
        # "các quyết định có hiệu lực trong năm 2024" are those of a year
        dates = time.relation == "from" or time.kind != "year"
        return "effective_date" if dates and _cue(setting.flat, time, "effective") else None
    # "nộp hồ sơ từ ngày Nghị định này có hiệu lực đến hết ngày …" bounds what is to be done
    since = _SINCE_EFFECT.search(setting.flat, max(0, time.start - CLAUSE // 2), time.start)
    lasts = time.precision == "day" and time.relation in {"by", "during"} and not since
    return "effective_date" if lasts and _cue(setting.flat, time, "lasting", CLAUSE // 2) else None


def _of_unnumbered(time: Time, setting: Setting) -> bool:
    """Whether the day is that of a document named without its number."""
    named = _NUMBERLESS.search(setting.flat, max(0, time.start - 60), time.start)
    named = named or _GROUND.search(setting.flat, max(0, time.start - CLAUSE), time.start)
    english = dates_document(setting.flat, time)
    return not _own(time, setting) and bool(named or english or _ISSUED_BY.match(setting.flat, time.end))


def _by_grain(time: Time, setting: Setting) -> DeadlineKind | None:
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


def _dates_a_task(time: Time, setting: Setting) -> bool:
    """Whether the time stands in a table's column of dates or behind "Thời gian hoàn thành:"."""
    in_column = any(start < time.end and time.start < end for start, end in setting.columns)
    return in_column or _listed(time, setting) or _cue(setting.flat, time, "stated")


def _listed(time: Time, setting: Setting) -> bool:
    """Whether an item of an announced list begins or ends with the time: "- Vùng ven biển: cuối năm 2027;"."""
    for start, end in setting.announced:
        if start <= time.start < end:
            before, after = setting.flat[start : time.start], setting.flat[time.end : end]
            return not re.search(r"[^\W\d_]{2}", before) or not re.search(r"\w", after)
    return False


def _by_year(time: Time, setting: Setting) -> DeadlineKind:
    if time.relation == "by":
        return "period" if _long_past(time, setting) else "target_horizon"
    ahead = setting.day is None or (time.last or "") > setting.day
    if ahead and _dates_a_task(time, setting):
        return "task_deadline"
    if ahead and _words(setting.flat, time).startswith("vào") and _cue(setting.flat, time, "reached", CLAUSE):
        return "target_horizon"
    within = _words(setting.flat, time).startswith(("trong", "ngay trong"))
    if within and ahead and _cue(setting.flat, time, "finished", CLAUSE):
        return "task_deadline"
    return "period"


def _long_past(time: Time, setting: Setting) -> bool:
    """Whether a year is one of history: "tồn tại đến năm 1968" in a text of 2022; plans of late are still cited."""
    return bool(setting.day and time.last and int(setting.day[:4]) - int(time.last[:4]) > _OF_LATE)


def _latest(flat: str, time: Time) -> bool:
    return bool(re.match(r"chậm|muộn|không (?:chậm|muộn)|hạn cuối|no later|not later", _words(flat, time)))


def _words(flat: str, time: Time) -> str:
    return squeeze(flat[time.start : time.end]).lower()


def _cue(flat: str, time: Time, name: str, reach: int = _BEFORE) -> bool:
    before = re.split(r"[;.]\s", flat[max(0, time.start - reach) : time.start])[-1]
    return any(re.search(cue, before, re.IGNORECASE) for cue in structure("deadline_cues")[name])
