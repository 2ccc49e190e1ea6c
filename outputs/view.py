"""What a summary shows of a record: the same rows for Markdown and HTML, each in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.flags import CHECK_BELOW, SURE_FROM, explain, needs_check
from corpus.record import Evidence
from outputs.wording import Language, Pair, both, label, shown


@dataclass(frozen=True, slots=True)
class Note:
    """A detail under a row's main phrase, with its name."""

    name: Pair
    words: Pair


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a value is: the word for people, whole percent, whether to check it, and the flags in words.

    Each reason comes with whether it asks for a check or only explains.
    """

    word: Pair
    percent: int
    check: bool
    reasons: tuple[tuple[Pair, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a value stands: the place in words, the quote in ``lang``, and as it was first read if that differs."""

    place: Pair
    quote: str
    as_read: str | None
    image: str | None
    lang: Language


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a short value, the main phrase, details, and proof."""

    number: int
    value: Pair
    main: Pair
    notes: tuple[Note, ...]
    sureness: Sureness
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; the heading is None where the section is not divided."""

    heading: Pair | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the summary: anchor, title, names of the value and main columns, and the groups of rows."""

    anchor: str
    title: Pair
    value_name: Pair
    main_name: Pair
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """Number of rows in all groups."""
        return sum(len(group.rows) for group in self.groups)


class Rated(Protocol):
    """A value with a confidence and flags."""

    @property
    def confidence(self) -> float:
        """Probability of being right."""

    @property
    def flags(self) -> list[str]:
        """Why it deserves a second look."""


def sureness(value: Rated) -> Sureness:
    """Return how sure ``value`` is; a flag that asks for a check outweighs a high probability."""
    check = needs_check(value.confidence, value.flags)
    key = "check" if check or value.confidence < CHECK_BELOW else "sure" if value.confidence >= SURE_FROM else "fair"
    reasons = tuple((both(flag.vi, flag.en), flag.check) for flag in map(explain, value.flags))
    return Sureness(label(key, "sureness"), int(value.confidence * 100), check, reasons)


class Prover:
    """Puts evidence into words; knows how many pages the document has and which of them have pictures."""

    def __init__(self, pages: int, images: dict[int, str], language: Language) -> None:
        """Take the number of pages, the picture of each page by number, and the document's language."""
        self._pages = pages
        self._images = images
        self._language = language

    def prove(self, evidence: Sequence[Evidence]) -> tuple[Proof, ...]:
        """Return the proofs of ``evidence``, in the order given."""
        return tuple(self._proof(item) for item in evidence)

    def place(self, page: int, line: int) -> Pair:
        """Return a page and line in words; a document of one page speaks of lines only."""
        return both(self._spot(page, line, "vi"), self._spot(page, line, "en"))

    def _proof(self, item: Evidence) -> Proof:
        quote, as_read = shown(item.quote), shown(item.quote_as_read)
        return Proof(
            self._place(item),
            quote,
            as_read if as_read != quote else None,
            self._images.get(item.page),
            self._language,
        )

    def _place(self, item: Evidence) -> Pair:
        return both(self._place_in(item, "vi"), self._place_in(item, "en"))

    def _place_in(self, item: Evidence, lang: Language) -> str:
        first = self._spot(item.page, item.line, lang)
        if item.page_end != item.page:
            return f"{first} – {self._spot(item.page_end, item.line_end, lang)}"
        if item.line_end == item.line:
            return first
        return f"{self._spot(item.page, item.line, lang, many=True)}–{item.line_end}"

    def _spot(self, page: int, line: int, lang: Language, *, many: bool = False) -> str:
        words = f"{label('lines' if many else 'line').side(lang).text} {line}"
        return words if self._pages <= 1 else f"{label('page').side(lang).text} {page}, {words}"
