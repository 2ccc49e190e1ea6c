"""One file that holds a whole store: every table, and the documents' folders; to be restored into either database.

The file is a ZIP: ``backup.json`` (when, of which tables' version, with how many rows and bytes),
``tables/NAME.jsonl``, and the folders under ``files/``. It holds hashes of passwords and the secrets of webhooks, and
is as private as the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import Field, ValidationError
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from corpus.errors import OutputError, RejectedError
from corpus.files import TEMPORARY, stream_atomically
from corpus.record import Model
from corpus.store.clock import now
from corpus.store.engine import Store
from corpus.store.tables import Base, DocumentEntry

_INDEX = "backup.json"
_BATCH = 500
_KEPT_FILES = ("run.json", "index.html")
"""Files beside the documents' folders that belong to the run."""


class Part(Model):
    """One entry of the ZIP: bytes and SHA-256, and for a table the number of its rows."""

    size: int = Field(ge=0)
    sha256: str
    rows: int | None = None


class Index(Model):
    """What a backup holds. ``revision`` is the version of the tables."""

    made: str
    revision: str
    parts: dict[str, Part] = Field(default_factory=dict)


def back_up(store: Store, path: Path, *, files: bool = True) -> Index:
    """Write the whole store, as it is at one moment, to ``path``; ``files`` says whether the folders go with it.

    Raises:
        OutputError: when ``path`` cannot be written or a folder cannot be read.
    """
    parts: dict[str, Part] = {}
    with stream_atomically(path) as stream:
        os.fchmod(stream.fileno(), 0o600)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, store.snapshot() as session:
            for table in Base.metadata.sorted_tables:
                parts[f"tables/{table.name}.jsonl"] = _table(archive, session, table)
            if files:
                for name, source in _files(session, store.folder):
                    parts[name] = _file(archive, name, source)
            index = Index(made=now(), revision=store.revision(), parts=parts)
            archive.writestr(_INDEX, index.model_dump_json(indent=1))
    path.chmod(0o600)
    return index


def restore(store: Store, path: Path) -> Index:
    """Fill an empty store from a backup; nothing is kept of it if any part is missing or damaged.

    Raises:
        RejectedError: when the file is no backup, is damaged or of other tables, or the store is not empty.
        OutputError: when the files cannot be written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            index = _index(archive, path)
            _check(archive, index, path)
            if index.revision != store.revision():
                raise _unfit(path, f"The backup's tables are of version {index.revision}, not {store.revision()}")
            with store.writing() as session:
                if not is_empty(session):
                    raise _unfit(path, "The store to restore into holds documents or people already")
                for table in Base.metadata.sorted_tables:
                    session.execute(table.delete())
                    _fill(session, table, archive)
                _onward(session)
                _unpack(archive, index, store.folder)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise _unfit(path, "The file is no backup, or a part of it is missing") from error
    return index


def is_empty(session: Session) -> bool:
    """Whether nothing has been kept yet: no document and no person."""
    return not any(
        session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) for name in ("document", "user")
    )


def _table(archive: zipfile.ZipFile, session: Session, table: Table) -> Part:
    digest, size, count = hashlib.sha256(), 0, 0
    order = list(table.primary_key.columns)
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
        for row in session.execute(select(table).order_by(*order), execution_options={"yield_per": _BATCH}):
            line = (json.dumps(row._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
            out.write(line)
            digest.update(line)
            size, count = size + len(line), count + 1
    return Part(size=size, sha256=digest.hexdigest(), rows=count)


def _files(session: Session, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file to keep, by its name in the archive: those of the documents that the store knows."""
    for name in _KEPT_FILES:
        if (folder / name).is_file():
            yield f"files/{name}", folder / name
    for place in session.scalars(select(DocumentEntry.folder).order_by(DocumentEntry.folder)):
        for path in sorted((folder / place).rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not path.is_symlink() and not any(p.startswith(TEMPORARY) for p in inside.parts):
                yield f"files/{inside.as_posix()}", path


def _file(archive: zipfile.ZipFile, name: str, source: Path) -> Part:
    try:
        with source.open("rb") as stream, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as out:
            return _copied(stream, out)
    except OSError as error:
        raise OutputError(
            f"The file cannot be read: {error.strerror}.",
            remedy="Check the disk, or make a backup without files (--no-files).",
            code="file_not_read",
            file=str(source),
        ) from error


def _copied(source: Any, out: Any) -> Part:
    digest, size = hashlib.sha256(), 0
    while block := source.read(1 << 20):
        out.write(block)
        digest.update(block)
        size += len(block)
    return Part(size=size, sha256=digest.hexdigest())


def _index(archive: zipfile.ZipFile, path: Path) -> Index:
    try:
        return Index.model_validate_json(archive.read(_INDEX))
    except ValidationError as error:
        raise _unfit(path, "The file is no backup of vanban") from error


def _check(archive: zipfile.ZipFile, index: Index, path: Path) -> None:
    """Read every part once before anything is changed."""
    for name, part in index.parts.items():
        with archive.open(name) as stream:
            found = _copied(stream, _Nowhere())
        if (found.size, found.sha256) != (part.size, part.sha256):
            raise _unfit(path, f"The backup is damaged: {name} is not what was kept")


class _Nowhere:
    def write(self, _block: bytes) -> None:
        """Keep nothing."""


def _fill(session: Session, table: Table, archive: zipfile.ZipFile) -> None:
    with archive.open(f"tables/{table.name}.jsonl") as stream:
        for batch in _batches(stream):
            session.execute(insert(table), batch)


def _batches(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(json.loads(line))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _onward(session: Session) -> None:
    """Let PostgreSQL count on from the highest number in each table; SQLite does so by itself."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            highest = session.scalar(select(func.max(column)))
            name: dict[str, object] = {"table": f'"{table.name}"', "column": column.name}
            name |= {"value": highest or 1, "used": highest is not None}
            session.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :value, :used)"), name)


def _unpack(archive: zipfile.ZipFile, index: Index, folder: Path) -> None:
    for name in index.parts:
        parts = PurePosixPath(name).parts
        if parts[0] != "files":
            continue
        if ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
            raise RejectedError(
                f"The backup holds a file with a name that leads elsewhere: {name}.",
                remedy="Use a backup that vanban has made.",
                code="backup_unfit",
            )
        target = folder.joinpath(*parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as stream:
            _write(target, stream)


def _write(target: Path, stream: Any) -> None:
    with stream_atomically(target) as out:
        shutil.copyfileobj(stream, out, 1 << 20)


def _unfit(path: Path, reason: str) -> RejectedError:
    return RejectedError(
        f"{reason}.",
        remedy="Use a backup that this version of vanban has made, and an empty data folder or database.",
        code="backup_unfit",
        file=str(path),
    )
