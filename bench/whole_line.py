"""The whole line, from a scan to its record and summaries, beside what makes only its text: Tesseract and OCRmyPDF."""
# ruff: noqa: INP001  # a script's neighbour, not a package

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytesseract
from material import SPECIMENS, Job, scans
from pdf2image import convert_from_path
from scoring import mean, score

from pipeline.inputs import content_hash
from pipeline.rooms import load_line

DPI = 300  # what the other tools do by default, and what is advised for them


@dataclass(frozen=True, slots=True)
class Row:
    """One way over all scans: what it cost a page, of the clock and of all cores, beside bare Tesseract; how right."""

    way: str
    pages: int
    wall: float
    cpu: float
    cpu_ratio: float
    lines: float
    numbers: float


def by_tesseract(path: Path) -> list[str]:
    """Read each page as anyone would: rendered, and straight to Tesseract."""
    with tempfile.TemporaryDirectory() as folder:
        pages = convert_from_path(path, dpi=DPI, grayscale=True, output_folder=folder, paths_only=True)
        return [pytesseract.image_to_string(page, lang="vie", config=f"--dpi {DPI}") for page in pages]


def by_ocrmypdf(path: Path) -> list[str]:
    """Let OCRmyPDF write its PDF and the text beside it."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.txt")
        options = ["-l", "vie", "--force-ocr", "--output-type", "pdf", "--jobs", "1", "--quiet", "--sidecar", str(text)]
        subprocess.run(["ocrmypdf", *options, str(path), str(Path(folder, "out.pdf"))], check=True)  # noqa: S603, S607
        return text.read_text(encoding="utf-8").split("\f")


def by_vanban() -> Callable[[Path], list[str]]:
    """Return what takes a file through the whole line, with everything that it writes."""
    line = load_line()

    def read(path: Path) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Path(folder, "pages")
            workspace.mkdir()
            line.process(path, {}, workspace, Path(folder, "out"), content_hash(path))
            return Path(folder, "out", "text.txt").read_text(encoding="utf-8").split("\f")

    read(SPECIMENS / "programme.pdf")  # a worker loads the models once
    return read


def rows() -> Iterator[Row]:
    """Measure every way that is installed."""
    jobs = list(scans())
    ways: dict[str, Callable[[Path], list[str]]] = {"Tesseract": by_tesseract}
    if shutil.which("ocrmypdf"):
        ways["OCRmyPDF"] = by_ocrmypdf
    ways["vanban run"] = by_vanban()
    bare = 0.0
    for way, read in ways.items():
        row = _measured(way, jobs, read, bare)
        bare = bare or row.cpu
        yield row


def _measured(way: str, jobs: list[Job], read: Callable[[Path], list[str]], bare: float) -> Row:
    count, scores = 0, []
    wall, cpu = time.perf_counter(), _cpu()
    texts = [read(job.path) for job in jobs]
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    for job, pages in zip(jobs, texts, strict=True):
        count += len(pages)
        scores += [score(printed, pages[page]) for page, printed in job.printed.items() if page < len(pages)]
    each, whole = cpu / max(1, count), mean(scores)
    ratio = round(each / bare, 2) if bare else 1.0
    return Row(way, count, round(wall / max(1, count), 2), round(each, 2), ratio, whole.lines, whole.numbers)


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
