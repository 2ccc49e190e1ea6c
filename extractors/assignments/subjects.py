"""Who is to act: bodies, alone or in a list, that a clause of duty follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.bodies import BodySpan, resolve
from corpus.body_lexicon import Token, phrases_of
from corpus.text import squeeze
from extractors.assignments import cues, unlisted
from extractors.assignments.apart import apart
from extractors.assignments.between import after_body, charged_after, depends, ordered_after
from extractors.assignments.clause import Actor, Clause

_LEAD_IN = re.compile(
    r"^\W*(?:trong|sau|hằng|hàng|trước|khi|căn\s+cứ|trên\s+cơ\s+sở|đối\s+với|để|nhằm|theo|định\s+kỳ|ngoài|do\s+đó|vì\s+vậy|"
    r"trường\s+hợp|nếu|từ|đến|nhận|tùy|riêng|với|tại|ngay|chậm\s+nhất|giai\s+đoạn|năm|quý|tháng|bên\s+cạnh|đồng\s+thời|"
    r"song\s+song|mặt\s+khác|thực\s+hiện|vào|thời\s+gian)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:đối\s+với|riêng|về)\s[^;:.]{3,140}:\s*$", re.IGNORECASE)
"""What a task is about, before the body: "Đối với thư viện xã: Sở Y tế chủ trì …"."""
_ISSUED = re.compile(
    r"(?:luật|nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư|liên\s+tịch|chỉ\s+thị|kế\s+hoạch|kết\s+luận)\s[^,;:]*$",
    re.IGNORECASE,
)
"""A document before those who issued it: "Căn cứ Thông tư số … của Bộ Y tế, Bộ Tài chính hướng dẫn …"."""
_PURPOSE = re.compile(r"(?:^|[\s,;])(?:để|thì|nhất\s+là|trong\s+đó|theo\s+đó)\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^[\s“\"‘]*(?:(?:[a-zđ]|\d{1,2})\s?[.)])?\s*(?:(?:các\s+)?(?:ông|bà|đồng\s+chí)(?:\s*[,/]?\s*\(?(?:bà|ông)\)?)?\s*:?)?\s*",
    re.IGNORECASE,
)
_MARK = re.compile(_BEFORE.pattern + "$", re.IGNORECASE)
"""What may stand before a sentence's first body: an amendment's quotation mark, the mark of its point, a courtesy."""
_LONGEST_MODIFIER = 9
"""Tokens that tell which bodies of a kind are meant, at most."""
_LONGEST_GAP = 12
"""Tokens between two known names of a list, at most."""
_JOINTS = frozenset({",", ";", ":", "và"})
"""What stands between the names of a list."""
_DEPENDING = frozenset({"của", "tại", "từ", "do", "thuộc"})
"""Words behind which a name belongs to what stands before."""
_WHICH = frozenset({"từng", "các", "mỗi", "những"})
"""Words between such a word and the name: "điều kiện thực tế của từng địa phương"."""
_FEW = 2
"""Tokens that may stand before a body that is a heading: a list mark."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Bodies that act together; tokens ``first``..``after`` of the sentence are theirs, the predicate follows.

    ``order`` is true when the text orders or asks them ("Giao …", "Yêu cầu …"); ``heads`` is true when the list ends
    its sentence or stands before a colon, so that the duty follows in the next paragraphs; ``directed`` is true when
    another body directs them ("Bộ A chỉ đạo các sở thực hiện …"), ``orders`` when they order or ask another body to act
    ("UBND huyện yêu cầu công ty …").
    """

    actors: tuple[Actor, ...]
    first: int
    after: int
    order: bool = False
    heads: bool = False
    directed: bool = False
    orders: bool = False


def subjects(clause: Clause) -> list[Subject]:
    """Return the subjects of duties in a sentence, in order."""
    found: list[Subject] = []
    for group in clause.groups:
        listed = found and clause.first_token(group[0]) < found[-1].after
        if (
            not listed
            and (subject := _subject(clause, group) or (None if found else _behind_others(clause, group))) is not None
        ):
            found.append(subject)
    return _enacting(clause, found) or _unlisted(clause) or _damaged(clause)


def _behind_others(clause: Clause, group: list[BodySpan]) -> Subject | None:
    """As in "Khi nhận hồ sơ của Ủy ban nhân dân xã, Sở Y tế …": who acts is in no list with whom "của" names.

    Where several give what is told of ("Trên cơ sở đề xuất của các xã, các trường, Sở Y tế …") the last one acts.
    """
    at = clause.first_token(group[0])
    at -= at > 1 and clause.words[at - 1].form in _WHICH
    before = clause.words[at - 1].form if at else ""
    if before not in _DEPENDING or not _LEAD_IN.match(clause.text) or _ISSUED.search(clause.text, 0, group[0].start):
        return None
    cuts = range(1, len(group))
    for k in reversed(cuts) if cues.ends_with("words.given", clause.words, at - 1) is not None else cuts:
        joint = clause.text[group[k - 1].end : group[k].start].split()
        if joint in ([","], [",", "các"]) and (one := _subject(clause, group[k:])):
            return one
    return None


def _enacting(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Put all who are charged with the document's execution in one list, those too that no table holds."""
    start = _start(clause)
    listed = unlisted.enacting(clause, start) if start < len(clause.words) else None
    if listed is None or any(one.order for one in found):
        return found
    return [Subject(listed[0], start, listed[1]), *(one for one in found if one.first > listed[1])]


