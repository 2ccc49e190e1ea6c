"""What is to be done: a predicate cut into tasks, each with its role, and the bodies drawn in by "phối hợp với"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.body_lexicon import Token
from corpus.record import Role
from extractors.assignments import cues
from extractors.assignments.between import after_scope
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.subjects import Subject
from extractors.structure.tables.cells import Cell

_SHORTEST = 3
"""Syllables that a task has at least: "thường xuyên" alone, in a table's column, is none."""


_GOING_ON = frozenset({"các", "những", "vấn", "nội", "việc", "đối", "kết", "công", "chế", "chính", "mức", "danh"})
"""Words with which a list of objects goes on after a semicolon, where no new task begins."""

_ANEW = frozenset({cues.NAMED, "trường", "khi", "nếu", "trong", "riêng", "trước", "sau", "không"})
"""Words with which another clause begins behind a semicolon: "…; trường hợp có người bị nạn thì …"."""

_OTHERS_WITH = frozenset({"đối", "cùng", "hợp", "so", "gắn", "hiện"})
"""Words behind which "với" tells of no receiver."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One actor's role in one task; ``start``..``end`` is the task's span in the document.

    ``when`` is a cell beyond the task that says by when it is due: a table's column. ``pieces`` are the task's own
    spans where other words stand between them: a cell printed over several lines.
    """

    actor: Actor
    role: Role
    start: int
    end: int
    when: Cell | None = None
    pieces: tuple[tuple[int, int], ...] = ()


def duties(clause: Clause, subject: Subject, end: int, role: Role | None = None) -> list[Duty]:
    """Return the duties in tokens ``subject.after``..``end``, for the subject and for the bodies drawn in.

    Args:
        clause: the sentence.
        subject: who acts.
        end: the token after the predicate.
        role: what a task without a cue of its own means, when the text before has said it ("chủ trì").
    """
    found: list[Duty] = []
    standing = role
    for first, last in _pieces(clause, subject.after, end):
        cue = cues.role_at(clause.words, _behind_when(clause.words, first, last))
        own: Role = cue[1] if cue else (standing or "implement")
        standing = own if own == "lead" else standing
        if last - first >= _SHORTEST or own in {"lead", "coordinate"}:
            found += _Task(clause, first, last, own).duties(subject.actors)
    return found


def _pieces(clause: Clause, first: int, end: int) -> list[tuple[int, int]]:
    """Cut at semicolons, and at commas after which another role's verb begins."""
    words, cuts, start = clause.words, [], first
    for i in range(first, end):
        mark = words[i].form
        if (
            (mark == ";" and words[min(i + 1, end - 1)].form not in _GOING_ON and not _lists_on(words, start, i))
            or (mark == "," and _changes_role(words, start, i))
            or (mark == "và" and _supervises_besides(words, start, i))
            or _is_stop(clause, i)
        ):
            cuts.append((start, i))
            start = i + 1
    cuts.append((start, end))
    return [piece for piece in (_bare(words, *cut) for cut in cuts) if piece[0] < piece[1]]


def _behind_when(words: Sequence[Token], first: int, end: int) -> int:
    """Where a task's verb stands that tells first when: "Định kỳ hằng năm hoặc khi có đề nghị của …, chỉ đạo …"."""
    at = cues.skip("words.adverbs", words, first)
    at += at < end and words[at].form in {"hoặc", "và"}
    if at == first or at >= end or words[at].form != "khi":
        return first
    return next((i + 1 for i in range(at, end - 1) if words[i].form == "," and cues.role_at(words, i + 1)), first)


def _lists_on(words: Sequence[Token], start: int, i: int) -> bool:
    """As in "Chỉ đạo các trường báo cáo việc mượn sách; trả sách; hủy sách": behind the mark begins no known verb."""
    cue = cues.role_at(words, start)
    verb = cues.begins_duty(words, i + 1) or cues.begins_item(words, i + 1)
    following = words[min(i + 1, len(words) - 1)].form
    return cue is not None and cue[1] == "direct" and not verb and following not in _ANEW


