"""Fit how sure words and figures of a restored text are: writes the weights that ship in corpus/data/certainty.tsv.

    python bench/fit_certainty.py CORPUS PAGES_FOLDER [--pages 600] [--seed 7] [--fonts FOLDER] > certainty.tsv

Fitted on pages set from documents that no model has learnt from (typeset_pages.py, which makes them; PAGES_FOLDER keeps
them), by logistic regression. To be run again whenever a model of corpus/models changes. bench/certainty.py measures.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from certainty import TOKEN
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scoring import fold
from typeset_pages import Pair, pages

from corpus.language.orthography import bare
from ocr.repair import Channel
from ocr.repair.certainty import KINDS
from ocr.repair.restore import choose, shipped_models
from ocr.repair.signals import NAMES

Rows = NDArray[np.float64]
PENALTY = 1.0  # half the weight of the sum of squares; the constant goes free
STEPS = 40
HEAD = """# How much each signal (ocr/repair/signals.py) speaks for a restored word or figure being right, in log odds.
# Fitted by bench/fit_certainty.py --pages {pages} --seed {seed} on {words} words and figures; not to be edited by hand.
kind\tsignal\tweight
"""


def samples(pair: Pair, channel: Channel) -> Iterator[tuple[str, Rows, bool]]:
    """Yield the kind, the signals and the rightness of each word and figure of a page."""
    read = pair.read if channel is Channel.GARBLED else bare(pair.printed)
    lines = read.split("\n")
    found: list[tuple[str, str, Rows]] = []
    for chosen, signals, kinds in choose(lines, [channel] * len(lines), shipped_models()):
        for one, own, kind in zip(chosen, signals, kinds, strict=True):
            found += [(piece, kind, own) for piece in TOKEN.findall(fold(one.text))]
    right = np.zeros(len(found), dtype=bool)
    for op in Levenshtein.opcodes(TOKEN.findall(fold(pair.printed)), [piece for piece, _, _ in found]):
        right[op.dest_start : op.dest_end] = op.tag == "equal"
    yield from ((kind, own, ok) for (_, kind, own), ok in zip(found, right.tolist(), strict=True) if kind)


def fitted(signals: Rows, right: Rows) -> Rows:
    """Return the weights of a logistic regression, by Newton's method. Shapes (samples, NAMES), (samples,)."""
    weights = np.zeros(signals.shape[1])
    penalty = np.full(signals.shape[1], PENALTY)
    penalty[NAMES.index("constant")] = 1e-3
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-(signals @ weights).clip(-30, 30)))
        slope = signals.T @ (right - sure) - penalty * weights
        bend = (signals * (sure * (1 - sure))[:, None]).T @ signals + np.diag(penalty)
        weights += np.linalg.solve(bend, slope)
    return weights


def main(argv: Sequence[str] | None = None) -> int:
    """Make the pages, restore them, fit, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fonts", default="", help="folder to look for fonts in, if the system does not know them")
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    made = pages(args.corpus, args.folder, args.pages, args.seed, args.fonts)
    rows = [row for pair in made for channel in (Channel.GARBLED, Channel.STRIPPED) for row in samples(pair, channel)]
    sys.stdout.write(HEAD.format(pages=args.pages, seed=args.seed, words=len(rows)))
    for kind in KINDS:
        signals = np.array([own for of, own, _ in rows if of == kind], dtype=np.float64)
        weights = fitted(signals, np.array([ok for of, _, ok in rows if of == kind], dtype=np.float64))
        for name, weight in zip(NAMES, weights.tolist(), strict=True):
            if abs(weight) >= 0.0005:
                sys.stdout.write(f"{kind}\t{name}\t{weight:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
