"""Who is to act: bodies, alone or in a list, that a clause of duty follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.bodies import BodySpan, ResolvedBody, find_bodies, resolve
from corpus.body_lexicon import Token, phrases_of, tokens
from corpus.knowledge import structure
from extractors.assignments import cues
from extractors.assignments.shared import BETWEEN, with_shared_levels, with_shared_nouns

_SPECKS = re.compile(r"[›‹`´_|~<>*•^°\\]")
"""What a scanner's specks are read as."""
_LEAD_IN = re.compile(
    r"^\W*(?:trong|sau|hằng|hàng|trước|khi|căn\s+cứ|trên\s+cơ\s+sở|đối\s+với|để|nhằm|theo|định\s+kỳ|ngoài|do\s+đó|vì\s+vậy|"
    r"trường\s+hợp|nếu|từ|đến|nhận|tùy|riêng|với|tại|ngay|chậm\s+nhất|giai\s+đoạn|năm|quý|tháng|bên\s+cạnh|đồng\s+thời|"
    r"song\s+song|mặt\s+khác|thực\s+hiện|vào|thời\s+gian)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?:^|[\s,;])(?:để|thì|nhất\s+là|trong\s+đó|theo\s+đó)\s*$", re.IGNORECASE)
NAMED = " "
"""The form of tokens that belong to a body's name."""
_MARK = re.compile(r"^[\s“\"‘]*(?:(?:[a-zđ]|\d{1,2})\s?[.)])?\s*$")
"""What may stand before a sentence's first word: an amendment's quotation mark and the mark of its point ("“a) …")."""
_LONGEST_MODIFIER = 40
"""Tokens between a body and its duty, at most, that tell which body or when."""
_LONGEST_GAP = 60
"""Characters between two names of a list that may be other names, damaged."""
_KINDS = frozenset({"ministries", "ministries_level", "ministers_heads"})
"""Keys of lists whose members are rows of their own."""
_MASS = re.compile(r",\s*(?:các\s+)?(?P<other>đoàn\s+thể)\b(?P<level>.*)$", re.IGNORECASE)
_LOCALITIES = re.compile(r"(?:,|\s+và)\s*(?:các\s+)?(?P<other>địa\s+phương)(?P<level>)$", re.IGNORECASE)
_TWO_KINDS = {"class.departments_mass": _MASS, "ministries_and_localities": _LOCALITIES}
"""Keys of lists whose last member is another kind of body than those before it."""
_LEAVING_OUT = frozenset(
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


@dataclass(frozen=True, slots=True)
class Subject:
    """Bodies that act together; tokens ``first``..``after`` of the sentence are theirs, the predicate follows.

    ``order`` is true when the text orders or asks them ("Giao …", "Yêu cầu …"); ``heads`` is true when the list ends
    its sentence or stands before a colon, so that the duty follows in the next paragraphs.
    """

    actors: tuple[Actor, ...]
    first: int
    after: int
    order: bool = False
    heads: bool = False


class Clause:
    """A stretch of text with its tokens and the bodies in it; offsets of actors are those of the document."""

    def __init__(self, text: str, offset: int) -> None:
        """Take the stretch's text (line breaks as spaces) and where it begins in the document."""
        self.text, self.offset = text, offset
        words = tokens(text)
        self.spans = with_shared_levels(text, with_shared_nouns(text, find_bodies(text, cues.name_ends)))
        self._begin = [token.start for token in words]
        self.words: Sequence[Token] = self._without_names(words)

    def _without_names(self, words: list[Token]) -> list[Token]:
        """The tokens with those of names blanked: "Thanh tra tỉnh" holds no verb "thanh tra"."""
        named = {i for span in self.spans for i in range(self.first_token(span), self.after_token(span))}
        return [replace(word, form=NAMED) if i in named else word for i, word in enumerate(words)]

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
        between = self.text[left.end : right.start]
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

    def first_token(self, span: BodySpan) -> int:
        """Return the position of the token with which the span begins."""
        return bisect_left(self._begin, span.start)

    def after_token(self, span: BodySpan) -> int:
        """Return the position after the span's last token."""
        return bisect_left(self._begin, span.end)

    def actors(self, group: Sequence[BodySpan]) -> tuple[Actor, ...]:
        """Return the bodies of a list, those left out that are no responsible bodies."""
        return tuple(
            part
            for span in group
            if span.body.key not in _LEAVING_OUT
            for part in _listed_kinds(Actor(self.offset + span.start, self.offset + span.end, span.body))
        )

    def slice(self, first: int, end: int) -> tuple[int, int]:
        """Return the document's span of tokens ``first``..``end``."""
        return self.offset + self.words[first].start, self.offset + self.words[end - 1].end


def subjects(clause: Clause) -> list[Subject]:
    """Return the subjects of duties in a sentence, in order."""
    found = [subject for group in clause.groups if (subject := _subject(clause, group)) is not None]
    return found or _damaged(clause)


def _subject(clause: Clause, group: list[BodySpan]) -> Subject | None:
    words, first = clause.words, clause.first_token(group[0])
    order = cues.ends_with("words.orders", words, _before_courtesy(words, first))
    if order is None and not _opens(clause, first):
        return None
    after = _after(clause, _damaged_end(clause, group[-1]))
    actors = tuple(part for actor in clause.actors(group) for part in _apart(actor))
    if not actors or (after < len(words) and cues.any_of("words.past", "words.orders")(words, after)):
        return None
    heads = after >= len(words) or words[after].form == ":"
    if heads:
        rest = after + 1 < len(words)
        colon = after < len(words) and words[after].form == ":"
        if colon and rest and words[after + 1].form == NAMED:
            return None  # "Các ban đảng: Trường Chính trị tỉnh": a list of receivers
        if not (
            order is not None or (rest and cues.begins_duty(words, after + 1)) or (first <= 2 and (colon or not rest))
        ):
            return None
        return Subject(actors, first, min(after + 1, len(words)), order is not None, heads=not rest)
    at = after if cues.begins_duty(words, after) else _charged_after(clause, first, after)
    return Subject(actors, first, at, order is not None) if at is not None else None


def _charged_after(clause: Clause, first: int, after: int) -> int | None:
    """As in "UBND xã nơi đặt thư viện có trách nhiệm …": where the duty begins behind what tells which body or when."""
    words = clause.words
    opening = not _MARK.sub("", clause.text[: words[first].start])
    if not opening or after >= len(words) or cues.phrases("words.modifiers").at(words, after) is None:
        return None
    for i in range(after + 1, min(after + _LONGEST_MODIFIER, len(words))):
        if words[i].form in {";", ":", ".", "thì", "mà"}:
            return None
        if (found := cues.phrases("words.charged").at(words, i)) and i + found[0] < len(words):
            return i
    return None


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


def _apart(actor: Actor) -> tuple[Actor, ...]:
    """As in "các sở, ngành, đoàn thể", "các bộ, ngành, địa phương": the last ones act for themselves."""
    kinds = _TWO_KINDS.get(actor.body.key or "")
    match = kinds.search(actor.body.raw) if kinds else None
    if match is None or actor.end - actor.start != len(actor.body.raw):
        return (actor,)
    before = resolve(actor.body.raw[: match.start()] + match["level"])
    other = resolve(match["other"] + match["level"])
    if before is None or other is None:
        return (actor,)
    first = actor.start + match.start("other")
    return Actor(actor.start, actor.start + match.start(), before), Actor(first, actor.end, other)


def _damaged_end(clause: Clause, last: BodySpan) -> int:
    """The token after a name, or after the scraps of its end ("… trực thuộc Tỉnh a tổ chức …") where a duty begins."""
    after = clause.after_token(last)
    words = clause.words
    if after >= len(words) or cues.begins_duty(words, after) or cues.any_of("words.past")(words, after):
        return after
    if phrases_of("stops").at(words, after):
        return after
    for k in range(after + 1, min(after + 3, len(words))):
        if cues.begins_duty(words, k) and words[k - 1].form.isalnum():
            body = resolve(clause.text[last.start : words[k - 1].end])
            longer = body is not None and body.key is not None and len(body.name) > last.end - last.start
            return k if longer else after
    return after


def _before_courtesy(words: Sequence[Token], i: int) -> int:
    """Step back over "các", "đồng chí", "cho" before a name."""
    while i > 0 and words[i - 1].form in {"các", "đồng", "chí", "cho", "ông", "bà", ":"}:
        i -= 1
    return i


def _opens(clause: Clause, first: int) -> bool:
    """Whether a list of bodies at token ``first`` can be a subject: it opens the sentence or a new clause."""
    before = clause.text[: clause.words[first].start]
    if not any(c.isalnum() for c in _MARK.sub("", before)) or before.rstrip().endswith(";") or _PURPOSE.search(before):
        return True
    if cues.ends_with("roles.direct", clause.words, first) is not None:
        return True
    piece = re.split(r"[;:]", before)[-1]
    return before.rstrip().endswith(",") and _LEAD_IN.match(piece) is not None


def _after(clause: Clause, i: int) -> int:
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


def _damaged(clause: Clause) -> list[Subject]:
    """A sentence's first words as a body's damaged name, when a cue of a role follows them."""
    words = clause.words
    if clause.spans and clause.spans[0].body.key is not None and clause.first_token(clause.spans[0]) == 0:
        return []
    for i in range(2, min(len(words), 14)):
        if cues.role_at(words, i) is None or not clause.text[words[0].start].isupper():
            continue
        raw = clause.text[words[0].start : words[i - 1].end]
        body = resolve(raw)
        if body is not None and body.score < 1.0:
            return [Subject((Actor(*clause.slice(0, i), body),), 0, i)]
        return []
    return []
