import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

import outputs
from corpus.document import Document
from corpus.errors import OutputError, RejectedError
from corpus.record import Record
from outputs import export


class Drain(io.TextIOBase):
    """Takes text and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


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
    stream = io.StringIO()
    assert export.jsonl(run, stream) == 2
    lines = stream.getvalue().splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["article.txt", "chuong-trinh.pdf"]
    assert json.loads(lines[1]) == json.loads((run / "b-2" / "record.json").read_text("utf-8"))


def test_jsonl_passes_on_what_a_later_minor_version_adds(run: Path) -> None:
    path = run / "a-1" / "record.json"
    data = json.loads(path.read_text("utf-8")) | {"schema_version": "1.7", "news": ["một"]}
    path.write_text(json.dumps(data), "utf-8")
    stream = io.StringIO()
    export.jsonl(run, stream)
    assert json.loads(stream.getvalue().splitlines()[0])["news"] == ["một"]


def test_csv_gives_one_row_per_target_with_its_document(run: Path) -> None:
    stream = io.StringIO(newline="")
    assert export.csv(run, stream) == 11
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline=""), strict=True))
    assert [row["folder"] for row in rows] == ["a-1"] + ["b-2"] * 10
    assert {row["symbol"] for row in rows[1:]} == {"15-CTr/TU"}
    assert rows[0]["indicator_en"] == "households that have left poverty"
    assert rows[0]["indicator_vi"] == ""


def test_folders_are_listed_in_order_whatever_the_batch(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(export.document_folders(run))
    monkeypatch.setattr(export, "BATCH", 1)
    assert list(export.document_folders(run)) == whole == ["a-1", "b-2"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "cannot be read"), ('{"schema_version": "2.0"}', "version 2.0"), ('{"schema_version": "1.0"}', "schema")],
)
def test_a_damaged_record_is_named_with_a_remedy(run: Path, content: str, words: str) -> None:
    (run / "a-1" / "record.json").write_text(content)
    with pytest.raises(RejectedError, match=rf"a-1.*{words}.*Delete"):
        export.csv(run, io.StringIO())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere.*Give the folder"):
        export.jsonl(tmp_path / "nowhere", io.StringIO())


def peak_memory(folder: Path) -> int:
    tracemalloc.start()
    export.csv(folder, Drain())
    export.jsonl(folder, Drain())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_documents(record: Record, tmp_path: Path) -> None:
    data = record.model_dump_json()
    for count in (10, 200):
        for number in range(count):
            folder = tmp_path / str(count) / f"doc-{number:04d}"
            folder.mkdir(parents=True)
            (folder / "record.json").write_text(data, "utf-8")
    peak_memory(tmp_path / "10")
    few, many = peak_memory(tmp_path / "10"), peak_memory(tmp_path / "200")
    assert many - few < 10 * len(data), (few, many)


@pytest.mark.parametrize("write", [export.jsonl, export.csv])
def test_a_folder_of_anything_else_is_refused_before_a_header_is_written(
    write: Callable[[Path, TextIO], int], tmp_path: Path
) -> None:
    (tmp_path / "scans").mkdir()
    stream = io.StringIO()
    with pytest.raises(RejectedError) as caught:
        write(tmp_path, stream)
    assert caught.value.code == "no_run"
    assert stream.getvalue() == ""
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    assert write(tmp_path, stream) == 0
