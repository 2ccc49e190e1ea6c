"""Garbled pages whose print is known: born-digital PDF pages, drawn, worn, and read by Tesseract's English model.

    python bench/garble.py PDF_FOLDER OUT_FOLDER [--documents 12] [--seed 1]

What is printed is the page's own text layer. A page is taken when its clean reading at 300 dpi follows that text from
first to last (tables and columns often do not), so that nothing but misreading counts. Each is read clean and
photocopied (blurred, noisy, in black and white) at 150, 200 and 300 dpi. What OUT_FOLDER holds is not made again.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import os
import random
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2
import pytesseract
from PIL import Image
from rapidfuzz.distance import Levenshtein

from corpus.language.orthography import bare
from corpus.training.degrade import Wear, degrade

RESOLUTIONS = (150, 200, 300)  # dpi
LEAST_SYLLABLES = 150  # of a page worth reading
AGREEMENT = 0.85  # of the bare letters of a clean reading with those of the print, in order
TRIES = 6  # pages of a document looked at before it is passed over
_SYLLABLE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Garbled:
    """A page as printed and as read; `page` counts from 1, `worn` tells a photocopy from a clean page."""

    document: str
    page: int
    dpi: int
    worn: bool
    printed: str
    read: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF file, by its 0-based number, and the text of its own text layer."""

    path: Path
    number: int
    printed: str

    def drawn(self, dpi: int) -> Image.Image:
        """Draw it in grey."""
        with pypdfium2.PdfDocument(self.path) as pdf:
            image: Image.Image = pdf[self.number].render(scale=dpi / 72, grayscale=True).to_pil()
        return image.convert("L")


def garble(folder: Path, out: Path, documents: int = 12, seed: int = 1) -> Iterator[Garbled]:
    """Yield the sample: one page for each document, in every resolution, clean and worn; all follows from `seed`.

    Files are kept in `out`. Raises OSError when `folder` holds no PDF.
    """
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no PDF files to draw; give a folder of born-digital documents")
    out.mkdir(parents=True, exist_ok=True)
    drawn = random.Random(seed).sample(paths, len(paths))  # noqa: S311 - a reproducible draw, not a secret
    sheets = (sheet for path in drawn if (sheet := chosen(path, out, seed)))
    for sheet in islice(sheets, documents):
        yield from _versions(sheet, out, seed)


def chosen(path: Path, out: Path, seed: int) -> Sheet | None:
    """Choose a page that reads in plain order; None when the first few tried do not."""
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [_text(page.get_textpage().get_text_range()) for page in pdf]
    full = [n for n, text in enumerate(texts) if len(_SYLLABLE.findall(text)) >= LEAST_SYLLABLES]
    random.Random(f"{seed} {path.name}").shuffle(full)  # noqa: S311
    sheets = (Sheet(path, number, texts[number]) for number in full[:TRIES])
    return next((sheet for sheet in sheets if agrees(sheet.printed, _read(sheet, 300, None, out))), None)


def agrees(printed: str, read: str) -> bool:
    """Tell whether a reading follows the print from first to last, by bare letters."""
    wanted, found = ("".join(_SYLLABLE.findall(bare(text.lower()))) for text in (printed, read))
    return Levenshtein.normalized_similarity(wanted, found) >= AGREEMENT


def photocopy(rng: random.Random, dpi: int) -> Wear:
    """Draw the wear of a copier that knows black and white only; blur goes with the resolution."""
    return Wear(
        blur=rng.uniform(0.4, 0.8) * dpi / 200,
        noise=rng.uniform(5, 20),
        threshold=rng.randint(140, 175),
        skew=rng.uniform(-0.4, 0.4),
    )


def _versions(sheet: Sheet, out: Path, seed: int) -> Iterator[Garbled]:
    (out / f"{_name(sheet)}.printed.txt").write_text(sheet.printed, encoding="utf-8")
    for dpi in RESOLUTIONS:
        for worn in (False, True):
            read = _read(sheet, dpi, seed if worn else None, out)
            yield Garbled(sheet.path.stem, sheet.number + 1, dpi, worn, sheet.printed, read)


def _read(sheet: Sheet, dpi: int, wear_seed: int | None, out: Path) -> str:
    """Read a sheet with the English model, once for all."""
    way = "clean" if wear_seed is None else "worn"
    kept = out / f"{_name(sheet)}.{dpi}.{way}.txt"
    if not kept.exists():
        image = sheet.drawn(dpi)
        if wear_seed is not None:
            rng = random.Random(f"{wear_seed} {kept.name}")  # noqa: S311
            image = degrade(image, photocopy(rng, dpi), rng.randrange(1 << 30))
        text = pytesseract.image_to_string(image, lang="eng", config=f"--dpi {dpi}")
        kept.write_text(_text(text), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _name(sheet: Sheet) -> str:
    return f"{sheet.path.stem}.{sheet.number + 1}"


def _text(raw: str) -> str:
    """NFC, plain line ends, no soft hyphens nor page breaks."""
    plain = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\f", "\n"))
    return plain.replace("\ufffe", "-").replace("\u00ad", "-")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the sample and tell how many pages it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pages = list(garble(args.folder, args.out, args.documents, args.seed))
    sys.stdout.write(f"{len(pages)} pages of {len({p.document for p in pages})} documents\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