def _supervises_besides(words: Sequence[Token], start: int, i: int) -> bool:
    """As in "chỉ đạo tổ chức thực hiện và kiểm tra việc thực hiện …": what follows is a duty of its own kind."""
    following, own = cues.role_at(words, i + 1), cues.role_at(words, start)
    if following is None or following[1] != "supervise" or i - start < _SHORTEST + 1:
        return False
    after = i + 1 + following[0]
    return (own is None or own[1] == "direct") and after < len(words) and words[after].form == "việc"


def _is_stop(clause: Clause, i: int) -> bool:
    return (
        clause.words[i].form == "." and i + 1 < len(clause.words) and clause.text[clause.words[i + 1].start].isupper()
    )


def _bare(words: Sequence[Token], first: int, end: int) -> tuple[int, int]:
    """Take marks and conjunctions off both ends."""
    while first < end and words[first].form in {",", ";", ":", ".", "và", "-", "+"}:
        first += 1
    while end > first and _is_rim(words, first, end):
        end -= 1
    return first, end


def _is_rim(words: Sequence[Token], first: int, end: int) -> bool:
    """Whether the last token is no part of the task; a closing mark belongs to one that opens inside."""
    last = words[end - 1].form
    quoted = last == "”" and all(word.form != "“" for word in words[first:end])
    return quoted or last in {",", ";", ":", ".", "/", "và", "-", "để", "“"}


def _changes_role(words: Sequence[Token], start: int, comma: int) -> bool:
    """Whether the verb after a comma has another role than the piece before; "chủ trì" holds to the semicolon.

    A bare verb before the comma ("hướng dẫn, kiểm tra việc …") shares the object that follows and is not cut off.
    """
    following, own = cues.role_at(words, comma + 1), cues.role_at(words, start)
    if _behind_when(words, start, comma + 2) == comma + 1:
        return False
    if following and comma + 1 + following[0] < len(words) and words[comma + 1 + following[0]].form == "của":
        return False  # "…, chỉ đạo của Đồng chí Tổng Bí thư": a noun
    present = own[1] if own else "implement"
    spoken = start + own[0] if own else _after_verb(words, start)
    # "phát huy vai trò giám sát," needs no object: the noun before the verb is one
    whole = comma == spoken and cues.phrases("openers.supervise").at(words, start) is not None
    if present == "lead" or (_bare_verb(words, start, comma) and not whole) or comma - start <= 2:
        return False
    listing = own is None and cues.phrases("words.listing").at(words, cues.skip("words.adverbs", words, start))
    if words[spoken].form in {"với", "cùng"} or listing or _pairs(words, comma):
        return False
    if following is None:
        shared = cues.ends_with("words.duty", words, comma) is not None
        return (
            present != "implement" and not shared and cues.phrases("words.new_tasks").at(words, comma + 1) is not None
        )
    return following[1] != present


def _pairs(words: Sequence[Token], comma: int) -> bool:
    """As in "phải tập trung lãnh đạo, chỉ đạo …", "báo cáo Chính phủ xem xét, chỉ đạo": both verbs are one act."""
    return cues.ends_with("words.paired", words, comma) is not None and comma + 1 < len(words)


def _bare_verb(words: Sequence[Token], start: int, comma: int) -> bool:
    """Whether nothing but a verb stands between the comma and the one before it: its object is still to come."""
    before = next((i + 1 for i in range(comma - 1, start - 1, -1) if words[i].form == ","), start)
    at = cues.skip("words.adverbs", words, before)
    role = cues.role_at(words, before)
    verb = cues.phrases("words.duty").at(words, at)
    # "kiểm tra, giám sát" is one phrase of the table, so that the cue may reach beyond the comma
    return (role is not None and before + role[0] >= comma) or comma in {at + (verb[0] if verb else 0), at}


def _after_verb(words: Sequence[Token], start: int) -> int:
    at = cues.skip("words.adverbs", words, start)
    verb = cues.phrases("words.duty").at(words, at)
    return at + (verb[0] if verb else 1)


def _joins(words: Sequence[Token], i: int) -> bool:
    """Whether partners may follow token ``i``: "phối hợp với …", "chủ trì cùng …"."""
    pair = (words[i - 1].form, words[i].form)
    return i >= 1 and (pair == ("phối", "hợp") or (pair == ("chủ", "trì") and words[i + 1].form in {"cùng", "với"}))


