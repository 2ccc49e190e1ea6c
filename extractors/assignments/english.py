"""Duties in English documents: "The Ministry of … shall …", "… has advised … to …"."""

from __future__ import annotations

import re
from functools import cache

from corpus.bodies import BodySpan
from corpus.bodies_english import english_words, find_bodies_english
from corpus.record import Role
from extractors.assignments.clause import Actor
from extractors.assignments.predicates import Duty

_ROLES: tuple[Role, ...] = ("lead", "coordinate", "direct", "supervise", "advise", "implement")
_JOIN = re.compile(r"^\s*(?:,|and|,\s*and|or)?\s*(?:the\s+)?$")
_PREFACE = re.compile(r"^(?:[^.;]{0,90},)?\W*(?:\d+[.)]|[a-z]{1,2}[/)])?\s*(?:The\s+|the\s+)?$")
_PARTNERS = re.compile(r"(?:coordinat\w*|collaborat\w*|cooperat\w*|coordination)\s+with\s+(?:the\s+)?$", re.IGNORECASE)
_ADVISED = re.compile(r"(?:advis|counsel)\w*\s+(?:the\s+)?$|,?\s+and\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTED = re.compile(r"(?:report|submit)\w*\b[^.;]{0,60}\bto\s+(?:the\s+)?$", re.IGNORECASE)


def english_duties(text: str, offset: int) -> list[Duty]:
    """Return the duties of one English sentence.

    Args:
        text: the sentence, line breaks as spaces.
        offset: where it begins in the document.
    """
    spans = find_bodies_english(text)
    subject = _subject(text, spans)
    if not subject:
        return []
    after = subject[-1].end
    cue = _predicate().match(text[after:])
    role = next((one for one in _ROLES if cue and cue[one]), None)
    if cue is None or role is None:
        return []
    start, end = after + cue.start(role), len(text.rstrip(" .;:"))
    found = [Duty(_actor(span, offset), role, offset + start, offset + end) for span in subject]
    return found + [d for span in spans if span.start >= start for d in _drawn_in(text, span, role, offset, end)]


@cache
def _predicate() -> re.Pattern[str]:
    cues = "|".join(f"(?P<{role}>{english_words(role)})" for role in _ROLES)
    return re.compile(rf"\s*,?\s*(?:(?:{english_words('auxiliaries')})\s+)?(?:\w+ly\s+)?(?:{cues})\b")


def _subject(text: str, spans: list[BodySpan]) -> list[BodySpan]:
    """The bodies that open the sentence, a preface with a comma aside."""
    if not spans or not _PREFACE.match(text[: spans[0].start]):
        return []
    subject = [spans[0]]
    for span in spans[1:]:
        if not _JOIN.match(text[subject[-1].end : span.start]):
            break
        subject.append(span)
    return subject


def _drawn_in(text: str, span: BodySpan, role: Role, offset: int, end: int) -> list[Duty]:
    """A body after "coordinate with", "advised … to", "report to"."""
    before, after = text[: span.start], text[span.end : end]
    to = re.match(r"\s+(?:to|in|on),?\s+", after)
    start = offset + span.end + (to.end() if to else 0)
    stop = offset + span.end + _clause_end(after)
    actor = _actor(span, offset)
    if _PARTNERS.search(before):
        return [Duty(actor, "coordinate", start if start < stop else offset + span.start, stop)]
    if role == "advise" and to and _ADVISED.search(before) and start < stop:
        return [Duty(actor, "implement", start, stop)]
    return [Duty(actor, "report_to", offset, offset + end)] if _REPORTED.search(before) else []


def _clause_end(after: str) -> int:
    """Where one body's part ends: at a semicolon, or at ", and the" before the next body."""
    cut = re.search(r";|,\s+and\s+the\s", after)
    return cut.start() if cut else len(after)


def _actor(span: BodySpan, offset: int) -> Actor:
    return Actor(offset + span.start, offset + span.end, span.body)
