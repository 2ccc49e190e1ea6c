"""The keys of the review page, from keys.toml: the page, its help and the manual all tell the same."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Key:
    """What one or more keys do; ``action`` is the name by which the page's scripts know it."""

    action: str
    keys: tuple[str, ...]
    vi: str
    en: str
    group: str


@cache
def keys() -> tuple[Key, ...]:
    """Return all keys in the order of the help."""
    rows = tomllib.loads(Path(__file__).with_name("keys.toml").read_text(encoding="utf-8"))["key"]
    return tuple(Key(row["action"], tuple(row["keys"]), row["vi"], row["en"], row["group"]) for row in rows)
