"""Comparators: what the words next to a figure say about it (at least, over, about, from ... up)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from corpus.knowledge import structure, table
from corpus.record import Comparator
from corpus.text import squeeze


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparator of a figure, and where the words that belong to the figure start and end."""

    comparator: Comparator
    start: int
    end: int


# "đô thị loại IV trở lên đạt 90%": these words belong to what stands before them
_UPWARDS = re.compile(r"\btrở\s+(?:lên|xuống)\s*$", re.IGNORECASE)


# "thấp hơn 3,5% so với chỉ tiêu": a difference, no bound
_DIFFERENCE = re.compile(r"(?:cao|thấp|ít|nhiều|lớn|nhỏ)\s+hơn|vượt", re.IGNORECASE)
_AGAINST = re.compile(r"\s*(?:điểm\s+phần\s+trăm\s+)?(?:so\s+với|dự\s+toán|kế\s+hoạch)\b", re.IGNORECASE)


@cache
def _phrases(language: str, place: str) -> dict[str, str]:
    return {
        r["phrase"]: r["comparator"] for r in table("comparators") if r["language"] == language and r["place"] == place
    }


def _alternatives(phrases: list[str]) -> str:
    forms = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") + (r"(?!\w)" if p[-1].isalnum() else "") for p in forms)


@cache
def _before(language: str) -> re.Pattern[str]:
    """One comparator or linking word ("đạt", "ở mức", "reaches") at the end of the text before a figure."""
    links = structure("target_cues")["links"][language]
    known = _alternatives(list(_phrases(language, "before")))
    return re.compile(rf"(?<!\w)(?:(?P<comparator>{known})|(?:{_alternatives(links)}))\s*$", re.IGNORECASE)


@cache
def _after(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<comparator>{_alternatives(list(_phrases(language, 'after')))})", re.IGNORECASE)


def compare(flat: str, start: int, figure: tuple[int, int], end: int, language: str = "vi") -> Compared:
    """Return what the words around ``flat[figure]`` make of it, within the clause ``flat[start:end]``.

    Linking words between comparator and figure ("tối thiểu đạt 95%", "đạt mức trên 40%") belong to the figure.
    Of two comparators the one nearest to the figure decides, except that any other outweighs a mere "khoảng".
    """
    found: list[str] = []
    left = figure[0]
    differs = _AGAINST.match(flat, figure[1], end)
    while match := _before(language).search(flat[start:left]):
        if _UPWARDS.search(flat, start, start + match.end()):
            break
        if differs and match["comparator"] and _DIFFERENCE.fullmatch(match["comparator"]):
            break
        left = start + match.start()
        if match["comparator"]:
            found.append(_phrases(language, "before")[squeeze(match["comparator"].lower())])
    right = figure[1]
    if match := _after(language).match(flat[right:end]):
        right += match.end()
        found.insert(0, _phrases(language, "after")[squeeze(match["comparator"].lower())])
    return Compared(_decide(found), left, right)


def _decide(found: list[str]) -> Comparator:
    exact = [c for c in found if c != "approx"]
    return cast("Comparator", (exact or found or ["eq"])[0])  # the table holds comparators only; a test says so
