"""Submissions by the real run and its worker processes, with a line that obeys what the files say."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from corpus.store import Store, open_store, submissions
from corpus.store.clock import now
from corpus.store.submissions import file_of
from corpus.store.tables import DocumentEntry, PageEntry, RowEntry, SubmissionEntry, UserEntry
from pipeline import submissions as module
from pipeline.ledger import opened
from pipeline.lock import locked
from pipeline.submissions import RESULTS, Options, start

FAKES = Path(__file__).parent / "fakes"
ENDED = ("done", "partial", "rejected", "quarantined", "duplicate")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "data"
    folder.mkdir()
    opened_store = open_store(f"sqlite:///{folder}/store.sqlite", folder)
    with opened_store.writing() as session:
        session.add(UserEntry(id="lan", name="lan", full_name="Lan", role="clerk", active=True, created_at=now()))
    yield opened_store
    opened_store.close()


@pytest.fixture
def options(fake_line: ModuleType) -> Options:
    return Options(load=fake_line.line, index=lambda *_: None, pause=0.2, time_limit=30)


def send(store: Store, words: str, name: str = "a.txt") -> str:
    """Do what the API does: keep the file, then enter it."""
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    path = file_of(store, sha256, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    with store.writing() as session:
        return submissions.receive(session, "lan", name, sha256)[0].id


def entry(store: Store, identity: str) -> SubmissionEntry:
    with store.reading() as session:
        return session.get_one(SubmissionEntry, identity)


def until(store: Store, identity: str, states: tuple[str, ...] = ENDED, seconds: float = 60) -> SubmissionEntry:
    deadline = time.monotonic() + seconds
    while (found := entry(store, identity)).state not in states:
        assert time.monotonic() < deadline, f"still {found.state}: {found.problem}"
        time.sleep(0.05)
    return found


def test_each_file_comes_to_its_end_and_documents_to_the_store(store: Store, options: Options) -> None:
    sent = {words: send(store, words) for words in ("ok", "partial", "reject", "segfault")}
    with start(store, options):
        ended = {words: until(store, identity) for words, identity in sent.items()}
    states = {words: found.state for words, found in ended.items()}
    assert states == {"ok": "done", "partial": "partial", "reject": "rejected", "segfault": "quarantined"}
    assert ended["ok"].document_id == ended["ok"].sha256
    assert ended["reject"].problem == {"code": "told", "reason": "It is bad.", "remedy": "Make it good."}
    assert (ended["segfault"].problem or {})["code"] == "crashed"
    assert ended["segfault"].document_id is None
    with store.reading() as session:
        documents = {document.id: document for document in session.query(DocumentEntry)}
    assert set(documents) == {ended["ok"].sha256, ended["partial"].sha256}
    for document in documents.values():
        assert (store.folder / document.folder / "record.json").is_file()
        assert document.folder.startswith(RESULTS)


def test_what_comes_while_it_works_is_done_too(store: Store, options: Options) -> None:
    with start(store, options) as submit:
        first = send(store, "sleep 0.3")
        submit(first)
        until(store, first, ("running",))
        second = send(store, "ok")
        submit(second)
        assert [until(store, identity).state for identity in (first, second)] == ["done", "done"]


def test_what_failed_is_tried_again_when_it_is_sent_again(store: Store, options: Options) -> None:
    first = send(store, "segfault")
    with start(store, options) as submit:
        before = until(store, first)
        again = send(store, "segfault")
        assert again == first
        assert entry(store, first).state == "queued"
        submit(again)
        after = until(store, first)
    assert (before.state, after.state) == ("quarantined", "quarantined")
    assert after.updated_at > before.updated_at


def test_stopping_keeps_what_was_begun_for_the_next_start(store: Store, options: Options) -> None:
    intake = start(store, options)
    sent = send(store, "sleep 60")
    intake(sent)
    until(store, sent, ("running",))
    before = time.monotonic()
    intake.stop()
    assert time.monotonic() - before < 15
    assert entry(store, sent).state == "queued"
    assert not [
        child for child in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(child.cmdline())
    ]
    with opened(store.folder / RESULTS) as ledger:
        assert ledger.find(entry(store, sent).sha256) is None


KILLED = """
import sys, time
from pathlib import Path
from corpus.store import open_store
from pipeline.submissions import Options, start
import fake_line
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    start(open_store(f"sqlite:///{folder}/store.sqlite", folder), Options(load=fake_line.line, index=lambda *_: None))
    time.sleep(120)
"""


def test_a_killed_server_loses_nothing(store: Store, options: Options, tmp_path: Path) -> None:
    sent = [send(store, "sleep 3"), send(store, "ok")]
    script = tmp_path / "server.py"
    script.write_text(KILLED, encoding="utf-8")
    path = os.pathsep.join([str(FAKES), *filter(None, sys.path)])
    with subprocess.Popen(
        [sys.executable, str(script), str(store.folder)], env=os.environ | {"PYTHONPATH": path}
    ) as server:
        until(store, sent[0], ("running",))
        server.send_signal(signal.SIGKILL)
    assert entry(store, sent[0]).state == "running"
    with start(store, options):
        assert [until(store, identity).state for identity in sent] == ["done", "done"]


def test_a_document_that_is_done_but_not_taken_in_is_taken_in_without_reading_it_again(
    store: Store, options: Options, tmp_path: Path
) -> None:
    journal = tmp_path / "journal"
    sent = send(store, "ok")
    noting = replace(options, reading={"journal": str(journal)})
    with start(store, noting):
        until(store, sent)
    with store.writing() as session:  # as after a kill between both
        session.query(RowEntry).delete()
        session.query(PageEntry).delete()
        session.query(DocumentEntry).delete()
        session.get_one(SubmissionEntry, sent).state = "running"
    with start(store, noting):
        assert until(store, sent).state == "done"
    with store.reading() as session:
        assert session.query(DocumentEntry).count() == 1
    assert journal.read_text(encoding="utf-8").splitlines() == ["a.txt"]


def test_a_full_disk_is_told_and_passes(store: Store, options: Options) -> None:
    sent = send(store, "nospace")
    with start(store, options):
        deadline = time.monotonic() + 30
        while entry(store, sent).problem is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        found = entry(store, sent)
    assert (found.state, (found.problem or {})["code"]) == ("queued", "output_not_writable")


def test_a_lost_file_is_told(store: Store, options: Options) -> None:
    sent = send(store, "ok")
    file_of(store, entry(store, sent).sha256, "a.txt").unlink()
    with start(store, options):
        found = until(store, sent)
    assert (found.state, (found.problem or {})["code"]) == ("rejected", "file_lost")


def test_a_document_that_the_store_cannot_take_does_not_hold_up_the_others(
    store: Store, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., DocumentEntry] = module.import_document
    bad = send(store, "ok bad")
    good = send(store, "ok good")
    damaged = entry(store, bad).sha256[:12]

    def failing(session: object, into: Store, folder: Path) -> DocumentEntry:
        if folder.name.endswith(damaged):
            raise KeyError("a bug")
        return real(session, into, folder)

    monkeypatch.setattr(module, "import_document", failing)
    with start(store, options):
        assert [until(store, identity).state for identity in (bad, good)] == ["quarantined", "done"]
    assert (entry(store, bad).problem or {})["code"] == "not_taken_in"


def test_only_one_server_works_on_the_files_of_a_folder(store: Store, options: Options) -> None:
    sent = send(store, "ok")
    inbox = store.folder / submissions.INBOX
    with locked(inbox), start(store, options):
        time.sleep(0.6)
        assert entry(store, sent).state == "queued"
