"""A text as the stream of classes that the n-gram model sees: syllables, numbers, and ends of sentence."""

from __future__ import annotations

import re

from corpus.language.orthography import fold

BOUNDARY, UNKNOWN, NUMBER = "<s>", "<unk>", "<num>"
SPECIAL = (BOUNDARY, UNKNOWN, NUMBER)
# A blank line or closing punctuation ends a sentence; a line break alone does not. Commas, dashes, quotes are not seen.
_TOKEN = re.compile(
    r"(?P<end>\n\s*\n|[.;:!?…]+(?=[)”\"’]*\s|$))|(?P<num>\d[^\s]*?(?=[.;:,)”\"!?…]*(?:\s|$)))|(?P<word>[^\W\d_]+)"
)


def stream(text: str) -> list[str]:
    """Return the classes of an NFC text, case-folded, tone placement traditional; boundaries are never doubled."""
    tokens: list[str] = [BOUNDARY]
    for match in _TOKEN.finditer(fold(text)):
        kind = match.lastgroup
        token = match[0] if kind == "word" else NUMBER if kind == "num" else BOUNDARY
        if token != BOUNDARY or tokens[-1] != BOUNDARY:
            tokens.append(token)
    return tokens
