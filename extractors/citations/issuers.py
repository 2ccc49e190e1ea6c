"""Who issued a cited document: as the sentence before it says, and whether its symbol agrees."""

from __future__ import annotations

import re

from corpus.bodies import find_bodies, resolve
from corpus.bodies_english import find_bodies_english
from corpus.knowledge import structure
from corpus.text import squeeze

_ISSUED = re.compile(r"\s+(?:(?:has|have|had)\s+)?issued\s+(?:the\s+)?$|\s+(?:đã\s+)?ban\s+hành\s+$")
_SENTENCE = 160  # characters before a mention in which its issuer may stand


def issuer_before(flat: str, start: int, language: str) -> str | None:
    """Return the body in "… has issued", "… đã ban hành" just before the mention at ``start``, as printed."""
    window = flat[max(0, start - _SENTENCE) : start]
    issued = _ISSUED.search(window)
    if issued is None:
        return None
    said = re.split(r"[.;:]\s", window[: issued.start()])[-1]
    bodies = (find_bodies_english if language == "en" else find_bodies)(said)
    return squeeze(bodies[-1].body.raw) if bodies and bodies[-1].end == len(said.rstrip()) else None


def contradicts(symbol: str, issuer: str, language: str) -> bool:
    """Whether a symbol belongs to another body: "06-CT/TU" is a Provincial Party Committee's, not a caucus's.

    Unknown abbreviations and bodies contradict nothing.
    """
    owner = structure("issuers")["codes"].get(re.split(r"[-/]", symbol)[-1])
    known = resolve(owner) if owner else None
    named = resolve(issuer) if language == "vi" else next((s.body for s in find_bodies_english(issuer)), None)
    if known is None or named is None or not known.key or not named.key:
        return False
    return known.key.split(".", maxsplit=1)[0] not in named.key.split(".")
