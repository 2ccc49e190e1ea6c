"""PDF files: each page by its own text layer where that is sound, else recognised from its image."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium

from corpus.document import Condition, Document, PageSource, Problem
from corpus.errors import PageError
from ocr import legacy, rejection
from ocr.cell_reading import grids_of
from ocr.checked import Draw
from ocr.draft import Origin, PageDraft, Segment, assemble
from ocr.language import language_of, language_of_page
from ocr.options import ReadOptions
from ocr.page_image import Reader, recognised_page, saved
from ocr.reading_order import reading_order
from ocr.render import fitting_dpi, render
from ocr.sideways import sideways_lines, with_cells
from ocr.soundness import Verdict, judge
from ocr.text_layer import LayerWords, TextLayer, layer_words, text_layer


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
    problems: list[Problem] = []
    failure: PageError | None = None
    language: str | None = None
    with opened(path, options) as pdf:
        for number in range(1, len(pdf) + 1):
            try:
                draft = _page(pdf, path, number, Reader(options, language), workspace)
                language = language or ("vi" if draft.encoding else language_of_page(draft.text))
            except PageError as error:
                failure, draft = error, PageDraft((), PageSource.FAILED, error.reason)
                problems.append(Problem(error.code, error.reason, error.remedy, number))
            drafts.append(draft)
    if len(problems) == len(drafts):
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
    with _loaded(pdf, number, path) as page:
        layer = text_layer(page)
        verdict = _verdict(layer, options)
        size: tuple[float, float] = page.get_size()
        if verdict.sound:
            return _layer_page(page, partial(render, path, number, options=options), verdict, target, options)
    dpi = fitting_dpi(*size, options.scan_dpi, options.max_pixels)
    return recognised_page(partial(render, path, number, options=options), dpi, target, reader, verdict.reason)


def _verdict(layer: TextLayer, options: ReadOptions) -> Verdict:
    if options.recognise_always:
        return Verdict(sound=False, reason="recognition was asked for whatever the text layer is like")
    return judge(layer)


def _layer_page(page: pdfium.PdfPage, draw: Draw, verdict: Verdict, target: Path, options: ReadOptions) -> PageDraft:
    width, height = page.get_size()
    dpi = fitting_dpi(width, height, options.layer_dpi, options.max_pixels)
    image = draw(dpi)
    words = layer_words(page, *image.size)
    if verdict.encoding:
        level, sideways = _as_typed(words.level, verdict.encoding), _as_typed(words.sideways, verdict.encoding)
        words = LayerWords(level, sideways)
    grids = grids_of(image, dpi)
    segments, aside = with_cells(words, grids)
    lines = reading_order(segments, *image.size, grids)
    last = lines[-1].block if lines else -1
    lines = (*lines, *sideways_lines(aside, sum(map(len, segments)), image.width, last + 1))
    where = saved(image, target, dpi, scan=False)
    return PageDraft(lines, PageSource.TEXT_LAYER, verdict.reason, *image.size, dpi, where, verdict.encoding)


def _as_typed(segments: list[Segment], encoding: str) -> list[Segment]:
    return [
        tuple(replace(token, text=legacy.with_soft_hyphens(token.text, encoding)) for token in segment)
        for segment in segments
    ]


def _converted(document: Document, drafts: list[PageDraft]) -> Document:
    """Convert the pages whose text layer is of before Unicode; the others stay as they are."""
    changes = [
        change
        for page, draft in zip(document.pages, drafts, strict=True)
        if draft.encoding
        for change in legacy.replacements(document.text[page.start : page.end], draft.encoding, page.start)
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
