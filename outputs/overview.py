"""index.html of a run: what became of each document, a page of the list at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from corpus.files import write_atomically
from corpus.record import Problem
from corpus.run import RunEntry, RunManifest
from outputs import notation, summary
from outputs.problems import Trouble, in_words
from outputs.wording import Pair, label, pair, printed

PER_PAGE = 1000
"""Documents on one page of the list: more make a browser slow."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document in the list; ``link`` leads to its summary."""

    number: int
    name: str
    link: str | None
    title: Pair | None
    kind: Pair | None
    symbol: str
    issuer: Pair | None
    date: Pair | None
    condition: Pair | None
    outcome: str
    status: Pair
    grade: Pair | None
    whole: Trouble | None
    troubles: tuple[Trouble, ...]
    entry: RunEntry


def index(manifest: RunManifest, folder: Path) -> list[Path]:
    """Write index.html, and index-2.html and on for long runs, to ``folder``; return the pages' paths.

    Raises:
        OutputError: when the folder cannot be written.
    """
    written = []
    for name, text in pages(manifest):
        write_atomically(folder / name, text)
        written.append(folder / name)
    return written


def pages(manifest: RunManifest) -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each page of the list."""
    count = max(1, -(-len(manifest.entries) // PER_PAGE))
    names = ["index.html", *(f"index-{number}.html" for number in range(2, count + 1))]
    tally = _tally(manifest.entries)
    for number, name in enumerate(names):
        part = manifest.entries[number * PER_PAGE : (number + 1) * PER_PAGE]
        items = [_item(at, entry) for at, entry in enumerate(part, number * PER_PAGE + 1)]
        yield (
            name,
            summary.page(
                "index.html.j2",
                manifest=manifest,
                items=items,
                names=names,
                current=name,
                tally=tally,
                started=notation.instant(manifest.started),
                finished=notation.instant(manifest.finished) if manifest.finished else None,
            ),
        )


def _tally(entries: Sequence[RunEntry]) -> list[tuple[str, Pair, int]]:
    counts = [(outcome, sum(e.outcome == outcome for e in entries)) for outcome in _OUTCOMES]
    return [(outcome, label(outcome, "status"), count) for outcome, count in counts if count]


_OUTCOMES = ("done", "partial", "rejected", "quarantined")


def _item(number: int, entry: RunEntry) -> Item:
    return Item(
        number=number,
        name=printed(entry.input).vi.text,
        link=f"{quote(entry.folder, safe='')}/summary.html" if entry.folder else None,
        title=pair(entry.title, entry.title_en),
        kind=pair(entry.document_type, entry.document_type_en),
        symbol=printed(entry.symbol or "").vi.text,
        issuer=pair(entry.issuer, entry.issuer_en),
        date=notation.moment(entry.date, "day") if entry.date else None,
        condition=label(entry.condition, "condition") if entry.condition else None,
        outcome=entry.outcome,
        status=label(entry.outcome, "status"),
        grade=label(entry.grade, "grade") if entry.grade else None,
        whole=in_words(_whole(entry)) if entry.reason else None,
        troubles=tuple(in_words(problem) for problem in entry.errors),
        entry=entry,
    )


def _whole(entry: RunEntry) -> Problem:
    return Problem(code=entry.code or "", reason=entry.reason or "", remedy=entry.remedy or "")
