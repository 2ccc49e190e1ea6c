import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import outputs
from corpus.document import Document, plain_document
from corpus.errors import OutputError
from corpus.record import Evidence, Record, Target
from corpus.run import RunManifest, entry_of

FILES = {
    "record.json",
    "text.txt",
    "text.as-read.txt",
    "words.jsonl",
    "summary.vi.md",
    "summary.en.md",
    "summary.html",
    "targets.csv",
    "pages",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "chuong-trinh-555555555555"


def evidence_of(record: Record) -> list[Evidence]:
    parts = [*record.targets, *record.achievements, *record.deadlines, *record.assignments, *record.citations]
    return [proof for part in parts for proof in part.evidence]


def test_the_folder_holds_the_files_of_the_contract_and_nothing_else(
    record: Record, document: Document, folder: Path
) -> None:
    outputs.write(record, document, folder)
    assert {path.name for path in folder.iterdir()} == FILES
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_text_has_no_pages_folder(bare: tuple[Record, Document], folder: Path) -> None:
    outputs.write(*bare, folder)
    assert {path.name for path in folder.iterdir()} == FILES - {"pages"}


def test_offsets_hold_in_the_written_text(record: Record, document: Document, folder: Path) -> None:
    outputs.write(record, document, folder)
    text = (folder / "text.txt").read_bytes().decode("utf-8")
    as_read = (folder / "text.as-read.txt").read_bytes().decode("utf-8")
    assert text == document.text
    assert as_read == document.as_read
    stored = Record.model_validate_json((folder / "record.json").read_bytes())
    assert len(evidence_of(stored)) > 15
    for proof in evidence_of(stored):
        assert text[proof.start : proof.end] == proof.quote
        page = text.split("\f")[proof.page - 1]
        assert proof.quote.split("\n")[0] in page.split("\n")[proof.line - 1]
        assert proof.quote_as_read in as_read


@pytest.mark.parametrize("text", ["một\nhai\n", "không xuống dòng", "\n\n", "trang một\ftrang hai"])
def test_text_is_written_as_it_is_without_a_line_break_added(
    text: str, bare: tuple[Record, Document], folder: Path
) -> None:
    record, document = bare
    read = plain_document(text, identity=document.id, source=document.source)
    written = outputs.write(record, read, folder)
    data = (folder / "text.txt").read_bytes()
    assert data == text.encode("utf-8")
    assert written.document.text_sha256 == hashlib.sha256(data).hexdigest()


def test_the_returned_record_is_the_stored_one(record: Record, document: Document, folder: Path) -> None:
    written = outputs.write(record, document, folder)
    assert json.loads((folder / "record.json").read_text("utf-8")) == written.model_dump(mode="json")


def test_page_images_keep_their_pixels_and_leave_the_source_alone(
    record: Record, document: Document, folder: Path
) -> None:
    written = outputs.write(record, document, folder)
    details = {page.number: page for page in written.document.page_details}
    assert [details[n].image for n in (1, 2, 3)] == ["pages/0001.jpg", "pages/0002.png", None]
    for page in document.pages[:2]:
        image = details[page.number].image
        assert image is not None
        with Image.open(folder / image) as kept:
            assert kept.size == (page.width, page.height)
        assert page.image is not None
        assert page.image.exists()


def test_a_jpeg_is_copied_byte_for_byte_unless_it_is_turned(
    record: Record, document: Document, folder: Path, tmp_path: Path
) -> None:
    straight, turned = tmp_path / "a.jpg", tmp_path / "b.jpg"
    picture = Image.effect_noise((120, 80), 60)
    picture.save(straight, quality=90)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(turned, quality=90, exif=exif)
    pages = (replace(document.pages[0], image=straight), replace(document.pages[1], image=turned), document.pages[2])
    outputs.write(record, replace(document, pages=pages), folder)
    assert (folder / "pages/0001.jpg").read_bytes() == straight.read_bytes()
    with Image.open(folder / "pages/0002.jpg") as kept:
        assert kept.size == (120, 80)
        assert 0x0112 not in kept.getexif()


def test_a_lost_page_image_makes_the_record_partial(
    record: Record, document: Document, folder: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no image")
    pages = (replace(document.pages[0], image=broken), *document.pages[1:])
    clean = record.model_copy(update={"document": record.document.model_copy(update={"status": "done", "errors": []})})
    written = outputs.write(clean, replace(document, pages=pages), folder)
    assert written.document.status == "partial"
    assert [(problem.code, problem.page) for problem in written.document.errors] == [("page_image_lost", 1)]


def test_a_failure_leaves_the_earlier_folder_and_no_litter(
    record: Record, document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs.write(record, document, folder)
    before = (folder / "record.json").read_bytes()

    def full_disk(made: Record) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("outputs.folder.targets_csv", full_disk)
    with pytest.raises(OutputError, match=r"No space.*the disk has room"):
        outputs.write(record.model_copy(update={"targets": []}), document, folder)
    assert (folder / "record.json").read_bytes() == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_second_run_replaces_the_folder_as_a_whole(record: Record, document: Document, folder: Path) -> None:
    outputs.write(record, document, folder)
    (folder / "old.txt").write_text("stale")
    outputs.write(record, replace(document, pages=()), folder)
    assert {path.name for path in folder.iterdir()} == FILES - {"pages"}
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_folder_that_cannot_be_made_names_itself_and_a_remedy(
    record: Record, document: Document, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"file.*cannot be written.*Check that"):
        outputs.write(record, document, tmp_path / "file" / "folder")


def test_the_table_gives_back_every_target(record: Record, document: Document, folder: Path) -> None:
    outputs.write(record, document, folder)
    data = (folder / "targets.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [row["id"] for row in rows] == [made.id for made in record.targets]
    for row, made in zip(rows, record.targets, strict=True):
        assert row["value"] == ("" if made.value is None else f"{made.value:g}".replace("1.2e+12", "1200000000000"))
        assert row["quote"] == made.evidence[0].quote
        assert int(row["start"]) == made.evidence[0].start


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_a_formula(text: str, record: Record) -> None:
    first: Target = record.targets[0]
    indicator = first.indicator.model_copy(update={"vi": text})
    changed = record.model_copy(update={"targets": [first.model_copy(update={"indicator": indicator})]})
    rows = list(csv.DictReader(io.StringIO(outputs.tables.targets_csv(changed).removeprefix("\ufeff"), newline="")))
    assert rows[0]["indicator_vi"].startswith("'")


def test_a_negative_value_stays_a_number(record: Record) -> None:
    changed = record.model_copy(update={"targets": [record.targets[0].model_copy(update={"value": -0.5})]})
    rows = list(csv.DictReader(io.StringIO(outputs.tables.targets_csv(changed).removeprefix("\ufeff"), newline="")))
    assert rows[0]["value"] == "-0.5"


def test_the_manifest_counts_what_the_record_holds(record: Record) -> None:
    entry = entry_of(record, input_path="in/a.pdf", folder="a-1", seconds=1.5)
    assert (entry.targets, entry.achievements, entry.deadlines, entry.assignments) == (10, 1, 5, 5)
    assert (entry.outcome, entry.grade, entry.unsure) == ("partial", "good", 4)
    manifest = RunManifest(started="2026-11-24T08:00:00+07:00", entries=[entry])
    assert RunManifest.model_validate_json(manifest.model_dump_json()) == manifest
