"""Peeling: the punctuation around a printed word, apart from the word."""

from __future__ import annotations

OPENING = "([{“\"‘'«<"
CLOSING = ".,;:)]}”\"’'»>?!…"


def peel(token: str) -> tuple[str, str, str]:
    """Split a token without spaces into opening marks, core, closing marks; the core may be empty."""
    start, end = 0, len(token)
    while start < end and token[start] in OPENING:
        start += 1
    while end > start and token[end - 1] in CLOSING:
        end -= 1
    return token[:start], token[start:end], token[end:]
