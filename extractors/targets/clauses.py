"""Clauses: a sentence cut so that each figure, or each verb of a goal without one, has the words that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.targets import english
from extractors.targets.figures import Denominator, Quantity, same_measure
from extractors.targets.quantities import denominators, quantities
from extractors.targets.words import TIME, lead, opens_with, pattern, run_up

if TYPE_CHECKING:
    from extractors.analysis import Analysis

# no aside goes on into the next item of a list: there its end was not read
_PARENTHESES = re.compile(r"\((?:(?![;.]\s+(?:[-–+•]|[a-zđ]\)|\d+[.)])\s)[^()]){0,400}\)")
# as in "(trong đó: chi đầu tư 4.200 tỷ đồng …" and "(cấp tỉnh: 1.846 vụ, cấp huyện: 1.158 vụ"
_BREAKDOWN = re.compile(
    r"\((?:chiếm|đạt|bằng|tương\s+đương)\s[^()\d]{0,30}\d[^()]*\)|\((?:trong\s+đó|bao\s+gồm|gồm)\s*:?\s[^()]*\d[^()]*\)|\([^\W\d][^():;,]{0,40}:\s*\d[^()]*:\s*\d[^()]*\)",
    re.IGNORECASE,
)
_JOINTS = {
    "vi": re.compile(
        r",\s+|,(?=[^\W\d_])|\s+(?:và|hoặc)\s+|\s+(?=(?:trong\s+đó|đồng\s+thời|tương\s+ứng|nhưng|ph[ấầâẩ]n\s+đấu)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(r",\s+|\s+(?:and|as\s+well\s+as)\s+|\s+(?=(?:of\s+which|with|while)\b)", re.IGNORECASE),
}
_SETTING = 3  # words
# "đưa nhà máy vào vận hành, đến năm 2030, …": the next horizon begins what is due by then
_BY = re.compile(r"đến\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d", re.IGNORECASE)
_SOON = 4  # words
_WITHIN = 200  # characters before a figure in which it is said for whom it is
PARTED = re.compile(r"(?:trong\s+đó|(?:of|in)\s+which|(?:bao\s+)?gồm(?=[^,;.]{0,60}\d))\b", re.IGNORECASE)
"""What tells that a figure's parts follow."""
_RANK_HEAD = re.compile(r"(?:thuộc\s+|trong\s+)?(?:nhóm|tốp|top)\s+", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:so\s+với|compared\s+(?:to|with))"
    r"(?:\s+(?:mức|kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|đề\s+ra|là|dưới|trên|khoảng))*\s*$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\s*(?:\S+\s+){0,6}?(?:(?<!trở\s)lên|(?<!trở\s)xuống|còn|sang|to)\b", re.IGNORECASE)
