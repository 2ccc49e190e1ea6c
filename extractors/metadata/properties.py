"""Properties that a portal states of a document: "Số hiệu 110/2018/TT-BTC | Loại văn bản Thông tư".

Such pages hold the properties alone, or the text below them; labels and values may be glued together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure
from corpus.record import Signer
from corpus.text import squeeze
from extractors.citations.symbols import symbols
from extractors.metadata.letterhead import Found
from extractors.metadata.signature import Signature
from extractors.structure.joined import RANK
from extractors.structure.zones import type_names
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractors.analysis import Analysis

_CELL = re.compile(r"[^|\n]+")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)$")
_STROKE_LOST = re.compile(r"\d{1,3}(?:19|20)\d\d/")
"""Number and year run together: "72024/TT-BYT" was 7/2024/TT-BYT; which, nobody can tell of "112024"."""
_REQUIRED = {"symbol", "document_type", "issuer"}
_STATED = 0.9
"""Certainty of a property: the portal's clerk wrote it, not the document."""


def properties(analysis: Analysis) -> Mapping[str, Found]:
    """Return symbol, document_type, title, issuer, date, role and signer as the portal states them.

    Empty where the text is no such page: it states at least a symbol, a type and an issuer.
    """
    return analysis.once(_properties)


def signature(analysis: Analysis) -> Signature | None:
    """Return who signed, as the portal states it."""
    name, role = (properties(analysis).get(label) for label in ("signer", "role"))
    if name is None:
        return None
    spans = (*(role.spans if role else ()), *name.spans)
    person = re.sub(rf"^{RANK}", "", name.value) or name.value
    return Signature(Signer(name=person, role=role.value if role else None), spans, _STATED)


def _properties(analysis: Analysis) -> dict[str, Found]:
    labels, text = structure("issuers")["properties"], analysis.document.text
    if not all(any(label in text for label in labels[name]) for name in _REQUIRED):
        return {}
    found: dict[str, Found] = {}
    printed_symbol = ""
    for label, printed, start in _stated(analysis):
        printed_symbol = printed if label == "symbol" and not printed_symbol else printed_symbol
        value = _value(label, printed)
        if value and label not in found:
            found[label] = Found(value, ((start, start + len(printed)),), _STATED)
    if not found.keys() >= _REQUIRED - {"symbol"}:
        return {}
    if title := _title(analysis, found["document_type"].value, printed_symbol):
        found["title"] = title
    return found


def _stated(analysis: Analysis) -> Iterator[tuple[str, str, int]]:
    for cell in _CELL.finditer(analysis.document.text):
        if named := _labels().match(cell.group()):
            printed = named.string[named.end() :].strip(" :\t")
            at = cell.start() + named.string.index(printed, named.end())
            yield str(named.lastgroup), printed, at


def _value(label: str, printed: str) -> str | None:
    """The value in the record's form, None where the portal has none ("--") or something damaged ("7VBHN-BYT")."""
    if label == "symbol":
        own = next(symbols(printed), None)
        return own.text if own and own.text == printed and not _STROKE_LOST.match(printed) else None
    if label == "document_type":
        return printed if printed in type_names().values() else None
    if label == "date":
        day = _DAY.match(printed)
        return iso_day(int(day[3]), int(day[2]), int(day[1])) if day else None
    return printed if any(c.isalpha() for c in printed) else None


def _title(analysis: Analysis, kind: str, symbol: str) -> Found | None:
    """The words after type and symbol in the page's heading: "Thông tư số 110/2018/TT-BTC Hướng dẫn …"."""
    heading = re.compile(rf"^{re.escape(kind)}\s+(?:số\s+)?{re.escape(symbol)}\s+(?P<title>\S.*)$", re.MULTILINE)
    found = heading.search(analysis.document.text)
    return Found(squeeze(found["title"]).rstrip(" ,;"), (found.span("title"),), _STATED) if found else None


@cache
def _labels() -> re.Pattern[str]:
    named = structure("issuers")["properties"]
    return re.compile("|".join(rf"(?P<{name}>\s*(?:{'|'.join(labels)}))" for name, labels in named.items()))
