"""Rows: for each clause with a figure, the document's own words for what is counted, by whom and how much of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.record import Comparator
from corpus.text import squeeze
from extractors.targets.clauses import PARTED, Clause
from extractors.targets.comparators import compare
from extractors.targets.english import behind, without_joints, without_lead_in
from extractors.targets.english_articles import without_order
from extractors.targets.figures import Quantity, torn, with_unit
from extractors.targets.words import TIME, lead, opens_with, pattern, without_times

_TIED = re.compile(r"(?:tương\s+ứng|tương\s+đương|equivalent|corresponding)\b", re.IGNORECASE)
# "The minimum rate of people … reaches 75%": the word stands with the indicator and means the figure
_LEAST = re.compile(r"(?:the\s+)?minimum\b|(?:tỷ|tỉ)\s+lệ\s+tối\s+thiểu\b|mức\s+tối\s+thiểu\b", re.IGNORECASE)
_PER_SLASH = re.compile(r"/1[0.,]*000\b")  # "42/100.000 trẻ đẻ sống"
_SPEAKS_OF_ALL = frozenset(
    {"người"}
)  # a counted noun that repeats any head ("nhân lực … đạt 12 người trên một vạn dân")
# "a) Về kinh tế: Tốc độ tăng trưởng …": what a paragraph is about is no part of its first indicator
_TOPIC = re.compile(r"(?:[-–+*•]\s*|\(?[a-zđ\d]{1,2}[.)]\s*)?Về\s+[^:;.]{2,60}:\s+")
# as in "… việc ban hành Đề án góp phần đưa tỷ lệ che phủ rừng đạt 60% vào năm 2030"
_TOWARDS = re.compile(r"[^;:]*\bgóp\s+phần\s+(?=(?:đưa|nâng|tăng|giảm)\s)", re.IGNORECASE)
# "… nhất là doanh / 6 Đóng góp của khu vực …": a footnote between the lines of a sentence
_NOTE = re.compile(
    r"(?<!\w)(?<!điều\s)(?<!khoản\s)(?<!điểm\s)(?<!mục\s)(?<!quý\s)(?<!tháng\s)(?<!năm\s)(?<!số\s)(?<!phần\s)(?<!nhóm\s)(?<!loại\s)"
    r"(?<!lần\s)(?<!khóa\s)(?<!khoá\s)(?<!thứ\s)(?<!quận\s)(?<!phường\s)(?<!đoạn\s)(?<!\d\s)\d{1,2}\s?(?=[A-ZĐ][a-zà-ỹ]+\s|GR?DP\s)"
)
# "… đạt 80% vào năm 2030 là phù hợp với …": what is said of it all
_MULTIPLE = re.compile(r"(?<=\w)\s+gấp(?=\s+so\s+với\b|$)", re.IGNORECASE)
_SAYS_OF_IT = re.compile(rf"^\s*(?:{TIME.pattern})\s+là\s.*$", re.IGNORECASE | re.DOTALL)
_FOR_EACH = re.compile(
    r"(?P<stroke>\s*/\s*)(?:(?P<time>năm|tháng|ngày|quý)\b|[\d.]+\s|(?:một\s+)?vạn\s)", re.IGNORECASE
)
_JOINED = re.compile(r"\s+(?:và|hoặc)$")  # "tỷ lệ … không đổi và tăng lên đạt 96%"
# "Ngành du lịch phấn đấu tỉnh sẽ đón 4 triệu lượt khách": who strives is no part of the indicator
_STRIVEN = re.compile(r"\bph[ấầ]n\s+đấu\s+(?P<what>\S+\s+\S.*)$", re.IGNORECASE)
_ASIDE = re.compile(r"\((?:[^()\s]+\s+){5,}[^()]*\)?")
_NOTED = re.compile(r"\s?\[\d{1,3}\]")  # "tỷ lệ thư viện đạt chuẩn[4]"
_SUBJECT = 3  # words
_RAISED = re.compile(r"(?:nâng|đưa|tăng|giảm)\s+", re.IGNORECASE)
EDGES = ' ,.;:/-–+*•"“”'


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its words. ``before`` and ``after`` are the indicator's words on both sides of it.

    ``restored`` tells that words were put back from a neighbour, which stands at ``lender``; ``tied`` that the figure
    is another measure of the one before it ("tương ứng 2.200 căn"), ``parted`` that it is a part of that one
    ("trong đó …"), ``beside`` that it is a circumstance of that one ("with a cost of 36.5 billion VND"). ``whole`` are
    the words of the whole that a part is named after.
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
    parted: bool = False
    beside: bool = False
    whole: str = ""

    @property
    def indicator(self) -> str:
        """The indicator as one phrase: no long asides in brackets, no marks of footnotes, no "gấp" so many times."""
        words = squeeze(_ASIDE.sub(" ", _NOTED.sub("", f"{self.before} {self.after}"))).replace(" ,", ",").strip(EDGES)
        return _MULTIPLE.sub("", words) if self.figure.unit == "times" else words

    @property
    def opens(self) -> bool:
        """Tell whether the clause opens with its figure."""
        return not self.before


def read_row(flat: str, clause: Clause, language: str) -> Row:
    """Return the row of a clause that has a figure, with only the clause's own words."""
    figure = clause.figure
    assert figure is not None  # noqa: S101  # callers pass clauses with a figure only
    compared = compare(
        flat,
        clause.start,
        (max(clause.start, torn(flat, figure.start)), figure.end if not figure.counted else figure.number_end),
        clause.end,
        language,
    )
    before = _before(flat, clause, compared.start, language)
    if language == "en" and figure.counted and len(before.split()) <= _SUBJECT and figure.unit != "times":
        before = ""  # "The province has more than 25,000 profiles": its words follow
    tail = flat[compared.end : _end_of_tail(flat, clause, figure)]
    after = _joined(before, _after(tail, language), _counted(flat, figure) if figure.counted else "", language)
    # "19 bác sĩ trên 10.000 dân", and "số bác sĩ trên 1 vạn dân đạt 12 bác sĩ"
    per = clause.denominator is not None and "_per_" not in (figure.unit or "")  # "0,5 km/1.000 dân" has its own
    if clause.denominator and per and (figure.start < clause.denominator.start or figure.counted):
        figure = with_unit(figure, clause.denominator.unit)
    tied = bool(_TIED.match(flat, clause.start, clause.end))
    comparator = "ge" if compared.comparator == "eq" and _LEAST.match(before) else compared.comparator
    parted, beside = bool(PARTED.match(flat, clause.start)), flat.startswith("with ", clause.start)
    return Row(clause, figure, comparator, before, after, tied=tied, parted=parted, beside=beside)


