"""Accuracy, speed and memory, beside what else one would use: ``make bench``.

    python bench/bench.py [--keep] [garbled] [scans] [line] [extraction]

Garbled text beside the text as read, pyvi, underthesea and a small trigram; scans beside bare Tesseract; the whole line
beside Tesseract and OCRmyPDF; records beside the reference annotations. Always on the project's specimen, with the
reference documents (see material.py) on those too. Costs are ratios where they can be, since machines differ.

The figures of the last version are in figures.json; ``--keep`` writes them anew. A share that has changed since stands
with the difference. Standard output gets all figures as JSON.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import extraction
import garbled_text
import scans
import whole_line
from rich.console import Console
from rich.table import Table

FIGURES = Path(__file__).with_name("figures.json")
Figures = dict[str, Any]


def garbled() -> Iterator[Figures]:
    """Yield the restoration of garbled texts: each way, each document."""
    return (asdict(row) for row in garbled_text.each(garbled_text.ways()))


SECTIONS: dict[str, Callable[[], Iterator[Figures]]] = {
    "garbled": garbled,
    "scans": lambda: scans.measure(scans.transcribed()),
    "line": lambda: (asdict(row) for row in whole_line.rows()),
    "extraction": lambda: (asdict(row) for row in extraction.rows()),
}
"""What is measured, by its name in figures.json."""
LABELS = ("set", "document", "kind", "way")
SHARES = ("accuracy", "lines", "numbers", "diacritics", "precision", "recall", "f1", "full")


def key(row: Figures) -> tuple[Any, ...]:
    """Return what a row is about: the same in every run."""
    return tuple(row.get(label) for label in LABELS)


def shown(name: str, rows: Sequence[Figures], former: Sequence[Figures]) -> Table:
    """Return the rows as a table; a share that is another than before with the difference."""
    table = Table(title=name, title_justify="left", box=None, pad_edge=False, header_style="bold")
    columns = list(rows[0]) if rows else []
    for column in columns:
        table.add_column(column.replace("_", " "), justify="left" if column in LABELS else "right", no_wrap=True)
    before = {key(row): row for row in former}
    for row in rows:
        table.add_row(*(_cell(column, row[column], before.get(key(row))) for column in columns))
    return table


def _cell(column: str, value: Any, former: Figures | None) -> str:
    if column not in SHARES or value is None:
        return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
    change = value - former[column] if former and former.get(column) is not None else 0.0
    return f"{value:.3f}" + (f" ({change:+.3f})" if abs(change) >= 0.0005 else "")


def gone(name: str, rows: Sequence[Figures], former: Sequence[Figures]) -> Iterator[str]:
    """Yield what was measured before and is not now: a missing document must not look like no change."""
    now = {key(row) for row in rows}
    for row in former:
        if key(row) not in now:
            yield f"{name}: not measured this time: {' / '.join(str(part) for part in key(row) if part)}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show the tables on standard error and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="what to measure; everything by default")
    parser.add_argument("--keep", action="store_true", help="write the figures to figures.json")
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # all ways alike
    console = Console(stderr=True, highlight=False, width=140)
    kept: dict[str, list[Figures]] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    found: dict[str, list[Figures]] = {}
    for name in args.sections or SECTIONS:
        found[name] = list(SECTIONS[name]())
        console.print(shown(name, found[name], kept.get(name, [])), "")
        for line in gone(name, found[name], kept.get(name, [])):
            console.print(line)
    if args.keep:
        FIGURES.write_text(json.dumps(kept | found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
