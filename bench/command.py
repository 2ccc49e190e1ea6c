"""What the measuring scripts have in common: a folder of documents in, one JSON object a line out."""
# ruff: noqa: INP001  # a script's neighbour, not a package

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Measure = Callable[[Path, int, int], Iterable[dict[str, Any]]]


def run(told: str | None, measure: Measure, pages: int, seed: int, argv: Sequence[str] | None = None) -> int:
    """Measure pages of the documents in a folder by ``measure(folder, pages, seed)``, and print the rows.

    Args:
        told: the script's help.
        measure: what measures.
        pages: how many pages to draw, unless the command line says otherwise.
        seed: what the draw follows from, unless the command line says otherwise.
        argv: the command line without the script's name; that of the process by default.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=pages)
    parser.add_argument("--seed", type=int, default=seed)
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    for row in measure(args.folder, args.pages, args.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0
