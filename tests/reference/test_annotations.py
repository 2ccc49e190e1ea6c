"""Decisions exported as annotations: the scoring tool finds in them exactly what people decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.run import RunManifest, entry_of
from corpus.store import Store, open_store
from corpus.store.annotations import export_annotations
from corpus.store.clock import now
from corpus.store.decisions import Seen, approve, correct, reject
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.reviewed import reviewed_record
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs import write

pytestmark = pytest.mark.shared
HOA = Actor("hoa", "hoa", "administrator")


@pytest.fixture
def decided(
    process: Callable[[Path], Any], shared: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Store]:
    """A store with one reference document; some rows are rejected, some targets corrected, and all else approved."""
    done = process(next(shared.glob(request.param)))
    run = tmp_path / "run"
    record = write(done.record, done.document, run / "document")
    manifest = RunManifest(started=now(), entries=[entry_of(record, input_path="a", folder="document")])
    (run / "run.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite", run)
    assert list(import_run(store, run)) == [("document", None)]
    with store.writing() as session:
        session.add(UserEntry(id="hoa", name="hoa", full_name="Hoa", role="administrator", created_at=now()))
    with store.writing() as session:
        for number, row in enumerate(session.query(RowEntry).order_by(RowEntry.position).all()):
            seen = Seen(row.id, row.version)
            if row.kind in ("target", "assignment") and number % 7 == 3:
                reject(session, HOA, seen, "không phải chỉ tiêu")
            elif row.kind == "target" and number % 7 == 5:
                correct(session, HOA, seen, row.data | {"comparator": "ge"})
            else:
                approve(session, HOA, seen)
    yield store
    store.close()


@pytest.mark.tesseract
@pytest.mark.parametrize("decided", ["gold/nq57/doc.txt", "seeds/003_*.txt", "scans/cd34/doc.pdf"], indirect=True)
def test_the_reviewed_record_scores_full_on_its_own_annotations(
    decided: Store, score: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    with decided.reading() as session:
        [folder] = export_annotations(session, decided, tmp_path / "annotations", every=True)
        document = session.query(DocumentEntry).one()
        record = reviewed_record(session, document)
    reviewed, extracted = tmp_path / "reviewed.json", tmp_path / "extracted.json"
    reviewed.write_text(record.model_dump_json(), encoding="utf-8")
    extracted.write_text(json.dumps(document.record), encoding="utf-8")
    figures = score("score_records.py", reviewed, folder / "gold")
    for kind in ("targets", "assignments", "deadlines"):
        if kind in figures and figures[kind]["gold"]:
            assert (figures[kind]["precision"], figures[kind]["recall"]) == (1.0, 1.0)
    assert all(figures["metadata"]["fields"].values())
    assert figures["metadata"].get("citations_recall", 1.0) == 1.0
    assert figures["metadata"].get("citations_false", []) == []
    before = score("score_records.py", extracted, folder / "gold")
    assert before["assignments"]["false"] > 0
    if figures["targets"]["gold"]:
        assert all(share == 1.0 for share in figures["targets"]["fields"].values())
        assert before["targets"]["false"] > 0
        assert before["targets"]["fields"]["comparator"] < 1.0


@pytest.mark.tesseract
@pytest.mark.parametrize("decided", ["gold/nq57/doc.txt", "seeds/003_*.txt", "scans/cd34/doc.pdf"], indirect=True)
def test_quotes_stand_in_the_exported_text(decided: Store, tmp_path: Path) -> None:
    with decided.reading() as session:
        [folder] = export_annotations(session, decided, tmp_path / "annotations", every=True)
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    seen = 0
    for path in folder.glob("gold.*.jsonl"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            seen += 1
            if "page" in row:
                assert row["quote"] in texts[f"page-{row['page']}.gold.txt"]
                continue
            printed = texts.get("doc.gold.txt", texts["doc.txt"]).split("\n")
            first = row.get("line_start", row["line"])
            last = row.get("line_end", row["line"])
            assert row["quote"] in "\n".join(printed[first - 1 : last])
            assert row.get("quote_ocr", "") in texts["doc.txt"]
            assert first <= row["line"] <= last
    assert seen > 20
