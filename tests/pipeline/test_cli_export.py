"""`vanban export` as a command: where it writes, what it refuses, and what it says of damaged records."""

import io
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ExitCode
from corpus.record import DocumentInfo, Metadata, Record
from corpus.run import RunManifest, entry_of
from corpus.store import open_store
from corpus.store.importing import import_run

Vanban = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def vanban(tmp_path: Path) -> Vanban:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "COLUMNS": "120"}

    def call(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "pipeline.cli", *arguments]
        return subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, timeout=300, check=False)

    return call


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    entries = []
    for name in ("a-1", "b-2"):
        info: dict[str, Any] = {"id": f"sha256:{name}", "source": f"{name}.txt", "media_type": "text/plain", "pages": 1}
        info |= {"language": "vi", "condition": None, "status": "done"}
        record = Record(document=DocumentInfo.model_validate(info), metadata=Metadata(symbol=f"{name}/QĐ"))
        (folder / name).mkdir(parents=True)
        (folder / name / "record.json").write_text(record.model_dump_json(), encoding="utf-8")
        (folder / name / "text.txt").write_text("Quyết định", encoding="utf-8")
        entries.append(entry_of(record, input_path=f"{name}.txt", folder=name))
    manifest = RunManifest(started="2026-11-28T03:34:08+00:00", entries=entries)
    (folder / "run.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "docx"])
def test_a_file_and_a_pipe_get_the_same(vanban: Vanban, run: Path, kind: str) -> None:
    done = vanban("export", "out", "--format", kind, "-o", f"out/all.{kind}")
    assert (done.returncode, done.stdout) == (ExitCode.OK, b"")
    piped = vanban("export", "out", "--format", kind)
    assert (run / f"all.{kind}").read_bytes() == piped.stdout
    if kind in {"xlsx", "docx"}:
        assert zipfile.ZipFile(io.BytesIO(piped.stdout)).testzip() is None


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_terminal_gets_no_binary(run: Path, kind: str) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "pipeline.cli", "export", str(run), "--format", kind]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == ExitCode.USAGE
    assert f"-o targets.{kind}".encode() in done.stderr


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "docx"])
def test_a_damaged_record_is_told_and_the_others_are_written(
    vanban: Vanban, run: Path, tmp_path: Path, kind: str
) -> None:
    (run / "a-1" / "record.json").write_text("{")
    done = vanban("export", "out", "--format", kind, "-o", f"all.{kind}")
    assert done.returncode == ExitCode.PARTIAL
    assert b"a-1" in done.stderr
    assert b"1 left out" in done.stderr
    assert (tmp_path / f"all.{kind}").is_file()


def test_where_no_record_is_sound_there_is_no_file(vanban: Vanban, run: Path, tmp_path: Path) -> None:
    for name in ("a-1", "b-2"):
        (run / name / "record.json").write_text("{")
    done = vanban("export", "out", "--format", "xlsx", "-o", "all.xlsx")
    assert done.returncode == ExitCode.REJECTED
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--reviewed",), ExitCode.REJECTED, b"vanban review DIR"),
        (("--decided-only",), ExitCode.USAGE, b"--reviewed"),
        (("--reviewed", "--database", "nowhere"), ExitCode.OUTPUT, b"not the address of a database"),
    ],
)
def test_without_a_review_there_is_nothing_reviewed(
    vanban: Vanban, run: Path, options: tuple[str, ...], code: ExitCode, words: bytes
) -> None:
    done = vanban("export", "out", "--format", "csv", *options)
    assert (done.returncode, done.stdout) == (code, b"")
    assert words in done.stderr
    assert not (run / "review.sqlite").exists()


def test_reviewed_records_come_from_the_store(vanban: Vanban, run: Path) -> None:
    store = open_store(f"sqlite:///{run}/review.sqlite", run)
    assert [problem for _, problem in import_run(store, run)] == [None, None]
    store.close()
    done = vanban("export", "out", "--format", "jsonl", "--reviewed")
    assert done.returncode == ExitCode.OK, done.stderr.decode()
    assert [b'"review":"new"' in line for line in done.stdout.splitlines()] == [True, True]
    elsewhere = f"sqlite:///{run}/review.sqlite"
    assert vanban("export", "out", "-f", "jsonl", "--reviewed", "--database", elsewhere).stdout == done.stdout
