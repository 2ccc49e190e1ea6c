"""The run: files and folders in, a folder for each document out; only what is missing or has changed is done."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from corpus.errors import OutputError, RejectedError
from corpus.files import TEMPORARY, folder_atomically, write_atomically
from corpus.record import DocumentInfo, Problem, Record
from corpus.run import RunEntry, RunManifest
from corpus.text import valid
from pipeline import ledger as ledgers
from pipeline.executors import Executor
from pipeline.inputs import Input, collect
from pipeline.ledger import Finished, Ledger, fingerprint
from pipeline.line import Value
from pipeline.lock import locked
from pipeline.naming import folder_name
from pipeline.task import Result, Task

LOGS = "logs"
MANIFEST = "run.json"


class Watcher(Protocol):
    """Is told how the run gets on."""

    def begin(self, total: int) -> None:
        """``total`` documents are to be done."""

    def advance(self, entry: RunEntry) -> None:
        """One of them is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is done: its options and limits, the versions of what does it, and what to do again.

    Other ``options`` or ``versions`` make documents be done again; other ``limits`` only those that failed under the
    old ones; what is ``around`` is only written down.
    """

    options: Mapping[str, Value] = field(default_factory=dict)
    limits: Mapping[str, Value] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, str] = field(default_factory=dict)
    redo: bool = False
    retry: bool = False

    @property
    def key(self) -> str:
        """What a document's result depends on, besides its bytes."""
        return fingerprint({"options": dict(self.options), "versions": dict(self.versions)})


@dataclass(slots=True)
class Report:
    """What the run came to: an entry for each input named in this run, and how many documents were really done."""

    entries: list[RunEntry] = field(default_factory=list)
    worked: int = 0
    missing: bool = False
    interrupted: bool = False


WriteIndex = Callable[[RunManifest, Path], object]


@dataclass(frozen=True, slots=True)
class Run:
    """A run over ``paths`` into ``out``; ``index`` writes the page that leads to all documents."""

    paths: Sequence[Path]
    out: Path
    plan: Plan
    executor: Executor
    index: WriteIndex
    watcher: Watcher

    def carry_out(self) -> Report:
        """Do the run and return its report; Ctrl-C ends it early, with everything finished kept.

        Raises:
            OutputError: when the folder cannot be written, or another run is working in it.
            RejectedError: when there is no file at all.
        """
        _make_folder(self.out)
        with locked(self.out), ledgers.opened(self.out) as ledger:
            _sweep(self.out)
            try:
                return _Session(self, ledger).carry_out()
            finally:
                _sweep(self.out)


class _Session:
    """A run while it holds the folder's lock and ledger."""

    def __init__(self, run: Run, ledger: Ledger) -> None:
        self.run, self.ledger = run, ledger
        self.report = Report()
        self.started = datetime.now(UTC)
        self.entries: dict[str, RunEntry] = {}

    def carry_out(self) -> Report:
        inputs = self._inputs()
        readable = _first_of_each(inputs)
        self.ledger.name_inputs({i.path: (i.shown, i.sha256) for i in inputs if i.sha256})
        tasks = list(self._tasks(readable))
        self.run.watcher.begin(len(tasks))
        try:
            self._work(tasks)
        except KeyboardInterrupt:
            self.report.interrupted = True
        self.report.entries = list(self._named(inputs, readable))
        self._publish()
        return self.report

    def _inputs(self) -> list[Input]:
        _refuse_own_output(self.run.paths, self.run.out)
        inputs = collect(self.run.paths, self.run.out)
        if not inputs:
            raise RejectedError(
                "There is no file in what was named.",
                remedy="Name at least one file, or a folder that holds some.",
                code="no_input",
                file=", ".join(map(str, self.run.paths)),
            )
        return inputs

    def _tasks(self, readable: Mapping[str, Input]) -> Iterator[Task]:
        """Yield the documents that are not finished, in the order of the inputs."""
        for sha256, item in readable.items():
            done = self.ledger.find(sha256)
            if done and self._is_current(done):
                self.entries[sha256] = done.entry.model_copy(update={"input": item.shown})
                continue
            folder = self.run.out / (done.folder if done else folder_name(item.path.name, sha256))
            yield Task(sha256, item.shown, item.path, folder.resolve(), dict(self.run.plan.options))

    def _is_current(self, done: Finished) -> bool:
        plan = self.run.plan
        if plan.redo or done.key != plan.key:
            return False
        if done.entry.outcome == "quarantined" and (plan.retry or done.limits != fingerprint(plan.limits)):
            return False
        return done.entry.folder is None or (self.run.out / done.entry.folder / "record.json").is_file()

    def _work(self, tasks: Sequence[Task]) -> None:
        for result in self.run.executor.run(tasks):
            if result.stop:
                raise result.stop
            self._keep(result)
            self.run.watcher.advance(result.entry)

    def _keep(self, result: Result) -> None:
        """Enter the result into the ledger and its details into a log; what the machine lacked is tried again."""
        task, plan = result.task, self.run.plan
        self.entries[task.identity] = result.entry
        self.report.worked += 1
        log = self.run.out / LOGS / f"{task.folder.name}.log"
        if result.details:
            write_atomically(log, result.details.encode("utf-8", "backslashreplace"))
        else:
            log.unlink(missing_ok=True)
        if result.missing:
            self.report.missing = True
        if result.missing or result.passing:
            return
        if result.entry.folder is None:
            _keep_reason(result)
        self.ledger.finish(task.identity, Finished(plan.key, fingerprint(plan.limits), task.folder.name, result.entry))

    def _named(self, inputs: Sequence[Input], readable: Mapping[str, Input]) -> Iterator[RunEntry]:
        """Yield the entry of each input of this run; those that an interrupted run has not reached have none."""
        for item in inputs:
            if item.sha256 is None:
                yield _unread(item)
            elif entry := self.entries.get(item.sha256):
                first = readable[item.sha256]
                yield entry if item is first else _duplicate(entry, item, first)

    def _publish(self) -> None:
        """Write the manifest and the index over everything in the folder, inputs of earlier runs included."""
        manifest = RunManifest(
            started=self.started.isoformat(timespec="seconds"),
            finished=None if self.report.interrupted else datetime.now(UTC).isoformat(timespec="seconds"),
            versions={**self.run.plan.versions, **self.run.plan.around},
            options={**self.run.plan.options, **self.run.plan.limits},
            entries=self._everything(),
        )
        write_atomically(self.run.out / MANIFEST, manifest.model_dump_json(indent=2) + "\n")
        self.run.index(manifest, self.run.out)

    def _everything(self) -> list[RunEntry]:
        entries = {entry.input: entry for entry in _with_duplicates(self.ledger.everything())}
        entries.update({entry.input: entry for entry in self.report.entries})
        return list(entries.values())


