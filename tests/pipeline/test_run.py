import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.errors import ExitCode, OutputError, RejectedError
from corpus.run import RunManifest
from pipeline.lock import locked
from pipeline.run import Report
from pipeline.task import Task, attempt
from pipeline.verdict import exit_code

Run = Callable[..., Report]
Folder = Callable[..., Path]


def by_name(report: Report) -> dict[str, str]:
    return {Path(entry.input).stem: entry.outcome for entry in report.entries}


def done_by(journal: Path) -> list[str]:
    """What the line has read since last asked."""
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    journal.unlink(missing_ok=True)
    return sorted(lines)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def recorded(carry_out: Run, journal: Path) -> Run:
    """A run whose line writes down what it reads."""

    def run(*paths: Path, **plan: Any) -> Report:
        options = {"journal": str(journal), **plan.pop("options", {})}
        return carry_out(*paths, options=options, **plan)

    return run


def test_every_document_gets_its_outcome_and_neighbours_go_on(carry_out: Run, folder: Folder, tmp_path: Path) -> None:
    source = folder(a="ok a", b="partial", c="reject", d="fail", e="segfault", f="ok f")
    report = carry_out(source)
    expected = {"a": "done", "b": "partial", "c": "rejected", "d": "quarantined", "e": "quarantined", "f": "done"}
    assert by_name(report) == expected
    manifest = RunManifest.model_validate_json((tmp_path / "out/run.json").read_text(encoding="utf-8"))
    assert {Path(e.input).stem: e.outcome for e in manifest.entries} == expected
    assert manifest.finished
    assert (tmp_path / "out/index.html").is_file()
    assert exit_code(report) == ExitCode.QUARANTINED
    assert not list((tmp_path / "out").glob(".tmp-*"))


