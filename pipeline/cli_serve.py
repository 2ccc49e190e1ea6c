"""`vanban serve`: an office checks documents together, everyone with an account of their own."""
# ruff: noqa: PLC0415  # the server and the store are loaded when they are needed: `vanban --help` is quick

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_reading import LEARNED, LearnedFolder, overlay_of
from pipeline.console import messages, product
from pipeline.exposure import LOOPBACK_NAMES, Exposure, exposure

if TYPE_CHECKING:
    from corpus.store import Store

EXAMPLES = """Examples:

vanban serve --data results

vanban serve --data results --public-name vanban.example.vn --behind-proxy 127.0.0.1

At the first start a link is shown that makes the first administrator, who then adds the others. docs/review.md
explains how an office sets it up, docs/deploy has examples for systemd, containers and web servers."""

Data = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", help="The folder that `vanban run` wrote to; the accounts are kept in it."),
]
Database = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="VANBAN_DATABASE",
        help="PostgreSQL, as postgresql://USER@HOST/NAME. Better set it as VANBAN_DATABASE when it has a password: "
        "others on this machine see what a command was given.",
        show_default="the file DIR/review.sqlite",
    ),
]


def serve(  # noqa: PLR0913, PLR0917  # typer makes an option of each parameter
    data: Data,
    database: Database = None,
    host: Annotated[str, typer.Option(help="Address to listen at; only this machine reaches 127.0.0.1.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0: any that is free.")] = 8000,
    public_name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Name by which browsers reach the pages; may be repeated.")
    ] = None,
    behind_proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="A web server in front does HTTPS and asks from this address; may be repeated."
        ),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Do HTTPS with this certificate and its chain (PEM).")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate's private key (PEM).")] = None,
    internal_webhooks: Annotated[
        bool,
        typer.Option(
            "--allow-internal-webhooks", help="Let events be sent to addresses of the inner network, which is refused."
        ),
    ] = False,
    learned: LearnedFolder = None,
) -> None:
    """Let an office check documents together: accounts, roles, approval, and an API for other systems."""
    from outputs.web import Settings, create_app
    from outputs.webhooks import delivering
    from pipeline.serving import listen, serve_pages, store_of, take_in, until_stopped
    from pipeline.submissions import Options, start

    reached = exposure(host, public_name or [], behind_proxy or [], certificate, key)
    data.mkdir(parents=True, exist_ok=True)
    overlay_of(learned)
    with (
        until_stopped(),
        store_of(data, database, private=True) as store,
        listen(host, port) as listener,
        start(store, Options(learned=learned or data / LEARNED)) as submit,
        delivering(store, internal=internal_webhooks),
    ):
        if (data / "run.json").is_file():
            take_in(store, data)
        port = listener.getsockname()[1]
        secret = _set_up_secret(store)
        settings = Settings(
            store,
            hosts=reached.hosts,
            secure=reached.secure,
            submit=submit,
            internal_webhooks=internal_webhooks,
            trusted_proxies=reached.proxies,
            set_up_link=secret,
            port=port,
        )
        _greet(_address(reached, port), secret)
        serve_pages(create_app(settings), listener, certificate, key)
    messages().print("Ended.")


def _set_up_secret(store: "Store") -> str | None:
    """Return the secret of the set-up link where there is no administrator yet; end sessions that had no password."""
    from corpus.store import accounts

    with store.writing() as session:
        accounts.end_sessions_here(session)
        return None if accounts.has_administrator(session) else secrets.token_urlsafe(32)


def _address(reached: Exposure, port: int) -> str:
    if reached.hosts == LOOPBACK_NAMES:
        return f"http://{LOOPBACK_NAMES[0]}:{port}"
    shown = "" if reached.proxies or port == 443 else f":{port}"
    return f"https://{reached.hosts[0]}{shown}"


def _greet(address: str, secret: str | None) -> None:
    if secret is None:
        messages().print(f"Serving {address}. Ctrl-C ends it.", markup=False)
        return
    messages().print("Nobody may sign in yet. Open this link to make the first administrator; it counts once.")
    product(f"{address}/set-up/{secret}\n")
