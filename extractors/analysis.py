"""What every extractor reads: the document cut into sections, paragraphs and sentences, and annotated by spaCy.

All spans are offsets of ``document.text``. ``flat`` is that text with line breaks as spaces, of the same length, so
that a pattern may run over a line's end and its offsets still hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.document import Document
    from extractors.structure.zones import Part

T = TypeVar("T")
SectionKind = Literal["part", "chapter", "section", "article", "paragraph", "point", "heading"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, down to the next heading of the same or a higher level.

    ``number`` is the full path ("II.2", "Điều 1.3.a"); ``title`` the heading's words on one line; ``start``..``end``
    the heading itself; ``body_end`` the end of its content, sub-sections included; ``parent`` an index into
    ``Analysis.sections`` or None.
    """

    number: str
    title: str
    level: int
    kind: SectionKind
    start: int
    end: int
    body_end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span; abbreviations, numbers and document symbols do not end one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside headings, document head and signature block.

    ``section`` is the index of the innermost section that holds it (None before the first heading); ``zone`` tells
    where it stands; ``bullet`` is its own list mark ("-", "+", "a)", "1."), not part of the sentences.
    """

    start: int
    end: int
    section: int | None
    zone: Literal["head", "body", "foot"]
    bullet: str | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Analysis:
    """A document ready for extraction.

    ``parts`` are its printed lines by head, body and foot; ``furniture`` the spans of running heads and page numbers.
    """

    document: Document
    doc: Doc
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()

    @cached_property
    def flat(self) -> str:
        """The document's text, same length: line and page breaks as spaces, page numbers and running heads blanked."""
        return self.doc.text

    @cached_property
    def _known(self) -> dict[Callable[[Analysis], Any], Any]:
        return {}

    def once(self, read: Callable[[Analysis], T]) -> T:
        """Return what ``read`` finds in this analysis, found at the first call: several extractors ask for it."""
        if read not in self._known:
            self._known[read] = read(self)
        return cast("T", self._known[read])

    @property
    def language(self) -> str:
        """``vi`` or ``en``."""
        return self.document.language

    def ancestors(self, section: int | None) -> Iterator[Section]:
        """Yield the section with that index and those that hold it, innermost first."""
        while section is not None:
            yield self.sections[section]
            section = self.sections[section].parent

    def body(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body, in order."""
        return (p for p in self.paragraphs if p.zone == "body")