def _unlisted(clause: Clause) -> list[Subject]:
    """A body that no table holds, where a charge follows it or an order names it."""
    start = _start(clause)
    if start >= len(clause.words):
        return []
    if opened := unlisted.charged(clause, start):
        return [Subject((opened[0],), start, opened[1])]
    asked = unlisted.ordered(clause)
    return [Subject((asked[0],), 0, asked[1], order=True)] if asked else []


def _start(clause: Clause) -> int:
    """The token behind a list mark and a courtesy with which a sentence begins."""
    before = _BEFORE.match(clause.text)
    begin = before.end() if before else 0
    return next((i for i, word in enumerate(clause.words) if word.start >= begin), len(clause.words))


def _subject(clause: Clause, group: list[BodySpan]) -> Subject | None:
    words, first = clause.words, clause.first_token(group[0])
    order = cues.ends_with("words.orders", words, _before_courtesy(words, first))
    if order is None and not _opens(clause, first):
        return None
    after = after_body(clause, _damaged_end(clause, group[-1]))
    actors = tuple(part for actor in clause.actors(group) for part in apart(actor))
    if not actors or (after < len(words) and cues.any_of("words.past")(words, after)):
        return None
    own = Subject(actors, first, after, order is not None)
    if after < len(words) and cues.phrases("words.orders").at(words, after):
        return _ordering(clause, own)
    return _heading(clause, own) if after >= len(words) or words[after].form == ":" else _acting(clause, own, order)


def _acting(clause: Clause, own: Subject, order: int | None) -> Subject | None:
    """Bodies with their duty behind them in the sentence."""
    words, actors, first, after = clause.words, own.actors, own.first, own.after
    at = _duty_at(clause, first, after, order)
    if at is None:
        return None
    actors, at = _modified(clause, actors, after, at)
    if order is None and only_charges(clause, at):
        return Subject(actors, first, at, heads=True)
    directed = order is None and cues.ends_with("roles.direct", words, first) is not None
    others = _listed_between(clause, after, at) + _examples(clause, own.actors[-1], at)
    return Subject(actors + others, first, at, order is not None, directed=directed)


def _examples(clause: Clause, last: Actor, at: int) -> tuple[Actor, ...]:
    """The bodies that a bracket behind a kind of them names: "Các Bộ khác (Bộ Y tế, Bộ Xây dựng) phải …"."""
    if not (last.body.key or "").startswith(("class.", "ministries")):
        return ()
    stop = clause.words[at].start if at < len(clause.words) else len(clause.text)
    inside = [span for span in clause.spans if last.end - clause.offset < span.start < stop]
    named = [span for span in inside if clause.text.count("(", 0, span.start) > clause.text.count(")", 0, span.start)]
    return clause.actors(named) if len(named) > 1 else ()


def _ordering(clause: Clause, own: Subject) -> Subject | None:
    """As in "UBND huyện yêu cầu công ty …": who orders others to act, where the sentence opens with them."""
    asked = any(clause.first_token(group[0]) > own.after for group in clause.groups)
    return replace(own, orders=True) if asked and not own.order and _opening(clause, own.first) else None


def _modified(clause: Clause, actors: tuple[Actor, ...], after: int, at: int) -> tuple[tuple[Actor, ...], int]:
    """A kind of bodies with what tells which: "các cơ quan trình dự án tiếp tục …", "tổ chức sử dụng đất phải …"."""
    words, last = clause.words, actors[-1]
    if not (last.body.key or "").startswith("class.") or last.end != clause.offset + words[after - 1].end:
        return actors, at
    for i in range(after + 1, min(after + _LONGEST_MODIFIER, len(words))):
        if words[i].form in {",", ";", ":", "."} or words[i].form == cues.NAMED:
            break
        if cues.phrases("words.charged").at(words, i) or cues.phrases("words.goes_on").at(words, i):
            end = words[i - 1].end
            name = squeeze(clause.text[last.start - clause.offset : end])
            return (*actors[:-1], Actor(last.start, clause.offset + end, replace(last.body, raw=name, name=name))), i
    return actors, at


def _heading(clause: Clause, own: Subject) -> Subject | None:
    """Bodies that end their sentence or stand before a colon: what they are to do follows the colon, or below."""
    words, after = clause.words, own.after
    rest, colon = after + 1 < len(words), after < len(words)
    if rest and words[after + 1].form == cues.NAMED:
        return None  # "Các ban đảng: Trường Chính trị tỉnh": a list of receivers
    alone = own.first <= _FEW and (colon or not rest)
    if not (own.order or alone or (rest and cues.begins_duty(words, after + 1))):
        return None
    return Subject(own.actors, own.first, min(after + 1, len(words)), own.order, heads=not rest)


