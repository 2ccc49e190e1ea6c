"""English time expressions that have no like in Vietnamese, and what their sentences say of days.

The patterns are texts for `extractors.times.grammar`, which puts its own year, day, month and relation for ``<Y>``,
``<D>``, ``<MONTH>`` and ``<REL>``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.times.grammar import Time

_PART = r"(?:early|late|mid-?|(?:the\s+)?(?:end|beginning|middle)\s+of)\s*"

_MEASURED = (
    "[/)]year",
    "%",
    "percent",
    "per cent",
    "tons",
    "tonnes",
    "hectares",
    " ha",
    "million",
    "billion",
    "times",
    "people",
)

YEARLY = (
    (
        r"(?P<by>by|until|till|(?:from\s+now\s+)?(?:through|till|until)|from\s+now\s+to|up\s+to|towards?)\s+"
        rf"(?:{_PART})?(?:the\s+year\s+)?(?P<y><Y>)"
    ),
    rf"(?P<before>before|prior\s+to)\s+(?:{_PART})?(?P<y><Y>)",
    r"(?P<after>after)\s+(?P<y><Y>)",
    rf"(?P<in>in|at|during|for)\s+{_PART}(?P<y><Y>)",
    # "by 2015 and 2020"
    r"(?<=\d\d\d\d\sand\s)(?P<y><Y>)",
    # "20 million tons/year (2015)"; the year of "the Law on Libraries (2012)" stands behind no unit
    rf"(?:{'|'.join(rf'(?<={unit} )' for unit in _MEASURED)})(?P<by>\()(?P<y>20[1-9]\d)\)",
)
VISIONS = (
    r"(?:with\s+(?:an?\s+|the\s+)?)?(?P<y><Y>)\s+visions?",
    (
        r"(?:with\s+)?(?:an?\s+|the\s+)?(?:orientations?|visions?)\s+(?:towards?|to|up\s+to|through|until|by|for)\s+"
        r"(?:the\s+year\s+)?(?P<y><Y>)"
    ),
)
PERIODS = (
    r"between\s+(?P<y><Y>)\s+and\s+(?P<y2><Y>)",
    # "during 2011-15"
    r"(?:(?:in|for|during)\s+)?(?:the\s+)?(?P<y><Y>)\s?[-–]\s?(?P<y2>\d\d)(?!\d|[/.-]\d|\s?%)(?:\s+period)?",
    (
        r"(?:during\s+|in\s+|for\s+)?from\s+(?:early\s+|late\s+)?(?P<y><Y>)\s+"
        r"(?:through|till|up\s+to|to\s+(?:the\s+)?end\s+of)\s+(?P<y2><Y>)"
    ),
)
OPEN = (
    (
        r"<REL>(?P<m><MONTH>)\s+(?P<d><D>)(?:st|nd|rd|th)?(?!\s?[,/-]?\s?\d)"
        r"(?:\s+(?P<each>(?:of\s+)?(?:every|each)\s+year|annually))?"
    ),
    (
        r"<REL>(?P<d><D>)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m><MONTH>)(?!\s{0,3},?\s{0,3}\d)"
        r"(?:\s+(?P<each>(?:every|each)\s+year|annually))?"
    ),
)
_FROM_DAY = r"from\s+(?P<m><MONTH>)\s+(?P<d><D>)\s*,?\s+(?P<y><Y>)\s*,?\s+(?:to|till|until|through)\s+"
SPANS = (rf"{_FROM_DAY}(?:the\s+end\s+of\s+)?(?P<m2><MONTH>)\s+(?P<d2><D>)\s*,?\s+(?P<y2><Y>)",)
# "from June 1, 2006, to the date this Law takes effect": the end has no day
SPANS_TO_EFFECT = (
    (
        rf"{_FROM_DAY}(?:before\s+)?the\s+(?:(?:date|day|time)\s+(?:on\s+which\s+|when\s+)?[^.;,:]{{3,60}}?\s(?:takes?\s+(?:legal\s+)?effect|"
        r"comes?\s+into\s+(?:force|effect))|effective\s+date\s+of\s+this\s+[A-Z][a-z]+)"
    ),
)
_NUMBER = r"(?:\d{1,3}|[a-z]+)\s*(?:\([^)]{1,20}\)\s*)?"
_DAYS = r"(?:working\s+days?|days|weeks|months|years|hours)"
_ONE = r"(?:one|0?1)\s+(?:\([^)]{1,20}\)\s*)?(?:day|week|month|year)"
DURATIONS = (
    (
        r"(?:within|(?:no|not)\s+later\s+than|in)\s+(?:a\s+period\s+of\s+|the\s+time\s+limit\s+of\s+|at\s+most\s+)?"
        rf"(?:{_NUMBER}{_DAYS}|{_ONE})\s*,?\s+(?:counting\s+)?(?:as\s+)?(?:from|after|since|of)\s+[^,.;:]{{3,80}}?"
        r"(?=\s*(?:[,.;:]|$)|\s+(?:and(?!\s+valid)|to|for|in)\s)"
    ),
    (
        rf"{_NUMBER}{_DAYS}\s+(?:after|from|since)\s+(?:the\s+date\s+of\s+)?its\s+(?:signing|publication|promulgation)"
        r"(?:\s+in\s+[^,.;]{3,20}?(?=[,.;]|\s+and\s|$))?"
    ),
    rf"within\s+{_NUMBER}working\s+days",
)
_ACT = (
    r"(?:Law|Code|Ordinance|Constitution|Resolution|Decree|Decision|Circular|Directive|Order|Plan|Report|Agreement|"
    r"Convention|Protocol|Treaty|Document|Conclusion|Notice|Regulation|Official\s+Letter)"
)
_NAMED_AFTER = re.compile(rf"\s+(?:[A-Z][\w’'&-]*\s+(?:and\s+|of\s+)?){{0,5}}{_ACT}(?!\w)")
_NAMED_BEFORE = re.compile(
    rf"(?:(?<!\w){_ACT}\s+(?:on|No\.?|amending|Amending)\s[^.;]{{2,160}}?|No\.?\s?\S+(?:\s\S{{2,14}})?),?\s+"
    r"(?:of|dated|on)\s+(?:the\s+)?$"
)


_PASSED_BEFORE = re.compile(
    rf"(?<!\w){_ACT}(?!\w)[^.;]{{0,160}}?,\s+(?:which|as)?\s*(?:was\s+|were\s+)?(?:passed|adopted|promulgated|approved)\s+(?:on\s+)?$"
)
_FIRST_MONTHS = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9}
FIRST_MONTHS = (
    r"(?:in\s+)?the\s+(?P<side>first|last)\s+(?P<n>three|six|nine|[369])\s+months\s+of\s+(?P<y><Y>)",
    r"(?:in\s+)?the\s+(?P<side>first|second)\s+half\s+of\s+(?P<y><Y>)(?P<n>(?!))?",
)
_EFFECT = re.compile(r"\b(?:takes?\s+effect|(?:be|is)\s+effective|comes?\s+into\s+(?:force|effect))\s*$")


def months_of(number: str | None) -> int:
    """Return how many months "six" of "the first six months" are; half a year where no number says it."""
    return _FIRST_MONTHS[number.lower()] if number else 6


def takes_effect(flat: str, time: Time) -> bool:
    """Whether a stretch of days tells when a text takes effect: "takes effect 15 days after its signing"."""
    return time.kind == "duration" and _EFFECT.search(flat, max(0, time.start - 40), time.start) is not None


def dates_document(flat: str, time: Time) -> bool:
    """Whether the day is that of a document: "the March 2, 2005 Law on Libraries", "the Law on Libraries dated …"."""
    after = _NAMED_AFTER.match(flat, time.end, min(len(flat), time.end + 120))
    before = _NAMED_BEFORE.search(flat, max(0, time.start - 200), time.start)
    return time.kind == "date" and bool(after or before)


def of_passing(flat: str, time: Time) -> bool:
    """Whether an act was passed on the day: "The Law on Libraries, which was passed on March 2, 2005"."""
    if time.kind != "date" or flat.startswith("by", time.start):
        return False
    return _PASSED_BEFORE.search(flat, max(0, time.start - 200), time.start) is not None
