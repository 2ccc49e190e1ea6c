"""Sheets: tables that plan areas of land or report a budget, without a column of units.

Figures are held against each other: a part of a whole must be its share, places must add up to their sum, and a result
to its part of the plan. What does not agree, or is printed unlike its column, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from corpus.knowledge import structure
from corpus.record import Keyed, Target
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.targets import build
from extractors.targets.clauses import Clause
from extractors.targets.figures import Quantity
from extractors.targets.rows import Row
from extractors.targets.scope import title_of
from extractors.targets.tables.captions import Caption, caption_of, column_due
from extractors.targets.tables.cell_figures import Manner, figure_of, manner, numbered
from extractors.targets.tables.sheet_heads import Column, Sheet, sheet_head
from extractors.targets.words import without_times
from extractors.times.in_cells import cell_times

_SURE = 0.85
_LONGEST = 25
"""Words of an indicator; more are several rows that were read as one."""
_PART = re.compile(r"^(?:(?:trong\s+đó|riêng)\s*:?\s*)?[\W_]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_TOTAL = re.compile(r"(?:tổng(?:\s+(?:số|cộng))?|cộng)", re.IGNORECASE)
_TOP = re.compile(r"\d{1,2}|[IVX]{1,4}|[A-D]")

Found = dict[int, Quantity]


def sheet_rows(analysis: Analysis, table: Sequence[Cells]) -> tuple[list[Target], list[Target]]:
    """Return the targets and the achievements of a sheet, in text order; none of other tables."""
    if analysis.language != "vi":
        return [], []
    caption = caption_of(analysis, table)
    title = title_of(analysis)
    planned = (caption.says("plan") or _plans(title)) and not caption.says("result")
    sheet = sheet_head(analysis, table, caption, planned=planned)
    if sheet is None:
        return [], []
    targets, results = list[Target](), list[Target]()
    for column, target in _read(analysis, table, sheet, caption):
        (targets if column.kind == "plan" else results).append(target)
    return targets, results


def _plans(title: str) -> bool:
    return re.search("|".join(structure("target_tables")["captions"]["plan"]), title, re.IGNORECASE) is not None


def _read(
    analysis: Analysis, table: Sequence[Cells], sheet: Sheet, caption: Caption
) -> Iterator[tuple[Column, Target]]:
    rows = [cells for cells in table[sheet.after :] if len(cells) == sheet.width]
    printed = {c.index: manner([cells[c.index].words(analysis.flat) for cells in rows]) for c in sheet.columns}
    wholes: dict[int, float] = {}
    parent, expected = "", 1
    for cells, above, after in zip(rows, [(), *rows], [*rows[1:], ()], strict=False):
        words = _wording(analysis, cells[sheet.named])
        number = cells[0].words(analysis.flat).strip(" .)") if sheet.named else ""
        found = _figures(analysis, cells, sheet, printed, (above, after))
        if _is_top(number, expected):
            parent, expected = words, int(number) + 1 if number.isdigit() else expected
        elif not number and not found and not _PART.match(cells[sheet.named].words(analysis.flat)):
            parent = ""
        wholes = wholes or _wholes(sheet, found)
        shared = _shared(cells, above, after, sheet.named)
        if not words or shared or not _agree(analysis.flat, cells, sheet, found, wholes):
            continue
        yield from _targets(analysis, cells, sheet, found, (_whose(words, parent), caption))


def _is_top(number: str, expected: int) -> bool:
    """Whether a row is no part of one above: numbers of parts begin with their whole's, however they were read."""
    return _TOP.fullmatch(number) is not None and (not number.isdigit() or int(number) in {expected, 1})


def _wording(analysis: Analysis, cell: Cell) -> str:
    words = _PART.sub("", numbered(cell.words(analysis.flat))).rstrip(" *.:")
    return words if sum(c.isalpha() for c in words) > 1 and len(words.split()) <= _LONGEST else ""


def _shared(cells: Cells, above: Cells, after: Cells, at: int) -> bool:
    """Whether a cell is another row's too: two rows were read as one."""
    return any(other and cells[at].pieces and other[at] == cells[at] for other in (above, after))


def _figures(
    analysis: Analysis, cells: Cells, sheet: Sheet, manners: dict[int, Manner], beside: tuple[Cells, Cells]
) -> Found:
    """The figures of a row by column; those printed unlike their column, or read for two rows, are none."""
    found: Found = {}
    for column in sheet.columns:
        cell = cells[column.index]
        figure = figure_of(analysis, cell, *column.unit)
        if figure is None or figure.value is None or _shared(cells, *beside, column.index):
            continue
        if manners[column.index].holds(analysis.flat[figure.start : figure.number_end]):
            found[column.index] = figure
    return found


def _wholes(sheet: Sheet, found: Found) -> dict[int, float]:
    """The figures of the row whose share is 100: what the shares of others are of, by the column of shares."""
    whole = {}
    for share in sheet.columns:
        amount = _beside(sheet, share) if share.unit[0] == "percent" else None
        if amount and amount.index in found and share.index in found and found[share.index].value == 100:
            whole[share.index] = found[amount.index].value or 0
    return whole


def _beside(sheet: Sheet, share: Column) -> Column | None:
    """The column of amounts that a column of shares belongs to: the last of its kind before it that is no part."""
    before = [c for c in sheet.columns if c.index < share.index and c.kind == share.kind and c.unit[0] != "percent"]
    return next((c for c in reversed(before) if not c.part), None)


