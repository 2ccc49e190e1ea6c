"""`vanban compare`: the same indicator across the documents of a run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline import rooms
from pipeline.console import LOG_WIDTH, messages, plain, standard_output

if TYPE_CHECKING:
    from outputs.comparison import Comparison

EXAMPLES = """Examples:

vanban compare results

vanban compare results -o comparison.html"""


def compare(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `vanban run` wrote to.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page to write (DIR/compare.html)."),
    ] = None,
) -> None:
    """Show the same indicator across documents: as a table here, and with pictures as a page."""
    page = output or folder / "compare.html"
    compared = rooms.compare(folder, page)
    with standard_output() as stream:
        console = Console(file=stream, highlight=False, width=None if stream.isatty() else LOG_WIDTH)
        for one in compared:
            console.print(plain(f"{one.name.vi.text} / {one.name.en.text}"), markup=False, style="bold")
            console.print(_table(one))
            console.print()
    messages().print(plain(f"{len(compared)} indicators in two documents or more. Page: {page}"), markup=False)


def _table(one: "Comparison") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("document", overflow="fold")
    table.add_column("value", justify="right", overflow="fold")
    table.add_column("due", overflow="fold")
    table.add_column("", no_wrap=True)
    for point in one.points:
        kind = ("result" if point.achieved else "") + (" check" if point.check else "")
        cells = (point.document, point.level.vi.text, point.due.vi.text if point.due else "", kind.strip())
        table.add_row(*(escape(plain(cell)) for cell in cells))
    return table
