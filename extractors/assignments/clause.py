"""A sentence as tokens and the bodies named in it, which may share a level or a noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.bodies import BodySpan, ResolvedBody, find_bodies, resolve
from corpus.body_lexicon import Token, tokens
from corpus.knowledge import structure
from extractors.assignments import cues
from extractors.assignments.local import with_local
from extractors.assignments.shared import BETWEEN, with_shared_levels, with_shared_nouns

_SPECKS = re.compile(r"[›‹`´_|~<>*•^°\\]")
"""What a scanner's specks are read as."""
_REACH = re.compile(
    r"\btừ\s+(?:Trung\s+ương|tỉnh|thành\s+phố)\s+(?:đến|tới|xuống)\s+(?:các\s+)?(?:địa\s+phương|cơ\s+sở|cấp\s+xã|xã|huyện)",
    re.IGNORECASE,
)
"""How far down bodies reach: "các cấp ủy, chính quyền từ Trung ương đến địa phương"."""
_LONGEST_GAP = 60
"""Characters between two names of a list that may be other names, damaged."""
_KINDS = frozenset({"ministries", "ministries_level", "ministers_heads"})
"""Keys of lists whose members are rows of their own."""
LEAVING_OUT = frozenset(
    {
        "class.state",
        "class.people",
        "class.enterprises",
        "class.head",
        "class.political_system",
        "party",
        "class.credit",
    }
)
"""Who is no responsible body as such: the State, the Party, the people, enterprises."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A body with its span in the document's text."""

    start: int
    end: int
    body: ResolvedBody


class Clause:
    """A stretch of text with its tokens and the bodies in it; offsets of actors are those of the document."""

    def __init__(self, text: str, offset: int, own: frozenset[str] = frozenset()) -> None:
        """Take the stretch's text (line breaks as spaces), where it begins, and the names of the document's own."""
        self.text, self.offset = text, offset
        words = tokens(text)
        self.printed: Sequence[Token] = words
        """The tokens as printed; in ``words`` those of names are blank."""
        named = [span for span in find_bodies(text, cues.name_ends) if not _tells_reach(text, span)]
        named = with_local(text, named, own)
        self.spans = with_shared_levels(text, with_shared_nouns(text, named))
        self._begin = [token.start for token in words]
        self.words: Sequence[Token] = self._without_names(words)

    def _without_names(self, words: list[Token]) -> list[Token]:
        """The tokens with those of names blanked: "Thanh tra tỉnh" holds no verb "thanh tra"."""
        named = {i for span in self.spans for i in range(self.first_token(span), self.after_token(span))}
        return [replace(word, form=cues.NAMED) if i in named else word for i, word in enumerate(words)]

    @cached_property
    def groups(self) -> list[list[BodySpan]]:
        """Return the names in lists: those with only a comma, semicolon or conjunction between them."""
        found: list[list[BodySpan]] = []
        for span in self.spans:
            if found and self._joined(found[-1][-1], span):
                found[-1].append(span)
            elif found and (bridge := self._damaged_between(found[-1][-1], span)):
                found[-1] += [*bridge, span]
            elif found and (whole := self._damaged_start(found[-1][-1], span)):
                found[-1].append(whole)
            else:
                found.append([span])
        return found

    def _joined(self, left: BodySpan, right: BodySpan) -> bool:
        between = _REACH.sub(" ", self.text[left.end : right.start])
        if BETWEEN.match(_SPECKS.sub(" ", between)):
            return True
        words = tokens(between)
        at = cues.skip("words.people", words, 1) if words and words[0].form == "," else 0
        return at > 1 and all(word.form in {",", "và", "các"} for word in words[at:])

    def _damaged_between(self, left: BodySpan, right: BodySpan) -> list[BodySpan]:
        """The names between two others of a list that are known only by likeness ("…, thành ấy, huyện ủy")."""
        between = self.text[left.end : right.start]
        pieces = [piece for piece in re.finditer(r"[^,;]+", between) if piece[0].strip()]
        if len(between) > _LONGEST_GAP or not between.lstrip().startswith((",", ";")) or not pieces:
            return []
        found = []
        for piece in pieces:
            body = resolve(piece[0].strip())
            if body is None or body.key is None:
                return []
            start = left.end + piece.start() + len(piece[0]) - len(piece[0].lstrip())
            found.append(BodySpan(start, start + len(piece[0].strip()), body))
        return found

    def _damaged_start(self, left: BodySpan, right: BodySpan) -> BodySpan | None:
        """A name of a list of which only the end is known ("…, các Tô đại biểu HĐND huyện"), by likeness."""
        match = re.match(r"\s*[,;]\s*(?:và\s+)?", self.text[left.end : right.start])
        start = left.end + match.end() if match else right.start
        if match is None or not 0 < right.start - start <= _LONGEST_GAP // 2:
            return None
        body = resolve(self.text[start : right.end])
        return BodySpan(start, right.end, body) if body is not None and body.key is not None else None

    def after_reach(self, i: int) -> int:
        """Return the token after words at ``i`` that tell how far down bodies reach, else ``i``."""
        reach = _REACH.match(self.text, self.words[i].start) if i < len(self.words) else None
        return bisect_left(self._begin, reach.end()) if reach else i

    def first_token(self, span: BodySpan) -> int:
        """Return the position of the token with which the span begins."""
        return bisect_left(self._begin, span.start)

    def token_at(self, start: int) -> int:
        """Return the position of the token that begins at ``start`` in the document."""
        return bisect_left(self._begin, start - self.offset)

    def after_token(self, span: BodySpan) -> int:
        """Return the position after the span's last token."""
        return bisect_left(self._begin, span.end)

    def actors(self, group: Sequence[BodySpan]) -> tuple[Actor, ...]:
        """Return the bodies of a list, those left out that are no responsible bodies."""
        return tuple(
            part
            for span in group
            if span.body.key not in LEAVING_OUT
            for part in _listed_kinds(Actor(self.offset + span.start, self.offset + span.end, span.body))
        )

    def slice(self, first: int, end: int) -> tuple[int, int]:
        """Return the document's span of tokens ``first``..``end``."""
        return self.offset + self.words[first].start, self.offset + self.words[end - 1].end


def _listed_kinds(actor: Actor) -> tuple[Actor, ...]:
    """As in "các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ": three kinds of bodies, each responsible for itself."""
    raw = actor.body.raw
    if actor.body.key not in _KINDS or actor.end - actor.start != len(raw):
        return (actor,)
    head = "Thủ trưởng " if actor.body.key == "ministers_heads" else ""
    found = []
    for piece in re.finditer(r"[^,]+", raw):
        own = piece[0].strip()
        start = actor.start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        name = head + own if head and own.startswith("cơ quan") else own
        body = replace(actor.body, raw=own, name=name, en=structure("bodies")["parts"].get(_bare_kind(name)))
        found.append(Actor(start, start + len(own), body))
    return tuple(found)


def _bare_kind(name: str) -> str:
    return re.sub(r"^các\s+", "", " ".join(name.casefold().split()))


def _tells_reach(text: str, span: BodySpan) -> bool:
    """Whether the name only tells how far down others reach ("từ Trung ương đến địa phương")."""
    return any(hit.start() <= span.start and span.end <= hit.end() for hit in _REACH.finditer(text))
