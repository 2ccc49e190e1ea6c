"""A figure with its words where it stands: what the rules of judgement look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extractors.targets.english_articles import Herald
from extractors.targets.rows import Row
from extractors.targets.scope import Scope
from extractors.targets.words import pattern

_NEAR = 30  # characters behind a figure in which "so với cùng kỳ" still speaks of it
_LAST_YEAR = re.compile(r"(?:so\s+với\s+)?(?:cùng\s+kỳ|năm\s+trước)", re.IGNORECASE)

Verdict = Literal["target", "achievement", "neither"]


@dataclass(frozen=True)
class Passage:
    """A figure with its words where it stands.

    ``flat`` is the document's flat text, ``sentence`` where the row's sentence starts, ``announced`` whether a sentence
    before it announced goals, ``former`` what the row before it in the sentence was found to be, ``told`` whether its
    paragraph looks back, or a year gone by stands beside the figure. ``plan`` are the titles above it in an English
    document that sets what will be, None in others; ``herald`` what has announced targets in an English article,
    ``newest`` the newest year of which it tells. ``capped`` tells that its paragraph has
    granted a share: then an amount that must not be exceeded caps that share.
    """

    flat: str
    row: Row
    sentence: int
    scope: Scope
    language: str
    announced: bool
    former: Verdict | None = None
    told: bool = False
    plan: str | None = None
    capped: bool = False
    herald: Herald | None = None
    newest: str = ""

    @cached_property
    def clause(self) -> str:
        """The words of the clause."""
        return self.flat[self.row.clause.start : self.row.clause.end]

    @cached_property
    def lead_in(self) -> str:
        """The words of the sentence before the clause."""
        return self.flat[self.sentence : self.row.clause.start]

    @cached_property
    def before(self) -> str:
        """The words of the clause before its figure."""
        return self.clause[: self.row.figure.start - self.row.clause.start]

    @cached_property
    def without_figure(self) -> str:
        """The words of the clause without the figure's own: "đồng/trường hợp" names no case."""
        behind = self.row.figure.unit_end - self.row.clause.start
        return f"{self.before} {self.clause[behind:]}"

    @cached_property
    def past(self) -> bool:
        """Tell whether the clause speaks of the past before or right behind its figure."""
        told = self.row.figure.unit_end - self.row.clause.start + _NEAR
        return bool(self.cue("past", self.clause[:told]))

    @cached_property
    def past_but_compared(self) -> bool:
        """Tell whether the clause speaks of the past otherwise than by comparing itself with the year before."""
        text = self.clause[: self.row.figure.unit_end - self.row.clause.start + _NEAR]
        told = pattern("cues", self.language, "past").finditer(text)
        return any(not _LAST_YEAR.fullmatch(cue.group()) for cue in told)

    def wills(self, text: str) -> bool:
        """Tell whether ``text`` says what is willed; a report only names the aims of others."""
        reported = self.scope.kind == "result"
        named = self.language == "vi" and not reported and (self.cue("named", text) or self.cue("expected", text))
        return named or self.cue("strong", text)

    def cue(self, kind: str, text: str) -> bool:
        """Tell whether ``text`` holds a cue of that kind."""
        return bool(pattern("cues", self.language, kind).search(text))
