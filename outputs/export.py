"""Records of a whole run in one stream; memory does not grow with the number of documents."""

from __future__ import annotations

import heapq
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from corpus.errors import OutputError, RejectedError
from corpus.files import TEMPORARY
from corpus.record import SCHEMA_VERSION, Record
from outputs.tables import BOM, DOCUMENT_COLUMNS, TARGET_COLUMNS, document_cells, safe_row, table_writer, target_cells

BATCH = 10_000
"""Names of folders held in memory at a time."""


def jsonl(folder: Path, stream: TextIO) -> int:
    """Write one record per line to ``stream``, folders in order of their names; return how many.

    Fields that a later minor version has added are passed on.

    Raises:
        OutputError: when ``folder`` cannot be read.
        RejectedError: when ``folder`` is not of a run, or a record is damaged or of another major version.
    """
    check_run(folder)
    count = 0
    for name in document_folders(folder):
        stream.write(json.dumps(_load(folder / name / "record.json"), ensure_ascii=False, separators=(",", ":")) + "\n")
        count += 1
    return count


def csv(folder: Path, stream: TextIO) -> int:
    r"""Write one row per target with its document's columns to ``stream``; return how many rows.

    The stream is to be opened with ``newline=""``: rows end with ``\r\n``, and the first character is a BOM.

    Raises:
        OutputError: when ``folder`` cannot be read.
        RejectedError: when ``folder`` is not of a run, or a record is damaged or of another major version.
    """
    check_run(folder)
    stream.write(BOM)
    writer = table_writer(stream, DOCUMENT_COLUMNS + TARGET_COLUMNS)
    count = 0
    for name, record in records(folder):
        document = document_cells(record, name)
        for target in record.targets:
            writer.writerow(safe_row(document | target_cells(target)))
            count += 1
    return count


def check_run(folder: Path) -> None:
    """Refuse a folder of anything else, before a header is written that would pass for a table without rows."""
    if next(document_folders(folder), None) is None and not (folder / "run.json").is_file():
        raise RejectedError(
            "This is not a folder that a run has written to.",
            remedy="Give the folder that was named with --out.",
            code="no_run",
            file=str(folder),
        )


def records(folder: Path) -> Iterator[tuple[str, Record]]:
    """Yield each document's folder name and record, in order of the names.

    Raises:
        OutputError: when ``folder`` cannot be read.
        RejectedError: when a record is damaged or of another major version.
    """
    for name in document_folders(folder):
        path = folder / name / "record.json"
        data = _load(path)
        try:
            record = Record.model_validate(data)
        except ValidationError as error:
            raise _damaged(path, f"does not fit the schema: {error.errors()[0]['msg']}") from error
        yield name, record


def document_folders(folder: Path) -> Iterator[str]:
    """Yield the names of the finished documents' folders in order.

    The folder is listed once for every ``BATCH`` names, which keeps memory flat and the order the same on every disk.

    Raises:
        OutputError: when ``folder`` cannot be read.
    """
    last = ""
    while batch := heapq.nsmallest(BATCH, (name for name in _names(folder) if name > last)):
        yield from (name for name in batch if (folder / name / "record.json").is_file())
        last = batch[-1]


def _names(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from (e.name for e in entries if not e.name.startswith(TEMPORARY) and e.is_dir())
    except OSError as error:
        raise OutputError(
            f"cannot be read: {error.strerror}.",
            remedy="Give the folder that an earlier run wrote to.",
            code="run_folder_unreadable",
            file=str(folder),
        ) from error


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, f"cannot be read: {error}") from error
    version = str(data.get("schema_version", "")) if isinstance(data, dict) else ""
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise _damaged(path, f"has schema version {version or 'none'}, not {SCHEMA_VERSION}")
    return dict(data)


def _damaged(path: Path, reason: str) -> RejectedError:
    return RejectedError(
        f"The record {reason}.",
        remedy="Delete the document's folder and run the file again.",
        code="record_damaged",
        file=str(path),
    )
