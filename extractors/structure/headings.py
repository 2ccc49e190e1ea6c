"""The outline of a record: the analysis's sections as headings with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.evidence import locate
from corpus.record import Heading
from extractors.structure.eids import eids

if TYPE_CHECKING:
    from extractors.analysis import Analysis

NAME, VERSION = "outline", "1.2"


def extract_outline(analysis: Analysis) -> list[Heading]:
    """Return the headings in text order; a provision that is numbered but has no title has an empty one."""
    rows = []
    for section, eid in zip(analysis.sections, eids(analysis), strict=True):
        evidence = locate(analysis.document, section.start, section.end)
        rows.append(
            Heading(
                number=section.number,
                title=section.title,
                level=section.level,
                kind=section.kind,
                page=evidence.page,
                line=evidence.line,
                eid=eid,
                evidence=[evidence],
            )
        )
    return rows
