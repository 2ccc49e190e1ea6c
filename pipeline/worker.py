"""The child's side of the pool: a process that loads the line once and then works on one document after the other."""

import faulthandler
import os
import resource
import signal
import sys
import tempfile
import threading
import traceback
from contextlib import suppress
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.line import Line, Loader
from pipeline.task import attempt

READY = "ready"
"""First message of a worker that has loaded its line; otherwise the first message is a traceback."""


def work(pipe: Connection, load: Loader, memory: int | None, log: Path, temporary: Path) -> None:
    """Answer each task from the pipe with its result until the pipe closes.

    ``memory`` limits the process, in bytes; ``log`` takes what libraries print; ``temporary`` is the folder for
    temporary files, which the parent clears since a killed worker cannot.
    """
    os.setsid()  # its own process group: Ctrl-C reaches only the parent, and a kill takes Tesseract along
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence(log)
    tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(memory)
    try:
        line = load()
    except BaseException:  # noqa: BLE001  # whatever keeps the line from loading is the parent's to report
        pipe.send(traceback.format_exc())
        return
    pipe.send(READY)
    _serve(pipe, line)


def _serve(pipe: Connection, line: Line) -> None:
    with suppress(EOFError, OSError):  # the parent has closed the pipe or is gone
        while True:
            pipe.send(attempt(line, pipe.recv()))


def _silence(log: Path) -> None:
    """Send what libraries print to the log: standard output and the terminal belong to the parent."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(handle, stream)
    os.close(handle)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    faulthandler.enable(sys.__stderr__ or 2)


def _end_with_parent() -> None:
    """A parent killed with -9 says no goodbye; its workers must not go on writing behind the next run's back."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)


def _limit(memory: int | None) -> None:
    """Limit the address space of this process and of those it starts; macOS knows no such limit."""
    if memory:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
