"""How well the text of pictures on born-digital pages is read, and put in order among the page's own.

    python bench/pictures.py PDF_FOLDER [--pages 24] [--seed 5]

One page of each document: its middle third becomes a picture, as it is and photocopied at 200 and 150 dpi, and the
layer keeps the rest. What is printed is the text layer. `lines` and `numbers` are those of the picture; `order` counts
the edits between the syllables of the page with its picture and those of the page as it was, of 1,000.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import command
import pypdfium2
from garble import photocopy
from PIL import Image
from scans import LEAST_WORDS, scaled
from scoring import Score, mean, score, syllable_edits

from corpus.document import Box, Condition, Document
from corpus.training.degrade import degrade
from ocr import ReadOptions
from ocr.draft import Origin, Segment, assemble
from ocr.files.layer_page import LayerPage, read_layer_page
from ocr.files.soundness import Verdict
from ocr.files.text_layer import LayerWords, layer_words
from ocr.page.page_image import Reader
from ocr.repair import repair

DPI = 200
_NUMBER = re.compile(r"\S*\d\S*")
KINDS = {"clean": None, "copy 200": 200, "copy 150": 150}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page drawn at ``DPI``, its layer's lines, and from where to where (pixels down) it is to be a picture."""

    document: str
    image: Image.Image
    lines: list[Segment]
    top: int
    bottom: int


def sheets(folder: Path, pages: int, seed: int) -> Iterator[Sheet]:
    """Yield one page of each document, drawn from ``seed``, that has enough words."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw, not a secret
    paths = sorted(folder.glob("*.pdf"))
    for path in rng.sample(paths, min(pages, len(paths))):
        with pypdfium2.PdfDocument(path) as pdf:
            for number in rng.sample(range(len(pdf)), len(pdf)):
                image = pdf[number].render(scale=DPI / 72).to_pil().convert("RGB")
                lines = layer_words(pdf[number], *image.size).level
                if sum(map(len, lines)) >= LEAST_WORDS and (band := _band(lines, image.height)):
                    yield Sheet(path.stem, image, lines, *band)
                    break


def _band(lines: Sequence[Segment], height: int) -> tuple[int, int] | None:
    """The middle third of a page, cut where no letter stands."""
    filled = {row for line in lines for t in line if t.box for row in range(t.box.top + 4, t.box.bottom - 4)}
    bare = [row for row in range(height) if row not in filled]
    top, bottom = (min(bare, key=lambda row: abs(row - height * share)) for share in (0.36, 0.66))
    return (top, bottom) if bottom - top > height * 0.2 else None


def worn(sheet: Sheet, dpi: int | None, seed: int) -> Image.Image:
    """Return the page with its middle as a picture: as drawn, or photocopied at ``dpi``."""
    page, box = sheet.image.copy(), (0, sheet.top, sheet.image.width, sheet.bottom)
    if dpi:
        picture = scaled(page.crop(box).convert("L"), DPI, dpi)
        copied = degrade(picture, photocopy(random.Random(f"{seed} {sheet.document}"), dpi), seed)  # noqa: S311
        page.paste(copied.convert("RGB").resize((box[2], box[3] - box[1])), box[:2])
    return page


def read(sheet: Sheet, image: Image.Image, lines: list[Segment], pictures: tuple[Box, ...]) -> Document:
    """Read and repair a page with these lines of its layer and these pictures."""
    page = LayerPage(1, image, DPI, LayerWords(lines, []), Verdict(sound=True, reason="", pictures=pictures))
    with tempfile.TemporaryDirectory() as folder:
        draft = read_layer_page(page, lambda dpi: scaled(image, DPI, dpi), Path(folder, "page"), Reader(ReadOptions()))
    origin = Origin("sha256:", sheet.document, "application/pdf")
    return repair(assemble(origin, [draft], condition=Condition.CLEAN, language="vi"))


def within(document: Document, sheet: Sheet) -> str:
    """Return the lines that stand in the picture."""
    numbered = [(at, line.box) for at, (_, line) in enumerate(document.lines)]
    inside = [at for at, box in numbered if box and sheet.top <= _middle(box) < sheet.bottom]
    return "\n".join(document.text[slice(*document.line_span(at))] for at in inside)


def measure(folder: Path, pages: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield a row for each kind of picture."""
    found: dict[str, list[Score]] = defaultdict(list)
    edits: dict[str, list[tuple[int, int]]] = defaultdict(list)
    numbers: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for sheet in sheets(folder, pages, seed):
        inside = [line for line in sheet.lines if line[0].box and sheet.top <= _middle(line[0].box) < sheet.bottom]
        outside = [line for line in sheet.lines if not any(line is other for other in inside)]
        printed = "\n".join(" ".join(t.text for t in line) for line in inside)
        whole = read(sheet, sheet.image, sheet.lines, ())
        left, top, right, bottom = (edge * 72 // DPI for edge in (0, sheet.top, sheet.image.width, sheet.bottom))
        for kind, dpi in KINDS.items():
            document = read(sheet, worn(sheet, dpi, seed), outside, (Box(left, top, right, bottom),))
            found[kind].append(score(printed, within(document, sheet)))
            edits[kind].append(syllable_edits(whole.text, document.text))
            numbers[kind].append((found[kind][-1].numbers, len(_NUMBER.findall(printed))))
            sys.stderr.write(f"{sheet.document} {kind} {found[kind][-1]} {edits[kind][-1]}\n")
    for kind, scores in found.items():
        result = mean(scores)
        order = 1000 * sum(count for count, _ in edits[kind]) / sum(of for _, of in edits[kind])
        found_numbers = sum(share * of for share, of in numbers[kind]) / sum(of for _, of in numbers[kind])
        shares = {"lines": result.lines, "numbers": round(found_numbers, 4), "order": round(order, 1)}
        yield {"set": kind, **shares, "of_words": result.weight, "of_numbers": sum(of for _, of in numbers[kind])}


def _middle(box: Box) -> int:
    return (box.top + box.bottom) // 2


if __name__ == "__main__":
    sys.exit(command.run(__doc__, measure, pages=24, seed=5))
