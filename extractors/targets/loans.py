"""Loans: what a row leaves out because the row before it in the sentence has said it.

Each rule is a function of a row and its former; the first of ``LOANS`` that fits gives the row with the words put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.targets import levels
from extractors.targets.figures import same_measure
from extractors.targets.rows import EDGES, Row
from extractors.targets.words import opens_with, pattern

# "nhập khẩu đạt 175 tỷ USD, tăng 28,7%": a bare change is the former indicator's
_CHANGE = re.compile(
    r"(?:ước\s+)?(?:tăng\s+gấp|gấp|tăng|giảm)(?:\s+thêm)?|(?:cao|thấp|ít|nhiều)\s+hơn|vượt|đóng\s+góp", re.IGNORECASE
)
_GROWS = re.compile(r"\s+(?:tăng|giảm)(?:\s+(?:gấp|thêm|bình\s+quân))*$", re.IGNORECASE)
_SHARE_HEAD = re.compile(r"(?:tỷ|tỉ)\s+trọng\s+(?:(?:các\s+)?(?:ngành|khu\s+vực|lĩnh\s+vực)\s+)?", re.IGNORECASE)
_SHORT = 6  # words of a part that leaves out the noun it is a share of
_AVERAGE = re.compile(r"bình\s+quân(?:\s+(?:mỗi|hằng|hàng)\s+năm)?\s+(?:tăng|giảm)", re.IGNORECASE)
_PLAN = re.compile(r"(?:so\s+với\s+)?(?:dự\s+toán|kế\s+hoạch|nhiệm\s+vụ|(?:thực\s+hiện\s+)?cùng\s+kỳ)\b", re.IGNORECASE)
_EXCEEDS = re.compile(r"\s+vượt$", re.IGNORECASE)
_AT = re.compile(r"^(?:ở|tại|in|for)\s+(?:khu\s+vực\s+)?", re.IGNORECASE)
_AT_END = re.compile(r"\s*\b(?:ở|tại|in|for)\s*$", re.IGNORECASE)
_THAN = re.compile(r"^so\s+với\s+", re.IGNORECASE)
_THIS = re.compile(r"(?:tỷ|tỉ)\s+lệ\s+(?:này|trên)|(?:con\s+số|mức|chỉ\s+tiêu|số)\s+này", re.IGNORECASE)
_GDP = re.compile(r"GR?DP\b")
_FOR = re.compile(r"(?:đối\s+với|cho)\s", re.IGNORECASE)
_FOR_EACH = re.compile(r"(?<!\w)(?P<bound>(?:tối\s+(?:đa|thiểu)|không\s+quá)\s+)?đối\s+với\s", re.IGNORECASE)
_FOR_ONE = re.compile(r"(?<!\w)đối\s+với\s", re.IGNORECASE)
_GIVES = re.compile(r"(?:hỗ\s+trợ|bố\s+trí|phân\s+bổ|bổ\s+sung|cấp|giao|trao)$", re.IGNORECASE)
# "triển khai tại 3 sở, 12 xã"
_LED = re.compile(r"\s(?:tại|cho|ở|với|tới|đến|trong)$", re.IGNORECASE)
# English: "to provide books for 1,000 villages, 5,000 schools", "by 2% a year, particularly 4% in poor districts"
_TO_DO = re.compile(
    r"(?:(?:annually|yearly)\s+)?to\s+[a-z]+\b|.*\s(?:for|to|in|of|by|cover|support|train)$", re.IGNORECASE
)
_WILL = re.compile(r"\b(?:will|shall|are|is|have|has|can)\b", re.IGNORECASE)
_ABOVE_ALL = re.compile(r"(?:particularly|especially|(?:of|in)\s+which|equivalent|equal|corresponding)", re.IGNORECASE)
_SOURCE = re.compile(r"(?:from|in|for|by|as|of)\s", re.IGNORECASE)
_COMPARED = re.compile(r"\s*\bso\s+(?:với|cùng)\b.*$", re.IGNORECASE)


def predicate(after: str, language: str) -> str:
    """Return the words of ``after`` from its predicate on, none where it has none."""
    match = pattern("predicates", language).search(after)
    return after[match.start() :] if match else ""


def lent(row: Row, lender: Row, *, before: str | None = None, after: str | None = None) -> Row:
    """Return the row with words of another: ``None`` keeps its own words on that side of the figure."""
    place = lender.lender or (lender.clause.start, lender.clause.end)
    return replace(
        row,
        before=row.before if before is None else before,
        after=row.after if after is None else after,
        restored=True,
        lender=place,
    )


def from_former(row: Row, former: Row, language: str) -> Row:
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
    return lent(row, former, before=f"{former.before[: group.start()]} {row.before}") if group and bare else row


def _loan_of_verb(row: Row, former: Row, language: str) -> Row | None:
    """As in "Xây dựng 110.000 m² sàn, tương ứng 2.200 căn …": the second measure has the first one's verb."""
    del language
    shares = row.tied and row.opens and former.before and _same_part(row, former)
    return lent(row, former, before=former.before, after=row.after or _counted(former)) if shares else None


