"""Speed and accuracy beside bare Tesseract: ``make bench``.

Always on the project's specimen; with the reference documents (VANBAN_SHARED, or a folder ``shared`` beside the
checkout) on those too. Figures are ratios where they can be, since machines differ. Standard output gets JSON.
"""
# ruff: noqa: INP001  # a script and its neighbour, not a package

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytesseract
from pdf2image import convert_from_path
from rich.console import Console
from rich.table import Table
from scoring import Score, mean, score

from corpus.document import plain_document
from corpus.text import nfc
from pipeline.inputs import content_hash
from pipeline.line import Line
from pipeline.rooms import load_line

REPOSITORY = Path(__file__).resolve().parent.parent
SPECIMENS = REPOSITORY / "corpus" / "specimens"
SHARED = Path(os.environ.get("VANBAN_SHARED") or REPOSITORY.parent / "shared")
DPI = 200


@dataclass(frozen=True, slots=True)
class Job:
    """A file and what is printed on its pages, by 0-based page."""

    name: str
    path: Path
    printed: dict[int, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of all cores together."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """One way of reading one file."""

    file: str
    way: str
    cost: Cost
    score: Score


def scans() -> Iterator[Job]:
    """Yield the scans whose print is known."""
    gold = (SPECIMENS / "programme.gold.txt").read_text(encoding="utf-8").split("\f")
    yield Job("programme", SPECIMENS / "programme.pdf", dict(enumerate(gold)))
    for path in sorted(SHARED.glob("scans/*/doc.pdf")):
        pages = {int(p.name.split(".")[0].removeprefix("page-")) - 1: p for p in path.parent.glob("page-*.gold.txt")}
        yield Job(path.parent.name, path, {n: p.read_text(encoding="utf-8") for n, p in sorted(pages.items())})


def garbled() -> Iterator[Job]:
    """Yield the garbled texts whose print is known."""
    gold = (SPECIMENS / "programme.gold.txt").read_text(encoding="utf-8")
    yield Job("programme.garbled", SPECIMENS / "programme.garbled.txt", {0: gold})
    for path in sorted(SHARED.glob("gold/*.ocr.txt")):
        printed = path.with_name(path.name.replace(".ocr.", ".gold.")).read_text(encoding="utf-8")
        yield Job(path.name.removesuffix(".ocr.txt"), path, {0: printed})


def bare_tesseract(path: Path) -> list[str]:
    """Read each page as anyone would: rendered, and straight to Tesseract."""
    with tempfile.TemporaryDirectory() as folder:
        pages = convert_from_path(path, dpi=DPI, grayscale=True, output_folder=folder, paths_only=True)
        return [pytesseract.image_to_string(page, lang="vie", config=f"--dpi {DPI}") for page in pages]


def by_vanban(line: Line, path: Path) -> list[str]:
    """Take the file through the whole line, with everything that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder, "pages")
        workspace.mkdir()
        line.process(path, {}, workspace, Path(folder, "out"), content_hash(path))
        return Path(folder, "out", "text.txt").read_text(encoding="utf-8").split("\f")


def restored(line: Line, path: Path) -> list[str]:
    """Repair a text and nothing else."""
    text = nfc(path.read_text(encoding="utf-8"))
    return [line.repair(plain_document(text, identity="", source=path.name)).text]


def measured(job: Job, way: str, read: Callable[[Path], list[str]]) -> Row:
    """Read the file in that way and return what it cost and how good it is."""
    wall, cpu = time.perf_counter(), _cpu()
    pages = read(job.path)
    cost = Cost(round(time.perf_counter() - wall, 2), round(_cpu() - cpu, 2))
    texts = {n: pages[n] for n in job.printed if n < len(pages)}
    return Row(job.name, way, cost, mean([score(job.printed[page], text) for page, text in texts.items()]))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def rows(console: Console) -> Iterator[Row]:
    """Measure everything, one after the other."""
    begun = time.perf_counter()
    line = load_line()
    restored(line, SPECIMENS / "programme.garbled.txt")  # the models load with the first word
    console.print(f"loading the rooms and the models: {time.perf_counter() - begun:.1f} s, once for each worker")
    for job in garbled():
        yield measured(job, "as read", lambda path: [path.read_text(encoding="utf-8")])
        yield measured(job, "vanban", lambda path: restored(line, path))
    for job in scans():
        yield measured(job, "Tesseract", bare_tesseract)
        yield measured(job, "vanban", lambda path: by_vanban(line, path))


def shown(pairs: list[tuple[Row, Row]]) -> Table:
    """Return the table: each file's two ways, and vanban's ratios to the other."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("file", "way", "wall s", "cpu s", "lines", "numbers", "diacritics", "wall x", "cpu x", "errors x"):
        table.add_column(name, justify="left" if name in {"file", "way"} else "right", no_wrap=True)
    for base, ours in pairs:
        for row in (base, ours):
            shares = (f"{share:.3f}" for share in (row.score.lines, row.score.numbers, row.score.diacritics))
            ratios = _ratios(base, ours) if row is ours else ()
            table.add_row(row.file, row.way, f"{row.cost.wall:.1f}", f"{row.cost.cpu:.1f}", *shares, *ratios)
    return table


def _ratios(base: Row, ours: Row) -> tuple[str, ...]:
    costs = ((ours.cost.wall, base.cost.wall), (ours.cost.cpu, base.cost.cpu))
    errors = (1 - ours.score.lines, 1 - base.score.lines)
    return tuple(f"{a / b:.2f}" if b > 0.001 else "" for a, b in (*costs, errors))


def main() -> None:
    """Measure, show the table on standard error and print the figures as JSON."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # both ways alike
    console = Console(stderr=True, highlight=False, width=120)
    found = list(rows(console))
    console.print(shown(list(zip(found[::2], found[1::2], strict=True))))
    sys.stdout.write(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
