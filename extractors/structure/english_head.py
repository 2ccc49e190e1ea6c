"""Where the head of an English document ends: its type, its title, and what stands between them and the grounds.

"DECISION / Decision No. 7/QD-TTg of March 2, 2011, approving … / THE PRIME MINISTER / Pursuant to …"; articles have a
title alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.structure.layout import Printed

_LINES = 14
"""Lines within which the head names the type."""
_ORDER = re.compile(r"Order\s+No\.?\s*\d+/\d{4}/L-CTN(?!\w)")
_ORDER_LINES = 40
"""Lines within which the text follows that an order promulgates."""
_TITLE_LINES = 6
_RULE = re.compile(r"[_*=\-–—\s]{3,}$")
_GROUNDS = re.compile(
    r"(?:-\s*)?(?:Pursuant\s+to|Based\s+on|At\s+the\s+proposal|Considering|Having\s+considered|After\s+considering|In\s+furtherance|To\s+\w)|"
    r"(?:Chapter|CHAPTER|Part|PART|Article|ARTICLE)\s+(?:[IVX\d]+)|[IVX]+\.\s|\d+[./)]\s"
)
_SENTENCES = re.compile(r"[.,:]$|[a-z]\.\s+[A-Z]")
_CLOSED = re.compile(r"[.:;]$")


@cache
def type_names() -> dict[str, str]:
    """Return the Vietnamese names of document types by their English in small letters."""
    names: dict[str, str] = {}
    for row in table("document_types"):
        names.setdefault(row["en"].lower(), row["vi"])
    return {**names, **structure("issuers")["english"]["types"]}


@cache
def headline() -> re.Pattern[str]:
    """Return the pattern of a head in one sentence: "Decision No. 7/QD-TTg of March 2, 2011, approving …"."""
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(type_names(), key=len, reverse=True))
    return re.compile(
        rf"(?P<type>{names})\s+No\.?\s*(?P<symbol>\d[\w./-]*\w)"
        r"(?:\s*,?\s+(?:of|dated)\s+|\s*,\s*|\s+(?=(?:on|[a-z]+ing)\s))(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def cut_head(lines: Sequence[Printed]) -> tuple[int, int | None, int, int] | None:
    """Return where the letterhead ends, the line of the type or None, and where title and head end; None of an article.

    Args:
        lines: the printed lines of a document from its first on.
    """
    first = promulgated(lines)
    for i, line in enumerate(lines[first : first + _LINES], first):
        text = line.text.strip(" :.")
        if text.lower() in type_names() and (text.isupper() or i == 0):
            return i, i, *_title(lines, i + 1)
        if headline().match(text):
            return i, None, *_title(lines, i)
        if i == 0 and _names_act(text):
            return 0, None, *_title(lines, 0)
    return None


def promulgated(lines: Sequence[Printed]) -> int:
    """Return the line at which the text begins that an order before it promulgates, 0 where no order stands before.

    "Order No. 5/2011/L-CTN of …, on the promulgation of … / THE PRESIDENT … / Resolution No. 9/2011/QH12 on … /
    THE NATIONAL ASSEMBLY …": the document is the resolution.
    """
    ordered = next((i for i, line in enumerate(lines[:_LINES]) if _ORDER.match(line.text)), None)
    if ordered is None:
        return 0
    behind = range(ordered + 1, min(len(lines) - 1, ordered + _ORDER_LINES))
    texts = (i for i in behind if headline().match(lines[i].text) and is_issuer(lines[i + 1].text))
    return next(texts, 0)


def _names_act(text: str) -> bool:
    """Whether a title is an act's, as "LAW ON INVESTMENT" and "Press Law" above a rule are."""
    return re.fullmatch(r"(?i:(?:\w+\s){0,3}(?:law|code|ordinance)(?:\s+on\s+.{3,150})?)", text) is not None


def _title(lines: Sequence[Printed], at: int) -> tuple[int, int]:
    """Where the title that begins at line ``at`` ends, and the head with the issuer and the rule below it."""
    end = at
    while end < min(len(lines), at + _TITLE_LINES) and not _ends_title(lines, at, end):
        end += 1
    body = end
    while body < min(len(lines), end + 4) and (_RULE.match(lines[body].text) or is_issuer(lines[body].text)):
        body += 1
    return end, body


def _ends_title(lines: Sequence[Printed], at: int, i: int) -> bool:
    text = lines[i].text
    above = lines[i - 1].text if i > at else ""
    # running text below a title in capitals is none of it
    runs_on = above.isupper() and lines[i].gap and not text.isupper()
    # and a sentence after a gap is none of one in small letters
    runs_on = runs_on or (
        lines[i].gap and text[:1].isupper() and not text.isupper() and _SENTENCES.search(text) is not None
    )
    other = i > at and (is_issuer(text) or runs_on or _CLOSED.search(above) is not None)
    return other or _RULE.match(text) is not None or _GROUNDS.match(text) is not None


def is_issuer(text: str) -> bool:
    """Whether a line in capitals names who issues the document: "THE PRIME MINISTER"."""
    return text.isupper() and re.match(rf"(?:{'|'.join(structure('issuers')['english']['lines'])})\b", text) is not None