def _loan_of_occasion(row: Row, former: Row, language: str) -> Row | None:
    """As in "… supported housing for 1,024 households, with a cost of …": a circumstance names what it belongs to."""
    shares = language == "en" and row.beside and not row.opens and _same_part(row, former)
    return lent(row, former, before=f"{former.indicator}, with {row.before}") if shares else None


def _loan_of_reached(row: Row, former: Row, language: str) -> Row | None:
    """As in "GRDP tăng gấp 2 lần so với năm 2025, đạt 150 triệu đồng": what grows reaches a level."""
    grows = _GROWS.search(former.before) if language == "vi" and row.opens and not row.after else None
    if grows is None or row.figure.unit == former.figure.unit or not _same_part(row, former):
        return None
    return lent(row, former, before=former.before[: grows.start()], after="")


def _loan_of_share_head(row: Row, former: Row, language: str) -> Row | None:
    """As in "Tỷ trọng công nghiệp đạt 45%, dịch vụ 40%": each is a share of the same whole."""
    head = _SHARE_HEAD.match(former.before) if language == "vi" and row.figure.unit == "percent" else None
    if head is None or row.opens or row.after or former.after or not _same_part(row, former) or starts_anew(row):
        return None
    short = len(row.before.split()) <= _SHORT and not _CHANGE.search(row.before)
    return lent(row, former, before=f"{head.group().strip()} {row.before}") if short else None


def _loan_of_all(row: Row, former: Row, language: str) -> Row | None:
    """As in "… đạt 45% vào năm 2025, 60% vào năm 2030": a figure without words is the former indicator's."""
    del language
    if row.opens and not row.after and former.indicator:
        return lent(row, former, before=former.before, after=former.after)
    again = row.opens and row.figure.counted and _COMPARED.sub("", row.after) == former.after != ""
    return lent(row, former, before=former.before) if again and row.figure.unit == former.figure.unit else None


def _loan_of_this(row: Row, former: Row, language: str) -> Row | None:
    """As in "45% lao động được đào tạo; đến năm 2030 tỷ lệ này đạt 50%": what "this share" is stands before."""
    this = language == "vi" and _THIS.fullmatch(row.before) and row.figure.unit == former.figure.unit
    return lent(row, former, before=former.before, after=former.after) if this else None


def _loan_of_counted(row: Row, former: Row, language: str) -> Row | None:
    """As in "giảm 580 hộ nghèo, năm 2027 giảm 520 hộ": what is counted stands in full once."""
    del language
    alike = row.figure.counted and row.figure.unit == former.figure.unit and row.before.lower() == former.before.lower()
    shares = alike and row.before and row.after and former.after.lower().startswith(f"{row.after.lower()} ")
    return lent(row, former, after=former.after) if shares else None


def _loan_of_part(row: Row, former: Row, language: str) -> Row | None:
    """As in "10.000 phòng, trong đó 25% đạt chuẩn": the share is one of what was counted."""
    counted = former.figure.counted and former.after and row.figure.unit == "percent"
    shares = counted and row.parted and row.opens and row.after == predicate(row.after, language) and row.after
    return lent(row, former, after=f"{former.after} {row.after}") if shares else None


def _loan_of_share(row: Row, former: Row, language: str) -> Row | None:
    """As in "tổng thu du lịch đạt 15.000 tỷ đồng, chiếm 15% GRDP": what makes up the share stands before."""
    shares = language == "vi" and row.opens and _GDP.match(row.after) and former.before and _same_part(row, former)
    before = _EXCEEDS.sub("", former.before)
    return lent(row, former, before=before, after=f"so với {row.after}") if shares else None


