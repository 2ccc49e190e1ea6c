"""The maintained English renderings: what is not in a table has no English."""

from __future__ import annotations

from functools import cache

from corpus.folding import fold
from corpus.knowledge import table

_TABLES = ("glossary", "bodies", "provinces")


def english(vi: str, kind: str | None = None) -> str | None:
    """Return the maintained English of a whole Vietnamese phrase, or None when the tables hold none.

    Case, tone placement, dashes and white space do not matter. ``kind`` (a value of the glossary's column of that
    name) chooses between senses: "báo cáo" is a document type ("Report") and a task ("report"); without it the
    first sense in the table is meant.
    """
    key = fold(vi).strip(" .,;:")
    senses = _senses().get(key, {})
    if kind is not None and kind in senses:
        return senses[kind]
    return next(iter(senses.values()), None)


@cache
def _senses() -> dict[str, dict[str, str]]:
    """Folded phrase to its English by kind, in the order of the tables."""
    senses: dict[str, dict[str, str]] = {}
    for name in _TABLES:
        for row in table(name):
            if row["en"]:
                senses.setdefault(fold(row["vi"]), {}).setdefault(row["kind"], row["en"])
    return senses
