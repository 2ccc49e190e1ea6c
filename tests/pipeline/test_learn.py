"""`vanban learn` as a whole: decisions in, a report, annotations and an overlay out; and runs under the overlay."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.errors import RejectedError
from corpus.learned import load
from corpus.store import Store, open_store
from corpus.store.clock import now
from corpus.store.decisions import Seen, approve, correct, reject
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.tables import RowEntry, UserEntry
from pipeline.submissions import Options, _Batches

OWN = "mức sống nghèo của dân"
TEXT = f"""TỈNH ỦY THANH GIANG
*
Số 36-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Thanh Giang, ngày 15 tháng 3 năm 2024
NGHỊ QUYẾT
về phát triển nông thôn bền vững

I. MỤC TIÊU ĐẾN NĂM 2030
- Phấn đấu {OWN} dưới 2%.
- Tỷ lệ che phủ rừng đạt 42%.
- Tỷ lệ lao động qua đào tạo đạt 70%.
"""
LAN = Actor("lan", "lan", "administrator")


def vanban(*arguments: str | Path, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    around = {name: value for name, value in os.environ.items() if name != "VANBAN_LEARNED"} | environment
    done = subprocess.run(command, capture_output=True, text=True, env=around, check=False)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over one resolution; nobody has decided anything yet."""
    folder = tmp_path_factory.mktemp("learn")
    (folder / "nghi quyet.txt").write_text(TEXT, encoding="utf-8")
    vanban("run", folder / "nghi quyet.txt", "--out", folder / "results", "--in-process")
    return folder / "results"


@pytest.fixture
def data(run: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(run, tmp_path / "results"))


@pytest.fixture
def store(data: Path) -> Store:
    opened = open_store(f"sqlite:///{data}/review.sqlite", data)
    with opened.writing() as session:
        session.add(UserEntry(id="lan", name="lan", full_name="Lan", role="administrator", created_at=now()))
    assert all(problem is None for _, problem in import_run(opened, data))
    return opened


@pytest.fixture
def decided(store: Store, data: Path) -> Path:
    """The folder, after someone has given the wording its indicator, rejected a row and approved the document."""
    with store.writing() as session:
        for row in session.query(RowEntry).order_by(RowEntry.position).all():
            seen = Seen(row.id, row.version)
            if row.kind == "target" and row.data["value"] == 2:
                assert row.data["indicator"]["key"] is None
                named = row.data["indicator"] | {"key": "poverty_rate"}
                correct(session, LAN, seen, row.data | {"indicator": named})
            elif row.kind == "target" and row.data["value"] == 42:
                reject(session, LAN, seen, "không phải chỉ tiêu")
            else:
                approve(session, LAN, seen)
    store.close()
    return data


