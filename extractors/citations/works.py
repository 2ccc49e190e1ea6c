"""Akoma Ntoso IRIs of works, after the OASIS naming convention 1.0, section 4.5.

``/akn/vn/{act|doc}/{type}/{issuer}/{year}/{number}``: "/akn/vn/act/nd/cp/2024/85" is Decree 85/2024/NĐ-CP. Legal
documents are acts, administrative and Party documents docs. Type and issuer are the abbreviations of the symbol without
marks; a local issuer carries its place ("ubnd-tinh-an-hai"). Numbers begin anew each year, so the year is date enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.knowledge import structure, table
from extractors.citations.symbols import symbols
from extractors.fold import fold

if TYPE_CHECKING:
    from extractors.citations.symbols import Symbol

_ACTS = frozenset({"HP", "BL", "L", "PL", "NĐ", "TT", "TTLT"})
_LETTER = "cv"  # an official letter, whose symbol has no abbreviation of a type
_LOCAL = frozenset({"TU", "ThU", "HU", "HĐND", "UBND"})
_PLACE = re.compile(
    r"(?<!\w)(?P<level>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
    r"(?:\s+(?P<name>[A-ZĐÀ-Ỹ][\w’' ]*))?",
    re.IGNORECASE,
)
_LEVELS = {"thành": "thành phố", "thị": "thị xã"}


@dataclass(frozen=True, slots=True)
class Place:
    """A level of local government and the name of the place, None where only the level is printed ("UBND tỉnh")."""

    level: str
    name: str | None


def place_of(issuer: str | None) -> Place | None:
    """Return the place in a body's name: a province in "Sở Y tế tỉnh An Hải", a district in "Huyện ủy Minh Tân"."""
    said = issuer or ""
    if committee := re.match(r"(Tỉnh|Thành|Huyện|Quận|Thị) ủy(?:\s+(?P<name>[A-ZĐÀ-Ỹ].*))?$", said):
        level = committee[1].lower()
        return Place(_LEVELS.get(level, level), committee["name"])
    found = next((m for m in _PLACE.finditer(said) if m["level"].islower()), None)
    if found is None:
        return None
    named = found["name"] if found["name"] and found["name"][0].isupper() else None
    return Place(found["level"], named.strip() if named else None)


def work(symbol: str | None, kind: str | None, date: str | None, issuer: str | None, home: Place | None) -> str | None:
    """Return the work's IRI, or None where the text does not say enough.

    Args:
        symbol: as printed; one without its number ("…/KH-UBND") identifies nothing.
        kind: the type's Vietnamese name.
        date: ISO date of the document, for symbols without a year.
        issuer: the body as printed.
        home: the citing document's own place, which "UBND tỉnh" without a name means.
    """
    own = next(symbols(symbol or ""), None)
    if own is None or own.start or own.system == "standard":
        return None
    parts = re.split(r"[/-]", own.text)[1:]
    year = next((part for part in parts if re.fullmatch(r"(?:19|20)\d\d", part)), None)
    codes = [part for part in parts if not part.isdigit()]
    named = _type_code(own, kind, codes)
    if named is None or not (year or date):
        return None
    code, rest = named
    actor = _actor(rest, code, issuer, home)
    genre = "act" if own.system == "state" and (code in _ACTS or year) else "doc"
    return f"/akn/vn/{genre}/{_slug(code)}/{actor}/{year or str(date)[:4]}/{own.number.lstrip('0')}" if actor else None


def _type_code(symbol: Symbol, kind: str | None, codes: list[str]) -> tuple[str, list[str]] | None:
    """The abbreviation of the type and the others; laws and acts of the National Assembly name their type in words."""
    known = {row["code"] for row in table("document_types") if row["code"]}
    plain = {_slug(code): code for code in known}  # English texts write "QD-TTg"
    if codes and (codes[0] in known or _slug(codes[0]) in plain):
        return codes[0] if codes[0] in known else plain[_slug(codes[0])], codes[1:]
    if kind == "Công văn" and codes:
        return _LETTER, codes[:1]
    spelled = next((row["code"] for row in table("document_types") if row["vi"] == kind and row["code"]), None)
    return (spelled, codes) if spelled and codes and symbol.system == "state" else None


def _actor(codes: list[str], kind: str, issuer: str | None, home: Place | None) -> str | None:
    """The issuer's abbreviation; that of a local body with its place, None where the place is unknown."""
    bare = [re.sub(r"\d+$", "", code) for code in codes]
    central = {*structure("issuers")["codes"], "TW"} - _LOCAL
    if bare and (kind in _ACTS or central.issuperset(bare)):
        return "-".join(map(_slug, bare))
    place = place_of(issuer)
    if place and not place.name and home and home.level == place.level:
        place = home
    return "-".join(map(_slug, [*bare, place.level, place.name])) if bare and place and place.name else None


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
