"""`vanban review`, `serve` and `users` as processes that a person starts, visits and ends."""

import http.cookies
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner, Result

from corpus.document import Condition, plain_document
from corpus.errors import ExitCode
from corpus.record import DocumentInfo, Metadata, Record
from corpus.run import RunManifest, entry_of
from corpus.store import accounts, open_store
from corpus.store.tables import AuditEntry, UserEntry
from outputs import write
from pipeline import cli_users
from pipeline.usage import UsageError

TEXT = "Số: 12-NQ/TU\nPhấn đấu đến năm 2030 tỷ lệ hộ nghèo dưới 2%."
PASSWORD = "mưa rơi trên mái ngói"  # noqa: S105  # of people who exist for a second


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder as `vanban run` writes it, with two documents."""
    folder = tmp_path / "kết quả 100%?"
    entries = []
    for number in (1, 2):
        document = plain_document(TEXT, identity=f"sha256:{number:064}", source=f"{number}.txt")
        info = DocumentInfo(
            id=document.id,
            source=document.source,
            media_type="text/plain",
            pages=1,
            language="vi",
            condition=Condition.CLEAN,
            status="done",
        )
        record = Record(document=info, metadata=Metadata(symbol=f"{number}2-NQ/TU"))
        written = write(record, document, folder / f"d{number}")
        entries.append(entry_of(written, input_path=document.source, folder=f"d{number}"))
    manifest = RunManifest(started="2026-11-28", entries=entries)
    (folder / "run.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    return folder


class Running(NamedTuple):
    """A server and the first line of its standard output, which is a link."""

    process: subprocess.Popen[str]
    link: str

    @property
    def site(self) -> str:
        return re.sub(r"(?<=\d)/.*", "", self.link)

    def end(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """The exit code and standard error."""
        self.process.send_signal(by)
        _, told = self.process.communicate(timeout=60)
        return self.process.returncode, told


Start = Callable[..., Running]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "COLUMNS": "120"}
ANYWHERE = "0.0.0.0"  # noqa: S104  # to be refused
VANBAN = [sys.executable, "-m", "pipeline.cli"]


def command(*arguments: str | Path, given: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*VANBAN, *map(str, arguments)],
        input=given,
        env=ENVIRONMENT | extra,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a command that serves, and kills what a test has left."""
    processes: list[subprocess.Popen[str]] = []

    def begin(*arguments: str | Path, **extra: str) -> Running:
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen([*VANBAN, *map(str, arguments)], env=ENVIRONMENT | extra, **pipes)
        processes.append(process)
        line = process.stdout.readline().strip()  # type: ignore[union-attr]  # it is a pipe
        assert line or process.poll() is None, process.communicate()[1]
        return Running(process, line)

    yield begin
    for process in processes:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


class Visit(NamedTuple):
    status: int
    text: str
    cookie: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:  # type: ignore[override]  # None stays where it is
        return None


def visit(address: str, cookie: str = "", form: dict[str, str] | None = None) -> Visit:
    data = None if form is None else urllib.parse.urlencode(form).encode()
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin" if form is not None else "none"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
    with _answer(opener, urllib.request.Request(address, data, headers)) as answer:  # noqa: S310  # our own server
        given = http.cookies.SimpleCookie(answer.headers.get("Set-Cookie", ""))
        pairs = "; ".join(f"{name}={morsel.value}" for name, morsel in given.items())
        return Visit(answer.status, answer.read().decode(), pairs)


