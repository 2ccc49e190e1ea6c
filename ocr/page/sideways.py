"""Lines that run up or down a page: the running heads of landscape pages, whose sheets are bound like the others."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import LineKind
from ocr.draft import DraftLine, Segment
from ocr.files.text_layer import LayerWords
from ocr.marks import is_page_number, is_running_head
from ocr.tables.cell_reading import in_table
from ocr.tables.grid import Grid

_EDGE = 0.12  # of the page's width: where what runs up or down is no text of the page


def with_cells(words: LayerWords, grids: Sequence[Grid]) -> tuple[list[Segment], list[Segment]]:
    """Return the words that are read with the page, head cells on their side included, and the other sideways lines."""
    inside = [s for s in words.sideways if in_table(s, grids)]
    return words.level + inside, [s for s in words.sideways if not in_table(s, grids)]


def sideways_lines(segments: Sequence[Segment], level: int, width: int, block: int) -> list[DraftLine]:
    """Return sideways lines in the order of the file, as the last blocks of their page.

    Args:
        segments: the lines; tokens in the order in which they are read.
        level: how many words of the page stand level: on a page that is all sideways only known heads are such.
        width: of the page, in pixels.
        block: the number of the first block.
    """
    few = sum(len(s) for s in segments) < level
    return [DraftLine(s, block + n, _kind(s, width, few=few)) for n, s in enumerate(segments)]


def _kind(segment: Segment, width: int, *, few: bool) -> LineKind:
    boxes = [t.box for t in segment if t.box]
    edge = all(b.right < width * _EDGE or b.left > width * (1 - _EDGE) for b in boxes)
    text = " ".join(t.text for t in segment)
    if edge and is_page_number(text):
        return LineKind.PAGE_NUMBER
    return LineKind.RUNNING_HEAD if is_running_head(text) or (edge and few) else LineKind.BODY
