"""Reads the knowledge that experts edit: tables (TSV) and structured lists (TOML) in corpus/data/."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.text import nfc


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``corpus/data/<name>.tsv`` as dictionaries by column; lines that start with # are comments.

    Raises:
        FileNotFoundError: when there is no such table.
        ValueError: when a row has more cells than the head has columns.
    """
    text = nfc(files("corpus").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    for row in rows:
        if None in row:
            raise ValueError(f"{name}.tsv: too many cells in the row {row}")
    return tuple({key: (value or "").strip() for key, value in row.items()} for row in rows)


@cache
def structure(name: str) -> dict[str, Any]:
    """Return ``corpus/data/<name>.toml``.

    Raises:
        FileNotFoundError: when there is no such file.
        tomllib.TOMLDecodeError: when it is not TOML.
    """
    text = nfc(files("corpus").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))
    return tomllib.loads(text)
