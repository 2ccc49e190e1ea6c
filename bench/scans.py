"""How well scans are read, beside bare Tesseract: shares of lines and numbers that are right, and seconds of a core.

    python bench/scans.py [--gazette PDF_FOLDER] [--pages 16] [--seed 5]

The reference scans are those of material.py. With a folder of born-digital PDF files, pages of theirs are drawn, clean
and photocopied at 200 and 150 dpi, and read; what is printed is their text layer. Each page is read four ways: by bare
Tesseract at 200 and at 300 dpi, and by vanban (reading and repair) without a second model and with one.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pypdfium2
import pytesseract
from garble import photocopy
from material import scans
from PIL import Image
from scoring import Score, mean, score

from corpus.document import Condition
from corpus.text import nfc
from corpus.training.degrade import degrade
from ocr import ReadOptions
from ocr.draft import Origin, assemble
from ocr.files.render import render
from ocr.files.text_layer import layer_segments
from ocr.page.page_image import Reader, recognised_page
from ocr.recognition import checked
from ocr.repair import repair

LEAST_WORDS = 200  # of a page worth reading
Draw = Callable[[int], Image.Image]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: which set and document it belongs to, how it is drawn at a resolution, and what is printed on it."""

    kind: str
    document: str
    draw: Draw
    printed: str


def transcribed() -> Iterator[Sheet]:
    """Yield the reference scans."""
    options = ReadOptions()
    for job in scans():
        for page, printed in job.printed.items():
            yield Sheet("scan", job.name, partial(_rendered, job.path, page + 1, options), printed)


def _rendered(path: Path, page: int, options: ReadOptions, dpi: int) -> Image.Image:
    return render(path, page, dpi, options=options)


def gazette(folder: Path, pages: int, seed: int) -> Iterator[Sheet]:
    """Yield one page of each document, in an order drawn from ``seed``, three times: clean and photocopied."""
    paths = sorted(folder.glob("*.pdf"))
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw, not a secret
    for path in rng.sample(paths, min(pages, len(paths))):
        with pypdfium2.PdfDocument(path) as pdf:
            full = [n for n in range(len(pdf)) if len(_layer(pdf[n]).split()) >= LEAST_WORDS]
            if not full:
                continue
            number = rng.choice(full)
            printed = _layer(pdf[number])
            drawn = pdf[number].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        yield Sheet("clean", path.stem, partial(scaled, drawn, 300), printed)
        for dpi in (200, 150):
            worn = degrade(scaled(drawn, 300, dpi), photocopy(random.Random(f"{seed} {path.name}"), dpi), seed)  # noqa: S311
            yield Sheet(f"copy {dpi}", path.stem, partial(scaled, worn, dpi), printed)


def _layer(page: pypdfium2.PdfPage) -> str:
    """Return the text layer with words parted where the page shows a space."""
    size = tuple(round(side * 200 / 72) for side in page.get_size())
    return nfc("\n".join(" ".join(t.text for t in s) for s in layer_segments(page, *size)))


def scaled(image: Image.Image, own: int, dpi: int) -> Image.Image:
    """Return an image of resolution ``own`` at another."""
    size = (round(image.width * dpi / own), round(image.height * dpi / own))
    return image if own == dpi else image.resize(size, Image.Resampling.LANCZOS)


def bare(dpi: int, sheet: Sheet) -> str:
    """Read a page as anyone would."""
    return str(pytesseract.image_to_string(sheet.draw(dpi), lang="vie", config=f"--dpi {dpi}"))


def by_vanban(sheet: Sheet, *, second: bool) -> str:
    """Read and repair a page, with or without a second model."""
    kept = checked.second_model
    if not second:
        checked.second_model = lambda _model: None
    try:
        with tempfile.TemporaryDirectory() as folder:
            draft = recognised_page(sheet.draw, 200, Path(folder, "page"), Reader(ReadOptions()), "measured")
            origin = Origin("sha256:", sheet.document, "image/png")
            return repair(assemble(origin, [draft], condition=Condition.SCAN, language="vi")).text
    finally:
        checked.second_model = kept


BARE = "tesseract 300"
WAYS: dict[str, Callable[[Sheet], str]] = {
    "tesseract 200": partial(bare, 200),
    BARE: partial(bare, 300),
    "vanban, one model": partial(by_vanban, second=False),
    "vanban": partial(by_vanban, second=True),
}


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(sheets: Iterator[Sheet]) -> Iterator[dict[str, object]]:
    """Yield a row for each set, document and way, and for each set as a whole."""
    found: dict[tuple[str, str, str], list[tuple[Score, float]]] = defaultdict(list)
    for sheet in sheets:
        for way, read in WAYS.items():
            begun = _cpu()
            text = read(sheet)
            result = (score(sheet.printed, text), _cpu() - begun)
            found[sheet.kind, sheet.document, way].append(result)
            found[sheet.kind, "all", way].append(result)
        sys.stderr.write(f"{sheet.kind} {sheet.document}\n")
    costs = {key: sum(cost for _, cost in results) / len(results) for key, results in found.items()}
    for (kind, document, way), results in found.items():
        cpu = costs[kind, document, way]
        cost = {"cpu": round(cpu, 2), "cpu_ratio": round(cpu / costs[kind, document, BARE], 2)}
        whole = asdict(mean([result for result, _ in results]))
        yield {"set": kind, "document": document, "way": way, "pages": len(results), **cost, **whole}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazette", type=Path)
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # all ways alike
    sheets = gazette(args.gazette, args.pages, args.seed) if args.gazette else transcribed()
    for row in measure(sheets):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
