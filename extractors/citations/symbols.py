"""Document symbols: "78-CTr/TU" (Party), "123/2025/NĐ-CP" (State), "07:2010/BXD" (standards), over lines too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

# letters of other alphabets that are printed like those of abbreviations: "NĐ-СР" typed with a Cyrillic keyboard
_ALIKE = str.maketrans("АВЕКМНОРСТХÐ", "ABEKMHOPCTXĐ")
_CAPITAL = "A-ZĐƯАВЕКМНОРСТХÐ"
# an abbreviation: capitals, each with at most two small letters after it ("CTr", "TTg", "QyĐ"), and a term ("QH15")
_CODE = rf"(?:QH[\s-]?\d\d|L[.-]?\d{{3}}|(?:[{_CAPITAL}][a-zđ]{{0,2}})+\d{{0,2}})"
# "NĐ - CP" with spaces is common in older texts; elsewhere a spaced dash ends the symbol
_SPACED = r"(?:NĐ|NQ|QĐ|CT|TT|KH|TB|BC|TTr)\s[-–]\s?[A-ZĐ]{2,10}[a-z]?\d{0,2}(?!\w)"
_CODES = rf"(?:{_SPACED}|{_CODE}(?:[-–_]\s?{_CODE}|&{_CODE}|\.[A-ZĐ]{{2,8}}(?![^\W\d_]))*)"
_PARTY = rf"\d{{1,5}}[a-z]?\s?[-–]\s?{_CODES}\s?/\s?{_CODES}(?:/{_CODES})?"
# OCR reads a slash as a fraction bar or as two ("163/⁄2016/NĐ-CP")
_SLASH = r"\s?[/⁄]{1,2}\s?"
# a year that OCR has parted: "24/201 7/NQ-HĐND"
_YEAR = r"(?:\d{4}|20\d\s\d|20\s\d\d)"
_STATE = rf"\d{{1,6}}(?:\.\d{{1,3}})?[a-z]{{0,2}}{_SLASH}(?:{_YEAR}{_SLASH})?{_CODES}(?:/{_CODES})?"
# until 1996 the issuer alone stood behind the number: "Nghị định số 26-CP", "Quyết định 87-CT"
_EARLY = (
    r"\d{1,4}[a-z]?\s?[-–]\s?(?:CP|TTg|HĐBT|HĐCP|CT|NQTW)(?!\s?[-–/])"
    # and a space before the unit: "Thông tư số 60 TC/CĐKT"
    r"|\d{1,4}[a-z]?\s(?:TC|TT|QĐ|NĐ|CT|TCT|TCHQ|LB|NH|VGCP)[/-][A-ZĐ]{2,6}(?:/[A-ZĐ]{2,6})?"
)
_STANDARD = (
    r"(?:QCVN|TCVN|TCXDVN|TCXD|QCXDVN)\s?\d{1,5}(?:[-:]\d{1,4})*(?:/[A-ZĐ]+)?"
    r"|\d{2,5}(?:-\d{1,2})?:(?:19|20)\d\d(?:/[A-ZĐ]+)?"
)
SYMBOL = re.compile(
    rf"(?:(?<![\w/.,-])|(?<=[\s(][Nn]o\.))(?<!\d:)(?:(?P<party>{_PARTY})|(?P<state>{_STATE})|(?P<standard>{_STANDARD})|(?P<early>{_EARLY}))"
    r"(?!\w|:\d)"
)
_NAMED = re.compile(r"(?:[Ss][ốỐ]|Nghị định|Quyết định|Chỉ thị|Thông tư|Nghị quyết)\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol in the text: its span and its form without white space."""

    start: int
    end: int
    text: str
    system: str

    @property
    def number(self) -> str:
        """The number it begins with: "78" of "78-CTr/TU"."""
        return re.split(r"[-–/:]", self.text, maxsplit=1)[0]

    @property
    def code(self) -> str:
        """The abbreviation of its type, or of its issuer where the type has none: "CTr", "NĐ", "UBND"."""
        parts = [part for part in re.split(r"[-–/]", self.text)[1:] if not part.isdigit()]
        return parts[0] if parts else ""


def symbols(flat: str, start: int = 0, end: int | None = None) -> Iterator[Symbol]:
    """Yield the document symbols in ``flat[start:end]``, in order."""
    for found in SYMBOL.finditer(flat, start, len(flat) if end is None else end):
        early = found.lastgroup == "early"
        if _plain_fraction(found.group()) or (
            early and not _NAMED.search(flat, max(0, found.start() - 20), found.start())
        ):
            continue
        stop = found.end() - _footnote(found.group())
        yield Symbol(
            found.start(), stop, normal(flat[found.start() : stop]), "state" if early else str(found.lastgroup)
        )


def _footnote(printed: str) -> int:
    """How many digits at the end are those of a footnote: one of "140/NQ-CP2", none of "59/2020/QH14"."""
    found = re.fullmatch(r".*[-/]\s?([^-/\d]+)(\d{1,2})", printed, re.DOTALL)
    return len(found[2]) if found and found[1] in _without_digits() else 0


@cache
def _without_digits() -> frozenset[str]:
    """The issuers' abbreviations that no number follows; those of a legislature are numbered by its term."""
    return frozenset(structure("issuers")["codes"]).union({"BCĐ", "TW"}) - {"QH", "UBTVQH"}


def normal(symbol: str) -> str:
    r"""Return a symbol without white space, with plain hyphens and letters: "42-\nNQ/TW" is "42-NQ/TW"."""
    plain = re.sub(r"[/⁄]+", "/", re.sub(r"\s", "", symbol)).replace("–", "-").replace("_", "-").translate(_ALIKE)
    return re.sub(r"/QH-(?=\d\d$)", "/QH", plain)


def _plain_fraction(text: str) -> bool:
    """Quantities such as "30/Ha" and "5/T" are no symbols: a code has two capitals at least."""
    code = text.rpartition("/")[2]
    few = sum(c.isupper() for c in text) < 2 and ":" not in text
    return few or re.fullmatch("[IVX]+", code) is not None or not re.match(r"0*[1-9]|\D", text)
