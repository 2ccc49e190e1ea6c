"""How child programs are run: where they are, and with how much time and memory.

pytesseract and pdf2image start the programs themselves and keep their own time limits. What they cannot set is the
child's memory, so they are handed small start scripts that set it and then become the real program: same process
id, so that a time limit kills the program itself.
"""

from __future__ import annotations

import atexit
import os
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from corpus.errors import MissingDependencyError

_PACKAGES = {
    "tesseract": ("tesseract-ocr tesseract-ocr-vie", "tesseract tesseract-lang", "Tesseract"),
    "pdftoppm": ("poppler-utils", "poppler", "Poppler"),
    "pdfinfo": ("poppler-utils", "poppler", "Poppler"),
    "pdftocairo": ("poppler-utils", "poppler", "Poppler"),
}
POPPLER = ("pdftoppm", "pdfinfo", "pdftocairo")

# Tesseract's threads fight those of other workers: one thread a process halves the time of a batch.
_SCRIPT = """#!/bin/sh
export OMP_THREAD_LIMIT=1
ulimit -v {kibibytes} 2>/dev/null
ulimit -t {seconds} 2>/dev/null
exec {program} "$@"
"""


def missing(program: str, detail: str = "") -> MissingDependencyError:
    """Return the error for a program (or, in ``detail``, its language data) that is not installed."""
    debian, mac, name = _PACKAGES[program]
    return MissingDependencyError(
        f"{detail or name + ' (the program ' + program + ')'} is not installed.",
        remedy=(
            f"Debian or Ubuntu: sudo apt install {debian}. macOS: brew install {mac}. "
            "Windows: use WSL with Ubuntu and the same apt command."
        ),
        code=f"missing_{program}",
    )


def installed(name: str) -> str:
    """Return where the program itself is.

    Raises:
        MissingDependencyError: when it is not installed.
    """
    real = shutil.which(name)
    if real is None:
        raise missing(name)
    return real


def answer(real: str, *arguments: str) -> str:
    """Return what a program, named by its path, says about itself (bytes that are no UTF-8 replaced), within a minute.

    Raises:
        OSError: when it cannot be started.
        subprocess.TimeoutExpired: when it does not answer.
    """
    done = subprocess.run([real, *arguments], capture_output=True, timeout=60, check=False)  # noqa: S603 - no shell
    return done.stdout.decode(errors="replace")


def program(name: str, *, seconds: int, memory: int) -> str:
    """Return the path under which to start ``name`` so that it gets at most this CPU time (s) and memory (bytes).

    Raises:
        MissingDependencyError: when it is not installed.
    """
    real = installed(name)
    script = Path(_folder(os.getpid(), seconds, memory)) / name
    # a noexec temporary folder, or Windows: no memory limit then, but the time limits still hold
    return str(script) if os.access(script, os.X_OK) and os.name == "posix" else real


def poppler_folder(*, seconds: int, memory: int) -> str:
    """Return the folder to hand to pdf2image as ``poppler_path``.

    Raises:
        MissingDependencyError: when Poppler is not installed.
    """
    folders = [Path(program(name, seconds=seconds, memory=memory)).parent for name in POPPLER]
    return str(folders[0])


@cache
def _folder(pid: int, seconds: int, memory: int) -> str:
    """Write the start scripts of this process once; a forked worker has another ``pid`` and writes its own."""
    folder = tempfile.mkdtemp(prefix="vanban-programs-")
    atexit.register(_remove, folder, pid)
    for name in _PACKAGES:
        real = shutil.which(name)
        if real is not None:
            _write(Path(folder) / name, real, seconds, memory)
    return folder


def _write(script: Path, real: str, seconds: int, memory: int) -> None:
    script.write_text(_SCRIPT.format(kibibytes=memory // 1024, seconds=seconds, program=shlex.quote(real)))
    script.chmod(0o700)


def _remove(folder: str, pid: int) -> None:
    """Remove the scripts when their own process ends, not when a fork of it does."""
    if os.getpid() == pid:
        shutil.rmtree(folder, ignore_errors=True)
