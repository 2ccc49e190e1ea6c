"""Judgement: whether a figure is a target, an achievement, or neither.

The rules are asked in the order of ``RULES``; the first that has an opinion decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from corpus.knowledge import structure
from extractors.targets import english, english_articles, levels, norms
from extractors.targets.figures import is_torn
from extractors.targets.loans import predicate
from extractors.targets.passage import Passage, Verdict
from extractors.targets.words import alternatives, opens_with, pattern

_MEASURED = {"percent", "percent_per_year", "percentage_points"}
_BOUNDS = {"ge", "gt", "le", "lt"}
_ALL = 100  # percent
_OCCASIONS = {"times", "events", "documents"}
_LEVELS = {"eq", "ge", "approx", "range"}
_BOUNDED = re.compile(r"\b(?:tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+(?:quá|vượt|dưới|ít\s+hơn))\b", re.IGNORECASE)
_CITED = re.compile(r"\d/\d{4}/[A-ZĐ]|(?<!\w)số\s+\d+/")
# "năm 200 3": a year that blanks part
_TORN_YEAR = re.compile(r"\b(?:19|20)\d\s\d\b|\b(?:19|20)\s\d\d\b")
_FOLLOW = re.compile(r"\b(?:như\s+sau|sau\s+đây)\W*$", re.IGNORECASE)
# "tăng so với cùng kỳ": of what, stands in a figure before that could not be read
_SUBJECTLESS = re.compile(r"(?:tăng|giảm|vượt|cao\s+hơn|thấp\s+hơn)?\s*so\s+với\b", re.IGNORECASE)
_SHORTEST = 2  # letters of an indicator

_REACHES = re.compile(r"(?<!\w)(?:đạt|bằng|vượt)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ELAPSED = re.compile(
    r"\b(?:tháng\s+\d{1,2}|\d{1,2}\s+tháng(?:\s+đầu\s+năm)?|quý\s+(?:I{1,3}|IV|[1-4]))(?:\s+(?:năm\s+)?20\d\d)?\s+"
    r"(?:là|đạt|tăng|giảm|còn)(?:\s+\w+){0,2}\s+$",
    re.IGNORECASE,
)
# as in "mức hưởng = 2.500.000 đồng + (3 năm x 800.000 đồng)"
_COMPUTED = re.compile(r"[=×]|\bx\s+\d|\d\s*đồng\s+\+")
_PROCEDURE = re.compile(r"\W*Việc\s(?![^;:]*\bgóp\s+phần\b)")  # "Việc sử dụng 10% dự phòng … thực hiện theo …"
_BESIDE = 60  # characters behind a figure in which the year stands by which it is brought about
_IN_YEAR = re.compile(
    r"(?:(?!\b(?:quý|tháng)\b).)*?\s(?:(?:vào|trong)\s+)?(?:(?:cuối|hết)\s+)?năm\s+20\d\d\b", re.IGNORECASE
)
_PURPOSE = re.compile(r"\W*(?:để|nhằm)\s", re.IGNORECASE)
_STRIVES = re.compile(r"\s*,?\s*(?:thì\s+)?ph[ấầâẩ]n\s+đấu\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the rule that gave it, and how sure the rule is, from 0 to 1."""

    verdict: Verdict
    rule: str
    strength: float = 1.0


def judge(passage: Passage) -> Judgement:
    """Return what a figure is, by the first rule that has an opinion."""
    opinions = (rule(passage) for rule in RULES)
    return next((opinion for opinion in opinions if opinion), Judgement("neither", "no_rule"))


def _ruled_out(passage: Passage) -> Judgement | None:
    """Fines, fees, ages of loans and conditions ("trong trường hợp …") are no targets wherever they stand."""
    empty = len(passage.row.indicator) < _SHORTEST
    never = bool(pattern("never", passage.language).search(passage.clause))
    never = never and not (passage.plan is not None and english.grants(passage.before))
    never = never or _is_conditional(passage)
    others = any(rule(passage) for rule in (_is_purpose, _is_foreign, _lists))
    if empty or never or others or _PROCEDURE.match(passage.clause) or _SUBJECTLESS.match(passage.row.indicator):
        return Judgement("neither", "ruled_out")
    if passage.scope.kind == "condition" and not (passage.wills(passage.clause) or levels.is_granted(passage)):
        return Judgement("neither", "condition")
    if _COMPUTED.search(passage.clause):
        return Judgement("neither", "computed")
    if is_torn(passage.flat, passage.row.figure.start) or _TORN_YEAR.search(passage.row.indicator):
        return Judgement("neither", "torn")
    return None