def _loan_of_changed(row: Row, former: Row, language: str) -> Row | None:
    del language
    average = _AVERAGE.fullmatch(row.before)  # "…; bình quân giảm 0,5%/năm"
    bare = average or (_CHANGE.fullmatch(row.before) and _same_part(row, former))
    if not (bare and former.before):
        return None
    head = re.sub(r"\s*\b(?:tăng|giảm|vượt)(?:\s+thêm)?$", "", former.before, flags=re.IGNORECASE)
    return lent(row, former, before=squeeze(f"{head} {_counted(former)} {row.before}")) if head else None


def _counted(former: Row) -> str:
    """What a figure counts, where its words stand behind it ("trồng mới được 3.200 ha rừng, bằng 107% kế hoạch")."""
    return _COMPARED.sub("", former.after) if former.figure.counted or former.figure.unit != "percent" else ""


def _loan_of_plan(row: Row, former: Row, language: str) -> Row | None:
    """As in "Tổng thu … là 1.448 triệu đồng, đạt 61% dự toán": the share of a plan is the former indicator's."""
    shares = language == "vi" and row.opens and former.before and _PLAN.match(row.after) and _same_part(row, former)
    if not shares:
        return None
    return lent(
        row,
        former,
        before=_EXCEEDS.sub("", former.before),
        after=squeeze(f"{_counted(former)} so với {_THAN.sub('', row.after)}"),
    )


def _loan_of_place(row: Row, former: Row, language: str) -> Row | None:
    """As in "Thu gom 95% rác ở đô thị và 80% ở nông thôn": the second figure has a place of its own only."""
    areas = pattern("areas", language)
    placed = areas.match(row.after) or areas.match(_AT.sub("", row.after))
    alike = row.opens and placed and row.figure.unit == former.figure.unit and _same_part(row, former)
    if not alike or not areas.search(former.after):
        return None
    shared = squeeze(_AT_END.sub("", areas.blanked(former.after))).strip(EDGES)
    return (
        lent(row, former, before=former.before, after=squeeze(f"{shared} {row.after}"))
        if shared or language == "en"
        else None
    )


def _loan_of_action(row: Row, former: Row, language: str) -> Row | None:
    """As in "Cấp nước cho 100% dân đô thị và 65% dân nông thôn": both are objects of one verb."""
    if language != "vi" or not (row.opens and row.after and former.before and former.after and _same_part(row, former)):
        return None
    objects = not (predicate(row.after, language) or predicate(former.after, language))
    acts = opens_with(pattern("verbs", language, "acts"), former.before, 0, len(former.before))
    alike = row.figure.unit == former.figure.unit == "percent" or (row.figure.counted and former.figure.counted)
    alike = alike or (row.figure.unit == former.figure.unit == "VND")
    led = acts or _GIVES.search(former.before) or (row.figure.counted and _LED.search(former.before))
    return lent(row, former, before=former.before) if objects and led and alike else None


def _loan_of_object(row: Row, former: Row, language: str) -> Row | None:
    """As in "to provide books for 1,000 villages, 5,000 cooperatives": both are objects of one English verb."""
    if language != "en" or not (row.opens and row.after and former.before and former.after):
        return None
    alike = row.figure.unit == former.figure.unit or (row.figure.counted and former.figure.counted)
    said = _WILL.search(row.after) or _WILL.search(former.after) or row.beside
    return lent(row, former, before=former.before) if alike and not said and _TO_DO.match(former.before) else None


def _loan_above_all(row: Row, former: Row, language: str) -> Row | None:
    """As in "drop by 2%, particularly 4% in poor districts" and "VND 7 billion, including VND 5 billion from …"."""
    if language != "en" or not (former.before and _same_part(row, former)):
        return None
    if row.opens and row.after.startswith("per ") and former.figure.unit == "percent":
        return lent(row, former, before=former.indicator)  # "reduce by half the rate to below 45 per 1,000"
    source = row.opens and (row.figure.unit or "") in {"VND", "USD"} and _SOURCE.match(row.after)
    shares = _ABOVE_ALL.fullmatch(row.before) or (source and row.figure.unit == former.figure.unit)
    return (
        lent(row, former, before=re.sub(r",?\s*(?:are\s+)?estimated(?:\s+at)?$", "", former.before)) if shares else None
    )


def _loan_of_level(row: Row, former: Row, language: str) -> Row | None:
    """As in "Phụ cấp với mức 70% đối với giáo viên, 30% đối với nhân viên": the level is told once."""
    del language
    each = row.opens and _FOR.match(row.after) and _FOR.match(former.after)
    shares = each and former.before and row.figure.unit == former.figure.unit and _same_part(row, former)
    return lent(row, former, before=former.before) if shares else None


