"""Reading order, kinds of lines, tables: on words placed by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Box, LineKind
from ocr.draft import DraftLine, Segment, Token
from ocr.marks import fold, is_page_number, is_recipient_head, is_running_head, motto_start
from ocr.page.reading_order import reading_order

WIDTH, HEIGHT, TALL, LETTER = 1600, 2300, 30, 16


def segment(left: int, top: int, text: str, *, tall: int = TALL, slant: float = 0.0) -> Segment:
    """Words of 16 pixels a letter, from ``left``."""
    tokens = []
    for word in text.split():
        right = left + LETTER * len(word)
        shift = round(slant * left)
        tokens.append(Token(word, Box(left, top + shift, right, top + shift + tall), 0.9))
        left = right + LETTER
    return tuple(tokens)


def texts(lines: Sequence[DraftLine]) -> list[str]:
    return [line.text for line in lines]


def kinds(lines: Sequence[DraftLine]) -> dict[str, LineKind]:
    return {line.text: line.kind for line in lines}


BODY = [
    segment(160, 700 + 45 * i, f"Dòng thứ {i} của phần nội dung chạy hết bề ngang trang giấy như thường lệ")
    for i in range(8)
]


@pytest.mark.parametrize("slant", [0.0, 0.012, -0.012])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA", "Số: 15/NQ-HĐND"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Khánh Hòa, ngày 3 tháng 7 năm 2024"],
        ),
        (["TỈNH ỦY GIA LAI", "*", "Số 40-KH/TU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "Gia Lai, ngày 9 tháng 1 năm 2024"]),
    ],
)
def test_head_is_read_column_by_column(left: list[str], right: list[str], slant: float) -> None:
    head = [segment(150, 150 + 45 * i, t, slant=slant) for i, t in enumerate(left)]
    head += [segment(1130 - len(t) * 8, 150 + 45 * i, t, slant=slant) for i, t in enumerate(right)]
    title = segment(735, 450, "NGHỊ QUYẾT", slant=slant)
    lines = reading_order([*head, title, *BODY], WIDTH, HEIGHT)
    assert texts(lines)[: len(left) + len(right) + 1] == [*left, *right, "NGHỊ QUYẾT"]
    found = kinds(lines)
    assert {found[t] for t in left} == {LineKind.HEAD_LEFT}
    assert {found[t] for t in right} == {LineKind.HEAD_RIGHT}
    assert found["NGHỊ QUYẾT"] is LineKind.BODY
    assert len({line.block for line in lines if line.kind is LineKind.HEAD_LEFT}) >= 1


def test_head_read_as_one_line_is_parted_at_the_motto() -> None:
    """Tesseract reads "TỈNH ỦY LÂM ĐỒNG ĐẢNG CỘNG SẢN VIỆT NAM" as one line where the columns stand close."""
    whole = segment(330, 150, "TỈNH ỦY LÂM ĐỒNG ĐẢNG CỘNG SẢN VIỆT NAM")
    lines = reading_order([whole, *BODY], WIDTH, HEIGHT)
    assert texts(lines)[:2] == ["TỈNH ỦY LÂM ĐỒNG", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert [line.kind for line in lines[:2]] == [LineKind.HEAD_LEFT, LineKind.HEAD_RIGHT]


def test_foot_keeps_the_recipients_together_and_then_the_signature() -> None:
    recipients = ["Nơi nhận:", "- Như Điều 3;", "- Thường trực Tỉnh ủy;", "- Lưu: VT."]
    signature = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Nam"]
    foot = [segment(150, 1245 + 40 * i, t) for i, t in enumerate(recipients)]
    foot += [segment(950, 1205 + 42 * i, t) for i, t in enumerate(signature)]
    lines = reading_order([*BODY, *foot], WIDTH, HEIGHT)
    assert texts(lines)[len(BODY) :] == recipients + signature
    assert all(line.kind is LineKind.BODY for line in lines)
    blocks = {line.text: line.block for line in lines}
    assert blocks["- Lưu: VT."] == blocks["Nơi nhận:"] != blocks["TM. ỦY BAN NHÂN DÂN"]


def test_body_below_a_head_of_one_column_keeps_its_order() -> None:
    lines = reading_order(BODY, WIDTH, HEIGHT)
    assert texts(lines) == [" ".join(t.text for t in s) for s in BODY]
    assert {line.block for line in lines} == {0}


def test_table_rows_are_parted_by_bars() -> None:
    cells = [["TT", "Chỉ tiêu", "Năm 2025"], ["1", "Số xã đạt chuẩn", "45 xã"], ["2", "Tỷ lệ che phủ", "52%"]]
    rows = [
        segment(x, 1200 + 45 * i, t) for i, row in enumerate(cells) for x, t in zip((150, 300, 1000), row, strict=True)
    ]
    lines = reading_order([*BODY, *rows], WIDTH, HEIGHT)
    assert texts(lines)[-3:] == [" | ".join(row) for row in cells]
    assert [line.kind for line in lines[-3:]] == [LineKind.TABLE] * 3


def test_justified_words_of_a_cell_are_no_cells() -> None:
    """In a narrow justified cell "các      Bộ," stands over "ngành liên quan": that gap is no border."""
    rows = [segment(150, 1200, "Xây dựng cơ chế"), segment(700, 1200, "các"), segment(900, 1200, "Bộ,")]
    rows += [segment(150, 1245, "hỗ trợ doanh nghiệp"), segment(700, 1245, "ngành liên quan")]
    lines = reading_order([*BODY, *rows], WIDTH, HEIGHT)
    assert texts(lines)[-2:] == ["Xây dựng cơ chế | các Bộ,", "hỗ trợ doanh nghiệp | ngành liên quan"]


def test_a_row_of_many_cells_is_a_table_by_itself() -> None:
    row = [
        segment(x, 1200, t) for x, t in zip((150, 500, 800, 1100), ("Đất ở", "121,77", "88,78", "570,50"), strict=True)
    ]
    lines = reading_order([*BODY, *row], WIDTH, HEIGHT)
    assert (lines[-1].text, lines[-1].kind) == ("Đất ở | 121,77 | 88,78 | 570,50", LineKind.TABLE)


def test_one_wide_gap_makes_no_table() -> None:
    wide = segment(160, 1100, "Điều 4.") + segment(700, 1100, "Tổ chức thực hiện")
    lines = reading_order([*BODY, wide], WIDTH, HEIGHT)
    assert (lines[-1].text, lines[-1].kind) == ("Điều 4. Tổ chức thực hiện", LineKind.BODY)


@pytest.mark.parametrize("lower", [-3, 0, 3])
def test_a_running_head_and_its_page_number_are_read_from_left_to_right(lower: int) -> None:
    head = segment(500, 100, "CÔNG BÁO/Số 12/Ngày 4-5-2023")
    right, left = segment(1400, 100 + lower, "37"), segment(160, 100 + lower, "38")
    assert texts(reading_order([head, right, *BODY], WIDTH, HEIGHT))[:2] == ["CÔNG BÁO/Số 12/Ngày 4-5-2023", "37"]
    assert texts(reading_order([head, left, *BODY], WIDTH, HEIGHT))[:2] == ["38", "CÔNG BÁO/Số 12/Ngày 4-5-2023"]


def test_running_head_and_page_number_share_a_row() -> None:
    row = [segment(160, 60, "18"), segment(600, 60, "CÔNG BÁO/Số 7 + 8/Ngày 3-1-2024")]
    foot = segment(790, 2200, "- 18 -")
    lines = reading_order([*row, *BODY, foot], WIDTH, HEIGHT)
    assert (lines[0].text, lines[0].kind) == ("18", LineKind.PAGE_NUMBER)
    assert lines[1].kind is LineKind.RUNNING_HEAD
    assert lines[-1].kind is LineKind.PAGE_NUMBER


def test_a_number_inside_the_page_is_no_page_number() -> None:
    lines = reading_order([*BODY, segment(790, 1150, "18")], WIDTH, HEIGHT)
    assert lines[-1].kind is LineKind.BODY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¹ Khoản này được sửa đổi năm 2023.", LineKind.FOOTNOTE),
        ("1 Khoản này được sửa đổi năm 2023.", LineKind.FOOTNOTE),
        ("1. Nghị quyết này có hiệu lực từ ngày 1 tháng 8.", LineKind.BODY),
        ("12", LineKind.BODY),
    ],
)
def test_small_print_is_a_footnote_only_with_its_mark(text: str, kind: LineKind) -> None:
    lines = reading_order([*BODY, segment(160, 1900, text, tall=22)], WIDTH, HEIGHT)
    assert lines[-1].kind is kind


def test_notes_that_fill_a_page_are_footnotes() -> None:
    # under two lines of an annex, "⁴ Mẫu này được bãi bỏ ..." and eleven lines more
    few = [segment(600, 300, "Mẫu số 1A⁴"), segment(600, 350, "Mẫu số 1B⁵")]
    notes = [
        segment(160, 450 + 40 * n, f"{mark}Mẫu này được bãi bỏ theo Thông tư mới", tall=30)
        for n, mark in enumerate(["⁴ ", *[""] * 5, "⁵ ", *[""] * 5])
    ]
    kinds = [line.kind for line in reading_order([*few, *notes], WIDTH, HEIGHT)]
    assert kinds == [LineKind.BODY] * 2 + [LineKind.FOOTNOTE] * 12


def test_larger_print_under_a_raised_number_is_no_footnote() -> None:
    quoted = segment(160, 1800, "² Các từ ngữ dưới đây được hiểu như sau:", tall=30)
    lines = reading_order([*BODY, quoted, segment(160, 1900, "Điều 2. Giải thích từ ngữ", tall=40)], WIDTH, HEIGHT)
    assert LineKind.FOOTNOTE not in {line.kind for line in lines}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0),
        ("CỌNG HOA XÃ HỌI CHU NGHIA VIẸT NAM", 0),
        ("BỘ CÔNG AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 3),
        ("ĐẢNG CỘNG SĂN VIỆT NAM", 0),
        ("nước Cộng hòa xã hội chủ nghĩa Việt Nam", None),
        ("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", None),
    ],
)
def test_motto(text: str, start: int | None) -> None:
    assert motto_start(segment(0, 0, text)) == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Nơi nhận:", True), ("Noi nhận :", True), ("Nơi nhện:", True), ("Nơi ở", False), ("Người nhận hồ sơ", False)],
)
def test_recipients(text: str, *, expected: bool) -> None:
    assert is_recipient_head(segment(0, 0, text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", True),
        ("- 3 -", True),
        ("Trang 3/12", True),
        ("3/12", True),
        ("3.", False),
        ("Điều 3", False),
        ("2030%", False),
    ],
)
def test_page_numbers(text: str, *, expected: bool) -> None:
    assert is_page_number(text) is expected


def test_running_heads_and_folding() -> None:
    assert is_running_head("CÔNG BÁO/Số 12/Ngày 4-5-2023")
    assert not is_running_head("Đăng Công báo số 12 ngày 4 tháng 5")
    assert fold("Đường sắt: Số 1") == "DUONGSATSO"


words = st.builds(
    lambda x, y, n: Token("chữ" * n, Box(x, y, x + 40 * n, y + 30), 0.9),
    st.integers(0, 1500),
    st.integers(0, 2200),
    st.integers(1, 4),
)


@given(st.lists(st.lists(words, min_size=1, max_size=6), max_size=25))
def test_no_word_is_lost_or_doubled(rows: list[list[Token]]) -> None:
    lines = reading_order([tuple(row) for row in rows], WIDTH, HEIGHT)
    before = sorted((t.text, t.box.left, t.box.top) for row in rows for t in row if t.box)
    after = sorted((t.text, t.box.left, t.box.top) for line in lines for t in line.tokens if t.box)
    assert after == before
