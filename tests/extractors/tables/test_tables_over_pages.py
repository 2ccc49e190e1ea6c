"""Tables that go on over a page's end: the head once or on every page, a row parted between two pages."""

from collections.abc import Callable
from dataclasses import replace

from corpus.document import Cell, Document, Page, Table
from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

Build = Callable[..., Analysis]
HEAD = "KẾ HOẠCH\nPhát triển thư viện công cộng\n\nPHỤ LỤC\n\n"
DUTIES = "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |\n"
FIRST = "| 1 | Xây dựng đề án thư viện số | Sở Nội vụ | Sở Tài chính | Quý II/2026 |\n"
PARTED = "| 2 | Rà soát quy định về đọc sách, lưu trữ tài liệu và | Sở Tư pháp | Sở Khoa học và | Quý III/2026 |\n"
REST = "| | xây dựng quy chế mượn sách | | Công nghệ | |\n"
LAST = "| 3 | Tổ chức ngày hội đọc sách | Sở Nội vụ | | Quý IV/2026 |\n"
WHOLE = "Rà soát quy định về đọc sách, lưu trữ tài liệu và xây dựng quy chế mượn sách"


def duties(analysis: Analysis) -> list[tuple[str, str, str | None]]:
    return [(a.body.name, a.role, a.task.vi) for a in extract_assignments(analysis)]


EXPECTED = [
    ("Sở Nội vụ", "lead", "Xây dựng đề án thư viện số"),
    ("Sở Tài chính", "coordinate", "Xây dựng đề án thư viện số"),
    ("Sở Tư pháp", "lead", WHOLE),
    ("Sở Khoa học và Công nghệ", "coordinate", WHOLE),
    ("Sở Nội vụ", "lead", "Tổ chức ngày hội đọc sách"),
]


def test_a_row_parted_by_a_page(analysed: Build) -> None:
    found = analysed(HEAD + DUTIES + FIRST + PARTED + "\f12\n" + REST + LAST)
    assert duties(found) == EXPECTED
    assert [e.page_end for e in extract_assignments(found)[2].evidence] == [2, 1]


def test_a_head_printed_again_parts_no_row(analysed: Build) -> None:
    assert duties(analysed(HEAD + DUTIES + FIRST + PARTED + "\f12\n" + DUTIES + REST + LAST)) == EXPECTED


def test_a_running_head_within_a_text_of_one_page(analysed: Build) -> None:
    """A running head is no row, but the numbers of the rows go on behind it."""
    assert duties(analysed(HEAD + DUTIES + FIRST + "KẾ HOẠCH THƯ VIỆN 12\n" + LAST.replace("3", "2"))) == [
        *EXPECTED[:2],
        EXPECTED[-1],
    ]


def test_another_table_has_no_head_from_the_one_before(analysed: Build) -> None:
    other = "| 1 | Danh sách các trường học tham gia | Sở Nội vụ | Sở Tài chính | 2026 |\n"
    assert duties(analysed(HEAD + DUTIES + FIRST + "Biểu 2. Các trường học\n" + other)) == EXPECTED[:2]


def test_a_new_row_at_a_page_top_is_its_own(analysed: Build) -> None:
    unnumbered = "| | Kiểm kê sách của các xã | Sở Tư pháp | | |\n"
    found = duties(analysed(HEAD + DUTIES + FIRST + "\f" + unnumbered))
    assert found[2:] == [("Sở Tư pháp", "lead", "Kiểm kê sách của các xã")]


MEASURES = "| TT | Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2030 |\n"


def test_figures_keep_their_columns_on_the_next_page(analysed: Build) -> None:
    found = HEAD + MEASURES + "| 1 | Số thư viện xã | Thư viện | 40 | 60 |\n"
    found += "| 2 | Tỷ lệ hộ gia đình ở các thôn | % | 45 | 100 |\n\f" + MEASURES
    found += "| | có tủ sách và phòng đọc | | | |\n| 3 | Số bạn đọc | Người | 2.000 | 5.000 |\n"
    targets, _ = extract_targets(analysed(found))
    assert [(t.indicator.vi, t.value, t.due and t.due.end) for t in targets[2:]] == [
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách và phòng đọc", 45, "2026-12-31"),
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách và phòng đọc", 100, "2030-12-31"),
        ("số bạn đọc", 2000, "2026-12-31"),
        ("số bạn đọc", 5000, "2030-12-31"),
    ]


def test_a_part_of_the_row_above_is_no_rest_of_it(analysed: Build) -> None:
    found = HEAD + MEASURES + "| 1 | Số thư viện xã | Thư viện | 40 | 60 |\n\f"
    targets, _ = extract_targets(analysed(found + "| | trong đó ở miền núi | Thư viện | 10 | 20 |\n"))
    assert [(t.indicator.vi, t.value) for t in targets] == [
        ("số thư viện xã", 40),
        ("số thư viện xã", 60),
        ("số thư viện xã, trong đó ở miền núi", 10),
        ("số thư viện xã, trong đó ở miền núi", 20),
    ]


def test_ruled_tables_on_two_pages_are_one(analysed: Build) -> None:
    """The second page has no head; a cell that spans nothing more is empty there."""
    first = [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Xây dựng đề án thư viện số và", "Sở Nội vụ")]
    second = [("", "tủ sách trường học", ""), ("2", "Rà soát quy định về đọc sách", "Sở Tư pháp")]
    assert duties(analyse(ruled_pages(analysed, first, second))) == [
        ("Sở Nội vụ", "lead", "Xây dựng đề án thư viện số và tủ sách trường học"),
        ("Sở Tư pháp", "lead", "Rà soát quy định về đọc sách"),
    ]


def ruled_pages(analysed: Build, *tables: list[tuple[str, ...]]) -> Document:
    """A page for each table, whose cells are known."""
    texts = ["\n".join(" | ".join(cell for cell in row if cell) for row in rows) for rows in tables]
    document = analysed("\f".join([HEAD.rstrip("\n"), *texts])).document
    pages = [document.pages[0]]
    for page, rows in zip(document.pages[1:], tables, strict=True):
        pages.append(replace(page, tables=(_table(page, rows),)))
    return replace(document, pages=tuple(pages))


def _table(page: Page, rows: list[tuple[str, ...]]) -> Table:
    cells = []
    for number, (row, line) in enumerate(zip(rows, page.lines, strict=True)):
        at = line.start
        for column, text in enumerate(row):
            at += 3 if text and at > line.start else 0
            cells.append(Cell(number, column, 1, 1, at, at + len(text)))
            at += len(text)
    return Table(1, len(rows), len(rows[0]), tuple(cells))
