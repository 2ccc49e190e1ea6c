"""Rows: for each clause with a figure, the document's own words for what is counted, by whom and where.

Coordination leaves words out; they are put back from the neighbouring clause: heads ("tỷ lệ … cấp tiểu học đạt 100%, cấp trung
học cơ sở … 95%"), predicates ("100% hộ ở thành thị và 60% hộ ở nông thôn được …") and denominators ("35 giường bệnh, 19 bác
sĩ … trên 10.000 dân").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from corpus.knowledge import table
from corpus.record import Comparator
from corpus.text import squeeze
from extractors.comparators import compare
from extractors.quantities import Quantity, with_unit
from extractors.targets.clauses import Clause
from extractors.targets.words import lead, opens_with, pattern, without_times

_TIED = re.compile(r"(?:tương\s+ứng|tương\s+đương|equivalent|corresponding)\b", re.IGNORECASE)
# "The minimum rate of people … reaches 75%": the word stands with the indicator and means the figure
_LEAST = re.compile(r"(?:the\s+)?minimum\b|(?:tỷ|tỉ)\s+lệ\s+tối\s+thiểu\b|mức\s+tối\s+thiểu\b", re.IGNORECASE)
# "nhập khẩu đạt 175 tỷ USD, tăng 28,7%": a bare change is the former indicator's
_CHANGE = re.compile(r"(?:ước\s+)?(?:tăng|giảm)(?:\s+thêm)?", re.IGNORECASE)
_SUBJECT = 3  # words
_EDGES = " ,.;:/-–+*•\"“”"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its words. ``before`` and ``after`` are the indicator's words on both sides of it.

    ``restored`` tells that words were put back from a neighbour, which stands at ``lender``; ``tied`` that the figure is another
    measure of the one before it ("tương ứng 2.200 căn"), ``beside`` that it is a circumstance of it ("with a cost of 36.5 billion
    VND").
    """

    clause: Clause
    figure: Quantity
    comparator: Comparator
    before: str
    after: str
    restored: bool = False
    lender: tuple[int, int] | None = None
    population: str | None = None
    tied: bool = False
    beside: bool = False

    @property
    def indicator(self) -> str:
        """The indicator as one phrase."""
        return squeeze(f"{self.before} {self.after}").strip(_EDGES)

    @property
    def opens(self) -> bool:
        """Tell whether the clause opens with its figure."""
        return not self.before


def read_row(flat: str, clause: Clause, language: str) -> Row:
    """Return the row of a clause that has a figure, with only the clause's own words."""
    figure = clause.figure
    assert figure is not None  # noqa: S101  # callers pass clauses with a figure only
    compared = compare(flat, clause.start, (figure.start, figure.end if not figure.counted else figure.number_end), clause.end, language)
    before = _before(flat, clause, compared.start, language)
    if language == "en" and figure.counted and len(before.split()) <= _SUBJECT:
        before = ""  # "The province has more than 25,000 profiles": its words follow
    tail = flat[compared.end : clause.end]
    after = _joined(before, _after(tail, language), _counted(flat, figure) if figure.counted else "", language)
    if clause.denominator and figure.start < clause.denominator.start:
        figure = with_unit(figure, clause.denominator.unit)
    tied = bool(_TIED.match(flat, clause.start, clause.end))
    comparator = "ge" if compared.comparator == "eq" and _LEAST.match(before) else compared.comparator
    return Row(clause, figure, comparator, before, after, tied=tied, beside=flat.startswith("with ", clause.start))


def _joined(before: str, after: str, counted: str, language: str) -> str:
    """Return the words behind a figure as they read behind those before it."""
    if before and re.match(r"G(?:R)?DP\b", after):
        return f"so với {after}" if language == "vi" else f"relative to {after}"  # "quy mô kinh tế số đạt tối thiểu 30% GDP"
    headed = opens_with(pattern("heads", language), before, 0, len(before)) or re.match(r"\S+\s+(?:trên|/)", after)
    if counted and before and headed and after.lower().startswith(counted.lower()):
        return after[len(counted) :].strip(_EDGES)  # "số lượng hợp tác xã đạt 300 hợp tác xã": the unit repeats the head
    return after


def _counted(flat: str, figure: Quantity) -> str:
    return squeeze(flat[figure.number_end : figure.unit_end])


def _before(flat: str, clause: Clause, end: int, language: str) -> str:
    start = clause.start
    if clause.baseline and clause.baseline.start < end:
        cut = compare(flat, start, (clause.baseline.start, clause.baseline.end), end, language)
        end = cut.start
    match = lead(language).match(flat, start, end)
    start = match.end() if match else start
    text = without_times(flat[start:end])
    return re.sub(r"\s+,", ",", squeeze(text)).strip(_EDGES)


def _after(tail: str, language: str) -> str:
    examples = pattern("examples", language).search(tail)
    text = squeeze(without_times(tail[: examples.start()] if examples else tail)).strip(_EDGES).rstrip("( ")
    text = re.sub(r"^\([^()]*\)\s*", "", text).lstrip(_EDGES)
    return re.sub(r"^of\s+", "", text) if language == "en" else text  # "100% of people"


