"""The words that give duties: which role a clause opens with, where a duty begins, what orders a body to act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from corpus.body_english import latin
from corpus.body_lexicon import Phrases, Token
from corpus.knowledge import structure
from corpus.record import Role

NAMED = " "
"""The form of tokens that belong to a body's name."""
_LONGEST = 8  # syllables and marks of a cue, at most


@cache
def phrases(name: str) -> Phrases[str]:
    """Return the list ``name`` of duties.toml ("roles.lead", "words.duty") as phrases."""
    group, _, key = name.partition(".")
    return Phrases((phrase, phrase) for phrase in structure("duties")[group][key])


@cache
def _damaged(name: str) -> Phrases[str]:
    """Return the phrases of several syllables of a list, without tone marks."""
    group, _, key = name.partition(".")
    return Phrases((latin(phrase), phrase) for phrase in structure("duties")[group][key] if " " in phrase)


def read_through(name: str, words: Sequence[Token], i: int) -> int | None:
    """Return the length of a phrase of the list at ``i`` that lost a mark of one syllable ("khân trương"), or None."""
    if i >= len(words) or latin(words[i].form) not in _damaged(name).openings:
        return None
    plain = [Token(latin(word.form), word.start, word.end) for word in words[i : i + _LONGEST]]
    found = _damaged(name).at(plain, 0)
    if found is None:
        return None
    printed = [word.form for word in words[i : i + found[0]]]
    return found[0] if sum(a != b for a, b in zip(printed, found[1].lower().split(), strict=True)) == 1 else None


@cache
def _roles() -> Phrases[Role]:
    rows = structure("duties")["roles"].items()
    return Phrases((phrase, cast("Role", role)) for role, cues in rows for phrase in cues)


def skip(name: str, words: Sequence[Token], i: int) -> int:
    """Return the position after any number of phrases of the list ``name`` and commas between them."""
    while (found := phrases(name).at(words, i)) is not None:
        i += found[0]
        if i + 1 < len(words) and words[i].form == "," and phrases(name).at(words, i + 1):
            i += 1
    return i


_JOINTS = frozenset({"và", "để", "việc", "cùng"})


def role_at(words: Sequence[Token], i: int) -> tuple[int, Role] | None:
    """Return the role that a clause beginning at ``i`` states, and the number of tokens up to its cue's end."""
    direct = _roles().at(words, i)
    if direct is not None:
        return direct
    opener = phrases("openers.supervise").at(words, i)
    if opener is not None:
        noun = _roles().at(words, i + opener[0])
        if noun is not None and noun[1] == "supervise":
            return opener[0] + noun[0], "supervise"
    at = skip("words.adverbs", words, _after_helped(words, skip("words.adverbs", words, i)))
    found = _roles().at(words, at) if at > i else None
    return (at - i + found[0], found[1]) if found else None


def _after_helped(words: Sequence[Token], i: int) -> int:
    """As in "giúp Ủy ban nhân dân tỉnh theo dõi …": the role is that of the verb behind the body that is helped."""
    start = after = i + 1 + (i + 1 < len(words) and words[i + 1].form == "cho")
    while after < len(words) and words[after].form == NAMED:
        after += 1
    return after if after > start and words[i].form == "giúp" else i


def begins_duty(words: Sequence[Token], i: int) -> bool:
    """Whether a clause that gives a duty can begin at token ``i``."""
    if i < len(words) and words[i].form in _JOINTS:  # "và kiểm tra …" does, "và Chủ tịch …" does not
        return i + 1 < len(words) and begins_duty(words, i + 1)
    named = any(phrases(name).at(words, i) for name in ("words.duty", "words.adverbs", "openers.supervise"))
    damaged = (read_through(name, words, i) for name in ("words.duty", "words.adverbs"))
    return role_at(words, i) is not None or named or any(damaged)


def begins_item(words: Sequence[Token], i: int) -> bool:
    """Whether an item of a list of duties can begin at token ``i``: with more verbs than elsewhere, adverbs aside."""
    return phrases("words.item_verbs").at(words, skip("words.adverbs", words, i)) is not None


def name_ends(words: Sequence[Token]) -> frozenset[int]:
    """Return the tokens at which a body's name of free wording ends."""
    return frozenset(i for i in range(len(words)) if phrases("words.name_ends").at(words, i))


def ends_with(name: str, words: Sequence[Token], i: int) -> int | None:
    """Return where the longest phrase of the list ``name`` that ends just before token ``i`` begins, or None."""
    for start in range(max(0, i - 6), i):
        found = phrases(name).at(words, start)
        length = found[0] if found else read_through(name, words, start)
        if length and start + length == i:
            return start
    return None


def any_of(*names: str) -> Callable[[Sequence[Token], int], bool]:
    """Return a test for a phrase of one of the lists at a token."""
    return lambda words, i: any(phrases(name).at(words, i) is not None for name in names)
