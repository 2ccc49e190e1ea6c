"""Figures that only English writes: numbers in words, shares of a whole, "double" and "halve", things no unit names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from corpus.knowledge import structure
from corpus.text import squeeze
from corpus.units import Unit, form_pattern, unit_of_form
from extractors.targets.figures import Quantity

_CLOSE = 40
"""Characters before a figure in which its comparator or verb stands."""
_MANY = 1000
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARE_OF = r"(?=\s+of\s+(?!the\s+(?:year|month|period|term|19|20)|(?:19|20)\d\d)[a-z])"
_ORDINAL_HALF = re.compile(r"\b(?:first|second|last|latter|every|each)\s+$", re.IGNORECASE)
_ENDS_NAME = (
    r"(?=\s*(?:[,;.)]|$)|\s+(?:for|in|of|to|per|with|on|at|and|or|by|from|which|that|will|is|has|each|every)\b)"
)
_HEAD = r"number\s+of\s+(?:(?:[a-z]+-\s+and\s+)?[a-z][\w’'-]*\s+){0,14}?"
_REACHES = r"(?:to|reach(?:es)?|be|is|of|exceeds?|increase|rise|decrease|fall)"
_NEXT_YEAR = re.compile(r"\s+(?:by|in)\s+20\d\d(?:,)?\s+and\s+(?:over\s+|about\s+|at\s+least\s+)?$")
_SEX = r"(?:infants?|newborns?|births?|babies|children)"
_PER_HUNDRED = re.compile(
    rf"(?<![\w/.,])(?P<value>\d{{1,3}}(?:\.\d+)?)(?:\s+(?P<boys>boys?|males?|male\s+{_SEX}))?\s*(?:/|\bper\b)\s*"
    rf"100(?![\d,/]|\.\d)(?:\s+(?:(?P<births>live\s+births)|(?P<girls>girls?|females?(?:\s+{_SEX})?)))?(?!\w)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\s+(?P<noun>(?:(?!(?:of|in|for|with|by|at|on|to|are|is|have|has|the|per|from|who|were|or|and|will|shall|must|each|a|an)\b)"
    r"(?:[a-z]+-\s+and\s+)?[a-z][a-z’'-]+\s+(?:and\s+(?=[a-z]+\s+[a-z]+s\b))?){0,5}?(?P<last>[a-z]{3,}(?:s|men|people)))(?![\w-])"
)

_AND_NEXT = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+")
_BY_YEAR = r"[a-z]+\s+times\s+by\s+20\d\d"  # "1.5 times by 2015 and two times by 2020"
_OF_WHAT = r"\s+(?:(?:related|relating|belonging|granted|issued)\s+(?:to|by)|for|in|of|on|from)\s"
_PART = re.compile(rf"{_OF_WHAT}+[a-z]", re.IGNORECASE)
_PARTS_SO_FAR = re.compile(
    rf"[^.;:\d]{{0,80}}?,\s+(?:including|comprising|of\s+which|namely)\s+|{_OF_WHAT}[^.;:\d]{{3,80}}?,?\s+(?:and\s+)?"
)


def english_figures(flat: str, start: int, end: int) -> list[Quantity]:
    """Return the figures in ``flat[start:end]`` that stand in words: "eighty percent", "two-thirds of", "to double"."""
    found: dict[int, Quantity] = {}
    for read in (_ranked, _out_of, _shares, _per_hundred, _multiples, _spelled):
        for quantity in read(flat, start, end):
            if not any(q.start < quantity.end and quantity.start < q.unit_end for q in found.values()):
                found[quantity.start] = quantity
    return list(found.values())


def _shares(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "two-thirds of villages", "half of the households": the share in percent."""
    found = []
    words = structure("quantity_words")["english"]
    for match in _share().finditer(flat, start, end):
        half = match["half"] or match["half_less"]
        if match["half"] and _ORDINAL_HALF.search(flat, max(start, match.start() - 10), match.start()):
            continue
        part = words["numbers"].get((match["part"] or match["part_less"] or "one").lower(), 1)
        named = (match["whole"] or match["whole_less"] or "").lower().rstrip("s")
        whole = 2 if half else words["parts"][named]
        if 0 < part < whole:
            low, high = match.span()
            share = round(100 * part / whole, 4)
            found.append(Quantity(low, high, high, share, None, None, "percent", "measure", high, match.group()))
    return found


