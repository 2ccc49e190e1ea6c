"""Numbers as they are read: letters that look like digits, strokes, and dates and symbols that cannot be."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

from corpus.knowledge import structure
from ocr.marks import fold

_TWINS = str.maketrans("lI|]!¡íÍìÌoOŠš§", "111111111100558")
_NEAR = re.compile(r"[\dlI|\]!¡íÍìÌoOŠš§][\dlI|\]!¡íÍìÌoOŠš§./-]*")
_CORE = re.compile(r"^([\W_]*?)([\dlI|\]!¡íÍìÌoOŠš§][^\s,;:)]*?)([.,;:)”\"]*)$")
_STROKES = re.compile(r"([lI|\]!¡íÍìÌ]{1,2})(\W*)")
_NUMERAL = re.compile(r"H([.,;:)]*)")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEARS = range(1900, 2101)
_SLASHES = re.compile(r"(?<=\d)(?:/?⁄/?|//)")  # "163/⁄2016": the reader has its fraction bar beside the stroke
_QUARTER = re.compile(r"1⁄[24](?=[A-ZĐ]{2})")  # "0¼QĐ-UBND": 1/ is a quarter to it
_SYMBOL_HEAD = re.compile(r"\W*\d+[a-z]?[/⁄]\S*[A-ZĐ]")
_SYMBOL = re.compile(
    r"\W*\d+[^\W\d_]?/(?:\d{4}/)?[^\W\d_]+\d{0,3}(?:[-–.,&/][^\W\d_]+\d{0,3})*(?:[-/]\d{4})?-?\W*"  # 24/2023/QH15
)
_TORN_DATE = re.compile(r"(\W*\d{1,2}[/.-]1) ([0-2]([/.-])\d{4}\W*)")
_LIMITS = {"NGAY": 31, "THANG": 12}


def is_number(text: str) -> bool:
    """Tell whether a word holds a digit."""
    return any(c.isdigit() for c in text)


def with_digits(text: str) -> str:
    """Write digits for the letters that look like them, in a word of digits and such letters: "I5" is 15, "3]" is 31.

    No printed Vietnamese word mixes the two; a word without any digit (the numeral II) stays, but for a lone section
    sign, which offices do not use.
    """
    text = _SLASHES.sub("/", _QUARTER.sub("1/", text))
    match = _CORE.match(text)
    if match is None or not _NEAR.fullmatch(match[2]) or not (is_number(match[2]) or match[2] == "§"):
        return text
    return match[1] + match[2].translate(_TWINS) + match[3]


def as_numeral(text: str, before: str) -> str:
    """Write II for an H that opens a line of its own ("H. MỤC TIÊU") or follows what is numbered ("Phụ lục H")."""
    match = _NUMERAL.fullmatch(text)
    opens = not before and match is not None and match[1].startswith(".")
    return f"II{match[1]}" if match and (opens or fold(before) in _numbered()) else text


@cache
def _numbered() -> frozenset[str]:
    return frozenset(fold(word) for word in structure("printed_marks")["numbered_parts"])


def is_impossible(text: str, before: str) -> bool:
    """Tell whether a word cannot be what is printed.

    There is no such date (31/02/2020), no "ngày 45" (``before`` is "ngày"), no symbol 24/2023/0H15 or 70/202%QH15.
    """
    if _SYMBOL_HEAD.match(text) and not _SYMBOL.fullmatch(text):
        return True
    date = _DATE.search(text)
    if date:
        day, month, year = map(int, date.groups())
        return not (year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1])
    number = re.fullmatch(r"(\d+)[.,;:)]*", text)
    limit = _LIMITS.get(fold(before))
    return bool(number and limit and not 1 <= int(number[1]) <= limit)


def joined_date(text: str, following: str) -> str | None:
    """Return the date that two words are when the reader saw a gap between the strokes of 11 ("25/1 1/2013")."""
    match = _TORN_DATE.fullmatch(f"{text} {following}")
    whole = match[1] + match[2] if match else ""
    return whole if whole and _DATE.search(whole) and not is_impossible(whole, "") else None


def as_digits(text: str) -> str:
    """Write digits for strokes where only a number can stand: a page number "|" is 1."""
    match = _STROKES.fullmatch(text)
    return match[1].translate(_TWINS) + match[2] if match else with_digits(text)


def as_figure(text: str) -> str:
    """Write digits where only a figure can stand: "Š" among the figures of a table is 5, "|" is 1."""
    match = _NEAR.fullmatch(text)
    return text.translate(_TWINS) if match else text


def in_date(text: str, before: str) -> str:
    """Write digits for strokes after "ngày" and "tháng": "tháng II năm" is the eleventh month, never a numeral."""
    return as_digits(text) if fold(before) in _LIMITS else text
