"""The targets that a run has found, as a table on the terminal."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.record import Record, Target
from pipeline.console import plain
from pipeline.run import Report

_SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ ", "range": ""}


def show_targets(report: Report, out: Path, console: Console) -> None:
    """Print a table of targets for each document of the run that has a record."""
    for entry in report.entries:
        if entry.folder is None or entry.duplicate_of:
            continue
        path = out / entry.folder / "record.json"
        try:
            record = Record.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # a run that finds a document finished does not look into its record
            console.print(plain(f"{path}: The record is damaged. Delete its folder and run again."), markup=False)
            continue
        console.print()
        console.print(plain(f"{record.document.source}: {len(record.targets)} targets"), markup=False, style="bold")
        console.print(targets_table(record.targets), soft_wrap=False)
        console.print(plain(f"Summary: {out / entry.folder / 'summary.html'}"), markup=False)


def targets_table(targets: list[Target]) -> Table:
    """Return the targets as rows: what, how much, by when, how sure, and where it stands."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("target", ratio=3, overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit", overflow="fold")
    table.add_column("due", overflow="fold", max_width=24)
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("page:line", justify="right", no_wrap=True)
    for target in targets:
        table.add_row(*(escape(plain(cell)) for cell in _cells(target)))
    return table


def _cells(target: Target) -> tuple[str, ...]:
    place = target.evidence[0] if target.evidence else None
    return (
        target.indicator.vi or target.indicator.en or "",
        _value(target),
        (target.unit or "").replace("_", " "),
        target.due.end or target.due.raw if target.due else "",
        f"{int(target.confidence * 100)}%",  # rounded down: what is nearly certain must not say 100 %
        f"{place.page}:{place.line}" if place else "",
    )


def _value(target: Target) -> str:
    if target.kind == "qualitative":
        return target.comparator
    if target.comparator == "range":
        return f"{_number(target.value_min)}–{_number(target.value_max)}"
    return _SIGNS.get(target.comparator, "") + _number(target.value)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
