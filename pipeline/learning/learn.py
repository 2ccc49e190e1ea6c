"""Learning as a whole: reads what people decided, reports on it, and refits what the decisions make better."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from corpus.learned import Misreading
from corpus.store import Store
from corpus.store.judged import JudgedDocument, JudgedRow, judged_documents
from corpus.store.kinds import MODELS
from pipeline.learning import aliases, channel, confidence
from pipeline.learning.again import Again, Extract, extract_again
from pipeline.learning.channel import Repair, Seen, WithMisreadings
from pipeline.learning.figures import Figures, figures
from pipeline.learning.outcome import Outcome
from pipeline.learning.overlay import contents

Advance = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Read:
    """A judged document with what the present extractors find in it; ``problem`` says why they could not look."""

    document: JudgedDocument
    again: Again | None
    seen: Seen | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """How the extractors do: by kind, then and now; by document; and what has changed.

    ``before`` and ``now`` are of what stands outside ruled tables, in the ``again`` documents extracted again.
    """

    documents: int
    again: int
    then: Mapping[str, Figures]
    before: Mapping[str, Figures]
    now: Mapping[str, Figures]
    by_document: Sequence[Mapping[str, Any]]
    problems: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "documents": self.documents,
            "documents_extracted_again": self.again,
            "extracted": {kind: found.as_json() for kind, found in self.then.items()},
            "extracted_outside_tables": {kind: found.as_json() for kind, found in self.before.items()},
            "extracted_again_outside_tables": {kind: found.as_json() for kind, found in self.now.items()},
            "by_document": list(self.by_document),
            "problems": dict(self.problems),
        }


@dataclass(frozen=True, slots=True)
class Refitted:
    """What is to be written to the office's folder, what came of each part, and the wordings people disagree about."""

    files: Mapping[str, str | None]
    outcomes: Mapping[str, Outcome]
    conflicts: Mapping[str, Sequence[tuple[str, str]]]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "parts": {name: outcome.as_json() for name, outcome in self.outcomes.items()},
            "conflicts": {name: [list(pair) for pair in pairs] for name, pairs in self.conflicts.items()},
        }


def read(session: Session, store: Store, extract: Extract, advance: Advance, *, every: bool) -> list[Read]:
    """Read the judged documents and extract them again; one whose folder is damaged is told, not passed over."""
    found = []
    for document in list(judged_documents(session, every=every)):
        advance(document.name)
        folder = store.folder / document.entry.folder
        try:
            found.append(Read(document, extract_again(document, folder, extract), channel.seen(document, folder)))
        except (OSError, ValidationError, ValueError) as error:
            found.append(Read(document, None, None, str(error).splitlines()[0]))
    return found


def report(documents: Sequence[Read]) -> Report:
    """Return the figures of all documents."""
    again = [one.again for one in documents if one.again is not None]
    return Report(
        len(documents),
        len(again),
        _by_kind(row for one in documents for row in one.document.rows),
        _by_kind(row for one in again for row in one.before),
        _by_kind(row for one in again for row in one.now),
        [_of_document(one) for one in documents],
        {one.document.name: one.problem for one in documents if one.problem},
    )


def _by_kind(rows: Iterator[JudgedRow]) -> dict[str, Figures]:
    grouped: dict[str, list[JudgedRow]] = {kind: [] for kind in MODELS}
    for row in rows:
        grouped[row.kind].append(row)
    return {kind: figures(found) for kind, found in grouped.items() if found}


def _of_document(one: Read) -> dict[str, Any]:
    again = one.again
    return {
        "id": one.document.entry.id,
        "name": one.document.name,
        "state": one.document.entry.state,
        "mended_words": len(one.document.words),
        "extracted": {kind: found.as_json() for kind, found in _by_kind(iter(one.document.rows)).items()},
        "extracted_again": {k: f.as_json() for k, f in _by_kind(iter(again.now)).items()} if again else None,
        "changes": [
            {"kind": change.kind, "what": change.what, "right": change.right, "text": change.text}
            for change in (again.changes if again else ())
        ],
    }


def refit(documents: Sequence[Read], with_misreadings: WithMisreadings) -> Refitted:
    """Refit each part from the decisions, each only where it is better for documents it was not made from."""
    judged = [one.document for one in documents]
    misreadings, of_channel = channel.refit([one.seen for one in documents if one.seen], with_misreadings)
    moved, of_confidence = confidence.refit(
        confidence.samples([one.again.rows for one in documents if one.again is not None])
    )
    indicators, bodies = aliases.indicator_names(judged), aliases.body_names(judged)
    return Refitted(
        contents(misreadings, moved, indicators.names, bodies.names),
        {
            "channel": of_channel,
            **{f"confidence of {kind}s": outcome for kind, outcome in of_confidence.items()},
            "indicator names": indicators.outcome,
            "body names": bodies.outcome,
        },
        {"indicator names": indicators.conflicts, "body names": bodies.conflicts},
    )


def repair_with(misreadings: Sequence[Misreading]) -> Repair:
    """Return the repair with mended words laid over the models that ship."""
    from ocr.repair import repair  # noqa: PLC0415  # the models are loaded when they are needed
    from ocr.repair.restore import models_with  # noqa: PLC0415

    models = models_with(misreadings)
    return lambda document: repair(document, models)