def _is_conditional(passage: Passage) -> bool:
    """As in "lãi suất 4%", "trường hợp vượt 20%": conditions, unless a part of them, or in them, is granted."""
    if passage.language != "vi":
        return False
    words = passage.without_figure
    said = bool(pattern("unless_granted", "reported").search(words))
    said = said or (passage.scope.kind != "result" and bool(pattern("unless_granted", "vi").search(words)))
    return said and not (levels.is_granted(passage) or levels.is_borne(passage))


def _lists(passage: Passage) -> bool:
    """As in "thực hiện 15 chỉ tiêu chủ yếu như sau: …": so many follow."""
    follow = _FOLLOW.search(passage.clause) or (passage.language == "en" and english_articles.heralds(passage.clause))
    return passage.row.figure.unit == "quotas" and bool(follow)


def _is_foreign(passage: Passage) -> bool:
    """As in "… trong cùng thời kỳ, Thái Lan tăng 5,1%": what others reached, no part of this text's own results."""
    return _foreign().fullmatch(passage.row.before.rsplit(",", 1)[-1]) is not None


@cache
def _foreign() -> re.Pattern[str]:
    words = alternatives(structure("target_cues")["reports"]["foreign"])
    return re.compile(rf"\s*(?:{words})\s+(?:\w+\s+){{0,2}}?(?:tăng|giảm|đạt)(?:\s+trưởng)?")


def _is_purpose(passage: Passage) -> bool:
    """As in "Để … trên 9% như Nghị quyết … thì phấn đấu … đạt 12%": only what is striven for is this text's own."""
    return bool(_PURPOSE.match(passage.clause) and _STRIVES.match(passage.flat, passage.row.clause.end))


def _stated_as_goal(passage: Passage) -> Judgement | None:
    """A section of goals, or a sentence that announced them; a result told in passing is none."""
    if passage.scope.kind != "goal" and not passage.announced:
        return None
    if passage.language == "vi" and passage.past_but_compared and not passage.wills(passage.clause):
        return Judgement("achievement", "past_among_goals", 0.6)
    return Judgement("target", "goal_section", 0.97)


def _willed(passage: Passage) -> Judgement | None:
    """As in "phấn đấu …", "đến năm 2030 …"; a rule of law names horizons, only its express striving is a goal."""
    own = passage.wills(passage.clause)
    if _CITED.search(passage.before):
        return None  # the years are those of another document's title
    if _is_foreseen(passage):
        return None
    led = passage.scope.kind != "result" and passage.wills(passage.lead_in)
    if not own and (passage.past or not led):
        return None
    if passage.scope.normative and not passage.cue("striving", passage.clause):
        return None
    return Judgement("target", "will", 0.9)


def _is_foreseen(passage: Passage) -> bool:
    """As in "Theo dự báo, đến năm 2050 nước biển sẽ dâng 26 cm", "có thể sẽ tăng": what is expected, nobody sets."""
    said = passage.flat[passage.sentence : passage.row.figure.start]
    return passage.language == "vi" and passage.cue("foresees", said) and not passage.cue("striving", said)


def _brought_about(passage: Passage) -> Judgement | None:
    """As in "… góp phần đưa tỷ lệ che phủ rừng đạt 60% vào năm 2030": by a year to come."""
    plain = passage.language == "vi" and not (passage.scope.normative or passage.scope.kind == "result")
    behind = passage.flat[passage.row.figure.unit_end : passage.row.clause.end][:_BESIDE]
    if not plain or passage.past or passage.told or not _IN_YEAR.match(behind):
        return None
    return Judgement("target", "will", 0.85) if passage.cue("brings", passage.before) else None


def _assured(passage: Passage) -> Judgement | None:
    """As in "Bảo đảm 100% cán bộ được tập huấn", "cắt giảm 30% thời gian …", and "100% đơn vị có …" among tasks."""
    row = passage.row
    if passage.language != "vi" or row.figure.unit != "percent" or not row.after or row.comparator in {"le", "lt"}:
        return None
    assures = _assures().search(passage.before)
    among_tasks = passage.scope.duties or passage.scope.kind == "task"
    all_of_them = among_tasks and row.opens and row.figure.value == _ALL and predicate(row.after, "vi")
    return Judgement("target", "task", 0.75) if assures or all_of_them else None


