"""Lists of bodies in English texts: "Ministers, heads of ministerial-level agencies and the State Bank of Vietnam".

A list is cut at its commas and joints; a piece is a name where a noun for a body heads it, else it belongs to the name
before it ("provinces and centrally run cities"). Names that the gazetteer knows keep their own commas and joints.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from corpus.bodies import BodySpan, ResolvedBody, resolve
from corpus.bodies_english import find_bodies_english, vietnamese_name
from corpus.forms_english import forms, singular
from corpus.knowledge import structure, table
from corpus.text import squeeze

_JOINT = re.compile(r"(?:\s*[,;]\s*(?:and\s+|or\s+|as\s+well\s+as\s+)?|\s+(?:and|or|as\s+well\s+as)\s+)(?=\S)")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_FIELDS = re.compile(
    r"(?P<kind>(?P<minister>Minister)s|(?P<ministry>Ministrie)s|(?P<level>(?:[Pp]rovincial(?:-level)?|[Mm]unicipal)\s+)?(?P<department>[Dd]epartment)s)\s+of\s+(?=[A-Z])"
)
_TAIL = re.compile(
    r"\s+(?:of\s+the\s+same\s+level|at\s+the\s+same\s+level|concerned|in\s+the\s+(?:[\w-]+\s+){1,6}(?:region|area)s?)$"
)
"""What tells which of the bodies are meant and leaves their kind."""
_CHAIR = re.compile(r"(?:[Cc]hair(?:person|man|men)s?|[Pp]residents?)\s+of\s+(?:the\s+)?(?P<body>.+)")
_LONGEST = 180
"""Characters of one name; a longer one is a clause."""


def listed_bodies(text: str, start: int, end: int) -> list[BodySpan]:
    """Return the bodies that ``text[start:end]`` lists, from its beginning on; none where it begins with another thing.

    What follows the list is left out; a name ends before words such as "in" or "which".
    """
    pieces = _pieces(text, start, end)
    found = (_ministries(text, low, high) or [_span(text, low, high)] for low, high in pieces)
    return [one for several in found for one in several if one is not None]


def is_list(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is nothing but a list of bodies."""
    pieces = _pieces(text, start, end)
    return (
        bool(pieces)
        and re.fullmatch(
            rf"(?:(?:{_JOINT.pattern})?(?:{_apart()})(?:\s+and\s+individuals)?)?[\s,]*", text[pieces[-1][1] : end]
        )
        is not None
    )


@cache
def _apart() -> str:
    return "|".join(structure("bodies")["english"]["apart"])


