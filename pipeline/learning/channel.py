"""Learns misreadings from mended words, and measures on documents held out whether the repair is better for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from corpus.document import Condition, Document, plain_document
from corpus.language.peel import peel
from corpus.learned import Misreading, Reader
from corpus.offsets import Replacement, apply
from corpus.record import DocumentInfo, Record
from corpus.store.judged import JudgedDocument
from pipeline.learning.outcome import Outcome, too_few
from pipeline.learning.stored import read_document, stored_words

LEAST = {"mended words": 20, "documents": 3}
_TWICE = 2  # places where a misreading must have been mended
_FOLDS = 5
_MOST = 40  # documents that are repaired anew, those with mended words first
_PRICE = 5  # words that must become right for each that becomes wrong
_GARBLED = (Condition.OCR_GARBLED, Condition.MIXED)
_SPECIMENS = ("gold", "garbled")
Pair = tuple[Reader, str, str]
Repair = Callable[[Document], Document]
WithMisreadings = Callable[[Sequence[Misreading]], Repair]


@dataclass(frozen=True)
class Seen:
    """A document's words: how often each is printed (by reader), what was mended, and its text as it is printed."""

    folder: Path
    info: DocumentInfo
    printed: Counter[tuple[Reader, str]]
    mended: Counter[Pair]
    text: str
    places: frozenset[tuple[int, int]]
    """Line (0-based, in text order) and word of each mended word."""


def seen(document: JudgedDocument, folder: Path) -> Seen | None:
    """Return the words of a document; None where no reader took part that the repair knows.

    Raises:
        OSError, ValidationError: when a file of the folder is missing or damaged.
    """
    info = Record.model_validate(document.entry.record).document
    readers = _readers(info)
    if not readers:
        return None
    printed: Counter[tuple[Reader, str]] = Counter()
    mended: Counter[Pair] = Counter()
    for page in stored_words(folder):
        reader = readers.get(page.page)
        for word in page.words if reader else ():
            entry = document.words.get((word.start, word.end))
            right = _core(entry.text if entry and entry.text is not None else word.text)
            read = _core(word.text if word.as_read is None else word.as_read)
            if right and reader:
                printed[reader, right] += 1
                if entry is not None and read and read != right:
                    mended[reader, read, right] += 1
    text = (folder / "text.txt").read_bytes().decode("utf-8")
    words = sorted((span, word.text) for span, word in document.words.items() if word.text is not None)
    whole = apply(text, [Replacement(start, end, new) for (start, end), new in words])[0]
    places = frozenset(_place(text, start) for (start, _), _ in words)
    return Seen(folder, info, printed, mended, whole, places)


def _readers(info: DocumentInfo) -> dict[int, Reader]:
    """Tell who read each page that was misread as the models know it."""
    if not info.page_details:
        return {1: "garbled"} if info.condition in _GARBLED else {}
    found: dict[int, Reader] = {}
    for page in info.page_details:
        if page.source == "recognised":
            found[page.number] = "recognised"
        elif page.source != "failed" and info.condition in _GARBLED:
            if page.source == "text_layer" and info.condition == Condition.MIXED:
                continue  # it stands beside pages that had to be recognised, and is sound
            found[page.number] = "garbled"
    return found


def _core(word: str) -> str | None:
    """Return a word without the punctuation around it; None for figures, and for what is no single word."""
    core = peel(word)[1]
    return core if core and not any(c.isspace() or c.isdigit() for c in core) else None


def _place(text: str, start: int) -> tuple[int, int]:
    before = text[:start].replace("\f", "\n")
    line = before.rpartition("\n")[2]
    return before.count("\n"), len(line.split())


def misreadings(documents: Iterable[Seen]) -> list[Misreading]:
    """Return what was mended at least twice, of how many times the word is printed in the documents."""
    printed: Counter[tuple[Reader, str]] = Counter()
    mended: Counter[Pair] = Counter()
    for document in documents:
        printed += document.printed
        mended += document.mended
    return [
        Misreading(reader, read, right, times, printed[reader, right])
        for (reader, read, right), times in sorted(mended.items())
        if times >= _TWICE
    ]


def refit(documents: Sequence[Seen], with_misreadings: WithMisreadings) -> tuple[list[Misreading], Outcome]:
    """Return the misreadings that make the repair better, none where they do not, and what was measured."""
    telling = [one for one in documents if one.mended]
    there = {"mended words": sum(one.mended.total() for one in telling), "documents": len(telling)}
    if few := too_few(there, LEAST):
        return [], few
    found = misreadings(documents)
    if not found:
        return [], Outcome(adopted=False, why="no misreading was mended twice", measured=there)
    measured = _held_out(documents, with_misreadings)
    harm = _specimens_harmed(with_misreadings([]), with_misreadings(found))
    better = measured["righted"] > 0 and measured["righted"] >= _PRICE * measured["spoilt"] and harm == 0
    why = (
        f"{measured['righted']} of {measured['held out']} mended words of other documents come out right, "
        f"{measured['spoilt']} words become wrong, {harm} in the specimens"
    )
    return (found if better else []), Outcome(better, why, {**there, **measured, "specimen words changed": harm})


def _held_out(documents: Sequence[Seen], with_misreadings: WithMisreadings) -> dict[str, int]:
    """Repair documents anew, each with what the others teach."""
    chosen = sorted(documents, key=lambda one: (not one.mended, one.info.id))[:_MOST]
    shipped = with_misreadings([])
    count: Counter[str] = Counter()
    for part in range(_FOLDS):
        inside = chosen[part::_FOLDS]
        kept_out = {one.info.id for one in inside}
        lessons = misreadings(one for one in documents if one.info.id not in kept_out)
        if not lessons:  # nothing would be repaired otherwise
            count["held out"] += sum(len(one.places) for one in inside)
            continue
        taught = with_misreadings(lessons)
        for one in inside:
            count += _compared(one, shipped, taught)
    return {name: count[name] for name in ("held out", "righted", "spoilt")}


def _compared(one: Seen, shipped: Repair, taught: Repair) -> Counter[str]:
    document = read_document(one.folder, one.info)
    lines = [
        [piece.split() for piece in text.replace("\f", "\n").split("\n")]
        for text in (one.text, shipped(document).text, taught(document).text)
    ]
    count: Counter[str] = Counter({"held out": len(one.places)})
    for number, (right, before, after) in enumerate(zip(*lines, strict=False)):
        if len(right) == len(before) == len(after):
            for at, (want, old, new) in enumerate(zip(right, before, after, strict=True)):
                count["righted"] += (number, at) in one.places and old != want == new
                count["spoilt"] += old == want != new
    return count


def _specimens_harmed(shipped: Repair, taught: Repair) -> int:
    """Count the words of the specimens that come out otherwise: in sound text any, in garbled text those now wrong."""
    folder = files("corpus").joinpath("specimens")
    sound, garbled = (folder.joinpath(f"programme.{kind}.txt").read_text(encoding="utf-8") for kind in _SPECIMENS)
    changed = _words(shipped(_plain(sound)).text) - _words(taught(_plain(sound)).text)
    right = _words(sound)
    before, after = (right & _words(mend(_plain(garbled)).text) for mend in (shipped, taught))
    return changed.total() + max(0, before.total() - after.total())


def _plain(text: str) -> Document:
    return plain_document(text, identity="sha256:specimen", source="specimen")


def _words(text: str) -> Counter[str]:
    return Counter(text.split())
