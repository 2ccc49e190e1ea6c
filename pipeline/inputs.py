"""What a run is to work on: files and folders as the user named them, each file once, with its hash."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import RejectedError, VanbanError

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
        for file in _files(path, out.resolve() if out else None):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                found.append(_input(file, real))
    return found


def _files(path: Path, out: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    visited: set[tuple[int, int]] = set()
    for top, folders, files in os.walk(path, followlinks=True):
        folders[:] = sorted(_to_enter(Path(top), folders, out, visited))
        yield from (Path(top, name) for name in sorted(files) if _wanted(Path(top, name)))


def _to_enter(top: Path, names: Iterable[str], out: Path | None, visited: set[tuple[int, int]]) -> list[str]:
    """Leave out hidden folders, the output folder, and folders already visited through another link."""
    here = top.stat()
    visited.add((here.st_dev, here.st_ino))
    kept = []
    for name in names:
        if name.startswith(".") or (top / name).resolve() == out:
            continue
        there = (top / name).stat()
        if (there.st_dev, there.st_ino) not in visited:
            visited.add((there.st_dev, there.st_ino))
            kept.append(name)
    return kept


def _wanted(path: Path) -> bool:
    name = path.name
    return not name.startswith((".", "~$")) and name.lower() not in _CLUTTER and path.is_file()


def _input(file: Path, real: Path) -> Input:
    try:
        if not file.exists():
            return Input(str(file), real, None, _missing(file))
        if not file.is_file():
            return Input(str(file), real, None, _special(file))
        return Input(str(file), real, content_hash(file))
    except OSError as error:
        return Input(str(file), real, None, _unreadable(file, error))


def content_hash(file: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _missing(file: Path) -> VanbanError:
    return RejectedError(
        "There is no such file or folder.",
        remedy="Check the spelling of the path.",
        code="not_found",
        file=str(file),
    )


def _special(file: Path) -> VanbanError:
    return RejectedError(
        "This is a device or a pipe, not a file.",
        remedy="Save its content to a file and give that.",
        code="not_a_file",
        file=str(file),
    )


def _unreadable(file: Path, error: OSError) -> VanbanError:
    return RejectedError(
        f"The file cannot be opened ({error.strerror or error}).",
        remedy="Check that you may read it and that its disk is connected.",
        code="cannot_be_read",
        file=str(file),
    )