# "… đối với cá nhân là 5 triệu đồng và tối đa đối với tập thể là 10 triệu đồng"
_FOR_WHOM = re.compile(r"(?:(?:tối\s+(?:đa|thiểu)|không\s+quá)\s+)?đối\s+với\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece of a sentence, between two joints, and its figures."""

    start: int
    end: int
    figures: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence with at most one figure.

    ``part`` counts the pieces between semicolons: clauses of one part may share heads, predicates and denominators.
    ``baseline`` is the figure that the value starts from ("từ 5% lên 10%").
    """

    start: int
    end: int
    part: int
    figure: Quantity | None = None
    denominator: Denominator | None = None
    baseline: Quantity | None = None


def masked(analysis: Analysis) -> str:
    """Return the text of a document as `mask` leaves it."""
    return mask(analysis.flat)


def mask(flat: str) -> str:
    """Return ``flat``, same length, with what stands in parentheses blotted out: asides hold no joints, no values.

    Only a figure's parts count: "3.004 vụ (cấp tỉnh: 1.846 vụ; cấp huyện: 1.158 vụ), …" reads on behind semicolons.
    """
    flat = english.with_strokes(flat)
    return _PARENTHESES.sub(lambda m: _opened(m) if _BREAKDOWN.match(m.group()) else _blotted(m), flat)


def _blotted(aside: re.Match[str]) -> str:
    return "(" + "x" * (len(aside.group()) - 2) + ")"


def _opened(aside: re.Match[str]) -> str:
    """The aside between commas, where nothing follows that leans on what stands before it."""
    goes_on = not re.match(r"\s*(?:[,;.:]|$)", aside.string[aside.end() : aside.end() + 8])
    return _blotted(aside) if goes_on else f",{aside.group()[1:-1]},"


def clauses(masked: str, start: int, end: int, language: str) -> list[Clause]:
    """Return the clauses of the sentence ``masked[start:end]`` in order."""
    found: list[Clause] = []
    for number, (low, high) in enumerate(parts(masked, start, end)):
        for group in _groups(masked, _atoms(masked, low, high, language), language):
            found += _clauses_of(masked, group, number)
    return found


def parts(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at semicolons, and behind the colon of an announcement ("đạt các chỉ tiêu sau: …")."""
    cuts = [start]
    cuts += [m.end() for m in re.compile(r";").finditer(masked, start, end)]
    announced = re.compile(
        r"(?:chỉ\s+tiêu|mục\s+tiêu|sau|cụ\s+thể|goals?(?:\s+by\s+20\d\d)?|targets?)[^:;.]{0,40}:\s", re.IGNORECASE
    )
    cuts += [m.end() for m in announced.finditer(masked, start, end)]
    cuts = sorted({*cuts, end})
    return [_trim(masked, a, b) for a, b in pairwise(cuts) if masked[a:b].strip(" ;.,")]


def _trim(masked: str, start: int, end: int) -> tuple[int, int]:
    piece = masked[start:end]
    left = len(piece) - len(piece.lstrip(" ;,.-–+*•"))
    right = len(piece.rstrip(" ;,./-–"))
    return start + min(left, right), start + right


def _atoms(masked: str, start: int, end: int, language: str) -> list[Atom]:
    figures = quantities(masked, start, end, language)
    cuts = [
        joint.span()
        for joint in _JOINTS[language].finditer(masked, start, end)
        if joint.group().strip(" ,") == "" or _parts_at(masked, joint.end(), end, figures, language)
    ]
    pieces, at = [], start
    for low, high in [*cuts, (end, end)]:
        if masked[at:low].strip():
            pieces.append(Atom(at, low, tuple(q for q in figures if at <= q.start < low)))
        at = high
    return [piece for atom in pieces for piece in _one_figure_each(masked, atom, language)]


def _parts_at(masked: str, at: int, end: int, figures: list[Quantity], language: str) -> bool:
    """An "và" parts two clauses when a figure or a verb of its own follows it."""
    start = run_up(language).match(masked, at, end)
    opened = start.end() if start else at
    horizon = TIME.match(masked, at, end)
    if horizon and opens_with(pattern("verbs", language, "complete"), masked, _past(masked, horizon.end(), end), end):
        return True  # "… và đến năm 2030 hoàn thành đưa vào sử dụng …"
    if (
        _for_whom_on_both_sides(masked, at, end, figures)
        or _figures_on_both_sides(masked, at, figures)
        or (language == "en" and english.predicated(masked, at, figures))
    ):
        return True
    return any(
        q.start == opened or (q.unit == "rank" and _RANK_HEAD.fullmatch(masked, opened, q.start)) for q in figures
    ) or opens_with(pattern("verbs", language, "own"), masked, at, end)


def _figures_on_both_sides(masked: str, at: int, figures: list[Quantity]) -> bool:
    """As in "25,9 tấn lúa và điều chỉnh 717 m² đất": each side has a figure, the second one soon."""
    before = [q for q in figures if q.end <= at]
    after = next((q for q in figures if q.start >= at), None)
    if not before or after is None or (after.counted != before[-1].counted and after.unit == before[-1].unit):
        return False
    words = masked[at : after.start].split()
    same = re.search(r"[,;]", masked[before[-1].end : at])
    return 0 < len(words) <= _SOON and not same and not any(word.endswith(",") for word in words)


def _for_whom_on_both_sides(masked: str, at: int, end: int, figures: list[Quantity]) -> bool:
    """As in "mức thưởng đối với cá nhân là 5 triệu đồng và đối với tập thể là 10 triệu đồng": each has one."""
    before = [q for q in figures if q.end <= at]
    after = next((q for q in figures if q.start >= at), None)
    if not before or after is None or not _FOR_WHOM.match(masked, at, end) or not same_measure(before[-1], after):
        return False
    return bool(
        _FOR_WHOM.search(masked, max(0, before[-1].start - _WITHIN), before[-1].start)
        and not re.search(r"[,;.:]\s", masked[before[-1].end : after.start])
    )


def _past(masked: str, at: int, end: int) -> int:
    """Return the place after white space and a comma at ``at``."""
    while at < end and masked[at] in " ,":
        at += 1
    return at


def _one_figure_each(masked: str, atom: Atom, language: str) -> list[Atom]:
    """Cut before a second figure that has words of its own ("8,308 classes with nearly 235,000 students")."""
    kept = list(atom.figures)
    cuts = []
    for one, other in pairwise(kept):
        if _from_to(masked, one, other) or _set_against(masked, one, other):
            continue
        if own := _own_words(masked, one.unit_end, other.start, language):
            cuts.append(own)
    edges = [atom.start, *cuts, atom.end]
    return [
        Atom(low, high, tuple(q for q in kept if low <= q.start < high))
        for low, high in pairwise(edges)
        if masked[low:high].strip()
    ]


def _own_words(masked: str, low: int, high: int, language: str) -> int | None:
    """Return where the words that run up to the figure at ``high`` start, None when it has none."""
    for space in re.finditer(r"(?<=\s)\S", masked[low:high]):
        match = run_up(language).match(masked, low + space.start(), high)
        if match and match.end() == high:
            return low + space.start()
    return None


def _groups(masked: str, atoms: list[Atom], language: str) -> list[list[Atom]]:
    groups: list[list[Atom]] = []
    for atom in atoms:
        if groups and not _opens(masked, atom, groups[-1], language):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _opens(masked: str, atom: Atom, group: list[Atom], language: str) -> bool:
    """Tell whether an atom starts a clause of its own behind a group of atoms."""
    return (
        _opens_measured(masked, atom, group, language) if atom.figures else _opens_bare(masked, atom, group, language)
    )


def _opens_measured(masked: str, atom: Atom, group: list[Atom], language: str) -> bool:
    """An atom with a figure: the group has its own already, or says something that is complete without one."""
    if _AGAINST.match(masked, atom.start, atom.figures[0].start):
        return False
    if any(a.figures for a in group) or _strives_for(masked, atom, group):
        return True
    if _starts(masked, group[0], "heads", language) and _bare(masked, atom, language):
        return False
    headed = _starts(masked, atom, "heads", language)
    tasked = any(_starts_verb(masked, atom, language, kind) for kind in ("task", "measured"))
    return (headed or tasked or _opens_with_figure(masked, atom, language)) and not _is_setting(masked, group, language)


def _opens_bare(masked: str, atom: Atom, group: list[Atom], language: str) -> bool:
    """An atom without a figure: a verb that starts a row, a task or a head behind a figure."""
    filled = any(a.figures for a in group)
    if not filled and _BY.fullmatch(masked[atom.start : atom.end]) and not _is_setting(masked, group, language):
        return True
    if _starts_verb(masked, atom, language, "status") and any(q.unit == "rank" for a in group for q in a.figures):
        return True
    if _starts_verb(masked, atom, language, "own"):
        return filled or not _is_setting(masked, group, language)
    headed = _starts(masked, atom, "heads", language) and not _enumerated(masked, atom, group[-1])
    if filled:
        parted = bool(PARTED.match(masked, atom.start))
        return parted or headed or _starts_verb(masked, atom, language, "task") or _closed(masked, group, language)
    return headed and _starts_verb(masked, group[0], language, "own")


def _enumerated(masked: str, atom: Atom, last: Atom) -> bool:
    """As in "giảm 5% số vụ tai nạn, số người chết": what begins as the words behind the figure do goes on with them."""
    if not last.figures:
        return False
    behind = masked[last.figures[-1].unit_end : last.end].split()
    return len(behind) > 1 and behind[0].lower() == masked[atom.start : atom.end].split(maxsplit=1)[0].lower()


def _starts(masked: str, atom: Atom, *path: str) -> bool:
    return opens_with(pattern(*path), masked, atom.start, atom.end)


def _starts_verb(masked: str, atom: Atom, language: str, kind: str) -> bool:
    return _starts(masked, atom, "verbs", language, kind)


def _strives_for(masked: str, atom: Atom, group: list[Atom]) -> bool:
    """As in "Để hoàn thành nhiệm vụ năm 2026, phấn đấu …": the purpose before the striving is no part of it."""
    strives = re.match(r"ph[ấầâẩ]n\s+đấu\b", masked[atom.start : atom.end], re.IGNORECASE)
    purpose = re.match(r"(?:để|nhằm)\b", masked[group[0].start : group[0].end], re.IGNORECASE)
    return bool(strives and purpose)


def _opens_with_figure(masked: str, atom: Atom, language: str) -> bool:
    match = run_up(language).match(masked, atom.start, atom.end)
    return match is not None and match.end() == atom.figures[0].start


def _bare(masked: str, atom: Atom, language: str) -> bool:
    """As in "tỷ lệ hộ có thu nhập không đổi và tăng lên đạt 96%": no words but those that run up to the figure."""
    ends = not masked[atom.figures[-1].unit_end : atom.end].strip(" .,")
    return ends and not atom.figures[-1].counted and _opens_with_figure(masked, atom, language)


def _is_setting(masked: str, group: list[Atom], language: str) -> bool:
    """A time, a place or an enumerated subject before the figure or verb: no clause by itself."""
    start, end = group[0].start, group[-1].end
    opened = lead(language).match(masked, start, end)
    at = opened.end() if opened else start
    rest = masked[at:end]
    if not rest.strip(" ,"):
        return True
    openings = [(at, "own"), (at, "plain"), (start, "own"), (start, "complete")]
    if any(opens_with(pattern("verbs", language, kind), masked, place, end) for place, kind in openings):
        return False
    return len(rest.split()) <= _SETTING or not pattern("verbs", language, "plain").search(rest)


def _closed(masked: str, group: list[Atom], language: str) -> bool:
    """A clause whose figure ends it takes no more words ("… đạt 95%, …"); one that opens with it does ("95% hộ …, …").

    A counted noun may be the first of several ("ít nhất 3 tổ chức, doanh nghiệp …").
    """
    last = group[-1]
    if not last.figures or (
        last.figures[-1].counted
        and language == "vi"
        and not opens_with(pattern("heads", language), masked, last.start, last.end)
    ):
        return False
    tail = masked[last.figures[-1].unit_end : last.end]
    return not TIME.sub("", tail).strip(" .,")


def _clauses_of(masked: str, group: list[Atom], part: int) -> list[Clause]:
    start, end = group[0].start, group[-1].end
    figures = [q for atom in group for q in atom.figures]
    per = next(iter(denominators(masked, start, end)), None)
    if not figures:
        return [Clause(start, end, part, denominator=per)]
    main, baseline = figures[0], None
    if len(figures) > 1 and _from_to(masked, figures[0], figures[1]):
        main, baseline = figures[1], figures[0]
    elif len(figures) > 1 and _set_against(masked, figures[0], figures[1]):
        baseline = figures[1]
    clause = Clause(start, end, part, main, per, baseline)
    return [replace(clause, end=_trim(masked, start, end)[1])]


def _set_against(masked: str, one: Quantity, other: Quantity) -> bool:
    """Tell whether the second figure is what the first is compared with ("giảm còn 2% so với 5,4% năm 2021")."""
    return one.unit == other.unit and bool(_AGAINST.search(masked, one.unit_end, other.start))


def _from_to(masked: str, one: Quantity, other: Quantity) -> bool:
    """Tell whether the first figure is where the second starts from ("giảm từ 5% năm 2025 xuống còn 3%")."""
    opened = re.search(r"\b(?:từ|from)\s*$", masked[max(0, one.start - 12) : one.start], re.IGNORECASE)
    return bool(opened and _FROM_TO.match(masked[one.end : other.start]))
