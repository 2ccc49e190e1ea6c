"""Duties in English sentences: "The Ministry of … shall …", "To assign … to …", "… has advised … to …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.bodies import BodySpan
from corpus.bodies_english import english_words, find_bodies_english
from corpus.names_english import body_english, inside_fields, is_list, listed_bodies
from corpus.record import Role
from extractors.assignments.clause import Actor
from extractors.assignments.predicates import Duty

_ROLES: tuple[Role, ...] = ("lead", "coordinate", "direct", "supervise", "advise", "implement")
_JOIN = re.compile(r"^\s*(?:,|and|,\s*and|or)?\s*(?:the\s+)?$")
_PREFACE = re.compile(r"^(?:[^.;]{0,90},)?\W*(?:\d+[.)]|[a-z]{1,2}[/)])?\s*(?:The\s+|the\s+)?$")
_ADVISED = re.compile(r"(?:advis|counsel)\w*\s+(?:the\s+)?$|,?\s+and\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?<!\w)reports?\s+before\s+(?=the\s+[A-Z])|(?<!\w)(?:report|submit|present|propose)\w*(?!\w)(?:(?![;.]|\sto\s).){0,90}\sto\s+|(?<!\w)propose\s+(?=(?:the\s+)?[A-Z])",
    re.IGNORECASE,
)
_ENDS = " .;:,/-–—"
_PIECE = re.compile(r"\s*;\s*(?:and\s+)?(?:at\s+the\s+same\s+time,\s+)?")
_ADVERB = r"(?!(?:reply|apply|supply|comply|rely|multiply)\b)\w+ly"
# "guide, examine and supervise", "uniformly manage, direct and administer": verbs that share an object
_SHARED_VERBS = re.compile(
    r"\s*(?:\w+ly\s+)?(?P<verbs>[A-Za-z]+(?:,\s+[a-z]+){0,4},?\s+and\s+[a-z]+)\s+(?!with\b)", re.IGNORECASE
)
_DIRECTED = re.compile(r"\s+(?P<whom>[^;:.]*?)\s+(?P<in>to|in)\s+")
_SHORTEST = 4
"""Letters of a task."""
_TASK = re.compile(r"(?:\s+for)?(?:,?\s+and\s+)?\s*,?\s*")
_IN_COMMA = re.compile(r",?\s+(?:in|on|to|for),\s+(?=\w+ing\b)")
_IN_DOING = re.compile(r",?\s+(?:in|on|to|for)(?:,|(?=\s+\w+ing\b)|(?=\s))\s*")
_MARK = re.compile(
    r"\s*(?:[-+.•*]\s*|\d{1,2}(?:\.\d{1,2})*[.)/]\s*|[a-z]{1,2}\s?[/).]\s*|[IVX]+[./]\s*)?(?:[A-Z][\w’' ]{3,50}:\s+)?"
)
_MEANWHILE = re.compile(r"(?:at\s+the\s+same\s+time,?\s+|concurrently,?\s+)?")
_OPENING = re.compile(r",\s+(?:and\s+)?")


def english_duties(text: str, offset: int) -> list[Duty]:
    """Return the duties of one English sentence.

    Args:
        text: the sentence, line breaks as spaces.
        offset: where it begins in the document.
    """
    return named_duties(text, offset) or _told_to(text, offset) or [*_ordered(text, offset)] or _acts(text, offset)


def _told_to(text: str, offset: int) -> list[Duty]:
    """As in "Any problems arising should be reported to the Ministry of Health for settlement": to whom it is."""
    told = _TOLD.match(text)
    if told is None:
        return []
    end = len(text.rstrip(" .;"))
    whom = listed_bodies(text, told.end(), end)
    return [Duty(actor(span, offset), "report_to", offset + told.start("what"), offset + end) for span in whom]


def named_duties(text: str, offset: int) -> list[Duty]:
    """Return the duties of a sentence that names who "shall" do them; see `english_duties`."""
    modal = _modal(text)
    if modal is None:
        return []
    subject, at = modal
    return predicate(text, at, offset, [actor(span, offset) for span in subject])


def announced(text: str) -> list[BodySpan]:
    """Return who is to do what a list below tells: "The Ministry of Finance shall:", "2. The Ministry of Finance:"."""
    bare = text.rstrip(" .")
    start = _MARK.match(bare).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    if title := re.match(rf"(?:{english_words('titles')})\s+", bare[start:], re.IGNORECASE):
        begin, stop = start + title.end(), len(bare.rstrip(":"))
        return listed_bodies(bare, begin, stop) if is_list(bare, begin, stop) else []
    announcement = re.search(rf"\s+(?:{english_words('announces')})\s*:?$", bare)
    stop = announcement.start() if announcement else len(bare.rstrip(":"))
    if not (bare.endswith(":") or announcement):
        return []
    for begin in _beginnings(bare, start, stop):
        if is_list(bare, begin, stop):
            return listed_bodies(bare, begin, stop)
    return []


def headed(text: str) -> list[BodySpan]:
    """Return whom a heading names that is nothing but names, of two words or more: "The Ministry of Finance"."""
    bare = text.strip()
    named = len(bare.split()) > 1 and not bare.endswith((".", ";")) and is_list(bare, 0, len(bare))
    begin = len(text) - len(text.lstrip())
    return listed_bodies(text, begin, begin + len(bare)) if named else []


def verb_at(item: str) -> int:
    """Return where an item's verb stands: behind its mark, "On a monthly basis," and "To"."""
    mark = _MARK.match(item).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    opened = _preface().match(item, mark)
    at = opened.end() if opened else mark
    to = re.compile(r"[Tt]o\s+").match(item, at)
    return to.end() if to else at