def _end_of_tail(flat: str, clause: Clause, figure: Quantity) -> int:
    """Leave out what a figure is compared with ("2% so với 5,4% năm 2021")."""
    against = clause.baseline
    if against is None or against.start < figure.start:
        return clause.end
    words = re.search(r"\b(?:so\s+với|compared)\b", flat[figure.end : against.start], re.IGNORECASE)
    return figure.end + words.start() if words else against.start


def _joined(before: str, after: str, counted: str, language: str) -> str:
    """Return the words behind a figure as they read behind those before it."""
    if language == "en":
        after = behind(before, after)
    after = re.sub(r"^(GR?DP)\d\b", r"\1", after)  # the mark of a footnote
    if before and re.match(r"G(?:R)?DP\b", after):
        return (
            f"so với {after}" if language == "vi" else f"relative to {after}"
        )  # "quy mô kinh tế số đạt tối thiểu 30% GDP"
    raised = _RAISED.match(before)
    headed = opens_with(pattern("heads", language), before, raised.end() if raised else 0, len(before))
    headed = (headed and _repeats(before, counted)) or before.lower().startswith(f"{counted.lower()} ")
    headed = headed or bool(re.match(r"\S+\s+(?:trên|/)", after))
    if counted and before and headed and after.lower().startswith(counted.lower()):
        # "số lượng hợp tác xã đạt 300 hợp tác xã": as the head; "… 35 giường/10.000 dân": for how many
        rest = after[len(counted) :]
        each = _FOR_EACH.match(rest)
        return (
            f"{'mỗi' if each['time'] else 'trên'} {rest[each.end('stroke') :].strip()}" if each else rest.strip(EDGES)
        )
    return after


def _repeats(before: str, counted: str) -> bool:
    return counted.lower() in _SPEAKS_OF_ALL or counted.lower() in before.lower()


def _counted(flat: str, figure: Quantity) -> str:
    return squeeze(flat[figure.number_end : figure.unit_end])


def _before(flat: str, clause: Clause, end: int, language: str) -> str:
    start = clause.start
    if clause.baseline and clause.baseline.start < end:
        cut = compare(flat, start, (clause.baseline.start, clause.baseline.end), end, language)
        end = cut.start
    topic = _TOPIC.match(flat, start, end)
    start = topic.end() if topic else start
    towards = _TOWARDS.match(flat, start, end)
    start = towards.end() if towards else start
    match = lead(language).match(flat, start, end)
    start = match.end() if match else start
    start = max((note.end() for note in _NOTE.finditer(flat, start, end)), default=start)
    text = without_times(flat[start:end])
    text = without_order(without_lead_in(squeeze(text))) if language == "en" else text
    text = squeeze(text)
    striven = _STRIVEN.search(text) if language == "vi" else None
    text = striven["what"] if striven else text
    return re.sub(r"\s+,", ",", _JOINED.sub("", text)).strip(EDGES)


def _after(tail: str, language: str) -> str:
    tail = _SAYS_OF_IT.sub("", tail)
    examples = pattern("examples", language).search(tail)
    text = squeeze(without_times(tail[: examples.start()] if examples else tail)).strip(EDGES).rstrip("( ")
    text = re.sub(r"^\([^()]*\)\s*", "", text)
    text = text.lstrip(EDGES)
    if language == "vi" and _PER_SLASH.match(tail):
        return f"trên {text}"
    return without_joints(text) if language == "en" else text
