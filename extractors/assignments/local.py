"""Bodies that a document sets up and goes on naming: "Hội đồng quản lý Quỹ", "Cơ quan điều hành Quỹ"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.bodies import BodySpan, ResolvedBody, resolve
from corpus.body_lexicon import phrases_of, tokens
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.structure.joined import UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis

_OFTEN = 2
"""How often a document says such a name, at least."""
_SURE = 0.85
"""How sure it is that words said so often are a name."""


def local_names(analysis: Analysis) -> frozenset[str]:
    """Return the names of bodies that the document says again and again and that no table holds."""
    said = Counter(squeeze(found[0]) for found in _pattern().finditer(analysis.flat))
    return frozenset(name for name, times in said.items() if times >= _OFTEN and _is_name(name))


def _is_name(name: str) -> bool:
    words = tokens(name)
    if any(phrases_of("stops").at(words, i) for i in range(len(words))) or {"của", "thuộc"} & {
        word.form for word in words
    }:
        return False
    known = resolve(name)
    return known is None or known.key is None


@cache
def _pattern() -> re.Pattern[str]:
    """A noun with a capital, a few small words, and a word with a capital: what the document is about."""
    offices, bodies, lasts = (
        "|".join(noun.replace(" ", r"\s+") for noun in structure("bodies")["unlisted"][group])
        for group in ("local_offices", "local_bodies", "local_ends")
    )
    last = rf"\s+(?:{lasts})(?!\w|\s+[{UPPER}])"
    body = rf"(?:{bodies})(?:\s+[^\W\d_{UPPER}]+){{0,3}}{last}"
    return re.compile(rf"(?<!\w)(?:(?:{offices})\s+)?(?:{body})|(?<!\w)(?:{offices}){last}")


def with_local(text: str, spans: Sequence[BodySpan], names: frozenset[str]) -> list[BodySpan]:
    """Add the document's own names to those found in ``text``; free wording that begins with one ends with it."""
    if not names:
        return list(spans)
    found = list(spans)
    for hit in _alternatives(names).finditer(text):
        over = [span for span in found if span.start < hit.end() and hit.start() < span.end]
        if any(span.body.key is not None for span in over):
            continue
        raw = squeeze(hit[0])
        body = ResolvedBody(raw, raw, None, None, None, None, None, None, _SURE)
        start = min([hit.start(), *(span.start for span in over)])
        if start < hit.start():
            continue  # an office before the name is part of another one
        found = [span for span in found if span not in over] + [BodySpan(hit.start(), hit.end(), body)]
    return sorted(found, key=lambda span: span.start)


@lru_cache(maxsize=16)
def _alternatives(names: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(name).replace(chr(92) + ' ', chr(92) + 's+') for name in longest)})(?!\w)"
    )
