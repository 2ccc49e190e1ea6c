"""Scope: whether a passage states goals, looks back on results, or does neither."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from corpus.knowledge import structure
from extractors.analysis import Analysis, Paragraph
from extractors.targets import english
from extractors.targets.norms import title_of_norm
from extractors.targets.words import alternatives, pattern

_DATED = re.compile(
    r"(?:đến|tới|tầm\s+nhìn|by|towards?|vision\s+to)\s*(?:hết\s+|the\s+end\s+of\s+)?(?:năm\s+)?20\d\d|"
    r"20\d\d\s*[-–]\s*20\d\d",
    re.IGNORECASE,
)
# "Số: 45/2013/NĐ-CP" at a line's start is the document's number, as is "Luật số: 9/2023/QH15" anywhere; a resolution of
# the National Assembly says so; "Nghị quyết / số 43/2022/QH15 ngày …" cites one over a line's end
_RULE_SYMBOL = re.compile(
    r"\A\s*(?:Nghị\s+định|Thông\s+tư|Pháp\s+lệnh|Văn\s+bản\s+hợp\s+nhất)\b|^\W*(?:(?:Luật\s+)?(?:Số\s*:?|số\s*:)|(?:Luật\s+)?số(?=\s+\S+\s*$))\s*\d+/\d{4}/(?:NĐ-CP|TT-|TTLT-|QH\d)|"
    r"\bLuật\s+số\s*:\s*\d+/\d{4}/QH|^\W*Số\s*:?\s*\d+/VBHN-",
    re.MULTILINE,
)
_SELF = re.compile(
    r"\b(Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư|Quyết định|Nghị quyết|Kế hoạch|Chương trình|Chỉ thị)\s+này\b"
)
_OFTEN = 2
_DUTIES = re.compile(r"\b(?:nhiệm\s+vụ|giải\s+pháp)\b", re.IGNORECASE)
_GENERAL = re.compile(r"mục\s+tiêu\s+(?:chung|tổng\s+quát)|(?:general|overall)\s+(?:goal|objective)", re.IGNORECASE)
_AHEAD = re.compile(
    r"(?:\bvà|,)\s+(?:kế\s+hoạch|phương\s+hướng|nhiệm\s+vụ|giải\s+pháp|dự\s+toán|mục\s+tiêu)", re.IGNORECASE
)
_FORWARD = re.compile(r"phương\s+hướng|kế\s+hoạch|kiến\s+nghị|đề\s+xuất|dự\s+kiến|định\s+hướng", re.IGNORECASE)
_HEAD = 8000  # a document names its type within its first pages, also behind the head of a gazette


@dataclass(frozen=True, slots=True)
class Scope:
    """What the sections around a passage say: ``kind`` by the nearest telling title; ``dated`` by a horizon in them.

    ``normative`` is true for laws, decrees and circulars, whose figures are rules; ``general`` for general
    objectives ("Mục tiêu chung"). ``support`` is a title that announces levels of support, ``plan`` tells of one that
    announces amounts and quotas, ``duties`` of one that lists tasks, ``grants`` of a document that is about levels of
    support. ``norm`` is a title that announces norms of allocation.
    """

    kind: str | None
    dated: bool
    normative: bool
    general: bool = False
    support: str | None = None
    plan: bool = False
    duties: bool = False
    grants: bool = False
    norm: str | None = None


def normative(analysis: Analysis) -> bool:
    """Tell whether the document is a rule of law by the first type that a line of its head begins with, in capitals."""
    types = structure("target_cues")["types"]
    first = re.compile(
        rf"^\W*(?:(?P<rule>{'|'.join(types['rules'])})|(?:{'|'.join(types['policies'])}))(?!\w*[a-zà-ỹ])", re.MULTILINE
    )
    head = analysis.document.text[:_HEAD]
    match = first.search(head)
    return (
        bool(match and match["rule"])
        or bool(_RULE_SYMBOL.search(head))
        or english.rules(analysis)
        or (match is None and _calls_itself_rule(analysis))
    )


def _calls_itself_rule(analysis: Analysis) -> bool:
    """Tell whether a text without a line for its type says of itself that it is a rule ("Thông tư này quy định …")."""
    named = Counter(match[1].upper() for match in _SELF.finditer(analysis.flat))
    often = named.most_common(1)
    return bool(often and often[0][1] >= _OFTEN and often[0][0] in structure("target_cues")["types"]["rules"])


def scope_of(analysis: Analysis, paragraph: Paragraph, *, rule: bool) -> Scope:
    """Return the scope of a paragraph; ``rule`` is what ``normative`` said of its document."""
    titles = [section.title for section in analysis.ancestors(paragraph.section)]
    kind = next((k for title in titles if (k := _title_kind(title))), None)
    # an English decision's "Article 1. To approve the plan through 2020 …" holds the whole plan
    own = titles if analysis.language == "vi" else titles[: _first(titles) + 1]
    dated = kind == "goal" and any(_DATED.search(title) for title in own)
    if rule and not (dated and any(re.match(r"mục\s+tiêu\b(?!\s+quốc)", title, re.IGNORECASE) for title in titles)):
        kind, dated = None, False  # "Chỉ tiêu an toàn tài chính" heads rules in a circular
    ahead = any(_FORWARD.search(title) for title in titles)
    if kind is None and not (rule or ahead) and analysis.once(_reports):
        kind = "result"
    general = bool(titles and _GENERAL.search(titles[0]))
    support = next((title for title in titles if _titled("support", title)), None)
    duties = any(_DUTIES.search(title) for title in titles)
    plan = any(_titled("plans", title) for title in titles)
    return Scope(kind, dated, rule, general, support, plan, duties, analysis.once(_grants), title_of_norm(titles))


def _first(titles: list[str]) -> int:
    """The place of the first title that names a kind of section."""
    return next((i for i, title in enumerate(titles) if _title_kind(title)), len(titles))


def title_of(analysis: Analysis) -> str:
    """Return the title of the document, "" where it has none."""
    title = analysis.parts[0].head.title if analysis.parts else []
    return analysis.flat[title[0].start : title[-1].end] if title else ""


def _reports(analysis: Analysis) -> bool:
    """Tell whether the document's title says that it looks back, and on nothing to come ("… và kế hoạch năm 2026")."""
    said = title_of(analysis)
    ahead = _AHEAD.search(said)
    typed = re.search(r"^\W*BÁO\s+CÁO\b", analysis.document.text[:_HEAD], re.MULTILINE)
    return bool(typed) and ahead is None and _title_kind(said) == "result"


