import csv
import io
import json
import tracemalloc
from pathlib import Path
from typing import BinaryIO

import pytest

import outputs
from corpus.document import Document
from corpus.errors import OutputError, RejectedError, VanbanError
from corpus.record import Record
from outputs import export
from outputs.export import folders


class Drain(io.BytesIO):
    """Takes bytes, and keeps only what would not fit into memory anyway: nothing."""

    at = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def seekable(self) -> bool:
        return False


def refuse(error: VanbanError) -> None:
    raise error


def to(stream: BinaryIO, kind: str, folder: Path) -> int:
    return export.WRITERS[kind](export.from_folder(folder, refuse), stream, export.About(export.run_moment(folder)))


@pytest.fixture
def run(record: Record, document: Document, english: tuple[Record, Document], tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    outputs.write(record, document, folder / "b-2")
    outputs.write(*english, folder / "a-1")
    (folder / ".tmp-half").mkdir()
    (folder / "logs").mkdir()
    (folder / "run.json").write_text("{}")
    return folder


def test_jsonl_gives_every_record_once_in_order_of_names(run: Path) -> None:
    stream = io.BytesIO()
    assert to(stream, "jsonl", run) == 2
    lines = stream.getvalue().decode().splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["article.txt", "chuong-trinh.pdf"]
    assert json.loads(lines[1]) == json.loads((run / "b-2" / "record.json").read_text("utf-8"))


def test_jsonl_passes_on_what_a_later_minor_version_adds(run: Path) -> None:
    path = run / "a-1" / "record.json"
    data = json.loads(path.read_text("utf-8")) | {"schema_version": "1.7", "news": ["một"]}
    path.write_text(json.dumps(data), "utf-8")
    stream = io.BytesIO()
    to(stream, "jsonl", run)
    assert json.loads(stream.getvalue().splitlines()[0])["news"] == ["một"]


def test_csv_gives_one_row_per_target_with_its_document(run: Path) -> None:
    stream = io.BytesIO()
    assert to(stream, "csv", run) == 11
    text = stream.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["folder"] for row in rows] == ["a-1"] + ["b-2"] * 10
    assert {row["symbol"] for row in rows[1:]} == {"15-CTr/TU"}
    assert rows[0]["indicator_en"] == "households that have left poverty"
    assert rows[0]["indicator_vi"] == ""


def test_folders_are_listed_in_order_whatever_the_batch(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(export.document_folders(run))
    monkeypatch.setattr(folders, "BATCH", 1)
    assert list(export.document_folders(run)) == whole == ["a-1", "b-2"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "cannot be read"), ('{"schema_version": "2.0"}', "version 2.0"), ('{"schema_version": "1.0"}', "schema")],
)
def test_a_damaged_record_is_named_with_a_remedy_and_the_others_go_on(run: Path, content: str, words: str) -> None:
    (run / "a-1" / "record.json").write_text(content)
    told: list[VanbanError] = []
    assert [item.folder for item in export.from_folder(run, told.append)] == ["b-2"]
    assert len(told) == 1
    assert isinstance(told[0], RejectedError)
    with pytest.raises(RejectedError, match=rf"a-1.*{words}.*Delete"):
        to(io.BytesIO(), "csv", run)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere.*Give the folder"):
        to(io.BytesIO(), "jsonl", tmp_path / "nowhere")


def peak_memory(folder: Path) -> int:
    tracemalloc.start()
    for kind in export.WRITERS:
        to(Drain(), kind, folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_documents(record: Record, tmp_path: Path) -> None:
    data = record.model_dump_json()
    for count in (5, 60):
        for number in range(count):
            folder = tmp_path / str(count) / f"doc-{number:04d}"
            folder.mkdir(parents=True)
            (folder / "record.json").write_text(data, "utf-8")
    peak_memory(tmp_path / "5")
    few, many = peak_memory(tmp_path / "5"), peak_memory(tmp_path / "60")
    assert many - few < 5 * len(data), (few, many)


@pytest.mark.parametrize("kind", export.WRITERS)
def test_a_folder_of_anything_else_is_refused_before_a_header_is_written(kind: str, tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    stream = io.BytesIO()
    with pytest.raises(RejectedError) as caught:
        to(stream, kind, tmp_path)
    assert caught.value.code == "no_run"
    assert stream.getvalue() == b""
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    assert to(stream, kind, tmp_path) == 0


@pytest.mark.parametrize("kind", export.WRITERS)
def test_the_same_run_gives_the_same_bytes(kind: str, run: Path) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    to(first, kind, run)
    to(second, kind, run)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize(
    ("manifest", "moment"),
    [
        ('{"started": "2026-11-28T03:34:08+00:00", "finished": null}', "2026-11-28T03:34:08+00:00"),
        (
            '{"started": "2026-11-28T03:34:08+00:00", "finished": "2026-11-28T05:00:00+07:00"}',
            "2026-11-28T05:00:00+07:00",
        ),
        ("damaged", "1980-01-01T00:00:00+00:00"),
    ],
)
def test_the_file_carries_the_time_of_the_run(run: Path, manifest: str, moment: str) -> None:
    (run / "run.json").write_text(manifest)
    assert export.run_moment(run).isoformat() == moment
