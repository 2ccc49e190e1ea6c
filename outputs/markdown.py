"""Markdown (CommonMark with tables) that text from a scan cannot break."""

from __future__ import annotations

import re

from outputs.wording import Phrase, shown

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_START = re.compile(r"^([#+=\-]|\d+(?=[.)](?:\s|$)))")
_LINKS = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)|(@)")


def escape(text: str) -> str:
    r"""Return ``text`` on one line so that Markdown shows it as it stands.

    Characters with a meaning are escaped; "1." and "-" only where they would start a list; bare links and addresses,
    which some readers turn into links by themselves, stay text.
    """
    plain = _SPECIAL.sub(r"\\\1", shown(text))
    plain = _LINKS.sub(lambda found: "\\" + found.group(), plain)
    return _AT_START.sub(lambda found: _first(found.group()), plain)


def _first(mark: str) -> str:
    """A list number is escaped at its full stop, which the pattern leaves outside; any other mark at itself."""
    return mark + "\\" if mark.isdigit() else "\\" + mark


def phrase(words: Phrase) -> str:
    """Return the phrase escaped, with its language in front where that is not the reader's."""
    return f"*\\[{words.lang}\\]* {escape(words.text)}" if words.foreign else escape(words.text)
