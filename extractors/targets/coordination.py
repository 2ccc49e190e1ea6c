"""Coordination: the words that a row shares with its neighbours and that stand in one of them only.

Heads ("tỷ lệ … cấp tiểu học đạt 100%, cấp trung học cơ sở … 95%"), predicates ("100% hộ ở thành thị và 60% hộ ở nông
thôn được …"), denominators ("35 giường bệnh, 19 bác sĩ … trên 10.000 dân"), and units of different kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from corpus.knowledge import table
from corpus.text import squeeze
from extractors.targets.clauses import Clause
from extractors.targets.quantities import with_unit
from extractors.targets.rows import EDGES, Row, read_row
from extractors.targets.words import opens_with, pattern

# "nhập khẩu đạt 175 tỷ USD, tăng 28,7%": a bare change is the former indicator's
_CHANGE = re.compile(r"(?:ước\s+)?(?:tăng|giảm)(?:\s+thêm)?", re.IGNORECASE)
_PLAN = re.compile(r"(?:so\s+với\s+)?(?:dự\s+toán|kế\s+hoạch|nhiệm\s+vụ)\b", re.IGNORECASE)
_AT = re.compile(r"^(?:ở|tại|in)\s+(?:khu\s+vực\s+)?", re.IGNORECASE)
_AT_END = re.compile(r"\s*\b(?:ở|tại|in)\s*$", re.IGNORECASE)
_THAN = re.compile(r"^so\s+với\s+", re.IGNORECASE)
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
        found[index] = _from_former(found[index], found[index - 1], language)
    return [
        row
        for one in found
        for matter in _one_per_matter(_granted(one, language), language)
        for row in _one_per_kind(_with_population(matter, language), language)
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
            _lent(row, following, after=f"{row.after} {following.after[matter.start() :]}") if matter and lends else row
        )
    bare = not row.indicator and row.figure.unit == following.figure.unit and row.clause.part == following.clause.part
    return _lent(row, following, after=following.after) if bare else row


def _from_follower(row: Row, following: Row, language: str) -> Row:
    """Give an enumerated figure the object, denominator or predicate that stands only behind its follower."""
    if row.clause.part != following.clause.part or not following.opens:
        return row
    if following.tied:
        shared = _CLASSIFIER.sub("", following.after)
        return _lent(row, following, after=f"{row.after} {shared}".strip())
    if not row.opens or _predicate(row.after, language):
        return row
    per = following.clause.denominator
    if per and not row.clause.denominator and row.figure.counted:
        words = _PER.search(following.after)
        whole = _lent(row, following, after=f"{row.after} {words.group() if words else ''}".strip())
        return replace(whole, clause=replace(row.clause, denominator=per), figure=with_unit(row.figure, per.unit))
    predicate = _predicate(following.after, language)
    alike = row.figure.unit == following.figure.unit == "percent"
    bare = row.figure.counted and following.figure.counted and len(row.after.split()) <= _NOUN
    return _lent(row, following, after=f"{row.after} {predicate}") if predicate and (alike or bare) else row


def _lent(row: Row, lender: Row, *, before: str | None = None, after: str | None = None) -> Row:
    place = lender.lender or (lender.clause.start, lender.clause.end)
    return replace(
        row,
        before=row.before if before is None else before,
        after=row.after if after is None else after,
        restored=True,
        lender=place,
    )


def _predicate(after: str, language: str) -> str:
    match = pattern("predicates", language).search(after)
    return after[match.start() :] if match else ""


def _from_former(row: Row, former: Row, language: str) -> Row:
    """Give a clause the head that stands only in the clause before it."""
    if row.clause.part - former.clause.part > 1:
        return row
    if row.figure.unit == "rank":
        return _of_ranked(row, former)
    loans = (loan(row, former, language) for loan in LOANS)
    return next((lent for lent in loans if lent), row)


def _of_ranked(row: Row, former: Row) -> Row:
    """As in "Tỉnh thuộc nhóm 10 tỉnh …; nhóm 3 tỉnh …": who is ranked stands once."""
    group = re.search(r"\s(?:nhóm|tốp|top)$", former.before)
    bare = former.figure.unit == "rank" and group and re.fullmatch(r"nhóm|tốp|top", row.before, re.IGNORECASE)
    return _lent(row, former, before=f"{former.before[: group.start()]} {row.before}") if group and bare else row


def _loan_of_verb(row: Row, former: Row, language: str) -> Row | None:
    """As in "Xây dựng 110.000 m² sàn, tương ứng 2.200 căn …": the second measure has the first one's verb."""
    del language
    shares = row.tied and row.opens and former.before and _same_part(row, former)
    return _lent(row, former, before=former.before) if shares else None


def _loan_of_occasion(row: Row, former: Row, language: str) -> Row | None:
    """As in "… supported housing for 1,024 households, with a cost of …": a circumstance names what it belongs to."""
    shares = language == "en" and row.beside and not row.opens and _same_part(row, former)
    return _lent(row, former, before=f"{former.indicator}, with {row.before}") if shares else None