@cache
def _assures() -> re.Pattern[str]:
    words = alternatives(structure("target_cues")["cues"]["vi"]["assures"])
    return re.compile(rf"(?<!\w)(?:{words})\s+$", re.IGNORECASE)


def _rule_of_law(passage: Passage) -> Judgement | None:
    """Laws, decrees and circulars state rules; only one that is about levels of support sets them."""
    if not passage.scope.normative:
        return None
    if passage.scope.grants and not passage.past and levels.is_granted(passage) and not levels.is_spent(passage):
        return Judgement("target", "support", 0.85)
    return Judgement("neither", "rule_of_law")


def _told_of_the_past(passage: Passage) -> Judgement | None:
    # as in "tối thiểu 3 hợp đồng đã …" and "Đối với mẫu đã giám định: mức chi tối đa là …"
    own = passage.before.rpartition(": ")[2]
    bound = _BOUNDED.search(own) and not passage.cue("past", own)
    told = passage.scope.kind == "result" or passage.past or passage.cue("past", passage.lead_in)
    told = told or _is_measured(passage) or _is_elapsed(passage)
    weakly = passage.told and passage.row.comparator not in {"ge", "le"}
    if bound or not (told or weakly):
        return None
    return Judgement("achievement", "past", 0.85 if told else 0.75)


def _is_elapsed(passage: Passage) -> bool:
    """As in "Khách quốc tế tháng 4 đạt 2,1 triệu lượt": what a month or quarter reached, where no task sets it."""
    plain = passage.language == "vi" and passage.scope.kind is None and passage.row.comparator not in {"ge", "le"}
    return plain and _ELAPSED.search(passage.flat, passage.row.clause.start, passage.row.figure.start) is not None


def _is_measured(passage: Passage) -> bool:
    """As in "Thu nội địa 85.000 triệu đồng, đạt 62% dự toán": what is set against a plan or a year before."""
    row, flat = passage.row, passage.flat
    if passage.language != "vi":
        return False
    share = row.figure.unit == "percent" and _of_plan().match(flat, row.figure.end)
    reached = share and _REACHES.search(flat, row.clause.start, row.figure.start)
    return bool(reached or _set_against().match(flat, row.figure.unit_end))


@cache
def _set_against() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,\s*(?:đạt|bằng|tăng|giảm|vượt)\s+(?:khoảng\s+|gần\s+|trên\s+|hơn\s+)?\d[\d.,]*\s*%{_of_plan().pattern}",
        re.IGNORECASE,
    )


@cache
def _of_plan() -> re.Pattern[str]:
    words = alternatives(structure("target_cues")["reports"]["against"])
    return re.compile(rf"\s+(?:so\s+với\s+|của\s+)?(?:{words})(?!\w)", re.IGNORECASE)


def _level_of_support(passage: Passage) -> Judgement | None:
    """As in "Hỗ trợ 100% chi phí tư vấn", "trợ cấp 400.000 đồng/tháng", "ngân sách tỉnh bảo đảm 60% kinh phí"."""
    if levels.is_granted(passage):
        return Judgement("target", "support", 0.9)
    return Judgement("target", "share", 0.75) if levels.is_borne(passage) else None


def _is_made(passage: Passage) -> bool:
    """As in "Mỗi năm đào tạo ít nhất 500 kỹ sư", "Mỗi xã có ít nhất 01 trạm": so many at least."""
    row = passage.row
    if passage.language != "vi" or not row.figure.counted or row.figure.unit in _OCCASIONS:
        return False
    least = row.comparator in {"ge", "gt"}
    acts = opens_with(pattern("verbs", "vi", "acts"), row.before, 0, len(row.before)) and least
    made = row.comparator in {"ge", "gt", "le"} and pattern("verbs", "vi", "made").search(row.before)
    return bool(acts or made or (row.comparator in {"ge", "le"} and _each_has().search(passage.before)))


@cache
def _each_has() -> re.Pattern[str]:
    places = alternatives(structure("target_cues")["verbs"]["vi"]["each"])
    return re.compile(
        rf"(?:^|[^\w])mỗi\s+(?:{places})(?!\w)[^;:.]{{0,60}}?\s(?:có|còn|thành\s+lập|bố\s+trí|xây\s+dựng|hình\s+thành|tổ\s+chức|duy\s+trì)\s",
        re.IGNORECASE,
    )


