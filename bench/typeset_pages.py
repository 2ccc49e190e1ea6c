"""Garbled pages of documents kept apart from training: text set in type, worn, and read by Tesseract's English model.

    python bench/typeset_pages.py CORPUS OUT_FOLDER [--pages 600] [--seed 7]

Certainty is fitted on these pages and measured on others (garble.py), so no document serves for both. Each page is
another place of a document of the corpus (JSON lines, see corpus.training.texts), in a face, size and resolution that
offices use; half the pages stay clean, the others are photocopied or worn as the channel's training pages are. Pages
too worn to be read are passed over. What OUT_FOLDER holds is not made again.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import os
import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytesseract
from garble import agrees, photocopy

from corpus.training.degrade import Wear, choose_wear, degrade
from corpus.training.texts import Text, held_out, paragraphs, read_corpus
from corpus.training.typeset import Page, choose_style, typeset

LINES = 40  # of a page
LONGEST = 60_000  # characters from which a document is drawn no oftener


@dataclass(frozen=True, slots=True)
class Pair:
    """A page of a document as printed and as read."""

    document: str
    printed: str
    read: str


def pages(corpus: Path, out: Path, count: int, seed: int, fonts: str = "") -> Iterator[Pair]:
    """Make `count` pages and yield those that can be read; everything follows from `seed`. Raises OSError, KeyError."""
    out.mkdir(parents=True, exist_ok=True)
    overlapping = files("corpus.training").joinpath("apart.txt").read_text(encoding="utf-8").split("\n")
    texts = [text for text in read_corpus(corpus) if held_out(text.id) and text.id not in overlapping]
    if not texts:
        raise ValueError(f"{corpus}: no document is held out; give a corpus of more documents")
    for number in range(count):
        rng = random.Random(f"{seed} {number}")  # noqa: S311 - a reproducible draw, not a secret
        pair = _pair(texts, rng, out / f"{seed}.{number}.txt", fonts)
        if agrees(pair.printed, pair.read):
            yield pair


def _pair(texts: Sequence[Text], rng: random.Random, file: Path, fonts: str) -> Pair:
    text = rng.choices(texts, [min(len(text.text), LONGEST) for text in texts])[0]
    blocks = paragraphs(text.text)
    begin = rng.randrange(max(1, len(blocks) - 10))
    style = choose_style(rng)
    page = typeset(blocks[begin : begin + LINES], style, LINES, rng, fonts)
    wear = rng.choice([Wear(), Wear(), photocopy(rng, style.dpi), choose_wear(rng)])
    printed = "\n".join(" ".join(word.text for word in line) for line in page.lines)
    if not file.exists():
        file.write_text(_read(page, wear, style.dpi, rng.randrange(1 << 30)), encoding="utf-8")
    return Pair(text.id, printed, file.read_text(encoding="utf-8"))


def _read(page: Page, wear: Wear, dpi: int, seed: int) -> str:
    image = degrade(page.image, wear, seed)
    text = pytesseract.image_to_string(image, lang="eng", config=f"--dpi {dpi}")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\f", "\n"))


def main(argv: Sequence[str] | None = None) -> int:
    """Make the pages and tell how many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fonts", default="", help="folder to look for fonts in, if the system does not know them")
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    made = list(pages(args.corpus, args.out, args.pages, args.seed, args.fonts))
    sys.stdout.write(f"{len(made)} pages of {len({pair.document for pair in made})} documents\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
