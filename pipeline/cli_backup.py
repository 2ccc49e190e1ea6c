"""`vanban backup` and `vanban restore`: the accounts, decisions and documents of an office in one file."""
# ruff: noqa: PLC0415  # the store is loaded when it is needed: `vanban --help` is quick

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import RejectedError
from pipeline.cli_serve import Data, Database
from pipeline.console import messages, plain

if TYPE_CHECKING:
    from corpus.store.backup import Part

BACKUP_EXAMPLES = """Examples:

vanban backup --data results -o backup-2026-11-28.zip

vanban backup --data results --database postgresql://vanban@db/vanban -o backup.zip

It may be made while people work. The file holds accounts: keep it as private as the folder."""
RESTORE_EXAMPLES = """Examples:

vanban restore backup-2026-11-28.zip --data restored

The folder, or the database, must be empty. A backup from SQLite may be restored into PostgreSQL, and the other way."""


def backup(
    data: Data,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write (ZIP).")],
    database: Database = None,
    files: Annotated[
        bool, typer.Option("--files/--no-files", help="Whether the documents' folders with their page images go along.")
    ] = True,
) -> None:
    """Write everything that people decided, the accounts and the documents to one file."""
    from corpus.store.backup import back_up
    from pipeline.serving import store_of

    if not data.is_dir():
        raise RejectedError("There is no such folder.", remedy="Check its name.", code="no_folder", file=str(data))
    with store_of(data, database, private=True) as store:
        index = back_up(store, output, files=files)
    _tell(f"{output}: {_contents(index.parts)}")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `vanban backup` wrote.")],
    data: Data,
    database: Database = None,
) -> None:
    """Bring a backup back into an empty folder or database."""
    from corpus.store.backup import restore as bring_back
    from pipeline.serving import store_of

    if not source.is_file():
        raise RejectedError("There is no such file.", remedy="Check its name.", code="no_file", file=str(source))
    data.mkdir(parents=True, exist_ok=True)
    with store_of(data, database, private=True) as store:
        index = bring_back(store, source)
    _tell(f"{data}: {_contents(index.parts)}, as of {index.made}")


def _contents(parts: dict[str, "Part"]) -> str:
    rows = sum(part.rows or 0 for part in parts.values())
    files = sum(name.startswith("files/") for name in parts)
    return f"{rows} rows, {files} files, {sum(part.size for part in parts.values()) / 2**20:.1f} MB"


def _tell(message: str) -> None:
    messages().print(plain(message), markup=False)
