"""What straightening and the wiping of dark edges gain: gazette pages slanted or framed, read with and without them.

    python bench/worn_scans.py PDF_FOLDER [--pages 4] [--seed 23]

Each page is drawn at 200 dpi, turned on the scanner by some degrees, or surrounded by what a copier sees beside the
sheet, or punched; then read and repaired by vanban without a second model.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import command
from PIL import Image, ImageDraw
from scans import Sheet, by_vanban, gazette, scaled
from scoring import mean, score

from ocr.image.treatment import Treatment
from ocr.page import page_image

SLANTS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
DPI = 200


def slanted(angle: float, page: Image.Image) -> Image.Image:
    """Return the page turned on a light ground."""
    return page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=250)


def framed(page: Image.Image) -> Image.Image:
    """Return the page with ragged black edges, up to a fifth of an inch deep."""
    rng, image = random.Random(page.width), page.copy()  # noqa: S311 - a reproducible draw, not a secret
    pen, (wide, tall), step = ImageDraw.Draw(image), page.size, DPI // 5
    for at in range(0, max(page.size), step):
        left, top, right, bottom = (rng.randint(DPI // 20, DPI // 5) for _ in range(4))
        pen.rectangle((0, at, left, at + step), fill=rng.randint(0, 40))
        pen.rectangle((wide - right, at, wide, at + step), fill=20)
        pen.rectangle((at, 0, at + step, top), fill=10)
        pen.rectangle((at, tall - bottom, at + step, tall), fill=10)
    return image


def punched(page: Image.Image) -> Image.Image:
    """Return the page with two holes of a binder at its left edge."""
    image, size = page.copy(), DPI // 4
    for middle in (page.height // 2 - 315 * DPI // 200, page.height // 2 + 315 * DPI // 200):
        ImageDraw.Draw(image).ellipse((70, middle - size // 2, 70 + size, middle + size // 2), fill=10)
    return image


WEAR: dict[str, Callable[[Image.Image], Image.Image]] = {
    "level": lambda page: page,
    **{f"slanted {angle}": partial(slanted, angle) for angle in SLANTS},
    "black edges": framed,
    "punch holes": punched,
}


def untreated(sheet: Sheet) -> str:
    """Read a page as it is."""
    kept = page_image.treatment
    page_image.treatment = lambda _image, _dpi, turn=0: Treatment(turn)
    try:
        return by_vanban(sheet, second=False)
    finally:
        page_image.treatment = kept


def measure(folder: Path, pages: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield a row for each kind of wear."""
    found = defaultdict(list)
    for sheet in gazette(folder, pages, seed):
        if sheet.kind != "clean":
            continue
        page = sheet.draw(DPI)
        for name, wear in WEAR.items():
            worn = replace(sheet, draw=partial(scaled, wear(page), DPI))
            found[name, "as it is"].append(score(sheet.printed, untreated(worn)))
            found[name, "treated"].append(score(sheet.printed, by_vanban(worn, second=False)))
        sys.stderr.write(f"{sheet.document}\n")
    for (wear_name, way), scores in found.items():
        yield {"wear": wear_name, "way": way, "pages": len(scores), **asdict(mean(scores))}


if __name__ == "__main__":
    sys.exit(command.run(__doc__, measure, pages=4, seed=23))
