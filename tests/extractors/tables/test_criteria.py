"""Sets of criteria whose rows lack cells, with figures and duties in their words."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Assignment, Target
from extractors.analysis import Analysis
from extractors.assignments.extract import extract_assignments
from extractors.structure.analyse import analyse
from extractors.structure.tables.read import tables
from extractors.targets import extract_targets

HEAD = """THỦ TƯỚNG CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/2026/QĐ-TTg | Hà Nội, ngày 15 tháng 01 năm 2026

QUYẾT ĐỊNH
BAN HÀNH BỘ TIÊU CHÍ THƯ VIỆN XÃ GIAI ĐOẠN 2026 - 2030

Điều 1. Ban hành kèm theo Quyết định này Bộ tiêu chí thư viện xã.

PHỤ LỤC

BỘ TIÊU CHÍ THƯ VIỆN XÃ GIAI ĐOẠN 2026 - 2030

"""
TABLE = """TT | Tên tiêu chí | Nội dung tiêu chí | Chỉ tiêu chung | Yêu cầu đối với từng nhóm xã

Xã nhóm 1 | Xã nhóm 2 | Xã nhóm 3

1 | Phòng đọc | 1.1. Có phòng đọc được bố trí ở trung tâm xã | Đạt | Có phòng đọc và phòng máy | Có phòng đọc

Bộ Y tế hướng dẫn; UBND cấp tỉnh quy định cụ thể việc áp dụng đối với từng nhóm xã

1.2. Tỷ lệ thôn có tủ sách | ≥70% | ≥90% | ≥80% | ≥70%

2 | Kho sách | 2.1. Kho sách được bảo quản; tỷ lệ sách được biên mục đạt 100%, tỷ lệ sách được bọc bìa đạt ≥50% | Đạt \
| Sách quý được số hóa đạt tỷ lệ 100% | Sách quý được số hóa đạt tỷ lệ ≥40%, có bản in | Đáp ứng chỉ tiêu chung

Bộ Y tế hướng dẫn

2.2. Mức tăng số sách | Bình quân từ 3,5 - 5%/năm | Bộ Tài chính hướng dẫn; UBND cấp tỉnh quyết định

2.3. Có tổ đọc sách hoạt động đều | ≥01 | Không quy định | UBND cấp xã

