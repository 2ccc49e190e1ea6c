"""Figures in cells: a bare number whose unit the table gives, or a cell that says its unit itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.knowledge import structure
from corpus.text import squeeze
from corpus.units import unit_of_form
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.targets.clauses import Clause
from extractors.targets.comparators import compare
from extractors.targets.figures import Quantity
from extractors.targets.quantities import multiplier, parse_number, quantities
from extractors.targets.rows import EDGES, Row, read_row

_NUMBER = r"\d+(?:[.,]\d+)*"
VALUE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|÷|đến)\s*(?P<high>{_NUMBER}))?\s*%?(?P<after>\s+trở\s+(?:lên|xuống))?$"
)
"""A cell that holds a figure and nothing else, or ends in one."""
PER = re.compile(r"(?P<number>\d[\d.,]*)\s*/\s*(?P<per>(?:\d{1,3}\s+)?[^\W\d_][^\d;:|]{1,30})")
"""A cell that holds so much for each of something: "308/1 thâm niên"."""
_NUMBERING = re.compile(r"^(?:(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[A-HĐ][.)]|[-+*•])\s+|\d+[.)](?=[^\W\d]))")
_BRACKETED = re.compile(r"\s*\((?P<unit>[^()]+)\)$")
# "6.8" and "33.7466": a point before other than three digits parts no thousands
POINTED = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|\d{4,}\.\d+")
_SHORT = re.compile(r"^(?P<factor>tr|triệu|tỷ|nghìn|ngàn)\.?\s*đ(?=/|$)", re.IGNORECASE)
"""A short form of money in a head: "Tr.đ", "triệu đ/hộ"."""
_ALIKE = 0.8
"""Of a column's figures: printed in one manner by so many, others are misread."""
_FEWEST = 4
_WILLED = re.compile(r"phấn\s+đấu\s+", re.IGNORECASE)
# the whole of a cell
_RANKED = re.compile(
    r"(?:(?:trong|thuộc|vào)\s+)?(?:nhóm|tốp|top)\s+(?P<number>\d{1,3})(?:\s+(?:cả\s+nước|toàn\s+quốc))?", re.IGNORECASE
)


def figure_of(analysis: Analysis, cell: Cell, unit: str | None, factor: float) -> Quantity | None:
    """Return the cell's figure; a cell that holds anything beside a figure and its comparator has none."""
    text = cell.text(analysis.flat)
    found, willed = VALUE.search(text), _WILLED.match(text)
    begin = cell.start + (willed.end() if willed else 0)
    if found is None or len(cell.pieces) > 1:
        return None
    if compare(analysis.flat, begin, (cell.start + found.start(), cell.end), cell.end).start != begin:
        return None
    try:
        low, high = (_times(found[name], factor) if found[name] else None for name in ("low", "high"))
    except ValueError:
        return None
    start, end = cell.start + found.start("low"), cell.start + found.end("high" if found["high"] else "low")
    value, least, most = (low, None, None) if high is None else (None, low, high)
    return Quantity(start, end, end, value, least, most, unit, "measure", end, squeeze(text[found.start() :]))


def _times(number: str, factor: float) -> float:
    """The value of a printed number, exactly as many times: 16,4 times 10¹⁵ is 16400000000000000."""
    return float(Decimal(str(parse_number(number))) * Decimal(factor))


def stated(analysis: Analysis, cell: Cell, wording: str, words: Cell) -> Row | None:
    """Return the row of a cell that says its unit itself: "Tăng ít nhất 3 bậc", "20% GRDP", "Nhóm 10", else None."""
    ranked = _RANKED.fullmatch(cell.text(analysis.flat))
    if ranked:
        start, end = (cell.start + place for place in ranked.span("number"))
        figure = Quantity(start, end, end, float(ranked["number"]), None, None, "rank", "bare", end, ranked["number"])
        clause = Clause(min(words.start, cell.start), max(words.end, cell.end), 0, figure)
        return Row(clause, figure, "le", f"{wording}: thuộc nhóm", "")
    found = quantities(analysis.flat, cell.start, cell.end, analysis.language) if len(cell.pieces) == 1 else []
    if len(found) != 1:
        return None
    own = read_row(analysis.flat, Clause(cell.start, cell.end, 0, found[0]), analysis.language)
    clause = Clause(min(words.start, cell.start), max(words.end, cell.end), 0, own.figure)
    before = f"{wording}: {own.before.lower()}" if own.before else wording
    after = "" if own.after.lower() in wording.lower() else own.after
    after = f"so với {after}" if re.match(r"GR?DP\b", after) else after
    return replace(own, clause=clause, before=before, after=after)


def bracketed(wording: str, language: str) -> tuple[str, str]:
    """Return the words and the unit in brackets behind them: "Tỷ lệ che phủ rừng (%)"."""
    found = _BRACKETED.search(wording)
    if found is None or unit_of(found["unit"], language) is None:
        return wording, ""
    return wording[: found.start()].strip(EDGES), found["unit"]


def unit_of(cell: str, language: str) -> tuple[str, float] | None:
    """Return the key of a unit cell and the multiplier before it: "tỷ đồng" is VND, times 10⁹."""
    short = _SHORT.sub(lambda m: f"{'triệu' if m['factor'].lower() == 'tr' else m['factor']} đồng", cell.strip())
    factor, rest = multiplier(re.sub(r"^tr\.\s*(?=đồng)", "triệu ", short, flags=re.IGNORECASE), language)
    unit = unit_of_form(language).get(rest.lower())
    key = unit.key if unit else structure("target_tables")["units"].get(rest.lower())
    return (key, factor) if key else None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a column prints its figures: with how many decimals, None where they differ; whether points part thousands.

    Where it has decimals too, four digits without a point may be a number that lost its comma ("3111" among "76,81").
    ``pointed`` tells of points for decimals in the column, so that nothing tells "1.250" from 1 250.
    """

    decimals: int | None
    grouped: bool
    pointed: bool

    def holds(self, printed: str) -> bool:
        """Tell whether a figure is printed as the others are, and can be read in one way only."""
        if self.pointed:
            return re.fullmatch(r"\d+(?:[.]\d{1,2})?", printed) is not None
        parts = r"\d{1,3}(?:\.\d{3})*" if self.grouped else r"\d+"
        alike = re.fullmatch(rf"{parts}(?:,\d+)?", printed) is not None
        return alike and self.decimals in {None, len(printed.partition(",")[2])}


def manner(said: Sequence[str]) -> Manner:
    """Return how the cells of a column print their figures, by what nearly all of them do."""
    found = [m[1] for text in said if (m := re.fullmatch(r"[\d.]+(?:,(\d+))?", text))]
    places, count = Counter(len(one or "") for one in found).most_common(1)[0] if found else (0, 0)
    same = len(found) >= _FEWEST and count >= _ALIKE * len(found)
    pointed = any(POINTED.fullmatch(text) for text in said) and not any("," in text for text in said)
    grouped = any(re.fullmatch(r"\d{1,3}(?:\.\d{3})+|[\d.]+,\d+", text) for text in said)
    return Manner(places if same else None, grouped, pointed)


def numbered(text: str) -> str:
    """Return a cell's words without the number or dash before them, and without a colon behind them."""
    return squeeze(_NUMBERING.sub("", text)).strip(EDGES)
