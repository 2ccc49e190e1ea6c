"""Norms of allocation: which share of all funds goes where, as decisions on sharing out a programme's funds set it.

"Định mức phân bổ vốn cho thư viện: … tối thiểu 5% tổng kinh phí", "… với định mức không vượt quá 10% tổng vốn". They
hold for as long as the decision does: a horizon in its title is the programme's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.targets.rows import EDGES, Row
from extractors.targets.words import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.targets.passage import Passage

_SET = {"eq", "ge", "le", "range"}
_TOPIC = re.compile(r"(?:[-–+*•]\s*|\(?[a-zđ\d]{1,2}[.)]\s*)?(?P<topic>(?:Về|Đối\s+với)\s+[^:;.]{2,80}):\s+")
_WITH = re.compile(r"\s*,?\s*(?:với|theo)\s+(?:tổng\s+)?(?:định(?:\s+mức)?|tỷ\s+lệ)$", re.IGNORECASE)


def title_of_norm(titles: Sequence[str]) -> str | None:
    """Return the nearest title that announces norms of allocation, None where none does."""
    return next(
        (squeeze(title).rstrip(" .:;") for title in titles if pattern("norms", "titles").phrases.match(title)), None
    )


def is_allocated(passage: Passage) -> bool:
    """Tell whether a figure is the share of all funds that a norm of allocation sets."""
    row = passage.row
    if passage.language != "vi" or row.figure.unit != "percent" or row.comparator not in _SET:
        return False
    if passage.scope.normative or passage.scope.kind == "result" or passage.past:
        return False  # a law's is a rule
    said = passage.scope.norm is not None or pattern("norms", "cues").phrases.search(passage.before)
    return bool(said and pattern("norms", "objects").phrases.match(row.after))


def named(row: Row, title: str | None, clause: str) -> Row:
    """Name a share after the title that announces it, unless its own words say that it is a norm."""
    topic = _TOPIC.match(clause)
    own = _WITH.sub("", row.before)
    if title and (own != row.before or not own):
        own = f"{title}, {topic['topic'][:1].lower()}{topic['topic'][1:]}" if topic else title
    elif title and not pattern("norms", "titles").phrases.match(own):
        own = f"{title}: {own}"
    whole = row.after.split(",")[0]
    return replace(row, before=own.strip(EDGES), after=f"so với {whole}", population=None)
