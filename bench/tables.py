"""How well ruled tables are read: the share of cells and of rows that are right, and of the numbers in them.

    python bench/tables.py PDF_FOLDER [--pages 12] [--seed 5]

Pages of born-digital PDF files that hold a ruled table are drawn, clean and photocopied at 200 and 150 dpi, and read
with and without a second model; they are also read by their text layer. What is printed is the text layer, cut into
cells by the rules of the clean page. White space does not count. A cell is right when a line of the text has it between
bars, rows in order; a row when a line has exactly its cells.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import command
import pypdfium2
from garble import photocopy
from PIL import Image
from rapidfuzz.distance import LCSseq
from scans import Sheet, by_vanban

from corpus.document import PageSource
from corpus.text import nfc
from corpus.training.degrade import degrade
from ocr import ReadOptions, read
from ocr.files.text_layer import layer_segments
from ocr.tables.cell_reading import grids_of
from ocr.tables.ruled_rows import ruled_rows

LEAST_CELLS = 12  # with text, of a page worth reading
_NUMBER = re.compile(r"\d[\d.,/]*")
Rows = list[list[str]]


def printed(page: pypdfium2.PdfPage, dpi: int = 200) -> Rows:
    """Return the texts of the cells of a page's ruled tables, row by row."""
    image = page.render(scale=dpi / 72).to_pil().convert("L")
    rows, _ = ruled_rows(layer_segments(page, *image.size), grids_of(image, dpi))
    return [[" ".join(t.text for t in piece.tokens) for piece in pieces] for _, pieces in rows]


def sheets(folder: Path, pages: int, seed: int) -> Iterator[tuple[Path, int, Rows, list[Sheet]]]:
    """Yield pages with tables, drawn from ``seed``: the file, the 0-based page, its rows, and what a scanner sees."""
    found = []
    for path in sorted(folder.glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            found += [(path, n, rows) for n in range(len(pdf)) if sum(map(len, rows := printed(pdf[n]))) >= LEAST_CELLS]
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw, not a secret
    for path, number, rows in rng.sample(found, min(pages, len(found))):
        with pypdfium2.PdfDocument(path) as pdf:
            drawn = pdf[number].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        seen = [Sheet("clean", path.stem, partial(_scaled, drawn, 300), "")]
        for dpi in (200, 150):
            worn = degrade(_scaled(drawn, 300, dpi), photocopy(random.Random(f"{seed} {path.name}"), dpi), seed)  # noqa: S311
            seen.append(Sheet(f"copy {dpi}", path.stem, partial(_scaled, worn, dpi), ""))
        yield path, number, rows, seen


def _scaled(image: Image.Image, own: int, dpi: int) -> Image.Image:
    size = (round(image.width * dpi / own), round(image.height * dpi / own))
    return image if own == dpi else image.resize(size, Image.Resampling.LANCZOS)


def by_layer(path: Path, number: int) -> str:
    """Read one page of a file by its text layer."""
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder, "page.pdf")
        with pypdfium2.PdfDocument(path) as pdf, pypdfium2.PdfDocument.new() as single:
            single.import_pages(pdf, [number])
            single.save(alone)
        document = read(alone, ReadOptions(), Path(folder))
    return document.text if document.pages[0].source is PageSource.TEXT_LAYER else ""


def right(rows: Rows, text: str) -> tuple[int, int, int]:
    """Return how many cells, rows and numbers of ``rows`` a text has, in order."""
    lines = [[_bare(cell) for cell in line.split("|")] for line in text.replace("\f", "\n").split("\n")]
    bare = [[_bare(cell) for cell in row] for row in rows]
    best = [0] * (len(lines) + 1)
    for row in bare:
        above, best = best, [0]
        for at, line in enumerate(lines):
            best.append(max(best[-1], above[at + 1], above[at] + LCSseq.similarity(row, line)))
    wanted = _NUMBER.findall(" ".join(cell for row in rows for cell in row))
    return best[-1], sum(row in lines for row in bare), LCSseq.similarity(wanted, _NUMBER.findall(text))


def _bare(text: str) -> str:
    return "".join(nfc(text).split()).replace("–", "-")


def measure(folder: Path, pages: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield one row for each kind of page and way of reading."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for path, number, rows, seen in sheets(folder, pages, seed):
        numbers = len(_NUMBER.findall(" ".join(cell for row in rows for cell in row)))
        texts = [(("text layer", "text layer"), by_layer(path, number))]
        for sheet in seen:
            texts += [((sheet.kind, "two models"), by_vanban(sheet, second=True))]
            texts += [((sheet.kind, "one model"), by_vanban(sheet, second=False))]
        for key, text in texts:
            for at, count in enumerate((*right(rows, text), sum(map(len, rows)), len(rows), numbers)):
                counts[key][at] += count
        sys.stderr.write(f"{path.stem} {number + 1}\n")
    for (kind, way), (cells, whole, found, of_cells, of_rows, of_numbers) in counts.items():
        shares = {"cells": cells / of_cells, "rows": whole / of_rows, "numbers": found / max(1, of_numbers)}
        counted = {"of_cells": of_cells, "of_rows": of_rows, "of_numbers": of_numbers}
        yield {"set": kind, "way": way, **{name: round(share, 3) for name, share in shares.items()}, **counted}


if __name__ == "__main__":
    sys.exit(command.run(__doc__, measure, pages=12, seed=5))
