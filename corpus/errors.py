"""Errors that a user meets: each class carries its exit code, each instance the file, the reason and the remedy."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command returns to the shell; documented in docs/exit-codes.md."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    REJECTED = 3
    PARTIAL = 4
    QUARANTINED = 5
    MISSING_DEPENDENCY = 6
    OUTPUT = 7
    INTERRUPTED = 130


class VanbanError(Exception):
    """An error with a reason a clerk understands and a remedy they can carry out."""

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, reason: str, *, remedy: str, code: str, file: str | None = None) -> None:
        """Take a one-sentence reason, a one-sentence remedy, a stable snake_case code, and the file's name."""
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.code = code
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the keyword arguments when the error crosses a process border."""
        return _rebuild, (type(self), self.reason, self.remedy, self.code, self.file)

    def __str__(self) -> str:
        """Name the file, the reason and the remedy on one line."""
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.reason} {self.remedy}"


def _rebuild(kind: type[VanbanError], reason: str, remedy: str, code: str, file: str | None) -> VanbanError:
    return kind(reason, remedy=remedy, code=code, file=file)


class RejectedError(VanbanError):
    """The input cannot be processed as it is: empty, encrypted, corrupt, oversized or of an unknown kind."""

    exit_code = ExitCode.REJECTED


class PageError(VanbanError):
    """One page could not be read; the document's other pages can."""

    exit_code = ExitCode.PARTIAL


class MissingDependencyError(VanbanError):
    """A program or language pack that the work needs is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class OutputError(VanbanError):
    """The output folder or standard output cannot be written."""

    exit_code = ExitCode.OUTPUT