def _grants(analysis: Analysis) -> bool:
    """Tell whether the document's title names levels of support ("Quy định mức trợ cấp, phụ cấp …")."""
    return pattern("support", "documents").phrases.search(title_of(analysis)) is not None


@lru_cache(maxsize=4096)
def _titled(name: str, title: str) -> bool:
    words = alternatives(structure("target_cues")[name]["titles"])
    return re.match(rf"\W*(?:quy định\s+)?(?:{words})(?!\w)", title, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def _title_kind(title: str) -> str | None:
    """The kind of section by the first word of its title that names one ("Mục tiêu, nhiệm vụ" is a goal)."""
    kinds = structure("target_cues")["titles"]
    if re.match(rf"\W*(?:{alternatives(kinds['condition'])})(?!\w)", title, re.IGNORECASE):
        return "condition"
    found = [
        (match.start(), kind)
        for kind in kinds
        if kind != "condition" and (match := pattern("titles", kind).phrases.search(title))
    ]
    return min(found)[1] if found else None


def announces(flat: str, start: int, end: int, language: str, scope: Scope) -> bool:
    """Tell whether ``flat[start:end]`` announces goals ("Phấn đấu đến năm 2030:", "sets a goal by 2030:").

    What looks back tells of aims that others set; there only striving announces any.
    """
    colon = flat.find(":", start, end)
    if colon < 0:
        return False
    said = flat[start:colon]
    if pattern("reports", "announced").phrases.search(said):
        return False  # "khả năng thực hiện các chỉ tiêu … như sau:" announces results
    if scope.kind == "result" and not pattern("cues", language, "striving").search(said):
        return False
    cue = pattern("cues", language, "strong").search(said) or re.search(
        r"(?<!\d\s)(?:mục|chỉ)\s+tiêu(?!\s+quốc\s+gia)", said, re.IGNORECASE
    )
    return bool(cue) and colon - start < 160
