"""How tasks are carried out: the interface, and the executor that works in this process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.line import Loader
from pipeline.task import Result, Task, attempt


class Executor(Protocol):
    """Carries out tasks and yields a result for each, in any order."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield one result for each task; closing the iterator ends all work."""
        ...


@dataclass(frozen=True, slots=True)
class Serial:
    """Works in this process, one document after the other, without limits: for finding faults and for measuring."""

    load: Loader

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the results in the order of the tasks."""
        line = self.load()
        for task in tasks:
            yield attempt(line, task)
