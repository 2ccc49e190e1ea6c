"""What stands between a body and its duty, and where the duty begins."""

from __future__ import annotations

from extractors.assignments import cues
from extractors.assignments.clause import Clause

_LONGEST_MODIFIER = 40
"""Tokens between a body and its duty, at most, that tell which body or when."""


def after_body(clause: Clause, i: int) -> int:
    """Skip what stands between a body and its duty: a list of people, brackets, "theo chức năng, nhiệm vụ", a comma."""
    words = clause.words
    previous = -1
    while previous != i and i < len(words):
        previous = i
        i = _before_superior(clause, _after_dots(clause, i))
        if i < len(words) and words[i].form == "(":
            i = next((k + 1 for k in range(i, len(words)) if words[k].form == ")"), i)
        comma = i + 1 < len(words) and words[i].form in {",", "và"}
        for name in ("words.fillers", "words.people"):
            i = cues.skip(name, words, i)
            if comma and cues.phrases(name).at(words, i + 1):
                i = cues.skip(name, words, i + 1)
        if i + 1 < len(words) and words[i].form == "," and cues.begins_duty(words, i + 1) and previous != i:
            i += 1
    return i


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
    """As in "UBND xã nơi đặt thư viện có trách nhiệm …": where the duty begins behind what tells which body or when."""
    words = clause.words
    if after >= len(words) or cues.phrases("words.modifiers").at(words, after) is None:
        return None
    for i in range(after + 1, min(after + _LONGEST_MODIFIER, len(words))):
        if words[i].form in {";", ":", ".", "thì", "mà"}:
            return None
        if (found := cues.phrases("words.charged").at(words, i)) and i + found[0] < len(words):
            return i
    return None