@lru_cache(maxsize=256)
def _pieces(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of the names of a list, each with what joins it; the same list is asked for several times over."""
    spans = find_bodies_english(text[start:end])
    # "ministries, sectors and localities" are two; a proper name keeps its commas
    proper = [s for s in spans if text[s.start + start].isupper() or "," not in s.body.raw]
    known = [(s.start + start, s.end + start) for s in proper]
    # "provincial-level Culture, Sports and Tourism Departments": a field keeps its commas
    fields = [field.span("field") for field in _fields().finditer(text, start, end) if "," in field["field"]]
    cuts = [
        m
        for m in _JOINT.finditer(text, start, end)
        if not any(low < m.end() <= high for low, high in (*known, *fields))
    ]
    cuts = [m for i, m in enumerate(cuts) if not _inside_name(text, cuts[i - 1].end() if i else start, m, known)]
    rows: list[tuple[int, int]] = []
    at, passed = start, False
    for begin, stop in zip([start, *(m.end() for m in cuts)], [*(m.start() for m in cuts), end], strict=True):
        named = any(low <= _bare(text, begin) < high for low, high in known) or _heads(text, begin, stop)
        if not named and not rows:
            return ()
        said = squeeze(text[_bare(text, begin) : stop]).lower()
        # "…, and related organizations and individuals"
        passed = said in structure("bodies")["english"]["apart"] or (passed and said == "individuals")
        if passed:
            continue
        if named:
            at = _bare(text, begin)
            rows.append((at, stop))
        else:
            rows[-1] = (at, stop)
        if (cut := _stop(text, *rows[-1], known)) is not None:
            rows[-1] = (at, cut)
            break
    return tuple(row for row in rows if row[1] > row[0])


def _inside_name(text: str, low: int, joint: re.Match[str], known: list[tuple[int, int]]) -> bool:
    """Whether an "and" joins the words of one name: "Vietnam Science and Technology Union"."""
    at = _bare(text, low)
    if (
        joint[0].strip() != "and"
        or any(begin <= at < high for begin, high in known)
        or _heads(text, low, joint.start())
    ):
        return False
    half = re.fullmatch(r"(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*", text[at : joint.start()])
    return (
        half is not None
        and re.match(r"[A-Z]", text[joint.end() :]) is not None
        and _heads(text, joint.end(), len(text))
    )


def _bare(text: str, start: int) -> int:
    """Where the name begins after its article."""
    article = _ARTICLE.match(text, start)
    return article.end() if article else start


def _stop(text: str, start: int, end: int, known: list[tuple[int, int]]) -> int | None:
    """Where words end a name before ``end``; those of a known name are its own."""
    whole = next((high for low, high in known if low == start and high < end), None)
    # "submitted to the Prime Minister early in 2011": small letters do not go on with a proper name
    if whole is not None and (
        after := re.match(
            r"\s+(?!(?:of|for|at|in|and|or|concerned|deput(?:y|ies)|delegations?|chair\w+|heads?|members?|representatives?)\b)[a-z]",
            text[whole:end],
        )
    ):
        return whole if after else None
    headed = _head().match(text, start, end)
    # "project managing agencies": before the noun no word ends the name
    for found in _stops().finditer(text, headed.end() if headed and headed["before"] else start, end):
        own = any(low <= found.start("word") < high for low, high in known)
        # "Steering Committee for Enterprise Renewal": a capital goes on with the name
        titled = found["word"] in {"for", "on"} and re.match(r"\s+(?:the\s+)?[A-Z]", text[found.end("word") :])
        region = found["word"] == "in" and re.match(
            r"\s+the\s+(?:[\w-]+\s+){1,6}(?:region|area|delta)s?\b", text[found.end("word") :]
        )
        levels = found["word"] == "at" and re.match(
            r"\s+(?:all|the\s+same|different|each)\s+levels?\b", text[found.end("word") :]
        )
        if not own and not titled and not region and not levels:
            return found.start()
    return None


@cache
def _stops() -> re.Pattern[str]:
    words = "|".join(structure("bodies")["english"]["stops"])
    return re.compile(rf"\s*[,;(]?\s+(?P<word>{words})(?!\w)|\s*\((?P<bracket>)|:")


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a noun for a body heads the piece: only words that may stand before it come first."""
    found = _head().match(text, start, end)
    if found is None:
        return False
    bare = found["noun"].lower() in structure("bodies")["english"]["joined"]
    return not (bare and not found["before"].strip())


@cache
def _head() -> re.Pattern[str]:
    words = structure("bodies")["english"]
    before = "|".join(re.escape(word) for word in sorted(words["before"], key=len, reverse=True))
    heads = "|".join(sorted(words["heads"], key=len, reverse=True))
    with_kind = "|".join(words["organisations"])
    return re.compile(
        rf"(?:(?:the|an?)\s+)?(?P<before>(?:(?:{before}|(?!(?:With|In|On|For|To|At|By|From|Under|Within|After|Before|When|If|Of|Based|Regarding)\s)[A-Z][\w’'&-]*,?|(?<=[a-z]\s)and(?=\s[A-Z]))\s+)*?)"
        rf"(?P<noun>(?i:{heads})|(?i:{with_kind})\s+organi[sz]ations)(?![\w-])",
    )


def _span(text: str, start: int, end: int) -> BodySpan | None:
    raw = squeeze(text[start:end])
    low = raw.lower()
    if (
        len(raw) > _LONGEST
        or re.match(r"(?:their|its|his|her)\s", low)
        or low in structure("bodies")["english"]["left_out"]
    ):
        return None
    return BodySpan(start, end, body_english(raw))


def _ministries(text: str, start: int, end: int) -> list[BodySpan | None]:
    """As in "Ministers of Finance; Home Affairs; and Culture, Sports and Tourism": one for each field."""
    plural = _FIELDS.match(text, start, end)
    if plural is None:
        return []
    one = (
        "Minister" if plural["minister"] else "Ministry" if plural["ministry"] else f"{plural['level'] or ''}Department"
    )
    found, at = list[BodySpan | None](), plural.end()
    while field := _fields().match(text, at, end):
        body = body_english(f"{squeeze(one)} of {squeeze(field['field'])}")
        found.append(BodySpan(start if not found else field.start("field"), field.end("field"), body))
        at = field.end()
    return found if len(found) > 1 else []


def inside_fields(text: str, at: int) -> bool:
    """Whether a semicolon at ``at`` parts fields: "the Ministries of Health; Finance; and Home Affairs"."""
    for plural in _FIELDS.finditer(text, max(0, at - _LONGEST), at):
        end = plural.end()
        while field := _fields().match(text, end):
            end = field.end()
        if plural.end() < at < end:
            return True
    return False


@cache
def _fields() -> re.Pattern[str]:
    names = {r["en"].removeprefix("Ministry of ") for r in table("bodies") if r["en"].startswith("Ministry of ")}
    names |= {name.replace("War Invalids", "Invalids") for name in names}
    names |= {name.replace("Labour", "Labor") for name in names} | {"National Defense", "Defense", "Police"}
    fields = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?P<field>{fields})(?!\w)(?:\s*[,;]?\s*(?:and\s+)?)?")


