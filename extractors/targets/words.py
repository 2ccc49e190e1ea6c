"""The cue words of data/target_cues.toml as compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.knowledge import structure, table
from extractors.structure.tokens import cuts_word

# "đến năm 2030", "vào cuối năm 2025", "giai đoạn 2026 - 2030", "by 2030", "before September 2025"
TIME = re.compile(
    r"(?:\b(?:từ\s+nay\s+)?(?:đến|vào|trong|trước|tới|từ)\s+)?(?:(?:hết|cuối|trước|đầu)\s+)?\bnăm\s+20\d\d\b"
    r"(?:\s+trở\s+(?:đi|về\s+sau)\b)?|"
    r"\b(?:trong\s+)?(?:giai\s+đoạn|thời\s+kỳ)\s+(?:20)\d\d\s*[-–]\s*20\d\d\b|"
    r"\bin\s+the\s+20\d\d\s*[-–]\s*20\d\d\s+school\s+year\b|"
    r"\b(?:in|for|during)\s+(?:the\s+)?20\d\d\s?[-–]\s?20\d\d(?:\s+(?:period|term|tenure))?\b|"
    r"\b(?:by|before|until|in|through|towards?|up\s+to)\s+(?:the\s+(?:end\s+of|year)\s+)?(?:[A-Z][a-z]+\s+)?20\d\d\b"
    r"(?:\s+and\s+20\d\d\b(?!\s*[-–]))?|"
    r"\b(?:trong\s+)?nhiệm\s+kỳ\s+20\d\d\s*[-–]\s*20\d\d\b",
    re.IGNORECASE,
)


def alternatives(phrases: list[str]) -> str:
    """Return one alternation, longest phrase first; spaces match any white space; phrases may hold expressions."""
    return "|".join(re.sub(r" +", r"\\s+", phrase) for phrase in sorted(phrases, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Cues:
    """The phrases of a list, found where they are words of their own: "phủ" is none in "Chính phủ"."""

    phrases: re.Pattern[str]
    syllabic: bool
    """Whether a word may hold several syllables with a blank between them, as in Vietnamese."""

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the phrase that opens ``text[start:end]``, or None."""
        found = self.phrases.match(text, start, len(text) if end is None else end)
        return found if found and self._whole(found) else None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first phrase in ``text[start:end]``, or None."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the phrases in ``text[start:end]``, in order."""
        found = self.phrases.finditer(text, start, len(text) if end is None else end)
        return (match for match in found if self._whole(match))

    def blanked(self, text: str) -> str:
        """Return ``text`` with a blank for each phrase."""
        return self.phrases.sub(lambda match: " " if self._whole(match) else match.group(), text)

    def _whole(self, found: re.Match[str]) -> bool:
        return not self.syllabic or not (cuts_word(found.string, found.start()) or cuts_word(found.string, found.end()))


@cache
def pattern(*path: str) -> Cues:
    """Return the list at that path in the cue data, to be found as whole words, in any case."""
    phrases = re.compile(rf"(?<!\w)(?:{alternatives(_list(path))})(?!\w)", re.IGNORECASE)
    return Cues(phrases, syllabic="en" not in path)


def _list(path: tuple[str, ...]) -> list[str]:
    node: Any = structure("target_cues")
    for key in path:
        node = node[key]
    return list(node)


@cache
def run_up(language: str) -> re.Pattern[str]:
    """Return the pattern of words that may stand between a clause's start and a figure that opens it.

    "Phấn đấu đạt khoảng 30% …" opens with its figure just as "30% …" does.
    """
    comparators = [
        re.escape(row["phrase"]).replace(r"\ ", " ")
        for row in table("comparators")
        if row["language"] == language and row["place"] == "before"
    ]
    words = alternatives([*_list(("leads", language)), *_list(("links", language)), *comparators])
    if language == "vi":
        words += r"|(?:cắt\s+)?(?:giảm|tăng)(?:\s+thêm)?"
    return re.compile(rf"(?:(?:(?:{words})(?!\w)|{TIME.pattern})[\s,]*)*", re.IGNORECASE)


@cache
def lead(language: str) -> re.Pattern[str]:
    """Return the pattern of opening words and horizons that belong to no indicator."""
    leads = alternatives(_list(("leads", language)))
    return re.compile(
        rf"(?:(?:(?:{leads})(?!\w)|{TIME.pattern}|[-–+*•,:.]|\d{{1,2}}[.)](?=\s)|\(\d{{1,2}}\)(?=\s))[\s,]*)*",
        re.IGNORECASE,
    )


def opens_with(cues: Cues, flat: str, start: int, end: int) -> bool:
    """Tell whether one of the cues opens ``flat[start:end]``."""
    match = cues.match(flat, start, end)
    return match is not None and match.end() > start


_TIES = re.compile(r"(?:so\s+với|của|than|of|kế\s+hoạch|nhiệm\s+vụ|cùng\s+kỳ|dự\s+toán)\s*$", re.IGNORECASE)


def without_times(text: str) -> str:
    """Return ``text`` without horizons; a time that other words lean on stays ("so với năm 2020")."""
    return TIME.sub(lambda m: m.group() if _TIES.search(text[: m.start()]) else " ", text)
