"""The one place that writes to disk: a file or a folder appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from corpus.errors import OutputError

MAX_BYTES = 200 * 2**20
"""The biggest file that is read."""

TEMPORARY = ".tmp-"
"""Start of the name of everything unfinished; what a killed run left behind under such a name may be deleted."""


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write ``data`` (text as UTF-8, line ends untouched) to ``path``: under a temporary name, to disk, then renamed.

    A reader sees the old file or the new one, never half of one, even after a power cut.

    Raises:
        OutputError: when the folder is missing, full or may not be written.
    """
    with stream_atomically(path) as stream:
        stream.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextmanager
def stream_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes the file ``path`` when the block ends without an error.

    Raises:
        OutputError: when the folder is missing, full or may not be written.
    """
    with _as_output_error(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{TEMPORARY}{path.name[:40]}-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fchmod(stream.fileno(), 0o666 & ~_umask())
                os.fsync(stream.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


@contextmanager
def folder_atomically(folder: Path) -> Iterator[Path]:
    """Give an empty sibling of ``folder`` to fill; it takes the name ``folder`` when the block ends without an error.

    A folder of that name from an earlier run is replaced as a whole. An error in the block leaves the earlier one as
    it was and nothing else behind.

    Raises:
        OutputError: when the parent folder may not be written or the disk is full.
    """
    with _as_output_error(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{TEMPORARY}{folder.name[:40]}-"))
        temporary.chmod(0o777 & ~_umask())
    try:
        with _as_output_error(folder):
            yield temporary
            _sync_folder(temporary)
            _swap(temporary, folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _swap(temporary: Path, folder: Path) -> None:
    """Put ``temporary`` in the place of ``folder``; a folder cannot be renamed over one that is not empty."""
    aside = temporary.with_name(f"{temporary.name}-old")
    with suppress(FileNotFoundError):
        folder.rename(aside)
    try:
        temporary.rename(folder)
    except OSError:
        with suppress(FileNotFoundError):
            aside.rename(folder)
        raise
    _sync_folder(folder.parent)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from error


def not_writable(path: Path, why: str) -> OutputError:
    """Return the error for what cannot be written; the caller raises it."""
    return OutputError(
        f"cannot be written: {why}.",
        remedy="Check that the folder exists, that you may write to it and that the disk has room.",
        code="output_not_writable",
        file=str(path),
    )


def _sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to disk, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    """The process's file mode mask; temporary files are private and must end as any new file would.

    Read from /proc where there is one, since asking the system means changing it, which another thread would feel.
    """
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