@cache
def _share() -> re.Pattern[str]:
    words = structure("quantity_words")["english"]
    parts = "|".join(words["parts"])
    numbers = "|".join(["a", *words["numbers"]])
    return re.compile(
        rf"(?<![\w-])(?:(?P<part>{numbers})[\s-](?P<whole>(?:{parts})s?)|(?P<half>half)){_SHARE_OF}|"
        rf"(?<=\bby\s)(?:(?:a\s+|one-)?(?P<half_less>half)|(?P<part_less>{numbers})-(?P<whole_less>(?:{parts})s?))(?!\s+of\s+(?:the\s+year|20)|[\w-])",
        re.IGNORECASE,
    )


def _ranked(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "among three leading countries", "among the top 50 nations", "one of 30 countries with the best …"."""
    numbers = structure("quantity_words")["english"]["numbers"]
    found = []
    for match in _rank().finditer(flat, start, end):
        low, high = match.span("number")
        value = float(numbers.get(match["number"].lower()) or match["number"])
        found.append(Quantity(low, high, high, value, None, None, "rank", "bare", high, match["number"]))
    return found


@cache
def _rank() -> re.Pattern[str]:
    words = structure("quantity_words")["english"]
    numbers = "|".join(sorted(words["numbers"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:among|one\s+of|in|into)\s+(?:the\s+)?(?P<top>(?:top|leading|first)\s+)?(?P<number>\d{{1,3}}|{numbers})\s+"
        rf"(?(top)|(?=[^.;,]{{0,80}}\b(?:leading|best|top|highest|largest|most)\b))"
        rf"(?:(?!and\b|of\b)[a-z]+\s+){{0,3}}?(?:{'|'.join(words['ranked'])})\b",
        re.IGNORECASE,
    )


def _out_of(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "14 out of 63 libraries": so many of so many; the value is the first number."""
    found = []
    for match in _part_of().finditer(flat, start, end):
        unit = unit_of_form("en")[squeeze(match["count"].lower())].key
        low, high = match.start(), match.end("whole")
        value = float(match["part"].replace(",", ""))
        found.append(Quantity(low, high, high, value, None, None, unit, "count", match.end("count"), flat[low:high]))
    return found


@cache
def _part_of() -> re.Pattern[str]:
    number, several = r"\d{1,3}(?:,\d{3})*", form_pattern("en", frozenset({"count"}))
    adjectives = r"(?:(?!(?:of|in|for|and|with|by)\b)[A-Za-z-]+\s+){0,3}?"
    return re.compile(
        rf"(?<![\w/.,-])(?P<part>{number})\s+out\s+of\s+(?:the\s+)?(?P<whole>{number})\s+{adjectives}(?P<count>{several})(?!\w)",
        re.IGNORECASE,
    )


def _per_hundred(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "113 boys/100 girls", "27/100 live births"; a bare "115/100" behind one is of the same."""
    found: list[Quantity] = []
    for match in _PER_HUNDRED.finditer(flat, start, end):
        unit = "per_100_live_births" if match["births"] else "boys_per_100_girls" if match["boys"] else None
        unit = unit or (found[-1].unit if found and not (match["births"] or match["girls"]) else None)
        if unit is None:
            continue
        low, high = match.start(), match.end()
        value = float(match["value"])
        found.append(Quantity(low, high, high, value, None, None, unit, "measure", high, match.group()))
    return found


def _multiples(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "to double the output" (twice as much), "will be halved" (half less), "to grow by two times"."""
    found = []
    numbers = structure("quantity_words")["english"]["numbers"]
    for match in _times().finditer(flat, start, end):
        low, high = match.span("number")
        value = float(numbers[match["number"].lower()])
        stop, raw = match.end(), squeeze(flat[low : match.end()])
        found.append(Quantity(low, stop, high, value, None, None, "times", "measure", stop, raw))
    for match in _multiple().finditer(flat, start, end):
        low, high = match.span("verb")
        value = {"dou": 2.0, "tri": 3.0, "qua": 4.0, "hal": 50.0}[match["verb"].lower()[:3]]
        unit = "percent" if value == 50 else "times"
        found.append(Quantity(low, high, high, value, None, None, unit, "measure", high, match["verb"]))
    return found


@cache
def _times() -> re.Pattern[str]:
    numbers = "|".join(structure("quantity_words")["english"]["numbers"])
    return re.compile(
        rf"(?:\b(?:by|to|increas(?:e|es|ed|ing)|rise|grow|multiply)\s+(?:(?:at\s+least|about|over|more\s+than|nearly|up\s+to)\s+)?|"
        rf"(?<![\w-])(?={_BY_YEAR}))"
        rf"(?P<number>{numbers})\s+times(?!\s+(?:an?|per|each|every|annually|monthly|yearly|daily|for)\b|\w)",
        re.IGNORECASE,
    )


@cache
def _multiple() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:to|will|shall|will\s+be|shall\s+be|to\s+be)\s+(?:at\s+least\s+|more\s+than\s+)?"
        r"(?P<verb>(?:double|triple|quadruple|halve)d?)(?=\s+(?:the|its|their|poverty|income|output|in|by|compared|as|from)\b|[,;.]|$|\s+[a-z]+\s)",
        re.IGNORECASE,
    )


