"""Accuracy, speed and memory of the repair of garbled text, beside the text as read, peers and other language models.

    python bench/garbled_text.py [--ngram OTHER.npz ...] [--pages PDF_FOLDER CACHE_FOLDER [--documents 12] [--seed 1]]

The texts are those whose print is known (see material.py); with PDF_FOLDER, pages of its born-digital documents (see
garble.py, which makes them; they are kept in CACHE_FOLDER). Each way runs in a process of its own, so that its memory
is its own. Speed is in syllables per second of processor time; every page counts as a new document, so nothing that
one page taught helps the next. Standard output gets one JSON object a line.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import psutil
from garble import garble
from material import garbled
from peers import PEERS, Careful
from scoring import score, syllable_edits

from corpus.language.models import load_channel, load_ngram
from corpus.language.ngram import Ngrams, from_arrays
from ocr.repair import Channel, Models, restore
from ocr.repair.candidates import ChannelProposer, Setting

AS_READ, SHIPPED = "as read", "vanban"
TRIGRAMS = "vanban, trigrams only"
"""The shipped model without its 4-grams: as large as a plain trigram model of the same text would be."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text as it was read and as it is printed; ``kind`` is what it is counted with."""

    kind: str
    read: str
    printed: str


@dataclass(frozen=True, slots=True)
class Row:
    """A way of repair over the texts of a kind: shares of right syllables and numbers, and what it costs.

    Speed and memory are those of the process, hence the same for all its kinds.
    """

    way: str
    kind: str
    accuracy: float
    numbers: float
    syllables: int
    per_second: int = 0
    load_seconds: float = 0.0
    resident_mb: int = 0


def measured(way: str, samples: Sequence[Sample], repair: Callable[[str], str]) -> list[Row]:
    """Repair every text and score it: a row for each kind, and one for all."""
    wrong: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    used = 0.0
    for sample in samples:
        before = time.process_time()
        text = repair(sample.read)
        used += time.process_time() - before
        edits, syllables = syllable_edits(sample.printed, text)
        share = score(sample.printed, text).numbers
        for kind in (sample.kind, "all"):
            wrong[kind] += edits
            printed[kind] += syllables
            numbers[kind] += share * syllables
    speed = round(printed["all"] / used) if way != AS_READ else 0
    return [
        Row(way, kind, round(1 - wrong[kind] / count, 4), round(numbers[kind] / count, 4), count, speed)
        for kind, count in printed.items()
    ]


def known() -> list[Sample]:
    """Return the garbled texts whose print is known."""
    return [Sample(job.name, job.path.read_text(encoding="utf-8"), job.printed[0]) for job in garbled()]


def drawn(folder: Path, cache: Path, documents: int, seed: int) -> list[Sample]:
    """Return pages of born-digital documents, drawn, worn and misread."""
    return [
        Sample(f"{page.dpi} dpi, {'photocopied' if page.worn else 'clean'}", page.read, page.printed)
        for page in garble(folder, cache, documents, seed)
    ]


def repairer(way: str) -> Callable[[str], str]:
    """Return what repairs a text in a way: not at all, a peer, the models that ship or part of them, another model.

    Raises:
        ImportError: when the peer is not installed.
    """
    if way == AS_READ:
        return lambda text: text
    peer = next((peer for peer in PEERS if peer.package == way), None)
    if peer:
        return Careful(peer.restorer())
    ngram = _model(way)
    channel = load_channel()
    proposer = ChannelProposer(ngram, channel)
    proposer.propose("nguoi", Setting.WITHIN)  # builds its tables, once for a process

    models = Models(ngram, {Channel.GARBLED: proposer})

    def repair(text: str) -> str:
        proposer.forget()
        return "\n".join(line.text for line in restore(text.split("\n"), Channel.GARBLED, models))

    return repair


def _model(way: str) -> Ngrams:
    if way == SHIPPED:
        return load_ngram()
    if way == TRIGRAMS:
        whole = load_ngram()
        none = whole.quads[:0]
        closed = np.full_like(whole.opens, -1)
        return replace(whole, opens=closed, open_back=whole.open_back[:0], quads=none, quad_log=whole.quad_log[:0])
    with np.load(way) as stored:
        return from_arrays(dict(stored))


def ways(*models: str) -> tuple[str, ...]:
    """Return all ways, with further n-gram models in files."""
    return (AS_READ, *(peer.package for peer in PEERS), *models, TRIGRAMS, SHIPPED)


def one(way: str, samples: Sequence[Sample]) -> list[Row]:
    """Measure one way in this process."""
    before = time.process_time()
    repair = repairer(way)
    loading = round(time.process_time() - before, 2)
    rows = measured(Path(way).stem, samples, repair)
    resident = psutil.Process().memory_info().rss // (1 << 20)
    return [replace(row, load_seconds=loading, resident_mb=resident) for row in rows]


def each(ways: Sequence[str], arguments: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of every way, measured one after the other; a peer that is not installed has none."""
    for way in ways:
        command = [sys.executable, __file__, *arguments, "--way", way]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for line in run.stdout.splitlines():
            yield Row(**json.loads(line))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure each way in a process of its own; print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, nargs=2, metavar=("PDF_FOLDER", "CACHE_FOLDER"))
    parser.add_argument("--ngram", action="append", default=[], help="another n-gram model with the same words")
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if args.way:
        samples = drawn(*args.pages, args.documents, args.seed) if args.pages else known()
        rows: Iterable[Row] = _one_or_none(args.way, samples)
    else:
        rows = each(ways(*args.ngram), argv if argv is not None else sys.argv[1:])
    for row in rows:
        sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    return 0


def _one_or_none(way: str, samples: Sequence[Sample]) -> list[Row]:
    try:
        return one(way, samples)
    except ImportError as error:
        remedy = next(peer.remedy for peer in PEERS if peer.package == way)
        sys.stderr.write(f"{way} is left out: {error}. Remedy: {remedy}\n")
        return []


if __name__ == "__main__":
    sys.exit(main())
