"""`vanban users`: accounts of an office from the command line, for a lost password or a script."""
# ruff: noqa: PLC0415  # the store is loaded when it is needed: `vanban --help` is quick

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_serve import Data, Database
from pipeline.console import plain, product
from pipeline.usage import UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

app = typer.Typer(
    help="Add people who may sign in to `vanban serve`, list them, and give them other roles and passwords.",
    no_args_is_help=True,
    epilog="Passwords are asked for, or read as a line of standard input; they are never part of the command.",
)
WHERE = "the command line"
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name with which the person signs in.")]
_PROBLEMS = {
    "not_a_name": "use letters, digits and . _ @ + - only, 80 characters at most",
    "taken": "this name is taken",
    "too_long": "too long",
    "too_short": "too short, 10 characters are the least",
    "too_simple": "too easy to guess",
}


class Role(StrEnum):
    """From the fewest rights to the most."""

    CLERK = "clerk"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@app.command("add")
def add(
    name: Name,
    data: Data,
    role: Annotated[
        Role,
        typer.Option(help="clerk: checks and corrects. approver: also approves. administrator: also manages people."),
    ] = Role.CLERK,
    full_name: Annotated[str, typer.Option(help="The person's name as colleagues write it.")] = "",
    database: Database = None,
) -> None:
    """Add someone; the password is asked for."""
    from corpus.store import accounts

    password = _password(name)
    with _changing(data, database) as session:
        user = accounts.create_user(session, name, full_name, role, password)
        accounts.audit(session, "user_added", None, WHERE, f"{user.name} {user.role}")


@app.command("list")
def show(data: Data, database: Database = None) -> None:
    """List everyone: name, role, state, full name."""
    from sqlalchemy import select

    from corpus.store import accounts
    from corpus.store.tables import UserEntry

    with _changing(data, database) as session:
        users = session.scalars(select(UserEntry).where(UserEntry.name != accounts.HERE).order_by(UserEntry.name)).all()
    lines = (f"{u.name}\t{u.role}\t{'active' if u.active else 'disabled'}\t{plain(u.full_name)}\n" for u in users)
    product("".join(lines))


@app.command("role")
def change_role(
    name: Name, role: Annotated[Role, typer.Argument(help="The new role.")], data: Data, database: Database = None
) -> None:
    """Give someone another role."""
    from corpus.store import accounts

    with _changing(data, database) as session:
        user = accounts.user_by_name(session, name)
        accounts.audit(session, "role_changed", None, WHERE, f"{user.name} {user.role} → {role}")
        accounts.set_role(session, user, role)


@app.command("disable")
def disable(name: Name, data: Data, database: Database = None) -> None:
    """Let someone in no more, and sign them out everywhere."""
    _set_active(name, data, database, active=False)


@app.command("enable")
def enable(name: Name, data: Data, database: Database = None) -> None:
    """Let someone in again."""
    _set_active(name, data, database, active=True)


@app.command("password")
def give_password(name: Name, data: Data, database: Database = None) -> None:
    """Give someone a new password, which is asked for; it signs them out everywhere."""
    from corpus.store import accounts

    password = _password(name)
    with _changing(data, database) as session:
        user = accounts.user_by_name(session, name)
        accounts.set_password(session, user, password)
        accounts.audit(session, "password_given", None, WHERE, user.name)


def _set_active(name: str, data: Data, database: str | None, *, active: bool) -> None:
    from corpus.store import accounts

    with _changing(data, database) as session:
        user = accounts.user_by_name(session, name)
        accounts.set_active(session, user, active=active)
        accounts.audit(session, "user_enabled" if active else "user_disabled", None, WHERE, user.name)


@contextmanager
def _changing(data: Any, database: str | None) -> "Iterator[Session]":
    """Give the store's session; what was wrong is told in the words of the command line."""
    from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
    from pipeline.serving import store_of

    if not data.is_dir():
        raise UsageError(
            "There is no such folder.",
            remedy="Name the folder of the office with --data.",
            code="no_data",
            file=str(data),
        )
    try:
        with store_of(data, database, private=True) as store, store.writing() as session:
            yield session
    except InvalidError as error:
        why = "; ".join(f"{field}: {_PROBLEMS.get(reason, reason)}" for field, reason in error.problems.items())
        raise UsageError("This cannot be taken.", remedy=f"Change it: {why}.", code="invalid") from error
    except NotFoundError as error:
        raise UsageError("There is nobody of that name.", remedy="See `vanban users list`.", code=error.code) from error
    except NotAllowedError as error:
        raise UsageError(
            "At least one administrator must remain.", remedy="Make someone else one first.", code=error.code
        ) from error


def _password(name: str) -> str:
    """Return the password that was typed twice, or stands on the first line of standard input."""
    if sys.stdin is not None and sys.stdin.isatty():
        typed: str = typer.prompt(f"Password for {plain(name)}", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    if not line:
        raise UsageError(
            "The password is read from standard input, which is empty.",
            remedy="Give the command in a terminal, which asks for it, or send one line.",
            code="no_password",
        )
    return line
