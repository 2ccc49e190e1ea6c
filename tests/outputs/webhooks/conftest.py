"""A real receiver on this machine, with or without TLS, that keeps what it gets and answers what a test says."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import update

from corpus.store import Store, open_store, webhooks
from corpus.store.clock import now
from corpus.store.events import TYPES, emit
from corpus.store.tables import DeliveryEntry, DocumentEntry, WebhookEntry
from outputs.webhooks import new_secret


@dataclass
class Got:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)


Behave = Callable[[BaseHTTPRequestHandler], None]


def status(code: int, **headers: str) -> Behave:
    """Answer with a status and headers."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    return behave


class Receiver:
    """Answers each request by the next of ``behaviour``, whose last one stays."""

    answers = staticmethod(status)

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.got: list[Got] = []
        self.behaviour: list[Behave] = [status(204)]
        self.at_once = self.most_at_once = 0
        lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that the library calls
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    receiver.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                    receiver.at_once += 1
                    receiver.most_at_once = max(receiver.most_at_once, receiver.at_once)
                    behave = receiver.behaviour.pop(0) if len(receiver.behaviour) > 1 else receiver.behaviour[0]
                try:
                    behave(self)
                except OSError:
                    self.close_connection = True
                finally:
                    with lock:
                        receiver.at_once -= 1

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port: int = self.server.server_address[1]
        self.secure = context is not None
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, host: str = "127.0.0.1") -> str:
        return f"http{'s' if self.secure else ''}://{host}:{self.port}/hook?key=1"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    made: list[Receiver] = []

    def make() -> Receiver:
        made.append(Receiver())
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for hook.example.vn that it has signed itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed: there is no certificate to try TLS with")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    asked = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=hook.example.vn", "-addext", "subjectAltName=DNS:hook.example.vn"]
    made = [program, "req", "-x509", *asked, *named, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def secure_receiver(certificate: tuple[Path, Path]) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    made = Receiver(context)
    yield made
    made.close()


@pytest.fixture
def hook_name(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name that means this machine."""

    def look(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return "hook.example.vn"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store without documents: events can be about any."""
    opened = open_store(f"sqlite:///{tmp_path}/store.sqlite", tmp_path)
    yield opened
    opened.close()


Listen = Callable[..., WebhookEntry]
Happen = Callable[..., str]


@pytest.fixture
def listen(store: Store) -> Listen:
    """Adds a webhook."""

    def add(url: str) -> WebhookEntry:
        with store.writing() as session:
            return webhooks.add(session, url, TYPES, new_secret())

    return add


@pytest.fixture
def happen(store: Store) -> Happen:
    """Lets something happen to a document, and returns the event's id."""

    def emitted(name: str = "a") -> str:
        with store.writing() as session:
            document = DocumentEntry(id=name * 64, symbol="12-NQ/TU", state="new", version=1)
            return emit(session, "record.changed", document, {"row_state": "đã sửa"}).id

    return emitted


@pytest.fixture
def time_passes(store: Store) -> Callable[[], None]:
    """All waits have run out."""

    def passes() -> None:
        with store.writing() as session:
            session.execute(update(DeliveryEntry).values(next_at=now()))
            session.execute(update(WebhookEntry).values(rests_until=None))

    return passes
