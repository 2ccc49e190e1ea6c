"""What stands above a table: whether it plans or reports, the unit of its figures, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.evidence import locate
from corpus.knowledge import structure
from corpus.record import Due
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.targets.horizon import dated, titled
from extractors.targets.tables.words import YEAR, head_says
from extractors.times import due
from extractors.times.in_cells import cell_due, cell_times

_ABOVE = 500
"""Characters above a table in which its caption stands."""
_LINES = 4
_NAMED = re.compile(
    r"(?:(?:Huyện|Xã|Phường|Thị trấn|Thị xã|Thành phố|TP\.?|Đặc khu|huyện|xã|phường)\s+)(?:[A-ZĐÀ-Ỹ][\w’'-]*\s*){1,4}"
    r"|(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s*){2,4}"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table: its words, its span, and the unit that it gives for all figures."""

    text: str
    start: int
    end: int

    def headings(self, analysis: Analysis) -> list[str]:
        """Return the titles of the sections that the table stands in, innermost first."""
        return [s.title for s in reversed(analysis.sections) if s.start <= self.end < s.body_end]

    def says(self, name: str) -> bool:
        """Tell whether it has one of the words of that list."""
        return re.search("|".join(structure("target_tables")["captions"][name]), self.text, re.IGNORECASE) is not None

    def unit(self) -> str:
        """Return the printed unit ("Đơn vị tính: triệu đồng"), "" where there is none."""
        return unit_said(self.text)


def unit_said(text: str) -> str:
    """Return the unit that a text gives for all figures below it, "" where it gives none."""
    found = re.search(structure("target_tables")["captions"]["unit"], text, re.IGNORECASE)
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


def column_due(analysis: Analysis, heads: Sequence[Cell], caption: Caption, *, titles: bool = True) -> Due | None:
    """By when: a head says so, the lowest first, else what stands above the table, else the title if ``titles``."""
    for head in reversed(heads):
        if own := head_due(analysis, head):
            return own.model_copy(update={"inherited": True})
    above = dated(analysis, caption.start, caption.end)
    named = above[-1] if above else titled(analysis, heads[-1].start, single=False) if titles else None
    return due(analysis, named, inherited=True) if named else None


def head_due(analysis: Analysis, head: Cell) -> Due | None:
    """Return the horizon in a column's head ("Kế hoạch năm 2024", "2030"), None where it names none."""
    dated = [time for time in cell_times(analysis, head) if time.last and time.precision]
    if dated:
        return cell_due(analysis, head, dated[-1])
    bare = YEAR.search(head.text(analysis.flat))
    if bare is None:
        return None
    evidence = [locate(analysis.document, head.start + bare.start(), head.start + bare.end())]
    first, last = f"{bare[0]}-01-01", f"{bare[0]}-12-31"
    return Due(raw=bare[0], start=first, end=last, precision="year", relation="in", inherited=True, evidence=evidence)


def is_area(text: str) -> bool:
    """Tell whether a head cell names a place, or the sum of all."""
    return any(head_says(name, text) for name in ("sum", "region")) or _NAMED.fullmatch(text) is not None