@cache
def _preface() -> re.Pattern[str]:
    return re.compile(
        rf"(?:On|In|Within|Based|Every|Each|Before|After|By)\s[^;:]{{2,100}}?,\s+(?={_ADVERB}\s+|(?:{english_words('items')})(?!\w))"
    )


def shared_task(text: str) -> tuple[list[BodySpan], Role, list[BodySpan]] | None:
    """Return who does what a list below tells, in which role, and with whom; None where no list follows.

    As in "The State Bank shall assume the prime responsibility for, and coordinate with ministries in:" and "The
    Ministry of Health shall, based on its functions:".
    """
    modal = _modal(text) if text.rstrip().endswith(":") else None
    if modal is None:
        return None
    subject, at = modal
    rest = text[at:].rstrip(" :")
    if re.fullmatch(r"\s*,[^;:]{3,160}", rest):
        return subject, "implement", []
    begin = _before_verb().match(text, at)
    lead = _role(text, begin.end() if begin else at, len(text))
    if (
        lead is None
        or lead[0] not in {"lead", "coordinate"}
        or not re.search(r"\s(?:in|for)(?:\s+the\s+following\s+\w+)?$", rest)
    ):
        return None
    return subject, lead[0], _partners(text, lead[1], at + len(rest))[0]


def predicate(text: str, at: int, offset: int, subject: Sequence[Actor], standing: Role = "implement") -> list[Duty]:
    """Return the duties that ``text`` tells from ``at`` on: a task for each part between semicolons.

    Args:
        text: a sentence or an item of a list.
        at: where its verb, or an adverb before it, stands.
        offset: where the text begins in the document.
        subject: who is to do it.
        standing: the role of a task without a cue of its own.
    """
    end = len(text.rstrip(_ENDS))
    joints = [joint for joint in _PIECE.finditer(text, at, end) if not inside_fields(text, joint.start())]
    lows, highs = [at, *(m.end() for m in joints)], [*(m.start() for m in joints), end]
    told = _Told(text, offset, tuple(subject), standing)
    return [duty for low, high in zip(lows, highs, strict=True) for duty in told.duties(low, high)]


