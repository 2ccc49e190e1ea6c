"""What is installed, what is missing, and what to do about it."""

import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files

PYTHON = (3, 11)
TESSERACT = (4, 1)
ROOM_MB = 500

_APT = "Debian or Ubuntu: sudo apt install {apt}. macOS: brew install {brew}. Windows: use WSL with Ubuntu."
_FONTS = ("Tinos", "TeX Gyre Termes", "Liberation Serif", "Times New Roman", "FreeSerif", "DejaVu Serif")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``needed`` is false for what only makes pictures nicer."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine() -> Iterator[Check]:
    """Yield every check, quick ones first."""
    yield _python()
    yield _packages()
    yield _models()
    yield _tesseract()
    yield from _languages()
    yield _second_model()
    yield from _poppler()
    yield _fonts()
    yield _disk()


def _python() -> Check:
    wanted = ".".join(map(str, PYTHON))
    remedy = f"Install Python {wanted} or newer and set vanban up again."
    return Check("Python", sys.version_info >= PYTHON, platform.python_version(), remedy)


def _packages() -> Check:
    missing = [name for name in ("vanban", *_required()) if not _installed(name)]
    found = f"missing: {', '.join(missing)}" if missing else "all there"
    return Check("Python packages", not missing, found, "Run `make run` in the project's folder once more.")


def _required() -> list[str]:
    lines = [line for line in (_installed("vanban") and requires("vanban")) or [] if "extra ==" not in line]
    return [match.group() for line in lines if (match := re.match(r"[\w.-]+", line))]


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _models() -> Check:
    folder = files("corpus").joinpath("models")
    names = (
        sorted(item.name for item in folder.iterdir() if not item.name.startswith((".", "_")))
        if folder.is_dir()
        else []
    )
    remedy = "The installation is damaged: run `make clean` and `make run` in the project's folder."
    return Check("language model", bool(names), ", ".join(names) or "none", remedy)


def _tesseract() -> Check:
    answer = _answer("tesseract", "--version")
    match = re.search(r"(\d+)\.(\d+)[.\d]*", answer)
    remedy = _APT.format(apt="tesseract-ocr tesseract-ocr-vie", brew="tesseract tesseract-lang")
    if match is None:
        return Check("Tesseract", ok=False, found="not installed", remedy=remedy)
    return Check("Tesseract", (int(match[1]), int(match[2])) >= TESSERACT, match[0], remedy)


def _languages() -> Iterator[Check]:
    there = _answer("tesseract", "--list-langs").split()
    for code, name in (("vie", "Vietnamese"), ("eng", "English")):
        remedy = _APT.format(apt=f"tesseract-ocr-{code}", brew="tesseract-lang")
        yield Check(f"Tesseract: {name}", code in there, code if code in there else "not installed", remedy)


def _second_model() -> Check:
    there = _answer("tesseract", "--list-langs").split()
    found = next((name for name in ("Vietnamese", "script/Vietnamese") if name in there), None)
    remedy = "Checks doubtful words and numbers of scans: " + _APT.format(
        apt="tesseract-ocr-script-viet", brew="tesseract-lang"
    )
    return Check("Tesseract: second model", found is not None, found or "not installed", remedy, needed=False)


def _poppler() -> Iterator[Check]:
    for program in ("pdftoppm", "pdfinfo"):
        path = shutil.which(program)
        remedy = _APT.format(apt="poppler-utils", brew="poppler")
        yield Check(f"Poppler: {program}", path is not None, path or "not installed", remedy)


def _fonts() -> Check:
    there = [name for name in _FONTS if name in _answer("fc-list", ":", "family")]
    remedy = "Only for looks: " + _APT.format(apt="fonts-croscore", brew="--cask font-tinos")
    return Check("fonts with Vietnamese", bool(there), ", ".join(there[:3]) or "none seen", remedy, needed=False)


def _disk() -> Check:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free // 2**20
    return Check("temporary disk", free >= ROOM_MB, f"{free:,} MB free in {folder}", f"Make {ROOM_MB} MB free there.")


def _answer(program: str, *arguments: str) -> str:
    """Return what a program says, on either stream; nothing when it is not there or does not answer."""
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run([path, *arguments], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  # fixed commands
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr
