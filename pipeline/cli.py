"""The command `vanban`. Each command is a module of its own; here they come together, and here errors end."""

import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import ExitCode, VanbanError
from pipeline import (
    cli_backup,
    cli_compare,
    cli_doctor,
    cli_export,
    cli_learn,
    cli_repair,
    cli_review,
    cli_run,
    cli_scan,
    cli_schema,
    cli_serve,
    cli_users,
)
from pipeline.console import explain, fill_standard_streams, messages, product
from pipeline.versions import around, made_by, package

app = typer.Typer(
    name="vanban",
    help="Reads Vietnamese policy documents: from scans, PDFs, Word files or garbled text to repaired text, targets, "
    "deadlines and responsible bodies, each with the place on the page that proves it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all done, 2 wrong usage, 3 rejected, 4 partial, 5 quarantined, 6 something is not installed, "
    "7 output cannot be written, 130 stopped, 1 an error of vanban itself.",
)
app.command("run", epilog=cli_run.EXAMPLES)(cli_run.run)
app.command("scan", epilog=cli_scan.EXAMPLES)(cli_scan.scan)
app.command("repair", epilog=cli_repair.EXAMPLES)(cli_repair.repair)
app.command("export", epilog=cli_export.EXAMPLES)(cli_export.export)
app.command("compare", epilog=cli_compare.EXAMPLES)(cli_compare.compare)
app.command("review", epilog=cli_review.EXAMPLES)(cli_review.review)
app.command("serve", epilog=cli_serve.EXAMPLES)(cli_serve.serve)
app.add_typer(cli_users.app, name="users")
app.command("learn", epilog=cli_learn.EXAMPLES)(cli_learn.learn)
app.command("backup", epilog=cli_backup.BACKUP_EXAMPLES)(cli_backup.backup)
app.command("restore", epilog=cli_backup.RESTORE_EXAMPLES)(cli_backup.restore)
app.command("schema")(cli_schema.schema)
app.command("doctor")(cli_doctor.doctor)


@app.command("version")
def version() -> None:
    """Show the versions of vanban and of what it works with."""
    product("".join(f"{name} {value}\n" for name, value in {**made_by(), **around()}.items()))


def _show_version(wanted: bool) -> None:
    if wanted:
        product(f"vanban {package()}\n")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; whatever goes wrong, the user gets a reason and a remedy, never a traceback."""
    fill_standard_streams()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of libraries, about pictures: for builders, who ask for them with -W
    try:
        app()
    except VanbanError as error:
        explain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        messages().print("Stopped.")
        sys.exit(ExitCode.INTERRUPTED)
    except Exception:  # noqa: BLE001  # the last line of defence: the user is told where the details are
        messages().print(
            f"Sorry, vanban failed in a way nobody foresaw. The details are in {_log()}: please report them.",
            markup=False,
        )
        sys.exit(ExitCode.INTERNAL)


def _log() -> Path:
    """Write the traceback of the error at hand to a file of its own and return its path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="vanban-error-", suffix=".log", delete=False
    ) as stream:
        traceback.print_exc(file=stream)
    return Path(stream.name)


if __name__ == "__main__":
    main()
