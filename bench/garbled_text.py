"""Accuracy, speed and memory of the repair of garbled pages, beside the pages as read and other language models.

    python bench/garbled_text.py PDF_FOLDER CACHE_FOLDER [--ngram OTHER.npz ...] [--documents 12] [--seed 1]

PDF_FOLDER holds born-digital documents (see garble.py, which makes the pages; they are kept in CACHE_FOLDER). Each way
runs in a process of its own, so that its memory is its own. Speed is in syllables per second of processor time; every
page counts as a new document, so nothing that one page taught helps the next. Standard output gets JSON.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import psutil
from garble import Garbled, garble
from scoring import syllable_edits

from corpus.language.models import load_channel, load_ngram
from corpus.language.ngram import Ngrams, from_arrays
from ocr.repair import Channel, Models, restore
from ocr.repair.candidates import ChannelProposer, Setting

AS_READ, SHIPPED = "as read", "vanban"


@dataclass(frozen=True, slots=True)
class Row:
    """A way of repair over all pages: share of right syllables, together and by kind of page; what it costs."""

    way: str
    accuracy: float
    by_kind: dict[str, float]
    syllables: int
    per_second: int
    load_seconds: float
    resident_mb: int


def measured(way: str, pages: Sequence[Garbled], repair: Callable[[str], str]) -> Row:
    """Repair every page and score it."""
    wrong: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    used = 0.0
    for page in pages:
        before = time.process_time()
        text = repair(page.read)
        used += time.process_time() - before
        kind = f"{page.dpi} dpi, {'photocopied' if page.worn else 'clean'}"
        edits, syllables = syllable_edits(page.printed, text)
        wrong[kind] += edits
        printed[kind] += syllables
    total = printed.total()
    kinds = {kind: round(1 - wrong[kind] / count, 4) for kind, count in printed.items()}
    speed = round(total / used) if way != AS_READ else 0
    return Row(way, round(1 - wrong.total() / total, 4), kinds, total, speed, 0.0, 0)


def repairer(way: str) -> Callable[[str], str]:
    """Return what repairs a page in a way: not at all, with the models that ship, or with another n-gram model."""
    if way == AS_READ:
        return lambda text: text
    ngram = load_ngram() if way == SHIPPED else _other(Path(way))
    channel = load_channel()
    proposer = ChannelProposer(ngram, channel)
    proposer.propose("nguoi", Setting.WITHIN)  # builds its tables, once for a process

    models = Models(ngram, {Channel.GARBLED: proposer})

    def repair(text: str) -> str:
        proposer.forget()
        return "\n".join(line.text for line in restore(text.split("\n"), Channel.GARBLED, models))

    return repair


def _other(path: Path) -> Ngrams:
    with np.load(path) as stored:
        return from_arrays(dict(stored))


def one(way: str, pages: Sequence[Garbled]) -> Row:
    """Measure one way in this process."""
    before = time.process_time()
    repair = repairer(way)
    loading = time.process_time() - before
    row = measured(Path(way).stem, pages, repair)
    resident = psutil.Process().memory_info().rss // (1 << 20)
    return replace(row, load_seconds=round(loading, 2), resident_mb=resident)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure each way in a process of its own; print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--ngram", action="append", default=[], help="another n-gram model with the same words")
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pages = list(garble(args.folder, args.cache, args.documents, args.seed))
    if args.way:
        sys.stdout.write(json.dumps(asdict(one(args.way, pages)), ensure_ascii=False))
        return 0
    command = [sys.executable, __file__, *(argv if argv is not None else sys.argv[1:])]
    for way in (AS_READ, *args.ngram, SHIPPED):
        run = subprocess.run([*command, "--way", way], check=True, capture_output=True, text=True)  # noqa: S603
        sys.stdout.write(run.stdout + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
