"""Headings and numbered provisions: which blocks are headings, and how they nest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document import LineKind
from corpus.text import squeeze
from extractors.analysis import Section, SectionKind
from extractors.structure import numbering
from extractors.structure.layout import Block, is_upper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RANK: dict[numbering.Style, int] = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "upper": 4,
    "roman": 5,
    "article": 6,
    "arabic": 7,
    "decimal": 8,
    "letter": 12,
}
_KIND: dict[numbering.Style, SectionKind] = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "subsection": "section",
    "article": "article",
}
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+\S")
_LONGEST_TITLE = 75
_LONGEST_LEAD_IN = 14


@dataclass(frozen=True, slots=True)
class Title:
    """A numbered block: its mark, its words, where its printed text starts and ends, and whether it is a heading."""

    mark: numbering.Mark
    words: str
    start: int
    end: int
    heading: bool = True


def titles(blocks: Sequence[Block]) -> list[Title]:
    """Return the numbered blocks among ``blocks``, in order, each with the decision whether it is a heading.

    A numbered block is a heading when it reads like one: no sentence ends in it. An article is always a heading; where
    its text follows on the same line, the heading is the mark alone.
    """
    found: list[Title] = []
    for i, block in enumerate(blocks):
        mark = numbering.mark(block.text)
        if mark is None or mark.style == "bullet" or block.lines[0].kind is LineKind.TABLE:
            continue
        title = _title(block, mark)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if not title.words and mark.structural and mark.style != "article" and following and _names(following):
            title = Title(mark, squeeze(following.text), block.start, following.end)
        headings = [t for t in found if t.heading]
        found.append(replace(title, heading=_is_title(title, following, headings)))
    return found


def _title(block: Block, mark: numbering.Mark) -> Title:
    words = squeeze(block.text[mark.end :])
    if mark.style == "article" and not _reads_as_title(words, article=True):
        return Title(mark, "", block.start, block.start + len(block.lines[0].text[: mark.end].rstrip()))
    return Title(mark, words, block.start, block.end)


def _names(block: Block) -> bool:
    """Whether a block can be the title of the "Chương I" above it."""
    return numbering.mark(block.text) is None and (is_upper(block.text) or _reads_as_title(block.text))


def _is_title(title: Title, following: Block | None, before: list[Title]) -> bool:
    if title.mark.structural:
        return True
    words = title.words
    if sum(c.isalpha() for c in words) <= sum(c.isdigit() for c in words):
        return False
    if _reads_as_title(words):
        return True
    # "c) Hỗ trợ khuyến nông, đào tạo." after the headings a) and b): a heading printed with a full stop
    sibling = next((t for t in reversed(before) if _RANK[t.mark.style] <= _RANK[title.mark.style]), None)
    single = len(words.split()) <= 30 and words.endswith(".") and not _SENTENCE_INSIDE.search(words)
    next_mark = numbering.mark(following.text) if following else None
    holds_text = following is not None and (next_mark is None or next_mark.style == "bullet")
    return bool(single and holds_text and sibling and sibling.mark.style == title.mark.style)


def _reads_as_title(words: str, *, article: bool = False) -> bool:
    """Whether the words can be a heading; one that ends in ":" is short, or else it is a sentence that opens a list."""
    ended = words.endswith((".", ";", ",", "…", "!", "?", ".”", '."'))
    longest = _LONGEST_LEAD_IN if words.endswith(":") and not article else _LONGEST_TITLE
    return not ended and len(words.split()) <= longest and not _SENTENCE_INSIDE.search(words)


def sections(found: Iterable[Title], end: int) -> tuple[Section, ...]:
    """Return the headings as a tree: full numbers ("II.2"), levels from 1, and where each one's content ends.

    Args:
        found: headings in text order.
        end: where the content of the last one ends.
    """
    rows: list[Section] = []
    open_: list[tuple[int, int]] = []
    marks: dict[int, numbering.Mark] = {}
    for title in found:
        rank = _rank(title.mark)
        if not title.heading:
            # "3. Nghiêm cấm …" without a title ends the content of the heading "2. …" all the same
            if open_ and open_[-1][0] == rank and _follows(marks[open_[-1][1]], title.mark):
                rows[open_[-1][1]] = replace(rows[open_[-1][1]], body_end=title.start)
                open_.pop()
            continue
        while open_ and open_[-1][0] >= rank:
            rows[open_[-1][1]] = replace(rows[open_[-1][1]], body_end=title.start)
            open_.pop()
        parent = open_[-1][1] if open_ else None
        rows.append(
            Section(
                number=_path(rows[parent].number if parent is not None else "", title.mark),
                title=title.words,
                level=len(open_) + 1,
                kind=_kind(title.mark, rows, parent),
                start=title.start,
                end=title.end,
                body_end=end,
                parent=parent,
            )
        )
        open_.append((rank, len(rows) - 1))
        marks[len(rows) - 1] = title.mark
    return tuple(rows)


def _follows(earlier: numbering.Mark, later: numbering.Mark) -> bool:
    """Whether two marks of one style are neighbours: 2 and 3, a and b, 2.1 and 2.2."""
    a, b = earlier.number.rpartition(".")[2], later.number.rpartition(".")[2]
    return int(b) == int(a) + 1 if a.isdigit() and b.isdigit() else a < b


def _rank(mark: numbering.Mark) -> int:
    return _RANK[mark.style] + (mark.number.count(".") - 1 if mark.style == "decimal" else 0)


def _kind(mark: numbering.Mark, rows: list[Section], parent: int | None) -> SectionKind:
    if mark.style in _KIND:
        return _KIND[mark.style]
    if parent is not None and rows[parent].kind in {"article", "paragraph"}:
        return "point" if mark.style == "letter" else "paragraph"
    return "heading"


def _path(parent: str, mark: numbering.Mark) -> str:
    """Join numbers as people cite them: "II.2", "Điều 1.3.a"; "2.1" under "II.2" is "II.2.1"; a "Điều" stands alone."""
    if mark.structural or not parent:
        return mark.number
    if mark.style == "decimal":
        head, _, tail = mark.number.rpartition(".")
        if parent == head or parent.endswith(f".{head}"):
            return f"{parent}.{tail}"
    if parent.startswith(("Phần", "Chương", "Mục", "Part", "Chapter", "Section")) and mark.style == "roman":
        return mark.number
    return f"{parent}.{mark.number}"
