"""The workbook is read back from its XML, as Excel reads it: nothing here trusts the library that wrote it."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import outputs
from corpus.document import Document
from corpus.record import Record
from outputs import export
from outputs.export import workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOMENT = datetime(2026, 11, 28, 3, 35, 15, tzinfo=UTC)

Sheet = list[dict[str, str | float | None]]


@pytest.fixture
def run(record: Record, document: Document, english: tuple[Record, Document], tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    outputs.write(record, document, folder / "b-2")
    outputs.write(*english, folder / "a-1")
    return folder


def written(folder: Path, base: str = "") -> zipfile.ZipFile:
    stream = io.BytesIO()
    documents = export.from_folder(folder, lambda error: pytest.fail(str(error)))
    export.WRITERS["xlsx"](documents, stream, export.About(MOMENT, base=base))
    return zipfile.ZipFile(stream)


def parsed(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(name))  # noqa: S314  # written a moment ago


def names(book: zipfile.ZipFile) -> list[str]:
    return [sheet.attrib["name"] for sheet in parsed(book, "xl/workbook.xml").iter(f"{MAIN}sheet")]


def tree(book: zipfile.ZipFile, name: str) -> ET.Element:
    return parsed(book, f"xl/worksheets/sheet{names(book).index(name) + 1}.xml")


def rows(book: zipfile.ZipFile, name: str) -> Sheet:
    """The rows by the heads of their columns; the types are those of the cells."""
    found = [[_value(cell) for cell in row] for row in tree(book, name).iter(f"{MAIN}row")]
    return [dict(zip(map(str, found[0]), row, strict=True)) for row in found[1:]]


def _value(cell: ET.Element) -> str | float | None:
    if cell.attrib.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    number = cell.find(f"{MAIN}v")
    return None if number is None else float(number.text or "")


def style(book: zipfile.ZipFile, name: str, row: int, head: str) -> tuple[str, str]:
    """The number format and the fill's number of a cell, by way of styles.xml."""
    sheet, styles = tree(book, name), parsed(book, "xl/styles.xml")
    cells = [list(r) for r in sheet.iter(f"{MAIN}row")]
    at = [_value(cell) for cell in cells[0]].index(head)
    form = list(next(styles.iter(f"{MAIN}cellXfs")))[int(cells[row][at].attrib["s"])]
    formats = {f.attrib["numFmtId"]: f.attrib["formatCode"] for f in styles.iter(f"{MAIN}numFmt")}
    built_in = {"0": "General", "3": "#,##0", "9": "0%"}
    return (built_in | formats)[form.attrib["numFmtId"]], form.attrib["fillId"]


def test_there_is_a_sheet_for_each_kind_of_row_with_its_head_frozen_and_a_filter(run: Path) -> None:
    book = written(run)
    assert names(book) == ["Văn bản", "Chỉ tiêu", "Kết quả", "Thời hạn", "Phân công", "Viện dẫn"]
    for name in names(book):
        sheet = tree(book, name)
        pane = next(sheet.iter(f"{MAIN}pane"))
        assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")
        columns = len(next(sheet.iter(f"{MAIN}row")))
        last = re.fullmatch(r"A1:([A-Z]+)(\d+)", next(sheet.iter(f"{MAIN}autoFilter")).attrib["ref"])
        assert last is not None
        assert int(last[2]) == len(list(sheet.iter(f"{MAIN}row")))
        assert _number(last[1]) == columns
    assert [len(rows(book, name)) for name in names(book)] == [2, 11, 1, 5, 5, 1]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def test_figures_and_days_are_figures_and_days(run: Path) -> None:
    book = written(run)
    targets = rows(book, "Chỉ tiêu")
    urban = targets[1]
    assert (urban["Nội dung chỉ tiêu"], urban["So sánh"]) == ("tỷ lệ thất nghiệp khu vực thành thị", "dưới")
    assert (urban["Giá trị"], urban["Đơn vị"], urban["Mức ghi trong văn bản"]) == (2.5, "%", "2,5%")
    assert (urban["Từ"], urban["Thời hạn"]) == (None, "đến năm 2030 (theo đề mục)")
    day = urban["Ngày kết thúc"]
    assert isinstance(day, float)
    assert date(1899, 12, 30) + timedelta(days=day) == date(2030, 12, 31)
    assert (urban["Trang"], urban["Dòng"]) == (1, 11)
    assert urban["Căn cứ trong văn bản"] == "Tỷ lệ thất nghiệp khu vực thành thị dưới 2,5%"
    assert style(book, "Chỉ tiêu", 2, "Ngày kết thúc")[0] == "dd/mm/yyyy"
    assert style(book, "Chỉ tiêu", 2, "Độ tin cậy")[0] == "0%"
    assert [(row["Giá trị"], row["Đơn vị"]) for row in targets[4:6]] == [(110000, "m²"), (1.2e12, "đồng")]
    assert (targets[6]["Từ"], targets[6]["Đến"], targets[6]["Thời hạn"]) == (20, 30, "trước tháng 9/2027")
    assert targets[3]["Mức xuất phát"] == 91


