"""`vanban run`: files and folders in, a folder of results for each document out."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline.cli_reading import LearnedFolder, MaxPages, RecogniseAlways, ScanDpi, overlay_of, reading_options
from pipeline.console import messages
from pipeline.executors import Serial
from pipeline.line import Loader
from pipeline.pool import Pool
from pipeline.report import progress_bar, show
from pipeline.report_targets import show_targets
from pipeline.rooms import load_line, under, write_index
from pipeline.run import LOGS, Plan, Run
from pipeline.verdict import exit_code
from pipeline.versions import around, made_by, of_overlay

EXAMPLES = """Examples:

vanban run scans --out results

vanban run "Nghị quyết.pdf" letter.docx --out results --jobs 2

Then open results/index.html in a browser. Give the same command again at any time: only what is new is done."""


def run(  # noqa: PLR0913, PLR0917  # typer makes an option of each parameter
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders; folders with all below.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder for the results.")],
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Documents at the same time; 0: one for each processor core.")
    ] = 0,
    time_limit: Annotated[int, typer.Option(min=0, help="Seconds that one document may take; 0: no limit.")] = 1800,
    memory_limit: Annotated[
        int, typer.Option(min=0, help="Megabytes of address space that one document may use; 0: no limit.")
    ] = 4000,
    scan_dpi: ScanDpi = None,
    max_pages: MaxPages = None,
    recognise_always: RecogniseAlways = False,
    learned: LearnedFolder = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try quarantined documents again.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Do everything again, also what is finished.")] = False,
    targets: Annotated[bool, typer.Option("--targets", help="Also show the targets that were found.")] = False,
    in_process: Annotated[bool, typer.Option("--in-process", hidden=True)] = False,
) -> NoReturn:
    """Read documents and write their text, targets, deadlines and responsible bodies to DIR."""
    console = messages()
    reading = reading_options(scan_dpi, max_pages, recognise_always)
    limits: dict[str, int] = {"time_limit": time_limit, "memory_limit": memory_limit}
    overlay = overlay_of(learned)
    plan = Plan(reading, limits, made_by() | of_overlay(overlay), around(), redo, retry)
    load = under(overlay, load_line)
    executor = Serial(load) if in_process else _pool(load, out, jobs, limits)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill ends like Ctrl-C: with all kept
    with progress_bar(console) as bar:
        report = Run(paths, out, plan, executor, write_index, bar).carry_out()
    show(report, out, console)
    if targets:
        show_targets(report, out, console)
    if report.interrupted:
        console.print("Stopped. What is finished is kept; the same command goes on from here.")
    raise typer.Exit(exit_code(report))


def _pool(load: Loader, out: Path, jobs: int, limits: Mapping[str, int]) -> Pool:
    return Pool(
        load,
        jobs or cores(),
        out / LOGS / "workers.log",
        limits["time_limit"] or None,
        limits["memory_limit"] * 2**20 or None,
    )


def cores() -> int:
    """Return how many cores this process may use, which is fewer than there are inside some containers."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
