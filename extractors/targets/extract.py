"""The walk over a document: sentence by sentence, clauses become rows, rows become targets or achievements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from corpus.record import Due, Target
from corpus.text import squeeze
from extractors.analysis import Analysis, Paragraph, Sentence
from extractors.structure.tables.read import tables
from extractors.targets import build, english, english_articles, goals, levels, norms
from extractors.targets.clauses import Clause, clauses, masked
from extractors.targets.coordination import rows
from extractors.targets.english_articles import Herald
from extractors.targets.horizon import bygone, compared_with, dated, due_of, issued, respectively, shared, titled
from extractors.targets.judge import Judgement, judge
from extractors.targets.loans import starts_anew
from extractors.targets.passage import Passage, Verdict
from extractors.targets.rows import EDGES, Row
from extractors.targets.scope import Scope, announces, normative, scope_of
from extractors.targets.tables.read import tabled
from extractors.targets.words import opens_with, pattern, without_times
from extractors.times import Time, due

_LISTS = re.compile(r"[\s,.;]*(?:(?:trong\s+đó|(?:bao\s+)?gồm|cụ\s+thể)\s*(?:như\s+sau)?)?\s*:\s*", re.IGNORECASE)
_GRANTS = re.compile(r"(?:hỗ\s+trợ|trợ\s+cấp|trợ\s+giúp|phụ\s+cấp|học\s+bổng)\s+(?!thêm$)\w", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\W*(?:(?:Sau|Qua|Trong)\s+(?:hơn\s+|gần\s+)?(?:\d+|những|nhiều)\s+(?:năm|tháng)\b|(?:Thời\s+gian|Những\s+năm|Năm)\s+qua\b|"
    r"(?:Trong\s+)?(?:[Nn]ăm|[Gg]iai\s+đoạn)\s+20\d\d[^.;]{0,80}\bđã\b)"
)
_BEHIND = 15
"""Characters behind a figure in which its own year stands."""
_DOCUMENT = re.compile(
    r"\b(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị (?:định|quyết)|Quyết định|Thông tư|Chương trình|Đề án)\b"
)
_ASKS = re.compile(r"\b(?:cần|phải|tiếp\s+tục|yêu\s+cầu|đề\s+nghị|bảo\s+đảm|tối\s+thiểu|ít\s+nhất)\b", re.IGNORECASE)
_WORDLESS = re.compile(r"(?:bình\s+quân(?:\s+(?:hằng|hàng|mỗi)\s+năm)?|tăng|giảm)?", re.IGNORECASE)
_TITLE = 14  # words
_STAGE = re.compile(
    r"Giai\s+đoạn\s+(?:\d|I{1,3}|IV|V)\s*[(:,]?\s*(?:từ\s+)?(?:năm\s+)?20\d\d\s*[-–]\s*20\d\d\s*\)?\s*[.:]?"
)


def extract_targets(analysis: Analysis) -> tuple[list[Target], list[Target]]:
    """Return the targets and the achievements of a document, in text order."""
    walk = _Walk(analysis, analysis.once(masked), normative(analysis))
    for paragraph in analysis.body():
        walk.paragraph(paragraph)
    targets, results = tabled(analysis, rule=walk.rule)
    return _ordered([*walk.targets, *targets]), _ordered([*walk.achievements, *results])


def _ordered(found: list[Target]) -> list[Target]:
    return sorted(found, key=lambda target: target.evidence[0].start)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Goals announced for the rest of a section, with their horizon where it was named."""

    section: int | None
    horizon: Time | None