def rows(flat: str, clauses: list[Clause], language: str) -> list[Row]:
    """Return the rows of one sentence's clauses, with the words that coordination left out put back."""
    found = [read_row(flat, clause, language) for clause in clauses if clause.figure]
    for index in range(len(found) - 2, -1, -1):
        found[index] = _lend_back(found[index], found[index + 1], language)
    for index in range(1, len(found)):
        found[index] = _lend_on(found[index], found[index - 1], language)
    return [row for one in found for row in _one_per_kind(_with_population(one, language), language)]


def _predicate(after: str, language: str) -> str:
    match = pattern("predicates", language).search(after)
    return after[match.start() :] if match else ""


def _lend_back(row: Row, following: Row, language: str) -> Row:
    """Give an enumerated figure the denominator, predicate or object that stands only behind its follower."""
    if row.clause.part != following.clause.part or not following.opens:
        return row
    lender = (following.clause.start, following.clause.end)
    if following.tied:
        shared = re.sub(r"^(?:căn|ngôi)\s+(?:hộ\s+)?", "", following.after)
        return replace(row, after=f"{row.after} {shared}".strip(), restored=True, lender=lender)
    if not row.opens or _predicate(row.after, language):
        return row
    per = following.clause.denominator
    if per and not row.clause.denominator and row.figure.counted:
        clause = replace(row.clause, denominator=per)
        after = f"{row.after} {_per_words(following)}"
        return replace(row, clause=clause, figure=with_unit(row.figure, per.unit), after=after, restored=True, lender=lender)
    predicate = _predicate(following.after, language)
    alike = row.figure.unit == following.figure.unit == "percent"
    bare = row.figure.counted and following.figure.counted and len(row.after.split()) <= 3
    if predicate and (alike or bare):
        return replace(row, after=f"{row.after} {predicate}", restored=True, lender=lender)
    return row


def _per_words(row: Row) -> str:
    match = re.search(r"(?:\btrên|/|\bper)\s*(?:một\s+|1\s+)?[\w.,]+\s+(?:dân|người|people|inhabitants).*$", row.after)
    return match.group() if match else ""


def _lend_on(row: Row, former: Row, language: str) -> Row:
    """Give a clause the head that stands only in the clause before it."""
    if row.clause.part - former.clause.part > 1 or row.figure.unit == "rank":
        return row
    lender = former.lender or (former.clause.start, former.clause.end)
    if row.tied and row.opens and former.before and former.clause.part == row.clause.part:
        return replace(row, before=former.before, restored=True, lender=lender)
    if language == "en" and former.clause.part == row.clause.part and not row.opens and row.beside:
        return replace(row, before=f"{former.indicator}, with {row.before}", restored=True, lender=lender)
    if row.opens and not row.after:
        return replace(row, before=former.before, after=former.after, restored=True, lender=lender) if former.indicator else row
    if _CHANGE.fullmatch(row.before) and former.before and former.clause.part == row.clause.part:
        head = re.sub(rf"\s*\b{row.before}$", "", former.before, flags=re.IGNORECASE)
        return replace(row, before=f"{head} {row.before}", restored=True, lender=lender)
    if row.opens or former.opens or opens_with(pattern("heads", language), row.before, 0, len(row.before)):
        return row
    if not opens_with(pattern("heads", language), former.before, 0, len(former.before)):
        return row
    head = _shared_head(former.before, row.before, language) if row.clause.part == former.clause.part else None
    return replace(row, before=f"{head} {row.before}", restored=True, lender=lender) if head else row


def _shared_head(former: str, own: str, language: str) -> str | None:
    """Return the words of the former clause that its follower leaves out, None when they share no place to join."""
    first = own.split()[0].lower()
    words = former.split()
    lower = [w.lower() for w in words]
    if first in lower[1:]:
        return " ".join(words[: lower.index(first, 1)])
    if pattern("areas", language).match(own):
        return squeeze(pattern("areas", language).sub(" ", former)).strip(_EDGES)
    return None


def _with_population(row: Row, language: str) -> Row:
    if not row.opens or row.figure.unit not in {"percent", "per_10000_people"}:
        return row
    match = pattern("predicates", language).search(row.after)
    who = row.after[: match.start()] if match else ""
    who = re.sub(r"^(?:tổng\s+số|số|các|of|the)\s+", "", who.strip(_EDGES), flags=re.IGNORECASE)
    return replace(row, population=who or None)


@cache
def _kinds() -> dict[str, str]:
    return {row["vi"]: row["kind"] for row in table("counted_units")}


def _one_per_kind(row: Row, language: str) -> list[Row]:
    """One numeral over different kinds of counted unit is one row for each ("100% hộ gia đình, trường học, trạm y tế có …")."""
    if not row.population or language != "vi":
        return [row]
    units = [u.strip() for u in re.split(r",\s+|\s+và\s+", row.population)]
    kinds = [_kinds().get(u.lower()) for u in units]
    if len(units) < 2 or None in kinds or len(set(kinds)) < len(kinds):
        return [row]
    predicate = _predicate(row.after, language)
    return [replace(row, after=f"{unit} {predicate}", population=unit) for unit in units]
