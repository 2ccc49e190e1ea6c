"""What a file of exported records says of itself, and the words that stand in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from outputs.wording import shown

_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What no XML may hold, apart from the control characters that ``shown`` takes out."""


@dataclass(frozen=True, slots=True)
class About:
    """The moment that the file shows and carries as its time, and whether it shows what people decided.

    ``base`` is the way from the file's folder to the run's, "" where they are the same.
    """

    moment: datetime
    reviewed: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its cells, its head, and its width in characters (workbook) or millimetres (report)."""

    key: str
    head: str
    width: float


@cache
def words() -> dict[str, Any]:
    """Return the content of texts.toml."""
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


@cache
def columns(group: str, table: str, *, reviewed: bool) -> tuple[Column, ...]:
    """Return the columns of ``table`` in "workbook" or "report"; the state stands last, where people were asked."""
    found = tuple(Column(key, head, width) for key, (head, width) in words()[group][table].items())
    return found if reviewed else tuple(column for column in found if column.key != "state")


def word(group: str, key: str) -> str:
    """Return the Vietnamese word for ``key``; an unknown key as it stands."""
    return str(words()[group].get(key, key))


def clean(text: str) -> str:
    """Return ``text`` on one line, with no character that a file of Word or Excel may not hold."""
    return _NO_CHARACTER.sub("", shown(text))