@dataclass
class _Walk:
    """One pass over a document; ``announced`` is the section in which a sentence has announced goals.

    ``subject`` is what a list of bare figures in an English text tells of, ``herald`` what has announced targets in it.
    ``shared_at`` is where the last paragraph starts that has granted a share; ``scopes`` are those of the sections met.
    """

    analysis: Analysis
    masked: str
    rule: bool
    targets: list[Target] = field(default_factory=list)
    achievements: list[Target] = field(default_factory=list)
    announced: Announcement | None = None
    listed: Row | None = None
    subject: str | None = None
    herald: Herald | None = None
    shared_at: int | None = None
    scopes: dict[int | None, Scope] = field(default_factory=dict)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read one paragraph."""
        if self.announced and self.announced.section != paragraph.section:
            self.announced = None
        scope = self._scope(paragraph)
        if scope.kind == "goal" and (stage := _stage(self.analysis, paragraph)):
            self.announced = Announcement(paragraph.section, stage)
        columns = self.analysis.once(tables)
        for sentence in paragraph.sentences:
            if columns.holds(sentence.start, sentence.end):
                continue
            ground = _is_ground(self.masked, sentence) and not scope.norm
            if not ground and "|" not in self.masked[sentence.start : sentence.end]:
                self._sentence(sentence, paragraph, scope)

    def _scope(self, paragraph: Paragraph) -> Scope:
        """The scope of a paragraph, which is that of its section."""
        if paragraph.section not in self.scopes:
            self.scopes[paragraph.section] = scope_of(self.analysis, paragraph, rule=self.rule)
        return self.scopes[paragraph.section]

    def _sentence(self, sentence: Sentence, paragraph: Paragraph, scope: Scope) -> None:
        language = self.analysis.language
        if announces(self.masked, sentence.start, sentence.end, language, scope) and not self.rule:
            times = dated(self.analysis, sentence.start, sentence.end)
            self.announced = Announcement(paragraph.section, times[0] if times else None)
        found = clauses(self.masked, sentence.start, sentence.end, language)
        measured = rows(self.analysis.flat, found, language)
        horizons = respectively(self.analysis, (sentence.start, sentence.end), len(measured))
        horizons = horizons or english.paired(self.analysis, (sentence.start, sentence.end), measured)
        former: Verdict | None = None
        for i, (row, follower) in enumerate(zip_longest(measured, measured[1:])):
            ahead = shared(self.analysis, row.clause, follower.clause) if follower else None
            horizon = horizons[i] if horizons else ahead
            whole = self._under_heading(self._part_of_listed(row, sentence), paragraph)
            told = self._looks_back(paragraph, sentence) or self._is_gone(row)
            passage = Passage(self.masked, whole, sentence.start, scope, language, bool(self.announced), former, told)
            passage = replace(passage, capped=self.shared_at == paragraph.start)
            if language == "en":
                passage = replace(passage, plan=self._plan(paragraph), herald=self._herald())
                passage = replace(passage, newest=self.analysis.once(english_articles.newest_year))
            former = self._numeric(passage, sentence, paragraph, horizon)
        if language == "en" and not all(_WORDLESS.fullmatch(row.indicator) for row in measured):
            self.subject = None
        if language == "en" and english_articles.heralds(self.masked[sentence.start : sentence.end]):
            self.herald = "sentence"
        elif language == "en" and english_articles.states_targets(self.masked[sentence.start : sentence.end]):
            self.herald = self.herald or "list"
        said = english.listed_subject(self.masked[sentence.start : sentence.end]) if language == "en" else None
        self.subject = squeeze(said) if said else self.subject
        bare = [c for c in found if not c.figure]
        if (scope.kind == "goal" and scope.dated) or (self.announced and language == "en"):
            self._goals(bare if not scope.general else [], sentence, paragraph)
        elif language == "vi" and not (scope.normative or scope.kind == "result"):
            self._goals([c for c in bare if goals.is_dated(self.masked, c, sentence.start)], sentence, paragraph)
        elif language == "en" and self.analysis.once(english.plans):
            self._goals(self._aims(bare, sentence, scope), sentence, paragraph)

    def _aims(self, bare: list[Clause], sentence: Sentence, scope: Scope) -> list[Clause]:
        """The clauses of an English plan that set a goal without a figure: for all of some, or complete by a year."""
        said = self.masked[sentence.start : sentence.end]
        if english.completes(said):
            return bare[:1]
        if english.aimed(said):
            return [c for i, c in enumerate(bare) if i == 0 or c.part != bare[i - 1].part]
        if (scope.kind != "goal" or scope.general) and not english.states_aim(said):
            return []
        spoken = ((c, self.masked[c.start : c.end], self.masked[sentence.start : c.start]) for c in bare)
        return [clause for clause, text, before in spoken if english.for_all(text, before)]

    def _herald(self) -> Herald | None:
        """What has announced the targets of an English article."""
        titled = self.analysis.once(english_articles.titled_goals)
        return self.herald or ("title" if titled else None)

    def _plan(self, paragraph: Paragraph) -> str | None:
        """The titles above a paragraph of an English plan."""
        titles = " ".join(section.title for section in self.analysis.ancestors(paragraph.section))
        return titles if self.analysis.once(english.plans) else None

    def _numeric(self, passage: Passage, sentence: Sentence, paragraph: Paragraph, horizon: Time | None) -> Verdict:
        said, row = judge(passage), passage.row
        if said.verdict == "neither":
            return said.verdict
        if said.rule == "support":
            titles = [section.title for section in self.analysis.ancestors(paragraph.section)]
            row = levels.named_after(titles, row)
            row = _under(passage.scope.support, row) if passage.scope.support else row
        if said.rule == "norm":
            row = norms.named(row, passage.scope.norm, passage.clause)
        setting = self._setting(row.clause, sentence, paragraph, said)
        if horizon:
            setting = replace(setting, due=due(self.analysis, horizon))
        if said.rule == "support" and row.figure.unit == "percent":
            self.shared_at = paragraph.start
        target = build.numeric(row, setting)
        (self.targets if said.verdict == "target" else self.achievements).append(target)
        return said.verdict

    def _goals(self, found: list[Clause], sentence: Sentence, paragraph: Paragraph) -> None:
        former: str | None = None
        for clause, wording in self._wordings(found):
            whole = goals.with_subject(wording, former)
            former = whole
            comparator = goals.goal_comparator(wording, self.analysis.language)
            setting = self._setting(clause, sentence, paragraph, Judgement("target", "goal_without_figure", 0.85))
            span = (clause.start, clause.end)
            for one in goals.apart(whole) if self.analysis.language == "vi" else [whole]:
                self.targets.append(build.qualitative(one, comparator, span, goals.beneficiary(one), setting))

    def _wordings(self, found: list[Clause]) -> Iterator[tuple[Clause, str]]:
        for clause in found:
            wording = goals.goal_wording(self.analysis.flat, clause, self.analysis.language)
            if wording:
                yield clause, wording

    def _setting(self, clause: Clause, sentence: Sentence, paragraph: Paragraph, said: Judgement) -> build.Setting:
        """The horizon of results is not theirs to reach: achievements carry a date only from their own words."""
        section = paragraph.section if said.verdict == "target" else None
        announcement = self.announced.horizon if self.announced and said.verdict == "target" else None
        announcement = english.opening(self.analysis, paragraph.start, sentence.start) or announcement
        since = compared_with(self.analysis, clause) if clause.figure else None
        horizon = due_of(self.analysis, clause, sentence.start, section, announcement)
        if said.verdict == "target":
            horizon = self._to_come(horizon, clause, said)
        return build.Setting(self.analysis.document, self.analysis.language, horizon, said.strength, since)

    def _to_come(self, horizon: Due | None, clause: Clause, said: Judgement) -> Due | None:
        """The horizon of a target, if need be the title's; a year that had passed is none."""
        if horizon is None and said.rule not in {"support", "norm"}:
            named = titled(self.analysis, clause.start, single=said.rule in {"task", "coordinated"})
            if named and self.analysis.language == "en":
                named = english_articles.or_that_year(self.analysis, named, clause.start, clause.end)
            horizon = due(self.analysis, named, inherited=True) if named else None
        return None if horizon and bygone(self.analysis, horizon) else horizon

    def _looks_back(self, paragraph: Paragraph, sentence: Sentence) -> bool:
        """As in "Sau 10 năm thực hiện, đã đạt nhiều kết quả. Tỷ lệ hộ nghèo giảm …": what goes on tells of the past."""
        first = paragraph.sentences[0]
        own = self.masked[sentence.start : sentence.end]
        told = first.start < sentence.start and _LOOKS_BACK.match(self.masked, first.start)
        return bool(told and self.analysis.language == "vi" and not _ASKS.search(own))

    def _is_gone(self, row: Row) -> bool:
        """As in "Kim ngạch xuất khẩu năm 2022 đạt 53 tỷ USD" in a text of 2023."""
        end = min(row.clause.end, row.figure.unit_end + _BEHIND)
        since = compared_with(self.analysis, row.clause)
        times = [time for time in dated(self.analysis, row.clause.start, end) if time != since]
        named = _DOCUMENT.search(self.masked, row.clause.start, end)
        return not named and any((time.last or "9")[:4] < issued(self.analysis) for time in times)

    def _under_heading(self, row: Row, paragraph: Paragraph) -> Row:
        """Name a figure without words of its own after its heading ("a) Tốc độ tăng trưởng / … đạt bình quân 5%")."""
        if not _WORDLESS.fullmatch(row.indicator) or paragraph.section is None:
            return row
        if self.subject and not row.indicator and self.analysis.language == "en":
            return replace(row, before=self.subject, restored=True)
        title = squeeze(without_times(self.analysis.sections[paragraph.section].title)).strip(EDGES)
        headed = opens_with(pattern("heads", self.analysis.language), title, 0, len(title))
        return replace(row, before=f"{title} {row.before}".strip(), restored=True) if headed else row

    def _part_of_listed(self, row: Row, sentence: Sentence) -> Row:
        """Name a row of a list after the figure that announces it: "… 2.145 biên chế, trong đó: / a) Cấp tỉnh: …"."""
        if self.listed and self.listed.figure.unit == row.figure.unit and not (row.opens or starts_anew(row)):
            return replace(
                row, before=f"{self.listed.before}, trong đó {build.uncapitalised(row.before)}", restored=True
            )
        ends = self.masked[row.figure.unit_end : sentence.end]
        if _LISTS.fullmatch(ends):
            self.listed = row
        elif self.listed and (row.opens or starts_anew(row)):
            self.listed = None
        return row


