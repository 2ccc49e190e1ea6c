"""What the heads of tables of targets say, by their usual words and by those of data/target_tables.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.structure.tables.heads import measure_kind

YEAR = re.compile(r"\b20\d\d\b")
_BARE_YEAR = re.compile(r"(?:năm\s+)?(20\d\d)", re.IGNORECASE)


def kinds_of(texts: Sequence[str], year: str = "") -> list[str | None]:
    """Return what the head cells say.

    Without a column of indicators, one that names aims beside a year to reach is one. A bare year before ``year``, that
    of the document, states what was reached.
    """
    kinds = [_kind(text, year) for text in texts]
    if "indicator" in kinds:
        return kinds
    named = [i for i, text in enumerate(texts) if kinds[i] in {None, "target"} and head_says("named", text)]
    dated = any(kind == "target" and YEAR.search(text) for kind, text in zip(kinds, texts, strict=True))
    if len(named) == 1 and dated and not YEAR.search(texts[named[0]]):
        kinds[named[0]] = "indicator"
    return kinds


def _kind(text: str, year: str) -> str | None:
    bare = _BARE_YEAR.fullmatch(text)
    past = head_says("reached", text) or (bare and bare[1] < year)
    return measure_kind(text) if not past or measure_kind(text) == "ratio" else "result"


@cache
def _heads(name: str) -> re.Pattern[str]:
    node = structure("target_tables")
    for key in name.split("."):
        node = node[key]
    return re.compile("|".join(node), re.IGNORECASE)


def head_says(name: str, text: str) -> bool:
    """Tell whether a head cell is one of that list in data/target_tables.toml; a dot leads into its parts."""
    return _heads(name).fullmatch(text) is not None


def says(name: str, text: str) -> bool:
    """Tell whether a text holds one of the phrases of [senses] in data/target_tables.toml, as words of their own."""
    return _senses(name).search(text) is not None


def phrase(name: str, text: str) -> str:
    """Return the first phrase of [senses] that a text holds, "" where it holds none."""
    found = _senses(name).search(text)
    return squeeze(found[0]) if found else ""


@cache
def _senses(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(structure('target_tables')['senses'][name])})", re.IGNORECASE)
