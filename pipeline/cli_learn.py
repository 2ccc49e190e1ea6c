"""`vanban learn`: what people's corrections say of the extractors, and what the office can learn from them."""
# ruff: noqa: PLC0415  # the store and the models are loaded when they are needed: `vanban --help` is quick

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from corpus.errors import RejectedError
from pipeline.cli_reading import LEARNED
from pipeline.cli_serve import Data, Database
from pipeline.console import LOG_WIDTH, messages, plain, product, standard_output

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corpus.store import Store

EXAMPLES = """Examples:

vanban learn --data results

vanban learn --data results --all-judged --report-only --json

vanban run scans --out results --learned results/learned

Approved documents are learned from. What is written may be read and edited; docs/review.md explains it."""


def learn(  # noqa: PLR0913, PLR0917  # typer makes an option of each parameter
    data: Data,
    database: Database = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FOLDER", help="The office's own folder for what is learned (DIR/learned)."
        ),
    ] = None,
    annotations: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The folder for the reference annotations (annotations, in the former)."),
    ] = None,
    all_judged: Annotated[
        bool, typer.Option("--all-judged", help="Learn from every document without open rows, approved or not.")
    ] = False,
    report_only: Annotated[bool, typer.Option("--report-only", help="Only report; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Report how well documents were read, as people corrected them, and learn from it for those to come."""
    from extractors import extract
    from pipeline.learning import learn as learning
    from pipeline.learning.overlay import write_overlay
    from pipeline.learning.shown import show_refitted, show_report
    from pipeline.serving import store_of

    if not data.is_dir():
        raise RejectedError("There is no such folder.", remedy="Check its name.", code="no_folder", file=str(data))
    place = out or data / LEARNED
    with store_of(data, database, private=True) as store, store.snapshot() as session:
        with messages().status("Extracting again") as status:
            documents = learning.read(
                session, store, extract, lambda name: status.update(plain(name)), every=all_judged
            )
        if not documents:
            raise _nothing(data)
        report = learning.report(documents)
        refitted = learning.refit(documents, learning.repair_with)
        if not report_only:
            _export(session, store, annotations or place / "annotations", every=all_judged)
    if as_json:
        product(json.dumps(report.as_json() | refitted.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        with standard_output() as stream:
            console = Console(file=stream, highlight=False, width=None if stream.isatty() else LOG_WIDTH)
            show_report(report, documents, console)
            show_refitted(refitted, console)
    if not report_only:
        _tell(place, write_overlay(place, refitted.files))


def _export(session: "Session", store: "Store", folder: Path, *, every: bool) -> None:
    from corpus.store.annotations import export_annotations

    try:
        count = sum(1 for _ in export_annotations(session, store, folder, every=every))
    except FileNotFoundError as error:
        raise RejectedError(
            "The folder of a judged document has lost its text.",
            remedy="Bring it back from a backup, or run the document again.",
            code="document_lost",
            file=str(error.filename),
        ) from error
    messages().print(plain(f"{folder}: annotations of {count} documents"), markup=False)


def _tell(place: Path, proposals: list[Path]) -> None:
    from corpus.learned import load

    for proposal in proposals:
        messages().print(
            plain(f"{proposal}: a proposal, since the file beside it was changed by hand."),
            style="yellow",
            markup=False,
        )
    digest = load(place).digest
    if digest is None:
        messages().print("Nothing was learned; documents are read as before.")
        return
    messages().print(plain(f"{place}: what the office has learned ({digest}). `vanban serve` uses it."), markup=False)


def _nothing(data: Path) -> RejectedError:
    return RejectedError(
        "There is nothing to learn from yet: no document is approved.",
        remedy="Approve documents, or give --all-judged to learn from those without open rows.",
        code="nothing_judged",
        file=str(data),
    )
