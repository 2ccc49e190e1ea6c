"""How drawings of letterheads are worn: specks, seals and folds, and what scanner, copier and JPEG do."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter


def black(rng: np.random.Generator) -> tuple[int, int, int]:
    """Return the ink of print or of a black pen."""
    grey = int(rng.integers(0, 110))
    return grey, grey, min(255, grey + int(rng.integers(0, 20)))


def dirt(pen: ImageDraw.ImageDraw, size: tuple[int, int], of: tuple[float, float], rng: np.random.Generator) -> None:
    """Draw specks, a rule from the line above, the arc of a red seal, a fold.

    ``of``: size of print and the line of writing, in pixels.
    """
    em, line = of
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(1, 14))):
            x, y, r = rng.uniform(0, size[0]), rng.uniform(0, size[1]), rng.uniform(0.5, 4.5)
            pen.ellipse((x - r, y - r, x + r, y + r * rng.uniform(0.5, 2)), black(rng))
    if rng.random() < 0.08:
        y = float(line - em * rng.uniform(0.95, 1.15))
        pen.line((0, y, size[0], y), black(rng), int(rng.integers(2, 6)))
    if rng.random() < 0.05:
        x, r = rng.uniform(0, size[0]), rng.uniform(1, 5) * em
        red = (int(rng.integers(190, 250)), int(rng.integers(40, 150)), int(rng.integers(60, 150)))
        pen.ellipse((x - r, line - r, x + r, line + r * 0.6), outline=red, width=int(rng.integers(3, 12)))
    _upright_lines(pen, size, rng)
    if rng.random() < 0.1:  # letters of the lines above
        y = float(rng.uniform(-2, 6))
        for x in np.arange(0, size[0], em * 0.5):
            if rng.random() < 0.5:
                pen.line((x, 0, x + em * rng.uniform(0, 0.3), y), black(rng), 6)


def _upright_lines(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: np.random.Generator) -> None:
    if rng.random() < 0.06:
        x = float(rng.uniform(0, size[0] / 3))
        pen.line((x, 0, x, size[1]), black(rng), int(rng.integers(1, 5)))
    if rng.random() < 0.08:  # the scanner's streaks
        for _ in range(int(rng.integers(1, 5))):
            x = float(rng.uniform(0, size[0] / 3))
            pale = tuple(int(c) for c in rng.integers(170, 256, 3))
            pen.line((x, 0, x, size[1]), (pale[0], pale[1], pale[2]), int(rng.integers(1, 12)))


def scanned(image: Image.Image, size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """Return the drawing as a scanner, a copier and JPEG leave it, at its final size."""
    if rng.random() < 0.5:
        angle = float(rng.normal(0, 1.0))
        image = image.rotate(angle, Image.Resampling.BILINEAR, fillcolor=(255, 255, 255))
    scan = float(rng.uniform(0.9, 1.9))  # pages are read at another size than the picture is kept
    image = image.resize((max(8, round(size[0] * scan)), round(size[1] * scan)), Image.Resampling.BOX)
    if rng.random() < 0.7:
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 0.9)) * scan))
    pixels: NDArray[np.float32] = np.asarray(image, dtype=np.float32)
    if rng.random() < 0.6:
        paper = rng.uniform(200, 256, 3) if rng.random() < 0.3 else np.full(3, rng.uniform(215, 256))
        pixels = (pixels * (paper / 255)).astype(np.float32)
    pixels = pixels + rng.normal(0, rng.uniform(0, 9), pixels.shape).astype(np.float32)
    if rng.random() < 0.2:  # bitonal, as from a copier
        grey = pixels.mean(axis=2) + rng.normal(0, rng.uniform(0, 25), pixels.shape[:2])
        pixels = np.repeat(np.where(grey < rng.uniform(110, 200), 0, 255)[..., None], 3, axis=2).astype(np.float32)
    elif rng.random() < 0.12:
        pixels = np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if rng.random() < 0.6:
        kept = io.BytesIO()
        image.save(kept, "JPEG", quality=int(rng.integers(25, 92)))
        image = Image.open(kept)
    return image.resize(size, Image.Resampling.BILINEAR)