def _duty_at(clause: Clause, first: int, after: int, order: int | None) -> int | None:
    """The token at which the duty of bodies begins that end at ``after``; None where they are no subject of one."""
    if cues.begins_duty(clause.words, after):
        # "kinh phí cho các xã, các ngành để triển khai …": to what end, not who
        return None if _to_an_end(clause, first, after) and order is None else after
    at = _charged(clause, first, after)
    if at is None and (order is not None or _opening(clause, first)):
        at = _farther(clause, after)
    return ordered_after(clause, after) if at is None and order is not None and not depends(clause, order) else at


def _to_an_end(clause: Clause, first: int, after: int) -> bool:
    return clause.words[after].form == "để" and not _opening(clause, first)


def _charged(clause: Clause, first: int, after: int) -> int | None:
    """Where the duty of a body that opens its sentence begins: with more verbs than elsewhere, or farther on."""
    if not _opening(clause, first):
        # "Trong 3 ngày, Sở Y tế trình …", "Trường hợp …, đơn vị cho mượn sách có trách nhiệm …"
        if clause.words[first - 1].form == "," and cues.begins_item(clause.words, after):
            return after
        near = range(after, min(after + _LONGEST_MODIFIER, len(clause.words)))
        ends = next((i for i in near if clause.words[i].form in {",", ";", ":", ".", cues.NAMED}), near.stop)
        return next((i for i in near[: ends - after] if cues.phrases("words.charged").at(clause.words, i)), None)
    return after if cues.begins_item(clause.words, after) else charged_after(clause, after)


def _farther(clause: Clause, after: int) -> int | None:
    """Where a list's duty begins that goes on behind an unknown name: "Giao Sở A, Đội B, Sở C lập …"."""
    words = clause.words
    if after >= len(words) or words[after].form not in _JOINTS:
        return None
    for group in clause.groups:
        first = clause.first_token(group[0])
        if first <= after:
            continue
        between = range(after, first)
        if len(between) > _LONGEST_GAP or any(_breaks(clause, i) for i in between):
            return None
        after = after_body(clause, clause.after_token(group[-1]))
        if after < len(words) and cues.begins_duty(words, after):
            return after
    return None


def _breaks(clause: Clause, i: int) -> bool:
    """Whether no list of names goes on at token ``i``."""
    marked = clause.words[i].form in {":", ".", "("}
    verb = cues.begins_duty(clause.words, i) and not depends(clause, i) and clause.words[i].form not in _JOINTS
    verb = verb and not unlisted.opens_name(clause, i - 1)  # "Đội quản lý trật tự đô thị"
    return marked or verb or phrases_of("stops").at(clause.words, i) is not None


def only_charges(clause: Clause, at: int) -> bool:
    """As in "2. Sở A có trách nhiệm." over a list: what the body is to do is said below."""
    found = cues.phrases("words.charges").at(clause.words, at)
    return found is not None and all(word.form in {".", ":"} for word in clause.words[at + found[0] :])


def _listed_between(clause: Clause, after: int, at: int) -> tuple[Actor, ...]:
    """The bodies of the list that stand behind one that no table holds: "Chánh Văn phòng, các đơn vị khác, Sở Y tế"."""
    begin = next((i + 1 for i in range(after, at) if clause.words[i].form in _JOINTS), at)
    return unlisted.listed(clause, begin, at)


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


def _opening(clause: Clause, first: int) -> bool:
    """Whether nothing but a mark or a courtesy ("Các ông (bà):") stands before the token."""
    return not any(c.isalnum() for c in _MARK.sub("", clause.text[: clause.words[first].start]))


def _opens(clause: Clause, first: int) -> bool:
    """Whether a list of bodies at token ``first`` can be a subject: it opens the sentence or a new clause."""
    before = clause.text[: clause.words[first].start]
    if _opening(clause, first) or before.rstrip().endswith(";") or _PURPOSE.search(before):
        return True
    if cues.ends_with("roles.direct", clause.words, first) is not None:
        return True
    if _ABOUT.match(before):
        return True
    piece = re.split(r"[;:]", re.sub(r"\([^()]*\)", " ", before))[-1]
    return before.rstrip().endswith(",") and _LEAD_IN.match(piece) is not None


def behind_lead_in(clause: Clause) -> int | None:
    """Where the duty of an item begins that tells first when or why: "Trên cơ sở báo cáo của các xã, chủ trì …"."""
    words, depth = clause.words, 0
    if not _LEAD_IN.match(clause.text):
        return None
    for i in range(len(words) - 1):
        depth += (words[i].form == "(") - (words[i].form == ")")
        if words[i].form in {";", ":"}:
            return None
        listing = (
            cues.ends_with("words.duty", words, i) is not None
            or cues.ends_with("roles.supervise", words, i) is not None
        )
        order = cues.phrases("words.orders").at(words, i + 1)
        if words[i].form == "," and depth == 0 and not listing and not order and cues.begins_duty(words, i + 1):
            return i + 1
    return None


def _damaged(clause: Clause) -> list[Subject]:
    """A sentence's first words as a body's damaged name, when a cue of a role follows them."""
    words = clause.words
    if not words or cues.begins_item(words, 0) or cues.begins_duty(words, 0):
        return []
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
