"""What speaks against some printed lines being a cell of a kind: the plainer such a cell, the less they cost.

A cell begins with a capital and not behind a comma; the body that leads is a body and little else; a date is a date; a
line is wrapped where it is full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.body_grammar import name_openings
from corpus.body_lexicon import tokens
from corpus.knowledge import structure
from extractors.structure.tables.cells import Span

ROLES = frozenset({"lead", "coordinate", "implement", "supervise", "direct"})
DEAREST = 9.0
"""Of a whole row: from which on it is no row of its table."""
_EMPTY = {"task": 99.0, "lead": 7.0, "implement": 7.0, "coordinate": 3.0, "due": 3.0, "note": 0.2}
_EMPTY_OTHER = 2.5
_NO_NAME = {"coordinate": 4.5}
_NO_NAME_OTHER = 7.5
"""For a cell of a role that does not begin with a body's name."""
_NO_COMMA = {"coordinate": 0.7}
_NO_COMMA_OTHER = 3.0
"""For names below each other in one cell without a comma: many coordinate, few lead."""
_STRANGER = 1.5
"""For a line of a role's cell that begins anew, neither with a name nor within one."""
_LOOSE, _MOST_LOOSE = 0.35, 5.0
_LISTED_LOOSE, _MOST_LISTED = 0.1, 1.5
"""For a word beside the names; for one in a numbered list, whose items go on with what each body does."""
_CAPITALISED = 2.3
"""Times as much for a word with a capital: it is another cell's first."""
_SMALL, _SMALL_NAME = 4.0, 2.0
"""For beginning with a small letter; a role's cell with a name ("các bộ, ngành")."""
_AFTER_HANGING = 4.0
_MID_LIST = 6.0
"""For beginning with "2." or a later number of a list."""
_GAP = 2.0
"""For going on below a white gap."""
_NAME_IN_TASK, _BARE_NAME, _NAME_AFTER_STOP = 1.0, 2.5, 1.0
"""For going on with a task's line that begins with a name, or is one; where the line above ends a sentence besides."""
_POINT_IN_TASK = 1.5
"""For going on with a task's line that begins as points of a text do ("Khoản 2 Điều 5")."""
_UNKNOWN_NAME = 0.8
_TOO_WIDE, _TOO_EARLY = 1.5, 0.6
_WIDER, _EARLY = 1.15, 0.75
"""Of the longest line's width: what is wider is of another column, what could have been so wide was not wrapped."""
_BROAD = 25
"""Letters: in narrower columns words are spread over lines of their own."""
_GOING_ON = 0.4
"""For going on on the next page: of several cells that may, one is likelier."""
_DATED_NAME = 2.5
"""For a role's cell that ends in a date."""
_NO_WHOLE = 1.0
_LOOK = 60
"""Letters in which a name shows."""
_LONG = 28
"""Words from which on a text is no name."""
_LISTED = re.compile(r"(?:(?P<number>\d{1,2})[.)]|[-–+•])\s+")
_CLOSED = re.compile(r"[.;]$")
_JOINING = re.compile(r"(?:[,;:]|\bvà)$")
_LEVEL = re.compile(r"(?:các\s+)?cấp\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_CAPITALS = re.compile(r"[^\W\d_a-zà-ỹ]\w*.{0,20}")
_BEGIN = {"figure": "<>≥≤~±"}
"""Marks with which a cell begins, besides quotation marks and brackets."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a part of one in which a name follows another without a comma.

    ``gap``: white space stands above it; ``inner``: no line begins there; ``named``: a body's name does, which may go
    on on the next lines; ``bare``: it holds nothing else.
    """

    span: Span
    text: str
    gap: bool = False
    inner: bool = False
    named: bool = False
    bare: bool = False


def empty_cost(kind: str) -> float:
    """Return what an empty cell of that kind costs."""
    return _EMPTY.get(kind, _EMPTY_OTHER)


def cell_cost(kind: str, held: Sequence[Line], pieces: Sequence[Line], cut: Span, *, broken: bool) -> float:
    """Return what a cell costs.

    Args:
        kind: what its column holds.
        held: its lines on the page before.
        pieces: the lines of the row on this page.
        cut: which of them are the cell's.
        broken: whether the row goes on on the next page, so that a cell may end anywhere.
    """
    own = pieces[slice(*cut)]
    if not own and not held:
        return empty_cost(kind)
    edge = edge_cost(kind, pieces, cut[0], broken=broken) if own and not held else 0.0
    if kind in ROLES and not held and not own[0].named:
        return _NO_NAME.get(kind, _NO_NAME_OTHER) + edge
    cost = edge + sum(_within(kind, one, other) for one, other in pairwise((*held, *own)))
    if own and held:
        cost += _GOING_ON * (1 if _goes_on(own[0].text) else 2)
    if cost > DEAREST:
        return cost
    text = " ".join(piece.text for piece in (*held, *own))
    if kind in ROLES:
        cost += _STRANGER * _strangers((*held, *own))
        cost += 2.0 if not broken and hangs(text) else 0.0
        cost += _DATED_NAME if _time_whole().fullmatch((*held, *own)[-1].text) else 0.0
        cost += _NO_WHOLE if own and held and _joins_no_name(text, held) else 0.0
    return cost + _words_cost(text, kind)


def _joins_no_name(text: str, held: Sequence[Line]) -> bool:
    """Whether what stands on two pages is one name, but none that a table holds."""
    end = sum(len(line.text) + 1 for line in held)
    return any(start < end < stop and not known for start, stop, known in _names(text))


def width_cost(lines: Sequence[Line], width: int) -> float:
    """Return what lines cost that are longer than others of the column, or are wrapped before they are full."""
    if not width or not lines:
        return 0.0
    cost = sum(_TOO_WIDE for line in lines if len(line.text) > _WIDER * width + 2)
    if width >= _BROAD:
        early = (len(a.text) + len(b.text.split()[0]) + 1 < _EARLY * width for a, b in pairwise(lines))
        cost += _TOO_EARLY * sum(early)
    return cost


def edge_cost(kind: str, pieces: Sequence[Line], at: int, *, broken: bool = True) -> float:
    """Return what it costs a cell to begin with a line of a row."""
    here = pieces[at].text
    cost = 1.0 if pieces[at].inner else 0.0
    listed = _LISTED.match(here)
    if here[0].islower():
        cost += _SMALL_NAME if kind in ROLES and pieces[at].named else _SMALL
    elif not here[0].isalnum() and not listed and here[0] not in _BEGIN.get(kind, "“\"'("):
        cost += 2.0
    if listed and listed["number"] and listed["number"] != "1":
        cost += _MID_LIST
    return cost + (_AFTER_HANGING if at and not broken and hangs(pieces[at - 1].text) else 0.0)


def _within(kind: str, above: Line, here: Line) -> float:
    """What it costs a cell to go on over a line's end."""
    if here.inner:
        return 0.5
    if kind == "points":
        return _BARE_NAME if here.named else 0.0
    listed = kind != "task" and _LISTED.match(here.text) is not None
    if listed or _goes_on(here.text) or hangs(above.text) or _named_after().fullmatch(above.text):
        return 0.0
    cost = _GAP if here.gap else 0.0
    if kind == "task":
        return cost + _anew_in_task(above, here)
    if _JOINING.search(above.text):
        return cost
    return cost + (1.0 if kind not in ROLES else _NO_COMMA.get(kind, _NO_COMMA_OTHER) if here.named else 0.3)


def _anew_in_task(above: Line, here: Line) -> float:
    """What a task's line costs that begins with a capital."""
    if _points().match(here.text):
        return _POINT_IN_TASK
    named = (_BARE_NAME if here.bare else _NAME_IN_TASK) + (_NAME_AFTER_STOP if _CLOSED.search(above.text) else 0)
    return named if here.named else 0.3


def _goes_on(text: str) -> bool:
    return text[0].islower() or text[0] == "("


def is_listed(line: Line) -> bool:
    """Tell whether a line begins a numbered list, which makes a cell long."""
    found = _LISTED.match(line.text)
    return found is not None and found["number"] == "1"


def hangs(text: str) -> bool:
    """Tell whether a text ends as one does that goes on: with a comma, a preposition, half a name."""
    return _hanging().search(text) is not None


@cache
def _hanging() -> re.Pattern[str]:
    words = structure("table_heads")["cells"]
    return re.compile(
        rf"(?i:[,(–/+&≥≤<>-]|\b(?:{'|'.join(words['hanging'])}))$"
        rf"|(?:^|[,;]\s*|\bvà\s+)(?:{'|'.join(words['nouns'])})$"
    )


@cache
def _named_after() -> re.Pattern[str]:
    """A noun that the names behind it share: "Các Bộ: Xây dựng, Y tế"."""
    return re.compile(r"các\s+(?:bộ|sở|ban|ngành|cơ\s+quan|đơn\s+vị)\s*:", re.IGNORECASE)


@lru_cache(maxsize=16384)
def _words_cost(text: str, kind: str) -> float:
    if kind == "task":
        return _task_cost(text)
    if kind in ROLES:
        return _body_cost(text, kind)
    if kind == "due":
        return _due_cost(text)
    if kind == "figure":
        return 0.0 if _FIGURE.search(text) and not _is_body(text) else 3.0
    return _other_cost(text, kind)


def _strangers(lines: Sequence[Line]) -> int:
    """How many lines begin with a capital, but neither with a name nor within one, nor behind a comma."""
    text, at, found = " ".join(line.text for line in lines), 0, 0
    for above, here in pairwise(lines):
        at += len(above.text) + 1
        new = here.text[0].isupper() and not (here.named or _JOINING.search(above.text) or hangs(above.text))
        found += new and not any(start < at < end for start, end, _ in _names(text))
    return found


def _task_cost(text: str) -> float:
    cost = 3.0 if len(text.split()) < 3 else 0.0
    return cost + (6.0 if _time_whole().fullmatch(text) else 0.0) + (3.0 if _is_body(text) else 0.0)


def _body_cost(text: str, kind: str) -> float:
    """What the words that belong to no name cost; a name at the beginning is asked for."""
    loose, first, unknown = _loose_words(text)
    if first is None:
        return 5.0 if kind == "coordinate" else 8.0
    listed = _LISTED.match(text)
    cost = min(_LISTED_LOOSE * loose, _MOST_LISTED) if listed else min(_LOOSE * loose, _MOST_LOOSE)
    cost += 2.0 if text[-1] in ",;" else 0.0
    return cost + (2.5 if first > (listed.end() if listed else 0) else 0.0) + _UNKNOWN_NAME * unknown


@lru_cache(maxsize=16384)
def _loose_words(text: str) -> tuple[float, int | None, int]:
    """How many words belong to no name and are none of those that stand beside names, a capitalised one for two.

    The second is where the first name begins, the third how many names no table holds.
    """
    if _named_after().match(text):
        return 0.0, 0, 0
    found, rest = _names(text), list(text)
    for start, end, _ in found:
        rest[start:end] = " " * (end - start)
    left = "".join(rest)
    loose = [word for word in tokens(left) if word.form.isalpha() and word.form not in _plain()]
    weight = sum(_CAPITALISED if left[word.start].isupper() else 1.0 for word in loose)
    return weight, found[0][0] if found else None, sum(not known for _, _, known in found)


@cache
def _plain() -> frozenset[str]:
    return frozenset(structure("table_heads")["cells"]["beside"])


@lru_cache(maxsize=16384)
def _names(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Where the names of bodies stand in a text, and whether a table holds them."""
    return tuple((one.start, one.end, one.body.key is not None) for one in find_bodies(text))


def _is_body(text: str) -> bool:
    if len(text.split()) > _LONG:
        return False
    loose, first, _ = _loose_words(text)
    return first == 0 and loose == 0


def name_in(text: str) -> int:
    """Return where the name ends that begins a text, also behind a list mark; 0 where none does."""
    if shared := _named_after().match(text):
        return shared.end()
    listed = _LISTED.match(text)
    start = listed.end() if listed else 0
    named = _names(text[start : start + _LOOK]) if _opens(text[start : start + _LOOK]) else ()
    return start + named[0][1] if named else 0


def opens_name(text: str) -> bool:
    """Tell whether a body's name begins a text, also behind a list mark."""
    return _opens(_LISTED.sub("", text, count=1)[:_LOOK])


@lru_cache(maxsize=4096)
def _opens(text: str) -> bool:
    words = tokens(text)
    return bool(words) and words[0].form in name_openings() and bool(_names(text)) and _names(text)[0][0] == 0


def _due_cost(text: str) -> float:
    if _time_whole().fullmatch(text):
        return 0.0
    if any(opens_name(words) for words in _CAPITALS.findall(text[1:])):
        return 5.0
    words = 0.1 * len(text.split())
    dated = _time_first().match(text)
    return 4.0 + words if dated is None else 0.3 if dated["aside"] else min(1.0 + words, 2.0)


@cache
def _points() -> re.Pattern[str]:
    words = [word for known in structure("table_heads")["cells"]["points"] for word in (known, known.capitalize())]
    return re.compile(rf"(?:[-–+]\s*(?:{'|'.join(words)})|(?:{'|'.join(words[1::2])}))\b")


def _other_cost(text: str, kind: str) -> float:
    if kind == "points":
        return 0.0 if _points().match(text) else 3.0
    cost = 4.0 if _time_whole().fullmatch(text) else 0.0
    if kind == "approval":
        return cost + 0.05 * len(text.split()) + (0.0 if opens_name(text) or _LEVEL.match(text) else 1.5)
    return cost + (2.5 if opens_name(text) else 0.0) + (1.0 if _is_body(text) else 0.0)


@cache
def _time_whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{times()})[.;,]?", re.IGNORECASE)


@cache
def _time_first() -> re.Pattern[str]:
    return re.compile(rf"(?:{times()})(?P<aside>\s*\(|(?!\w))", re.IGNORECASE)


@cache
def times() -> str:
    """Return the pattern of what cells of dates say."""
    return "|".join(structure("table_heads")["cells"]["due"])
