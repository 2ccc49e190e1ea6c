"""Coordination: the words that a row shares with its neighbours and that stand in one of them only.

Heads ("tỷ lệ … cấp tiểu học đạt 100%, cấp trung học cơ sở … 95%"), predicates ("100% hộ ở thành thị và 60% hộ ở nông
thôn được …"), denominators ("35 giường bệnh, 19 bác sĩ … trên 10.000 dân"), and units of different kinds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from corpus.knowledge import table
from corpus.text import squeeze
from extractors.targets.clauses import Clause
from extractors.targets.figures import with_unit
from extractors.targets.levels import bounded_by_name, without_case
from extractors.targets.loans import from_former, lent, predicate
from extractors.targets.rows import EDGES, Row, read_row
from extractors.targets.words import pattern

_PER = re.compile(r"(?:\btrên|/|\bper)\s*(?:một\s+|1\s+)?[\w.,]+\s+(?:dân|người|people|inhabitants).*$")
_CLASSIFIER = re.compile(r"^(?:căn|ngôi)\s+(?:hộ\s+)?")
_QUANTIFIER = re.compile(r"^(?:tổng\s+số|số|các|of|the)\s+", re.IGNORECASE)
_GRANT = re.compile(
    r"(?P<who>.*?)(?:\bđược\s+(?:[^,;:]{0,40}?\s)??|:\s*(?:được\s+)?)(?P<what>(?:hỗ\s+trợ|miễn\s+giảm|miễn|giảm)(?:\s+thêm)?)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bvề\s+")
_MATTER = 3  # words that name what is ranked; a shorter piece is a verb ("về nghiên cứu và phát triển …")
_NOUN = 3  # words; a counted noun without a predicate is no longer than that


def rows(flat: str, clauses: list[Clause], language: str) -> list[Row]:
    """Return the rows of one sentence's clauses, with the words that coordination left out put back."""
    found = [read_row(flat, clause, language) for clause in clauses if clause.figure]
    for index in range(len(found) - 2, -1, -1):
        found[index] = _with_object(found[index], found[index + 1])
        found[index] = _from_follower(found[index], found[index + 1], language)
    for index in range(1, len(found)):
        found[index] = from_former(found[index], found[index - 1], language)
    return [
        row
        for one in found
        for matter in _one_per_matter(_granted(one, language), language)
        for row in _one_per_kind(_with_population(bounded_by_name(without_case(matter)), language), language)
    ]


def _with_object(row: Row, following: Row) -> Row:
    """Give a bare figure the object, a bare rank the subject matter, that stand once, at the end of both.

    As in "hoàn thành 60 km và đến năm 2020 hoàn thành 200 km đường tỉnh"; "thuộc nhóm 3 nước dẫn đầu
    khu vực, nhóm 50 nước dẫn đầu thế giới về trí tuệ nhân tạo".
    """
    if row.figure.unit == following.figure.unit == "rank" and row.clause.part == following.clause.part:
        matter = _ABOUT.search(following.after)
        lends = matter and not _ABOUT.search(row.after)
        return (
            lent(row, following, after=f"{row.after} {following.after[matter.start() :]}") if matter and lends else row
        )
    bare = not row.indicator and row.figure.unit == following.figure.unit and row.clause.part == following.clause.part
    return lent(row, following, after=following.after) if bare else row


def _from_follower(row: Row, following: Row, language: str) -> Row:
    """Give an enumerated figure the object, denominator or predicate that stands only behind its follower."""
    if row.clause.part != following.clause.part or not following.opens:
        return row
    if following.tied:
        shared = _CLASSIFIER.sub("", following.after)
        return lent(row, following, after=f"{row.after} {shared}".strip())
    if not row.opens or predicate(row.after, language):
        return row
    per = following.clause.denominator
    if per and not row.clause.denominator and row.figure.counted:
        words = _PER.search(following.after)
        whole = lent(row, following, after=f"{row.after} {words.group() if words else ''}".strip())
        return replace(whole, clause=replace(row.clause, denominator=per), figure=with_unit(row.figure, per.unit))
    shared = predicate(following.after, language)
    alike = row.figure.unit == following.figure.unit == "percent"
    bare = row.figure.counted and following.figure.counted and len(row.after.split()) <= _NOUN
    return lent(row, following, after=f"{row.after} {shared}") if shared and (alike or bare) else row


def _with_population(row: Row, language: str) -> Row:
    """The words between a share and its predicate name those whom it counts."""
    if not row.opens or row.figure.unit not in {"percent", "per_10000_people"}:
        return row
    match = pattern("predicates", language).search(row.after)
    who = row.after[: match.start()] if match else ""
    return replace(row, population=_QUANTIFIER.sub("", who.strip(EDGES)) or None)


def _granted(row: Row, language: str) -> Row:
    """As in "Hợp tác xã được tỉnh hỗ trợ 50% chi phí …": who gets the support is the population."""
    said = _GRANT.match(row.before) if language == "vi" and row.figure.unit == "percent" else None
    if said is None or not said["who"].strip(EDGES) or said["who"].lower().startswith(said["what"].lower()):
        return row
    who = re.sub(r"^(?:(?:riêng\s+)?đối\s+với|là)\s+", "", said["who"].strip(EDGES), flags=re.IGNORECASE)
    return replace(row, before=squeeze(said["what"]), population=row.population or who)


def _one_per_matter(row: Row, language: str) -> list[Row]:
    """A place in two rankings is two goals ("thuộc nhóm 10 tỉnh dẫn đầu về chuyển đổi số và đổi mới sáng tạo")."""
    about = _ABOUT.search(row.after) if row.figure.unit == "rank" and language == "vi" else None
    if about is None:
        return [row]
    matters = re.split(r",\s+|\s+và\s+", row.after[about.end() :])
    if len(matters) == 1 or any(len(matter.split()) < _MATTER for matter in matters):
        return [row]
    return [replace(row, after=f"{row.after[: about.end()]}{matter}") for matter in matters]


@cache
def _kinds() -> dict[str, str]:
    return {row["vi"]: row["kind"] for row in table("counted_units")}


def _one_per_kind(row: Row, language: str) -> list[Row]:
    """One figure over units of different kinds is a row for each ("100% hộ gia đình, trường học, trạm y tế có …")."""
    if not row.population or language != "vi":
        return [row]
    units = [u.strip() for u in re.split(r",\s+|\s+và\s+", row.population)]
    kinds = [_kinds().get(u.lower()) for u in units]
    if len(units) == 1 or None in kinds or len(set(kinds)) < len(kinds):
        return [row]
    words = predicate(row.after, language)
    return [replace(row, after=f"{unit} {words}", population=unit) for unit in units]