def _loan_of_all(row: Row, former: Row, language: str) -> Row | None:
    """As in "… đạt 45% vào năm 2025, 60% vào năm 2030": a figure without words is the former indicator's."""
    del language
    shares = row.opens and not row.after and former.indicator
    return _lent(row, former, before=former.before, after=former.after) if shares else None


def _loan_of_changed(row: Row, former: Row, language: str) -> Row | None:
    del language
    if not (_CHANGE.fullmatch(row.before) and former.before and _same_part(row, former)):
        return None
    head = re.sub(rf"\s*\b{row.before}$", "", former.before, flags=re.IGNORECASE)
    return _lent(row, former, before=f"{head} {row.before}")


def _loan_of_plan(row: Row, former: Row, language: str) -> Row | None:
    """As in "Tổng thu … là 1.448 triệu đồng, đạt 61% dự toán": the share of a plan is the former indicator's."""
    shares = language == "vi" and row.opens and former.before and _PLAN.match(row.after) and _same_part(row, former)
    return _lent(row, former, before=former.before, after=f"so với {_THAN.sub('', row.after)}") if shares else None


def _loan_of_place(row: Row, former: Row, language: str) -> Row | None:
    """As in "Thu gom 95% rác ở đô thị và 80% ở nông thôn": the second figure has a place of its own only."""
    areas = pattern("areas", language)
    placed = areas.match(row.after) or areas.match(_AT.sub("", row.after))
    alike = row.opens and placed and row.figure.unit == former.figure.unit and _same_part(row, former)
    if not alike or not areas.search(former.after):
        return None
    shared = squeeze(_AT_END.sub("", areas.blanked(former.after))).strip(EDGES)
    return _lent(row, former, before=former.before, after=f"{shared} {row.after}") if shared else None


def _loan_of_action(row: Row, former: Row, language: str) -> Row | None:
    """As in "Cấp nước cho 100% dân đô thị và 65% dân nông thôn": both are objects of one verb."""
    if language != "vi" or not (row.opens and row.after and former.before and former.after and _same_part(row, former)):
        return None
    objects = not (_predicate(row.after, language) or _predicate(former.after, language))
    acts = opens_with(pattern("verbs", language, "acts"), former.before, 0, len(former.before))
    alike = row.figure.unit == former.figure.unit == "percent"
    return _lent(row, former, before=former.before) if objects and acts and alike else None


def _loan_of_title(row: Row, former: Row, language: str) -> Row | None:
    """As in "Cơ cấu kinh tế: nông nghiệp 25%, dịch vụ 40%": what stands before a colon heads all that follow."""
    title, colon, _ = former.before.partition(": ")
    alike = colon and not row.opens and row.figure.unit == former.figure.unit and _same_part(row, former)
    if not alike or ":" in row.before or opens_with(pattern("heads", language), row.before, 0, len(row.before)):
        return None
    return _lent(row, former, before=f"{title}: {row.before}")


def _loan_of_whole(row: Row, former: Row, language: str) -> Row | None:
    """As in "Tỷ lệ lao động qua đào tạo đạt 70%, trong đó có bằng cấp đạt 35%": a part keeps its whole."""
    heads = pattern("heads", language)
    if language != "vi" or row.opens or row.figure.unit != former.figure.unit or not _same_part(row, former):
        return None
    headed = opens_with(heads, row.before, 0, len(row.before)) or not heads.search(former.before)
    part = row.parted and not headed
    return _lent(row, former, before=f"{former.before}, trong đó {row.before}") if part else None


def _loan_of_head(row: Row, former: Row, language: str) -> Row | None:
    """As in "tỷ lệ đi học đúng độ tuổi cấp tiểu học …, cấp trung học cơ sở …": the head up to the word both have."""
    heads = pattern("heads", language)
    if row.opens or former.opens or not _same_part(row, former):
        return None
    if opens_with(heads, row.before, 0, len(row.before)) or not opens_with(heads, former.before, 0, len(former.before)):
        return None
    head = _shared_head(former.before, row.before, language)
    return _lent(row, former, before=f"{head} {row.before}") if head else None


def _same_part(row: Row, former: Row) -> bool:
    return row.clause.part == former.clause.part


LOANS: tuple[Callable[[Row, Row, str], Row | None], ...] = (
    _loan_of_verb,
    _loan_of_occasion,
    _loan_of_all,
    _loan_of_changed,
    _loan_of_plan,
    _loan_of_place,
    _loan_of_action,
    _loan_of_title,
    _loan_of_whole,
    _loan_of_head,
)


def _shared_head(former: str, own: str, language: str) -> str | None:
    """Return the words of the former clause that its follower leaves out, None when they share no place to join."""
    first = own.split(maxsplit=1)[0].lower()
    words = former.split()
    lower = [w.lower() for w in words]
    if first in lower[1:]:
        return " ".join(words[: lower.index(first, 1)])
    if pattern("areas", language).match(own):
        return squeeze(pattern("areas", language).blanked(former)).strip(EDGES)
    return None


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
    if said is None or not said["who"].strip(EDGES):
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
    predicate = _predicate(row.after, language)
    return [replace(row, after=f"{unit} {predicate}", population=unit) for unit in units]
