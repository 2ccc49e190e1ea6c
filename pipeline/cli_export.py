"""`vanban export`: the records of a whole run in one file."""

import io
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus.files import stream_atomically
from pipeline import rooms
from pipeline.console import messages, plain, standard_output

EXAMPLES = """Examples:

vanban export results --format csv -o targets.csv

vanban export results --format jsonl | head -1"""


class Format(StrEnum):
    """What the records are written as."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `vanban run` wrote to.")],
    kind: Annotated[
        Format, typer.Option("--format", "-f", help="csv: a row for each target, opens in Excel. jsonl: whole records.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to standard output.")
    ] = None,
) -> None:
    """Write the records of a whole run as one table or one file of records."""
    if output is None:
        with standard_output() as stream:
            rooms.export(folder, kind, stream)
        return
    with stream_atomically(output) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        count = rooms.export(folder, kind, text)
        text.detach()  # flushes, and leaves closing to the file's owner
    messages().print(plain(f"{count} {'targets' if kind is Format.CSV else 'records'} in {output}"), markup=False)
