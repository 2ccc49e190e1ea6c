"""The report on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.console import plain
from pipeline.learning.figures import Figures, figures
from pipeline.learning.learn import Read, Refitted, Report

_COUNTS = ("rows", "right", "misread", "corrected", "false", "missed")
_COLUMNS = (*_COUNTS, "precision", "recall", "F1", "full", "caught", "off")
_LEGEND = (
    "misread: right but for misread words. full: of what is there, fully right as extracted. caught: of wrong rows, "
    "those among the 15 % least sure. off: how far confidence is from the share that is right. "
    "now: the present extractors on the stored text; of these: what stands outside ruled tables, which were not stored."
)
_MOST = 12  # changes shown of a document; all are in the JSON


def show_report(found: Report, documents: list[Read], console: Console) -> None:
    """Print the figures by kind, what was corrected, the figures by document and what has changed."""
    console.print(_table("kind", _kinds(found)))
    console.print(_LEGEND, style="dim")
    for kind, counted in found.then.items():
        if counted.fields:
            fields = ", ".join(f"{name} {times}" for name, times in counted.fields.items())
            console.print(plain(f"{kind}, corrected: {fields}"), markup=False)
    console.print()
    console.print(_table("document", [(one.document.name, figures(one.document.rows)) for one in documents]))
    for one in documents:
        _show_changes(one, console)
    for name, problem in found.problems.items():
        console.print(plain(f"{name} could not be extracted again: {problem}"), style="red", markup=False)


def show_refitted(found: Refitted, console: Console) -> None:
    """Print what was learned, and the wordings that were not."""
    console.print()
    for name, outcome in found.outcomes.items():
        console.print(plain(f"{name}: {'taken' if outcome.adopted else 'not taken'}. {outcome.why}"), markup=False)
    for name, pairs in found.conflicts.items():
        for wording, why in pairs:
            console.print(plain(f"{name}: “{wording}” is not taken: {why}"), markup=False)


def _kinds(found: Report) -> Iterator[tuple[str, Figures]]:
    for kind in dict.fromkeys([*found.then, *found.now]):
        yield kind, found.then.get(kind, Figures())
        if kind in found.now:
            if found.before.get(kind) != found.then.get(kind):
                yield "  of these", found.before.get(kind, Figures())
            yield "  now", found.now[kind]


def _table(first: str, rows: Iterator[tuple[str, Figures]] | list[tuple[str, Figures]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for name in _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for name, counted in rows:
        table.add_row(escape(plain(name)), *_cells(counted))
    return table


def _cells(found: Figures) -> list[str]:
    counts = (found.extracted, found.right, found.reworded, found.corrected, found.false, found.missed)
    shares = (found.precision, found.recall, found.f1, found.full, found.caught, found.calibration_error)
    return [*map(str, counts), *("" if share is None else f"{share:.3f}" for share in shares)]


def _show_changes(one: Read, console: Console) -> None:
    changes = one.again.changes if one.again else ()
    if not changes:
        return
    console.print(plain(f"{one.document.name}: {len(changes)} rows are otherwise now"), markup=False, style="bold")
    for change in changes[:_MOST]:
        console.print(plain(f"  {_WHAT[change.what, change.right]} {change.kind}: {change.text}"), markup=False)
    if len(changes) > _MOST:
        console.print(f"  and {len(changes) - _MOST} more: see --json")


_WHAT: Mapping[tuple[str, bool | None], str] = {
    ("appeared", True): "new, right:",
    ("appeared", False): "new, wrong:",
    ("appeared", None): "new, judged by nobody:",
    ("changed", True): "right now:",
    ("changed", False): "otherwise, not right:",
    ("changed", None): "otherwise, judged by nobody:",
    ("disappeared", True): "gone, was right:",
    ("disappeared", False): "gone, was wrong:",
}
