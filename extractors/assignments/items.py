"""The list under "Nơi nhận": its items, whatever a second column or a stamp has left beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.bodies import find_bodies
from corpus.folding import fold

if TYPE_CHECKING:
    from extractors.analysis import Analysis

_ADDRESS = re.compile(r"^\s*(?:Kính\s+gửi\s*:?|[^.;]{0,60}\bđiện\s*:\s*$)", re.IGNORECASE)
_TITLE = re.compile(r"^\W*N[ơo]i\s+nh[ậâa]n\s*:?", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[-–—+*•]|\d+[.)])\s*")
_SIGNER = re.compile(r"^\s*(?:T/M|TM\.?|KT\.?|TL\.?|TUQ\.?|Q\.)\s|^\s*(?:[A-ZĐ][a-zà-ỹ’']+\s+){1,4}[A-ZĐ][a-zà-ỹ]+\s*$")
_LONGEST_ITEM = 260
"""Characters of an item, at most: a longer one is a sentence."""
_TITLE_WORDS = 3
_LONGEST = 45
"""Lines of a list of recipients, at most: more is a list of something else."""


def recipient_items(analysis: Analysis) -> list[tuple[int, int]]:
    """Return the span of each item of the lists under "Nơi nhận", without list mark, closing mark and noise.

    An item is what one list mark opens, over as many lines as it has; it may name several receivers.
    """
    text = analysis.document.text
    spans = [analysis.document.line_span(i) for i in range(len(analysis.document.lines))]
    found: list[tuple[int, int]] = []
    for i, (start, end) in enumerate(spans):
        following = text[slice(*spans[i + 1])] if i + 1 < len(spans) else ""
        if is_title(text[start:end]) or (_MARK.match(following) and _is_damaged_title(text[start:end])):
            found += _items(text, spans[i : i + _LONGEST])
        elif _ADDRESS.match(text[start:end]):
            found += _addressed(text, spans[i : i + _LONGEST])
    trimmed = [_trim(text, start, end) for start, end in found]
    return [(start, end) for start, end in trimmed if 0 < end - start <= _LONGEST_ITEM]


def is_title(line: str) -> bool:
    """Whether the line opens a list of recipients; a signature's column may stand beside it."""
    return bool(_TITLE.match(line)) or (len(line) < 16 and fuzz.ratio(fold(line).strip(" :"), "nơi nhận") >= 80)


def _is_damaged_title(line: str) -> bool:
    """Whether a short line before a list has at least the first word of the title ("Nơi uất")."""
    words = line.split()
    return 1 < len(words) <= _TITLE_WORDS and fold(words[0]) in {"nơi", "noi", "nởi"}


def _items(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Items from the title's line on: a line without a mark goes on with the item before it, if that is open."""
    items: list[tuple[int, int]] = []
    after_title = _TITLE.match(text[slice(*spans[0])])
    rest = spans[0][0] + (after_title.end() if after_title else 0)
    if text[rest : spans[0][1]].strip() and find_bodies(text[rest : spans[0][1]]) and ";" in text[rest : spans[0][1]]:
        items.append((rest, spans[0][1]))
    for start, end in spans[1:]:
        line = text[start:end]
        if _MARK.match(line):
            items.append((start, end))
        elif line.strip() and not _goes_on(text, items, line):
            break
        elif line.strip():
            items[-1] = (items[-1][0], end)
    return items


def _addressed(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items after "Kính gửi:" or "… điện:", in the same line or in a list below."""
    opening = _ADDRESS.match(text[slice(*spans[0])])
    start = spans[0][0] + (opening.end() if opening else 0)
    if any(c.isalpha() for c in text[start : spans[0][1]]):
        return [(start, spans[0][1])]
    return [item for item in _items(text, [(start, start), *spans[1:]]) if _MARK.match(text[slice(*item)])]


def _goes_on(text: str, items: list[tuple[int, int]], line: str) -> bool:
    closed = not items or text[slice(*items[-1])].rstrip().endswith((";", "."))
    return not closed and not line.isupper() and not _SIGNER.match(line)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take away the list mark, what stands beside the list, and the closing mark."""
    mark = _MARK.match(text[start:end])
    start += mark.end() if mark else 0
    end = start + _without_noise(text[start:end])
    while end > start and text[end - 1] in " \n\f;,./:":
        end -= 1
    while start < end and text[start] in " \n\f":
        start += 1
    return start, end


def _without_noise(item: str) -> int:
    """Where an item ends: a piece after the last mark that names no body and is a name, an office or scraps goes."""
    end = len(item.rstrip())
    for cut in reversed([m.start() for m in re.finditer(r"[,;.](?=\s|$)", item)]):
        tail = item[cut + 1 : end].strip()
        if tail and (find_bodies(tail) or not _is_noise(tail)):
            break
        end = cut
    return end


def _is_noise(tail: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", tail)
    scraps = bool(re.search(r"[\\|~{}<>:‘]", tail)) or not words
    return scraps or bool(_SIGNER.match(tail)) or (len(words) >= 2 and " ".join(words).isupper())