@contextmanager
def _answer(opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> Iterator[Any]:
    """Ask until the server answers: the link is shown just before it does."""
    for _ in range(240):
        try:
            answer = opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        except urllib.error.URLError:
            time.sleep(0.25)
            continue
        with answer:
            yield answer
        return


def test_review_lets_one_person_in_and_ends_quietly(start: Start, results: Path) -> None:
    running = start("review", results, "--no-browser")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/link/[\w-]{43}", running.link)
    came = visit(running.link)
    assert came.status == 303
    assert visit(running.link).status == 403
    assert "12-NQ/TU" in visit(f"{running.site}/", came.cookie).text
    assert visit(f"{running.site}/").status == 303
    code, told = running.end()
    assert code == ExitCode.OK
    assert told.splitlines() == [
        "2 documents to work on.",
        "Open this link in a browser on this machine; it counts once. Ctrl-C ends the review.",
        "Ended. Everything you decided is kept.",
    ]


def test_two_reviews_of_one_folder_do_not_break_each_other(start: Start, results: Path) -> None:
    both = [start("review", results, "--no-browser") for _ in range(2)]
    cookies = [visit(running.link).cookie for running in both]
    assert [visit(f"{r.site}/", c).status for r, c in zip(both, cookies, strict=True)] == [200, 200]
    assert [running.end()[0] for running in both] == [0, 0]


def test_what_cannot_be_taken_in_is_named_and_the_rest_is_there(start: Start, results: Path) -> None:
    (results / "d1/record.json").write_text("{}", encoding="utf-8")
    running = start("review", results, "--no-browser")
    text = visit(f"{running.site}/", visit(running.link).cookie).text
    assert "22-NQ/TU" in text
    code, told = running.end(signal.SIGTERM)
    assert code == ExitCode.OK
    assert "d1 could not be taken in: " in told
    assert "1 document to work on." in told


def test_review_of_anything_else_is_refused(tmp_path: Path, results: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "none"):
        done = command("review", folder, "--no-browser")
        assert done.returncode in (ExitCode.REJECTED, ExitCode.OUTPUT)
        assert str(folder) in done.stderr
        assert "Traceback" not in done.stderr
        assert not (folder / "review.sqlite").exists()
    (results / "run.json").write_text("{", encoding="utf-8")
    done = command("review", results, "--no-browser")
    assert done.returncode == ExitCode.REJECTED
    assert "run.json" in done.stderr


def test_a_port_that_is_taken_is_told(results: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = command("review", results, "--no-browser", "--port", str(other.getsockname()[1]))
    assert done.returncode == ExitCode.USAGE
    assert "--port" in done.stderr


def test_the_browser_is_opened_without_telling_others_the_secret(start: Start, results: Path, tmp_path: Path) -> None:
    seen, browser = tmp_path / "seen.json", tmp_path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport json, os, sys, urllib.parse\n"
        "path = urllib.parse.unquote(urllib.parse.urlsplit(sys.argv[1]).path)\n"
        f"told = [sys.argv[1], os.stat(path).st_mode, open(path).read()]\n"
        f"open({str(seen)!r}, 'w').write(json.dumps(told))\n",
        encoding="utf-8",
    )
    browser.chmod(0o755)
    running = start("review", results, DISPLAY=":0", BROWSER=f"{browser} %s")
    for _ in range(100):
        if seen.exists() and seen.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    address, mode, content = json.loads(seen.read_text(encoding="utf-8"))
    assert address.startswith("file://")
    assert running.link.rpartition("/")[2] not in address
    assert stat.S_IMODE(mode) == 0o600
    assert f"url={running.link}" in content
    assert running.end()[0] == ExitCode.OK
    assert not list(results.glob("review-*.html"))


def test_serve_makes_the_first_administrator_by_its_link_and_shows_none_later(start: Start, results: Path) -> None:
    running = start("serve", "--data", results, "--port", "0")
    led = visit(running.link)
    assert led.status == 303
    form = {"name": "quan.tri", "full_name": "", "password": PASSWORD, "again": PASSWORD}
    came = visit(f"{running.site}/set-up", led.cookie, form)
    assert came.status == 303
    assert visit(f"{running.site}/office/people", came.cookie).status == 200
    assert visit(running.link).status == 403
    assert running.end(signal.SIGTERM)[0] == ExitCode.OK
    assert stat.S_IMODE((results / "review.sqlite").stat().st_mode) == 0o600
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*VANBAN, "serve", "--data", str(results), "--port", str(port)], env=ENVIRONMENT, stdout=subprocess.PIPE
    )
    try:
        sign_in = {"name": "quan.tri", "password": PASSWORD}
        assert visit(f"http://127.0.0.1:{port}/sign-in", form=sign_in).status == 303
    finally:
        process.terminate()
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == ExitCode.OK


def test_serve_refuses_what_others_could_read(tmp_path: Path) -> None:
    done = command("serve", "--data", tmp_path / "data", "--host", ANYWHERE)
    assert done.returncode == ExitCode.USAGE
    assert "others could read passwords" in done.stderr
    assert "--behind-proxy" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    for name in ("chain.pem", "key.pem"):
        (tmp_path / name).write_text("no certificate", encoding="utf-8")
    files = ["--certificate", str(tmp_path / "chain.pem"), "--key", str(tmp_path / "key.pem")]
    done = command("serve", "--data", tmp_path / "data", "--port", "0", "--public-name", "localhost", *files)
    assert done.returncode == ExitCode.REJECTED
    assert "chain.pem" in done.stderr
    assert "Traceback" not in done.stderr


def test_people_are_managed_without_a_password_in_the_command(tmp_path: Path) -> None:
    def users(*arguments: str, given: str = "") -> Result:
        return CliRunner().invoke(cli_users.app, [*arguments, "--data", str(tmp_path)], input=given)

    word = f"{PASSWORD}\n"
    added = command(
        "users", "add", "Lan", "--role", "administrator", "--full-name", "Lan", "--data", tmp_path, given=word
    )
    assert (added.returncode, added.stdout, added.stderr) == (0, "", "")
    assert users("add", "minh", given=word).exit_code == 0
    with open_store(f"sqlite:///{tmp_path}/review.sqlite", tmp_path).reading() as session:
        kept = [(u.name, u.role, u.full_name) for u in session.query(UserEntry).order_by(UserEntry.name)]
        assert kept == [("lan", "administrator", "Lan"), ("minh", "clerk", "minh")]
        assert accounts.checked(session, "lan", PASSWORD)
        assert [e.action for e in session.query(AuditEntry)] == ["user_added", "user_added"]
    for wrong, why in (
        (users("add", "lan", given=word), "taken"),
        (users("add", "x", given="short\n"), "too short"),
        (users("add", "y"), "standard input"),
        (users("disable", "lan"), "administrator"),
        (users("role", "lan", "clerk"), "administrator"),
        (users("password", "nobody", given=word), "nobody"),
    ):
        assert isinstance(wrong.exception, UsageError)
        assert why in str(wrong.exception)
    assert users("role", "minh", "approver").exit_code == 0
    assert users("disable", "minh").exit_code == 0
    listed = command("users", "list", "--data", tmp_path)
    assert listed.stdout == "lan\tadministrator\tactive\tLan\nminh\tapprover\tdisabled\tminh\n"