def test_a_crash_leaves_its_traceback_in_a_log_and_nothing_on_the_terminal(
    carry_out: Run, folder: Folder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = carry_out(folder(d="fail"))
    entry = report.entries[0]
    assert "KeyError" in entry.reason
    log = next((tmp_path / "out/logs").glob("d-*.log"))
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.name in entry.remedy
    assert capfd.readouterr() == ("", "")


def test_a_second_run_does_only_what_is_new(recorded: Run, folder: Folder, journal: Path) -> None:
    recorded(folder(a="ok a", b="partial", c="reject", d="fail"))
    assert done_by(journal) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    report = recorded(folder(e="ok e"))
    assert done_by(journal) == ["e.txt"]
    assert report.worked == 1
    assert by_name(report) == {"a": "done", "b": "partial", "c": "rejected", "d": "quarantined", "e": "done"}


def test_a_changed_file_is_done_again_and_its_old_content_leaves_the_manifest(
    recorded: Run, folder: Folder, journal: Path, tmp_path: Path
) -> None:
    recorded(folder(a="ok a", b="ok b"))
    done_by(journal)
    recorded(folder(a="ok changed"))
    assert done_by(journal) == ["a.txt"]
    entries = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["entries"]
    assert len(entries) == 2


@pytest.mark.parametrize("change", [{"options": {"dpi": 300}}, {"versions": {"vanban": "9"}}, {"redo": True}])
def test_other_options_or_versions_or_the_wish_to_redo_make_work(
    recorded: Run, folder: Folder, journal: Path, change: dict[str, Any]
) -> None:
    source = folder(a="ok")
    recorded(source)
    done_by(journal)
    recorded(source, **change)
    assert done_by(journal) == ["a.txt"]


def test_a_deleted_result_is_made_again(recorded: Run, folder: Folder, journal: Path, tmp_path: Path) -> None:
    source = folder(a="ok a", b="ok b")
    recorded(source)
    done_by(journal)
    next((tmp_path / "out").glob("a-*/record.json")).unlink()
    recorded(source)
    assert done_by(journal) == ["a.txt"]


def test_quarantined_documents_are_tried_again_with_other_limits_or_on_request(
    recorded: Run, folder: Folder, journal: Path
) -> None:
    source = folder(a="ok", d="fail")
    recorded(source)
    done_by(journal)
    recorded(source, limits={"time_limit": 99})
    assert done_by(journal) == ["d.txt"]
    recorded(source, limits={"time_limit": 99}, retry=True)
    assert done_by(journal) == ["d.txt"]


def test_what_the_machine_lacked_is_tried_again(recorded: Run, folder: Folder, journal: Path) -> None:
    source = folder(m="missing")
    report = recorded(source)
    assert exit_code(report) == ExitCode.MISSING_DEPENDENCY
    assert report.entries[0].remedy == "Make it good."
    done_by(journal)
    recorded(source)
    assert done_by(journal) == ["m.txt"]


def test_duplicates_are_recognised_by_content_and_done_once(
    recorded: Run, folder: Folder, journal: Path, tmp_path: Path
) -> None:
    report = recorded(folder(a="ok same", b="ok same", c="ok other"))
    assert done_by(journal) == ["a.txt", "c.txt"]
    entries = {Path(e.input).stem: e for e in report.entries}
    assert entries["b"].duplicate_of == entries["a"].input
    assert entries["b"].folder == entries["a"].folder
    assert len(list((tmp_path / "out").glob("*/record.json"))) == 2
    assert entries["c"].duplicate_of is None


def test_documents_of_earlier_runs_stay_in_the_manifest(carry_out: Run, folder: Folder, tmp_path: Path) -> None:
    source = folder(a="ok a", b="ok b")
    carry_out(source / "a.txt")
    report = carry_out(source / "b.txt")
    assert by_name(report) == {"b": "done"}
    entries = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["entries"]
    assert sorted(Path(e["input"]).stem for e in entries) == ["a", "b"]


def test_a_path_that_does_not_exist_costs_only_itself(carry_out: Run, folder: Folder) -> None:
    report = carry_out(folder(a="ok") / "a.txt", Path("no/such file.pdf"))
    assert by_name(report) == {"a": "done", ["no", "such file"][1]: "rejected"}
    assert report.entries[1].code == "not_found"
    assert exit_code(report) == ExitCode.REJECTED


def test_two_runs_in_one_folder_are_refused(carry_out: Run, folder: Folder, tmp_path: Path) -> None:
    source = folder(a="ok")
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out"), pytest.raises(OutputError, match=r"Another run is working .* Wait"):
        carry_out(source)
    assert by_name(carry_out(source)) == {"a": "done"}


def test_a_full_disk_stops_the_run_with_its_reason(carry_out: Run, folder: Folder) -> None:
    with pytest.raises(OutputError, match="It is bad"):
        carry_out(folder(a="full"))


def test_the_results_are_no_input(carry_out: Run, folder: Folder, tmp_path: Path) -> None:
    folder(a="ok")
    carry_out(tmp_path / "in")
    assert by_name(carry_out(tmp_path)) == {"a": "done"}
    with pytest.raises(RejectedError, match="folder that the results go to"):
        carry_out(tmp_path / "out" / "run.json")


def test_a_damaged_ledger_is_told_not_guessed_at(carry_out: Run, folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/ledger.sqlite3").write_bytes(b"this is no database, and long enough to see that it is none" * 20)
    with pytest.raises(OutputError, match="Move this file away"):
        carry_out(folder(a="ok"))


def test_nothing_to_do_is_an_error(carry_out: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RejectedError, match="no file"):
        carry_out(tmp_path / "empty")


def test_a_file_that_changes_or_vanishes_meanwhile_is_tried_again(
    recorded: Run, folder: Folder, journal: Path, tmp_path: Path
) -> None:
    source = folder(b="ok")
    changing, vanishing = source / "a.txt", source / "c.txt"
    changing.write_text(f"grow {changing}", encoding="utf-8")
    vanishing.write_text(f"vanish {vanishing}", encoding="utf-8")
    report = recorded(source)
    assert {Path(e.input).name: e.code for e in report.entries} == {
        "a.txt": "changed",
        "b.txt": None,
        "c.txt": "unreadable",
    }
    assert not list((tmp_path / "out").glob("a-*"))
    done_by(journal)
    changing.write_text("ok again", encoding="utf-8")
    vanishing.write_text(f"vanish {vanishing}", encoding="utf-8")
    assert by_name(recorded(source)) == {"a": "done", "b": "done", "c": "rejected"}
    assert done_by(journal) == ["a.txt", "c.txt"]


def test_a_scan_on_which_the_recogniser_was_killed_is_tried_again(recorded: Run, folder: Folder, journal: Path) -> None:
    source = folder(a="stopped", b="ok", c="reject")
    assert by_name(recorded(source)) == {"a": "rejected", "b": "done", "c": "rejected"}
    done_by(journal)
    assert by_name(recorded(source)) == {"a": "rejected", "b": "done", "c": "rejected"}
    assert done_by(journal) == ["a.txt"]


def test_a_disk_that_fills_up_anywhere_stops_the_run_and_is_no_fault_of_the_document(
    carry_out: Run, folder: Folder, tmp_path: Path
) -> None:
    source = folder(a="nospace")
    with pytest.raises(OutputError, match="No space left") as caught:
        carry_out(source)
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert not list((tmp_path / "out").glob("a-*"))
    (source / "a.txt").write_text("ok", encoding="utf-8")
    assert by_name(carry_out(source)) == {"a": "done"}


def test_a_full_disk_where_child_programs_fail_is_told_from_a_bad_document(
    carry_out: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch, fake_line: ModuleType, tmp_path: Path
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    task = Task("0" * 64, "a.txt", folder(a="reject") / "a.txt", tmp_path / "a", {})
    assert isinstance(attempt(fake_line.line(), task).stop, OutputError)


def test_a_folder_that_cannot_take_a_workspace_stops_the_run(fake_line: ModuleType, tmp_path: Path) -> None:
    task = Task("0" * 64, "a.txt", tmp_path / "a.txt", tmp_path / "gone" / "a", {})
    assert isinstance(attempt(fake_line.line(), task).stop, OutputError)


def test_a_full_disk_at_the_start_is_told(
    carry_out: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    assert by_name(carry_out(folder(a="ok"))) == {"a": "done"}
    connection = sqlite3.connect(tmp_path / "small.sqlite3", isolation_level=None)
    connection.execute("PRAGMA max_page_count=1")
    monkeypatch.setattr(sqlite3, "connect", lambda _: connection)
    with pytest.raises(OutputError) as caught:
        carry_out(folder(a="ok"))
    assert caught.value.code == "output_not_writable"


def test_what_a_killed_run_left_unfinished_is_gone_after_the_next(
    carry_out: Run, folder: Folder, tmp_path: Path
) -> None:
    for place in ("out/.tmp-work-x", "out/logs/.tmp-y"):
        (tmp_path / place / "deep").mkdir(parents=True)
    carry_out(folder(a="ok"))
    assert not list((tmp_path / "out").rglob(".tmp-*"))