_TOLD = re.compile(
    r"\s*(?:\w{1,2}[)/.]\s*)?(?:[A-Z][^.;:]{0,80},\s+)?(?P<what>(?:any\s+|all\s+)?(?:arising\s+)?(?:problem|difficult|obstacle|question|trouble|matter)\w*"
    r"[^.;:]{0,140}?\s(?:should|shall|must)\s+be\s+(?:\w+ly\s+)?reported\s+(?:in\s+writing\s+)?)to\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells what its subject is to do; ``offset`` is where it begins in the document."""

    text: str
    offset: int
    subject: tuple[Actor, ...]
    standing: Role

    def duties(self, low: int, high: int) -> list[Duty]:
        """The task in ``text[low:high]`` with its role, who takes part in it and to whom it is reported."""
        if low > 0 and (own := _modal(self.text, low, high)):  # "…; and the Government should …"
            subject = tuple(actor(span, self.offset) for span in own[0])
            return replace(self, subject=subject).clause(own[1], high)
        return self.clause(low, high)

    def clause(self, low: int, high: int) -> list[Duty]:
        """The duties of a part whose subject is this one."""
        begin = _before_verb().match(self.text, low, high)
        start = begin.end() if begin else low
        if high - start < _SHORTEST:
            return []
        role, after = _role(self.text, start, high) or _role(self.text, low, high) or (self.standing, start)
        partners, behind = _partners(self.text, after, high)
        task = start
        if role == "lead":
            task = behind or _for(self.text, after, high)
        elif role == "coordinate":
            task = behind or start
        span = self.offset + (task if task < high else start), self.offset + high
        rows = [Duty(one, role, *span) for one in self.subject]
        directed = self._directed(after, high) if role == "direct" else []
        rows += directed or [Duty(actor(one, self.offset), "coordinate", *span) for one in partners]
        return [*rows, *self._reported(low, start, high)]

    def _directed(self, after: int, high: int) -> list[Duty]:
        """As in "direct Departments of Health in assuming the prime responsibility for …": who is to act."""
        told = _DIRECTED.match(self.text, after, high)
        if told is None or not is_list(self.text, told.start("whom"), told.end("whom")):
            return []
        whom = listed_bodies(self.text, told.start("whom"), told.end("whom"))
        acting = replace(self, subject=tuple(actor(one, self.offset) for one in whom), standing="implement")
        return [duty for duty in acting.clause(told.end(), high) if duty.role != "report_to"]

    def _reported(self, low: int, start: int, high: int) -> Iterator[Duty]:
        for found in _REPORTED.finditer(self.text, low, high):
            for one in listed_bodies(self.text, found.end(), high):
                yield Duty(actor(one, self.offset), "report_to", self.offset + start, self.offset + high)


@cache
def _before_verb() -> re.Pattern[str]:
    """What may stand before a verb: "immediately", ", within the scope of their functions, tasks and powers, "."""
    verbs = rf"{english_words('items')}|{'|'.join(english_words(role) for role in _ROLES)}"
    return re.compile(
        rf"\s*(?:,\s*[^;]{{3,200}}?,\s+(?=(?:{_ADVERB}\s+)?(?:{verbs})(?!\w))|(?:also|further|{_ADVERB}(?:\s+(?:and|or)\s+{_ADVERB})?)(?=\s))?\s*(?:and\s+)?"
        rf"(?:to\s+(?=\w)|have\s+to\s+)?(?:{_ADVERB}\s+(?:(?:and|or)\s+{_ADVERB}\s+)?)?",
        re.IGNORECASE,
    )


def _for(text: str, at: int, high: int) -> int:
    """Where a lead's task begins behind "for", commas aside."""
    found = _TASK.match(text, at, high)
    return found.end() if found else at


def _role(text: str, start: int, high: int) -> tuple[Role, int] | None:
    cue = _cues().match(text, start, high)
    role = next((one for one in _ROLES if cue and cue[one]), None)
    if role in {None, "implement"} and (shared := _SHARED_VERBS.match(text, start, high)):
        verbs = re.findall(r"[a-z]+", shared["verbs"].lower())
        strong = [one for one in ("supervise", "direct") if any(_is_cue(one, verb) for verb in verbs if verb != "and")]
        if strong:
            return ("supervise" if "supervise" in strong else "direct"), shared.end("verbs")
    return (role, cue.end()) if cue and role else None


def _is_cue(role: str, verb: str) -> bool:
    return re.fullmatch(english_words(role), verb) is not None


def _partners(text: str, low: int, high: int) -> tuple[list[BodySpan], int | None]:
    """Who is to take part, and where the words of the task begin behind them."""
    # what a lead does follows its partners; other words before them are the task itself
    cue = _with().search(text, max(low - 30, 0), high)
    if cue is None or cue.end() <= low - 1:
        return [], None
    found = listed_bodies(text, cue.end(), high)
    if not found:
        return [], None
    behind = _IN_COMMA.search(text, found[-1].end, high) or _IN_DOING.search(text, found[-1].end, high)
    near = behind and cue.start() - low < 40
    return found, behind.end() if behind and near else None


@cache
def _with() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{english_words('partners')})\s+", re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    cues = "|".join(f"(?P<{role}>{english_words(role)})" for role in _ROLES)
    return re.compile(rf"(?:to\s+)?(?:{cues})(?!\w)", re.IGNORECASE)


