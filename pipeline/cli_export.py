"""`vanban export`: the records of a whole run in one file."""
# ruff: noqa: PLC0415  # the store is loaded when it is needed: `vanban --help` is quick

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from corpus.errors import ExitCode, RejectedError, VanbanError
from corpus.files import stream_atomically
from pipeline.cli_serve import Database
from pipeline.console import explain, messages, plain, standard_output
from pipeline.usage import UsageError

if TYPE_CHECKING:
    from corpus.store import Store
    from outputs.export import About, Exported

EXAMPLES = """Examples:

vanban export results --format xlsx -o results/targets.xlsx

vanban export results --format docx --reviewed -o report.docx

vanban export results --format jsonl | head -1

Links in a workbook lead from the file's place to the summaries; one written to standard output belongs into DIR. A
damaged record is told of and left out, and the exit code is 4 then."""


class Format(StrEnum):
    """What the records are written as."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


_WHOLE = (Format.XLSX, Format.DOCX)
"""Formats of which a part is of no use, and which are not text."""


def export(  # noqa: PLR0913, PLR0917  # typer makes an option of each parameter
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `vanban run` wrote to.")],
    kind: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="xlsx: a workbook for Excel. docx: a report to print. csv: a row for each target. jsonl: whole "
            "records, for programs.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to standard output.")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="The records as people have left them in `vanban review` or `serve`.")
    ] = False,
    decided_only: Annotated[
        bool, typer.Option("--decided-only", help="With --reviewed: only what somebody has judged.")
    ] = False,
    database: Database = None,
) -> None:
    """Write the records of a whole run as one workbook, report, table or file of records."""
    if decided_only and not reviewed:
        raise UsageError(
            "--decided-only goes with --reviewed.", remedy="Add --reviewed, or leave it out.", code="options"
        )
    job = _Job(folder, kind, reviewed, decided_only, database, base=_way(folder, output) if output else "")
    if output is None:
        _to_standard_output(job)
    else:
        with stream_atomically(output) as file:
            count = job.write(file)
        what = "targets" if kind is Format.CSV else "documents" if kind in _WHOLE else "records"
        messages().print(plain(f"{count} {what} in {output}"), markup=False)
    if job.left_out:
        messages().print(plain(f"{job.left_out} left out: see above."), markup=False)
        raise typer.Exit(ExitCode.PARTIAL)


@dataclass
class _Job:
    """What is to be written from where. ``left_out`` counts the documents that could not be."""

    folder: Path
    kind: Format
    reviewed: bool
    decided_only: bool
    database: str | None
    base: str
    left_out: int = 0
    used: int = field(default=0, init=False)

    def write(self, stream: BinaryIO) -> int:
        """Write to ``stream``; return the number of rows (csv) or documents.

        Raises:
            RejectedError: when there is nothing to write, or not one record is sound.
            OutputError: when a folder cannot be read or the output not be written.
        """
        from outputs.export import WRITERS

        with self._source() as (documents, about):
            count = WRITERS[self.kind](self._counted(documents), stream, about)
        if self.used == 0 and (self.left_out or self.reviewed):
            raise RejectedError(
                "There is no document that could be written.",
                remedy="Do what is said above about each, or check the name of the folder.",
                code="nothing_to_export",
                file=str(self.folder),
            )
        return count

    @contextmanager
    def _source(self) -> Iterator[tuple[Iterable["Exported"], "About"]]:
        from outputs.export import About, from_folder, from_store, reviewed_until, run_moment

        if not self.reviewed:
            yield from_folder(self.folder, self._tell), About(run_moment(self.folder), base=self.base)
            return
        with _store(self.folder, self.database) as store:
            documents = from_store(store, self._tell, decided_only=self.decided_only)
            yield documents, About(reviewed_until(store), reviewed=True, base=self.base)

    def _counted(self, documents: Iterable["Exported"]) -> Iterator["Exported"]:
        for document in documents:
            self.used += 1
            yield document

    def _tell(self, error: VanbanError) -> None:
        explain(error)
        self.left_out += 1


def _to_standard_output(job: _Job) -> None:
    """A whole file is made first: nobody gets half of one."""
    if job.kind not in _WHOLE:
        with standard_output() as stream:
            job.write(stream.buffer)
        return
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            f"A file of the kind {job.kind} is not for a terminal.",
            remedy=f"Name a file: -o targets.{job.kind}.",
            code="binary_to_terminal",
        )
    with tempfile.TemporaryFile() as whole:
        job.write(whole)
        whole.seek(0)
        with standard_output() as stream:
            shutil.copyfileobj(whole, stream.buffer)


@contextmanager
def _store(folder: Path, database: str | None) -> Iterator["Store"]:
    """Open the store that people have worked in; one that is not there is not made."""
    from pipeline.serving import DATABASE, store_of

    if database is None and not (folder / DATABASE).is_file():
        raise RejectedError(
            f"Nobody has reviewed this run yet: there is no {DATABASE} in the folder.",
            remedy="Review it with vanban review DIR, name the office's database with --database, or leave out "
            "--reviewed.",
            code="no_review",
            file=str(folder),
        )
    with store_of(folder, database, private=False) as store:
        yield store


def _way(folder: Path, output: Path) -> str:
    """Return the way from the file's folder to the run's, as links have it."""
    way = Path(os.path.relpath(folder.resolve(), output.resolve().parent)).as_posix()
    return "" if way == "." else way
