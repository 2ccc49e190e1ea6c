"""One document's work and what came of it: what goes to a worker and what comes back."""

import errno
import os
import shutil
import tempfile
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import MissingDependencyError, OutputError, RejectedError, VanbanError
from corpus.files import TEMPORARY, not_writable
from corpus.run import RunEntry, entry_of
from pipeline.line import Line, Value

_PASSING = frozenset({"changed", "unreadable", "not_a_file", "recognition_stopped"})
"""Rejections that say nothing about the bytes for which the document is known: the next run tries again."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})

_ROOM = 2**20
"""Bytes without which no document can be written; child programs fail on a full disk without telling why."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to process; ``identity`` is its SHA-256, ``shown`` its path for people, ``folder`` where its files go."""

    identity: str
    shown: str
    path: Path
    folder: Path
    options: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task. ``details`` is a traceback for the log; ``worn`` tells that the worker must not go on.

    ``stop`` is an error that concerns the whole run (the disk is full); ``missing`` one that only says that the
    machine lacks something for this document, so that it is tried again in the next run; so it is when the trouble
    is ``passing``: a file that was moved or written to meanwhile, a recogniser that was killed.
    """

    task: Task
    entry: RunEntry
    details: str | None = None
    worn: bool = False
    stop: VanbanError | None = None
    missing: bool = False
    passing: bool = False


def attempt(line: Line, task: Task) -> Result:
    """Process the task in this process; nothing that goes wrong with the document escapes."""
    begun = time.monotonic()
    parent = task.folder.parent
    try:
        workspace = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}work-", dir=parent))
    except OSError as error:
        stop = not_writable(parent, error.strerror or str(error))
        return Result(task, failed(task, "rejected", stop, 0.0), stop=stop)
    try:
        result = _carried_out(line, task, workspace, begun)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
    return result


def _carried_out(line: Line, task: Task, workspace: Path, begun: float) -> Result:
    try:
        record = line.process(task.path, task.options, workspace, task.folder, task.identity)
        entry = entry_of(
            record, input_path=task.shown, folder=task.folder.name, seconds=round(time.monotonic() - begun, 3)
        )
        return Result(task, entry)
    except VanbanError as error:
        return _told(task, _no_room(error, task) or error, time.monotonic() - begun)
    except MemoryError:
        return out_of_memory(task, time.monotonic() - begun, traceback.format_exc())
    except Exception as error:  # noqa: BLE001  # whatever a document does to the code, it costs only itself
        if stop := _no_room(error, task):
            return _told(task, stop, time.monotonic() - begun)
        return crashed(task, type(error).__name__, time.monotonic() - begun, traceback.format_exc())


def _no_room(error: Exception, task: Task) -> OutputError | None:
    """Return what lies behind ``error`` when that is a full disk, which is no fault of the document."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _NO_ROOM:
            return not_writable(task.folder.parent, cause.strerror or str(cause))
        cause = cause.__cause__ or cause.__context__
    with suppress(OSError):
        if shutil.disk_usage(task.folder.parent).free < _ROOM:
            return not_writable(task.folder.parent, os.strerror(errno.ENOSPC))
    return None


def _told(task: Task, error: VanbanError, seconds: float) -> Result:
    """What an error that the program foresaw means for the document and for the run."""
    entry = failed(task, "rejected", error, seconds)
    if isinstance(error, OutputError):
        return Result(task, entry, stop=error)
    if isinstance(error, RejectedError):
        return Result(task, entry, passing=error.code in _PASSING)
    if isinstance(error, MissingDependencyError):
        return Result(task, entry, missing=True)
    return Result(task, failed(task, "quarantined", error, seconds), details=traceback.format_exc())


def failed(
    task: Task, outcome: Literal["rejected", "quarantined"], error: VanbanError, seconds: float = 0.0
) -> RunEntry:
    """Return the manifest's entry of a document without a record."""
    return RunEntry(
        input=task.shown,
        id=f"sha256:{task.identity}",
        outcome=outcome,
        code=error.code,
        reason=error.reason,
        remedy=error.remedy,
        seconds=round(seconds, 3),
    )


def crashed(task: Task, what: str, seconds: float, details: str | None = None) -> Result:
    """Return the result of a document on which the program failed."""
    error = VanbanError(
        f"The program failed on this document ({what}).",
        remedy=f"The other documents are not touched. Report it with logs/{task.folder.name}.log.",
        code="crashed",
    )
    entry = failed(task, "quarantined", error, seconds)
    return Result(task, entry, details=details or f"{what}\n", worn=details is None)


def out_of_memory(task: Task, seconds: float, details: str) -> Result:
    """Return the result of a document that needed more memory than it may have; its worker is worn."""
    error = VanbanError(
        "This document needs more memory than one document may use.",
        remedy="Run again with a higher --memory-limit, or split the file into parts.",
        code="memory_limit",
    )
    return Result(task, failed(task, "quarantined", error, seconds), details=details, worn=True)


def out_of_time(task: Task, limit: float) -> Result:
    """Return the result of a document that took longer than it may."""
    error = VanbanError(
        f"This document took longer than {limit:g} seconds.",
        remedy="Run again with a higher --time-limit, or split the file into parts.",
        code="time_limit",
    )
    entry = failed(task, "quarantined", error, limit)
    return Result(task, entry, details=f"stopped after {limit:g} seconds\n", worn=True)
