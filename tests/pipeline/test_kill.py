"""kill -9 and Ctrl-C in the middle of a real run, in a process of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Start = Callable[[], subprocess.Popen[bytes]]

SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import fake_line
from pipeline.pool import Pool
from pipeline.run import Plan, Run

class Silent:
    def begin(self, total): pass
    def advance(self, entry): pass

if __name__ == "__main__":
    source, out = Path(sys.argv[2]), Path(sys.argv[3])
    plan = Plan(options={"journal": sys.argv[4]})
    pool = Pool(fake_line.line, 2, out / "logs" / "workers.log", 60)
    report = Run([source], out, plan, pool, lambda manifest, folder: None, Silent()).carry_out()
    sys.exit(130 if report.interrupted else 0)
"""


@pytest.fixture
def start(tmp_path: Path, fake_line: ModuleType) -> Start:
    script = tmp_path / "a_run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    source = tmp_path / "in"
    source.mkdir()
    for number in range(12):
        (source / f"{number:02}.txt").write_text(f"sleep 0.3 {number}", encoding="utf-8")
    fakes = Path(fake_line.__file__).parent
    command = [sys.executable, str(script), str(fakes), str(source), str(tmp_path / "out"), str(tmp_path / "journal")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}

    def begin() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)

    return begin


def finished(tmp_path: Path) -> dict[str, str]:
    """Hash to folder of what the ledger holds."""
    path = tmp_path / "out" / "ledger.sqlite3"
    if not path.exists():
        return {}
    with sqlite3.connect(path) as connection:
        try:
            return dict(connection.execute("SELECT sha256, folder FROM documents"))
        except sqlite3.OperationalError:  # the tables are being made this moment
            return {}


def wait_until_some_are_finished(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    limit = time.monotonic() + 120
    while len(finished(tmp_path)) < 3:
        assert process.poll() is None, process.stderr.read().decode()
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_kill_9_loses_nothing_that_was_finished(start: Start, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    process = start()
    wait_until_some_are_finished(process, tmp_path)
    process.kill()
    process.wait()
    before = finished(tmp_path)
    assert 3 <= len(before) < 12
    assert all((tmp_path / "out" / folder / "record.json").is_file() for folder in before.values())
    time.sleep(0.5)  # the orphans are gone before they can write any more
    journal.unlink()

    second = start()
    assert second.wait(120) == 0, second.stderr.read().decode()
    redone = {name.removesuffix(".txt") for name in journal.read_text(encoding="utf-8").split()}
    kept = {folder.split("-")[0] for folder in before.values()}
    assert not redone & kept
    assert redone | kept == {f"{number:02}" for number in range(12)}
    assert len(finished(tmp_path)) == 12
    assert len(list((tmp_path / "out").glob("*/record.json"))) == 12
    assert not list((tmp_path / "out").glob(".tmp-*"))


def test_ctrl_c_ends_quietly_and_keeps_what_was_finished(start: Start, tmp_path: Path) -> None:
    process = start()
    wait_until_some_are_finished(process, tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    assert process.wait(30) == 130
    assert process.stderr.read() == b""
    assert 3 <= len(finished(tmp_path)) < 12
    assert '"finished": null' in (tmp_path / "out/run.json").read_text(encoding="utf-8")
