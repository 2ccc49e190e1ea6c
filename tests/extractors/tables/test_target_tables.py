"""Targets in tables with two head rows, and in ruled tables whose cells span rows and columns."""

from dataclasses import replace

from corpus.document import Cell, Document, Page, Table, plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

BARS = """KẾ HOẠCH
Phát triển năm 2026

PHỤ LỤC: CÁC CHỈ TIÊU CHỦ YẾU

| TT | Chỉ tiêu | Đơn vị tính | Thực hiện | | Kế hoạch | |
| | | | 2023 | 2024 | 2026 | 2030 |
| 1 | Số thư viện xã | Thư viện | 12 | 15 | 40 | 60 |
| 2 | Tỷ lệ xã có tủ sách | % | 20 | 25 | | 100 |
"""

ROWS = [
    [("TT", 2, 1), ("Chỉ tiêu", 2, 1), ("Đơn vị", 2, 1), ("Kế hoạch", 1, 2)],
    [None, None, None, ("2026", 1, 1), ("2030", 1, 1)],
    [("1", 1, 1), ("Tỷ lệ xã có tủ sách và phòng đọc", 1, 1), ("%", 1, 1), ("60", 1, 1), ("Trên 90", 1, 1)],
    [("2", 1, 1), ("Số bạn đọc", 1, 1), ("Người", 1, 1), ("", 1, 1), ("5.000", 1, 1)],
]


def ruled(head: str, rows: list[list[tuple[str, int, int] | None]]) -> Document:
    """Return a document whose table has these cells: text, rows, columns; None where a cell above reaches down."""
    text, cells, lines = head, [], head.count("\n")
    for number, row in enumerate(rows):
        column, at = 0, len(text)
        for cell in row:
            if cell is not None:
                text += " | " if cell[0] and len(text) > at else ""
                cells.append(Cell(number, column, cell[1], cell[2], len(text), len(text) + len(cell[0])))
                text += cell[0]
            column += cell[2] if cell else 1
        text += "\n"
    document = plain_document(text, identity="sha256:0", source="specimen.txt")
    table = Table(lines + 1, lines + len(rows), max(c.column + c.columns for c in cells), tuple(cells))
    page: Page = replace(document.pages[0], tables=(table,))
    return replace(document, pages=(page,), language="vi")


def brief(targets: list[Target]) -> list[tuple[str | None, str, float | None, str | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.unit, t.due and t.due.end) for t in targets]


def test_two_head_rows() -> None:
    document = replace(plain_document(BARS, identity="sha256:0", source="specimen.txt"), language="vi")
    targets, results = extract_targets(analyse(document))
    assert brief(targets) == [
        ("số thư viện xã", "eq", 40, "libraries", "2026-12-31"),
        ("số thư viện xã", "eq", 60, "libraries", "2030-12-31"),
        ("tỷ lệ xã có tủ sách", "eq", 100, "percent", "2030-12-31"),
    ]
    assert [t.value for t in results] == [12, 15, 20, 25]


def test_rows_named_after_others() -> None:
    """Bare words after their heading, what compares after the row above; the heading ends with another row."""
    text = (
        "KẾ HOẠCH\nPhát triển năm 2026\n\nPHỤ LỤC\n\n"
        "Chỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026\t\nLúa Đông xuân\t\t\t\nDiện tích\tHa\t300\t\n"
        "Sản lượng ngô và khoai\tTấn\t90\t\nTăng so với năm trước\t%\t5\t\nDiện tích\tHa\t20\t\n"
        "Trong đó:\t\t\t\n- Sách in thêm\tTriệu bản\t2\t\n- Đất mới\tHa\t4\t\n"
    )
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    targets, _ = extract_targets(analyse(document))
    assert [(t.indicator.vi, t.value) for t in targets] == [
        ("Lúa Đông xuân: Diện tích", 300),
        ("sản lượng ngô và khoai", 90),
        ("sản lượng ngô và khoai: Tăng so với năm trước", 5),
        ("diện tích", 20),
        ("diện tích, trong đó Đất mới", 4),
    ]


def test_columns_that_compare_state_nothing() -> None:
    text = (
        "KẾ HOẠCH\nPhát triển năm 2026\n\nPHỤ LỤC\n\n"
        "Chỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026\tSo sánh (%)\t\n\t\t\tKH 2026/ TH 2025\tSo với năm 2020\n"
        "Số thư viện xã\tThư viện\t40\t105\t110\n"
    )
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    targets, results = extract_targets(analyse(document))
    assert (brief(targets), results) == ([("số thư viện xã", "eq", 40, "libraries", "2026-12-31")], [])


def test_a_sheet_with_points_for_decimals() -> None:
    """Beside "6.8" nothing tells whether "1.250" is 1 250; "33.74668725" was computed."""
    text = (
        "KẾ HOẠCH\nPhát triển năm 2026\n\nPHỤ LỤC\n\n"
        "Số TT\tTên chỉ tiêu\tĐơn vị tính\tThực hiện năm 2025\tKế hoạch năm 2026\t\t\n"
        "1\tTỷ lệ xã có tủ sách\t%\t6.8\t7\t\t\n2\tSố thư viện xã\tThư viện\t1.250\t33.74668725\t\t\n"
    )
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    targets, results = extract_targets(analyse(document))
    assert [t.value for t in (*targets, *results)] == [7, 6.8]


def test_a_ruled_table_with_merged_and_empty_cells() -> None:
    document = ruled("KẾ HOẠCH\nPhát triển thư viện\n\nPHỤ LỤC\n\n", ROWS)
    targets, _ = extract_targets(analyse(document))
    assert brief(targets) == [
        ("tỷ lệ xã có tủ sách và phòng đọc", "eq", 60, "percent", "2026-12-31"),
        ("tỷ lệ xã có tủ sách và phòng đọc", "gt", 90, "percent", "2030-12-31"),
        ("số bạn đọc", "eq", 5000, "people", "2030-12-31"),
    ]
    assert [e.quote for e in targets[2].evidence] == ["Số bạn đọc | Người | 5.000", "2030"]


def test_words_that_an_old_font_garbled_state_nothing() -> None:
    sheet = (
        "KẾ HOẠCH\nPhát triển năm 2026\n\nChỉ tiêu | Đơn vị | Kế hoạch 2026\n"
        "{name} | % | 12\nTỷ lệ xã có thư viện | % | 40\n"
    )

    def names(name: str) -> list[str | None]:
        document = plain_document(sheet.format(name=name), identity="sha256:0", source="specimen.txt")
        return [t.indicator.vi for t in extract_targets(analyse(replace(document, language="vi")))[0]]

    assert names("Tỷ lệ sách mới") == ["tỷ lệ sách mới", "tỷ lệ xã có thư viện"]
    assert names("Tû lÖ sŭch míi") == ["tỷ lệ xã có thư viện"]
