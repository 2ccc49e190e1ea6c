"""Degradation: what scanners, copiers and compression do to a clean page."""

import io
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page is worn. Blur and noise in pixels and grey levels; `threshold` 0 keeps grey; skew in degrees."""

    blur: float = 0.0
    noise: float = 0.0
    threshold: int = 0
    skew: float = 0.0
    jpeg: int = 0
    shrink: float = 1.0


def choose_wear(rng: random.Random) -> Wear:
    """Draw the wear of a page: a quarter stay clean."""
    if rng.random() < 0.25:
        return Wear()
    return Wear(
        blur=rng.uniform(0.2, 1.1),
        noise=rng.choice([0.0, rng.uniform(3, 25)]),
        threshold=rng.choice([0, 0, rng.randint(100, 200)]),
        skew=rng.choice([0.0, rng.uniform(-0.6, 0.6)]),
        jpeg=rng.choice([0, rng.randint(25, 70)]),
        shrink=rng.choice([1.0, 1.0, rng.uniform(0.6, 0.95)]),
    )


def degrade(image: Image.Image, wear: Wear, seed: int) -> Image.Image:
    """Wear a grey page. The size stays; positions move only by the skew about the centre."""
    if wear.shrink < 1:
        small = (round(image.width * wear.shrink), round(image.height * wear.shrink))
        image = image.resize(small, Image.Resampling.BICUBIC).resize(image.size, Image.Resampling.BICUBIC)
    if wear.blur:
        image = image.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.skew:
        image = image.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if wear.noise:
        grey = np.asarray(image, dtype=np.float32)
        grey = grey + np.random.default_rng(seed).normal(0, wear.noise, grey.shape).astype(np.float32)
        image = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
    if wear.threshold:
        image = image.point([255 if level > wear.threshold else 0 for level in range(256)])
    if wear.jpeg:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=wear.jpeg)
        image = Image.open(packed).convert("L")
    return image
