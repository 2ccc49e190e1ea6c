"""Duties under their tasks: lines that begin with "Cơ quan chủ trì:", "Đơn vị phối hợp:", "Thời gian thực hiện:"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from corpus.knowledge import structure
from extractors.assignments import cues
from extractors.assignments.between import after_scope
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.predicates import Duty
from extractors.structure.joined import UPPER
from extractors.structure.tables.cells import Cell, Span, trimmed
from extractors.structure.tables.read import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.bodies import BodySpan
    from corpus.record import Role
    from extractors.analysis import Analysis, Paragraph

_SHORTEST = 3
"""Words of a task, at least: "1.4." alone is the mark of the task below it."""
_LONGEST = 6
"""Paragraphs of a task, at most."""
_GOES_ON = re.compile(rf",\s+[^\W\d_{UPPER}][^,;.:()]*?(?=\s*[,;.()]|\s*$)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What one label says: a role or "when"; it begins at ``at``, the words behind it are ``start``..``end``."""

    what: str
    at: int
    start: int
    end: int


def labelled(analysis: Analysis) -> list[list[Duty]]:
    """Return the duties of each paragraph that labels who does the task above it, in text order."""
    body = [paragraph for paragraph in analysis.body() if not _is_tabled(analysis, paragraph)]
    return [
        found for i, paragraph in enumerate(body) if (found := _duties(analysis, body, i, labels(analysis, paragraph)))
    ]


