"""What an office has learned from its own corrections: an overlay over the knowledge and models that ship.

It is a folder with up to four files, each of which an expert may read and edit; what a file does not say stays as it
ships. ``vanban learn`` writes them, ``use`` loads them once for a process, ``learned`` is asked by whoever applies
them. Without an overlay nothing changes.

- ``misreadings.tsv``: words as read and as printed, how often that was seen, of how many times the word is printed.
- ``confidence.toml``: for each kind of row, by how much its log odds of being right are moved and stretched.
- ``indicator_names.tsv``, ``body_names.tsv``: further names for what the tables hold under a key.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from math import exp, isfinite, log
from pathlib import Path
from typing import Any, Literal, cast, get_args

from corpus.errors import RejectedError
from corpus.knowledge import table
from corpus.text import nfc

MISREADINGS, CONFIDENCE = "misreadings.tsv", "confidence.toml"
INDICATOR_NAMES, BODY_NAMES = "indicator_names.tsv", "body_names.tsv"
FILES = (MISREADINGS, CONFIDENCE, INDICATOR_NAMES, BODY_NAMES)
COLUMNS = {
    MISREADINGS: ("reader", "read", "printed", "times", "of"),
    INDICATOR_NAMES: ("name", "key", "language"),
    BODY_NAMES: ("name", "key"),
}

Reader = Literal["garbled", "recognised"]
"""Who misread: some OCR that does not know Vietnamese letters, or the project's own recogniser."""
KINDS = ("target", "achievement", "deadline", "assignment")
"""Kinds of rows whose confidence may be moved."""
STRENGTH = 20
"""Times a word must be printed before what was seen in the office weighs as much as what ships."""
_LEAST, _MOST = 0.001, 0.999
_FARTHEST, _STEEPEST = 5.0, 4.0
_WORD = re.compile(r"[^\s\d]+")


@dataclass(frozen=True, slots=True)
class Misreading:
    """``printed`` was read as ``read`` in ``times`` of the ``of`` places where it is printed; neither holds digits."""

    reader: Reader
    read: str
    printed: str
    times: int
    of: int

    @property
    def chance(self) -> float:
        """P(read | printed) as far as the office's own texts speak for it, cautious where they are few."""
        return self.times / (self.of + STRENGTH)


@dataclass(frozen=True, slots=True)
class Moved:
    """A recalibration: log odds become ``shift + slope * log odds``; ``slope`` is positive, so that order stays."""

    shift: float
    slope: float

    def __call__(self, probability: float) -> float:
        """Return the probability that was measured for rows that are told to be right with ``probability``."""
        bounded = min(max(probability, _LEAST), _MOST)
        return 1 / (1 + exp(-(self.shift + self.slope * log(bounded / (1 - bounded)))))


@dataclass(frozen=True, slots=True)
class Name:
    """A further name for what a table holds under ``key``."""

    name: str
    key: str
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Learned:
    """An overlay. ``digest`` names its content, None where there is none."""

    misreadings: tuple[Misreading, ...] = ()
    confidence: Mapping[str, Moved] = field(default_factory=dict)
    indicator_names: tuple[Name, ...] = ()
    body_names: tuple[Name, ...] = ()
    digest: str | None = None

    def probability(self, kind: str, shipped: float) -> float:
        """Return how likely a row of ``kind`` is right, from what the shipped weights say."""
        moved = self.confidence.get(kind)
        return shipped if moved is None else moved(shipped)


NOTHING = Learned()


class _Process:
    """The overlay of this process, and whether anyone has asked for it."""

    overlay = NOTHING
    asked = False


def learned() -> Learned:
    """Return the overlay of this process; empty unless ``use`` has loaded one."""
    _Process.asked = True
    return _Process.overlay


def use(overlay: Learned) -> None:
    """Let ``overlay`` be the one of this process.

    Raises:
        RuntimeError: when another one was already asked for: half of the process would go on with that.
    """
    if _Process.asked and overlay.digest != _Process.overlay.digest:
        raise RuntimeError("what an office has learned must be loaded before anything is read or extracted")
    _Process.overlay = overlay


