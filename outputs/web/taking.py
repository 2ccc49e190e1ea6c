"""Takes in the files that people and systems send: kept by their hash, then entered for the line to read."""

from __future__ import annotations

import hashlib
import shutil
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO

from fastapi import Request, UploadFile
from starlette.exceptions import HTTPException

from corpus.files import stream_atomically
from corpus.store import Store, submissions
from corpus.store.submissions import file_of
from corpus.store.tables import SubmissionEntry
from corpus.text import nfc
from outputs.web.access import Person

_CHUNK = 2**20
_NAME_BYTES = 150
_SUFFIX_BYTES = 12


class OneFile(Request):
    """A request whose form may hold one file: the framework would take a thousand, each of any size."""

    async def _get_form(self, **_limits: Any) -> Any:
        return await super()._get_form(max_files=1, max_fields=8)


def take(store: Store, person: Person, file: UploadFile, most: int) -> tuple[SubmissionEntry, bool]:
    """Keep a file of up to ``most`` bytes and enter it; return its submission and whether the line has something to do.

    The file first: a server that is killed in between has lost nothing but the answer.

    Raises:
        HTTPException: when the file is larger (413).
        OutputError, OSError: when it cannot be kept.
    """
    sha256 = _hash(file.file, most)
    with store.reading() as session:
        known = submissions.newest(session, sha256)
    name = known.name if known else clean_name(file.filename)
    _keep(file.file, file_of(store, sha256, name))
    with store.writing() as session:
        return submissions.receive(session, person.actor.id, name, sha256)


def clean_name(name: str | None) -> str:
    """Return the name that a file is kept under: without folders, control characters and leading dots, and not long."""
    base = nfc((name or "").replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in base if not unicodedata.category(c).startswith("C")).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot or len(suffix.encode()) > _SUFFIX_BYTES:
        stem, dot, suffix = kept, "", ""
    short = stem.encode()[:_NAME_BYTES].decode(errors="ignore").strip(" .")
    return f"{short or 'document'}{dot}{suffix}"


def _hash(stream: BinaryIO, most: int) -> str:
    found, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise HTTPException(413)
        found.update(chunk)
    return found.hexdigest()


def _keep(stream: BinaryIO, path: Path) -> None:
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    stream.seek(0)
    with stream_atomically(path) as kept:
        shutil.copyfileobj(stream, kept, _CHUNK)
