"""What a run is to work on: files and folders as the user named them, each file once, with its hash."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import RejectedError, VanbanError
from corpus.files import MAX_BYTES
from corpus.text import valid

_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: its path for people, as given; its real path; its hash, or the error that kept it unread."""

    shown: str
    path: Path
    sha256: str | None
    error: VanbanError | None = None


def collect(paths: Sequence[Path], out: Path | None = None) -> list[Input]:
    """Return every file that ``paths`` name or hold, sorted within each folder; ``out`` and its content are left out.

    Folders are walked recursively. Hidden files and the lock files of office programs are skipped there, links are
    followed, and a folder that links lead back to is entered once. A path that does not exist or cannot be read
    becomes an input with an error, so that it costs only itself.
    """
    seen: set[Path] = set()
    found = []
    for path in paths:
        for file in _files(path, Path(os.path.realpath(out)) if out else None):
            real = Path(os.path.realpath(file))  # resolve() fails on a loop of links
            if real not in seen:
                seen.add(real)
                found.append(_input(file, real))
    return found


def _files(path: Path, out: Path | None) -> Iterator[Path]:
    """Yield the files, and the folders that may not be entered."""
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir() fails where the folder above may not be entered
        yield path
        return
    visited: set[tuple[int, int] | None] = set()
    closed: list[OSError] = []
    for top, folders, files in os.walk(path, onerror=closed.append, followlinks=True):
        folders[:] = sorted(_to_enter(Path(top), folders, out, visited))
        yield from (Path(top, name) for name in sorted(files) if _wanted(Path(top, name)))
    yield from (Path(error.filename) for error in closed)


def _to_enter(top: Path, names: Iterable[str], out: Path | None, visited: set[tuple[int, int] | None]) -> list[str]:
    """Leave out hidden folders, the output folder, and folders already visited through another link."""
    visited.add(_identity(top))
    kept = []
    for name in names:
        if name.startswith(".") or Path(os.path.realpath(top / name)) == out:
            continue
        there = _identity(top / name)
        if there is None or there not in visited:
            visited.add(there)
            kept.append(name)
    return kept


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells folders apart; None for one that is closed or has vanished, as entering it will tell."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _wanted(path: Path) -> bool:
    name = path.name
    return not name.startswith((".", "~$")) and name.lower() not in _CLUTTER and os.path.isfile(path)  # noqa: PTH113  # as above


def _input(file: Path, real: Path) -> Input:
    shown = valid(str(file))
    try:
        return Input(shown, real, _checked_hash(file, shown))
    except RejectedError as error:
        return Input(shown, real, None, error)
    except FileNotFoundError:
        return Input(shown, real, None, _missing(shown))
    except (OSError, RuntimeError, ValueError) as error:
        return Input(shown, real, None, _unreadable(shown, error))


def _checked_hash(file: Path, shown: str) -> str:
    """Return the hash of a file that may be read; a size on disk may be anything, and hashing takes its time."""
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        next(os.scandir(file), None)  # raises what has kept it closed
    if not stat.S_ISREG(status.st_mode):
        raise _special(shown)
    if status.st_size > MAX_BYTES:
        raise _oversized(shown, status.st_size)
    return content_hash(file)


def content_hash(file: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _missing(file: str) -> VanbanError:
    return RejectedError(
        "There is no such file or folder.",
        remedy="Check the spelling of the path.",
        code="not_found",
        file=file,
    )


def _oversized(file: str, size: int) -> RejectedError:
    return RejectedError(
        f"The file is too big: {size / 2**20:.0f} MiB, and the limit is {MAX_BYTES / 2**20:.0f} MiB.",
        remedy="Split it into parts.",
        code="oversized",
        file=file,
    )


def _special(file: str) -> RejectedError:
    return RejectedError(
        "This is a device or a pipe, not a file.",
        remedy="Save its content to a file and give that.",
        code="not_a_file",
        file=file,
    )


def _unreadable(file: str, error: Exception) -> VanbanError:
    return RejectedError(
        f"It cannot be opened ({getattr(error, 'strerror', None) or error}).",
        remedy="Check that you may read it and that its disk is connected.",
        code="cannot_be_read",
        file=file,
    )
