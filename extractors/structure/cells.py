"""Rows of tables: the cells of a line that bars part, with their places in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

Span = tuple[int, int]
_FEWEST = 3
_RULE = re.compile(r"[\s|:–-]+")


def table_rows(analysis: Analysis) -> Iterator[tuple[Span, ...] | None]:
    """Yield the cells of each row in text order, and None wherever other lines stand between rows.

    A row has three cells at least; rules between rows ("| --- | --- |") are left out.
    """
    for line in (line for part in analysis.parts for line in part.lines):
        if _RULE.fullmatch(line.text):
            continue
        cells = _cells(analysis, line)
        yield cells if len(cells) >= _FEWEST else None


def _cells(analysis: Analysis, line: Printed) -> tuple[Span, ...]:
    """The spans of a line's cells, trimmed; a bar at either end of the line begins or ends a cell, it is none."""
    at, stop = analysis.document.line_span(line.index)
    text = analysis.document.text[at:stop]
    cells = []
    for piece in text.split("|"):
        lead = len(piece) - len(piece.lstrip())
        cells.append((at + lead, at + lead + len(piece.strip())))
        at += len(piece) + 1
    cells = cells[1:] if text.lstrip().startswith("|") else cells
    return tuple(cells[:-1] if text.rstrip().endswith("|") and len(cells) > 1 else cells)
