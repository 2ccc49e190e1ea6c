"""How right the records are: precision, recall, f1, and the share of reference records found with every field right.

    python bench/extraction.py

Reads, repairs and extracts every annotated document, and scores each kind of record with the reference documents' own
tool. Standard output gets one JSON object a line.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from material import SHARED, Annotated, annotated

from corpus.record import Record
from extractors import extract
from ocr import ReadOptions, read
from ocr.repair import repair

KINDS = ("targets", "achievements", "assignments", "deadlines")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of record in one document; ``full`` is the share of reference records found with all fields right."""

    document: str
    kind: str
    reference: int
    precision: float
    recall: float
    f1: float
    full: float


def rows() -> Iterator[Row]:
    """Measure every annotated document."""
    for job in annotated():
        scored = _scored(job)
        for kind in KINDS:
            found = scored.get(kind)
            if found and found["gold"]:
                figures = (found[name] for name in ("gold", "precision", "recall", "f1", "full_recall"))
                yield Row(job.name, kind, *figures)
        if metadata := scored.get("metadata"):
            share = round(metadata["right"] / metadata["of"], 4)
            yield Row(job.name, "metadata", metadata["of"], share, share, share, share)


def _scored(job: Annotated) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        record = extract(repair(read(job.path, ReadOptions(), Path(folder))))
        out = Path(folder, "record.json")
        out.write_text(_annotated_part(record, job.pages).model_dump_json(), encoding="utf-8")
        command = [sys.executable, str(SHARED / "tools" / "score_records.py"), str(out), str(job.gold)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _annotated_part(record: Record, pages: int | None) -> Record:
    """Leave out the records of pages that nobody annotated: they would count as false."""
    if pages is None:
        return record
    kept = {
        kind: [row for row in getattr(record, kind) if not row.evidence or row.evidence[0].page <= pages]
        for kind in KINDS
    }
    return record.model_copy(update=kept)


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
