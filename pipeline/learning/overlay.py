"""Writes what was learned to the office's folder, without touching what an expert has changed there by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from corpus.files import write_atomically
from corpus.learned import BODY_NAMES, COLUMNS, CONFIDENCE, INDICATOR_NAMES, MISREADINGS, Misreading, Moved, Name

_SEAL = re.compile(r"# vanban learn ([0-9a-f]{12}): ")
_ABOUT = {
    MISREADINGS: "words as read and as printed; mended in so many places, of those where the word is printed",
    CONFIDENCE: "log odds of a row being right become shift + slope * log odds",
    INDICATOR_NAMES: "further names of indicators; key: of corpus/data/indicators.tsv; language: vi or en",
    BODY_NAMES: "further names of bodies; key: of corpus/data/bodies.tsv",
}
_EDIT = "You may edit this file: it is then yours, and what is learned later is written beside it as a proposal."
PROPOSAL = ".proposal"


def contents(
    misreadings: Sequence[Misreading],
    confidence: Mapping[str, Moved],
    indicator_names: Sequence[Name],
    body_names: Sequence[Name],
) -> dict[str, str | None]:
    """Return what each file of the overlay is to say; None where there is nothing to say."""
    rows: dict[str, list[tuple[str, ...]]] = {
        MISREADINGS: [(m.reader, m.read, m.printed, str(m.times), str(m.of)) for m in misreadings],
        INDICATOR_NAMES: [(n.name, n.key, n.language) for n in sorted(indicator_names, key=lambda n: (n.key, n.name))],
        BODY_NAMES: [(n.name, n.key) for n in sorted(body_names, key=lambda n: (n.key, n.name))],
    }
    found: dict[str, str | None] = {name: _table(name, cells) for name, cells in rows.items()}
    parts = (f"[{kind}]\nshift = {moved.shift}\nslope = {moved.slope}\n" for kind, moved in confidence.items())
    found[CONFIDENCE] = "\n".join(parts) or None
    return found


def _table(name: str, rows: Iterable[Sequence[str]]) -> str | None:
    lines = ["\t".join(cells) + "\n" for cells in rows]
    return "".join(["\t".join(COLUMNS[name]) + "\n", *lines]) if lines else None


def write_overlay(folder: Path, found: Mapping[str, str | None]) -> list[Path]:
    """Write the files; return the proposals, for files that were changed by hand.

    A file that has nothing to say any more is deleted when it is as it was written.

    Raises:
        OutputError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    proposals = []
    for name, body in found.items():
        path = folder / name
        own = path.is_file() and not _is_ours(path)
        if body is None:
            if path.is_file() and not own:
                path.unlink()
            continue
        place = path.with_name(path.name + PROPOSAL) if own else path
        seal = sha256(body.encode()).hexdigest()[:12]
        write_atomically(place, f"# vanban learn {seal}: {_ABOUT[name]}.\n# {_EDIT}\n{body}")
        if own:
            proposals.append(place)
    return proposals


def _is_ours(path: Path) -> bool:
    """Whether a file is as it was written: its first line tells the hash of what follows the head."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    seal = _SEAL.match(lines[0]) if lines else None
    body = "".join(lines[2:])
    return seal is not None and sha256(body.encode()).hexdigest()[:12] == seal[1]
