"""Document symbols: "78-CTr/TU" (Party), "123/2025/NĐ-CP" (State), "07:2010/BXD" (standards), over lines too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# an abbreviation: capitals, each with at most two small letters after it ("CTr", "TTg", "QyĐ"), and a term ("QH15")
_CODE = r"(?:QH\s?\d\d|(?:[A-ZĐƯ][a-zđ]{0,2})+\d{0,2})"
# "NĐ - CP" with spaces is common in older texts; elsewhere a spaced dash ends the symbol
_CODES = rf"(?:NĐ\s-\sCP|NQ\s-\sCP|(?:QĐ|CT)\s-\sTTg|{_CODE}(?:-\s?{_CODE}|&{_CODE})*)"
_PARTY = rf"\d{{1,5}}[a-z]?\s?[-–]\s?{_CODES}\s?/\s?{_CODES}"
# OCR reads a slash as a fraction bar or as two ("163/⁄2016/NĐ-CP")
_SLASH = r"\s?[/⁄]{1,2}\s?"
_STATE = rf"\d{{1,6}}(?:\.\d{{1,3}})?[a-z]{{0,2}}{_SLASH}(?:\d{{4}}{_SLASH})?{_CODES}(?:/{_CODES})?"
_STANDARD = (
    r"(?:QCVN|TCVN|TCXDVN|TCXD|QCXDVN)\s?\d{1,5}(?:[-:]\d{1,4})*(?:/[A-ZĐ]+)?"
    r"|\d{2,5}(?:-\d{1,2})?:(?:19|20)\d\d(?:/[A-ZĐ]+)?"
)
SYMBOL = re.compile(
    rf"(?<![\w/.,-])(?<!\d:)(?:(?P<party>{_PARTY})|(?P<state>{_STATE})|(?P<standard>{_STANDARD}))(?![\w:])"
)


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
        if not _plain_fraction(found.group()):
            yield Symbol(found.start(), found.end(), normal(found.group()), found.lastgroup or "")


def normal(symbol: str) -> str:
    r"""Return a symbol without white space and with plain hyphens: "42-\nNQ/TW" is "42-NQ/TW"."""
    return re.sub(r"[/⁄]+", "/", re.sub(r"\s", "", symbol)).replace("–", "-")


def _plain_fraction(text: str) -> bool:
    """Quantities such as "30/Ha" and "5/T" are no symbols: a code has two capitals at least."""
    code = text.rpartition("/")[2]
    few = sum(c.isupper() for c in text) < 2 and ":" not in text
    return few or re.fullmatch("[IVX]+", code) is not None or not re.match(r"0*[1-9]|\D", text)
