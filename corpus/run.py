"""The manifest of a run over many files: run.json, from which index.html is made."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.flags import needs_check
from corpus.record import SCHEMA_VERSION, Assignment, Deadline, Model, Problem, Record, Target

Outcome = Literal["done", "partial", "rejected", "quarantined"]


class RunEntry(Model):
    """What became of one input. ``folder`` is a name inside the run's folder, null where nothing was written.

    ``reason`` and ``remedy`` speak of the input as a whole (rejected, quarantined); ``errors`` lists the pages that
    failed of a partial one. Type, issuer and date are as printed in the record's metadata.
    """

    input: str = Field(description="path as given on the command line")
    id: str | None = Field(None, description="sha256: and the hash of the file's bytes; null when it cannot be read")
    folder: str | None = None
    outcome: Outcome
    duplicate_of: str | None = Field(None, description="the input whose bytes, folder and values these are")
    code: str | None = Field(None, description="stable name of the reason, for programs")
    grade: Literal["good", "fair", "poor"] | None = None
    reason: str | None = None
    remedy: str | None = None
    errors: list[Problem] = Field(default_factory=list)
    seconds: float = Field(0.0, ge=0)
    condition: str | None = None
    language: str | None = None
    pages: int = Field(0, ge=0)
    title: str | None = None
    title_en: str | None = None
    symbol: str | None = None
    document_type: str | None = None
    document_type_en: str | None = None
    issuer: str | None = None
    issuer_en: str | None = None
    date: str | None = Field(None, description="ISO 8601 date")
    targets: int = Field(0, ge=0)
    achievements: int = Field(0, ge=0)
    deadlines: int = Field(0, ge=0)
    assignments: int = Field(0, ge=0)
    unsure: int = Field(0, ge=0, description="targets, deadlines and assignments that a person should check")


class RunManifest(Model):
    """One run: when, with what, over which inputs, and with which outcome for each."""

    schema_version: str = SCHEMA_VERSION
    started: str = Field(description="ISO 8601 time with its zone")
    finished: str | None = Field(None, description="null while the run goes on")
    versions: dict[str, str] = Field(default_factory=dict)
    options: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    entries: list[RunEntry] = Field(default_factory=list)


def entry_of(record: Record, *, input_path: str, folder: str, seconds: float = 0.0) -> RunEntry:
    """Return the manifest's entry for a record that was written to ``folder``."""
    info, meta = record.document, record.metadata
    values: list[Target | Deadline | Assignment] = [*record.targets, *record.achievements, *record.deadlines]
    values += record.assignments
    return RunEntry(
        input=input_path,
        id=info.id,
        folder=folder,
        outcome=info.status,
        grade=info.quality.grade if info.quality else None,
        errors=info.errors,
        seconds=seconds,
        condition=info.condition,
        language=info.language,
        pages=info.pages,
        title=meta.title.vi if meta.title else None,
        title_en=meta.title.en if meta.title else None,
        symbol=meta.symbol,
        document_type=meta.document_type.vi if meta.document_type else None,
        document_type_en=meta.document_type.en if meta.document_type else None,
        issuer=meta.issuer.vi if meta.issuer else None,
        issuer_en=meta.issuer.en if meta.issuer else None,
        date=meta.date,
        targets=len(record.targets),
        achievements=len(record.achievements),
        deadlines=len(record.deadlines),
        assignments=len(record.assignments),
        unsure=sum(needs_check(value.confidence, value.flags) for value in values),
    )
