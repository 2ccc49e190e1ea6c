"""The paragraphs that may give duties: the body's, as people read them, and headings that nothing stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.analysis import Analysis, Paragraph, Section, Sentence
from extractors.structure import numbering

_NAME_TORN = re.compile(
    r"\scủa(?:\s+(?:Bộ\s+trưởng|Thủ\s+trưởng|Chủ\s+tịch|Giám\s+đốc|Tổng\s+giám\s+đốc|Chánh\s+án|Viện\s+trưởng))?\s*$"
)
"""What a line ends with whose name goes on in the next: "… ngày 10/5/2024 của Bộ trưởng" over "Bộ Y tế quy định …"."""


def paragraphs(analysis: Analysis) -> list[Paragraph]:
    """Return the paragraphs of the body and the bare headings ("3. Sở Y tế lập danh mục sách"), in text order."""
    bare = [
        Paragraph(
            one.start,
            one.end,
            one.parent,
            "body",
            analysis.flat[one.start : start].strip(),
            (Sentence(start, one.end),),
        )
        for one in analysis.sections
        if not analysis.flat[one.end : one.body_end].strip(" .;:") and (start := behind_mark(analysis, one)) > one.start
    ]
    return sorted([*_whole(analysis), *bare], key=lambda paragraph: paragraph.start)


def behind_mark(analysis: Analysis, section: Section) -> int:
    """Return where the words of a heading begin."""
    mark = numbering.mark(analysis.flat[section.start : section.end])
    return section.start + (mark.end if mark else 0)


def _whole(analysis: Analysis) -> Iterator[Paragraph]:
    """The body's paragraphs, without what is the rest of another text's name, lists of names put together again."""
    held: Paragraph | None = None
    for paragraph in analysis.body():
        if held is None and _is_rest(analysis, paragraph):
            continue
        if held is not None and not _goes_on(analysis, held, paragraph):
            yield held
            held = None
        held = _joined(held, paragraph) if held else paragraph
        if not analysis.flat[held.start : held.end].rstrip().endswith(","):
            yield held
            held = None
    if held is not None:
        yield held


def _is_rest(analysis: Analysis, paragraph: Paragraph) -> bool:
    before = analysis.flat[max(0, paragraph.start - 40) : paragraph.start]
    return paragraph.bullet is None and _NAME_TORN.search(before) is not None


def _goes_on(analysis: Analysis, held: Paragraph, paragraph: Paragraph) -> bool:
    """As in "Điều 3. Bộ trưởng, Thủ trưởng cơ quan ngang Bộ," over "Chủ tịch Ủy ban nhân dân … chịu trách nhiệm …"."""
    text = analysis.document.text
    between = text[held.end : paragraph.start]
    alike = paragraph.bullet is None and held.section == paragraph.section
    names = text[held.start].isupper() and ";" not in text[held.start : held.end] and text[paragraph.start].isupper()
    return alike and names and not between.strip() and between.count("\n") <= 1


def _joined(held: Paragraph, paragraph: Paragraph) -> Paragraph:
    first, last = held.sentences, paragraph.sentences
    middle = (Sentence(first[-1].start, last[0].end),) if first and last else ()
    return replace(held, end=paragraph.end, sentences=(*first[:-1], *middle, *last[1:]))
