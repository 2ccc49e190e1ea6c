import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.errors import VanbanError
from pipeline.executors import Serial
from pipeline.inputs import content_hash
from pipeline.pool import Pool
from pipeline.task import Result, Task

Tasks = Callable[..., list[Task]]


@pytest.fixture
def tasks(tmp_path: Path) -> Tasks:
    def make(*words: str) -> list[Task]:
        made = []
        for number, word in enumerate(words):
            path = tmp_path / f"{number}.txt"
            path.write_text(word, encoding="utf-8")
            made.append(Task(content_hash(path), path.name, path, tmp_path / f"folder-{number}", {}))
        return made

    return make


def sleeping(seconds: int) -> bool:
    """Is a process `sleep <seconds>` still there after a moment? A killed one needs some time to go."""
    words = f"sleep\0{seconds}\0".encode()
    for _ in range(50):
        if not any(words == _read(path) for path in Path("/proc").glob("[0-9]*/cmdline")):
            return False
        time.sleep(0.1)
    return True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended between the look and the read
        return b""


def outcomes(results: Iterable[Result]) -> dict[str, str]:
    return {result.task.shown: result.entry.outcome for result in results}


def pool(fake_line: ModuleType, tmp_path: Path, **knobs: Any) -> Pool:
    return Pool(fake_line.line, **{"jobs": 2, "log": tmp_path / "workers.log", "seconds": 30, **knobs})


def test_serial_and_pool_agree_on_what_a_document_itself_brings_about(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks
) -> None:
    work = tasks("ok", "partial", "reject", "fail", "missing")
    expected = dict(
        zip([t.shown for t in work], ["done", "partial", "rejected", "quarantined", "rejected"], strict=True)
    )
    assert outcomes(Serial(fake_line.line).run(work)) == expected
    assert outcomes(pool(fake_line, tmp_path).run(work)) == expected


@pytest.mark.parametrize(("poison", "named"), [("segfault", "SIGSEGV"), ("kill", "SIGKILL"), ("leave", "exit code 7")])
def test_a_dead_worker_costs_only_its_document(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks, poison: str, named: str
) -> None:
    work = tasks("ok", poison, "ok", "ok", poison, "ok")
    results = {r.task.shown: r for r in pool(fake_line, tmp_path).run(work)}
    assert [results[t.shown].entry.outcome for t in work] == [
        "done",
        "quarantined",
        "done",
        "done",
        "quarantined",
        "done",
    ]
    assert results["1.txt"].entry.code == "crashed"
    assert named in results["1.txt"].entry.reason


def test_a_document_that_takes_too_long_is_stopped_with_what_it_started(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks
) -> None:
    # a good document is done far sooner, also on a machine that is busy with others
    results = {r.task.shown: r.entry for r in pool(fake_line, tmp_path, seconds=6.0).run(tasks("child 97", "ok", "ok"))}
    assert results["0.txt"].code == "time_limit"
    assert {results["1.txt"].outcome, results["2.txt"].outcome} == {"done"}
    assert not sleeping(97)


def test_a_document_that_needs_too_much_memory_is_stopped(fake_line: ModuleType, tmp_path: Path, tasks: Tasks) -> None:
    results = {r.task.shown: r.entry for r in pool(fake_line, tmp_path, memory=2 * 2**30).run(tasks("hog", "ok"))}
    assert (results["0.txt"].outcome, results["0.txt"].code) == ("quarantined", "memory_limit")
    assert results["1.txt"].outcome == "done"


def test_workers_are_used_again(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    start = SpawnProcess.start

    def counted(process: SpawnProcess) -> None:
        started.append(process)
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", counted)
    assert set(outcomes(pool(fake_line, tmp_path, jobs=2).run(tasks(*["ok"] * 30))).values()) == {"done"}
    assert len(started) == 2


def test_noise_of_libraries_goes_to_the_log_not_to_standard_output(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcomes(pool(fake_line, tmp_path).run(tasks("print"))) == {"0.txt": "done"}
    assert capfd.readouterr() == ("", "")
    assert "noise of a library" in (tmp_path / "workers.log").read_text(encoding="utf-8")


def test_a_line_that_cannot_be_loaded_is_told_and_not_tried_for_ever(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks
) -> None:
    broken = Pool(fake_line.broken_line, 2, tmp_path / "workers.log")
    with pytest.raises(VanbanError, match="no such model"):
        list(broken.run(tasks("ok", "ok")))


def test_interrupting_kills_the_workers(fake_line: ModuleType, tmp_path: Path, tasks: Tasks) -> None:
    results = pool(fake_line, tmp_path).run(tasks("ok", "child 98"))
    assert next(results).entry.outcome == "done"
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        next(results)
    assert not sleeping(98)


def test_workspaces_are_taken_away(fake_line: ModuleType, tmp_path: Path, tasks: Tasks) -> None:
    list(pool(fake_line, tmp_path).run(tasks("ok", "fail", "reject")))
    assert not list(tmp_path.glob(".tmp-*"))


def test_a_killed_worker_leaves_no_temporary_files(
    fake_line: ModuleType, tmp_path: Path, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "elsewhere"))
    made = outcomes(pool(fake_line, tmp_path).run(tasks("litter", "ok")))
    assert made == {"0.txt": "quarantined", "1.txt": "done"}
    assert not list((tmp_path / "elsewhere").iterdir())
    assert {path.name[:10] for path in tmp_path.glob(".tmp-*")} == {".tmp-work-"}  # which the run clears