def load(folder: Path) -> Learned:
    """Read the overlay in ``folder``; files that are not there change nothing.

    Raises:
        RejectedError: when there is no such folder, or a file of it is damaged; the reason names file and line.
    """
    if not folder.is_dir():
        raise RejectedError(
            "There is no such folder with what an office has learned.",
            remedy="Make it with `vanban learn`, or leave out --learned (and VANBAN_LEARNED).",
            code="learned_missing",
            file=str(folder),
        )
    found = {name: _text(folder / name) for name in FILES if (folder / name).is_file()}
    return Learned(
        misreadings=tuple(_misreadings(folder, found.get(MISREADINGS, ""))),
        confidence=_confidence(folder / CONFIDENCE, found.get(CONFIDENCE, "")),
        indicator_names=tuple(_names(folder / INDICATOR_NAMES, found.get(INDICATOR_NAMES, ""), "indicators")),
        body_names=tuple(_names(folder / BODY_NAMES, found.get(BODY_NAMES, ""), "bodies")),
        digest=_digest(found),
    )


def _digest(found: Mapping[str, str]) -> str | None:
    """Hash what the files say; comments and blank lines do not count, and files that say nothing are no overlay."""
    spoken = {name: [line for line in text.splitlines() if _speaks(line)] for name, text in sorted(found.items())}
    said = {name: lines for name, lines in spoken.items() if len(lines) > (name in COLUMNS)}
    if not said:
        return None
    return sha256(repr(sorted(said.items())).encode()).hexdigest()[:12]


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _text(path: Path) -> str:
    try:
        return nfc(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(path, "it cannot be read as UTF-8 text") from error


def damaged(path: Path, why: str) -> RejectedError:
    """Return the error for a file of an overlay that cannot be used; the caller raises it."""
    return RejectedError(
        f"What the office has learned cannot be used: {why}.",
        remedy="Mend the file or move it away; `vanban learn` writes it anew.",
        code="learned_damaged",
        file=str(path),
    )


def _rows(path: Path, text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with the numbers of their lines; the first line that speaks is the head."""
    columns = COLUMNS[path.name]
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if _speaks(line)]
    for at, (number, line) in enumerate(lines):
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) != len(columns) or (at == 0) != (tuple(cells) == columns):
            raise damaged(path, f"line {number} does not have the columns {', '.join(columns)}, parted by tabs")
        if at:
            yield number, {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}


def _misreadings(folder: Path, text: str) -> Iterable[Misreading]:
    path = folder / MISREADINGS
    for number, row in _rows(path, text):
        times, of = (int(row[name]) if row[name].isdecimal() else 0 for name in ("times", "of"))
        words = all(_WORD.fullmatch(row[name]) for name in ("read", "printed"))
        if row["reader"] not in get_args(Reader):
            raise damaged(path, f"line {number} names no reader ({', '.join(get_args(Reader))})")
        if not words or not 1 <= times <= of:
            raise damaged(path, f"line {number} needs two words without digits, and times from 1 to those it is of")
        yield Misreading(cast("Reader", row["reader"]), row["read"], row["printed"], times, of)


def _names(path: Path, text: str, known: str) -> Iterable[Name]:
    keys = {row["key"] for row in table(known)} if text else set()
    seen: dict[tuple[str, str], str] = {}
    for number, row in _rows(path, text):
        language = row.get("language", "vi")
        if row["key"] not in keys:
            raise damaged(path, f"line {number} has the key {row['key']!r}, which the table {known} does not hold")
        if not row["name"] or language not in ("vi", "en"):
            raise damaged(path, f"line {number} needs a name and the language vi or en")
        if seen.setdefault((row["name"].lower(), language), row["key"]) != row["key"]:
            raise damaged(path, f"line {number} gives {row['name']!r} a second meaning")
        yield Name(row["name"], row["key"], language)


def _confidence(path: Path, text: str) -> dict[str, Moved]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise damaged(path, f"it is no TOML ({error})") from error
    if unknown := sorted(content.keys() - set(KINDS)):
        raise damaged(path, f"it speaks of {', '.join(unknown)}; known are {', '.join(KINDS)}")
    return {kind: _moved(path, kind, content[kind]) for kind in KINDS if kind in content}


def _moved(path: Path, kind: str, part: Any) -> Moved:
    said = [part.get(name) for name in ("shift", "slope")] if isinstance(part, dict) else []
    values = [float(v) for v in said if isinstance(v, int | float) and not isinstance(v, bool) and isfinite(v)]
    if len(values) != 2:
        raise damaged(path, f"[{kind}] needs two numbers, shift and slope")
    shift, slope = values
    if abs(shift) > _FARTHEST or not 0 < slope <= _STEEPEST:
        raise damaged(path, f"[{kind}] moves too far: shift within {_FARTHEST:g}, slope above 0 up to {_STEEPEST:g}")
    return Moved(shift, slope)
