"""Bodies that no table holds, where the place says that one stands there.

Such places are the list of those who carry out a document ("Chánh Văn phòng, trưởng các thôn chịu trách nhiệm thi hành
Quyết định này"), a sentence's beginning before "có trách nhiệm", and what follows an order ("Phân công cán bộ …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.bodies import ResolvedBody, resolve
from corpus.body_lexicon import Phrases, expand, phrases_of
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.assignments import cues
from extractors.assignments.apart import apart
from extractors.assignments.between import depends
from extractors.assignments.clause import Actor, Clause

_SURE = 0.8
"""How sure it is that such words are a body's name."""
_LONGEST_LIST = 220
"""Tokens of a list of bodies that carry out a document, at most."""
_LONGEST = 24
"""Tokens of a name, at most."""
_LONGEST_OPENING = 16
"""Tokens of a name before "có trách nhiệm" or behind an order, at most."""
_FEW_WORDS = 3
"""Words behind a comma, at most, with which the name before it may go on."""
_FIELD = 6
"""Words of a field of work behind a comma, at most: "Cục Chất lượng, Chế biến và Phát triển thị trường"."""
_NOT_BEFORE_CHARGE = frozenset({"và", ",", "là", "người", "không", "chỉ", "kết", "đoan"})
"""Words behind which "chịu trách nhiệm" charges nobody anew: "quyết định và chịu …", "cam kết chịu …"."""
_DAMAGE = re.compile(r"[^\w\s,./&()’'–-]")
"""Marks that no name has: what is printed is a known name, misread."""

_LIABLE = (["trước", "pháp"], ["dân", "sự"], ["hình", "sự"], ["bằng", "toàn"])
"""The words behind "chịu trách nhiệm" that make it liability."""
_ENDS = frozenset({",", ";", ":", ".", "(", "“", "là", "không", "thì", "mà", "nếu", "hoặc"})
"""Where no name goes on that a duty is to follow."""
_NO_VERBS = frozenset({"và", "để", "việc", "cùng", "phải", "cần", "sẽ"})
_ADVERBS = frozenset({"tự", "phải", "cũng", "đều", "sẽ", "cần", "liên", "đới"})


@cache
def _heads(*groups: str) -> Phrases[str]:
    return Phrases((noun, group) for group in groups for noun in structure("bodies")["unlisted"][group])


_ALL = ("offices", "staff", "organisations", "kinds")


def enacting(clause: Clause, start: int) -> tuple[tuple[Actor, ...], int] | None:
    """Return who is charged with a document's execution, and the token at which the charge begins.

    Args:
        clause: the sentence.
        start: the token with which the list would begin.
    """
    at = _charge_of_all(clause, start)
    if at is None:
        return None
    found = listed(clause, start, at)
    return (found, at) if found else None


def listed(clause: Clause, start: int, end: int) -> tuple[Actor, ...]:
    """Return the bodies of a list at tokens ``start``..``end``; pieces that begin as no name does give none."""
    found = list[Actor]()
    for first, last in _pieces(clause, start, end):
        members = _members(clause, first, last)
        goes_on = found and not members and found[-1].body.key is None and _few(clause, first, last)
        longer = named(clause, clause.token_at(found[-1].start), last) if goes_on else None
        found = [*found[:-1], longer] if longer else [*found, *members]
    return tuple(found)


def _few(clause: Clause, first: int, end: int) -> bool:
    """Whether a piece is a few words with which the name before it goes on: "trưởng các thôn, bon"."""
    if any(_heads("persons").at(clause.words, i) for i in range(first, end)):
        return False
    small = all(clause.text[word.start].islower() for word in clause.words[first:end])
    return end - first <= (_FEW_WORDS if small else _FIELD)


def _charge_of_all(clause: Clause, start: int) -> int | None:
    """The token of "chịu trách nhiệm thi hành Quyết định này"."""
    for i in range(start + 1, min(start + _LONGEST_LIST, len(clause.words))):
        found = cues.phrases("words.enacting").at(clause.words, i)
        if found and any(word.form == "này" for word in clause.words[i + found[0] : i + found[0] + 8]):
            return i
    return None


