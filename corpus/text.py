"""The one place where text is normalised."""

from __future__ import annotations

import unicodedata


def nfc(text: str) -> str:
    """Return ``text`` in Unicode NFC: every offset in this project counts code points of NFC text."""
    return unicodedata.normalize("NFC", text)


def valid(name: str) -> str:
    r"""Return a file's name as text that can be written: bytes in it that are no UTF-8 stand as ``\xff``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def unix_lines(text: str) -> str:
    r"""Return ``text`` with ``\r\n`` and lone ``\r`` as ``\n``, so that a line is what an editor shows as one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def flatten(text: str) -> str:
    """Return ``text`` with line and page breaks as single spaces: the same length, so offsets stay valid."""
    return text.replace("\n", " ").replace("\f", " ")


def squeeze(text: str) -> str:
    """Return ``text`` with every run of white space as one space and none at the ends: for display, not for offsets."""
    return " ".join(text.split())