def _planned(passage: Passage) -> Judgement | None:
    """As in "Tổng kinh phí: 45 tỷ đồng", "Phân bổ 500 tỷ đồng …", and any figure under "Giao biên chế năm 2024"."""
    row = passage.row
    if passage.language != "vi" or row.comparator not in _LEVELS:
        return None
    if passage.scope.plan:
        return Judgement("target", "plan", 0.8)
    nouns, verbs = _plans()
    said = nouns.match(row.before) or verbs.fullmatch(row.before)
    return Judgement("target", "plan", 0.75) if row.figure.unit == "VND" and said else None


@cache
def _plans() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nouns of what is planned, and verbs that share it out."""
    plans = structure("target_cues")["plans"]
    nouns = re.compile(rf"(?:{alternatives(plans['nouns'])})(?!\w)", re.IGNORECASE)
    return nouns, re.compile(rf"(?:{alternatives(plans['verbs'])})(?:\s+thêm)?", re.IGNORECASE)


def _allocated(passage: Passage) -> Judgement | None:
    """As in "… với định mức không vượt quá 10% tổng kinh phí": a norm of allocation."""
    return Judgement("target", "norm", 0.8) if norms.is_allocated(passage) else None


def _coordinated(passage: Passage) -> Judgement | None:
    """As in "Cắt giảm ít nhất 30% thời gian, 30% chi phí": what shares words with a target is one."""
    row = passage.row
    ceiling = (row.figure.unit or "").startswith("VND") and row.comparator not in _LEVELS
    level = row.comparator == "le" and not passage.capped and levels.says("vi", row.before)
    shares = row.restored and passage.former == "target" and (level or not ceiling)
    return Judgement("target", "coordinated", 0.7) if shares else None


def _task_with_bound(passage: Passage) -> Judgement | None:
    """As in "Bố trí ít nhất 15% ngân sách …": a task verb and a bound on a share; a bare share may be anything."""
    row = passage.row
    ranged = row.figure.value is None and row.figure.unit in _MEASURED
    if row.comparator not in _BOUNDS and not ranged:
        return None
    if row.figure.unit not in _MEASURED:
        return Judgement("target", "task", 0.7) if _is_made(passage) else None
    least = passage.scope.duties and row.comparator in {"ge", "gt"}
    asked = least or passage.cue("weak", passage.flat[passage.sentence : row.figure.start])
    return Judgement("target", "task", 0.75) if asked else None


def _intended(passage: Passage) -> Judgement | None:
    """As in "80% of villages will have a library" in an English decision, and the funds that it sets."""
    if passage.plan is None:
        return None
    if english.intends(passage.clause, passage.lead_in, before=passage.before, headed=passage.plan):
        return Judgement("target", "intended", 0.8)
    if english.grants(passage.before):
        return Judgement("target", "support", 0.75)
    if english.bounded(passage.clause):
        return Judgement("target", "task", 0.7)
    return Judgement("target", "plan", 0.7) if _is_money(passage) and english.funds(passage.row.before) else None


def _is_money(passage: Passage) -> bool:
    return (passage.row.figure.unit or "") in {"VND", "USD"}


def _told_in_article(passage: Passage) -> Judgement | None:
    """As in "The ministry was asked to achieve …", and what follows "The resolution sets out 15 key targets."."""
    if passage.language != "en" or passage.plan is not None or passage.scope.kind == "result":
        return None
    before = passage.flat[passage.sentence : passage.row.figure.start]
    if english_articles.wills(passage.clause, before, passage.newest):
        return Judgement("target", "will", 0.85)
    sets = passage.herald and english_articles.foretells(f"{passage.clause} {passage.row.after}", passage.herald)
    sets = sets or bool(passage.herald and _is_money(passage) and english.funds(passage.row.before))
    return Judgement("target", "heralded", 0.75) if sets else None


def _reported(passage: Passage) -> Judgement | None:
    """English reports state results in the present ("100% of commune health stations meet …")."""
    told = passage.language == "en" and passage.plan is None  # a plan's figures in the present are facts
    return Judgement("achievement", "report", 0.7) if told else None


RULES: tuple[Callable[[Passage], Judgement | None], ...] = (
    _ruled_out,
    _stated_as_goal,
    _allocated,
    _willed,
    _brought_about,
    _rule_of_law,
    _intended,
    _told_in_article,
    _told_of_the_past,
    _level_of_support,
    _task_with_bound,
    _assured,
    _planned,
    _coordinated,
    _reported,
)
