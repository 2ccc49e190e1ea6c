"""The records of a run, one after the other, in order of their folders' names."""

from __future__ import annotations

import heapq
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.errors import OutputError, RejectedError
from corpus.files import TEMPORARY
from corpus.record import SCHEMA_VERSION, Record

_REMEDY = "Delete the document's folder and run the file again."
BATCH = 10_000
"""Names of folders held in memory at a time."""


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
        yield name, load(folder, name)[0]


def load(folder: Path, name: str) -> tuple[Record, dict[str, Any]]:
    """Return the record in the folder ``name``, and its JSON with the fields that a later minor version has added.

    Raises:
        RejectedError: when the record is damaged or of another major version.
    """
    path = folder / name / "record.json"
    data = _json(path)
    try:
        return Record.model_validate(data), data
    except ValidationError as error:
        raise damaged(str(path), f"does not fit the schema: {error.errors()[0]['msg']}") from error


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


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(str(path), f"cannot be read: {error}") from error
    version = str(data.get("schema_version", "")) if isinstance(data, dict) else ""
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise damaged(str(path), f"has schema version {version or 'none'}, not {SCHEMA_VERSION}")
    return dict(data)


def damaged(file: str, reason: str, remedy: str = _REMEDY) -> RejectedError:
    """Return the error for a record that cannot be used; the caller raises or tells it."""
    return RejectedError(f"The record {reason}.", remedy=remedy, code="record_damaged", file=file)
