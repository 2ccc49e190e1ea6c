"""`vanban scan`: a survey that reads nothing."""

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus.document import Condition
from corpus.errors import ExitCode
from corpus.text import valid
from pipeline import rooms
from pipeline.cli_reading import MaxPages, RecogniseAlways, ScanDpi, reading_options
from pipeline.console import plain, product
from pipeline.inputs import Input, collect
from pipeline.line import Value

EXAMPLES = """Examples:

vanban scan scans

vanban scan scans --json > survey.json"""

_CONTROLS = re.compile(r"[\x7f-\x9f\ud800-\udfff]")
"""What JSON allows and a terminal obeys, or UTF-8 lacks."""

_AS_IT_IS, _RESTORE = "take the text as it is", "restore the Vietnamese of the text"


def scan(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders; folders with all below.")],
    scan_dpi: ScanDpi = None,
    max_pages: MaxPages = None,
    recognise_always: RecogniseAlways = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: a list of files as JSON.")] = False,
) -> None:
    """Say what each file is and what `vanban run` would do with it, without doing it."""
    options = reading_options(scan_dpi, max_pages, recognise_always)
    inputs = collect(paths)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        surveys = [(item, _surveyed(item, options, Path(folder))) for item in inputs]
    first: dict[str | None, str] = {}
    rows = [_row(item, survey, first.setdefault(item.sha256, item.shown)) for item, survey in surveys]
    if as_json:
        product(_CONTROLS.sub(_escaped, json.dumps(rows, ensure_ascii=False, indent=2)) + "\n")
    else:
        _show(rows)
    if any(item.error for item in inputs):
        raise typer.Exit(ExitCode.REJECTED)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _surveyed(item: Input, options: Mapping[str, Value], workspace: Path) -> dict[str, object]:
    """Return what the file is, the state of its text, and what that state means for a text."""
    survey = rooms.survey(item.path, options)
    condition = rooms.condition(item.path, survey, workspace)
    row: dict[str, object] = {**asdict(survey), "condition": condition}
    if survey.kind in {"text", "docx"}:
        row["action"] = _AS_IT_IS if condition is Condition.CLEAN else _RESTORE
    return row


def _row(item: Input, survey: dict[str, object], first: str) -> dict[str, object]:
    row: dict[str, object] = {"input": item.shown, "sha256": item.sha256, **survey}
    row["source"] = valid(item.path.name)
    row["duplicate_of"] = first if item.sha256 and first != item.shown else None
    if item.error:  # the survey sees only the path; what kept the file unread is known better here
        row |= {"reason": item.error.reason, "action": item.error.remedy, "code": item.error.code}
    return row


def _show(rows: list[dict[str, object]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("file", overflow="fold", ratio=2)
    table.add_column("kind", no_wrap=True)
    table.add_column("condition", no_wrap=True)
    table.add_column("pages", justify="right", no_wrap=True)
    table.add_column("language", no_wrap=True)
    table.add_column("what run would do", overflow="fold", ratio=3)
    for row in rows:
        table.add_row(*(plain(str(cell)) for cell in _cells(row)))
    # in a pipe each file stays on one line, for grep
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 1000)
    with console.capture() as captured:
        console.print(table)
    product(captured.get())


def _cells(row: dict[str, object]) -> tuple[object, ...]:
    action = row["action"]
    if row["duplicate_of"]:
        action = f"nothing: duplicate of {row['duplicate_of']}"
    elif row["code"]:
        action = f"{row['reason']} {action}"
    return row["input"], row["kind"], row["condition"] or "", row["pages"] or "", row["language"] or "", action
