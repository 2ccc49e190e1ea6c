"""What stands between a body and its duty, and where the duty begins."""

from __future__ import annotations

from functools import cache

from corpus.knowledge import table
from extractors.assignments import cues
from extractors.assignments.clause import Clause

_LONGEST_MODIFIER = 40
"""Tokens between a body and its duty, at most, that tell which body or when."""
_LONGEST_LIST = 120
"""Tokens of a list of bodies that a document charges with its execution, at most."""
_LONGEST_NAME = 5
"""Syllables of a person's name, at most."""
_LIST_MARKS = frozenset({";", ":"})
_CLAUSE_ENDS = frozenset({";", ":", ".", "thì", "mà"})


def after_body(clause: Clause, i: int) -> int:
    """Skip what stands between a body and its duty: people, a person's name, brackets, "theo chức năng", a comma."""
    words = clause.words
    previous = -1
    while previous != i and i < len(words):
        previous = i
        i = _before_superior(clause, _after_dots(clause, i))
        if i < len(words) and words[i].form == "(":
            i = next((k + 1 for k in range(i, len(words)) if words[k].form == ")"), i)
        i = before_verb(clause, _after_person(clause, clause.after_reach(i)))
        comma = i + 1 < len(words) and words[i].form in {",", "và"}
        for name in ("words.fillers", "words.people"):
            i = cues.skip(name, words, i)
            if comma and cues.phrases(name).at(words, i + 1):
                i = cues.skip(name, words, i + 1)
        if i + 1 < len(words) and words[i].form == "," and cues.begins_duty(words, i + 1) and previous != i:
            i += 1
    return i


def before_verb(clause: Clause, i: int) -> int:
    """Skip by what right a body acts where its duty follows; returns ``i`` where none does.

    Words of the scope may be the duty's verb ("theo thẩm quyền quản lý …"): the scope then ends before the last of
    them with which a duty begins.
    """
    words = clause.words
    for end in reversed(_scope_ends(clause, i)):
        start = end + (end + 1 < len(words) and words[end].form == ",")
        if cues.begins_duty(words, start):
            return start
    return i


def after_scope(clause: Clause, i: int) -> int:
    """Skip by what right a body acts: "theo chức năng, nhiệm vụ, thẩm quyền", "trong phạm vi quản lý của mình"."""
    return max([i, *_scope_ends(clause, i)])


def _scope_ends(clause: Clause, i: int) -> list[int]:
    """The tokens at which such a scope may end: after each of its parts."""
    words, ends = clause.words, list[int]()
    at = i + (i + 1 < len(words) and words[i].form == ",")
    opener = cues.phrases("scope.openers").at(words, at)
    if opener is None:
        return ends
    at += opener[0]
    while (part := cues.phrases("scope.parts").at(words, at)) is not None:
        at += part[0]
        ends.append(at)
        at += at + 1 < len(words) and words[at].form in {",", "và"}
    return ends


def _after_person(clause: Clause, i: int) -> int:
    """Skip the name of who holds the office: "Phó Thủ tướng Trần Văn An chỉ đạo …"."""
    words, k = clause.words, i
    while k < len(words) and k - i < _LONGEST_NAME and words[k].form.isalpha() and _capital(clause, k):
        k += 1
    named = k - i > 1 and words[i].form in _surnames()
    return k if named and k < len(words) and words[k].form != cues.NAMED else i


def _capital(clause: Clause, i: int) -> bool:
    return clause.text[clause.words[i].start].isupper()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"].lower() for row in table("surnames"))


def _after_dots(clause: Clause, i: int) -> int:
    """Skip the dots of a list left open: "các Bộ Nội vụ, Tài chính... giải quyết kinh phí"."""
    k = i
    while k < len(clause.words) and clause.words[k].form in {".", "…"}:
        k += 1
    return k if k < len(clause.words) and clause.text[clause.words[k].start].islower() else i


def _before_superior(clause: Clause, i: int) -> int:
    """Skip "chịu trách nhiệm trước Chính phủ" when what the body answers for follows."""
    words = clause.words
    if [word.form for word in words[i : i + 4]] != ["chịu", "trách", "nhiệm", "trước"]:
        return i
    for group in clause.groups:
        if clause.first_token(group[0]) == i + 4:
            after = clause.after_token(group[-1])
            return after if after < len(words) and cues.begins_duty(words, after) else i
    return i


def charged_after(clause: Clause, after: int) -> int | None:
    """As in "UBND xã nơi đặt thư viện có trách nhiệm …": where the duty begins behind what tells which body or when.

    Semicolons and colons ("Giám đốc: Sở A, Sở B; …") may stand among those who are charged with the execution.
    """
    words, ends = clause.words, _CLAUSE_ENDS
    enacts = cues.phrases("words.enacting")
    depth = 0
    for i in range(after, min(after + _LONGEST_LIST, len(words))):
        depth += (words[i].form == "(") - (words[i].form == ")")
        if depth > 0:
            continue  # "Các cơ quan mượn sách (Sở Y tế, Sở Nội vụ...) có trách nhiệm …"
        found = cues.phrases("words.charged").at(words, i)
        enacting = found is not None and enacts.at(words, i) is not None
        if found and i + found[0] < len(words) and not depends(clause, i):
            return i if enacting or i - after < _LONGEST_MODIFIER else None
        if words[i].form in ends:
            if ends is _CLAUSE_ENDS and any(enacts.at(words, k) for k in range(len(words))):
                ends = _CLAUSE_ENDS - _LIST_MARKS
            if words[i].form in ends:
                return None
    return None


def ordered_after(clause: Clause, after: int) -> int | None:
    """Where the duty of a body that is ordered to act begins: at its verb, else right behind the body.

    A verb that is what was done to the body or that depends on another word ("Tổ công tác được thành lập theo …")
    does not count.
    """
    words = clause.words
    if after < len(words) and words[after].form == ",":
        return _behind_ground(clause, after)
    if after >= len(words) or words[after].form in _CLAUSE_ENDS | {"và", ")"}:
        return None
    i = after
    if cues.begins_item(words, after):
        return after
    while i < min(after + _LONGEST_MODIFIER, len(words)) and words[i].form not in _CLAUSE_ENDS:
        verb = cues.phrases("words.duty").at(words, i) or cues.role_at(words, i)
        if verb and not depends(clause, i):
            return i
        i += verb[0] if verb else 1
    return after


def _behind_ground(clause: Clause, comma: int) -> int | None:
    """As in "Giao Bộ Y tế, căn cứ vào Nghị quyết này và đề nghị của các xã, quy định …": the duty behind the ground."""
    words = clause.words
    if cues.phrases("scope.openers").at(words, comma + 1) is None:
        return None
    for i in range(comma + 2, min(comma + _LONGEST_MODIFIER, len(words) - 1)):
        if words[i].form in _CLAUSE_ENDS:
            return None
        if words[i].form == "," and cues.begins_duty(words, i + 1):
            return i + 1
    return None


def depends(clause: Clause, i: int) -> bool:
    """Whether the verb at token ``i`` is no clause's own: "được giao", "việc thành lập", "theo quy định"."""
    linking = cues.phrases("words.linking").at(clause.words, 0)
    if linking and i == linking[0] + 1 and clause.words[linking[0]].form == ",":
        return False  # "Tuy nhiên, đề nghị Sở Y tế …"
    return cues.ends_with("words.dependent", clause.words, i) is not None
