"""A document's text as it is printed, as far as people know it: as repaired, with the words they mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.offsets import OffsetMap, Replacement, apply
from corpus.store.tables import WordEntry

Evidence = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed text and its map from text.txt; ``by_page`` tells whether places are pages, else lines."""

    text: str
    stored: str
    offsets: OffsetMap
    by_page: bool

    @classmethod
    def of(cls, stored: str, words: Iterable[WordEntry], *, by_page: bool) -> Printed:
        """Lay the mended words over text.txt; of words that overlap the first one counts."""
        replacements: list[Replacement] = []
        for word in sorted(words, key=lambda w: (w.start, w.end)):
            free = not replacements or word.start >= replacements[-1].raw_end
            if word.text is not None and free and word.end <= len(stored):
                replacements.append(Replacement(word.start, word.end, word.text))
        text, offsets = apply(stored, replacements)
        return cls(text, stored, offsets, by_page)

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return self.text.split("\f")

    def quote(self, evidence: Evidence) -> str:
        """Return the words of a proof as they are printed."""
        start, end = self.offsets.to_text(evidence["start"], evidence["end"])
        return self.text[start:end]

    def place(self, evidence: Evidence) -> dict[str, Any]:
        """Return where a proof stands, and its words; as read as well, where that differs."""
        quote, read = self.quote(evidence), evidence.get("quote_as_read") or evidence["quote"]
        if self.by_page:
            # what a page quotes stands on that page alone
            return {"page": evidence["page"], "quote": quote.split("\f", maxsplit=1)[0]}
        lines = {"line": evidence["line"], "line_end": evidence["line_end"], "quote": quote}
        return lines | ({"quote_ocr": read} if read != quote else {})

    def line_of(self, evidence: Evidence, part: str | None) -> int:
        """Return the line on which ``part`` of a proof's words stands; the first line where it is not found."""
        quote = self.quote(evidence)
        at = quote.find(part) if part else -1
        return int(evidence["line"]) + (quote.count("\n", 0, at) if at > 0 else 0)
