"""How a gap in a letterhead is pictured for the reader of handwriting: in training and in reading alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HEIGHT, EM = 48, 28  # pixels of a picture, and of the size of its print
ABOVE, BELOW = 1.15, 0.56  # ems shown above and below the line of print; HEIGHT is both together
SIGNS = "0123456789/"  # what the reader tells apart, after the blank
STEP = 4  # pixels of a picture per column of the reader's answer
_BLACKEST, _FAINTEST = 120.0, 40.0  # grey levels: print is never paler, and never closer to the paper

Picture = NDArray[np.float32]


def features(image: Image.Image) -> Picture:
    """Return (2, height, width): how dark, 0 to 1, and how much bluer (or redder, negative) than grey, -1 to 1."""
    pixels = np.asarray(image.convert("RGB"), dtype=np.float32)
    dark = pixels.min(axis=2)
    paper, black = np.percentile(dark, 90), min(float(np.percentile(dark, 1)), _BLACKEST)
    ink = np.clip((paper - dark) / max(paper - black, _FAINTEST), 0, 1)
    return np.stack([ink, np.clip((pixels[..., 2] - pixels[..., 0]) / 128, -1, 1)]).astype(np.float32)