def _spelled(flat: str, start: int, end: int) -> list[Quantity]:
    """As in "eighty percent of", "one million people", "at least one library"."""
    words = structure("quantity_words")["english"]
    found = []
    for match in _number().finditer(flat, start, end):
        value = float(sum(words["numbers"][part] for part in match["number"].lower().split("-")))
        factor = words["multipliers"][match["multiplier"].lower()] if match["multiplier"] else 1
        bound = _bound().search(flat, max(start, match.start() - _CLOSE), match.start())
        single = match["number"].lower() == "one" and not match["multiplier"]
        if match["count"] and (not (match["multiplier"] or bound) or bool(match["single"]) != single):
            continue
        low, high = match.start(), match.end("percent") if match["percent"] else match.end("amount")
        unit = "percent" if match["percent"] else None
        if match["count"]:
            unit = (_singular() if single else unit_of_form("en"))[squeeze(match["count"].lower())].key
        elif not match["percent"] and not (match["multiplier"] and bound):
            continue
        kind, unit_end = ("count", match.end("count")) if match["count"] else ("measure", high)
        kind = "bare" if unit is None else kind
        raw = flat[low:high]
        found.append(Quantity(low, high, high, value * factor, None, None, unit, kind, unit_end, raw))
    return found


@cache
def _number() -> re.Pattern[str]:
    words = structure("quantity_words")["english"]
    one = "|".join(sorted(words["numbers"], key=len, reverse=True))
    factors = "|".join(words["multipliers"])
    alone = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(_singular(), key=len, reverse=True))
    several = form_pattern("en", frozenset({"count"}))
    adjectives = r"(?:(?!(?:of|in|for|and|with|by|at|on|to|are|is|have|has|the|per|from|or)\b)[A-Za-z-]+\s+){0,3}?"
    return re.compile(
        rf"(?<![\w-])(?P<amount>(?P<number>(?:{one})(?:-(?:{one}))?)(?:\s+(?P<multiplier>{factors}))?)(?!-)"
        rf"(?:\s+(?P<percent>percent|per\s+cent)(?!\w)|"
        rf"\s+{adjectives}(?P<count>(?P<single>(?:{alone}){_ENDS_NAME})|{several})(?!\w)|"
        r"(?=[\s,;.]))",
        re.IGNORECASE,
    )


@cache
def _bound() -> re.Pattern[str]:
    words = "|".join(word.replace(" ", r"\s+") for word in structure("quantity_words")["english"]["bounds"])
    return re.compile(rf"\b(?:{words})\s+$", re.IGNORECASE)


def from_to(quantity: Quantity, flat: str, start: int) -> list[Quantity]:
    """Return both figures of "to raise the rate from 40% to 50%", of which the first is where the second starts from.

    A range ("from 40% to 50% of villages will have …") stays one figure.
    """
    low, high = quantity.low, quantity.high
    joint = re.compile(r"\s*%?\s+to\s+", re.IGNORECASE).search(flat, quantity.start, quantity.end)
    if low is None or high is None or joint is None or not _changes(flat, start, quantity.start):
        return [quantity]
    first = replace(quantity, end=joint.start(), number_end=joint.start(), unit_end=joint.start(), value=low)
    second = replace(quantity, start=joint.end(), value=high, raw=squeeze(flat[joint.end() : quantity.end]))
    return [
        replace(one, low=None, high=None)
        for one in (replace(first, raw=squeeze(flat[first.start : first.end])), second)
    ]


def _changes(flat: str, start: int, at: int) -> bool:
    words = "|".join(structure("quantity_words")["english"]["changes"])
    said = re.search(r"[^.;]*$", flat[max(start, at - 200) : at])
    return bool(said and re.search(rf"\b(?:{words})\b.*\bfrom\s+$", said[0], re.IGNORECASE))