class _Task:
    """One piece of a predicate."""

    def __init__(self, clause: Clause, first: int, end: int, role: Role) -> None:
        """Take the piece's tokens and its role."""
        self.clause, self.first, self.end, self.role = clause, first, end, role

    def duties(self, actors: Sequence[Actor]) -> list[Duty]:
        partners, content = self._partners()
        whole = self.clause.slice(self.first, self.end)
        shared = self.clause.slice(content, self.end) if content < self.end else whole
        found = [Duty(actor, self.role, *(shared if self.role == "lead" else whole)) for actor in actors]
        found += [Duty(partner, "coordinate", *shared) for partner in partners]
        return found + self._addressed(actors)

    def _partners(self) -> tuple[tuple[Actor, ...], int]:
        """The bodies after "phối hợp với", and the token at which what they do together begins."""
        words = self.clause.words
        for i in range(self.first, self.end - 1):
            if _joins(words, i):
                at = i + 1
                while at < self.end and words[at].form in {"với", "cùng", "chặt", "chẽ", "chặt chẽ", ",", "các"}:
                    at += 1
                if words[at - 1].form in {"với", "cùng", "các"} or words[at].form == cues.NAMED:
                    return self._group_at(at)
        return (), self.end

    def _group_at(self, token: int) -> tuple[tuple[Actor, ...], int]:
        """The list of bodies that begins at ``token`` (or a word "các" before it), and the token after it."""
        for group in self.clause.groups:
            first = self.clause.first_token(group[0])
            if first in {token, token - 1, token + 1} and first < self.end:
                inside = [span for span in group if self.clause.after_token(span) <= self.end]
                after = self.clause.after_token(inside[-1]) if inside else token
                return self.clause.actors(inside), self._content(after)
        return (), token

    def _content(self, i: int) -> int:
        """Skip what stands between partners and the common task: "theo chức năng", "trong việc"."""
        words = self.clause.words
        i = after_scope(self.clause, cues.skip("words.fillers", words, i))
        while i < self.end and words[i].form in {",", "trong", "việc", "để"}:
            i += 1
        return i

    def _addressed(self, actors: Sequence[Actor]) -> list[Duty]:
        """Bodies that are reported to, and bodies that act on advice ("tham mưu Ban Thường vụ … ban hành")."""
        found: list[Duty] = []
        known = {actor.body.name for actor in actors}
        for group in self.clause.groups:
            first = self.clause.first_token(group[0])
            if not self.first < first < self.end:
                continue
            role = self._address(first)
            if role is None:
                continue
            after = self.clause.after_token(group[-1])
            acts = role == "implement" and after < self.end and cues.begins_duty(self.clause.words, after)
            start, end = self.clause.slice(after, self.end) if acts else self.clause.slice(self.first, self.end)
            if role == "implement" and not acts:
                role = "recipient"
            found += [Duty(a, role, start, end) for a in self.clause.actors(group) if a.body.name not in known]
        return found

    def _address(self, first: int) -> Role | None:
        words = self.clause.words
        if cues.ends_with("words.advised", words, first) is not None:
            return "implement"
        if cues.ends_with("words.reports", words, first) is not None:
            return "report_to"
        if words[first - 1].form not in {"về", "với", "cho", "gửi", "lên"}:
            return None
        # "tổng hợp báo cáo tình hình … gửi Bộ …", "báo cáo tình hình … với Bộ …": however far before
        far = words[first - 1].form in {"gửi", "về"} or self._reports_with(first - 1)
        low = self.first if far else max(self.first, first - 7)
        reported = any(words[i].form == "báo" and words[i + 1].form == "cáo" for i in range(low, first - 1))
        return "report_to" if reported else None

    def _reports_with(self, i: int) -> bool:
        """Whether a "với" is that of a task which begins with "báo cáo": "báo cáo kết quả công tác năm với UBND xã"."""
        words = self.clause.words
        begins = [word.form for word in words[self.first : self.first + 2]] == ["báo", "cáo"]
        return begins and words[i].form == "với" and words[i - 1].form not in _OTHERS_WITH
