"""Opens the store: SQLite beside the documents, or PostgreSQL by its address; brings the tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import MissingDependencyError, OutputError

MIGRATIONS = Path(__file__).with_name("migrations")
_WAIT = 30  # seconds that a writer waits for another one
_MIGRATING = 0x76616E62616E  # the number of the lock that whoever makes the tables holds in PostgreSQL
_WRITERS = 0x76616E62  # the lock in PostgreSQL that writers hold; any number that nobody else uses


class Store:
    """The database and the folder to which documents' folders are relative."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Take an engine whose tables are up to date."""
        self.engine = engine
        self.folder = folder
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for looking; nothing it changes is kept."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept together when the block ends without an error, and not at all else.

        It waits until it is the only writer: times and the numbers of events are then in the order in which they can
        be seen, and who reads on from one of them misses nothing.
        """
        with self._sessions() as session, session.begin():
            connection = session.connection(execution_options={"vanban_writes": True})
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Give a session that sees the store as it is at one moment, whatever is written meanwhile."""
        with self._sessions() as session, session.begin():
            if self.is_sqlite:
                session.connection()  # SQLite's readers see one moment by themselves
            else:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def revision(self) -> str:
        """Return the version of the tables."""
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str, folder: Path) -> Store:
    """Open the store at ``url`` ("sqlite:///path" or "postgresql://user@host/name") and bring its tables up to date.

    Raises:
        MissingDependencyError: when the driver for PostgreSQL is not installed.
        OutputError: when there is no database, or it is of a newer version.
    """
    engine = _engine(url)
    try:
        # as a writer from the start: two that open an empty database at the same time would both make the tables
        with engine.connect().execution_options(vanban_writes=True) as connection, connection.begin():
            _up_to_date(connection, _shown(url))
    except SQLAlchemyError as error:
        raise OutputError(
            f"The database {_shown(url)} cannot be opened: {_short(error)}.",
            remedy="Check the address, that the server runs and that the user may create tables.",
            code="store_not_opened",
        ) from error
    return Store(engine, folder)


def _engine(url: str) -> Engine:
    """Make what connects; errors, which may come into the log, do not show values: some of them are secrets."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            engine = create_engine(
                address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
            )
        else:
            engine = create_engine(address, connect_args={"timeout": _WAIT}, hide_parameters=True)
    except (ArgumentError, ValueError) as error:
        raise OutputError(
            f"{_shown(url)} is not the address of a database.",
            remedy="Write sqlite:///FILE or postgresql://USER@HOST/NAME.",
            code="store_address",
        ) from error
    except ImportError as error:
        raise MissingDependencyError(
            "The driver for PostgreSQL is not installed.",
            remedy="Install it: pip install 'vanban[postgresql]'.",
            code="postgresql_driver",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below: the driver's own begin too late for reading
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("vanban_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _up_to_date(connection: Connection, shown: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None and present not in known:
        raise OutputError(
            f"The database {shown} was made by a newer vanban.",
            remedy="Install the newer version, or restore a backup made with this one.",
            code="store_newer",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _shown(url: str) -> str:
    """Return the address without a password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.rsplit("@", maxsplit=1)[-1]


def _short(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, OperationalError) and error.orig else error
    return str(cause).strip().splitlines()[0].rstrip(".")