def _loan_of_whom(row: Row, former: Row, language: str) -> Row | None:
    """As in "Mức thưởng đối với cá nhân là 5 triệu đồng, đối với tập thể là 10 triệu đồng": the level is told once."""
    del language
    own = _FOR_EACH.match(row.before)
    whose = (_FOR_EACH if own and own["bound"] else _FOR_ONE).search(former.before)
    shares = own and whose and whose.start() and same_measure(row.figure, former.figure) and _same_part(row, former)
    if not (shares and whose):
        return None
    return lent(row, former, before=f"{former.before[: whose.start()].rstrip()} {row.before}")


def _loan_of_title(row: Row, former: Row, language: str) -> Row | None:
    """As in "Cơ cấu kinh tế: nông nghiệp 25%, dịch vụ 40%": what stands before a colon heads all that follow."""
    title, colon, _ = former.before.partition(": ")
    alike = colon and not row.opens and row.figure.unit == former.figure.unit
    alike = alike and (_same_part(row, former) or opens_with(pattern("heads", language), title, 0, len(title)))
    if (
        not alike
        or ":" in row.before
        or levels.bears(row.before)
        or opens_with(pattern("heads", language), row.before, 0, len(row.before))
    ):
        return None
    return lent(row, former, before=f"{title}: {row.before}")


def _loan_of_whole(row: Row, former: Row, language: str) -> Row | None:
    """As in "Tỷ lệ lao động qua đào tạo đạt 70%, trong đó có bằng cấp đạt 35%": a part keeps its whole."""
    heads = pattern("heads", language)
    if language != "vi" or row.opens or row.figure.unit != former.figure.unit:
        return None
    if row.parted and _same_part(row, former):
        own = opens_with(heads, row.before, 0, len(row.before))
        whole = former.whole or former.before
    else:
        own, whole = starts_anew(row, language), former.whole
    if own or not whole:
        return None
    return replace(lent(row, former, before=f"{whole}, trong đó {row.before}"), whole=whole)


def starts_anew(row: Row, language: str = "vi") -> bool:
    """Tell whether a row begins with a noun of indicators, or a verb: then it is no further part of a whole."""
    kinds = [("heads",), *(("verbs", kind) for kind in ("complete", "own", "task", "measured", "acts"))]
    return any(opens_with(pattern(*_path(kind, language)), row.before, 0, len(row.before)) for kind in kinds)


def _path(kind: tuple[str, ...], language: str) -> tuple[str, ...]:
    return (kind[0], language, *kind[1:])


def _loan_of_head(row: Row, former: Row, language: str) -> Row | None:
    """As in "tỷ lệ đi học đúng độ tuổi cấp tiểu học …, cấp trung học cơ sở …": the head up to the word both have."""
    heads = pattern("heads", language)
    if row.opens or former.opens or row.figure.unit != former.figure.unit:
        return None
    if opens_with(heads, row.before, 0, len(row.before)) or not opens_with(heads, former.before, 0, len(former.before)):
        return None
    head = _shared_head(former.before, row.before, language)
    return lent(row, former, before=f"{head} {row.before}") if head else None


def _same_part(row: Row, former: Row) -> bool:
    return row.clause.part == former.clause.part


LOANS: tuple[Callable[[Row, Row, str], Row | None], ...] = (
    _loan_of_verb,
    _loan_of_occasion,
    _loan_of_reached,
    _loan_of_all,
    _loan_of_this,
    _loan_of_counted,
    _loan_of_part,
    _loan_of_share,
    _loan_of_changed,
    _loan_of_plan,
    _loan_of_place,
    _loan_of_action,
    _loan_of_object,
    _loan_above_all,
    _loan_of_level,
    _loan_of_whom,
    _loan_of_title,
    _loan_of_whole,
    _loan_of_head,
    _loan_of_share_head,
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
    return _contrasted(former, own) if language == "vi" else None


def _contrasted(former: str, own: str) -> str | None:
    """Return the words before the one that a row's own contrasts with: "chiều cao trung bình của" before "nữ"."""
    for pair in structure("target_cues")["contrasts"]["vi"]:
        for one, other in (pair, reversed(pair)):
            place = re.search(rf"(?<!\w){one}(?!\w)", former, re.IGNORECASE)
            if place and place.start() and re.match(rf"{other}(?!\w)", own, re.IGNORECASE):
                return former[: place.start()].rstrip()
    return None
