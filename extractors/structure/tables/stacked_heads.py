"""Heads of tables whose cells stand one below the other: which lines are a head cell, and what its column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.structure.tables.cells import Cell, Row
from extractors.structure.tables.heads import duty_kind, measure_kind, other_kind

if TYPE_CHECKING:
    from extractors.structure.layout import Printed

NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?")
"""A row's number on a line of its own."""
BESIDE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)\s+(?=[^\W\d_]{2})")
"""A row's number on the line of its task: "4 Hoàn thiện pháp luật"."""
SECTION = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?|[IVX]{1,5}[.)]?\s+[^\W\d_].*")
"""The number of a heading between rows, also with its words."""
_NUMBERS = re.compile(r"(?:số\s+)?s?tt\b\.?", re.IGNORECASE)
_FEWEST = 3
_NEXT = re.compile(
    r"(?:^(?i:(?:số\s+)?s?tt)\.?|(?<=[^\W\d_]))\s+(?=(?:Cơ quan|Đơn vị|Thời (?:gian|hạn)|Tiến độ|Sản phẩm|Kết quả|"
    r"Ghi chú|Cấp (?:trình|phê)|Căn cứ|Nội dung|Nhiệm vụ|Tên|Công việc|Chủ trì|Phối hợp)\b)"
)
"""Where a column's first words stand behind other words."""
_OPENS = re.compile(r"(?:các|cơ quan|đơn vị|thời|nội dung|nhiệm vụ|tên|hạn|tiến độ|cấp)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\d|mục\s+tiêu|kế\s+hoạch|phấn\s+đấu|chỉ\s+tiêu", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_LINES = 18
"""Lines of a head, at most."""
_CELL_LINES = 6
_FIGURE_LINES = 3
_FEW = 4
"""Words of a head cell that no list knows, at most."""
_UNKNOWN, _SMALL, _CAPITAL, _NO_CELL = 1.5, 5.0, 0.4, 20.0
"""Against a cell: no list knows it; it begins with a small letter; it has a capital within; it holds another."""


@dataclass(frozen=True, slots=True)
class Head:
    """The columns after that of the numbers, what each holds and its head cell; that of the numbers; the lines."""

    kinds: tuple[str, ...]
    cells: Row
    first: Cell
    lines: tuple[str, ...]


def head_at(lines: Sequence[Printed], at: int) -> Head | None:
    """Return the head of a table of tasks that begins with the column of numbers at a line, where a row follows it."""
    if not _NUMBERS.match(lines[at].text):
        return None
    top = lines[at : at + _LINES]
    stop = next((i for i, line in enumerate(top) if i and _begins(line.text)), None)
    pieces = [piece for line in top[:stop] for piece in _pieces(line)] if stop else []
    if len(pieces) < _FEWEST or not _NUMBERS.fullmatch(pieces[0].text):
        return None
    ends = _cut([piece.text for piece in pieces[1:]])
    firsts = [1, *(end + 1 for end, _ in ends)]
    spans = [pieces[first : end + 1] for first, (end, _) in zip(firsts, ends, strict=False)]
    kinds = [kind for _, kind in ends]
    if kinds.count("task") != 1 or not {"lead", "implement", "supervise"} & {*kinds} or not _are_named(spans, kinds):
        return None
    own = tuple("other" if kind == "unknown" else kind for kind in kinds)
    return Head(own, tuple(map(_cell, spans)), _cell(pieces[:1]), tuple(line.text for line in top[:stop]))


def _pieces(line: Printed) -> Iterator[Printed]:
    """A line of a head, cut where a column's first words stand behind other words."""
    cuts = [0, *(found.end() for found in _NEXT.finditer(line.text)), len(line.text)]
    for start, end in pairwise(cuts):
        text = line.text[start:end].strip()
        yield replace(line, start=line.start + start, end=line.start + start + len(text), text=text)


def repeats(lines: Sequence[Printed], at: int, head: Head) -> bool:
    """Tell whether a head is printed again at a line, as on a new page."""
    again = lines[at : at + len(head.lines)]
    return [line.text.casefold() for line in again] == [text.casefold() for text in head.lines]


def _cell(lines: Sequence[Printed]) -> Cell:
    return Cell(((lines[0].start, lines[-1].end),))


def _are_named(spans: Sequence[Sequence[Printed]], kinds: Sequence[str]) -> bool:
    """Whether all columns are known, or all but one that a few words name."""
    unknown = [lines for lines, kind in zip(spans, kinds, strict=True) if kind == "unknown"]
    return len(unknown) < 2 and all(sum(len(line.text.split()) for line in lines) <= _FEW for lines in unknown)


def _begins(text: str) -> bool:
    return any(form.fullmatch(text) for form in (NUMBER, SECTION)) or BESIDE.match(text) is not None


def _cut(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Cut a head's lines into cells: the last line of each, counted from 1, and what its column holds."""
    best: list[tuple[float, list[tuple[int, str]]]] = [(0.0, [])]
    for end in range(1, len(texts) + 1):
        ways = []
        for start in range(max(0, end - _CELL_LINES), end):
            kind = _kind(squeeze(" ".join(texts[start:end])))
            cost = best[start][0] + _cost(texts[start:end], kind)
            ways.append((cost, [*best[start][1], (end, kind or "unknown")]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _cost(texts: Sequence[str], kind: str | None) -> float:
    if kind == "figure" and len(texts) > _FIGURE_LINES:
        return _NO_CELL
    held = (texts[i:k] for i in range(1, len(texts)) for k in range(i + 1, len(texts) + 1) if _OPENS.match(texts[i]))
    cost = _NO_CELL if any(duty_kind(squeeze(" ".join(own))) for own in held) else 0.0
    cost += 0.0 if kind else _UNKNOWN * len(texts)
    cost += _SMALL if texts[0][0].islower() or not texts[0][0].isalnum() else 0.0
    return cost + sum(_CAPITAL for text in texts[1:] if text[0].isupper() and (_kind(text) or not kind))


def _kind(words: str) -> str | None:
    """What the column under these words holds."""
    if (duty := duty_kind(words)) is not None:
        return duty
    plain = _ASIDE.sub("", words)
    measure = measure_kind(plain)
    if measure == "indicator":
        return "task"
    if measure in {"target", "result", "ratio"} and _PLANNED.search(plain):
        return "figure"
    return other_kind(plain)
