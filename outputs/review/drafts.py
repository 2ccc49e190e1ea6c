"""Forms before they are sent: of a row, of two parts of it, of several rows as one, and of a new row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from corpus.store.decisions import Seen
from corpus.store.errors import InvalidError, NotAllowedError
from corpus.store.kinds import Kind, kind_of
from corpus.store.tables import RowEntry
from corpus.text import squeeze
from outputs.review import answers, guess, paper
from outputs.review.answers import Form, FormPart
from outputs.review.desk import Job
from outputs.review.documents import the_row
from outputs.review.forms import form_of
from outputs.review.opinions import opinion_of
from outputs.review.rows import KINDS
from outputs.review.sent import Answers

Problems = Mapping[str, str] | None
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def row_form(job: Job, row: RowEntry, act: str, problems: Problems = None) -> Response:
    """Answer with the form to correct or split ``row``; with ``problems``, filled with what was sent."""
    sent = job.sent
    data: Mapping[str, Any] = row.data
    if job.second:
        opinion = opinion_of(job.session, job.person, row.id)
        data = opinion.data if opinion else row.extracted or row.data
    prefixes = ("0:", "1:") if act == "split" else ("0:",)
    parts = [_part(job, kind_of(row), data, prefix) for prefix in prefixes]
    hidden = {"version": sent.one("version", "1" if job.second else str(row.version))}
    if sent.has("over"):
        hidden["over"] = sent.one("over")
    address = f"/documents/{job.document.id}/rows/{row.id}/{act}"
    return answers.form(job.desk.request, Form(act, address, parts, hidden), _named(problems, act))


def merge_form(job: Job, problems: Problems = None) -> Response:
    """Answer with the form of the row that the marked ones become.

    Raises:
        NotAllowedError: when fewer than two are marked, or they are of several kinds.
        InvalidError: when what was sent names no rows.
    """
    rows = [the_row(job.session, job.document.id, seen.row_id) for seen in marked(job.sent)]
    if len({row.id for row in rows}) < 2 or len({row.kind for row in rows}) > 1 or rows[0].kind == "metadata":
        raise NotAllowedError("merge_unlike")
    part = _part(job, kind_of(rows[0]), merged(rows), "0:")
    hidden = {"rows": " ".join(job.sent.all("rows"))}
    address = f"/documents/{job.document.id}/merge"
    return answers.form(job.desk.request, Form("merge", address, [part], hidden), _named(problems, "merge"))


def new_form(job: Job, problems: Problems = None) -> Response:
    """Answer with the form of a new row, filled with what the words selected seem to say.

    Raises:
        InvalidError: when the kind or the words selected are not known.
    """
    kind = kind_named(job.sent.one("kind"))
    data = guess.guessed(kind, blank(job, kind), job.side)
    part = _part(job, kind, data, "0:")
    hidden = {"kind": kind, "start": job.sent.one("start"), "end": job.sent.one("end")}
    address = f"/documents/{job.document.id}/rows"
    return answers.form(job.desk.request, Form("add", address, [part], hidden), _named(problems, "add"))


def _part(job: Job, kind: Kind, data: Mapping[str, Any], prefix: str) -> FormPart:
    """The fields of ``data``, with what was sent in the place of what stands."""
    fields = form_of(kind, data, job.side)
    shown = [field.shown(data, job.desk.language) for field in fields]
    return FormPart.of(fields, shown, prefix, job.sent.part(prefix))


def kind_named(name: str) -> Kind:
    """Return the kind of a new row; fields of the head are never new.

    Raises:
        InvalidError: when there is no such kind.
    """
    found = next((kind for kind in KINDS if kind == name and kind != "metadata"), None)
    if found is None:
        raise InvalidError({"kind": "choice"})
    return found


def marked(sent: Answers) -> list[Seen]:
    """Return the rows that are sent as "id:version", parted by spaces.

    Raises:
        InvalidError: when one has another form.
    """
    found = []
    for name in " ".join(sent.all("rows")).split():
        identity, _, version = name.partition(":")
        if not version.isdecimal():
            raise InvalidError({"rows": "number"})
        found.append(Seen(identity, int(version)))
    if not found:
        raise InvalidError({"rows": "needed"})
    return found


def merged(rows: Sequence[RowEntry]) -> dict[str, Any]:
    """Return the first row's data, with what it lacks from the others and the proof of all."""
    data = dict(rows[0].data)
    for row in rows[1:]:
        for key, value in row.data.items():
            if data.get(key) in _EMPTY:
                data[key] = value
    proofs = [proof for row in rows for proof in row.data["evidence"]]
    data["evidence"] = [proof for at, proof in enumerate(proofs) if proof not in proofs[:at]]
    return data


def blank(job: Job, kind: Kind) -> dict[str, Any]:
    """Return the data of a new row that stands on the span that was sent and says nothing yet.

    Raises:
        InvalidError: when there is no such span.
    """
    start, end = job.sent.whole("start"), job.sent.whole("end")
    proof = paper.proof(job.session, job.desk.store, job.document, (start, end))
    made = {"id": "", "extractor": {"name": "person", "version": "1"}}
    common = {"confidence": 1.0, "flags": [], "evidence": [proof]}
    if kind in ("target", "achievement"):
        return common | made | {"kind": "numeric", "indicator": {}, "comparator": "eq", "value": None, "unit": None}
    if kind == "assignment":
        return common | made | {"body": {}, "role": "implement", "task": {}, "due": None}
    if kind == "deadline":
        return common | {"kind": "task_deadline", "raw": squeeze(proof["quote"]), "start": None, "end": None}
    return common | {"raw": squeeze(proof["quote"]), "symbol": None, "type": None, "date": None, "issuer": None}


def _named(problems: Problems, act: str) -> Problems:
    """Problems of a form with one part speak of places; its fields' names have the part's prefix."""
    if problems is None or act == "split":
        return problems
    return {f"0:{place}": reason for place, reason in problems.items()}
