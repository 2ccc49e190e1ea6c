"""What all tests share: the reference documents, golden files, a database server, and when each may be used."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

REPOSITORY = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing them")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regenerate") and IN_CI:
        raise pytest.UsageError("golden files are made and looked at by a person, never in CI")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: for documents that are not part of the wheel (README, docs, specimens)."""
    return REPOSITORY


@pytest.fixture(scope="session")
def regenerate(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the reference documents; without it tests fail in CI and are skipped elsewhere."""
    folder = Path(os.environ.get("VANBAN_SHARED") or REPOSITORY.parent / "shared")
    if (folder / "gold").is_dir():
        return folder
    if IN_CI:
        pytest.fail(f"the reference documents are not in {folder}; set VANBAN_SHARED")
    pytest.skip(f"needs the reference documents, and {folder} has none (VANBAN_SHARED names another folder)")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of this test run's own, on a socket in a folder of its own; gives its address."""
    found = [shutil.which("pg_ctl"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")), reverse=True)]
    program = next(filter(None, found), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed (Debian: apt install postgresql)")
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    home = Path(tempfile.mkdtemp(prefix="vanban-pg-"))
    server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if server:
        shutil.chown(home, "postgres")
    options = f"-k {home} -c listen_addresses='' -c fsync=off"
    name = "postgres"

    def control(*arguments: str) -> None:
        subprocess.run([*server, program, "-D", f"{home}/data", *arguments], check=True, cwd="/", capture_output=True)

    control("initdb", "-o", f"--username={name} --auth=trust --encoding=UTF8 --locale=C.UTF-8")
    control("start", "-w", "-o", options, "-l", f"{home}/log")
    try:
        yield f"postgresql://{name}@/postgres?host={home}"
    finally:
        control("stop", "-m", "immediate")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def new_postgresql(postgresql: str) -> Iterator[Callable[[], str]]:
    """Makes new databases on that server and gives their addresses: what other tests left is not in them."""
    made: list[str] = []

    def make() -> str:
        made.append(f"test_{uuid4().hex}")
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made[-1])))
        return postgresql.replace("@/postgres?", f"@/{made[-1]}?")

    yield make
    with psycopg.connect(postgresql, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def empty_postgresql(new_postgresql: Callable[[], str]) -> str:
    """The address of a new database."""
    return new_postgresql()
