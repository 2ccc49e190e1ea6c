"""Where a document's foot begins: the list of recipients, the authority and the office of who signs, a name alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.knowledge import structure
from extractors.fold import fold
from extractors.structure.joined import NAME_SIGNED, RANK, SIGNATURE_LINE, SIGNED
from extractors.structure.layout import is_upper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.structure.layout import Printed

_AUTHORITY = re.compile(r"^(?:[TK]/[ML]|K/T|T/L|TM\.?|KT[./]|TL[./]|TUQ[./]|[QP]\.)\s*[A-ZĐÀ-Ỹ]")
# an old font has lost the capitals of a signature: "kt/bộ trưởng bộ tài chính", "Tm. ủy ban nhân dân tỉnh"
_ACTING = re.compile(r"(?i:kt|tm|tl|tuq)\s?[./]\s?[^\W\d_][^,;:()\d]{3,50}$")
_NAME = re.compile(rf"^{RANK}" + r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ’']+\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+$")
_OFFICE_LINES = 4
_OFFICE_LENGTH = 30


@cache
def _offices() -> tuple[str, ...]:
    """The offices of who signs, folded, deputies too."""
    names = [fold(name) for name in structure("issuers")["offices"]["names"]]
    return (*names, *(f"pho {name}" for name in names))


def opens_list(text: str, below: str = "") -> bool:
    """Whether a line begins the list of recipients: "Nơi nhận", also read badly ("Nơi uất" above a dash)."""
    text = text.lstrip(" .,-–_|*")
    folded = fold(text)
    # words of a seal inside it: "Nơi UBTV nhận:"
    parted = re.match(r"noi (?:\S{1,6} ){1,2}nhan\s*:", folded) is not None
    clear = folded[:1] == "n" and len(text) < 60 and fuzz.ratio(folded[:8], "noi nhan") >= 85
    beside = folded.startswith("noi nhan") and ":" in text[:12]
    short = len(text) < 16 and fuzz.ratio(folded.strip(" :"), "noi nhan") >= 80
    # not "nội dung sau:" above a dash
    damaged = text.startswith(("Nơi ", "Noi ", "Nởi ")) and len(text) < 14 and bool(re.match(r"[~=]?[-–—]", below))
    return clear or beside or short or damaged or parted


def is_foot(line: Printed) -> bool:
    """Whether the line belongs to a signature: its authority ("T/M TỈNH ỦY", "KT. CHỦ TỊCH") or an office."""
    text = line.text
    return is_upper(text) and (bool(_AUTHORITY.match(text)) or (len(text) < 50 and fold(text).startswith(_offices())))


def foot_at(lines: Sequence[Printed], body_at: int) -> int:
    """Return the line from which a signature or a list of recipients begins, or the end."""
    for i in range(body_at, len(lines)):
        below = lines[i + 1].text if i + 1 < len(lines) else ""
        # a row's empty cell before it: ". | BỘ TRƯỞNG (Đã ký)Lê Văn Nam"
        alone = SIGNATURE_LINE.match(lines[i].text.lstrip(" .|")) or NAME_SIGNED.fullmatch(lines[i].text)
        signed = re.fullmatch(SIGNED, below) and NAME_SIGNED.fullmatch(f"{lines[i].text} {below}")
        if opens_list(lines[i].text, below):
            return _signed_from(lines, body_at, i)
        if alone or signed or ((is_foot(lines[i]) or _ACTING.match(lines[i].text)) and _signs(lines, i)):
            return i - 1 if i > body_at and names_office(lines[i - 1].text) else i
    return len(lines)


def names_office(text: str) -> bool:
    """Whether a line is an office and nothing else, also in small letters: "Chủ tịch Quốc hội"."""
    return text.upper().removeprefix("PHÓ ") in structure("issuers")["offices"]["names"]


def _signed_from(lines: Sequence[Printed], body_at: int, listed: int) -> int:
    """The line from which a signature stands above the list of recipients: "tm. chính phủ", "kt. thủ tướng"."""
    at = listed
    while (
        at > body_at
        and listed - at < _OFFICE_LINES
        and (_ACTING.match(lines[at - 1].text) or _is_office(lines[at - 1]))
    ):
        at -= 1
    signs = any(_ACTING.match(line.text) for line in lines[at:listed])
    # the office alone, where the original is not signed: "TRƯỞNG BAN"
    office = all(is_upper(line.text) and fold(line.text) in _offices() for line in lines[at:listed])
    return at if signs or office else listed


def _is_office(line: Printed) -> bool:
    return len(line.text) < _OFFICE_LENGTH and fold(line.text).startswith(_offices()) and not line.closed


def _signs(lines: Sequence[Printed], i: int) -> bool:
    """An office in capitals signs when a person's name follows within a few lines."""
    return i > 0 and any(_NAME.match(line.text) for line in lines[i + 1 : i + 8])
