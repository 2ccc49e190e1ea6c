"""What an attached document says of the one that it belongs to: "(Ban hành kèm theo Quyết định số 01/QĐ-UBND ngày …)".

Numbers and days are written into letterheads by hand; the attachment repeats them in print.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.citations.symbols import symbols
from extractors.metadata.letterhead import Found, legible
from extractors.times import times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.analysis import Analysis
    from extractors.times import Time

_ATTACHED = re.compile(r"[Kk]èm theo\s+[^\d;]{4,60}?[Ss]ố\s?:?\s*")
_BARE = re.compile(r"/[A-ZĐ][\wĐđ-]+")
_BEFORE_DAY = re.compile(r"\s*,?\s*")
_SURE = 0.8
_HEAD = 8
"""Lines at the top of an attached document in which it names the document that it belongs to."""


def own_symbol(analysis: Analysis, printed: Found | None) -> Found | None:
    """Return the document's symbol as its attachment prints it, where the letterhead's has the same letters."""
    for symbol, start, end, _ in _mentions(analysis):
        whole = not symbol.startswith("…")
        if printed and whole and _letters(symbol) == _letters(printed.value):
            return _if_legible(analysis, Found(symbol, ((start, end),), _SURE))
    return None


def own_day(analysis: Analysis, symbol: str | None) -> Found | None:
    """Return the day that the attachment prints with the document's symbol."""
    for named, _, _, day in _mentions(analysis):
        # an attachment without its number was typed before the document was signed
        if day and symbol and named == symbol and not named.startswith("…"):
            return _if_legible(analysis, Found(str(day.first), ((day.start, day.end),), _SURE))
    return None


def _if_legible(analysis: Analysis, found: Found) -> Found | None:
    """The value, unless a hand has written it here too."""
    return found if legible(analysis, found) else None


def _letters(symbol: str) -> str:
    """A symbol without its number: "…/QĐ-UBND" and "01/QĐ-UBND" are of one kind."""
    return re.sub(r"^[^/-]*", "", symbol)


def _mentions(analysis: Analysis) -> Iterator[tuple[str, int, int, Time | None]]:
    """Yield symbol, place and day from the heads of what is attached, up to the next document with a letterhead."""
    for part in analysis.parts[1:]:
        if any(True for line in part.head.letterhead for _ in symbols(line.text)):
            return
        lines = part.lines[:_HEAD]
        if not lines:
            continue
        lead = _ATTACHED.search(analysis.flat, lines[0].start, lines[-1].end)
        if lead is None:
            continue
        own = next(iter(symbols(analysis.flat, lead.end(), lines[-1].end)), None)
        bare = _BARE.match(analysis.flat, lead.end())
        if own is not None and own.start == lead.end():
            yield own.text, own.start, own.end, _day(analysis, own.end)
        elif bare:
            yield f"…{bare.group()}", bare.start(), bare.end(), _day(analysis, bare.end())


def _day(analysis: Analysis, at: int) -> Time | None:
    following = next((t for t in times_of(analysis) if t.start >= at), None)
    near = following and _BEFORE_DAY.fullmatch(analysis.flat, at, following.start)
    return following if near and following and following.kind == "date" and following.first else None