2.4. Thư viện huyện tổ chức tủ sách lưu động | Đạt | Có xe chở sách từ hạng 3 trở lên. Bộ Y tế hướng dẫn việc đăng ký xe
"""


def analysed(text: str) -> Analysis:
    return analyse(replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi"))


def charged(analysis: Analysis) -> list[tuple[str, str, str | None]]:
    found: list[Assignment] = [a for a in extract_assignments(analysis) if a.role != "recipient"]
    return [(a.role, a.body.name, a.task.vi if a.task else None) for a in found]


def brief(found: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.population.vi if t.population else None) for t in found]


def test_rows_get_the_cells_that_go_over_several_rows_or_groups() -> None:
    """Which two of three groups a cell goes over, nobody knows."""
    analysis = analysed(HEAD + TABLE)
    (_, *rows) = analysis.once(tables).rows[-1]
    said = [[cell.words(analysis.flat)[:14] for cell in row] for row in rows]
    assert said[:3] == [
        ["TT", "Tên tiêu chí", "Nội dung tiêu ", "Chỉ tiêu chung", "Xã nhóm 1", "Xã nhóm 2", "Xã nhóm 3"],
        [
            "1",
            "Phòng đọc",
            "1.1. Có phòng ",
            "Đạt",
            "Có phòng đọc v",
            "",
            "Có phòng đọc",
        ],
        ["1", "Phòng đọc", "1.2. Tỷ lệ thô", "≥70%", "≥90%", "≥80%", "≥70%"],
    ]
    assert said[4][:2] == ["2", "Kho sách"]
    assert said[4][4] == said[4][6] == "Bộ Tài chính h"


def test_figures_in_columns_and_in_words() -> None:
    found = extract_targets(analysed(HEAD + TABLE))[0]
    assert brief(found) == [
        ("tỷ lệ thôn có tủ sách", "ge", 70, None),
        ("tỷ lệ thôn có tủ sách", "ge", 90, "xã nhóm 1"),
        ("tỷ lệ thôn có tủ sách", "ge", 80, "xã nhóm 2"),
        ("tỷ lệ thôn có tủ sách", "ge", 70, "xã nhóm 3"),
        ("tỷ lệ sách được biên mục", "eq", 100, None),
        ("tỷ lệ sách được bọc bìa", "ge", 50, None),
        ("sách quý được số hóa", "eq", 100, "xã nhóm 1"),
        ("sách quý được số hóa", "ge", 40, "xã nhóm 2"),
        ("mức tăng số sách: bình quân", "range", None, None),
        ("tổ đọc sách hoạt động đều", "ge", 1, None),
    ]
    assert [(t.value_min, t.value_max) for t in found if t.comparator == "range"] == [(3.5, 5)]
    assert {t.due.end for t in found if t.due} == {"2030-12-31"}


def test_cells_and_lines_that_say_who_does_what() -> None:
    assert charged(analysed(HEAD + TABLE)) == [
        ("implement", "Bộ Y tế", "hướng dẫn"),
        ("implement", "Ủy ban nhân dân cấp tỉnh", "quy định cụ thể việc áp dụng đối với từng nhóm xã"),
        ("implement", "Bộ Y tế", "hướng dẫn"),
        ("implement", "Bộ Tài chính", "hướng dẫn"),
        ("implement", "Ủy ban nhân dân cấp tỉnh", "quyết định"),
        ("implement", "Bộ Y tế", "hướng dẫn việc đăng ký xe"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "TT | Tên văn bản | Nội dung | Ghi chú",  # a list of acts
        "TT | Họ và tên | Nơi ở | Cơ quan xác nhận",  # a form
    ],
)
def test_tables_that_are_no_criteria_charge_nobody(head: str) -> None:
    rows = "1 | A | B | Bộ Y tế hướng dẫn\n2 | C | D | Bộ Tài chính hướng dẫn\n3 | E | G | UBND cấp xã\n"
    assert charged(analysed(f"{HEAD}{head}\n{rows}")) == []


def test_a_set_dated_only_by_the_title_of_its_decision_is_a_standard() -> None:
    caption = "II. Tiêu chí công nhận."
    found = extract_targets(analysed(f"{HEAD}{caption}\n\n{TABLE}"))[0]
    assert found
    assert {t.due.end if t.due else None for t in found} == {None}


SET = "BỘ TIÊU CHÍ THÔN ĐỌC SÁCH GIAI ĐOẠN 2026 - 2030\n\n"
ONE_COLUMN = """TT | Tiêu chí | Yêu cầu đạt chuẩn
1 | Tỷ lệ hộ có thẻ đọc[4] | ≥ 95%
2 | Tỷ lệ sách rách | < 2%
3 | Có tủ sách | Đạt
"""
ROWS_LACK_WHAT_THEY_SHARE = """TT | Tên tiêu chí | Nội dung tiêu chí | Mức đạt chuẩn | Cơ quan hướng dẫn
1 | Sách | 1.1. Tỷ lệ sách có mã | ≥ 95% (trong đó ≥ 50% sách mới) | Sở Y tế
1.2. Tỷ lệ sách rách | ≤ 1,5% | Sở Nội vụ
"""
CRITERIA_SAY_THEIR_FIGURE = """Tiêu chí | Nội dung | Chỉ tiêu
Tủ sách | Sách được bọc bìa đạt ≥ 90%, có mã | Đạt
Bạn đọc | Tỷ lệ hộ có thẻ đọc | 100%
Phòng đọc | Có ít nhất 02 trường có phòng đọc mức độ 2 | Đạt
"""
HEADS_NAME_WHOM_THEY_ASK = """TT | Nội dung tiêu chí | Mức 1 | Mức 2
1 | Tỷ lệ hộ có thẻ đọc | 90% | 95%
2 | Số hợp tác xã có tủ sách | ≥ 01 | ≥ 02 hợp tác xã
"""
SCORES = """TT | Tiêu chí | Điểm tối đa | Điểm chấm
1 | Tỷ lệ hộ có thẻ đọc đạt 95% | 10 | 8
2 | Tỷ lệ sách rách | 5 | 5
"""
WEIGHTS = """TT | Tiêu chí | Trọng số (%)
1 | Tỷ lệ hộ có thẻ đọc | 70
2 | Tỷ lệ sách rách | 30
"""
RESULTS = """TT | Tiêu chí | Kết quả thực hiện
1 | Tỷ lệ hộ có thẻ đọc | 70%
2 | Tỷ lệ sách rách | 30%
"""


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (ONE_COLUMN, [("tỷ lệ hộ có thẻ đọc", "ge", 95, None), ("tỷ lệ sách rách", "lt", 2, None)]),
        (
            ROWS_LACK_WHAT_THEY_SHARE,
            [("tỷ lệ sách có mã", "ge", 95, None), ("tỷ lệ sách rách", "le", 1.5, None)],
        ),
        (
            CRITERIA_SAY_THEIR_FIGURE,
            [
                ("sách được bọc bìa", "ge", 90, None),
                ("tỷ lệ hộ có thẻ đọc", "eq", 100, None),
                ("trường có phòng đọc mức độ 2", "ge", 2, None),
            ],
        ),
        (
            HEADS_NAME_WHOM_THEY_ASK,
            [
                ("tỷ lệ hộ có thẻ đọc", "eq", 90, "mức 1"),
                ("tỷ lệ hộ có thẻ đọc", "eq", 95, "mức 2"),
                ("số hợp tác xã có tủ sách", "ge", 2, "mức 2"),
                ("số hợp tác xã có tủ sách", "ge", 1, "mức 1"),
            ],
        ),
        (SCORES, []),
        (WEIGHTS, []),
        (RESULTS, []),
    ],
)
def test_layouts_of_sets_of_criteria(table: str, rows: list[tuple[str, str, float, str | None]]) -> None:
    head = HEAD.partition("PHỤ LỤC")[0]
    assert brief(extract_targets(analysed(f"{head}PHỤ LỤC\n\n{SET}{table}"))[0]) == rows