def test_what_a_person_should_check_is_lightly_marked(run: Path) -> None:
    book = written(run)
    targets = rows(book, "Chỉ tiêu")
    at = {row["Nội dung chỉ tiêu"]: number for number, row in enumerate(targets, 1)}
    sure = style(book, "Chỉ tiêu", at["tỷ lệ hộ nghèo"], "Giá trị")[1]
    unsure = style(book, "Chỉ tiêu", at["giường bệnh"], "Giá trị")[1]
    flagged = style(book, "Chỉ tiêu", at["tuổi thọ trung bình"], "Giá trị")[1]
    assert sure != unsure == flagged
    assert targets[at["tuổi thọ trung bình"] - 1]["Lưu ý"]


@pytest.mark.parametrize(("base", "start"), [("", ""), ("../kết quả #1", "../kết%20quả%20%231/")])
def test_documents_lead_to_their_summaries_from_where_the_file_lies(run: Path, base: str, start: str) -> None:
    book = written(run, base)
    links = re.findall(r'Target="([^"]+)"', book.read("xl/worksheets/_rels/sheet1.xml.rels").decode())
    assert [link.replace("\\", "/") for link in links] == [f"{start}a-1/summary.html", f"{start}b-2/summary.html"]
    assert [row["Bản tóm tắt"] for row in rows(book, "Văn bản")] == ["Xem tóm tắt"] * 2


@pytest.mark.parametrize("text", ["=1+1", "+84", "@SUM(A1)", "http://a.vn/x", "{=A1}", "12", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula_a_number_or_a_link(
    record: Record, document: Document, tmp_path: Path, text: str
) -> None:
    meta = record.metadata.model_copy(update={"symbol": text})
    outputs.write(record.model_copy(update={"metadata": meta}), document, tmp_path / "doc")
    book = written(tmp_path)
    assert rows(book, "Văn bản")[0]["Số, ký hiệu"] == text
    assert not [name for name in names(book) if list(tree(book, name).iter(f"{MAIN}f"))]
    assert len(list(tree(book, "Văn bản").iter(f"{MAIN}hyperlink"))) == 1


def test_what_excel_cannot_hold_is_taken_out_or_cut(record: Record, document: Document, tmp_path: Path) -> None:
    long = "\U0001f600" * 20_000
    first = record.targets[0].model_copy(update={"value_raw": f"a\x00 \ufffe\u202eb_x0041_\r\nc {long}"})
    outputs.write(record.model_copy(update={"targets": [first]}), document, tmp_path / "doc")
    cell = str(rows(written(tmp_path), "Chỉ tiêu")[0]["Mức ghi trong văn bản"])
    assert cell.startswith("a b_x005F_x0041_ c \U0001f600")
    assert cell.endswith("\U0001f600…")
    assert 32_760 < len(cell.replace("_x005F", "").encode("utf-16-le")) // 2 <= 32_767


def test_rows_that_do_not_fit_go_to_a_further_sheet(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    book = written(run)
    parts = [name for name in names(book) if name.startswith("Chỉ tiêu")]
    assert parts == ["Chỉ tiêu", "Chỉ tiêu (2)", "Chỉ tiêu (3)"]
    assert [len(rows(book, name)) for name in parts] == [4, 4, 3]
    assert [row["STT"] for name in parts for row in rows(book, name)] == list(range(1, 12))


def test_links_that_do_not_fit_are_told_as_words(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_LINKS", 1)
    assert [row["Bản tóm tắt"] for row in rows(written(run), "Văn bản")] == ["Xem tóm tắt", "b-2/summary.html"]


def test_a_document_that_was_not_read_says_why(bare: tuple[Record, Document], tmp_path: Path) -> None:
    record, _ = bare
    problem = {"code": "encrypted", "reason": "The file has a password.", "remedy": "Give it without one."}
    info = record.document.model_dump() | {"status": "rejected", "errors": [problem]}
    (tmp_path / "doc").mkdir()
    content = Record.model_validate(record.model_dump() | {"document": info})
    (tmp_path / "doc" / "record.json").write_text(content.model_dump_json(), "utf-8")
    row = rows(written(tmp_path), "Văn bản")[0]
    assert (row["Kết quả xử lý"], row["Bản tóm tắt"]) == ("Không tiếp nhận", None)
    assert row["Ghi chú"]


def test_the_file_carries_the_moment_it_is_given(run: Path) -> None:
    assert "2026-11-28T03:35:15Z" in written(run).read("docProps/core.xml").decode()
