"""Akoma Ntoso identifiers (eId) of headings, after the OASIS naming convention 1.0, section 5.4.

``[prefix "__"] element "_" number``: "chp_II__sec_1", "art_5__para_2__point_đ". Articles are numbered through the whole
document and need no prefix; what is attached begins with "att_1". Headings without a term of their own are "level".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis, Section

_ELEMENT = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "paragraph": "para",
    "point": "point",
    "heading": "level",
}
_NAMED = re.compile(r"(?:Phần|Part|Chương|Chapter|Tiểu mục|Mục|Section|Điều|Article)\s+", re.IGNORECASE)


def eids(analysis: Analysis) -> tuple[str | None, ...]:
    """Return the eId of each section, in order; None where no identifier would be unique."""
    own: list[str | None] = []
    taken: set[str] = set()
    context = ""
    starts = _attached(analysis)
    for section in analysis.sections:
        attached = sum(start <= section.start for start in starts)
        eid = _eid(section, analysis.sections, own, f"att_{attached}__" if attached else "")
        if eid not in taken:
            context = eid
        else:
            # an article that an amendment quotes: the provision before it gives the context
            eid = f"{context}__{eid}"
        own.append(None if eid in taken else eid)
        taken.add(eid)
    return tuple(own)


def _attached(analysis: Analysis) -> tuple[int, ...]:
    """Where what is attached begins."""
    return tuple(part.lines[0].start for part in analysis.parts[1:] if part.lines)


def _eid(section: Section, sections: Sequence[Section], own: Sequence[str | None], document: str) -> str:
    parent = sections[section.parent] if section.parent is not None else None
    local = f"{_element(section)}_{_number(section, parent)}"
    above = own[section.parent] if section.parent is not None else None
    return f"{document}{local}" if above is None or section.kind == "article" else f"{above}__{local}"


def _element(section: Section) -> str:
    return "subsec" if section.number.startswith("Tiểu") else _ELEMENT[section.kind]


def _number(section: Section, parent: Section | None) -> str:
    """The section's own number as printed, "thứ nhất" without marks; points a in the middle become hyphens."""
    number = section.number
    if parent and number.startswith(f"{parent.number}."):
        number = number[len(parent.number) + 1 :]
    number = _NAMED.sub("", number)
    number = fold(number) if " " in number else number
    return "-".join(_pieces(number))


def _pieces(number: str) -> Iterator[str]:
    yield from (piece for piece in re.split(r"[\s.]+", number) if piece)
