"""Who receives the document: the list under "Nơi nhận" as roles recipient, report_to and direct."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.bodies import ResolvedBody, resolve
from corpus.body_lexicon import expand
from corpus.record import Role
from extractors.analysis import Analysis
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.predicates import Duty
from extractors.metadata.recipients import recipient_items

_REPORT = re.compile(r"\(\s*(?:để\s+|thay\s+)?(?:báo\s+cáo|b/?c(?:áo)?\b|b/[eo©])|\bđể\s+báo\s+cáo\b", re.IGNORECASE)
_DIRECT = re.compile(r"\(\s*(?:để\s+)?chỉ\s+đạo\b", re.IGNORECASE)
_SHARED = re.compile(
    r"^\s*(?:Các\s+|các\s+)?(?P<head>Sở|Bộ|Văn\s+phòng|VP|Ban|Phòng|Báo|Đài|Chi\s+cục|Cục)\b[^:]{0,24}:\s*"
)
_FILED = re.compile(r"^\s*Lưu\s*:?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_PIECE = re.compile(r"[^,;:]+")
_NOBODY = re.compile(r"\s*(?:Như|Lưu|Theo|Trên|Các\s+điều)\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{2,}(?:[\s,/&-]+[^\W\d_]+|\s+\d{1,3}){1,12}")
_UNSURE = 0.8
"""How sure it is that an item is a body which no table holds: words beside a list are read as items too."""
_READABLE = 0.6
"""Probability of a name's least sure word from which on a name that no table holds is taken."""
_INSPECTORATE = "Thanh tra"


def received(analysis: Analysis) -> list[Duty]:
    """Return one duty for each receiver; its task is the printed item."""
    found: list[Duty] = []
    for one in recipient_items(analysis):
        item, start, end = one.words(analysis.flat), one.start, one.end
        role: Role = "report_to" if _REPORT.search(item) else "direct" if _DIRECT.search(item) else "recipient"
        found += [Duty(actor, role, start, end) for actor in _actors(item, start) or _unknown(analysis, item, start)]
    return found


def _actors(item: str, offset: int) -> list[Actor]:
    return list(_named(item, offset))


def _named(item: str, offset: int) -> Iterator[Actor]:
    shared = _SHARED.match(item)
    if shared and "," in item[shared.end() :]:
        yield from _listed(item, shared, offset)
        return
    head, colon, _ = item.partition(":")
    if colon and (body := resolve(head)) is not None and body.key is not None:
        yield Actor(offset, offset + len(head.rstrip()), body)
        return
    filed = _FILED.match(item)
    plain = _BRACKETS.sub(lambda match: " " * len(match[0]), item)
    clause = Clause(plain[filed.end() :] if filed else plain, offset + (filed.end() if filed else 0))
    found = sorted([*clause.actors(clause.spans), *_alike(clause)], key=lambda actor: actor.start)
    yield from found[:1] if filed else found


def _unknown(analysis: Analysis, item: str, offset: int) -> list[Actor]:
    """A receiver that no table holds ("Trang thông tin điện tử huyện X"), where its print can be read.

    "Như trên" and "Lưu" name nobody.
    """
    name = _BRACKETS.sub("", item).strip()
    start = offset + len(item) - len(item.lstrip())
    if _NOBODY.match(name) or not name[:1].isupper() or not _NAME.fullmatch(name):
        return []
    if analysis.document.probability(start, start + len(name)) < _READABLE:
        return []
    return [Actor(start, start + len(name), ResolvedBody(name, name, None, None, None, None, None, None, _UNSURE))]


def _alike(clause: Clause) -> Iterator[Actor]:
    """The pieces of an item in which no name stands as it should, by likeness."""
    for piece in _PIECE.finditer(clause.text):
        named = any(span.start < piece.end() and span.end > piece.start() for span in clause.spans)
        body = None if named else resolve(piece[0])
        if body is not None:
            lead = len(piece[0]) - len(piece[0].lstrip())
            yield Actor(
                clause.offset + piece.start() + lead, clause.offset + piece.start() + len(piece[0].rstrip()), body
            )


def _listed(item: str, shared: re.Match[str], offset: int) -> Iterator[Actor]:
    """Read "Các Sở, ngành: XD, TN&MT": each short name with the noun before the colon; a semicolon ends the list."""
    stop = item.find(";", shared.end())
    listed = item[: stop if stop > 0 else len(item)]
    for piece in re.finditer(r"[^,]+", listed[shared.end() :]):
        raw = piece[0].strip()
        start = offset + shared.end() + piece.start() + (len(piece[0]) - len(piece[0].lstrip()))
        body = _with_noun(shared["head"], raw)
        if body is not None:
            yield Actor(start, start + len(raw), body)
    if stop > 0:
        yield from _actors(item[stop + 1 :], offset + stop + 1)


def _with_noun(noun: str, short: str) -> ResolvedBody | None:
    """The body that a short name means after a noun; "TT" among departments is the inspectorate."""
    if short == "TT":
        return resolve(f"{_INSPECTORATE} tỉnh")
    return resolve(f"{expand(noun)} {expand(short, 'department')}") or resolve(short)
