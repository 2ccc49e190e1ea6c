"""Names of bodies in English texts, by the English of the tables."""

from __future__ import annotations

import re
from functools import cache

from corpus.bodies import BodySpan, ResolvedBody
from corpus.body_lexicon import Entry, entries
from corpus.knowledge import structure, table

_LEVELS = (
    ("provincial", r"[Pp]rovincial(?:[- ]level)?|[Mm]unicipal"),
    ("district", r"[Dd]istrict(?:[- ]level)?"),
    ("commune", r"[Cc]ommune(?:[- ]level)?|[Ww]ard"),
)
_OWN_LEVEL = ("Provincial ", "Municipal ", "District ", "Central ")
"""Names that begin with a level as part of them: "Provincial Party Committee"."""
_LEVEL = "|".join(f"(?P<{name}>{words})" for name, words in _LEVELS)
_PLACE = r"(?:\s+of\s+(?:[A-Z][\w’']+\s+){1,3}(?:[Pp]rovince|[Cc]ity|[Dd]istrict))?"


def find_bodies_english(text: str) -> list[BodySpan]:
    """Return the names of bodies in an English ``text``, in order and disjoint; names stay as they are printed."""
    return [BodySpan(match.start(), match.end(), _body(match)) for match in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    offices = "|".join(_office(row["en"]) for row in _offices())
    longest_first = sorted(_by_english(), key=len, reverse=True)
    names = "|".join(_spelling(en) for en in longest_first)
    own = "|".join(_spelling(en) for en in longest_first if en.startswith(_OWN_LEVEL))
    return re.compile(
        rf"\b(?:(?P<office>{offices})\s+of\s+(?:the\s+)?)?"
        rf"(?:(?P<own>{own})|(?:(?:{_LEVEL})\s+)?(?P<name>{names}))s?{_PLACE}(?!\w)"
    )


@cache
def _offices() -> tuple[dict[str, str], ...]:
    """The offices whose English is "X of the {body}", longest first."""
    rows = [row for row in table("roles") if row["en"].endswith(" of the {body}") and row["en"][0].isupper()]
    return tuple(sorted(rows, key=lambda row: -len(row["en"])))


def _office(template: str) -> str:
    return _spelling(template.removesuffix(" of the {body}")) + "s?"


@cache
def _by_english() -> dict[str, Entry]:
    """Bodies by their English; common nouns ("units") only where they are more than one word."""
    found: dict[str, Entry] = {}
    for entry in entries():
        if entry.en[0].isupper() or entry.en.count(" ") >= 1:
            found.setdefault(entry.en.removeprefix("the "), entry)
    return found


def _spelling(english: str) -> str:
    """A pattern for both spellings of English, both apostrophes and the titles in use for "Chairperson"."""
    pattern = re.escape(english).replace("'", "[’']").replace(r"\ ", r"\s+")
    pattern = re.sub(r"(?<=[Ll]ab)our", "ou?r", pattern)
    pattern = re.sub(r"(?<=rgani)s(?=[ae])", "[sz]", pattern)
    pattern = re.sub(r"(?<=[Dd]efen)ce", "[cs]e", pattern)
    return pattern.replace("Chairperson", "(?:Chairperson|Chairman|President)")


def _body(match: re.Match[str]) -> ResolvedBody:
    raw = " ".join(match[0].split())
    entry, row = _entry_of(match["own"] or match["name"]), _office_row(match["office"])
    level = next((name for name, _ in _LEVELS if match[name]), entry.level if entry else None)
    office = row["key"] if row else None
    if office == "party_committee" and entry and entry.key.startswith("peoples_committee"):
        office = "party_caucus"  # so English papers call the Ban cán sự đảng of a People's Committee
    key = ".".join(filter(None, (office, entry.key if entry else None, level if _local(entry) else None)))
    kind = entry.kind if entry else None
    return ResolvedBody(raw, raw, key or None, raw, None, level if level != "none" else None, None, kind)


@cache
def _entry_of(named: str) -> Entry | None:
    """The body of an English name in one of its spellings."""
    return next((e for en, e in _by_english().items() if re.fullmatch(_spelling(en), named)), None)


def _office_row(printed: str | None) -> dict[str, str] | None:
    return next((row for row in _offices() if _is(row["en"], printed)), None) if printed else None


def _local(entry: Entry | None) -> bool:
    return entry is not None and "local" in entry.scope and entry.level == "none"


def _is(template: str, printed: str) -> bool:
    return re.fullmatch(_office(template), printed) is not None


@cache
def english_words(name: str) -> str:
    """Return a pattern for any phrase of the list ``name`` in duties.toml's part for English."""
    phrases = sorted(structure("duties")["english"][name], key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)


_LEVEL_WORDS = {"provincial": "tỉnh", "municipal": "thành phố", "district": "huyện", "commune": "xã", "ward": "phường"}


def vietnamese_name(printed: str) -> str | None:
    """Return the Vietnamese of a wholly known name ("Minister of Finance" to "Bộ trưởng Bộ Tài chính"), or None.

    Names with a place in them, and several bodies, have none: the tables do not say how they are put together.
    """
    minister = re.match(r"(?P<deputy>Deputy\s+)?Ministers?\s+of\s+(?:the\s+)?", printed)
    match = _pattern().fullmatch(f"Ministry of {printed[minister.end() :]}" if minister else printed)
    if match is None or match.end() != match.end("own" if match["own"] else "name"):
        return None
    entry, office = _entry_of(match["own"] or match["name"]), _office_row(match["office"])
    if entry is None or (match["office"] and office is None):
        return None
    before = office["vi"] if office else ""
    if minister:
        before = "Thứ trưởng" if minister["deputy"] else "Bộ trưởng"
    elif office and office["key"] == "party_committee" and entry.key.startswith("peoples_committee"):
        before = "Ban cán sự đảng"
    level = next((match[name] for name, _ in _LEVELS if match[name]), "")
    word = _LEVEL_WORDS.get(re.split(r"[- ]", level.lower())[0], "")
    if entry.key.startswith("department.") and word == "tỉnh":
        word = ""  # a Sở is always a province's
    return f"{before} {entry.vi} {'cấp ' if word and '-' in level else ''}{word}".strip()
