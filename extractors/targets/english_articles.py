"""What English articles tell of targets: who was told to reach what, what a plan sets, and what only is or was."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from corpus.knowledge import structure
from extractors.metadata.english import english_head
from extractors.targets.words import alternatives
from extractors.times import Time, times_in

if TYPE_CHECKING:
    from extractors.analysis import Analysis

Herald = Literal["sentence", "list", "title"]
"""What has announced targets in an article: a sentence ("The resolution sets out 15 key targets."), the first of some
("Targets include …"), or its title."""

_LONGEST = 45  # words of a sentence that only announces
_FIGURE = re.compile(r"\d\s?%|\d\s(?:percent|per\s+cent|million|billion|trillion)\b|(?:VND|USD)\s?\d", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:[Ii]n|[A-Z][a-z]+\s+\d{1,2},)\s+(20\d\d)\b")
_THAT_YEAR = re.compile(r"\bby\s+(?:that|then|the\s+same)\b", re.IGNORECASE)
_PERFECT = re.compile(
    r"(?<!must\s)(?<!should\s)(?<!will\s)(?<!shall\s)(?<!to\s)(?<!that\s)(?<!which\s)(?<!who\s)\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:been|\w+(?:ed|en|de|ne|lt|ut|de|wn|nt|id))\b|"
    r"\b(?:currently|so\s+far|to\s+date|up\s+to\s+now|last\s+year|in\s+recent\s+years|previously)\b",
    re.IGNORECASE,
)


_PAST = re.compile(
    r"\b(?:was|were|increased|decreased|rose|fell|grew|posted|recorded|reached|issued|opened)\b", re.IGNORECASE
)


def heralds(sentence: str) -> bool:
    """Whether a sentence says only that targets follow: "The Government set specific targets for the region."."""
    words = _words("heralds")
    found = re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE)
    return found is not None and len(sentence.split()) <= _LONGEST and not _FIGURE.search(sentence, found.start())


def titled_goals(analysis: Analysis) -> bool:
    """Whether the title of an article speaks of targets: "Minh Tan sets a target of 40 libraries in 2030"."""
    title = analysis.parts[0].head.title if analysis.parts else []
    said = " ".join(line.text for line in title) or next(iter(analysis.flat.split(". ", 1)), "")[:200]
    return re.search(rf"\b(?:{_words('titles')})\b", said, re.IGNORECASE) is not None


def newest_year(analysis: Analysis) -> str:
    """Return the newest year of which an article tells ("In 2023, …", "July 14, 2023"), "" if none."""
    return max((found[1] for found in _IN_YEAR.finditer(analysis.flat)), default="")


def or_that_year(analysis: Analysis, titled: Time, start: int, end: int) -> Time | None:
    """Return the title's horizon for ``flat[start:end]`` of an article, unless its text has named another year since.

    "By that year" is the year named last; else nothing says which of the two is meant.
    """
    if english_head(analysis).document_type is not None:
        return titled
    first = analysis.parts[0].head.title[-1].end if analysis.parts[0].head.title else 0
    named = [time for time in times_in(analysis, first, start) if time.kind == "year" and time.relation == "by"]
    if not named or named[-1].last == titled.last:
        return titled
    return named[-1] if _THAT_YEAR.search(analysis.flat, start, end) else None


def wills(clause: str, before: str, newest: str) -> bool:
    """Whether a clause says by itself what is to be reached: "was asked to achieve 40%", "by 2030, increase by 5%".

    Args:
        clause: the words of the clause.
        before: the words of its sentence before its figure.
        newest: the newest year of which the article tells; what is so by then is no goal.
    """
    if _PERFECT.search(clause):
        return False
    if re.search(rf"\b(?:{_words('told')})\b", f"{before} {clause}", re.IGNORECASE):
        return True
    year = _by_year().search(before)
    return bool(year and year["year"] > newest)


def states_targets(sentence: str) -> bool:
    """Whether a sentence with figures sets targets, so that more may follow: "The resolution targets that …"."""
    return re.search(rf"\b(?:{_words('lists')})\b", sentence, re.IGNORECASE) is not None


def without_order(text: str) -> str:
    """Return an indicator's words without who was told: "The Ministry of Health was asked to achieve a rate"."""
    return re.sub(rf"^.{{0,200}}?\b(?:{_words('orders')})\s+(?=\w)", "", text, flags=re.IGNORECASE)


def foretells(clause: str, herald: Herald) -> bool:
    """Whether a clause of an article that has announced targets sets one; behind a title it must look ahead."""
    if _PERFECT.search(clause):
        return False
    if herald == "list" and not _PAST.search(clause):
        return True
    return herald == "sentence" or re.search(rf"(?:^|\b)(?:{_words('ahead')})\b", clause, re.IGNORECASE) is not None


@cache
def _by_year() -> re.Pattern[str]:
    """As in "by 2030, the rate will …", "by 2025, increase at least …"."""
    return re.compile(
        rf"\bby\s+(?:the\s+end\s+of\s+)?(?P<year>20[2-9]\d),?\s+(?:[^.;]*\b(?:will|shall|must|should)\b|(?:basically\s+)?(?:{_words('verbs')})\b)",
        re.IGNORECASE,
    )


@cache
def _words(name: str) -> str:
    return alternatives(structure("target_cues")["articles"][name])
