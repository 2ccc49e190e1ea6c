"""How good a text is beside what is printed: shares of what is right, from 0 to 1."""
# ruff: noqa: INP001  # a script and its neighbour, not a package

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,/]*")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_HANDWRITTEN = re.compile(r"‹[^›]*›")
# "hoà" and "hòa" are one syllable in two spellings; "quý" has its tone where it belongs
_PLACES = [
    (re.compile(rf"(?<!q){old}(?![^\W\d_])"), new)
    for old, new in zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
]


@dataclass(frozen=True, slots=True)
class Score:
    """Lines: printed words found in order within their line, wherever it stands. Numbers: tokens with a digit.

    ``weight`` is the number of printed words.
    """

    lines: float
    numbers: float
    diacritics: float
    weight: int


def score(printed: str, read: str) -> Score:
    """Score a text that was read against what is printed; parts within ‹ › (handwriting, stamps) do not count."""
    wanted = _HANDWRITTEN.sub(" ", printed)
    words = len(_TOKEN.findall(wanted))
    return Score(_lines(wanted, read), _numbers(wanted, read), _diacritics(wanted, read), words)


def mean(pages: Sequence[Score]) -> Score:
    """Return the score of several pages together, each weighing as much as it has words."""
    total = sum(page.weight for page in pages)
    lines, numbers, diacritics = (
        round(sum(getattr(page, name) * page.weight for page in pages) / max(1, total), 4)
        for name in ("lines", "numbers", "diacritics")
    )
    return Score(lines, numbers, diacritics, total)


def fold(text: str) -> str:
    """Return ``text`` in NFC and lower case, with one tone placement and single spaces."""
    text = unicodedata.normalize("NFC", text).lower()
    for pattern, new in _PLACES:
        text = pattern.sub(new, text)
    return " ".join(text.split())


def syllable_edits(printed: str, read: str) -> tuple[int, int]:
    """Count the edits between the syllables printed and read, in reading order, and the syllables printed."""
    wanted, found = (_SYLLABLE.findall(fold(text)) for text in (printed, read))
    return Levenshtein.distance(wanted, found), len(wanted)


def _lines(printed: str, read: str) -> float:
    """Each printed line against the part of the text that fits it best: reading order does not matter."""
    stream = _TOKEN.findall(fold(read))
    rows = [row for line in printed.splitlines() if (row := _TOKEN.findall(fold(line)))]
    errors = sum(_best_fit(row, stream) for row in rows)
    return 1 - errors / max(1, sum(map(len, rows)))


def _best_fit(row: Sequence[str], stream: Sequence[str]) -> int:
    """Return the edits between ``row`` and the stretch of ``stream`` that needs fewest."""
    costs = [0] * (len(stream) + 1)
    for count, token in enumerate(row, 1):
        above, costs = costs, [count]
        for at, other in enumerate(stream, 1):
            costs.append(min(above[at] + 1, costs[at - 1] + 1, above[at - 1] + (token != other)))
    return min(costs)


def _numbers(printed: str, read: str) -> float:
    wanted, found = ([t.strip("().,;:“”\"'…") for t in re.findall(r"\S*\d\S*", text)] for text in (printed, read))
    return LCSseq.similarity(wanted, found) / max(1, len(wanted))


def _diacritics(printed: str, read: str) -> float:
    """Return the share of the printed letters with a mark (or đ) that stand in the text with the same mark."""
    wanted, found = fold(printed), fold(read)
    kept = {
        at for op in Levenshtein.opcodes(wanted, found) if op.tag == "equal" for at in range(op.src_start, op.src_end)
    }
    marked = [at for at, char in enumerate(wanted) if char == "đ" or len(unicodedata.normalize("NFD", char)) > 1]
    return sum(at in kept for at in marked) / max(1, len(marked))