def _is_tabled(analysis: Analysis, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a table's; "phối hợp:" in a row between bars labels a name in its cell."""
    barred = "|" in analysis.flat[paragraph.start : paragraph.end]
    return barred or analysis.once(tables).holds(paragraph.start, paragraph.end)


def labels(analysis: Analysis, paragraph: Paragraph) -> list[Labelled]:
    """Return the labels that a paragraph holds, in order, each with what it says."""
    text = analysis.flat[paragraph.start : paragraph.end]
    hits = list(_label().finditer(text))
    ends = [hit.start("label") for hit in hits[1:]] + [len(text)] * bool(hits)
    at = paragraph.start
    return [
        Labelled(_what()[_plain(hit["label"])], at + hit.start("label"), at + hit.end(), at + end)
        for hit, end in zip(hits, ends, strict=True)
    ]


@cache
def _what() -> dict[str, str]:
    return {_plain(phrase): what for what, phrases in structure("duties")["labels"].items() for phrase in phrases}


def _plain(label: str) -> str:
    return " ".join(label.replace(",", " ").casefold().split())


@cache
def _label() -> re.Pattern[str]:
    """A label at a paragraph's or a sentence's start, behind a list mark or a bracket, and the colon after it."""
    words = sorted((re.escape(phrase).replace(r"\ ", r"\s+") for phrase in _phrases()), key=len, reverse=True)
    return re.compile(
        rf"(?:^\W{{0,3}}|(?<=[.;(\-–+*•:]\s)|(?<=[(\-–+*]))(?P<label>{'|'.join(words)})\s*:", re.IGNORECASE
    )


def _phrases() -> list[str]:
    return [phrase for phrases in structure("duties")["labels"].values() for phrase in phrases]


def _duties(analysis: Analysis, body: Sequence[Paragraph], i: int, found: Sequence[Labelled]) -> list[Duty]:
    roles = [one for one in found if one.what != "when"]
    task = _task(analysis, body, i) if roles else None
    if task is None:
        return []
    when = _when(analysis, body, i, found)
    return [
        Duty(actor, role, task.start, task.end, when, task.pieces)
        for one in roles
        for actor, role in _actors(analysis, one)
    ]


def _actors(analysis: Analysis, one: Labelled) -> Iterator[tuple[Actor, Role]]:
    """The bodies behind a label, each in the role of the label or of its own words ("… chủ trì, phối hợp với …")."""
    clause = Clause(analysis.flat[one.start : one.end], one.start)
    standing = cast("Role", one.what)
    for here, following in pairwise([*clause.groups, []]):
        first, after = clause.first_token(here[0]), clause.after_token(here[-1])
        if any(clause.words[k].form == "hợp" for k in range(max(0, first - 4), first)):
            standing = "coordinate"
        own = (
            cues.role_at(clause.words, after_scope(clause, cues.skip("words.fillers", clause.words, after)))
            if after < len(clause.words)
            else None
        )
        role = own[1] if own and standing != "coordinate" and own[1] != "coordinate" else standing
        yield from ((_whole(clause, actor, following), role) for actor in clause.actors(here))
        if following and standing != "coordinate" and own is None:
            between = {word.form for word in clause.words[after : clause.first_token(following[0])]}
            if not between <= {",", ";", "và", "các", "với", "cùng", "phối", "hợp", "-", "(", ")"}:
                return


def _whole(clause: Clause, actor: Actor, following: Sequence[BodySpan]) -> Actor:
    """A name of free wording with what a comma parts from it: "Vụ Phổ biến, giáo dục pháp luật"."""
    stop = following[0].start if following else len(clause.text)
    rest = _GOES_ON.match(clause.text, actor.end - clause.offset, stop)
    if rest is None or actor.body.key is not None:
        return actor
    raw = clause.text[actor.start - clause.offset : rest.end()]
    return Actor(actor.start, clause.offset + rest.end(), replace(actor.body, raw=raw, name=raw))


def _task(analysis: Analysis, body: Sequence[Paragraph], i: int) -> Cell | None:
    """The task that a label belongs to: the paragraph's own words before it, the text above it, or the title."""
    if own := _own_words(analysis, body[i]):
        return own
    above: list[Span] = []
    for k in range(i - 1, -1, -1):
        if body[k].section != body[i].section or len(above) == _LONGEST:
            break
        if labels(analysis, body[k]):
            if above:
                break
            if own := _own_words(analysis, body[k]):
                return own
            continue  # "Đơn vị phối hợp:" stands below "Đơn vị chủ trì:" of the same task
        cell = _text_of(analysis, body[k])
        if cell is None:
            break
        above.append((cell.start, cell.end))
        if (body[k].bullet or "-")[:1].isalnum():
            break
    if above:
        return Cell(tuple(reversed(above)))
    titles = [(one.start, one.end) for one in analysis.ancestors(body[i].section) if one.title]
    return Cell((titles[0],)) if titles else None


def _text_of(analysis: Analysis, paragraph: Paragraph) -> Cell | None:
    start = paragraph.sentences[0].start if paragraph.sentences else paragraph.start
    return _long_enough(analysis, trimmed(analysis.flat, start, paragraph.end))


def _own_words(analysis: Analysis, paragraph: Paragraph) -> Cell | None:
    """The words of a paragraph before its first label: "Lập đề án. Cơ quan chủ trì: …"."""
    start, label = paragraph.start + len(paragraph.bullet or ""), labels(analysis, paragraph)[0].at
    return _long_enough(analysis, trimmed(analysis.flat, start, label)) if start < label else None


def _long_enough(analysis: Analysis, cell: Cell) -> Cell | None:
    return cell if len(cell.words(analysis.flat).split()) >= _SHORTEST else None


def _when(analysis: Analysis, body: Sequence[Paragraph], i: int, found: Sequence[Labelled]) -> Cell | None:
    """What the label of a time says, in the paragraph itself or in those of the same task around it."""
    beside = list(found)
    k = i + 1
    while k < len(body) and body[k].section == body[i].section and (more := labels(analysis, body[k])):
        if _own_words(analysis, body[k]):
            break
        beside += more
        k += 1
    k = i
    while k > 0 and not _own_words(analysis, body[k]) and (more := labels(analysis, body[k - 1])):
        beside += more
        k -= 1
    times = [one for one in beside if one.what == "when"]
    return trimmed(analysis.flat, times[0].start, times[0].end) if times else None
