"""What stands above a table: whether it plans or reports, the unit of its figures, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.knowledge import structure
from corpus.record import Due
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.targets.horizon import dated, titled
from extractors.targets.tables.words import head_says
from extractors.times import due

_ABOVE = 500
"""Characters above a table in which its caption stands."""
_LINES = 4
_NAMED = re.compile(
    r"(?:(?:Huyện|Xã|Phường|Thị trấn|Thị xã|Thành phố|TP\.?|Đặc khu|huyện|xã|phường)\s+)?(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s*){1,4}"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table: its words, its span, and the unit that it gives for all figures."""

    text: str
    start: int
    end: int

    def says(self, name: str) -> bool:
        """Tell whether it has one of the words of that list."""
        return re.search("|".join(structure("target_tables")["captions"][name]), self.text, re.IGNORECASE) is not None

    def unit(self) -> str:
        """Return the printed unit ("Đơn vị tính: triệu đồng"), "" where there is none."""
        found = re.search(structure("target_tables")["captions"]["unit"], self.text, re.IGNORECASE)
        return squeeze(found["unit"]) if found else ""


def caption_of(analysis: Analysis, table: Sequence[Cells]) -> Caption:
    """The lines above a table, up to another one's or to a sentence's end."""
    first = min((cell.start for row in table[:1] for cell in row if cell.pieces), default=0)
    text = analysis.document.text[max(0, first - _ABOVE) : first]
    lines = text.split("\n")[:-1] if "\n" in text else []
    kept: list[str] = []
    for line in reversed(lines):
        if line.count("|") > 1 or line.rstrip().endswith((".", ";")) or len(kept) == _LINES:
            break
        kept += [line] if line.strip() else []
    said = "\n".join(reversed(kept))
    return Caption(said, first - len(text) + (text.rfind(kept[-1]) if kept else len(text)), first)


def column_due(analysis: Analysis, head: Cell, caption: Caption) -> Due | None:
    """By when: the head says so, else what stands above the table, else the title."""
    own = dated(analysis, head.start, head.end) or dated(analysis, caption.start, caption.end)
    if own:
        return due(analysis, own[-1], inherited=True)
    named = titled(analysis, head.start, single=False)
    return due(analysis, named, inherited=True) if named else None


def is_area(text: str) -> bool:
    """Tell whether a head cell names a place, or the sum of all."""
    return head_says("sum", text) or _NAMED.fullmatch(text) is not None
