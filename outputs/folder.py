"""The folder of one document: all of its files, or none."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.document import Document, Page
from corpus.files import folder_atomically, write_atomically
from corpus.page_words import FILE as WORDS
from corpus.page_words import page_words
from corpus.record import PageInfo, Problem, Record
from outputs import summary
from outputs.images import UNREADABLE, save_page_image
from outputs.tables import targets_csv


def write(record: Record, document: Document, folder: Path) -> Record:
    """Write all files of one document to ``folder`` and return the record as written.

    The files appear together or not at all; a folder from an earlier run is replaced as a whole. The returned record
    carries the hash of text.txt's bytes and the page images' paths relative to ``folder``. A page whose image cannot
    be kept adds a problem and makes the record partial.

    Raises:
        OutputError: when the folder cannot be written.
    """
    with folder_atomically(folder) as temporary:
        complete = _with_text(_with_pages(record, document, temporary), document)
        for name, data in _files(complete, document).items():
            write_atomically(temporary / name, data)
    return complete


def _files(record: Record, document: Document) -> dict[str, str]:
    return {
        "text.txt": document.text,
        "text.as-read.txt": document.as_read,
        "summary.vi.md": summary.text(record, "vi"),
        "summary.en.md": summary.text(record, "en"),
        "summary.html": summary.html(record),
        "targets.csv": targets_csv(record),
        WORDS: "".join(page.model_dump_json(exclude_defaults=True) + "\n" for page in page_words(document)),
        "record.json": record.model_dump_json(indent=2) + "\n",
    }


def _with_text(record: Record, document: Document) -> Record:
    digest = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    return record.model_copy(update={"document": record.document.model_copy(update={"text_sha256": digest})})


def _with_pages(record: Record, document: Document, folder: Path) -> Record:
    """Save the page images and tell of each page where its image is."""
    details: list[PageInfo] = []
    problems: list[Problem] = []
    if any(page.image for page in document.pages):
        (folder / "pages").mkdir()
    for page in document.pages:
        try:
            image = save_page_image(page, folder / "pages")
        except UNREADABLE as error:
            image = None
            problems.append(_lost_image(page, error))
        details.append(PageInfo.of(page, f"pages/{image}" if image else None))
    info = record.document
    update = {
        "page_details": details,
        "errors": [*info.errors, *problems],
        "status": "partial" if problems and info.status == "done" else info.status,
    }
    return record.model_copy(update={"document": info.model_copy(update=update)})


def _lost_image(page: Page, error: Exception) -> Problem:
    return Problem(
        code="page_image_lost",
        reason=f"The page's text was read, but its image could not be kept ({error}).",
        remedy="Compare with the page in the source file.",
        page=page.number,
    )