@lru_cache(maxsize=8192)
def body_english(raw: str) -> ResolvedBody:
    """Return what a name printed in English stands for; ``raw`` and ``en`` stay as printed, ``name`` is Vietnamese.

    A name that no table knows keeps its English name and has no key.
    """
    for form in forms(raw):
        vi = _by_phrase().get(_folded(form)) or _of_several(form)
        known = resolve(vi) if vi else None
        if known is not None and known.score == 1:
            return replace(known, raw=raw, en=raw)
        if _folded(form) in _by_phrase():  # "cơ quan thuế" is a name that the gazetteer does not hold
            return ResolvedBody(raw, _by_phrase()[_folded(form)], None, raw, None, None, None, None)
    core = _TAIL.sub("", raw)
    if core != raw and (kin := body_english(core)).key:
        return replace(kin, raw=raw, name=raw, en=raw)
    spans = find_bodies_english(raw)
    whole = next((s.body for s in spans if s.start == 0 and s.end == len(raw)), None)
    return whole or ResolvedBody(raw, raw, None, raw, None, None, None, None)


def _of_several(form: str) -> str | None:
    """The Vietnamese of a known name, also of each province's: "provincial-level Departments of Justice"."""
    one = singular(form)
    if (held := _CHAIR.fullmatch(form)) and (body := _by_phrase().get(_folded(held["body"]))):
        return f"Chủ tịch {body.removeprefix('các ')}"
    vi = vietnamese_name(form) or vietnamese_name(one)
    each = vi and one != form and re.search(r"\bSở\b|cấp tỉnh$", vi)
    return f"{vi.removesuffix(' cấp tỉnh')} các tỉnh, thành phố trực thuộc Trung ương" if vi and each else vi


@cache
def _by_phrase() -> dict[str, str]:
    return {form: row["vi"] for row in table("bodies_english") for form in row["en"].split("|")}


def _folded(raw: str) -> str:
    text = _ARTICLE.sub("", raw.lower().replace("’", "'"), count=1) if _ARTICLE.match(raw) else raw.lower()
    text = text.replace("’", "'").replace("chairmen", "chairpersons").replace("presidents", "chairpersons")
    return re.sub(r"- +", "-", text).replace("centrally-run", "centrally run").replace("organisations", "organizations")
