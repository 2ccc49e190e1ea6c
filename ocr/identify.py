"""What a file is, from its bytes: names lie, and many arrive without one."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import RejectedError
from corpus.text import valid
from ocr import rejection
from ocr.draft import Origin
from ocr.options import ReadOptions

_CHUNK = 1 << 20
_WHOLE = 32 * _CHUNK  # bytes up to which a file is parsed whole to tell whether it is JSON
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx or PDF, and send that."
_SAVE_AS_PDF = "Save or print it as PDF, and send that."
_UNPACK = "Unpack it and send the documents inside."
_NOT_A_DOCUMENT = "Send the document itself, as PDF, image, Word file or text."

# first bytes -> what a clerk calls it, and the remedy
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "a Windows program", _NOT_A_DOCUMENT),
    (b"\x7fELF", "a Linux program", _NOT_A_DOCUMENT),
    (b"\xcf\xfa\xed\xfe", "a macOS program", _NOT_A_DOCUMENT),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"{\\rtf", "an RTF document", _SAVE_AS_DOCX),
    (b"GIF8", "a GIF image", "Save it as PNG, and send that."),
    (b"BM", "a BMP image", "Save it as PNG, and send that."),
    (b"%!PS", "a PostScript document", _SAVE_AS_PDF),
    (b"SQLite format 3\x00", "a database", _NOT_A_DOCUMENT),
)
_OFFICE_PARTS = (
    ("word/document.xml", "docx", ""),
    ("xl/workbook.xml", "an Excel workbook", _SAVE_AS_PDF),
    ("xl/workbook.bin", "an Excel workbook", _SAVE_AS_PDF),
    ("ppt/presentation.xml", "a PowerPoint presentation", _SAVE_AS_PDF),
    ("content.xml", "an OpenDocument file", _SAVE_AS_DOCX),
    ("META-INF/container.xml", "an e-book", _SAVE_AS_PDF),
)


class FileKind(StrEnum):
    """Which reader a file goes to."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Identified:
    """A file that will be read: its kind and where the document comes from."""

    kind: FileKind
    origin: Origin


def identify(path: Path, options: ReadOptions) -> Identified:
    """Return what the file at ``path`` is.

    Raises:
        RejectedError: when it is empty, unreadable, oversized, protected by a password, or of a kind that is not read.
    """
    name = path.name
    size = _size(path)
    if size == 0:
        raise rejection.empty(name)
    if size > options.max_bytes:
        what = f"{size / 2**20:.1f} MiB, and the limit is {options.max_bytes / 2**20:.1f} MiB"
        raise rejection.oversized(name, what, "max_bytes")
    head, identity = _head_and_identity(path)
    kind = _kind(path, head)
    return Identified(kind, Origin(identity, valid(name), str(kind)))


def _size(path: Path) -> int:
    try:
        status = path.stat()
    # missing, forbidden or a loop of links is OSError, or RuntimeError in some versions; NUL in a name is ValueError
    except (OSError, RuntimeError, ValueError) as error:
        raise rejection.unreadable(path.name, _detail(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise rejection.not_a_file(path.name)
    return status.st_size


def _head_and_identity(path: Path) -> tuple[bytes, str]:
    digest = hashlib.sha256()
    head = b""
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                head = head or chunk
                digest.update(chunk)
    except OSError as error:
        raise rejection.unreadable(path.name, _detail(error)) from error
    return head, f"sha256:{digest.hexdigest()}"


def _detail(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _kind(path: Path, head: bytes) -> FileKind:
    for start, kind in (
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"\xff\xd8\xff", FileKind.JPEG),
        (b"II*\x00", FileKind.TIFF),
        (b"MM\x00*", FileKind.TIFF),
    ):
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:1024]:  # readers accept rubbish before the mark, and scanners write it
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    _refuse(path.name, head)
    if is_json(path, head):
        raise rejection.data_file(path.name)
    return FileKind.TEXT


def is_json(path: Path, head: bytes) -> bool:
    """Tell whether a file that begins with ``head`` is JSON, whole or line by line; "[1] Khoản này" is a text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        return False
    whole = len(head) < _CHUNK
    lines = [line for line in start.split(b"\n")[: None if whole else -1] if line.strip()]
    if lines and all(map(_parses, lines)):
        return True
    return path.stat().st_size <= _WHOLE and _parses(start if whole else path.read_bytes())


def _parses(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(name: str, head: bytes) -> None:
    """Turn away what has a mark of its own and is not read."""
    if head.startswith(_OLE):
        raise _ole(name, head)
    for start, what, remedy in _OTHER_KINDS:
        # "BM" and "MZ" also open a text ("BM: ..."); a text has no NUL byte among its first
        if head.startswith(start) and (len(start) > 2 or b"\x00" in head[:512]):
            raise rejection.unknown_kind(name, what, remedy)
    if head[4:8] == b"ftyp":
        raise rejection.unknown_kind(name, "a HEIC photograph or a film", "Save the photograph as JPEG, and send that.")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise rejection.unknown_kind(name, "a WebP image", "Save it as PNG, and send that.")
    if head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise rejection.unknown_kind(name, "a web page", _SAVE_AS_PDF)


def _ole(name: str, head: bytes) -> RejectedError:
    """An OLE container is an Office file before 2007, or one of today in its envelope of encryption."""
    if "EncryptedPackage".encode("utf-16-le") in head or "EncryptionInfo".encode("utf-16-le") in head:
        return rejection.encrypted(name, "Office document")
    if "WordDocument".encode("utf-16-le") in head:
        return rejection.unknown_kind(name, "a Word document of before 2007 (.doc)", _SAVE_AS_DOCX)
    return rejection.unknown_kind(name, "an Office file of before 2007", _SAVE_AS_DOCX)


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    # a damaged directory raises more than BadZipFile: struct.error, ValueError, NotImplementedError, UnicodeError
    except Exception as error:
        raise rejection.corrupt(path.name, "zip container", _detail(error)) from error
    for part, what, remedy in _OFFICE_PARTS:
        if part in names and what == "docx":
            return FileKind.DOCX
        if part in names:
            raise rejection.unknown_kind(path.name, what, remedy)
    raise rejection.unknown_kind(path.name, "a zip archive", _UNPACK)
