"""Standard output carries only the product; everything else goes to standard error."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console

from corpus.errors import ExitCode, OutputError, VanbanError

_LAST_STANDARD = 2

LOG_WIDTH = 120
"""Columns of a table where there is no terminal to say how many it has."""

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal or turns the direction of writing: names of files come from anywhere."""


def plain(text: str) -> str:
    r"""Return ``text`` on one line and without power over the terminal: an escape character stands as ``\x1b``."""
    return _UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def messages() -> Console:
    """Return the console on standard error: plain where that is no terminal, without colour where NO_COLOR is set."""
    known = (sys.stderr is not None and sys.stderr.isatty()) or "COLUMNS" in os.environ
    return Console(stderr=True, highlight=False, soft_wrap=True, width=None if known else LOG_WIDTH)


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Give standard output as UTF-8 with line ends untouched, for the product.

    A reader that has had enough (``| head``) ends the command quietly.

    Raises:
        OutputError: when standard output cannot be written, for example on a full disk.
    """
    if sys.stdout is None:
        raise _closed("it is closed")
    sys.stdout.flush()
    stream = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)  # noqa: SIM115  # a descriptor has no path, and is not ours to close
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        _discard_rest()
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        _discard_rest()
        raise _closed(error.strerror or str(error)) from error


def _closed(why: str) -> OutputError:
    return OutputError(
        f"Standard output cannot be written ({why}).",
        remedy="Check the place that the output is sent to.",
        code="stdout_not_writable",
    )


def fill_standard_streams() -> None:
    """Put the null device where the caller has closed a standard stream, or the next file opened would take its place.

    ``sys.stdout`` stays None then, by which a command knows that its product has nowhere to go.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
        os.set_inheritable(handle, True)  # noqa: FBT003  # has no name to give it by; workers need it too
    os.close(handle)


def product(text: str) -> None:
    """Write the whole product to standard output.

    Raises:
        OutputError: when standard output cannot be written.
    """
    with standard_output() as stream:
        stream.write(text)


def _discard_rest() -> None:
    """Python flushes standard output once more when it ends, and would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: VanbanError) -> None:
    """Tell the user what is wrong and what to do about it."""
    console = messages()
    where = f"{error.file}: " if error.file else ""
    console.print(plain(f"vanban: {where}{error.reason}"), style="red", markup=False)
    console.print(plain(f"        {error.remedy}"), markup=False)
