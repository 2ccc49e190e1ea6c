"""The words of the pages in both languages, from texts.toml files: one beside each room's templates."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

_ROOMS = ("web", "review", "office")


@cache
def texts(language: Literal["vi", "en"]) -> dict[str, str]:
    """Return all texts in ``language`` by their key.

    Raises:
        ValueError: when a key stands in two files.
    """
    found: dict[str, str] = {}
    for room in _ROOMS:
        path = Path(__file__).parent.parent / room / "texts.toml"
        for key, both in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"the text {key} stands in two files")
            found[key] = both[language]
    return found