def _first_of_each(inputs: Sequence[Input]) -> dict[str, Input]:
    """Return the first input of each content, by hash."""
    first: dict[str, Input] = {}
    for item in inputs:
        if item.sha256:
            first.setdefault(item.sha256, item)
    return first


def _with_duplicates(rows: Iterator[tuple[str, str, RunEntry]]) -> Iterator[RunEntry]:
    """Yield the ledger's entries under the names of their inputs; of two with the same bytes the first is the one."""
    first: dict[str, str] = {}
    for shown, sha256, entry in rows:
        original = first.setdefault(sha256, shown)
        yield entry.model_copy(update={"input": shown, "duplicate_of": None if original == shown else original})


def _duplicate(entry: RunEntry, item: Input, first: Input) -> RunEntry:
    return entry.model_copy(update={"input": item.shown, "duplicate_of": first.shown, "seconds": 0.0})


def _keep_reason(result: Result) -> None:
    """Write a record that says why there is nothing else, for those who read folders and not the manifest.

    A result from an earlier run stays: a limit set too low must not cost what once went well.
    """
    entry, folder = result.entry, result.task.folder
    if (folder / "record.json").exists():
        return
    problem = Problem(code=entry.code or "unknown", reason=entry.reason or "", remedy=entry.remedy or "")
    info = DocumentInfo(
        id=entry.id or "",
        source=valid(result.task.path.name),
        media_type="application/octet-stream",
        pages=0,
        language="und",
        condition=None,
        status=entry.outcome,
        errors=[problem],
    )
    with folder_atomically(folder) as unfinished:
        write_atomically(unfinished / "record.json", Record(document=info).model_dump_json(indent=2) + "\n")


def _unread(item: Input) -> RunEntry:
    error = item.error
    return RunEntry(
        input=item.shown,
        outcome="rejected",
        code=error.code if error else None,
        reason=error.reason if error else None,
        remedy=error.remedy if error else None,
    )


def _make_folder(out: Path) -> None:
    try:
        (out / LOGS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder cannot be made ({error.strerror or error}).",
            remedy="Name another folder with --out, or ask for the right to write there.",
            code="output_not_writable",
            file=str(out),
        ) from error


def _sweep(out: Path) -> None:
    """Delete what a killed run or worker has left unfinished; nobody else works here, the lock says so."""
    for rest in (*out.glob(f"{TEMPORARY}*"), *(out / LOGS).glob(f"{TEMPORARY}*")):
        if rest.is_dir():
            shutil.rmtree(rest, ignore_errors=True)
        else:
            rest.unlink(missing_ok=True)


def _refuse_own_output(paths: Sequence[Path], out: Path) -> None:
    """A run that reads its own results would never be finished."""
    inside = [path for path in paths if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(out))]
    if inside:
        raise RejectedError(
            "This lies in the folder that the results go to.",
            remedy="Name another folder with --out.",
            code="input_in_output",
            file=str(inside[0]),
        )
