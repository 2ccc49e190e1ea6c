"""What the figures of a grid are: planned, granted, or neither, told by heads, caption, headings and title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.analysis import Analysis
from extractors.structure.tables.heads import says_criteria
from extractors.targets.horizon import issued
from extractors.targets.scope import title_of
from extractors.targets.tables.captions import Caption
from extractors.targets.tables.grid import Column, Grid
from extractors.targets.tables.words import YEAR, head_says, phrase, says

Sense = Literal["plan", "level"]


@dataclass(frozen=True, slots=True)
class Around:
    """What is said around a grid: the sense that it gives to columns whose heads have none of their own.

    ``closed`` tells of a price list, a register, a form or a report: then only a head that plans states anything.
    ``rule`` is true in laws, decrees and circulars, which grant but do not plan; ``named`` is what is said to be
    granted ("mức khoán chi"), for heads that do not say it. ``criteria`` tells of a set of criteria, all of whose
    columns of figures ask for something.
    """

    sense: Sense | None
    closed: bool
    rule: bool
    named: str = ""
    criteria: bool = False


def around(analysis: Analysis, grid: Grid, caption: Caption, *, rule: bool) -> Around:
    """Return what stands around a grid: its title rows and caption first, then headings, last the document's title."""
    near = f"{caption.text} {grid.title}"
    if says("never_above", near):
        return Around(None, closed=True, rule=rule)
    if is_criteria(analysis.flat, grid) and not rule:
        above = (near, *caption.headings(analysis), title_of(analysis))
        if any(says("criteria_set", said) for said in above) and not says("result_above", near):
            return Around("plan", closed=False, rule=rule, criteria=True)
    for said in (near, *caption.headings(analysis)):
        if sense := _sense(said):
            reports = says("result_above", near)
            named = phrase("level", said).lower() if sense == "level" else ""
            return Around(None if reports else sense, closed=reports, rule=rule, named=named)
        if says("result_above", said):
            return Around(None, closed=True, rule=rule)
    return Around("plan" if says("plan_title", title_of(analysis)) else None, closed=False, rule=rule)


def is_criteria(flat: str, grid: Grid) -> bool:
    """Tell whether a head says that the rows are criteria."""
    return any(says_criteria(cell.words(flat)) for cell in grid.heads)


def senses_of(analysis: Analysis, columns: Sequence[Column], context: Around) -> list[tuple[Column, Sense]]:
    """Return the columns whose figures are planned or granted, as their heads say; where none does, as said above."""
    said = [(column, column.words(analysis.flat)) for column in columns]
    open_ = [(column, heads) for column, heads in said if not _is_none(heads, issued(analysis))]
    if context.criteria:
        return [(column, "plan") for column, heads in open_ if not says("weighs", " ".join(heads))]
    own = [(column, sense) for column, heads in open_ if (sense := _own(heads, context, issued(analysis)))]
    if not own and context.sense:
        own = [(column, context.sense) for column, _ in open_]
    if own:  # "Tổng mức đầu tư" beside what a plan gives in its year
        planned = {column.index for column, sense in own}
        own += [(c, "plan") for c, h in open_ if c.index not in planned and invests(h) and not context.closed]
        own.sort(key=lambda one: one[0].index)
    if context.rule:
        return [
            (c, s)
            for c, s in own
            if s == "level" and says("grant", f"{' '.join(c.words(analysis.flat))} {context.named}")
        ]
    return own


def invests(heads: Sequence[str]) -> bool:
    """Tell whether heads say what a project costs in all, over whatever years it takes."""
    return bool(heads) and head_says("investment", heads[-1])


def _is_none(heads: Sequence[str], year: str) -> bool:
    """Whether heads say that their figures are results, prices, marks, or of a year gone by."""
    text = " ".join(heads)
    return says("never", text) or says("result", text) or _past(heads, year)


def _own(heads: Sequence[str], context: Around, year: str) -> Sense | None:
    sense = _sense(" ".join(heads)) or ("plan" if _ahead(heads, year) else None)
    return None if sense == "plan" and context.closed else sense


def _sense(text: str) -> Sense | None:
    return "level" if says("level", text) else "plan" if says("plan", text) else None


def _past(heads: Sequence[str], year: str) -> bool:
    """Whether the last year that the heads name has gone by when the document was issued."""
    years = [found for text in heads for found in YEAR.findall(text)]
    return bool(years) and max(years) < year


def _ahead(heads: Sequence[str], year: str) -> bool:
    """Whether a head is a year to come: not before the document's."""
    return any(found is not None and found[0] >= year for text in heads if (found := YEAR.search(text)))
