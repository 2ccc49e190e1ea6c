"""Learns names: wordings to which people gave an indicator or a body, when they agree about them.

A wording is taken when everybody who gave it a key gave it the same, in an approved document or at least twice, and no
table has it for something else. Names learned from other documents are tried on each document: where they would
contradict people there, they are a conflict.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.bodies import resolve
from corpus.body_lexicon import entries, spellings, tokens
from corpus.indicator_match import match_indicator
from corpus.indicator_words import words
from corpus.indicators import indicators
from corpus.learned import Name
from corpus.store.judged import JudgedDocument, JudgedRow, reworded
from corpus.text import squeeze
from pipeline.learning.outcome import Outcome

_TWICE = 2
_LONGEST = 15  # words of a name; longer wordings are sentences
_ABBREVIATION = re.compile(r"[A-ZĐ]{3,}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A document's words for something: as printed, and in the form in which wordings are compared."""

    printed: str
    form: str
    language: str


@dataclass(frozen=True, slots=True)
class Given:
    """What one row says of a wording: the key that people left, and whether they set it themselves."""

    wording: Wording
    key: str
    by_person: bool
    document: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Learning:
    """Names that are taken, and for each wording that is not, why."""

    names: tuple[Name, ...]
    conflicts: tuple[tuple[str, str], ...]
    outcome: Outcome


def indicator_names(documents: Iterable[JudgedDocument]) -> Learning:
    """Return further names of indicators."""
    return _learned([given for document in documents for given in _indicators(document)], _indicator_objection)


def body_names(documents: Iterable[JudgedDocument]) -> Learning:
    """Return further names of bodies."""
    return _learned([given for document in documents for given in _bodies(document)], _body_objection)


def _indicators(document: JudgedDocument) -> Iterator[Given]:
    language = "en" if document.entry.language == "en" else "vi"
    for row in _live(document, "target", "achievement"):
        said, right = _before(row, document), row.data or {}
        key = right["indicator"]["key"]
        printed = (said or right)["indicator"][language]
        if key and printed:
            form = words(printed, language).whole
            by_person = said is None or said["indicator"]["key"] != key
            yield _given(document, Wording(squeeze(printed), form, language), key, by_person=by_person)


def _bodies(document: JudgedDocument) -> Iterator[Given]:
    for row in _live(document, "assignment"):
        said, right = _before(row, document), row.data or {}
        key = right["body"]["key"]
        printed = (said or right)["body"]["raw"]
        if key and printed:
            form = " ".join(token.form for token in tokens(printed))
            by_person = said is None or said["body"]["key"] != key
            yield _given(document, Wording(squeeze(printed), form, "vi"), key, by_person=by_person)


def _live(document: JudgedDocument, *kinds: str) -> Iterator[JudgedRow]:
    """The rows that people left; one that was split or merged has other words than it was extracted from."""
    for row in document.rows:
        if row.kind in kinds and row.data is not None and row.wrong not in (("split",), ("merged",)):
            yield row


def _before(row: JudgedRow, document: JudgedDocument) -> Mapping[str, Any] | None:
    return reworded(row.extracted, document.words) if row.extracted is not None else None


def _given(document: JudgedDocument, wording: Wording, key: str, *, by_person: bool) -> Given:
    return Given(wording, key, by_person, document.entry.id, document.entry.state == "approved")


def _learned(given: Sequence[Given], objection: Callable[[Wording, str], str | None]) -> Learning:
    """Take the wordings to which people gave one key; others are told with the reason."""
    by_form: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for one in given:
        by_form[one.wording.form, one.wording.language].append(one)
    names, conflicts, waiting = [], [], 0
    for rows in by_form.values():
        own = [one for one in rows if one.by_person]
        if not own:
            continue
        wording, key = own[0].wording, own[0].key
        if len({one.key for one in rows}) > 1:
            found = ", ".join(f"{name} ({times}x)" for name, times in Counter(one.key for one in rows).most_common())
            conflicts.append((wording.printed, f"several keys: {found}"))
        elif why := objection(wording, key):
            conflicts.append((wording.printed, why))
        elif len(own) >= _TWICE or any(one.approved for one in own):
            names.append(Name(wording.printed, key, wording.language))
        else:
            waiting += 1
    return Learning(tuple(names), tuple(conflicts), _outcome(names, conflicts, waiting, by_form.values()))


def _outcome(
    names: Sequence[Name], conflicts: Sequence[object], waiting: int, groups: Iterable[Sequence[Given]]
) -> Outcome:
    """Tell how many rows of other documents each name would have named right: it was set there anew."""
    confirmed = sum(len({one.document for one in rows if one.by_person}) > 1 for rows in groups)
    measured = {
        "names": len(names),
        "conflicts": len(conflicts),
        "seen once": waiting,
        "set in several documents": confirmed,
    }
    why = ", ".join(f"{count} {name}" for name, count in measured.items())
    return Outcome(
        why=why if names or conflicts or waiting else "too few: 0 of 1 wordings needed",
        adopted=bool(names),
        measured=measured,
    )


def _indicator_objection(wording: Wording, key: str) -> str | None:
    if key not in indicators():
        return f"{key} is in no table"
    if _unfit(wording):
        return "no name: figures, one word alone, or too long"
    match = match_indicator(wording.printed, wording.language)
    if match.found is not None and match.found.score == 1 and match.found.indicator.key != key:
        return f"the table has it for {match.found.indicator.key}"
    return None


def _body_objection(wording: Wording, key: str) -> str | None:
    if key not in {entry.key for entry in entries()}:
        return f"{key} is composed of several, or in no table"
    if _unfit(wording) and not _ABBREVIATION.fullmatch(wording.printed):
        return "no name: figures, one word alone, or too long"
    known = {" ".join(token.form for token in tokens(spelling)): entry.key for spelling, entry in spellings()}
    if known.get(wording.form, key) != key:
        return f"the table has it for {known[wording.form]}"
    found = resolve(wording.printed)
    if found is not None and found.key not in (None, key) and found.score == 1:
        return f"it is read as {found.key}"
    return None


def _unfit(wording: Wording) -> bool:
    return any(c.isdigit() for c in wording.printed) or not 1 < len(wording.printed.split()) <= _LONGEST
