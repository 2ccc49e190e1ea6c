"""What `vanban review`, `vanban serve` and `vanban users` share: the store of a folder, its documents, the server."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy import URL, func, select

from corpus.errors import OutputError, RejectedError
from corpus.store import Store, open_store
from corpus.store.importing import import_run
from corpus.store.tables import DocumentEntry
from pipeline.console import messages, plain
from pipeline.usage import UsageError

DATABASE = "review.sqlite"
_PATIENCE = 3  # seconds for which requests may go on after Ctrl-C


@contextmanager
def store_of(folder: Path, database: str | None, *, private: bool) -> Iterator[Store]:
    """Open the store of ``folder``: at the address ``database``, or in a file beside the documents.

    ``private`` keeps that file from the machine's other users, since it holds what passwords can be checked by.

    Raises:
        OutputError: when it cannot be opened.
        MissingDependencyError: when the driver for PostgreSQL is not installed.
    """
    file = folder / DATABASE
    if database is None and private:
        _keep_private(file)
    opened = open_store(database or URL.create("sqlite", database=str(file)).render_as_string(), folder)
    try:
        yield opened
    finally:
        opened.close()


def take_in(store: Store, folder: Path) -> None:
    """Take the documents of the run in ``folder`` into the store, and tell which could not be.

    Raises:
        RejectedError: when run.json is damaged.
    """
    console = messages()
    try:
        for name, problem in import_run(store, folder):
            if problem is not None:
                console.print(plain(f"{name} could not be taken in: {problem}"), style="red", markup=False)
    except (ValidationError, FileNotFoundError) as error:
        raise RejectedError(
            "The list of its documents, run.json, is missing or damaged.",
            remedy="Give the command that wrote the folder again: vanban run ... --out DIR.",
            code="no_run",
            file=str(folder),
        ) from error
    with store.reading() as session:
        count = session.scalar(select(func.count()).select_from(DocumentEntry))
    console.print(f"{count} document{'' if count == 1 else 's'} to work on.")


@contextmanager
def until_stopped() -> Iterator[None]:
    """Let Ctrl-C, or a polite kill, end the block: that is how serving ends, and no failure."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at ``host``; port 0 stands for any that is free.

    Raises:
        UsageError: when another program has the port, or ``host`` is no address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(
            f"Nothing can listen at {host}, port {port} ({why}).",
            remedy="Choose another --port, or end the program that has it.",
            code="port",
        ) from error
    return listener


def serve_pages(
    app: FastAPI, listener: socket.socket, certificate: Path | None = None, key: Path | None = None
) -> None:
    """Serve quietly until Ctrl-C or a polite kill: only what nobody foresaw is written to standard error.

    Raises:
        RejectedError: when the certificate or its key cannot be used.
    """
    logging.basicConfig(level=logging.ERROR, format="%(asctime)s vanban: %(message)s")
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whom to believe is settled by the application
        limit_concurrency=500,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_PATIENCE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    logging.getLogger("uvicorn.error").disabled = True  # its traceback would be the second one
    try:
        config.load()
    except OSError as error:
        raise RejectedError(
            f"The certificate or its key cannot be used ({error.strerror or error}).",
            remedy="Give the certificate with its chain and the key as PEM files that this user may read.",
            code="certificate",
            file=str(certificate),
        ) from error
    uvicorn.Server(config).run(sockets=[listener])


def _keep_private(file: Path) -> None:
    try:
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError as error:
        raise OutputError(
            f"The folder cannot be written to ({error.strerror or error}).",
            remedy="Name another folder with --data, or ask for the right to write to this one.",
            code="output_not_writable",
            file=str(file.parent),
        ) from error
