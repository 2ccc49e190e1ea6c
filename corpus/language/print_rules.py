"""Rules for printed marks that are no syllables, kept as data: parts of document symbols, superscripts after units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class PrintRules:
    """As read -> as printed: `symbol_parts` of a document symbol (ND -> NĐ), `superscripts` of units (m? -> m²)."""

    symbol_parts: dict[str, str]
    superscripts: dict[str, str]


@lru_cache(maxsize=1)
def print_rules() -> PrintRules:
    """Load the rules that ship with the project."""
    data = json.loads(files("corpus.language").joinpath("print_rules.json").read_text(encoding="utf-8"))
    return PrintRules(data["symbol_parts"], data["superscripts"])