def record(folder: Path) -> dict[str, Any]:
    [path] = folder.glob("nghi_quyet-*/record.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_without_decisions_it_says_what_to_do(data: Path, store: Store) -> None:
    store.close()
    done = vanban("learn", "--data", data, code=3)
    assert "no document is approved" in done.stderr
    assert "--all-judged" in done.stderr


def test_the_report_the_annotations_and_the_overlay(decided: Path) -> None:
    done = vanban("learn", "--data", decided, "--all-judged", "--json")
    report = json.loads(done.stdout)
    targets = report["extracted"]["target"]
    assert (targets["extracted"], targets["right"], targets["corrected"], targets["false"]) == (3, 1, 1, 1)
    assert targets["fields"] == {"indicator.key": 1}
    assert report["extracted_again_outside_tables"]["target"] == targets
    assert report["by_document"][0]["changes"] == []
    assert "too few" in report["parts"]["channel"]["why"]
    assert not report["parts"]["indicator names"]["adopted"]
    assert report["parts"]["indicator names"]["measured"]["seen once"] == 1
    [annotated] = (decided / "learned" / "annotations").iterdir()
    assert (annotated / "doc.txt").read_text(encoding="utf-8") == TEXT
    assert len((annotated / "gold.targets.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert len((annotated / "gold.negatives.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_the_table_is_for_people_and_nothing_is_written_when_asked(decided: Path) -> None:
    done = vanban("learn", "--data", decided, "--all-judged", "--report-only")
    assert "precision" in done.stdout
    assert "target, corrected: indicator.key 1" in done.stdout
    assert "channel: not taken. too few: 0 of 20 mended words" in done.stdout
    assert not (decided / "learned").exists()


def overlay(folder: Path) -> Path:
    folder.mkdir()
    (folder / "indicator_names.tsv").write_text(f"name\tkey\tlanguage\n{OWN}\tpoverty_rate\tvi\n", encoding="utf-8")
    (folder / "confidence.toml").write_text("[target]\nshift = -1.0\nslope = 0.5\n", encoding="utf-8")
    return folder


def test_a_run_under_an_overlay_and_the_ledger_that_tells_both_apart(run: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(run, tmp_path / "results"))
    source, learned = run.parent / "nghi quyet.txt", overlay(tmp_path / "learned")
    before = record(data)
    manifest = json.loads((data / "run.json").read_text(encoding="utf-8"))
    assert "learned" not in manifest["versions"]
    vanban("run", source, "--out", data, "--learned", learned)
    after = record(data)
    version = json.loads((data / "run.json").read_text(encoding="utf-8"))["versions"]["learned"]
    keys = [[t["indicator"]["key"] for t in found["targets"]] for found in (before, after)]
    assert (keys[0][0], keys[1][0]) == (None, "poverty_rate")
    assert keys[0][1:] == keys[1][1:]
    assert all(
        new["confidence"] < old["confidence"] for old, new in zip(before["targets"], after["targets"], strict=True)
    )
    assert before["deadlines"] == after["deadlines"]
    (learned / "confidence.toml").unlink()
    vanban("run", source, "--out", data, "--jobs", "1", VANBAN_LEARNED=str(learned))
    third = record(data)
    assert json.loads((data / "run.json").read_text(encoding="utf-8"))["versions"]["learned"] != version
    assert [t["confidence"] for t in third["targets"]][1:] == [t["confidence"] for t in before["targets"]][1:]


def test_an_empty_overlay_changes_nothing_and_nothing_is_done_again(run: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(run, tmp_path / "results"))
    source, learned = run.parent / "nghi quyet.txt", tmp_path / "learned"
    learned.mkdir()
    stamps = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.glob("nghi_quyet-*/*")}
    assert len(stamps) > 5
    vanban("run", source, "--out", data, "--learned", learned, "--in-process")
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.glob("nghi_quyet-*/*")} == stamps
    vanban(
        "run",
        run.parent / "nghi quyet.txt",
        "--out",
        tmp_path / "new",
        "--learned",
        tmp_path / "learned",
        "--in-process",
    )
    made = {path.name: path.read_bytes() for path in (tmp_path / "new").glob("nghi_quyet-*/*") if path.is_file()}
    assert made == {path.name: content for path, (_, content) in stamps.items()}


def test_a_damaged_overlay_ends_a_run_before_it_begins(run: Path, tmp_path: Path) -> None:
    source, learned = run.parent / "nghi quyet.txt", overlay(tmp_path / "learned")
    (learned / "confidence.toml").write_text("[target]\nshift = many\n", encoding="utf-8")
    done = vanban("run", source, "--out", tmp_path / "out", "--learned", learned, code=3)
    assert "confidence.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    missing = vanban(
        "run", run.parent / "nghi quyet.txt", "--out", tmp_path / "out", "--learned", tmp_path / "no", code=3
    )
    assert "vanban learn" in missing.stderr


def test_what_is_sent_in_is_read_under_what_is_learned_by_then(
    fake_line: ModuleType, store: Store, tmp_path: Path
) -> None:
    learned = tmp_path / "learned"
    batches = _Batches(store, Options(load=fake_line.line, learned=learned))
    plain = batches._prepared([], lambda _: None)
    assert "learned" not in plain.plan.versions
    overlay(learned)
    under = batches._prepared([], lambda _: None)
    assert under.plan.versions["learned"] == load(learned).digest
    assert under.plan.key != plain.plan.key
    (learned / "confidence.toml").write_text("[target]\n", encoding="utf-8")
    with pytest.raises(RejectedError):
        batches._prepared([], lambda _: None)
    batches.close()
