"""One run at a time in a run folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import OutputError

NAME = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system gives it back when the process ends, however it ends.

    Raises:
        OutputError: when another run holds it, or the file cannot be written.
    """
    handle = _open(folder / NAME)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _in_use(folder, os.pread(handle, 20, 0).decode(errors="replace").strip()) from None
        with suppress(OSError):  # the disk is full: the lock holds without the number, and others will tell
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputError(
            f"The folder cannot be written to ({error.strerror or error}).",
            remedy="Name another folder with --out, or ask for the right to write to this one.",
            code="output_not_writable",
            file=str(path.parent),
        ) from error


def _in_use(folder: Path, holder: str) -> OutputError:
    return OutputError(
        f"Another run is working in this folder{f' (process {holder})' if holder else ''}.",
        remedy="Wait until it has ended, or name another folder with --out.",
        code="output_in_use",
        file=str(folder),
    )