def counted_before(flat: str, start: int, quantity: Quantity, found: list[Quantity]) -> tuple[str | None] | None:
    """Return the unit of a bare number whose head names what is counted, as in "the number of doctors will reach 400".

    What no unit names has None in the tuple; a number that counts nothing gives None. "… 400 by 2015 and 1,000 by
    2020" counts the same twice.
    """
    if _YEAR.fullmatch(quantity.raw) or re.match(r"\s*(?:[%/(-]|[a-z]*%)", flat[quantity.end : quantity.end + 3]):
        return None
    former = next((q for q in reversed(found) if q.end <= quantity.start), None)
    if former and former.kind == "count" and _NEXT_YEAR.fullmatch(flat, former.unit_end, quantity.start):
        return (former.unit,)
    if not re.match(r"\s*(?:[,;.)]|$|by\b|in\s+20|and\b|or\s+more)", flat[quantity.end : quantity.end + 10]):
        return None
    head = _counted().search(flat, max(start, quantity.start - 160), quantity.start)
    if head is None:
        return None
    return (unit_of_form("en")[squeeze(head["what"].lower())].key if head["what"] else None,)


@cache
def _counted() -> re.Pattern[str]:
    bounds = "|".join(word.replace(" ", r"\s+") for word in structure("quantity_words")["english"]["bounds"])
    return re.compile(
        rf"\bnumber\s+of\s+(?:[a-z-]+\s+){{0,3}}?(?:(?P<what>{form_pattern('en', frozenset({'count'}))})|[a-z]+s)(?!\w)"
        rf"[^.;%\d]{{0,90}}?\s{_REACHES}\s+(?:(?:to|by)\s+)?(?:(?:{bounds})\s+)?$",
        re.IGNORECASE,
    )


def thing_counted(quantity: Quantity, flat: str, start: int, end: int) -> Quantity | None:
    """Return a bare number with the noun behind it that no unit names ("to train 500 bookbinders"), or None.

    Small numbers count only behind a bound or a verb of making: "at least 3 scholarships", not "the 3 following cases".
    """
    if quantity.unit or quantity.value is None or _YEAR.fullmatch(quantity.raw):
        return None
    noun = _THING.match(flat, quantity.end, min(end, quantity.end + 120))
    words = structure("quantity_words")["english"]
    if noun is None or noun["last"].lower() in words["no_things"]:
        return None
    near = flat[max(start, quantity.start - _CLOSE) : quantity.start]
    made = re.search(
        rf"\b(?:{'|'.join(words['makes'])})\s+(?:an?\s+(?:average|total)\s+(?:of\s+)?)?$", near, re.IGNORECASE
    )
    if not (
        made
        or _bound().search(near)
        or (quantity.value >= _MANY and re.search(r"(?:^\s*|(?:[;,]|\band|\bfor|\bof)\s+)$", near))
    ):
        return None
    return replace(quantity, kind="count", unit_end=noun.end("noun"))


def of_series(quantity: Quantity, flat: str, end: int, found: list[Quantity]) -> Quantity | None:
    """Return a bare number that goes on with a count: a part of it or the next of a series, or None.

    As in "had issued 900 reader cards, including 500 for pupils, 300 for teachers" (the unit of the whole) and
    "12 libraries, 7 reading rooms" (a thing that no unit names).
    """
    if quantity.unit or quantity.value is None or _YEAR.fullmatch(quantity.raw):
        return None
    former = max((q for q in found if q.end <= quantity.start), key=lambda q: q.start, default=None)
    if former is None or former.kind != "count":
        return None
    if _PART.match(flat, quantity.end, end):
        listed = _PARTS_SO_FAR.fullmatch(flat, former.unit_end, quantity.start)
        return replace(quantity, unit=former.unit, kind="count") if listed else None
    noun = _THING.match(flat, quantity.end, min(end, quantity.end + 120))
    if noun is None or noun["last"].lower() in structure("quantity_words")["english"]["no_things"]:
        return None
    goes_on = _AND_NEXT.fullmatch(flat, former.unit_end, quantity.start)
    return replace(quantity, kind="count", unit_end=noun.end("noun")) if goes_on else None


@cache
def _singular() -> dict[str, Unit]:
    """The units by the form that stands behind "one"."""
    ends = ((r"ies$", "y"), (r"(?<=[sx])es$", ""), (r"s$", ""))
    found: dict[str, Unit] = {}
    for form, unit in unit_of_form("en").items():
        end = next(((mark, said) for mark, said in ends if re.search(mark, form)), None)
        if unit.kind == "count" and end:
            found.setdefault(re.sub(end[0], end[1], form), unit)
    return found
