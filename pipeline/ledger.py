"""The ledger of a run folder: what is finished stays finished, also after kill -9.

One SQLite file in write-ahead mode. A document's row is written after its files are, in one transaction, by the
parent process alone; so a row is the proof that the document's folder is whole.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import OutputError
from corpus.files import not_writable
from corpus.run import RunEntry
from corpus.text import valid

NAME = "ledger.sqlite3"
VERSION = 1
"""Of the tables below; a ledger of another version is refused, not guessed at."""

_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

_TABLES = """
CREATE TABLE IF NOT EXISTS documents (
  sha256 TEXT PRIMARY KEY, key TEXT NOT NULL, limits TEXT NOT NULL, folder TEXT NOT NULL, entry TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS inputs (path TEXT PRIMARY KEY, shown TEXT NOT NULL, sha256 TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document's row: under which key and limits it was made, its folder's name, and its entry for the manifest."""

    key: str
    limits: str
    folder: str
    entry: RunEntry


def fingerprint(values: Mapping[str, object]) -> str:
    """Return a short hash of options or versions; the order of the names does not matter."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Ledger:
    """The rows of one run folder. Not for several processes at once: the run folder's lock sees to that."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, sha256: str) -> Finished | None:
        """Return the document's row, whatever its key, or None."""
        row = self._connection.execute(
            "SELECT key, limits, folder, entry FROM documents WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return Finished(row[0], row[1], row[2], RunEntry.model_validate_json(row[3])) if row else None

    def finish(self, sha256: str, done: Finished) -> None:
        """Write the document's row, durably, in place of an earlier one."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
                (sha256, done.key, done.limits, done.folder, done.entry.model_dump_json()),
            )

    def name_inputs(self, inputs: Mapping[Path, tuple[str, str]]) -> None:
        """Remember which path (absolute) is shown how and had which hash."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?)",
                [(valid(str(path)), shown, sha256) for path, (shown, sha256) in inputs.items()],
            )

    def everything(self) -> Iterator[tuple[str, str, RunEntry]]:
        """Yield path as shown, hash and entry of every input, of this run and earlier ones, that has a row."""
        rows = self._connection.execute(
            "SELECT shown, sha256, entry FROM inputs JOIN documents USING (sha256) ORDER BY shown"
        )
        for shown, sha256, entry in rows:
            yield shown, sha256, RunEntry.model_validate_json(entry)


@contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """Open the ledger in ``folder``, made when it is not there.

    Raises:
        OutputError: when the file is damaged, of another version, or cannot be written.
    """
    try:
        with closing(sqlite3.connect(folder / NAME)) as connection:
            _prepare(connection, folder / NAME)
            yield Ledger(connection)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in _DISK:  # what the rest says more exactly does not matter here
            raise not_writable(folder / NAME, str(error)) from error
        raise _unusable(folder / NAME, f"The ledger cannot be used ({error}).") from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in {0, VERSION}:
        raise _unusable(path, f"The ledger was written by another version of vanban (layout {version}).")
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA user_version={VERSION}")


def _unusable(path: Path, reason: str) -> OutputError:
    return OutputError(
        reason,
        remedy="Move this file away to start the ledger anew; every document is then done again.",
        code="ledger_unusable",
        file=str(path),
    )
