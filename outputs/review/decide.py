"""What a clerk does with rows: approve, correct, reject, split, merge, add, undo.

Every act sends the version that the person saw. An answer may get lost on its way, so that an act is sent again: what
is already done is answered as done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.responses import Response

from corpus.store import decisions, workflow
from corpus.store.decisions import Seen
from corpus.store.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError, StoreError
from corpus.store.kinds import kind_of, validated
from corpus.store.queue import GONE
from corpus.store.tables import RowEntry
from corpus.store.undo import undo
from outputs.review import answers, conflict, drafts
from outputs.review.desk import Desk, Job
from outputs.review.documents import the_row
from outputs.review.identity import named_anew
from outputs.review.opinions import opinion_of, take_back_last
from outputs.review.reading import read_form
from outputs.review.rows import RowView, second_view, view
from outputs.review.sent import Answers, Sent
from outputs.web.access import Clerk, TheStore
from outputs.web.pages import page

router = APIRouter()
Act = Literal["approve", "correct", "reject", "split"]


@router.post("/documents/{document_id}/rows/{row_id}/{act}")
def judge(  # noqa: PLR0913, PLR0917  # a part of the request each
    request: Request, document_id: str, row_id: str, act: Act, person: Clerk, store: TheStore, sent: Sent
) -> Response:
    """Approve, correct, reject or split a row."""
    desk = Desk(request, store, person, document_id, sent)

    def done(job: Job) -> list[RowEntry]:
        row = the_row(job.session, document_id, row_id)
        if job.second:
            return [_opined(job, row, act)]
        seen = Seen(row_id, sent.whole("version"))
        if row.state in GONE and row.version == seen.version:
            raise NotAllowedError("row_gone")
        return _decided(job, row, seen, act)

    try:
        return _answered(desk, done)
    except InvalidError as error:
        with desk.looking() as job:
            return drafts.row_form(job, the_row(job.session, document_id, row_id), act, error.problems)
    except ConflictError:
        return _both(desk, row_id, act)


@router.post("/documents/{document_id}/merge")
def merge(request: Request, document_id: str, person: Clerk, store: TheStore, sent: Sent) -> Response:
    """Put one row in the place of those that are marked."""
    desk = Desk(request, store, person, document_id, sent)

    def done(job: Job) -> list[RowEntry]:
        job.first_only()
        seen = drafts.marked(sent)
        rows = [the_row(job.session, document_id, one.row_id) for one in seen]
        data = read_form(kind_of(rows[0]), drafts.merged(rows), sent.part("0:"), desk.language, job.side)
        try:
            made = decisions.merge(job.session, person.actor, seen, named_anew(data))
        except ConflictError:
            again = conflict.sent_again(job.session, person, seen[0], "merge", None)
            if again is None:
                raise
            return again
        return [*rows, made]

    try:
        return _answered(desk, done)
    except InvalidError as error:
        with desk.looking() as job:
            return drafts.merge_form(job, error.problems)
    except ConflictError as error:
        return _both(desk, error.current.id, "merge")


@router.post("/documents/{document_id}/rows")
def add(request: Request, document_id: str, person: Clerk, store: TheStore, sent: Sent) -> Response:
    """Add a row that the person has marked; one with the same values is not added twice."""
    desk = Desk(request, store, person, document_id, sent)

    def done(job: Job) -> list[RowEntry]:
        job.first_only()
        kind = drafts.kind_named(sent.one("kind"))
        empty = drafts.blank(job, kind)
        data = named_anew(read_form(kind, empty, sent.part("0:"), desk.language, job.side))
        same = select(RowEntry).filter_by(document_id=document_id, kind=kind, state="added")
        valid = validated(kind, data)
        twin = next((row for row in job.session.scalars(same) if row.data == valid), None)
        return [twin or decisions.add(job.session, person.actor, document_id, kind, data)]

    try:
        return _answered(desk, done)
    except InvalidError as error:
        with desk.looking() as job:
            return drafts.new_form(job, error.problems)


@router.post("/documents/{document_id}/undo")
def take_back(request: Request, document_id: str, person: Clerk, store: TheStore, sent: Sent) -> Response:
    """Take back what the person did last on the document."""

    def done(job: Job) -> list[RowEntry]:
        if not job.second:
            return [row for row in undo(job.session, person.actor, document_id) if row.document_id == document_id]
        row = take_back_last(job.session, person, document_id)
        if row is None:
            raise NotFoundError("nothing_to_undo")
        return [row]

    try:
        return _answered(Desk(request, store, person, document_id, sent), done)
    except ConflictError:
        return answers.refusal(request, StoreError("undo_overtaken"))


def _answered(desk: Desk, done: Callable[[Job], list[RowEntry]]) -> Response:
    """Let ``done`` act within one transaction and answer with the rows it returns."""
    try:
        with desk.writing() as job:
            views = [_view(job, row) for row in done(job)]
    except (NotAllowedError, NotFoundError) as error:
        return answers.refusal(desk.request, error)
    return answers.row_list(desk.request, views)


def _view(job: Job, row: RowEntry) -> RowView:
    if job.second:
        return second_view(row, job.reader, opinion_of(job.session, job.person, row.id))
    return view(row, job.reader)


def _decided(job: Job, row: RowEntry, seen: Seen, act: Act) -> list[RowEntry]:
    base = conflict.data_at(job.session, row, _base_version(job.sent))
    actor, session = job.person.actor, job.session
    data: dict[str, Any] | None = None
    try:
        if act == "reject":
            return [decisions.reject(session, actor, seen)]
        if act == "approve" and not job.sent.has("over"):
            return [decisions.approve(session, actor, seen)]
        if act == "split":
            parts = [named_anew(part) for part in _parts(job, row, base)]
            return [row, *decisions.split(session, actor, seen, parts)]
        data = base if act == "approve" else validated(kind_of(row), _typed(job, row, base, "0:"))
        return [decisions.correct(session, actor, seen, data)]
    except ConflictError:
        again = conflict.sent_again(session, job.person, seen, act, data)
        if again is None:
            raise
        return again


def _typed(job: Job, row: RowEntry, base: dict[str, Any], prefix: str) -> dict[str, Any]:
    return read_form(kind_of(row), base, job.sent.part(prefix), job.desk.language, job.side)


def _parts(job: Job, row: RowEntry, base: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    problems: dict[str, str] = {}
    for prefix in ("0:", "1:"):
        try:
            found.append(_typed(job, row, base, prefix))
        except InvalidError as error:
            problems |= {prefix + place: reason for place, reason in error.problems.items()}
    if not problems and found[0] == found[1]:
        problems = {f"1:{place}": "alike" for place in list(job.sent.part("1:"))[:1]}
    if problems:
        raise InvalidError(problems)
    return found


def _base_version(sent: Answers) -> int:
    """The version on which the form was filled in; ``over`` where it is put over another's."""
    return sent.whole("over" if sent.has("over") else "version")


