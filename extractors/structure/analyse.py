"""From a document to its analysis: zones, headings, paragraphs, sentences, and spaCy's annotations."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from corpus.text import flatten
from extractors.analysis import Analysis, Paragraph, Section
from extractors.structure import numbering, outline
from extractors.structure.layout import Block, Printed, blocks, printed_lines
from extractors.structure.nlp import annotate
from extractors.structure.sentences import sentences
from extractors.structure.zones import Part, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.document import Document

Zone = Literal["head", "body", "foot"]


def analyse(document: Document) -> Analysis:
    """Return the document ready for extraction; the same document gives the same analysis.

    Page numbers and running heads are blanked in ``Analysis.flat`` and in the spaCy ``Doc``, so that a sentence may run
    over a page's end; offsets stay those of ``document.text``.
    """
    lines, furniture = printed_lines(document)
    found = parts(lines, document.language)
    flat = blanked(flatten(document.text), furniture)
    bodies = [blocks(part.body) for part in found]
    sections = _sections(bodies, found, len(document.text))
    return Analysis(
        document=document,
        doc=annotate(flat),
        sections=sections,
        paragraphs=tuple(_paragraphs(flat, found, bodies, sections)),
        parts=found,
        furniture=tuple(furniture),
    )


def blanked(flat: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``flat`` with the spans as spaces, same length."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [flat[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, flat[at:]])


def _sections(bodies: Sequence[list[Block]], found: Sequence[Part], end: int) -> tuple[Section, ...]:
    """The headings of all parts; those of an attached document begin anew."""
    rows: list[Section] = []
    for body, part in zip(bodies, found, strict=True):
        stop = part.foot[0].start if part.foot else (part.body[-1].end if part.body else end)
        offset = len(rows)
        for section in outline.sections(outline.titles(body), stop):
            parent = None if section.parent is None else section.parent + offset
            rows.append(replace(section, parent=parent))
    return tuple(rows)


def _paragraphs(
    flat: str, found: Sequence[Part], bodies: Sequence[list[Block]], sections: Sequence[Section]
) -> Iterable[Paragraph]:
    starts = [section.start for section in sections]
    for part, body in zip(found, bodies, strict=True):
        head = part.head
        own = (head.type_line,) if head.type_line else ()
        for group in (head.letterhead, own, head.title, head.after):
            yield from _zone(flat, group, "head")
        for block in body:
            yield from _body_paragraph(flat, block, sections, starts)
        yield from _zone(flat, part.foot, "foot")


def _zone(flat: str, lines: Sequence[Printed], zone: Zone) -> Iterable[Paragraph]:
    for block in blocks(lines):
        yield _paragraph(flat, block.start, block.end, None, zone)


def _body_paragraph(flat: str, block: Block, sections: Sequence[Section], starts: Sequence[int]) -> Iterable[Paragraph]:
    """The block as a paragraph; what a heading covers is none."""
    index = bisect_right(starts, block.start) - 1
    start = block.start
    if index >= 0 and sections[index].end >= start:
        start = sections[index].end
        while start < block.end and flat[start] in " .:":
            start += 1
    if start < block.end:
        yield _paragraph(flat, start, block.end, _holder(sections, index, start), "body")


def _holder(sections: Sequence[Section], index: int, offset: int) -> int | None:
    """The innermost section whose content holds ``offset``."""
    while index >= 0:
        if sections[index].body_end > offset:
            return index
        index = -1 if (parent := sections[index].parent) is None else parent
    return None


def _paragraph(flat: str, start: int, end: int, section: int | None, zone: Zone) -> Paragraph:
    mark = numbering.mark(flat[start:end])
    text_start = start + mark.end if mark else start
    bullet = flat[start:text_start].strip() or None
    return Paragraph(start, end, section, zone, bullet, sentences(flat, text_start, end))
