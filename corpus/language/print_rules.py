"""Rules for printed marks that are no syllables, kept as data: parts of document symbols, superscripts after units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.language.orthography import bare


@dataclass(frozen=True)
class PrintRules:
    """As read -> as printed: parts of a document symbol (ND -> NĐ), acronyms (HDH -> HĐH), superscripts (m? -> m²)."""

    symbol_parts: dict[str, str]
    acronyms: dict[str, str]
    superscripts: dict[str, str]


@lru_cache(maxsize=1)
def print_rules() -> PrintRules:
    """Load the rules that ship with the project."""
    data = json.loads(files("corpus.language").joinpath("print_rules.json").read_text(encoding="utf-8"))
    acronyms = {bare(printed): printed for printed in data["acronyms"]}
    return PrintRules(data["symbol_parts"], acronyms, data["superscripts"])
