"""Records as people left them."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

import outputs
from corpus.document import Document
from corpus.errors import VanbanError
from corpus.record import Record
from corpus.run import RunManifest, entry_of
from corpus.store import Store, decisions, open_store
from corpus.store.clock import now
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs import export

LAN = Actor("lan", "lan", "clerk")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/review.sqlite"
    url: str = request.getfixturevalue("empty_postgresql")
    return url


@pytest.fixture
def store(
    address: str, record: Record, document: Document, english: tuple[Record, Document], tmp_path: Path
) -> Iterator[Store]:
    """Two documents; of the first, one target is approved, one corrected, one rejected, one added."""
    folder = tmp_path / "run"
    outputs.write(record, document, folder / "a-1")
    outputs.write(*english, folder / "b-2")
    entries = [entry_of(record, input_path="a.pdf", folder="a-1"), entry_of(english[0], input_path="b", folder="b-2")]
    (folder / "run.json").write_text(RunManifest(started=now(), entries=entries).model_dump_json(), encoding="utf-8")
    opened = open_store(address, folder)
    with opened.writing() as session:
        session.add(UserEntry(id="lan", name="lan", full_name="Lan", role="clerk", active=True, created_at=now()))
    assert [problem for _, problem in import_run(opened, folder)] == [None, None]
    judge(opened)
    yield opened
    opened.close()


def judge(store: Store) -> None:
    with store.writing() as session:
        identity = session.scalars(select(DocumentEntry.id).filter_by(folder="a-1")).one()
        found = select(RowEntry).filter_by(document_id=identity, kind="target").order_by(RowEntry.position)
        rows = list(session.scalars(found))
        beds = next(row for row in rows if row.confidence < 0.6)
        for row, judged in ((rows[0], decisions.approve), (rows[2], decisions.reject), (beds, decisions.approve)):
            judged(session, LAN, decisions.Seen(row.id, row.version))
        decisions.correct(session, LAN, decisions.Seen(rows[1].id, rows[1].version), rows[1].data | {"value": 1.3})
        decisions.add(session, LAN, identity, "target", rows[3].data | {"id": "new", "evidence": []})


def written(
    store: Store, kind: str, told: list[VanbanError] | None = None, *, decided_only: bool = False
) -> io.BytesIO:
    stream, left_out = io.BytesIO(), told if told is not None else []
    documents = export.from_store(store, left_out.append, decided_only=decided_only)
    export.WRITERS[kind](documents, stream, export.About(export.reviewed_until(store), reviewed=True))
    assert told is not None or not left_out
    stream.seek(0)
    return stream


def test_records_say_how_far_people_are(store: Store) -> None:
    first, second = (json.loads(line) for line in written(store, "jsonl"))
    assert Record.model_validate(first).targets[1].value == 1.3
    states = [target["review"] for target in first["targets"]]
    assert sorted(set(states)) == ["added", "approved", "corrected", "open"]
    assert states[:2] == ["approved", "corrected"]
    assert len(states) == 10  # ten, less the rejected one, and the added one
    assert first["metadata"]["review"]["symbol"] == "open"
    assert (first["document"]["review"], second["document"]["review"]) == ("new", "new")


def test_only_what_was_decided(store: Store) -> None:
    first, second = (json.loads(line) for line in written(store, "jsonl", decided_only=True))
    assert [target["review"] for target in first["targets"]] == ["approved", "corrected", "approved", "added"]
    assert (first["deadlines"], first["metadata"]["symbol"], second["targets"]) == ([], None, [])


def test_the_table_has_a_column_for_it(store: Store) -> None:
    text = written(store, "csv").read().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["value"], row["review"]) for row in rows[:2]] == [("2.5", "approved"), ("1.3", "corrected")]
    assert {row["review"] for row in rows} == {"approved", "corrected", "added", "open"}


def test_the_workbook_has_a_column_for_it_and_what_was_judged_is_not_marked(store: Store) -> None:
    book = zipfile.ZipFile(written(store, "xlsx"))
    sheet = book.read("xl/worksheets/sheet2.xml").decode()
    rows = re.findall(r"<row .*?</row>", sheet, re.DOTALL)
    assert "Tình trạng" in rows[0]
    last = [re.findall(r"<t>([^<]*)</t>", row)[-1] for row in rows[1:]]
    assert last[:2] == ["đã duyệt", "đã sửa"]
    assert set(last) == {"đã duyệt", "đã sửa", "bổ sung", "chưa rà soát"}
    styles = [re.findall(r' s="(\d+)"', row)[0] for row in rows]
    plain, judged, flagged = (
        styles[next(at for at, row in enumerate(rows) if name in row)]
        for name in ("tỷ lệ hộ nghèo<", "giường bệnh<", "tuổi thọ trung bình<")
    )
    assert plain == judged != flagged


def test_the_report_has_a_column_for_it(store: Store) -> None:
    report = docx.Document(written(store, "docx"))
    assert any(p.text.startswith("Kết quả rà soát đến ") for p in report.paragraphs)
    assert "Tình trạng: mới" in [p.text for p in report.paragraphs]
    assert [row.cells[-1].text for row in report.tables[0].rows][:3] == ["Tình trạng", "đã duyệt", "đã sửa"]


def test_documents_that_the_store_does_not_hold_are_told_of(store: Store, bare: tuple[Record, Document]) -> None:
    outputs.write(*bare, store.folder / "c-3")
    told: list[VanbanError] = []
    assert len(written(store, "jsonl", told).read().splitlines()) == 2
    assert [(error.file, error.code) for error in told] == [("c-3", "not_in_review")]


def test_a_record_that_is_damaged_in_the_store_is_told_of_and_the_other_goes_on(store: Store) -> None:
    with store.writing() as session:
        entry = session.scalars(select(DocumentEntry).filter_by(folder="a-1")).one()
        entry.record = entry.record | {"document": {}}
    told: list[VanbanError] = []
    assert len(written(store, "jsonl", told).read().splitlines()) == 1
    assert [(error.file, error.code) for error in told] == [("a-1", "record_damaged")]


def test_batches_give_every_document_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.export.source._BATCH", 1)
    assert [item.folder for item in export.from_store(store, print)] == ["a-1", "b-2"]