def _pieces(clause: Clause, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a list at its marks and conjunctions; halves of a name ("Vụ trưởng, Cục trưởng các Vụ") stay together."""
    words, begin, depth = clause.words, first, 0
    for i in range(first, end + 1):
        depth += (i < end and words[i].form == "(") - (i < end and words[i].form == ")")
        if i < end and (words[i].form not in {",", ";", ":", "và"} or depth > 0):
            continue
        piece = _bare(clause, begin, i)
        if i < end and piece[0] < piece[1] and _is_half(clause, *piece) and words[i].form != ":":
            begin = piece[0]
            continue
        if piece[0] < piece[1]:
            yield piece
        begin = i + 1


def _bare(clause: Clause, first: int, end: int) -> tuple[int, int]:
    words = clause.words
    while first < end and words[first].form in {",", ";", ":", "và", "-", ".", "+", "cùng", "với"}:
        first += 1
    while end > first and words[end - 1].form in {",", ";", "-", ".", "phải", "cùng"}:
        end -= 1
    return first, end


def _is_half(clause: Clause, first: int, end: int) -> bool:
    at = max((i for i in range(first, end) if clause.words[i].form in {",", "và"}), default=first - 1) + 1
    half = _heads("halves").at(clause.words, at)
    at += half[0] if half else 0
    plural = _heads("halves").at(clause.words, at) if half and at < end and clause.words[at].form == "các" else None
    return half is not None and at + (plural[0] if plural else 0) == end


def _members(clause: Clause, first: int, end: int) -> Sequence[Actor]:
    """The bodies of one piece of a list: those that the tables know, else the whole piece as a name."""
    inside = [one for one in clause.spans if first <= clause.first_token(one) and clause.after_token(one) <= end]
    if inside and clause.first_token(inside[0]) <= first + (clause.words[first].form == "các"):
        return [part for actor in clause.actors(inside[:1]) for part in apart(actor)]
    whole = named(clause, first, end)
    return [whole] if whole else []


def named(clause: Clause, first: int, end: int) -> Actor | None:
    """Return the body that tokens ``first``..``end`` name, or None where they begin as no name does."""
    words, head = clause.words, _head(clause, first)
    if head is None or end - first > _LONGEST:
        return None
    bare = head[0] >= end and (head[1] != "offices" or _is_half(clause, first, end))
    strange = any(word.form in {"…", ".", "[", "(", "“"} for word in words[first:end])
    people = any(_heads("persons").at(words, i) for i in range(head[0], end)) and head[1] not in {"kinds", "offices"}
    if bare or strange or people:
        return None
    start, stop = clause.slice(first, end)
    raw = squeeze(clause.text[start - clause.offset : stop - clause.offset])
    body = resolve(raw) if _DAMAGE.search(raw) else None
    unknown = ResolvedBody(raw, expand(raw), None, None, None, None, None, None, _SURE)
    return Actor(start, stop, body if body and body.key else unknown)


def charged(clause: Clause, start: int) -> tuple[Actor, int] | None:
    """Return the body with which a sentence begins, and the token of its duty: "Trưởng thôn có trách nhiệm …"."""
    words, head = clause.words, _unknown_head(clause, start)
    if head is None or not clause.text[words[start].start].isupper():
        return None
    for i in range(head[0], min(start + _LONGEST_OPENING, len(words))):
        if words[i].form in _ENDS:
            return None
        if cues.phrases("words.charged").at(words, i) and not _answers(clause, i):
            return _with_end(clause, start, i)
    return None


def ordered(clause: Clause) -> tuple[Actor, int] | None:
    """Return the first body that an order names, and the token of its duty: "Phân công tổ giúp việc tổng hợp …"."""
    words = clause.words
    for at in range(len(words)):
        order = cues.phrases("words.orders").at(words, at)
        start = cues.skip("words.courtesies", words, at + order[0]) if order else len(words)
        head = _unknown_head(clause, start) if order and _begins_clause(clause, at) else None
        # "yêu cầu", "đề nghị cơ quan thuế cung cấp …" is what laws let somebody ask of anybody
        if order is None or head is None or order[1] in {"yêu cầu", "đề nghị"}:
            continue
        for i in range(head[0], min(start + _LONGEST_OPENING, len(words))):
            if words[i].form in _ENDS or _stops(clause, i):
                break
            if _acts(clause, i) and (found := _with_end(clause, start, i)):
                return found
    return None


def _answers(clause: Clause, i: int) -> bool:
    """Whether the words charge nobody anew or tell of liability: "quyết định và chịu trách nhiệm trước pháp luật"."""
    words = clause.words
    liable = [word.form for word in words[i : i + 5]]
    return words[i - 1].form in _NOT_BEFORE_CHARGE or (liable[0] == "chịu" and liable[3:5] in _LIABLE)


def _begins_clause(clause: Clause, i: int) -> bool:
    first = not any(c.isalpha() for c in clause.text[: clause.words[i].start])
    return first or clause.words[i - 1].form in {",", ";", ":"}


def _stops(clause: Clause, i: int) -> bool:
    return phrases_of("stops").at(clause.words, i) is not None


def _acts(clause: Clause, i: int) -> bool:
    """Whether a verb of duty stands at token ``i`` that belongs to no other word."""
    verb = cues.begins_duty(clause.words, i) or cues.begins_item(clause.words, i)
    return verb and not depends(clause, i) and clause.words[i].form not in _NO_VERBS


def _head(clause: Clause, start: int) -> tuple[int, str] | None:
    """The token after the noun with which a name begins at ``start``, and the noun's group."""
    words = clause.printed
    at = start + (start < len(words) and words[start].form in {"các", "những"})
    head = _heads(*_ALL).at(words, at)
    return (at + head[0], head[1]) if head and not _heads("others").at(words, at) else None


def _unknown_head(clause: Clause, start: int) -> tuple[int, str] | None:
    """The same where no known name begins."""
    return None if start >= len(clause.words) or clause.words[start].form == cues.NAMED else _head(clause, start)


def opens_name(clause: Clause, i: int) -> bool:
    """Whether token ``i`` is the noun alone with which such a name begins."""
    head = _unknown_head(clause, i)
    return head is not None and head[0] == i + 1


def _with_end(clause: Clause, start: int, end: int) -> tuple[Actor, int] | None:
    """The body up to its duty, adverbs before that left out: "Cơ quan thẩm định phải có trách nhiệm …"."""
    last = end
    while last > start and clause.words[last - 1].form in _ADVERBS:
        last -= 1
    actor = named(clause, start, last) if last > start else None
    return (actor, end) if actor else None
