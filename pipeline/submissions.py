"""The line behind the API: a thread that takes files that were sent in through a run and into the store.

Everything about a submission stands in the store and on disk, nothing in memory alone: after a kill the next start goes
on where this one was.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from corpus.errors import VanbanError
from corpus.run import RunEntry
from corpus.store import Store, submissions
from corpus.store.importing import import_document
from corpus.store.submissions import INBOX, file_of, turn
from corpus.store.tables import SubmissionEntry
from pipeline.cli_reading import overlay_of
from pipeline.executors import Executor
from pipeline.line import Loader, Value
from pipeline.lock import locked
from pipeline.pool import Pool
from pipeline.rooms import load_line, under, write_index
from pipeline.run import LOGS, Plan, Run, WriteIndex
from pipeline.task import Result, Task
from pipeline.versions import around, made_by, of_overlay

RESULTS = "submitted"
"""The run folder, inside the data folder, for the documents that were sent in."""
_BATCH = 20
_PASSING = (VanbanError, OSError, SQLAlchemyError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """How submissions are read: as `vanban run` would, with its limits for one document (seconds, megabytes).

    ``jobs`` documents are read at the same time. ``pause`` is how many seconds pass until the store is asked again, for
    what another process has taken in, and until what went wrong with the machine is tried again. ``learned`` is the
    folder with what the office has learned, looked into for each batch; it need not be there.
    """

    reading: Mapping[str, Value] = field(default_factory=dict)
    jobs: int = 1
    time_limit: int = 1800
    memory_limit: int = 4000
    pause: float = 30.0
    load: Loader = load_line
    index: WriteIndex = write_index
    learned: Path | None = None


def start(store: Store, options: Options | None = None) -> Intake:
    """Start to work on what waits in ``store``; call the result with what comes, and ``stop`` it at the end."""
    intake = Intake(store, options or Options())
    intake.begin()
    return intake


class Intake:
    """The thread, and what tells it of new submissions. Ends with a ``with`` block."""

    def __init__(self, store: Store, options: Options) -> None:
        """Take the store, whose folder has the files and gets the results."""
        self._batches = _Batches(store, options)
        self._pause = options.pause
        self._told, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="submissions", daemon=True)

    def __call__(self, submission_id: str) -> None:
        """Tell that a submission waits; its file and its entry are there."""
        _log.info("submission %s waits", submission_id)
        self._told.set()

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the work: what is finished stays, what was begun waits for the next start."""
        self._over.set()
        self._told.set()
        self._batches.halt()
        self._thread.join()
        self._batches.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _work(self) -> None:
        """Work while it is not over; whatever the machine lacks, or another server that does this work, passes."""
        while not self._over.is_set():
            try:
                with locked(self._batches.inbox()):
                    self._serve()
            except _PASSING as error:
                _log.warning("submissions wait: %s", error)
                self._over.wait(self._pause)
            except Exception:  # noqa: BLE001  # the thread must not end while the server takes files in
                _log.exception("submissions wait for an error of vanban itself")
                self._over.wait(self._pause)

    def _serve(self) -> None:
        self._batches.requeue()
        try:
            while not self._over.is_set():
                self._told.clear()
                if not self._batches.carry_out():
                    self._told.wait(self._pause)
        finally:
            with suppress(*_PASSING):
                self._batches.requeue()


