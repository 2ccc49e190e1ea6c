"""How sure the reader of handwriting is, and how often right: gaps of letterheads, drawn and worn, not trained on.

    python bench/handwritten_gaps.py --upright FONT ... --italic FONT ... --hands FONT ... [--count 1000] [--seed 99]

For each limit of probability: the share of gaps that are read as sure as that, and how many of those are read wrong.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.gap_picture import ABOVE, BELOW, EM, HEIGHT
from corpus.training.hand_gaps import Faces, scan
from ocr.handwriting.gaps import Gap
from ocr.handwriting.reader import read

LIMITS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)


def looked_at(image: Image.Image, kind: str) -> tuple[str, float]:
    """Return the likeliest reading of a drawn gap and its probability."""
    line = HEIGHT * ABOVE / (ABOVE + BELOW)
    gap = Gap(kind, 0, 0, Box(0, 0, image.width, HEIGHT), (0.0, float(image.width)), EM, line)
    found = read(image, gap)
    return (found[0].text, found[0].probability) if found else ("", 0.0)


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__)
    for kind in ("upright", "italic", "hands"):
        parser.add_argument(f"--{kind}", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=99)
    chosen = parser.parse_args()
    faces, rng = Faces(chosen.upright, chosen.italic, chosen.hands), np.random.default_rng(chosen.seed)
    found: list[tuple[bool, float]] = []
    while len(found) < chosen.count:
        image, label = scan(faces, rng)
        text = label.split("/", 1)[0]
        if text:
            read_as, sure = looked_at(image, "number")
            found.append((read_as == text, sure))
    for limit in LIMITS:
        sure_enough = [right for right, sure in found if sure >= limit]
        said = {"from": limit, "share": round(len(sure_enough) / len(found), 3), "wrong": sure_enough.count(False)}
        sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
