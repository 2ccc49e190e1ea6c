"""A line that obeys: the words in a file say what happens to it. Importable by worker processes."""

import ctypes
import errno
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from corpus.document import Document, plain_document
from corpus.errors import MissingDependencyError, OutputError, RejectedError
from corpus.files import folder_atomically, write_atomically
from corpus.record import DocumentInfo, Problem, Record
from pipeline.inputs import content_hash
from pipeline.line import Line, Value


def read(path: Path, options: Mapping[str, Value], workspace: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    (workspace / "page.png").write_bytes(b"an image")
    journal = options.get("journal")
    if journal:
        with Path(str(journal)).open("a", encoding="utf-8") as stream:
            stream.write(f"{path.name}\n")
    _obey(text.split())
    return plain_document(text, identity=f"sha256:{content_hash(path)}", source=path.name)


def _obey(words: list[str]) -> None:
    match words:
        case ["sleep", seconds, *_]:
            time.sleep(float(seconds))
        case ["child", seconds, *_]:
            subprocess.run(["sleep", seconds], check=True)
        case ["segfault", *_]:
            ctypes.string_at(0)
        case ["kill", *_]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["litter", *_]:
            tempfile.mkdtemp()
            os.kill(os.getpid(), signal.SIGKILL)
        case ["leave", *_]:
            os._exit(7)
        case ["fail", *_]:
            raise KeyError("a bug")
        case ["hog", *_]:
            bytearray(64 * 2**30)
        case ["print", *_]:
            os.write(1, b"noise of a library")
        case _:
            _raise(words)


def _move(path: Path, how: str) -> None:
    if how == "vanish":
        path.unlink()
        raise RejectedError("It is gone.", remedy="Bring it back.", code="unreadable")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("more")


def _raise(words: list[str]) -> None:
    if words and words[0] in {"grow", "vanish"}:
        _move(Path(words[1]), words[0])
    if words and words[0] == "nospace":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if words and words[0] == "stopped":
        raise RejectedError("Tesseract was killed.", remedy="Try again.", code="recognition_stopped")
    errors = {"reject": RejectedError, "missing": MissingDependencyError, "full": OutputError}
    if words and words[0] in errors:
        raise errors[words[0]]("It is bad.", remedy="Make it good.", code="told")


def repair(document: Document) -> Document:
    return document


def extract(document: Document) -> Record:
    partial = document.text.startswith("partial")
    problems = (
        [Problem(code="page_failed", reason="Page 2 is blank.", remedy="Scan it again.", page=2)] if partial else []
    )
    info = DocumentInfo(
        id=document.id,
        source=document.source,
        media_type=document.media_type,
        pages=1,
        language="vi",
        condition=document.condition,
        status="partial" if partial else "done",
        errors=problems,
    )
    return Record(document=info)


def write(record: Record, document: Document, folder: Path) -> Record:
    with folder_atomically(folder) as unfinished:
        write_atomically(unfinished / "text.txt", document.text)
        write_atomically(unfinished / "record.json", record.model_dump_json())
    return record


def line() -> Line:
    return Line(read, repair, extract, write)


def broken_line() -> Line:
    raise ImportError("no such model")
