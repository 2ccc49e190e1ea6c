"""Documents whose print, or whose right record, is known: the project's specimen, and the reference documents.

The reference documents are in VANBAN_SHARED, or in a folder ``shared`` beside the checkout; without them, the specimen
stands alone.
"""
# ruff: noqa: INP001  # a script's neighbour, not a package

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SPECIMENS = REPOSITORY / "corpus" / "specimens"
SHARED = Path(os.environ.get("VANBAN_SHARED") or REPOSITORY.parent / "shared")


@dataclass(frozen=True, slots=True)
class Job:
    """A file and what is printed on its pages, by 0-based page."""

    name: str
    path: Path
    printed: dict[int, str]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file and its reference annotations: the path that the names of the annotation files begin with.

    ``pages``: how many pages are annotated, from the first; None for all.
    """

    name: str
    path: Path
    gold: Path
    pages: int | None = None


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
    yield Job("programme", SPECIMENS / "programme.garbled.txt", {0: gold})
    for path in sorted(SHARED.glob("gold/*.ocr.txt")):
        printed = path.with_name(path.name.replace(".ocr.", ".gold.")).read_text(encoding="utf-8")
        yield Job(path.name.removesuffix(".ocr.txt"), path, {0: printed})


def annotated() -> Iterator[Annotated]:
    """Yield the annotated documents; of a scan, as many pages are annotated as are transcribed."""
    for path in sorted(SHARED.glob("seeds/003_*.txt")):
        yield Annotated("program78", path, SHARED / "gold" / "program78")
    for path in sorted(SHARED.glob("gold/*/doc.txt")):
        yield Annotated(path.parent.name, path, path.with_name("gold"))
    for path in sorted(SHARED.glob("scans/*/doc.pdf")):
        yield Annotated(path.parent.name, path, path.with_name("gold"), len(list(path.parent.glob("page-*.gold.txt"))))
