"""The two things this room does with a file: read it, or say what reading it would do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.document import Condition, Document
from corpus.errors import RejectedError
from ocr.files.images import count_frames, read_image
from ocr.files.pdf import PdfSurvey, read_pdf, survey_pdf
from ocr.files.plain_text import read_text
from ocr.files.word_document import read_docx
from ocr.identify import FileKind, Identified, identify
from ocr.options import ReadOptions

_IMAGES = {FileKind.PNG, FileKind.JPEG, FileKind.TIFF}


class Kind(StrEnum):
    """What a file is, in the terms of the survey."""

    SCAN = "scan"
    BORN_DIGITAL = "born_digital"
    MIXED_PDF = "mixed_pdf"
    IMAGE = "image"
    TEXT = "text"
    LEGACY_TEXT = "legacy_text"
    DOCX = "docx"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file is and what a run would do with it.

    ``pages`` of which ``to_recognise`` go to Tesseract, and of ``with_pictures`` others the pictures of which the text
    layer says nothing. ``language`` is known where there is text to judge by.
    ``reason`` says in a sentence why the file is of its ``kind``; ``action`` what a run would do. A rejected file has
    the rejection's ``code``, and its remedy as ``action``.
    """

    source: str
    kind: Kind
    media_type: str | None
    pages: int
    to_recognise: int
    language: str | None
    reason: str
    action: str
    code: str | None = None
    with_pictures: int = 0


def read(path: Path, options: ReadOptions, workspace: Path) -> Document:
    """Return the document in the file at ``path``, as read; legacy encodings are converted, nothing else is repaired.

    Args:
        path: a PDF, PNG, JPEG, TIFF, .docx or text file, whatever its name.
        options: limits and choices.
        workspace: a folder for the page images, written as ``page-001.png`` or ``page-001.jpg``.

    Raises:
        RejectedError: when the file cannot be processed as it is; a document with some failed pages is returned.
        MissingDependencyError: when a program that the file needs is not installed.
    """
    found = identify(path, options)
    if found.kind is FileKind.PDF:
        return read_pdf(path, found.origin, options, workspace)
    if found.kind in _IMAGES:
        return read_image(path, found.origin, options, workspace)
    if found.kind is FileKind.DOCX:
        return read_docx(path, found.origin, options)
    return read_text(path, found.origin)


def survey(path: Path, options: ReadOptions) -> Survey:
    """Return what the file at ``path`` is and what a run would do; renders and recognises nothing, raises nothing."""
    try:
        found = identify(path, options)
        return _surveyed(path, found, options)
    except RejectedError as error:
        return Survey(path.name, Kind.REJECTED, None, 0, 0, None, error.reason, error.remedy, error.code)


def _surveyed(path: Path, found: Identified, options: ReadOptions) -> Survey:
    media = str(found.kind)
    if found.kind is FileKind.PDF:
        return _pdf(path.name, media, survey_pdf(path, options))
    if found.kind in _IMAGES:
        pages = count_frames(path, options)
        action = f"recognise {_pages(pages)} with Tesseract"
        return Survey(path.name, Kind.IMAGE, media, pages, pages, None, "the file is an image", action)
    if found.kind is FileKind.DOCX:
        document = read_docx(path, found.origin, options)
        return Survey(
            path.name, Kind.DOCX, media, 1, 0, document.language, "the file is a Word document", _text_action(document)
        )
    document = read_text(path, found.origin)
    legacy = document.condition is Condition.LEGACY_ENCODING
    kind = Kind.LEGACY_TEXT if legacy else Kind.TEXT
    reason = "the file is text in an encoding of before Unicode" if legacy else "the file is text"
    return Survey(path.name, kind, media, 1, 0, document.language, reason, _text_action(document))


def _pdf(source: str, media: str, found: PdfSurvey) -> Survey:
    pages = len(found.verdicts)
    scans = sum(not v.sound for v in found.verdicts)
    kind = Kind.BORN_DIGITAL if scans == 0 else Kind.SCAN if scans == pages else Kind.MIXED_PDF
    actions = [f"read the text layer of {_pages(pages - scans)}"] if scans < pages else []
    actions += [f"recognise {_pages(scans)} with Tesseract"] if scans else []
    pictured = sum(v.sound and bool(v.pictures) for v in found.verdicts)
    actions += [f"look for text in the pictures of {_pages(pictured)}"] if pictured else []
    reason = next(v.reason for v in found.verdicts if v.sound == (scans == 0))
    action = ", ".join(actions)
    return Survey(source, kind, media, pages, scans, found.language, reason, action, with_pictures=pictured)


def _text_action(document: Document) -> str:
    if document.condition is Condition.LEGACY_ENCODING:
        return "convert the text to Unicode"
    return "take the text as it is, and repair it if it is garbled" if document.language == "vi" else "take the text"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
