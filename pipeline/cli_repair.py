"""`vanban repair`: a filter from garbled text to Vietnamese, line for line."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import RejectedError
from pipeline import rooms
from pipeline.console import product

EXAMPLES = """Examples:

vanban repair garbled.txt > repaired.txt

pdftotext old.pdf - | vanban repair"""


def repair(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A text file; - or nothing: standard input.")] = "-",
) -> None:
    """Restore the Vietnamese of a garbled text: text in, repaired text out, line for line."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        path = _copy_of_input(Path(folder)) if file == "-" else Path(file)
        if path.is_file() and not path.read_bytes().strip():
            product(path.read_text(encoding="utf-8"))
            return
        product(repaired(path, Path(folder)))


def repaired(path: Path, workspace: Path) -> str:
    """Return the repaired text of a text file, with as many lines as the file has.

    Raises:
        RejectedError: when the file is no text or cannot be read.
    """
    document = rooms.read(path, {}, workspace)
    if not document.media_type.startswith("text/"):
        raise RejectedError(
            "This is not a text file.",
            remedy="Use `vanban run` for scans, PDFs and Word files.",
            code="not_text",
            file=str(path),
        )
    return with_line_ends(rooms.repair(document).text, path.read_bytes())


def with_line_ends(text: str, data: bytes) -> str:
    """Return ``text`` with the line ends of Windows where ``data``, from which it comes, has no others."""
    lines = data.count(b"\n")
    return text.replace("\n", "\r\n") if lines and data.count(b"\r\n") == lines else text


def _copy_of_input(folder: Path) -> Path:
    if sys.stdin is None:
        raise RejectedError(
            "Standard input is closed.",
            remedy="Name a text file, or send its text to standard input.",
            code="no_input",
        )
    if sys.stdin.isatty():
        sys.stderr.write("Type or paste the text and end it with Ctrl-D.\n")
    path = folder / "standard input.txt"
    with path.open("wb") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
    return path