class _Batches:
    """Takes what waits through a run, some files at a time, and every result into the store as soon as it is there."""

    def __init__(self, store: Store, options: Options) -> None:
        self._store, self._options = store, options
        self._out = store.folder / RESULTS
        self._halt, self._halting = os.pipe()

    def inbox(self) -> Path:
        folder = self._store.folder / INBOX
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def halt(self) -> None:
        os.write(self._halting, b"x")

    def close(self) -> None:
        os.close(self._halt)
        os.close(self._halting)

    def requeue(self) -> None:
        """Let everything wait that nobody works on any more."""
        with self._store.writing() as session:
            for entry in submissions.waiting(session, limit=10**6):
                if entry.state == "running":
                    turn(entry, "queued")

    def carry_out(self) -> bool:
        """Work on what waits longest; return whether there was something."""
        with self._store.reading() as session:
            batch = submissions.waiting(session, _BATCH)
        present = [entry for entry in batch if self._file(entry).is_file()]
        for entry in batch:
            if entry not in present:
                self._end(entry.sha256, _lost())
        if present:
            self._run([self._file(entry) for entry in present])
        return bool(batch)

    def _run(self, files: Sequence[Path]) -> None:
        settled: set[str] = set()

        def settle(entry: RunEntry) -> None:
            sha256 = (entry.id or "").removeprefix("sha256:")
            self._settle(sha256, entry)
            settled.add(entry.input)

        try:
            report = self._prepared(files, settle).carry_out()
        except VanbanError as error:
            self._tell([file.parent.name for file in files], error)
            raise
        for entry in report.entries:  # what an earlier run has finished is not done again
            if entry.input not in settled:
                settle(entry)

    def _prepared(self, files: Sequence[Path], settle: Callable[[RunEntry], None]) -> Run:
        options = self._options
        limits: dict[str, Value] = {"time_limit": options.time_limit, "memory_limit": options.memory_limit}
        overlay = overlay_of(options.learned if options.learned and options.learned.is_dir() else None)
        plan = Plan(options.reading, limits, made_by() | of_overlay(overlay), around(), retry=True)
        pool = Pool(
            under(overlay, options.load),
            options.jobs,
            self._out / LOGS / "workers.log",
            options.time_limit or None,
            options.memory_limit * 2**20 or None,
            self._halt,
        )
        return Run(files, self._out, plan, _Noting(pool, self._begun), options.index, _Settling(settle))

    def _begun(self, sha256: str) -> None:
        with self._store.writing() as session:
            if entry := submissions.newest(session, sha256):
                turn(entry, "running")

    def _settle(self, sha256: str, done: RunEntry) -> None:
        """Take a result into the store; one that cannot be is told like a document that the program failed on."""
        if done.outcome not in ("done", "partial") or done.folder is None:
            self._end(sha256, done)
            return
        try:
            with self._store.writing() as session:
                import_document(session, self._store, self._out / done.folder)
        except (OperationalError, InterfaceError):  # the database is away: that passes
            raise
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it must not hold up the others
            _log.exception("%s was not taken into the store", done.folder)
            self._end(sha256, _not_taken_in(type(error).__name__))
        else:
            self._end(sha256, done)

    def _end(self, sha256: str, done: RunEntry) -> None:
        problem = {"code": done.code or "unknown", "reason": done.reason or "", "remedy": done.remedy or ""}
        with self._store.writing() as session:
            if entry := submissions.newest(session, sha256):
                turn(entry, done.outcome, problem if done.reason else None)

    def _tell(self, hashes: Sequence[str], error: VanbanError) -> None:
        """Say at the submissions why they wait."""
        problem = {"code": error.code, "reason": error.reason, "remedy": error.remedy}
        with self._store.writing() as session:
            for sha256 in hashes:
                entry = submissions.newest(session, sha256)
                if entry and entry.state in ("queued", "running"):
                    turn(entry, "queued", problem)

    def _file(self, entry: SubmissionEntry) -> Path:
        return file_of(self._store, entry.sha256, entry.name)


@dataclass(frozen=True, slots=True)
class _Noting:
    """An executor that tells of each task as it is begun."""

    executor: Executor
    begun: Callable[[str], None]

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        return self.executor.run(self._each(tasks))

    def _each(self, tasks: Iterable[Task]) -> Iterator[Task]:
        for task in tasks:
            self.begun(task.identity)
            yield task


@dataclass(frozen=True, slots=True)
class _Settling:
    """A watcher that settles each result."""

    advance: Callable[[RunEntry], None]

    def begin(self, total: int) -> None:
        _log.info("%d submitted documents are read", total)


def _lost() -> RunEntry:
    return RunEntry(
        input="",
        outcome="rejected",
        code="file_lost",
        reason="The file is no longer in the data folder.",
        remedy="Send it again.",
    )


def _not_taken_in(why: str) -> RunEntry:
    return RunEntry(
        input="",
        outcome="quarantined",
        code="not_taken_in",
        reason=f"The document was read but could not be taken into the store ({why}).",
        remedy="Report it with the server's log.",
    )
