"""The executor for many documents: worker processes of its own, so that a dead one costs one document.

``concurrent.futures.ProcessPoolExecutor`` gives up every unfinished task when one worker dies, and cannot stop a task
that takes too long; so the pool here is built on ``multiprocessing.Process`` and one pipe for each worker.
"""

import os
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from corpus.errors import VanbanError
from corpus.files import TEMPORARY
from pipeline.line import Loader
from pipeline.task import Result, Task, crashed, out_of_time
from pipeline.worker import READY, work

START_LIMIT = 600.0
"""Seconds that a worker may take to import the rooms and load the models, on a slow and busy machine."""

LEAVE_LIMIT = 5.0
"""Seconds that an idle worker may take to leave."""

DOCUMENTS = 200
"""Documents after which a worker is replaced, so that what libraries leak never adds up to the memory limit."""

_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(slots=True)
class _Worker:
    """A worker process and the task it has, or will get as soon as it is ready."""

    process: SpawnProcess
    pipe: Connection
    task: Task
    deadline: float
    ready: bool = False
    done: int = 0

    def give(self, task: Task, seconds: float | None) -> None:
        self.task, self.deadline = task, time.monotonic() + (seconds or float("inf"))
        with suppress(OSError):  # it has died just now; its sentinel will tell
            self.pipe.send(task)

    def end(self) -> None:
        """Kill the worker and whatever it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(frozen=True, slots=True)
class Pool:
    """``jobs`` workers; each document may take ``seconds`` and each worker ``memory`` bytes (None: no limit).

    ``log`` is the file for what libraries print inside workers. Beside it lie their temporary files, where the next
    run finds and deletes what a killed one has left. ``halt`` is the reading end of a pipe (None: none): as soon as
    something is written to it, the run ends as by Ctrl-C, which only the main thread of a process gets.
    """

    load: Loader
    jobs: int
    log: Path
    seconds: float | None = None
    memory: int | None = None
    halt: int | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield results as they come; closing the iterator or an exception kills all workers.

        Raises:
            VanbanError: when a worker cannot even start.
            KeyboardInterrupt: when ``halt`` says so.
        """
        with tempfile.TemporaryDirectory(
            prefix=TEMPORARY, dir=self.log.parent, ignore_cleanup_errors=True
        ) as temporary:
            crew = _Crew(self, iter(tasks), Path(temporary))
            try:
                yield from crew.results()
            finally:
                crew.disband()


class _Crew:
    """The workers of one run: who they are, what they have, and what waits for them."""

    def __init__(self, pool: Pool, waiting: Iterator[Task], temporary: Path) -> None:
        self.pool, self.waiting, self.temporary = pool, waiting, temporary
        self.workers: list[_Worker] = []
        self.leaving: list[_Worker] = []

    def results(self) -> Iterator[Result]:
        """Yield results as they come until nothing waits and nobody works."""
        self._recruit()
        while self.workers:
            _wait(self.workers, self.pool.halt)
            for worker in tuple(self.workers):
                result = self._look(worker)
                if result is not None:
                    yield result
                    worker.done += 1
                    self._go_on(worker, worn=result.worn)

    def disband(self) -> None:
        """Let those who are leaving leave, so that they clear up after themselves, and kill the rest."""
        for worker in self.leaving:
            worker.process.join(LEAVE_LIMIT)
        for worker in self.workers + self.leaving:
            worker.end()
        with suppress(FileNotFoundError):
            if self.pool.log.stat().st_size == 0:
                self.pool.log.unlink()

    def _recruit(self) -> None:
        """Start workers until there are enough of them or no more tasks."""
        while len(self.workers) < self.pool.jobs and (task := next(self.waiting, None)) is not None:
            self.workers.append(self._start(task))

    def _go_on(self, worker: _Worker, *, worn: bool) -> None:
        """Give the worker its next task; replace it when it is dead, hurt or has done its share."""
        task = None if worn or worker.done >= DOCUMENTS else next(self.waiting, None)
        if task is not None:
            worker.give(task, self.pool.seconds)
            return
        self.workers.remove(worker)
        if worn:
            worker.end()
        else:
            worker.pipe.close()
            self.leaving.append(worker)
        self._recruit()

    def _start(self, task: Task) -> _Worker:
        for name in _THREADS:  # threads of parallel processes fight each other; one process a core is enough
            os.environ.setdefault(name, "1")
        context = get_context("spawn")
        here, there = context.Pipe()
        arguments = (there, self.pool.load, self.pool.memory, self.pool.log, self.temporary)
        process = context.Process(target=work, args=arguments, daemon=True)
        # a child that is still importing is in our process group and would print its KeyboardInterrupt
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        there.close()
        return _Worker(process, here, task, time.monotonic() + START_LIMIT)

    def _look(self, worker: _Worker) -> Result | None:
        """Return the worker's result if it has one, or what its death or slowness means for its document."""
        alive = worker.process.is_alive()  # asked first: what it sent before it died is still in the pipe
        try:
            if worker.pipe.poll():
                return self._heard(worker, worker.pipe.recv())
        except (EOFError, OSError):
            alive = False
        if not alive:
            return _died(worker)
        if time.monotonic() < worker.deadline:
            return None
        if not worker.ready:
            raise _no_start("it was not ready in time")
        return out_of_time(worker.task, self.pool.seconds or 0)

    def _heard(self, worker: _Worker, message: Result | str) -> Result | None:
        if isinstance(message, Result):
            return message
        if message != READY:
            raise _no_start(message)
        worker.ready = True
        worker.give(worker.task, self.pool.seconds)
        return None


def _wait(workers: list[_Worker], halt: int | None) -> None:
    """Sleep until a worker says something, dies or runs out of time.

    Raises:
        KeyboardInterrupt: when something can be read from ``halt``.
    """
    rest = min(worker.deadline for worker in workers) - time.monotonic()
    ends = [end for worker in workers for end in (worker.pipe, worker.process.sentinel)]
    halts = [] if halt is None else [halt]
    if halt in wait([*ends, *halts], timeout=None if rest == float("inf") else max(0.0, rest)):
        raise KeyboardInterrupt


def _died(worker: _Worker) -> Result:
    worker.process.join()
    code = worker.process.exitcode or 0
    cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    if not worker.ready:
        raise _no_start(cause)
    if code == -signal.SIGKILL:
        cause += ", often a sign of too little memory"
    return crashed(worker.task, cause, 0.0)


def _no_start(details: str) -> VanbanError:
    return VanbanError(
        f"No worker process can start: {details.strip().splitlines()[-1]}.",
        remedy="Run vanban doctor; with --memory-limit, give more.",
        code="worker_start",
    )
