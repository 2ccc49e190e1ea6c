"""The kinds of files that records are exported to, each by the name that the command line has for it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import BinaryIO

from outputs.export.about import About
from outputs.export.report import docx
from outputs.export.source import Exported
from outputs.export.workbook import xlsx
from outputs.tables import (
    BOM,
    DOCUMENT_COLUMNS,
    REVIEW_COLUMNS,
    TARGET_COLUMNS,
    document_cells,
    safe_row,
    table_writer,
    target_cells,
)

__all__ = ["WRITERS", "About", "Writer", "csv", "docx", "jsonl", "xlsx"]

Writer = Callable[[Iterable[Exported], BinaryIO, About], int]
"""Writes documents to a stream as they come and returns how many rows (csv) or documents (the others) it wrote."""


def jsonl(items: Iterable[Exported], stream: BinaryIO, _about: About) -> int:
    """Write one record per line; fields that a later minor version has added are passed on."""
    count = 0
    for item in items:
        line = json.dumps(item.data, ensure_ascii=False, separators=(",", ":")) + "\n"
        stream.write(line.encode("utf-8"))
        count += 1
    return count


def csv(items: Iterable[Exported], stream: BinaryIO, about: About) -> int:
    r"""Write one row per target with its document's columns, as UTF-8 with a BOM; rows end with ``\r\n``."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    text.write(BOM)
    writer = table_writer(text, DOCUMENT_COLUMNS + TARGET_COLUMNS + (REVIEW_COLUMNS if about.reviewed else ()))
    count = 0
    for item in items:
        document = document_cells(item.record, item.folder)
        for at, target in enumerate(item.record.targets):
            state = {"review": item.state("targets", at)} if about.reviewed else {}
            writer.writerow(safe_row(document | target_cells(target) | state))
            count += 1
    text.detach()  # flushes, and leaves closing to the stream's owner
    return count


WRITERS: dict[str, Writer] = {"jsonl": jsonl, "csv": csv, "xlsx": xlsx, "docx": docx}