def _under(title: str, row: Row) -> Row:
    """A level that does not say what is granted is named after its article ("Mức hỗ trợ đóng bảo hiểm y tế")."""
    said = squeeze(re.sub(r"^\W*(?:quy định\s+)?", "", title)).rstrip(" .:;")
    names = row.after or _GRANTS.search(row.before) or len(said.split()) > _TITLE
    if row.before and said.lower().startswith(row.before.lower()):
        return replace(row, before=said)
    return row if names else replace(row, before=f"{said}: {build.uncapitalised(row.before)}")


def _stage(analysis: Analysis, paragraph: Paragraph) -> Time | None:
    """The years of a line that only names a stage, above the goals of that stage: "a) Giai đoạn 1 (2026 - 2028)"."""
    text = analysis.flat[paragraph.start + len(paragraph.bullet or "") : paragraph.end]
    if paragraph.bullet is None or not _STAGE.fullmatch(text.strip()):
        return None
    return next(iter(dated(analysis, paragraph.start, paragraph.end)), None)


def _is_ground(masked: str, sentence: Sentence) -> bool:
    """The grounds of a decision ("Căn cứ …", "Pursuant to …") cite figures of other documents."""
    return masked.startswith(("Căn cứ", "Xét ", "Theo đề nghị", "Pursuant"), sentence.start)
