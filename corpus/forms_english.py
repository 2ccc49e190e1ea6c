"""Other forms of an English name of a body: "Justice Ministry" is the Ministry of Justice, "chairmen" are chairpersons.

A form is only another spelling of the same body; `corpus.names_english` looks it up in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEVEL = r"(?P<level>(?i:(?:provincial|district|commune)(?:-level)?|municipal)\s+)?"
_FIELD_FIRST = re.compile(
    rf"{_LEVEL}(?P<field>[A-Z][\w’',&-]*(?:\s+(?:and\s+)?[A-Z][\w’',&-]*)*)\s+(?P<kind>Ministr(?:y|ies)|Departments?)"
)
_OFFICE = r"(?P<office>(?:deputy\s+)?(?:chairpersons?|chairm[ae]n|presidents?|directors?|heads?|chiefs?|ministers?))"
_OFFICE_LAST = re.compile(
    rf"(?P<body>.*(?:Committee|Department(?:\s+of\s+.*)?|Bank|Council|Ministry(?:\s+of\s+.*)?|Office|Agency))(?:[’']s)?\s+{_OFFICE}",
    re.IGNORECASE,
)
_OFFICE_FIRST = re.compile(rf"{_OFFICE}\s+of\s+(?:the\s+|an?\s+)?(?P<body>.+)", re.IGNORECASE)
_MINISTER_OF = re.compile(
    r"(?P<field>[A-Z][\w’'&-]*(?:\s+and\s+[A-Z][\w’'&-]*)?)\s+(?P<deputy>[Dd]eputy\s+)?[Mm]inisters?"
)
_SINGULAR = (
    (re.compile(r"\b(chair|d)(person|irector)s\b", re.IGNORECASE), r"\1\2"),
    (re.compile(r"\bchairm[ae]n\b", re.IGNORECASE), "chairperson"),
    (
        re.compile(
            r"\b([Cc]ommittee|[Dd]epartment|[Cc]ouncil|[Oo]ffice|[Bb]oard|[Hh]ead|[Cc]hief|[Mm]inister|[Dd]elegation|[Uu]nion|[Cc]ourt)s\b"
        ),
        r"\1",
    ),
    (re.compile(r"\b([Aa]genc|[Mm]inistr|[Aa]uthorit|[Pp]rocurac)ies\b"), r"\1y"),
)
_PLURAL = (
    (re.compile(r"\b(agenc|ministr|authorit|procurac)y\b"), r"\1ies"),
    (
        re.compile(
            r"\b(minister|head|chairperson|committee|council|department|office|court|organization|unit|board|sector)\b"
        ),
        r"\1s",
    ),
)


def spelt(raw: str) -> str:
    """Return a name in the spelling of the tables: the labour ministry's short name in full, no trailing commas."""
    name = re.sub(r"\bLabou?r,?\s+Invalids\s+and\s+Social\b", "Labor, War Invalids and Social", raw.strip(" ,;"))
    name = re.sub(r"\b([Pp]eople)s(?=\s+(?:Committee|Council|Court|Procurac))", r"\1's", name)
    return re.sub(r"\bprovincial(?:/|\))municipal\b", "provincial-level", name)


def singular(name: str) -> str:
    """Return the name of one such body: "Departments of Justice" to "Department of Justice"."""
    for plural, one in _SINGULAR:
        name = plural.sub(one, name)
    return name


def plural(name: str) -> str:
    """Return the name of several such bodies: "competent agency" to "competent agencies"."""
    for one, several in _PLURAL:
        name = one.sub(several, name)
    return name


def forms(raw: str) -> Iterator[str]:
    """Yield other forms of a printed name, the likeliest first, beginning with the name in the tables' spelling."""
    name = spelt(raw)
    yield name
    # a "Finance Department" without a level may be a ministry's own
    if (turned := _FIELD_FIRST.fullmatch(name)) and (turned["level"] or turned["kind"].startswith("M")):
        kind = "Ministry" if turned["kind"].startswith("M") else "Department"
        yield f"{turned['level'] or ''}{kind} of {turned['field']}"
    if minister := _MINISTER_OF.fullmatch(name):
        yield f"{'Deputy ' if minister['deputy'] else ''}Minister of {minister['field']}"
    for shape in (_OFFICE_LAST, _OFFICE_FIRST):
        if held := shape.fullmatch(name):
            body = _FIELD_FIRST.fullmatch(held["body"])
            whole = held["body"]
            if body and (body["level"] or body["kind"].startswith("M")):
                kind = "Ministry" if body["kind"].startswith("M") else "Department"
                whole = f"{body['level'] or ''}{kind} of {body['field']}"
            yield f"{singular(held['office']).capitalize()} of the {singular(whole)}"
            yield plural(f"{held['office'].lower()} of {whole}")
    if (several := plural(name)) != name:
        yield several
