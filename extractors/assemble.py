"""From a document to its record: analyse once, run every extractor, describe the document."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpus.document import PageSource
from corpus.record import DocumentInfo, PageInfo, Problem, Record, Status
from extractors.certainty import calibrated
from extractors.quality import quality
from extractors.registry import EXTRACTORS
from extractors.structure.analyse import analyse

if TYPE_CHECKING:
    from corpus.document import Document


def extract(document: Document) -> Record:
    """Return everything the extractors find in ``document``; the same document gives the same record."""
    return calibrated(uncalibrated(document))


def uncalibrated(document: Document) -> Record:
    """Return the record with the confidence that each extractor's rules give, before it is measured against others."""
    analysis = analyse(document)
    fields: dict[str, Any] = {}
    for extractor in EXTRACTORS:
        fields |= extractor.run(analysis)
    return Record(document=describe(document), **fields)


def describe(document: Document) -> DocumentInfo:
    """Return the record's account of the document: what it is, how it was read, what went wrong."""
    return DocumentInfo(
        id=document.id,
        source=document.source,
        media_type=document.media_type,
        pages=len(document.pages),
        language=document.language,
        condition=document.condition,
        status=_status(document),
        errors=[Problem(code=p.code, reason=p.reason, remedy=p.remedy, page=p.page) for p in document.problems],
        text_sha256=sha256(document.text.encode()).hexdigest(),
        quality=quality(document),
        page_details=[PageInfo.of(page, f"pages/{page.image.name}" if page.image else None) for page in document.pages],
    )


def _status(document: Document) -> Status:
    """Partial when a page could not be read; a problem of the whole document does not hide what was read."""
    failed = any(page.source is PageSource.FAILED for page in document.pages)
    return "partial" if failed or any(p.page is not None for p in document.problems) else "done"
