"""From duties to assignments of the record: one row for each body, role and paragraph, its tasks joined."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.bodies import ResolvedBody
from corpus.evidence import locate
from corpus.glossary import english
from corpus.record import Assignment, Bilingual, Body, BodyCandidate, Due, Extractor, Role
from extractors.analysis import Analysis
from extractors.assignments.predicates import Duty
from extractors.structure.tables.cells import Cell
from extractors.times import Time, due, times_in
from extractors.times.in_cells import cell_due, cell_times, undated

NAME, VERSION = "assignments", "1.2"
_EXTRACTOR = Extractor(name=NAME, version=VERSION)
_TOGETHER = 400
"""Characters from a name to its task within which one passage proves both; farther on, other tasks stand between."""
_HARD_TO_READ = 0.6
"""Below this probability of the least sure word in a body's name the row is flagged."""
_STRENGTH: dict[Role, float] = {
    "lead": 0.95,
    "recipient": 0.93,
    "report_to": 0.85,
    "coordinate": 0.9,
    "direct": 0.88,
    "supervise": 0.85,
    "advise": 0.88,
    "implement": 0.8,
}
"""How often a rule for the role is right on clean text; multiplied by how sure the printed name is."""


def merged(analysis: Analysis, duties: Sequence[Duty], *, listed: bool = False) -> list[Assignment]:
    """Return the assignments of one paragraph, in order of first mention.

    Args:
        analysis: the document.
        duties: the duties found in the paragraph.
        listed: true for receivers, whose proof is their own name and whose task is to receive the document.
    """
    rows: dict[tuple[str, Role], list[Duty]] = {}
    for duty in duties:
        rows.setdefault((duty.actor.body.name.casefold(), duty.role), []).append(duty)
    return [_assignment(analysis, row, listed=listed) for row in rows.values()]


def _assignment(analysis: Analysis, row: list[Duty], *, listed: bool) -> Assignment:
    first, document = row[0], analysis.document
    actor, body = first.actor, first.actor.body
    tasks = {(duty.start, duty.end): Cell(duty.pieces or ((duty.start, duty.end),)) for duty in row}
    spans = sorted(tasks)
    task = "; ".join(_distinct([tasks[span].words(analysis.flat) for span in spans]))
    printed = document.probability(actor.start, actor.end)
    proof = [(actor.start, actor.end)] if listed else _proof(actor.start, actor.end, spans)
    flags = (["ambiguous_body"] if body.ambiguous else []) + (["low_ocr"] if printed < _HARD_TO_READ else [])
    return Assignment(
        id=_identity(document.id, body.name, first.role, spans[0][0]),
        body=_body(body),
        role=first.role,
        task=_task(task, analysis.language),
        due=None if listed else _due_of(analysis, first, spans),
        confidence=round(_STRENGTH[first.role] * body.score * printed, 4),
        flags=flags,
        extractor=_EXTRACTOR,
        evidence=[locate(document, start, end) for start, end in proof],
    )


def _task(task: str, language: str) -> Bilingual:
    """The document's words in its own language; the other one only where the glossary has the whole phrase."""
    return Bilingual(vi=None, en=task) if language == "en" else Bilingual(vi=task, en=english(task, "task"))


def _distinct(tasks: list[str]) -> list[str]:
    """Drop a task that another one contains."""
    return [
        task for i, task in enumerate(tasks) if not any(task in other and i != k for k, other in enumerate(tasks))
    ] or tasks[:1]


def _proof(start: int, end: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The whole passage from body to task when they stand together, then the name; else the task, then the name."""
    low, high = spans[0][0], spans[-1][1]
    together = min(start, low), max(end, high)
    near = together[1] - together[0] <= high - low + _TOGETHER and start <= low + 400
    first = together if near else (low, high)
    return [first, (start, end)]


def _body(body: ResolvedBody) -> Body:
    return Body(
        raw=body.raw,
        name=body.name,
        abbreviation=body.abbreviation,
        en=body.en,
        key=body.key,
        level=body.level,
        place=body.place,
        candidates=[BodyCandidate(key=key, name=name, score=score) for key, name, score in body.candidates],
    )


def has_due(analysis: Analysis, duty: Duty) -> bool:
    """Tell whether the duty's own words date it."""
    return _due(analysis, [(duty.start, duty.end)]) is not None


def _due(analysis: Analysis, spans: list[tuple[int, int]]) -> Due | None:
    """The last date by which the text wants the task done; a task without one has none."""
    dates = [time for start, end in spans for time in times_in(analysis, start, end) if _is_due(analysis, time)]
    return due(analysis, dates[-1]) if dates else None


def _due_of(analysis: Analysis, duty: Duty, spans: list[tuple[int, int]]) -> Due | None:
    """The date of the table's column; the task's own words where it says nothing: others may be a name's ("đến …")."""
    beside = _due_beside(analysis, duty)
    return beside if beside or (duty.when and duty.when.pieces) else _due(analysis, spans)


def _due_beside(analysis: Analysis, duty: Duty) -> Due | None:
    """The date in a table's column of dates, where any time is one."""
    if duty.when is None:
        return None
    alone = undated(analysis, duty.when)  # "2026", which only in such a column is a year
    times = (*cell_times(analysis, duty.when), *([alone] if alone else []))
    dates = [time for time in times if time.precision and time.last and not time.recurrence]
    return cell_due(analysis, duty.when, dates[-1]) if dates else None


def _is_due(analysis: Analysis, time: Time) -> bool:
    """Dates with "trước", "đến", "chậm nhất", "trong": not those of cited documents, nor names of programmes."""
    if time.precision is None or time.last is None or time.recurrence or time.vision:
        return False
    if time.relation in {"before", "by"}:
        return True
    return time.relation == "in" and analysis.flat[time.start : time.end].casefold().startswith(("trong", "vào"))


def _identity(document: str, name: str, role: str, start: int) -> str:
    return "a-" + hashlib.sha256(f"{document}|{name}|{role}|{start}".encode()).hexdigest()[:16]