def _agree(flat: str, cells: Cells, sheet: Sheet, found: Found, wholes: dict[int, float]) -> bool:
    """Whether the row's figures agree with each other where they tell of each other."""
    for index, whole in wholes.items():
        share = next(c for c in sheet.columns if c.index == index)
        amount = _beside(sheet, share)
        if share.kind == "plan" and amount and whole and index in found and amount.index in found:
            value, part = found[amount.index].value or 0, found[index].value or 0
            if abs(100 * value / whole - part) > 0.0101:
                return False
    return _adds_up(flat, cells, sheet, found) and _is_rated(sheet, found)


def _adds_up(flat: str, cells: Cells, sheet: Sheet, found: Found) -> bool:
    """Whether places add up to their sum; where one of them cannot be read, nobody knows."""
    places = [c for c in sheet.columns if c.place]
    if any(c.index not in found and _DIGIT.search(cells[c.index].words(flat)) for c in places):
        return True
    placed = [found[c.index].value or 0 for c in places if c.index in found]
    summed = [found[c.index].value or 0 for c in sheet.columns if _sums(sheet, c) and c.index in found]
    return len(summed) != 1 or not placed or abs(sum(placed) - summed[0]) <= 0.006 * len(placed)


def _sums(sheet: Sheet, column: Column) -> bool:
    return column.kind == "plan" and column.place is None and any(c.place for c in sheet.columns)


def _is_rated(sheet: Sheet, found: Found) -> bool:
    """Whether a result is the printed part of its plan, in percent."""
    done = [found[c.index].value or 0 for c in sheet.columns if c.kind == "result" and c.index in found]
    estimates = [found[c.index].value or 0 for c in sheet.columns if c.kind == "base" and c.index in found]
    rates = [found[c.index].value or 0 for c in sheet.columns if c.kind == "ratio" and c.index in found]
    if len(done) != 1 or len({*estimates}) != 1 or not estimates[0] or not rates:
        return True
    return abs(100 * done[0] / estimates[0] - rates[0]) <= 1


def _whose(words: str, parent: str) -> str:
    """A part of what is done with a whole: "Đất lúa" below "Đất nông nghiệp chuyển sang phi nông nghiệp"."""
    done = _acts(parent)
    return words if done is None or words == parent or _acts(words) else f"{words} {parent[done.start() :]}"


def _acts(text: str) -> re.Match[str] | None:
    return re.search("|".join(structure("target_tables")["sheets"]["acts"]), text, re.IGNORECASE)


def _targets(
    analysis: Analysis, cells: Cells, sheet: Sheet, found: Found, said: tuple[str, Caption]
) -> Iterator[tuple[Column, Target]]:
    words, caption = said
    for column, figure in _stated(cells, sheet, found):
        if not figure.value:
            continue
        cell = cells[column.index]
        named = cells[sheet.named]
        base = _base(sheet, column, found)
        clause = Clause(min(named.start, cell.start), max(named.end, cell.end), 0, figure, baseline=base and base[1])
        wording = _indicator(words, column, caption)
        row = Row(clause, figure, "eq", wording, "", lender=(column.head.start, column.head.end))
        times = cell_times(analysis, base[0].head) if base else ()
        horizon = column_due(analysis, (column.head,), caption) if column.kind == "plan" else None
        target = build.numeric(
            row, build.Setting(analysis.document, analysis.language, horizon, _SURE, times[0] if times else None)
        )
        yield column, target.model_copy(update={"area": Keyed(vi=column.place)}) if column.place else target


def _stated(cells: Cells, sheet: Sheet, found: Found) -> Iterator[tuple[Column, Quantity]]:
    """The figures that a row states: no parts of sums, unless the row has one figure for all of them."""
    plan = [column for column in sheet.columns if column.kind == "plan"]
    alone = [column for column in plan if cells[column.index].pieces]
    for column in sheet.columns:
        single = column.part and alone == [column]
        if column.index in found and column.kind in {"plan", "result"} and (single or not column.part):
            noun = next((c.noun for c in plan if c.unit == column.unit and not c.part), "") if single else column.noun
            yield replace(column, noun=noun), found[column.index]


def _base(sheet: Sheet, column: Column, found: Found) -> tuple[Column, Quantity] | None:
    """What there was before, in the column of the same measure."""
    same = partial(filter, lambda c: c.kind == "base" and c.unit == column.unit and c.index in found)
    base = next(iter(same(sheet.columns)), None) if column.kind == "plan" and not column.place else None
    return (base, found[base.index]) if base else None


def _indicator(words: str, column: Column, caption: Caption) -> str:
    """What the caption says is done ("Diện tích đất thu hồi:"), else what the column measures, and the row's words."""
    small = build.uncapitalised(words)
    if column.noun and _TOTAL.fullmatch(words):
        return f"tổng {build.uncapitalised(column.noun)}"
    what = rf"(?:^|\n)\W*[\d.]*\s*(?P<what>{re.escape(column.noun)}\s[^:]{{5,150}}):"
    told = re.search(what, caption.text, re.IGNORECASE) if column.noun else None
    if told and _acts(told["what"]) and not _acts(words):
        return f"{build.uncapitalised(squeeze(without_times(told['what'])).rstrip(' ,'))}: {small}"
    act = _acts(caption.text) if column.noun and not told else None
    done = f" {act[0].lower()}" if act and not _acts(words) else ""  # "Kế hoạch thu hồi các loại đất"
    return f"{column.noun} {small}{done}".strip()
