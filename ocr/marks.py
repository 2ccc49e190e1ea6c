"""Recognises what is printed around the text of official documents: mottos, recipients' head, running heads, numbers.

Readings are faulty, so comparison folds case, diacritics and spaces away and allows for a few wrong letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from corpus.knowledge import structure
from ocr.draft import Token

_ALIKE = 78  # of 100; three wrong letters in CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM still match
_CAPITALS = 0.8


def fold(text: str) -> str:
    """Return the letters of ``text`` in capitals, without marks and spaces: "Nơi nhận:" is NOINHAN."""
    letters = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return "".join(c for c in letters if c.isalpha())


def motto_start(tokens: Sequence[Token]) -> int | None:
    """Return at which token the State's or the Party's name begins, when the tokens end with it in capitals.

    "TỈNH ỦY LÂM ĐỒNG ĐẢNG CỘNG SẢN VIỆT NAM", read as one line, gives 4.
    """
    if not tokens or not _is_capital(tokens[-1].text):
        return None
    scores = [(_likeness(tokens[start:]), -start) for start in range(len(tokens))]
    best, start = max(scores)
    return -start if best >= _ALIKE else None


def _likeness(tokens: Sequence[Token]) -> float:
    text = " ".join(t.text for t in tokens)
    return max(fuzz.ratio(fold(text), motto) for motto in _folded("mottos")) if _is_capital(text) else 0.0


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= len(letters) * _CAPITALS


def is_recipient_head(tokens: Sequence[Token]) -> bool:
    """Return whether the tokens are, or begin with, "Nơi nhận:"."""
    first = fold(" ".join(t.text for t in tokens[:2]))
    # "Người nhận" has two letters more, and is no misreading of it
    return any(abs(len(first) - len(h)) <= 1 and fuzz.ratio(first, h) >= _ALIKE for h in _folded("recipient_heads"))


def is_running_head(text: str) -> bool:
    """Return whether a line at the page's edge is a gazette's or journal's running head."""
    return any(p.search(text) for p in _patterns("running_heads"))


def is_page_number(text: str) -> bool:
    """Return whether a line at the page's edge is a page number: "2", "- 2 -", "Trang 2/5"."""
    return any(p.search(text.strip()) for p in _patterns("page_numbers"))


@cache
def _folded(name: str) -> tuple[str, ...]:
    return tuple(fold(text) for text in structure("printed_marks")[name])


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.IGNORECASE) for text in structure("printed_marks")[name])
