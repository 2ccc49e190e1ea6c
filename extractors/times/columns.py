"""Columns of days in lists of documents: a day alone on its line below "Ngày có hiệu lực", "Ngày hết hiệu lực".

Converters print each cell of such tables on lines of its own, so that only the column's head tells what the days are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure
from extractors.times.expressions import times_of

if TYPE_CHECKING:
    from extractors.analysis import Analysis
    from extractors.times.grammar import Time

_NOTE = re.compile(r"\d{0,2}[\s.;,]*")
"""What may stand behind a day on its line: the mark of a footnote."""


def days_of_effect(analysis: Analysis) -> Iterator[Time]:
    """Yield the days of documents' effect in such columns, in order."""
    text, heads = analysis.document.text, _heads(analysis)
    for time in times_of(analysis) if heads else ():
        alone = time.kind == "date" and time.relation is None and _is_alone(text, time)
        at = bisect_right(heads, time.start, key=lambda head: head[0]) - 1
        if alone and at >= 0 and time.end <= heads[at][1]:
            yield time


def _is_alone(text: str, time: Time) -> bool:
    before = text[text.rfind("\n", 0, time.start) + 1 : time.start]
    end = text.find("\n", time.end)
    return not before.strip() and _NOTE.fullmatch(text[time.end : end if end >= 0 else len(text)]) is not None


def _heads(analysis: Analysis) -> list[tuple[int, int]]:
    """Where the heads of such columns end, and where their tables do: at the next table's head or the text's foot."""
    text = analysis.document.text
    starts = [found.start() for found in _lines("tables").finditer(text)]
    ends = sorted([*starts, *(part.body[-1].end for part in analysis.parts if part.body), len(text)])
    found = []
    for head in _lines("effects").finditer(text):
        end = ends[bisect_right(ends, head.end())]
        first = max((start for start in starts if start < head.start()), default=head.start())
        # days in two columns cannot be told apart
        if not _lines("issues").search(text, first, min(end, head.end() + 200)):
            found.append((head.end(), end))
    return found


@cache
def _lines(name: str) -> re.Pattern[str]:
    return re.compile("|".join(structure("deadline_cues")["columns"][name]), re.MULTILINE)
