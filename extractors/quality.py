"""How good a document's text is: a grade for people, figures for machines."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Literal

from corpus.record import Quality

if TYPE_CHECKING:
    from corpus.document import Document, Word

UNSURE = 0.8


def quality(document: Document) -> Quality:
    """Return the quality of the repaired text, word by word.

    A word is as sure as its readings or, without one, as its print; "unsure" is below ``UNSURE``. Grades: good up to
    2 % unsure words, fair up to 10 %, else poor.
    """
    sure = [_sureness(document, word) for _, line in document.lines for word in line.words]
    unsure = sum(value < UNSURE for value in sure)
    share = unsure / max(1, len(sure))
    grade: Literal["good", "fair", "poor"] = "good" if share <= 0.02 else "fair" if share <= 0.1 else "poor"
    return Quality(
        grade=grade if sure else "poor",
        mean_confidence=round(fmean(sure), 4) if sure else 0.0,
        words=len(sure),
        unsure_words=unsure,
        repaired_words=_repaired(document),
    )


def _sureness(document: Document, word: Word) -> float:
    """What ``Document.probability`` says of the word, without looking for the words that it touches."""
    readings = document.readings_in(*document.offsets.to_text(word.start, word.end)) if document.readings else ()
    if readings:
        return min(reading.probability for reading in readings)
    return 1.0 if word.confidence is None else word.confidence


def _repaired(document: Document) -> int:
    """Words of the text as read that repair has changed."""
    edits = iter(document.offsets.edits)
    edit = next(edits, None)
    count = 0
    for _, line in document.lines:
        for word in line.words:
            while edit is not None and edit.raw_end <= word.start:
                edit = next(edits, None)
            count += edit is not None and edit.raw_start < word.end
    return count
