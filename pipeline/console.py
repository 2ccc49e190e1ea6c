"""Standard output carries only the product; everything else goes to standard error."""

import os
import sys

from rich.console import Console

from corpus.errors import ExitCode, OutputError, VanbanError


def messages() -> Console:
    """Return the console on standard error: plain where that is no terminal, without colour where NO_COLOR is set."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def product(text: str) -> None:
    """Write the product to standard output as UTF-8, line ends untouched.

    A reader that has had enough (``| head``) ends the command quietly.

    Raises:
        OutputError: when standard output cannot be written, for example on a full disk.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", errors="surrogateescape"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_rest()
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        _discard_rest()
        raise OutputError(
            f"Standard output cannot be written ({error.strerror or error}).",
            remedy="Check the place that the output is sent to.",
            code="stdout_not_writable",
        ) from error


def _discard_rest() -> None:
    """Python flushes standard output once more when it ends, and would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: VanbanError) -> None:
    """Tell the user what is wrong and what to do about it."""
    console = messages()
    where = f"{error.file}: " if error.file else ""
    console.print(f"vanban: {where}{error.reason}", style="red", markup=False)
    console.print(f"        {error.remedy}", markup=False)
