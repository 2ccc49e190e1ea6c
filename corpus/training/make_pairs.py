"""Make aligned pairs of printed and misread text: set clean text, wear the page, read it with Tesseract.

    python -m corpus.training.make_pairs CORPUS OUT.jsonl --pages 300 --seed 1 [--split held_out] [--language eng]
        [--tessdata-dir DIR --oem 2]

Readers differ: the fast, the best and the combined (`--oem 2`) English models each have their own marks, so pages of
all three are made.

Each output line is one page: `{"doc", "style", "wear", "lines": [[["printed", "read"], ...], ...]}`. The printed and
the read words are tied by where they stand on the page, so no guess is made about which belong together:
`["hiệu quả", "hiéuqua"]` is a join, `["chương", "chu ong"]` a split.
"""

import argparse
import json
import math
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pytesseract

from corpus.training.degrade import choose_wear, degrade
from corpus.training.texts import Text, held_out, paragraphs, read_corpus
from corpus.training.typeset import Page, Word, choose_style, typeset

LINES_PER_PAGE = 40
MIN_OVERLAP = 0.35  # of the narrower of two words, for them to be the same ink


@dataclass(frozen=True, slots=True)
class Reader:
    """Which Tesseract reads: language, folder of its models ("" for the installed), engine mode (3: its default)."""

    language: str = "eng"
    folder: str = ""
    engine: int = 3

    @property
    def config(self) -> str:
        """Options for Tesseract."""
        where = f"--tessdata-dir {self.folder} " if self.folder else ""
        return f"{where}--oem {self.engine} --psm 6"


def read_words(page: Page, image: object, skew: float, reader: Reader) -> list[list[Word]]:
    """Read an image with Tesseract and lay each word in the printed line it stands on."""
    data = pytesseract.image_to_data(
        image, lang=reader.language, config=reader.config, output_type=pytesseract.Output.DICT, timeout=120
    )
    centres = [(line[0].box[1] + line[0].box[3]) / 2 for line in page.lines]
    pitch = (centres[-1] - centres[0]) / max(1, len(centres) - 1) or 100.0
    rows: list[list[Word]] = [[] for _ in centres]
    for text, left, top, width, height in zip(
        data["text"], data["left"], data["top"], data["width"], data["height"], strict=True
    ):
        if not text.strip():
            continue
        x, y = _unskewed(left + width / 2, top + height / 2, page, skew)
        nearest = min(range(len(centres)), key=lambda i: abs(centres[i] - y))
        if abs(centres[nearest] - y) < pitch * 0.6:
            rows[nearest].append(Word(text.strip(), (x - width / 2, top, x + width / 2, top + height)))
    return [sorted(row, key=lambda word: word.box[0]) for row in rows]


def _unskewed(x: float, y: float, page: Page, skew: float) -> tuple[float, float]:
    """Turn a point of the skewed image back to the upright page."""
    angle = math.radians(skew)
    cx, cy = page.image.width / 2, page.image.height / 2
    dx, dy = x - cx, y - cy
    return cx + dx * math.cos(angle) - dy * math.sin(angle), cy + dx * math.sin(angle) + dy * math.cos(angle)


def _same_ink(a: Word, b: Word) -> bool:
    overlap = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    narrower = min(a.box[2] - a.box[0], b.box[2] - b.box[0])
    return overlap > MIN_OVERLAP * max(1.0, narrower)


def tie(printed: Sequence[Word], read: Sequence[Word]) -> list[tuple[str, str]]:
    """Group the printed and the read words of one line that share ink, in reading order."""
    groups: list[tuple[list[str], list[str]]] = []
    i = j = 0
    while i < len(printed) or j < len(read):
        if i == len(printed) or (j < len(read) and read[j].box[2] <= printed[i].box[0]):
            groups.append(([], [read[j].text]))
            j += 1
            continue
        if j == len(read) or not _same_ink(printed[i], read[j]):
            before = j == len(read) or printed[i].box[0] <= read[j].box[0]
            groups.append(([printed[i].text], []) if before else ([], [read[j].text]))
            i, j = (i + 1, j) if before else (i, j + 1)
            continue
        left, right = i, j
        i, j = i + 1, j + 1
        while True:  # grow the group while either side's next word touches its other side's last
            if i < len(printed) and _same_ink(printed[i], read[j - 1]):
                i += 1
            elif j < len(read) and _same_ink(printed[i - 1], read[j]):
                j += 1
            else:
                break
        groups.append(([w.text for w in printed[left:i]], [w.text for w in read[right:j]]))
    return [(" ".join(a), " ".join(b)) for a, b in groups]


def make_page(texts: Sequence[Text], seed: int, reader: Reader, fonts: str) -> dict[str, object]:
    """Make one page of pairs; everything about it follows from the seed."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw, not a secret
    text = rng.choice(texts)
    blocks = paragraphs(text.text)
    start = rng.randrange(max(1, len(blocks) - 10))
    style, wear = choose_style(rng), choose_wear(rng)
    page = typeset(blocks[start : start + LINES_PER_PAGE], style, LINES_PER_PAGE, rng, fonts)
    image = degrade(page.image, wear, seed)
    rows = read_words(page, image, wear.skew, reader)
    lines = [tie(printed, read) for printed, read in zip(page.lines, rows, strict=True)]
    return {"doc": text.id, "seed": seed, "style": asdict(style), "wear": asdict(wear), "lines": lines}


def main(argv: Sequence[str] | None = None) -> int:
    """Write pages of pairs to a file, one JSON line each; flushes every page, so that a stop loses nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=["train", "held_out"], default="train")
    parser.add_argument("--language", default="eng")
    parser.add_argument("--tessdata-dir", default="", help="folder of other models than the installed ones")
    parser.add_argument("--oem", type=int, default=3, help="Tesseract's engine mode")
    parser.add_argument(
        "--fonts", default="", help="folder to look for the font files in, if the system does not know them"
    )
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    texts = [t for t in read_corpus(args.corpus) if held_out(t.id) == (args.split == "held_out")]
    reader = Reader(args.language, args.tessdata_dir, args.oem)
    with args.out.open("a", encoding="utf-8") as out:
        for number in range(args.pages):
            page = make_page(texts, args.seed * 1_000_000 + number, reader, args.fonts)
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            out.flush()
    sys.stderr.write(f"{args.pages} pages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
