"""What a person sees of a run: progress while it goes on, a table at its end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from corpus.run import Outcome, RunEntry
from pipeline.console import plain
from pipeline.run import Report

ROWS = 60
"""More rows than this are for index.html; those with something to say come first."""

_HEADS = ("outcome", "grade", "pages", "targets", "deadlines", "assigned", "seconds")
_COLOURS = {"done": "green", "partial": "yellow", "rejected": "red", "quarantined": "red"}
_URGENCY: tuple[Outcome, ...] = ("quarantined", "rejected", "partial", "done")


class Bar:
    """A progress bar with the time left; nothing where standard error is no terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar = progress.add_task("looking at the files", total=None)

    def begin(self, total: int) -> None:
        """Show the number of documents to do."""
        self._progress.update(self._bar, total=total, description="reading")

    def advance(self, entry: RunEntry) -> None:
        """Show the document that was finished last."""
        self._progress.update(self._bar, advance=1, description=escape(plain(Path(entry.input).name)[:40]))


@contextmanager
def progress_bar(console: Console) -> Iterator[Bar]:
    """Show a bar while the block runs, and take it away afterwards."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress)


def show(report: Report, out: Path, console: Console) -> None:
    """Print the table, the reasons with their remedies, and where the results are."""
    entries = sorted(report.entries, key=lambda entry: _URGENCY.index(entry.outcome))
    for row in _rows(entries[:ROWS]):
        console.print(row, soft_wrap=True)  # where to break a long name is the terminal's business
    if len(entries) > ROWS:
        console.print(f"… and {len(entries) - ROWS} more: see index.html")
    for entry in entries[:ROWS]:
        for line in _notes(entry):
            console.print(plain(line), markup=False)
    console.print(_sum(report), markup=False)
    console.print(plain(f"Results: {out / 'index.html'}"), markup=False)


def _rows(entries: Sequence[RunEntry]) -> Iterator[Text]:
    """Yield a line for each document. Names come last: of any length, never cut, and one line each for grep."""
    rows = [_figures(entry) for entry in entries]
    widths = [max(map(len, column)) for column in zip(_HEADS, *rows, strict=True)]
    yield Text(_aligned(_HEADS, widths) + "document", "bold")
    for entry, row in zip(entries, rows, strict=True):
        line = Text(_aligned(row, widths) + plain(Path(entry.input).name))
        line.stylize(_COLOURS[entry.outcome], 0, len(row[0]))
        yield line


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    words, figures = 2, zip(row[2:], widths[2:], strict=True)
    cells = [cell.ljust(width) for cell, width in zip(row[:words], widths[:words], strict=True)]
    return "  ".join([*cells, *(cell.rjust(width) for cell, width in figures), ""])


def _figures(entry: RunEntry) -> tuple[str, ...]:
    counts = (entry.pages, entry.targets, entry.deadlines, entry.assignments)
    cells = ["", "", "", ""] if entry.folder is None else [str(count) for count in counts]
    return "duplicate" if entry.duplicate_of else entry.outcome, entry.grade or "", *cells, f"{entry.seconds:.1f}"


def _notes(entry: RunEntry) -> Iterator[str]:
    if entry.duplicate_of:
        yield f"{entry.input}: duplicate of {entry.duplicate_of}"
    elif entry.reason:
        yield f"{entry.input}: {entry.reason} {entry.remedy or ''}"
    for problem in entry.errors if not entry.duplicate_of else ():
        page = f"page {problem.page}: " if problem.page else ""
        yield f"{entry.input}: {page}{problem.reason} {problem.remedy}"


def _sum(report: Report) -> str:
    outcomes = Counter(entry.outcome for entry in report.entries if not entry.duplicate_of)
    duplicates = sum(entry.duplicate_of is not None for entry in report.entries)
    parts = [f"{outcomes[name]} {name}" for name in reversed(_URGENCY) if outcomes[name]]
    kept = len({e.id for e in report.entries if e.id}) - report.worked
    parts += [f"{duplicates} duplicate{'s' * (duplicates > 1)}"] if duplicates else []
    return ", ".join(parts) + (f" (of these {kept} in an earlier run)" if kept > 0 else "")
