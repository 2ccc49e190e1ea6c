"""PDF files: each page by its own text layer where that is sound, else recognised from its image."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium

from corpus.document import Condition, Document, PageSource, Problem
from corpus.errors import PageError
from ocr import rejection
from ocr.draft import Origin, PageDraft, assemble
from ocr.files import legacy
from ocr.files.layer_page import LayerPage, read_layer_page
from ocr.files.render import fitting_dpi, render
from ocr.files.soundness import Verdict, judge
from ocr.files.text_layer import TextLayer, layer_words, text_layer
from ocr.language import language_of, language_of_page
from ocr.options import ReadOptions
from ocr.page.page_image import Reader, recognised_page


@dataclass(frozen=True, slots=True)
class PdfSurvey:
    """How many pages a PDF has and what is decided about each."""

    verdicts: tuple[Verdict, ...]
    language: str | None


def read_pdf(path: Path, origin: Origin, options: ReadOptions, workspace: Path) -> Document:
    """Return the document of a PDF; a page that cannot be read is a problem of that page only.

    Raises:
        RejectedError: when the PDF is protected, damaged or oversized, or none of its pages can be read.
        MissingDependencyError: when Poppler, Tesseract or its language data is not installed.
    """
    drafts: list[PageDraft] = []
    failure: PageError | None = None
    language: str | None = None
    with opened(path, options) as pdf:
        for number in range(1, len(pdf) + 1):
            try:
                draft = _page(pdf, path, number, Reader(options, language), workspace)
                language = language or ("vi" if draft.encoding else language_of_page(draft.text))
            except PageError as error:
                failure, problem = error, Problem(error.code, error.reason, error.remedy, number)
                draft = PageDraft((), PageSource.FAILED, error.reason, problem=problem)
            drafts.append(draft)
    problems = [draft.problem for draft in drafts if draft.problem]
    if all(draft.source is PageSource.FAILED for draft in drafts):
        raise rejection.no_page_read(path.name, problems) from failure
    document = assemble(origin, drafts, condition=_condition(drafts), language=language or "vi", problems=problems)
    return _converted(document, drafts)


def survey_pdf(path: Path, options: ReadOptions) -> PdfSurvey:
    """Return what reading would do with each page, rendering and recognising nothing.

    Raises:
        RejectedError: when the PDF is protected, damaged or oversized.
    """
    verdicts: list[Verdict] = []
    sample = ""
    with opened(path, options) as pdf:
        for index in range(len(pdf)):
            try:
                with _loaded(pdf, index + 1, path) as page:
                    layer = text_layer(page)
                verdict = _verdict(layer, options)
            except PageError as error:
                verdicts.append(Verdict(sound=False, reason=error.reason))
                continue
            verdicts.append(verdict)
            text = legacy.to_unicode(layer.text, verdict.encoding) if verdict.encoding else layer.text
            sample += text if verdict.sound and len(sample) < 5000 else ""
    return PdfSurvey(tuple(verdicts), language_of(sample) if sample else None)


@contextmanager
def opened(path: Path, options: ReadOptions) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF within the limits.

    Raises:
        RejectedError: when it is protected, damaged, without pages or oversized.
    """
    try:
        pdf = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise rejection.encrypted(path.name, "PDF") from error
        raise rejection.corrupt(path.name, "PDF", "it has no readable list of pages") from error
    try:
        if len(pdf) == 0:
            raise rejection.corrupt(path.name, "PDF", "it has no pages")
        if len(pdf) > options.max_pages:
            what = f"{len(pdf)} pages, and the limit is {options.max_pages}"
            raise rejection.oversized(path.name, what, "max_pages")
        yield pdf
    finally:
        pdf.close()


@contextmanager
def _loaded(pdf: pdfium.PdfDocument, number: int, path: Path) -> Iterator[pdfium.PdfPage]:
    page: pdfium.PdfPage | None = None
    try:
        page = pdf[number - 1]
        yield page
    except pdfium.PdfiumError as error:  # the page, its text or its images
        raise PageError(
            f"Page {number} could not be read: it is damaged.",
            remedy="Open the PDF in a viewer and print it to a new PDF, or scan the page again.",
            code="page_damaged",
            file=path.name,
        ) from error
    finally:
        if page is not None:
            page.close()


def _page(pdf: pdfium.PdfDocument, path: Path, number: int, reader: Reader, workspace: Path) -> PageDraft:
    options = reader.options
    target = workspace / f"page-{number:03d}"
    draw = partial(render, path, number, options=options)
    with _loaded(pdf, number, path) as page:
        verdict = _verdict(text_layer(page), options)
        width, height = page.get_size()
        if verdict.sound:
            # pictures are read, and looked at again by people, as scans are
            wanted = options.scan_dpi if verdict.pictures else options.layer_dpi
            dpi = fitting_dpi(width, height, wanted, options.max_pixels)
            image = draw(dpi)
            layer = LayerPage(number, image, dpi, layer_words(page, *image.size), verdict)
    if verdict.sound:
        return read_layer_page(layer, draw, target, reader)
    dpi = fitting_dpi(width, height, options.scan_dpi, options.max_pixels)
    return recognised_page(draw, dpi, target, reader, verdict.reason)


def _verdict(layer: TextLayer, options: ReadOptions) -> Verdict:
    if options.recognise_always:
        return Verdict(sound=False, reason="recognition was asked for whatever the text layer is like")
    return judge(layer)


def _converted(document: Document, drafts: list[PageDraft]) -> Document:
    """Convert the pages whose text layer is of before Unicode; other pages and what pictures say stay as they are."""
    changes = [
        change
        for page, draft in zip(document.pages, drafts, strict=True)
        if draft.encoding
        for change in legacy.replacements(document.text[page.start : page.end], draft.encoding, page.start)
        if not any(word.confidence is not None for _, word in document.words_in(change.raw_start, change.raw_end))
    ]
    if not changes:
        return document
    condition = Condition.LEGACY_ENCODING if document.condition is Condition.CLEAN else document.condition
    return document.repaired(changes, (), condition=condition, language="vi")


def _condition(drafts: list[PageDraft]) -> Condition:
    sources = {d.source for d in drafts} - {PageSource.FAILED}
    if sources == {PageSource.TEXT_LAYER}:
        return Condition.CLEAN
    return Condition.SCAN if sources == {PageSource.RECOGNISED} else Condition.MIXED
