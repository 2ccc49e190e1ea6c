"""The name of a document's folder: readable, safe on every file system, and unique by content."""

import re
from pathlib import Path

from corpus.text import nfc

MAX_BYTES = 150
"""Of the readable part in UTF-8; file systems allow 255 and temporary names need some of them."""

_UNSAFE = re.compile(r"[^\w.-]+")


def folder_name(source: str, sha256: str) -> str:
    """Return ``<name>-<first 12 of sha256>`` for a file's name; Vietnamese letters stay, in NFC."""
    name = _UNSAFE.sub("_", nfc(Path(source).stem)).strip("._-")
    shortened = name.encode()[:MAX_BYTES].decode(errors="ignore")
    return f"{shortened.rstrip('._-') or 'document'}-{sha256[:12]}"
