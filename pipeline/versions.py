"""The versions of what makes a record: they are written down with it, and a new one makes the work be done again."""

import platform
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from corpus.learned import Learned
from corpus.record import SCHEMA_VERSION


@cache
def made_by() -> dict[str, str]:
    """Return what a document's result depends on: package, schema, and the models and knowledge shipped with it."""
    return {
        "vanban": package(),
        "schema": SCHEMA_VERSION,
        "models": _content("models"),
        "knowledge": _content("data"),
    }


def of_overlay(overlay: Learned) -> dict[str, str]:
    """Return the version of what the office has learned; nothing where there is none, as before there was any."""
    return {"learned": overlay.digest} if overlay.digest else {}


def package() -> str:
    """Return the version of the installed package."""
    try:
        return version("vanban")
    except PackageNotFoundError:
        return "not installed"


@cache
def around() -> dict[str, str]:
    """Return what else may matter when two results are compared."""
    return {"python": platform.python_version(), "tesseract": _tesseract()}


def _content(folder: str) -> str:
    """Hash a folder in corpus/: a version number is something that people forget to raise."""
    digest = sha256()
    for name, file in _files(files("corpus").joinpath(folder), ""):
        digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []:
        name = f"{prefix}/{item.name}"
        if item.is_dir():
            found += _files(item, name)
        elif item.name.rpartition(".")[2] not in {"py", "pyc", "typed"}:
            found.append((name, item))
    return found


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return "not installed"
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603  # a fixed command
    words = (answer.stdout or answer.stderr).split()
    return words[1] if len(words) > 1 else "unknown"