def _modal(text: str, low: int = 0, high: int | None = None) -> tuple[list[BodySpan], int] | None:
    """The bodies before the first word that gives a duty, and where the verb begins behind it."""
    high = len(text) if high is None else high
    start = _MARK.match(text, low).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    start = _MEANWHILE.match(text, start).end()  # type: ignore[union-attr]  # as above
    for modal in _modals().finditer(text, start, high):
        for begin in _beginnings(text, start, modal.start()):
            if is_list(text, begin, modal.start()):
                no_duty = _no_duty().match(text, modal.end())
                return None if no_duty else (listed_bodies(text, begin, modal.start()), modal.end())
    return None


def _beginnings(text: str, start: int, stop: int) -> Iterator[int]:
    """Where the subject may begin: with the sentence, or behind a comma of what stands before it."""
    yield start
    yield from (comma.end() for comma in _OPENING.finditer(text, start, stop))


@cache
def _modals() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{english_words('modals')})(?!\w)")


@cache
def _no_duty() -> re.Pattern[str]:
    return re.compile(
        rf"\s+(?:\w+ly\s+)?(?!be\s+(?:held\s+)?(?:responsible|accountable)|have\s+to)(?:{english_words('no_duty')})(?!\w)"
    )


def _ordered(text: str, offset: int) -> Iterator[Duty]:
    """As in "To assign the Ministry of Finance to assume the prime responsibility for …"."""
    for order in re.finditer(rf"(?<!\w)(?:{english_words('orders')})\s+", text, re.IGNORECASE):
        told = re.compile(r"(?P<who>[^;:.]*?)\s(?:to|with)\s+").match(text, order.end())
        if told and is_list(text, order.end(), told.end("who")):
            subject = [actor(span, offset) for span in listed_bodies(text, order.end(), told.end("who"))]
            yield from predicate(text, told.end(), offset, subject)
            return


def _acts(text: str, offset: int) -> list[Duty]:
    """What articles tell of bodies that act: "The … has advised … to issue …"."""
    spans = [replace(span, body=body_english(span.body.raw)) for span in find_bodies_english(text)]
    subject = _subject(text, spans)
    if not subject:
        return []
    after = subject[-1].end
    cue = _predicate().match(text[after:])
    role = next((one for one in _ROLES if cue and cue[one]), None)
    if cue is None or role is None:
        return []
    start, end = after + cue.start(role), len(text.rstrip(" .;:"))
    found = [Duty(actor(span, offset), role, offset + start, offset + end) for span in subject]
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
    body = actor(span, offset)
    if re.search(rf"(?:{english_words('partners')})\s+(?:the\s+)?$", before, re.IGNORECASE):
        return [Duty(body, "coordinate", start if start < stop else offset + span.start, stop)]
    if role == "advise" and to and _ADVISED.search(before) and start < stop:
        return [Duty(body, "implement", start, stop)]
    reported = re.search(r"(?:report|submit)\w*\b[^.;]{0,60}\bto\s+(?:the\s+)?$", before, re.IGNORECASE)
    return [Duty(body, "report_to", offset, offset + end)] if reported else []


def _clause_end(after: str) -> int:
    """Where one body's part ends: at a semicolon, or at ", and the" before the next body."""
    cut = re.search(r";|,\s+and\s+the\s", after)
    return cut.start() if cut else len(after)


def actor(span: BodySpan, offset: int) -> Actor:
    """Return the body of ``span`` as who acts, its text beginning at ``offset``."""
    return Actor(offset + span.start, offset + span.end, span.body)
