"""Strong entity tags: two answers have the same one only if all their bytes are the same (RFC 9110)."""

from __future__ import annotations

import hashlib
import re

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def tag_of(content: bytes) -> str:
    """Return the entity tag of ``content``, with its quotation marks."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether the header If-None-Match names ``tag``; weakly, as it is meant for what is only read."""
    return if_none_match.strip() == "*" or tag in _TAG.findall(if_none_match)


def is_matched(tag: str, if_match: str) -> bool:
    """Whether the header If-Match names ``tag``; strongly, as it is meant for what is to be changed."""
    if if_match.strip() == "*":
        return True
    return any(match[0] == match[1] == tag for match in _TAG.finditer(if_match))
