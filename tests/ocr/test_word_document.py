"""Word files: tables, head and foot, margins, legacy fonts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from viparse.normalize.encodings import CHARMAPS

import ocr
from corpus.document import Condition, Document, LineKind
from ocr import Kind, ReadOptions

_TCVN3 = {modern: old for old, modern in CHARMAPS["tcvn3"].pairs}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Callable[[Any], None]], Document]:
    def write(fill: Callable[[Any], None]) -> Document:
        file = docx.Document()
        fill(file)
        path = tmp_path / "van-ban.docx"
        file.save(str(path))
        assert ocr.survey(path, ReadOptions()).kind is Kind.DOCX
        return ocr.read(path, ReadOptions(), tmp_path)

    return write


def lines(document: Document) -> list[tuple[str, LineKind]]:
    return [(document.text[line.start : line.end], line.kind) for _, line in document.lines]


def fill_table(file: Any, rows: list[list[str]]) -> None:
    table = file.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def test_paragraphs_breaks_and_tables_in_order(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        file.add_paragraph("Điều 1. Mục tiêu\nđến năm 2030")
        fill_table(file, [["Chỉ tiêu", "2025"], ["Số xã\nnông thôn mới", "45"]])
        file.add_paragraph("Điều 2. Thực hiện")

    assert lines(written(fill)) == [
        ("Điều 1. Mục tiêu", LineKind.BODY),
        ("đến năm 2030", LineKind.BODY),
        ("Chỉ tiêu | 2025", LineKind.TABLE),
        ("Số xã nông thôn mới | 45", LineKind.TABLE),
        ("Điều 2. Thực hiện", LineKind.BODY),
    ]


def test_merged_cells_are_read_once_and_the_table_is_kept(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        fill_table(file, [["TT", "Chỉ tiêu", "Kế hoạch", ""], ["", "", "2026", "2030"], ["1", "Số xã", "", "45"]])
        table = file.tables[0]
        for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))):
            table.cell(*first).merge(table.cell(*last))

    document = written(fill)
    assert document.text.split("\n") == ["TT | Chỉ tiêu | Kế hoạch", "2026 | 2030", "1 | Số xã | 45"]
    (table,) = document.pages[0].tables
    assert (table.first_line, table.last_line, table.columns) == (1, 3, 4)
    texts = {(c.row, c.column, c.rows, c.columns): document.text[c.start : c.end] for c in table.cells}
    assert texts == {
        (0, 0, 2, 1): "TT",
        (0, 1, 2, 1): "Chỉ tiêu",
        (0, 2, 1, 2): "Kế hoạch",
        (1, 2, 1, 1): "2026",
        (1, 3, 1, 1): "2030",
        (2, 0, 1, 1): "1",
        (2, 1, 1, 1): "Số xã",
        (2, 2, 1, 1): "",
        (2, 3, 1, 1): "45",
    }


def test_head_and_foot_tables_are_read_column_by_column(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        fill_table(
            file, [["BỘ NỘI VỤ\nSố: 8/2024/TT-BNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]]
        )
        file.add_paragraph("THÔNG TƯ")
        fill_table(file, [["Nơi nhận:\n- Lưu: VT.", "BỘ TRƯỞNG\nNguyễn Văn An"]])

    assert lines(written(fill)) == [
        ("BỘ NỘI VỤ", LineKind.HEAD_LEFT),
        ("Số: 8/2024/TT-BNV", LineKind.HEAD_LEFT),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", LineKind.HEAD_RIGHT),
        ("Độc lập - Tự do - Hạnh phúc", LineKind.HEAD_RIGHT),
        ("THÔNG TƯ", LineKind.BODY),
        ("Nơi nhận:", LineKind.BODY),
        ("- Lưu: VT.", LineKind.BODY),
        ("BỘ TRƯỞNG", LineKind.BODY),
        ("Nguyễn Văn An", LineKind.BODY),
    ]


def test_margins_come_once_and_are_marked(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        file.add_paragraph("Điều 1.")
        file.add_section()
        file.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
        file.sections[0].footer.paragraphs[0].text = "Trang 1/4"

    assert lines(written(fill)) == [
        ("Dự thảo lần 2", LineKind.RUNNING_HEAD),
        ("Điều 1.", LineKind.BODY),
        ("Trang 1/4", LineKind.PAGE_NUMBER),
    ]


def test_legacy_font_is_converted_and_kept_as_read(written: Callable[..., Document]) -> None:
    text = "Căn cứ Luật Đất đai, Ủy ban"

    def fill(file: Any) -> None:
        paragraph = file.add_paragraph()
        run = paragraph.add_run("".join(_TCVN3.get(c, c) for c in "Căn cứ Luật Đất đai,"))
        run.font.name = ".VnTime"
        paragraph.add_run(" Ủy ban").font.name = "Times New Roman"

    document = written(fill)
    assert document.text == text
    assert document.as_read == "C¨n cø LuËt §Êt ®ai, Ủy ban"
    assert document.condition is Condition.LEGACY_ENCODING


def test_legacy_capital_font(written: Callable[..., Document]) -> None:
    """.VnTimeH draws small letters large: "quyÕt ®Þnh" was printed as QUYẾT ĐỊNH."""

    def fill(file: Any) -> None:
        file.add_paragraph().add_run("quyÕt ®Þnh").font.name = ".VnTimeH"

    assert written(fill).text == "QUYẾT ĐỊNH"


def test_english_word_file(written: Callable[..., Document]) -> None:
    text = "The provinces shall report on the results of the programme to the Government by the end of the year."
    assert written(lambda file: file.add_paragraph(text)).language == "en"


_BOX = (
    "<w:r {ns}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{text}"
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{text}</w:txbxContent>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_NAMESPACES = (
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


def add_box(paragraph: Any, *texts: str) -> None:
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    paragraph._p.append(parse_xml(_BOX.format(ns=_NAMESPACES, text=inside)))


def test_text_boxes_are_read_once_behind_their_paragraph(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        host = file.add_paragraph("Điều 1. Mục tiêu")
        add_box(host, "Hỏa tốc", "Bản sao")
        add_box(host, "Dự thảo lần hai")
        file.add_paragraph("Điều 2. Thực hiện")

    texts = [text for text, _ in lines(written(fill))]
    assert texts == ["Điều 1. Mục tiêu", "Hỏa tốc", "Bản sao", "Dự thảo lần hai", "Điều 2. Thực hiện"]


def test_a_table_in_a_cell_loses_nothing(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        outer = file.add_table(1, 2)
        outer.cell(0, 0).text = "Nhóm chỉ tiêu"
        inner = outer.cell(0, 1).add_table(1, 2)
        inner.cell(0, 0).text = "Tỷ lệ hộ nghèo"
        inner.cell(0, 1).text = "1,5%"
        innermost = inner.cell(0, 1).add_table(1, 1)
        innermost.cell(0, 0).text = "theo chuẩn mới"

    assert [text for text, _ in lines(written(fill))] == ["Nhóm chỉ tiêu | Tỷ lệ hộ nghèo 1,5% theo chuẩn mới"]


def test_tables_in_margins_are_read(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        table = file.sections[0].header.add_table(1, 1, Pt(300))
        table.cell(0, 0).text = "Công báo số 12"
        file.add_paragraph("Điều 1. Mục tiêu")

    assert [text for text, _ in lines(written(fill))] == ["Công báo số 12", "Điều 1. Mục tiêu"]


def test_tracked_changes_are_read_as_accepted(written: Callable[..., Document]) -> None:
    def fill(file: Any) -> None:
        paragraph = file.add_paragraph("Đến năm 2030 đạt ")
        for tag, kind, text in (("del", "delText", "70%"), ("ins", "t", "80%")):
            change = f"<w:{tag} {_NAMESPACES} w:id='1' w:author='a'><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>"
            paragraph._p.append(parse_xml(change))

    assert written(fill).text == "Đến năm 2030 đạt 80%"
