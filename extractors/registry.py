"""The extractors, in one place: each reads an analysis and fills fields of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors import assignments, targets
from extractors.citations import extract as citations
from extractors.metadata import extract as metadata
from extractors.structure import headings
from extractors.times import deadlines

if TYPE_CHECKING:
    from extractors.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor: its name and version, and the function that returns fields of ``corpus.record.Record`` by name."""

    name: str
    version: str
    run: Callable[[Analysis], dict[str, Any]]


def _targets(analysis: Analysis) -> dict[str, Any]:
    found, achieved = targets.extract_targets(analysis)
    return {"targets": found, "achievements": achieved}


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor(metadata.NAME, metadata.VERSION, lambda a: {"metadata": a.once(metadata.extract_metadata)}),
    Extractor(headings.NAME, headings.VERSION, lambda a: {"outline": headings.extract_outline(a)}),
    Extractor(citations.NAME, citations.VERSION, lambda a: {"citations": citations.extract_citations(a)}),
    Extractor(deadlines.NAME, deadlines.VERSION, lambda a: {"deadlines": deadlines.extract_deadlines(a)}),
    Extractor(targets.NAME, targets.VERSION, _targets),
    Extractor(assignments.NAME, assignments.VERSION, lambda a: {"assignments": assignments.extract_assignments(a)}),
)
