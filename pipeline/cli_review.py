"""`vanban review`: one person on this machine checks what a run has found, in the browser."""
# ruff: noqa: PLC0415  # the server and the store are loaded when they are needed: `vanban --help` is quick

import os
import secrets
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.console import messages, product

EXAMPLES = """Examples:

vanban run scans --out results

vanban review results

The browser opens. Nobody else can come in: the link counts once, and only on this machine. Ctrl-C ends it; everything
you decided is kept in results/review.sqlite. Give the same command again to go on, also after a new run."""

HOST = "127.0.0.1"


def review(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `vanban run` wrote to.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at; 0: any that is free.")] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser, or only show the link.")
    ] = True,
) -> None:
    """Check and correct what was found in your documents, in the browser, alone on this machine."""
    from outputs.export import check_run
    from outputs.web import Settings, create_app
    from pipeline.serving import listen, serve_pages, store_of, take_in, until_stopped

    check_run(folder)
    with until_stopped(), store_of(folder, None, private=False) as store, listen(HOST, port) as listener:
        take_in(store, folder)
        port = listener.getsockname()[1]
        secret = secrets.token_urlsafe(32)
        settings = Settings(store, one_time_link=secret, person_here=_name(), port=port)
        link = f"http://{HOST}:{port}/link/{secret}"
        messages().print("Open this link in a browser on this machine; it counts once. Ctrl-C ends the review.")
        product(f"{link}\n")
        with _opened(link, folder / f"review-{port}.html") if browser else nullcontext():
            serve_pages(create_app(settings), listener)
    messages().print("Ended. Everything you decided is kept.")


@contextmanager
def _opened(link: str, file: Path) -> Iterator[None]:
    """Open the browser by way of a file that only this user may read: others see the arguments of programs."""
    if not _has_screen():
        yield
        return
    try:
        with suppress(OSError):
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(
                    f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}">\n'
                )
            webbrowser.open(file.resolve().as_uri())
        yield
    finally:
        file.unlink(missing_ok=True)


def _has_screen() -> bool:
    """Whether a window can open; without one, a browser of the terminal would take the terminal."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _name() -> str:
    """Return by which name decisions are kept: that of the user's account."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""