def _opined(job: Job, row: RowEntry, act: Act) -> RowEntry:
    """Keep a second reader's opinion."""
    before = opinion_of(job.session, job.person, row.id)
    extracted = row.extracted or row.data
    data = before.data if before else extracted
    if act == "split":
        raise NotAllowedError("second_reader_judges")
    if act == "correct":
        data = validated(kind_of(row), _typed(job, row, data, "0:"))
    state = "rejected" if act == "reject" else "approved" if data == extracted else "corrected"
    workflow.opine(job.session, job.person.actor, row.id, state, data)
    job.session.flush()
    return row


def _both(desk: Desk, row_id: str, act: str) -> Response:
    """Show what the person wanted beside what stands now, for them to choose."""
    with desk.looking() as job:
        row = the_row(job.session, desk.document_id, row_id)
        seen = row.version if act == "merge" else _base_version(desk.sent)
        mine = conflict.data_at(job.session, row, seen)
        if act == "correct":
            with suppress(InvalidError):
                mine = _typed(job, row, mine, "0:")
        return page(
            desk.request,
            "conflict.html.j2",
            status=409,
            act=act,
            row=view(row, job.reader),
            seen=seen,
            who=conflict.who_decided(job.session, row_id),
            sides=conflict.compared(row, mine, row.data, desk.language, job.side),
            may_insist=act in ("approve", "correct", "reject") and row.state not in GONE,
            word=answers.word,
        )
