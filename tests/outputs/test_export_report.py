"""The report to print, read back from its XML."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

import outputs
from corpus.document import Document
from corpus.errors import OutputError
from corpus.record import Record
from outputs import export
from outputs.export import word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOMENT = datetime(2026, 11, 28, 3, 35, 15, tzinfo=UTC)


@pytest.fixture
def run(record: Record, document: Document, bare: tuple[Record, Document], tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    outputs.write(record, document, folder / "b-2")
    outputs.write(*bare, folder / "c-3")
    return folder


def written(folder: Path) -> io.BytesIO:
    stream = io.BytesIO()
    documents = export.from_folder(folder, lambda error: pytest.fail(str(error)))
    export.WRITERS["docx"](documents, stream, export.About(MOMENT))
    return stream


def xml(stream: io.BytesIO, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(stream).read(name).decode()


def tree(stream: io.BytesIO) -> ET.Element:
    return ET.fromstring(xml(stream))  # noqa: S314  # written a moment ago


def test_each_document_has_a_head_and_its_tables(run: Path) -> None:
    report = docx.Document(written(run))
    heads = [p.text for p in report.paragraphs if p.style.name == "Heading 1"]
    assert heads == ["1. Chương trình hành động số 15-CTr/TU", "2. Văn bản (trống.txt)"]
    tables = [p.text for p in report.paragraphs if p.style.name == "Heading 2"]
    assert tables == ["Chỉ tiêu", "Kết quả đã đạt được", "Thời hạn", "Phân công thực hiện"]
    texts = [p.text for p in report.paragraphs]
    assert "Cơ quan ban hành: Tỉnh ủy Sông Hạ (Sông Hạ Provincial Party Committee)" in texts
    assert "Kết quả xử lý đến 03:35 ngày 28/11/2026" in texts
    assert texts[-1] == "Không tìm thấy trong văn bản này."
    assert any(text.startswith("Phần chưa đọc được: trang 3: ") for text in texts)


def test_rows_show_both_languages_the_place_of_proof_and_what_to_check(run: Path) -> None:
    targets, _, deadlines, assignments = docx.Document(written(run)).tables
    assert [cell.text for cell in targets.rows[0].cells] == ["STT", "Nội dung chỉ tiêu", "Mức", "Thời hạn", "Căn cứ"]
    assert [cell.text for cell in targets.rows[1].cells] == [
        "1",
        "tỷ lệ thất nghiệp khu vực thành thị\nurban unemployment rate\nĐịa bàn: khu vực thành thị",
        "dưới 2,5\N{NO-BREAK SPACE}%",
        "đến năm 2030 (theo đề mục)",
        "trang 1, dòng 11–12",
    ]
    assert targets.rows[8].cells[0].text == "8 (*)"
    assert "xóa bỏ nhà tạm <trên toàn tỉnh> |" in targets.rows[9].cells[1].text
    assert "Mức xuất phát: 91\N{NO-BREAK SPACE}% (2024)" in targets.rows[3].cells[1].text
    assert len(deadlines.rows) == 6
    assert [cell.text for cell in assignments.rows[2].cells][:3] == ["2", "Sở Y tế\nDepartment of Health", "Phối hợp"]


def test_it_prints_as_decree_30_has_it(run: Path) -> None:
    stream = written(run)
    page = next(tree(stream).iter(f"{W}sectPr"))
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    assert (round(int(size.attrib[f"{W}w"]) / 56.7), round(int(size.attrib[f"{W}h"]) / 56.7)) == (210, 297)
    edges = {side: round(int(margins.attrib[f"{W}{side}"]) / 56.7) for side in ("top", "bottom", "left", "right")}
    assert edges == {"top": 20, "bottom": 20, "left": 30, "right": 15}
    assert page.find(f"{W}titlePg") is not None
    headers = [name for name in zipfile.ZipFile(stream).namelist() if "header" in name]
    assert any('w:instr="PAGE"' in xml(stream, name) for name in headers)
    normal = docx.Document(stream).styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 13)
    assert 'w:val="en-US"' not in xml(stream, "word/styles.xml")


def test_head_rows_are_repeated_and_rows_are_not_parted(run: Path) -> None:
    for table in tree(written(run)).iter(f"{W}tbl"):
        first, *others = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        widths = [int(column.attrib[f"{W}w"]) for column in table.iter(f"{W}gridCol")]
        assert abs(sum(widths) / 56.7 - word_file.TEXT_WIDTH) < 1


def test_text_of_documents_is_text_and_no_markup(record: Record, document: Document, tmp_path: Path) -> None:
    meta = record.metadata.model_copy(update={"symbol": "</w:t><x>&\x00\ufffe\u202e1"})
    outputs.write(record.model_copy(update={"metadata": meta}), document, tmp_path / "doc")
    heads = [p.text for p in docx.Document(written(tmp_path)).paragraphs if p.style.name == "Heading 1"]
    assert heads == ["1. Chương trình hành động số </w:t><x>&1"]


def test_the_file_carries_the_moment_it_is_given_and_no_picture(run: Path) -> None:
    stream = written(run)
    properties = docx.Document(stream).core_properties
    assert properties.created == properties.modified == MOMENT
    assert properties.language == "vi-VN"
    assert not [name for name in zipfile.ZipFile(stream).namelist() if re.search(r"thumbnail", name)]


def test_what_word_cannot_open_is_refused(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "MAX_BODY", 20_000)
    with pytest.raises(OutputError, match="too long"):
        written(run)
