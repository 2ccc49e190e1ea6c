"""The options about reading that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from corpus.learned import NOTHING, Learned, load
from pipeline.line import Value

ScanDpi = Annotated[
    int | None,
    typer.Option(
        min=100, max=600, show_default="what suits office scans", help="Dots per inch at which scans are read."
    ),
]
MaxPages = Annotated[
    int | None, typer.Option(min=1, show_default="2000", help="Documents with more pages than this are rejected.")
]
RecogniseAlways = Annotated[
    bool, typer.Option("--recognise-always", help="Read the page images even where a PDF has text of its own.")
]

LEARNED = "learned"
"""The folder, inside an office's data folder, for what it has learned."""
LearnedFolder = Annotated[
    Path | None,
    typer.Option(
        "--learned", metavar="FOLDER", envvar="VANBAN_LEARNED", help="What the office has learned (`vanban learn`)."
    ),
]


def overlay_of(folder: Path | None) -> Learned:
    """Return what the office has learned; nothing without a folder.

    Raises:
        RejectedError: when there is no such folder, or a file in it is damaged.
    """
    return NOTHING if folder is None else load(folder)


def reading_options(scan_dpi: int | None, max_pages: int | None, recognise_always: bool) -> dict[str, Value]:
    """Return what the user has chosen; what they have not is left to ``ocr.options.ReadOptions``."""
    chosen: dict[str, Value] = {
        "scan_dpi": scan_dpi,
        "max_pages": max_pages,
        "recognise_always": recognise_always or None,
    }
    return {name: value for name, value in chosen.items() if value is not None}
