"""Digits drawn as a pen draws them: forms that Vietnamese clerks write, bent and slanted anew each time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw

Stroke = tuple[tuple[float, float], ...]
Points = NDArray[np.float64]

_FORMS = Path(__file__).with_name("digit_forms.txt")


@cache
def forms() -> dict[str, tuple[tuple[Stroke, ...], ...]]:
    """Return the forms in which each digit is written, each of one stroke or more."""
    found: dict[str, tuple[tuple[Stroke, ...], ...]] = {}
    for line in _FORMS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            digit, strokes = line.split("\t")
            found[digit] = (*found.get(digit, ()), tuple(map(_stroke, strokes.split(" / "))))
    return found


def _stroke(text: str) -> Stroke:
    return tuple((float(x), float(y)) for x, y in (point.split(",") for point in text.split()))


@dataclass(frozen=True, slots=True)
class Hand:
    """How one writer writes: chosen forms, slant (tangent), breadth; tremble, pen and gaps as shares of the height."""

    forms: dict[str, tuple[Stroke, ...]]
    slant: float
    broad: float
    tremble: float
    pen: float
    apart: float


def any_hand(rng: np.random.Generator) -> Hand:
    """Return a writer drawn at random."""
    return Hand(
        {digit: those[int(rng.integers(len(those)))] for digit, those in forms().items()},
        float(rng.normal(0.12, 0.16)),
        float(rng.uniform(0.7, 1.35)),
        float(rng.uniform(0.01, 0.05)),
        float(rng.uniform(0.035, 0.15)),
        float(rng.uniform(-0.1, 0.3)),
    )


def written(text: str, hand: Hand, rng: np.random.Generator) -> list[tuple[Points, ...]]:
    """Return the strokes of each digit: points (n, 2) with a digit's height as the unit, from left to right."""
    at = 0.0
    found: list[tuple[Points, ...]] = []
    lean = rng.normal(0, 0.03)
    for digit in text:
        tall = rng.normal(1, 0.07)
        strokes = [_wavy(np.array(s) * (hand.broad, 1), hand.tremble, rng) for s in hand.forms[digit]]
        strokes = [s * (tall * rng.normal(1, 0.08), tall) + (0, (1 - tall) * rng.uniform(0, 1)) for s in strokes]
        strokes = [s + np.column_stack([(1 - s[:, 1]) * hand.slant, np.zeros(len(s))]) for s in strokes]
        left = min(s[:, 0].min() for s in strokes)
        shift = (at - left, rng.normal(0, 0.04) + lean * len(found))
        found.append(tuple(s + shift for s in strokes))
        at = max(s[:, 0].max() for s in found[-1]) + hand.apart * rng.uniform(0.4, 1.5) + 0.02
    return found


def _wavy(points: Points, tremble: float, rng: np.random.Generator) -> Points:
    """A smooth line through the points, each a little moved; corners keep theirs."""
    corner = np.r_[False, (np.diff(points, axis=0) == 0).all(axis=1)]
    moved = points + rng.normal(0, tremble, points.shape)
    moved[corner] = moved[np.flatnonzero(corner) - 1]
    ends = np.r_[2 * moved[:1] - moved[1:2], moved, 2 * moved[-1:] - moved[-2:-1]]
    steps = np.linspace(0, 1, 7)[:-1, None]
    pieces = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):  # Catmull-Rom
        pieces.append(
            0.5
            * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3)
        )
    return np.concatenate([*pieces, moved[-1:]])


def draw(
    pen: ImageDraw.ImageDraw,
    strokes: Sequence[Points],
    wide: float,
    ink: tuple[int, int, int],
    rng: np.random.Generator,
) -> None:
    """Draw strokes (pixels) with a pen ``wide`` pixels wide that presses now more, now less."""
    for stroke in strokes:
        press = wide * (
            1
            + 0.25
            * math.sin(rng.uniform(0, 6))
            * np.sin(np.linspace(rng.uniform(0, 3), rng.uniform(3, 7), len(stroke)))
        )
        for (x0, y0), (x1, y1), w in zip(stroke, stroke[1:], press, strict=False):
            pen.line((x0, y0, x1, y1), ink, max(1, round(w)))
            r = w / 2
            pen.ellipse((x1 - r, y1 - r, x1 + r, y1 + r), ink)
