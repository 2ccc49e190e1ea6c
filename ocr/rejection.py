"""Every reason for which a file is turned away, each with what its owner can do about it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Problem
from corpus.errors import RejectedError

_STOPPED = frozenset({"recognition_died", "page_timeout"})
"""Failures of a page that may be those of the hour: the machine was short of memory, or too busy."""


def rejected(code: str, file: str, reason: str, remedy: str) -> RejectedError:
    """Return the error that turns ``file`` away; the caller raises it."""
    return RejectedError(reason, remedy=remedy, code=code, file=file)


def empty(file: str) -> RejectedError:
    """The file holds no bytes, or no text."""
    return rejected("empty", file, "The file is empty.", "Send the document again from where it came from.")


def unreadable(file: str, detail: str) -> RejectedError:
    """The operating system does not give the file's bytes."""
    return rejected(
        "unreadable",
        file,
        f"The file cannot be opened: {detail}.",
        "Check that the path is right, that it is not a loop of links, and that you may read it.",
    )


def not_a_file(file: str) -> RejectedError:
    """The path leads to a folder, a device or a socket."""
    return rejected("not_a_file", file, "The path is not a regular file.", "Name a file, not a folder or a device.")


def oversized(file: str, what: str, option: str) -> RejectedError:
    """The file, its pages or a page image exceed a limit; ``option`` is the limit's name."""
    return rejected(
        "oversized", file, f"The file is too big: {what}.", f"Split it into parts, or raise the limit {option}."
    )


def encrypted(file: str, kind: str) -> RejectedError:
    """The file asks for a password."""
    return rejected(
        "encrypted",
        file,
        f"The {kind} is protected by a password.",
        "Open it with its password, save a copy without one, and send the copy.",
    )


def corrupt(file: str, kind: str, detail: str) -> RejectedError:
    """The file says it is of a kind, and then is not."""
    return rejected(
        "corrupt",
        file,
        f"The {kind} is damaged: {detail}.",
        "Send the document again from where it came from, or open it in its own program and save it anew.",
    )


def unknown_kind(file: str, what: str, remedy: str) -> RejectedError:
    """The file is of a kind that is not read."""
    return rejected("unknown_kind", file, f"The file is {what}, which is not read.", remedy)


def data_file(file: str) -> RejectedError:
    """The file is JSON or JSON Lines: records of documents, maybe, but no document."""
    return rejected(
        "data_file",
        file,
        "The file is JSON data and not a document.",
        "Send the document that the data came from, or save the text alone as a UTF-8 text file.",
    )


def no_page_read(file: str, problems: Sequence[Problem]) -> RejectedError:
    """Every page of the document failed; the code tells whether another day, with more room, it may go better."""
    stopped = all(problem.code in _STOPPED for problem in problems)
    first = problems[0]
    code = "recognition_stopped" if stopped else "no_page_read"
    return rejected(code, file, f"No page of the document could be read: {first.reason}", first.remedy)
