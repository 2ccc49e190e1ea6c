"""Tables (CSV) that open in a spreadsheet without running anything.

One row per target. A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers are
written with a decimal point. The columns are described in docs/record.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, TextIO

from corpus.record import Keyed, Record, Target
from outputs.wording import pair

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Tells Excel that the file is UTF-8."""

Cell = str | int | float | bool | None

TARGET_COLUMNS = (
    "id",
    "kind",
    "indicator_vi",
    "indicator_en",
    "indicator_key",
    "indicator_score",
    "indicator_sdg",
    "comparator",
    "value",
    "value_min",
    "value_max",
    "unit",
    "value_raw",
    "population_vi",
    "population_en",
    "area_vi",
    "area_en",
    "baseline_value",
    "baseline_unit",
    "baseline_date",
    "baseline_raw",
    "due_raw",
    "due_start",
    "due_end",
    "due_precision",
    "due_relation",
    "due_inherited",
    "confidence",
    "flags",
    "page",
    "line",
    "page_end",
    "line_end",
    "start",
    "end",
    "quote",
    "quote_as_read",
)

DOCUMENT_COLUMNS = (
    "folder",
    "document_id",
    "source",
    "status",
    "condition",
    "symbol",
    "type_vi",
    "type_en",
    "title_vi",
    "title_en",
    "issuer_vi",
    "issuer_en",
    "issuer_key",
    "date",
)

REVIEW_COLUMNS = ("review",)
"""Last in the table of a run as people left it: open, approved, corrected or added."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def targets_csv(record: Record) -> str:
    """Return targets.csv of one document: BOM, head, one row per target (achievements are not targets)."""
    stream = io.StringIO(newline="")
    stream.write(BOM)
    writer = table_writer(stream, TARGET_COLUMNS)
    for target in record.targets:
        writer.writerow(safe_row(target_cells(target)))
    return stream.getvalue()


def table_writer(stream: TextIO, columns: tuple[str, ...]) -> csv.DictWriter[str]:
    """Write the head to ``stream`` and return the writer for the rows; lines end as RFC 4180 asks."""
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n")
    writer.writeheader()
    return writer


def safe_row(cells: Mapping[str, Cell]) -> dict[str, str]:
    """Return the cells as text; text that could be a formula gets an apostrophe, numbers do not."""
    return {name: _safe(cell) for name, cell in cells.items()}


def _safe(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return repr(int(cell)) if float(cell).is_integer() else repr(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def target_cells(target: Target) -> dict[str, Cell]:
    """Return the cells of ``TARGET_COLUMNS``; the evidence is the first one."""
    plain: dict[str, Cell] = {name: getattr(target, name) for name in _SAME}
    plain |= {"flags": ";".join(target.flags)}
    plain |= {f"indicator_{name}": getattr(target.indicator, name) for name in ("key", "score", "sdg")}
    for name in ("indicator", "population", "area"):
        plain |= _bilingual(name, getattr(target, name))
    return plain | _prefixed("baseline", target.baseline) | _prefixed("due", target.due) | _place(target)


_SAME = ("id", "kind", "comparator", "value", "value_min", "value_max", "unit", "value_raw", "confidence")


def _bilingual(name: str, phrase: Keyed | None) -> dict[str, Cell]:
    """English from the record or the glossary; where there is none the cell stays empty."""
    words = pair(phrase.vi, phrase.en) if phrase else None
    sides = (words.vi, words.en) if words else ()
    return {f"{name}_{side.lang}": side.text for side in sides if not side.foreign}


def _prefixed(name: str, part: Any) -> dict[str, Cell]:
    """The fields of a sub-record under ``name_field``, those that are columns; none where there is no sub-record."""
    fields = part.model_dump() if part else {}
    return {f"{name}_{key}": value for key, value in fields.items() if f"{name}_{key}" in TARGET_COLUMNS}


def _place(target: Target) -> dict[str, Cell]:
    if not target.evidence:
        return {}
    first = target.evidence[0]
    fields = ("page", "line", "page_end", "line_end", "start", "end", "quote", "quote_as_read")
    return {name: getattr(first, name) for name in fields}


def document_cells(record: Record, folder: str) -> dict[str, Cell]:
    """Return the cells of ``DOCUMENT_COLUMNS``."""
    info, meta = record.document, record.metadata
    kind, title, issuer = meta.document_type or Keyed(), meta.title or Keyed(), meta.issuer or Keyed()
    return {
        "folder": folder,
        "document_id": info.id,
        "source": info.source,
        "status": info.status,
        "condition": info.condition,
        "symbol": meta.symbol,
        "type_vi": kind.vi,
        "type_en": kind.en,
        "title_vi": title.vi,
        "title_en": title.en,
        "issuer_vi": issuer.vi,
        "issuer_en": issuer.en,
        "issuer_key": issuer.key,
        "date": meta.date,
    }
