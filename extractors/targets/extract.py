"""The walk over a document: sentence by sentence, clauses become rows, rows become targets or achievements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.record import Target
from extractors.analysis import Analysis, Paragraph, Sentence
from extractors.structure.tables import tables
from extractors.targets import build, goals
from extractors.targets.clauses import Clause, clauses, mask
from extractors.targets.coordination import rows
from extractors.targets.horizon import compared_with, dated, due_of, respectively
from extractors.targets.judge import Judgement, Passage, judge
from extractors.targets.rows import Row
from extractors.targets.scope import Scope, announces, normative, scope_of
from extractors.targets.tables import tabled
from extractors.times import Time, due

_STAGE = re.compile(
    r"Giai\s+đoạn\s+(?:\d|I{1,3}|IV|V)\s*[(:,]?\s*(?:từ\s+)?(?:năm\s+)?20\d\d\s*[-–]\s*20\d\d\s*\)?\s*[.:]?"
)


def extract_targets(analysis: Analysis) -> tuple[list[Target], list[Target]]:
    """Return the targets and the achievements of a document, in text order."""
    walk = _Walk(analysis, mask(analysis.flat), normative(analysis))
    for paragraph in analysis.body():
        walk.paragraph(paragraph)
    targets, results = ([], []) if walk.rule else tabled(analysis)
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
    """One pass over a document; ``announced`` is the section in which a sentence has announced goals."""

    analysis: Analysis
    masked: str
    rule: bool
    targets: list[Target] = field(default_factory=list)
    achievements: list[Target] = field(default_factory=list)
    announced: Announcement | None = None

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read one paragraph."""
        if self.announced and self.announced.section != paragraph.section:
            self.announced = None
        scope = scope_of(self.analysis, paragraph, rule=self.rule)
        if scope.kind == "goal" and (stage := _stage(self.analysis, paragraph)):
            self.announced = Announcement(paragraph.section, stage)
        columns = self.analysis.once(tables)
        for sentence in paragraph.sentences:
            if columns.holds(sentence.start, sentence.end):
                continue
            if not _is_ground(self.masked, sentence) and "|" not in self.masked[sentence.start : sentence.end]:
                self._sentence(sentence, paragraph, scope)

    def _sentence(self, sentence: Sentence, paragraph: Paragraph, scope: Scope) -> None:
        language = self.analysis.language
        if announces(self.masked, sentence.start, sentence.end, language) and not self.rule:
            times = dated(self.analysis, sentence.start, sentence.end)
            self.announced = Announcement(paragraph.section, times[0] if times else None)
        found = clauses(self.masked, sentence.start, sentence.end, language)
        measured = rows(self.analysis.flat, found, language)
        horizons = respectively(self.analysis, (sentence.start, sentence.end), len(measured))
        for i, row in enumerate(measured):
            self._numeric(row, sentence, paragraph, scope, horizons[i] if horizons else None)
        if (scope.kind == "goal" and scope.dated) or (self.announced and language == "en"):
            self._goals([c for c in found if not c.figure], sentence, paragraph)

    def _numeric(self, row: Row, sentence: Sentence, paragraph: Paragraph, scope: Scope, horizon: Time | None) -> None:
        language = self.analysis.language
        said = judge(Passage(self.masked, row, sentence.start, scope, language, bool(self.announced)))
        if said.verdict == "neither":
            return
        setting = self._setting(row.clause, sentence, paragraph, said)
        if horizon:
            setting = replace(setting, due=due(self.analysis, horizon))
        target = build.numeric(row, setting)
        (self.targets if said.verdict == "target" else self.achievements).append(target)

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
        since = compared_with(self.analysis, clause) if clause.figure else None
        horizon = due_of(self.analysis, clause, sentence.start, section, announcement)
        return build.Setting(self.analysis.document, self.analysis.language, horizon, said.strength, since)


def _stage(analysis: Analysis, paragraph: Paragraph) -> Time | None:
    """The years of a line that only names a stage, above the goals of that stage: "a) Giai đoạn 1 (2026 - 2028)"."""
    text = analysis.flat[paragraph.start + len(paragraph.bullet or "") : paragraph.end]
    if paragraph.bullet is None or not _STAGE.fullmatch(text.strip()):
        return None
    return next(iter(dated(analysis, paragraph.start, paragraph.end)), None)


def _is_ground(masked: str, sentence: Sentence) -> bool:
    """The grounds of a decision ("Căn cứ …", "Pursuant to …") cite figures of other documents."""
    return masked.startswith(("Căn cứ", "Xét ", "Theo đề nghị", "Pursuant"), sentence.start)
