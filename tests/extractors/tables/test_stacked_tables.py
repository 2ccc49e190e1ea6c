"""Tables of tasks of which a converter has written cell under cell, each on the lines that it had in print."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.structure.tables.stacked import stacked_tables
from extractors.times.deadlines import extract_deadlines

Build = Callable[..., Analysis]

TOP = """ỦY BAN NHÂN DÂN
TỈNH AN HẢI
Số: 7/KH-UBND
An Hải, ngày 02 tháng 5 năm 2024

KẾ HOẠCH
Phát triển thư viện

PHỤ LỤC
NHIỆM VỤ TRỌNG TÂM

"""
HEAD = """TT
Tên nhiệm vụ
Cơ quan
chủ trì
Cơ quan
phối hợp
Sản phẩm
Thời gian
hoàn thành
"""
ONE = """1
Rà soát, hoàn thiện quy định về tủ sách
ở các trường học và ở những xã thuộc
vùng khó khăn
Sở Văn hóa và
Thể thao
Sở Giáo dục và
Đào tạo; Sở Nội
vụ
Báo cáo
hằng năm
Quý III/2024
"""
TWO = """2
Xây dựng đề án thư viện số, dùng chung
cho các xã của tỉnh
Sở Khoa học và
Công nghệ
Các sở, ngành
liên quan
Đề án thí điểm
Trước
ngày
01/3/2025
"""


def duties(analysis: Analysis) -> list[tuple[str, str, str | None]]:
    found = (a for a in extract_assignments(analysis) if a.role != "recipient")
    return [(a.body.name, a.role, a.due.end if a.due else None) for a in found]


def cells(analysis: Analysis) -> list[list[str]]:
    return [[cell.words(analysis.flat) for cell in row] for table in stacked_tables(analysis) for row in table.rows]


FIRST = [
    ("Sở Văn hóa và Thể thao", "lead", "2024-09-30"),
    ("Sở Giáo dục và Đào tạo", "coordinate", "2024-09-30"),
    ("Sở Nội vụ", "coordinate", "2024-09-30"),
]
SECOND = [
    ("Sở Khoa học và Công nghệ", "lead", "2025-03-01"),
    ("Các sở, ngành liên quan", "coordinate", "2025-03-01"),
]


def test_cells_over_several_lines_below_a_head_over_several_lines(analysed: Build) -> None:
    analysis = analysed(TOP + HEAD + ONE + TWO)
    head, first, second = cells(analysis)
    assert head == ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"]
    assert first[1:] == [
        "Rà soát, hoàn thiện quy định về tủ sách ở các trường học và ở những xã thuộc vùng khó khăn",
        "Sở Văn hóa và Thể thao",
        "Sở Giáo dục và Đào tạo; Sở Nội vụ",
        "Báo cáo hằng năm",
        "Quý III/2024",
    ]
    assert second[-1] == "Trước ngày 01/3/2025"
    assert duties(analysis) == [*FIRST, *SECOND]


def test_the_dates_of_such_cells_are_deadlines_of_tasks(analysed: Build) -> None:
    found = [(d.kind, d.end) for d in extract_deadlines(analysed(TOP + HEAD + ONE + TWO)) if d.kind == "task_deadline"]
    assert found == [("task_deadline", "2024-09-30"), ("task_deadline", "2025-03-01")]


def test_heads_in_capitals_and_headings_between_rows(analysed: Build) -> None:
    text = (
        "TT\nNHIỆM VỤ CỤ THỂ\nCƠ QUAN\nCHỦ TRÌ\nCƠ QUAN PHỐI\nHỢP\nTHỜI HẠN\nTHỰC HIỆN\nCẤP TRÌNH/\nPHÊ DUYỆT\n"
        "I\nPHÁT TRIỂN THƯ VIỆN\n1\nMở rộng mạng lưới thư viện công cộng\nSở Văn hóa\nCác sở, ngành\n2024 - 2030\n"
        "Chủ tịch\nỦy ban\nII\nPHÁT TRIỂN TỦ SÁCH\n1\nMua sách cho tủ sách các trường\nSở Tài chính\nCác sở, ngành\n"
        "Năm 2024\nGiám đốc Sở\nTài chính\n2 Kiểm kê sách của các thư viện huyện\nSở Nội vụ\nCác sở, ngành\n2025-2026\n"
        "Chủ tịch\nỦy ban\n"
    )
    assert duties(analysed(TOP + text)) == [
        ("Sở Văn hóa", "lead", "2030-12-31"),
        ("Các sở, ngành", "coordinate", "2030-12-31"),
        ("Sở Tài chính", "lead", "2024-12-31"),
        ("Các sở, ngành", "coordinate", "2024-12-31"),
        ("Sở Nội vụ", "lead", "2026-12-31"),
        ("Các sở, ngành", "coordinate", "2026-12-31"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "STT Nhiệm vụ, giải pháp Cơ quan chủ trì Cơ quan phối hợp\nSản phẩm Thời gian\nhoàn thành\n",
        "TT\nNội dung công việc\nChủ trì\nPhối hợp\nKết quả\nTiến độ\n",
        "Số TT\nCác nhiệm vụ chủ yếu\nCơ quan,\nđơn vị\nchủ trì\nĐơn vị phối\nhợp (các sở)\nĐầu ra\nThời hạn\n",
    ],
)
def test_heads_on_few_lines_and_on_many(analysed: Build, head: str) -> None:
    assert duties(analysed(TOP + head + ONE + TWO)) == [*FIRST, *SECOND]


def test_numbered_headings_over_the_rows_of_a_part(analysed: Build) -> None:
    text = ONE.replace("1\n", "1.1\n", 1), "2. Phát triển hạ tầng số của thư viện\n", TWO.replace("2\n", "2.1\n", 1)
    assert duties(analysed(TOP + HEAD + "1.\nHoàn thiện thể chế\n" + "".join(text))) == [*FIRST, *SECOND]


def test_a_row_over_a_pages_end_below_which_the_head_is_printed_again(analysed: Build) -> None:
    lines = ONE.splitlines()
    above = [lines[i] for i in (0, 1, 4, 6, 9, 11)]
    below = [lines[i] for i in (2, 3, 5, 7, 8, 10)]
    note = "\n1 Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh về phát triển văn hóa đọc.\n\n"
    more = "".join(TWO.replace("2\n", f"{n}\n", 1) for n in (2, 3, 4, 5))
    analysis = analysed(TOP + HEAD + "\n".join(above) + note + HEAD + "\n".join(below) + "\n" + more)
    assert ("Sở Văn hóa và Thể thao", "lead", "2024-09-30") in duties(analysis)
    task = next(row[1] for row in cells(analysis) if row[0] == "1")
    assert task.startswith("Rà soát, hoàn thiện quy định về tủ sách ở các trường học và ở những xã thuộc")
    assert "Kế hoạch số 12" not in str(cells(analysis))
    assert len([duty for duty in duties(analysis) if duty == SECOND[0]]) == 4


def test_cells_of_two_columns_on_one_line(analysed: Build) -> None:
    row = "1\nKiểm kê sách của các thư viện\nSở Nội vụ Sở Tài chính\nBáo cáo\nQuý II/2025\n"
    assert duties(analysed(TOP + HEAD + row)) == [
        ("Sở Nội vụ", "lead", "2025-06-30"),
        ("Sở Tài chính", "coordinate", "2025-06-30"),
    ]


def test_one_leads_and_those_below_each_other_coordinate(analysed: Build) -> None:
    row = (
        "1\nKiểm kê sách của thư viện\nSở Nội vụ\n"
        "Sở Tài chính\nSở Tư pháp\nCơ quan, tổ chức\nliên quan\nBáo cáo\nNăm 2025\n"
    )
    assert duties(analysed(TOP + HEAD + row)) == [
        ("Sở Nội vụ", "lead", "2025-12-31"),
        ("Sở Tài chính", "coordinate", "2025-12-31"),
        ("Sở Tư pháp", "coordinate", "2025-12-31"),
        ("Cơ quan, tổ chức liên quan", "coordinate", "2025-12-31"),
    ]


def test_a_task_that_names_bodies_keeps_them(analysed: Build) -> None:
    row = (
        "1\nTham mưu Hội đồng nhân dân tỉnh, Ủy ban nhân dân\ntỉnh ban hành chính sách cho thư viện, trình\n"
        "Hội đồng nhân dân tỉnh xem xét tại kỳ họp\nSở Tài chính\nSở Nội vụ,\nSở Tư pháp\nNghị quyết\nQuý II/2025\n"
    )
    analysis = analysed(TOP + HEAD + row + TWO)
    assert duties(analysis)[:3] == [
        ("Sở Tài chính", "lead", "2025-06-30"),
        ("Sở Nội vụ", "coordinate", "2025-06-30"),
        ("Sở Tư pháp", "coordinate", "2025-06-30"),
    ]
    assert cells(analysis)[1][1].endswith("xem xét tại kỳ họp")


def test_a_numbered_list_of_bodies_in_one_cell(analysed: Build) -> None:
    row = (
        "1\nHoàn thành phương án sắp xếp thư viện\n1. Sở Nội vụ chủ trì\nphối hợp với các trường\ntổng hợp, báo cáo.\n"
        "2. Sở Tài chính, Sở Y tế\nrà soát tủ sách.\nCác trường học\nBáo cáo\nQuý II/2025\n"
    )
    found = duties(analysed(TOP + HEAD + row))
    assert [name for name, role, _ in found if role == "lead"] == ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]


def test_who_watches_the_indicators_of_a_plan(analysed: Build) -> None:
    text = (
        "TT\nCHỈ TIÊU\nMỤC TIÊU\n2026 - 2030\nCƠ QUAN CHỦ\nTRÌ, THEO DÕI\nCƠ QUAN\nPHỐI HỢP\n"
        "1\nTỷ lệ xã có tủ sách (%)\nKhông quá\n85,5\nSở Văn hóa\nCác sở, ngành\n"
        "2\nSố bạn đọc bình quân đến\nnăm 2028\n> 40\nSở Nội vụ\nCác sở, ngành\n"
    )
    assert duties(analysed(TOP + text)) == [
        ("Sở Văn hóa", "lead", None),
        ("Các sở, ngành", "coordinate", None),
        ("Sở Nội vụ", "lead", "2028-12-31"),
        ("Các sở, ngành", "coordinate", "2028-12-31"),
    ]
    assert cells(analysed(TOP + text))[1][1:3] == ["Tỷ lệ xã có tủ sách (%)", "Không quá 85,5"]


def test_who_is_to_amend_which_points_of_which_text(analysed: Build) -> None:
    text = (
        "TT\nVăn bản\nĐiều, khoản, điểm\ncần sửa đổi, bãi bỏ\nCơ quan chủ trì\nsoạn thảo\n"
        "1\nNghị định số 12/2020/NĐ-\nCP về thư viện công cộng\n- Điểm c khoản 1 Điều 22;\nkhoản 2 Điều 24;\n"
        "- Mẫu số 02\nBộ Văn hóa, Thể thao\nvà Du lịch\n"
        "2\nNghị định số 15/2021/NĐ-CP\nvề tủ sách\nĐiều 7, Điều 8\nBộ Nội vụ\n"
    )
    assert [(a.body.name, a.role, a.task.vi) for a in extract_assignments(analysed(TOP + text))] == [
        ("Bộ Văn hóa, Thể thao và Du lịch", "lead", "soạn thảo Nghị định số 12/2020/NĐ- CP về thư viện công cộng"),
        ("Bộ Nội vụ", "lead", "soạn thảo Nghị định số 15/2021/NĐ-CP về tủ sách"),
    ]


def test_a_part_of_an_indicator_is_a_row_of_its_own(analysed: Build) -> None:
    text = (
        "TT\nCHỈ TIÊU\nMỤC TIÊU\nNĂM 2030\nCƠ QUAN CHỦ TRÌ\n1\nSố thư viện của các huyện\n645\nSở Văn hóa\n"
        "Trong đó: số thư viện\nđã số hóa\n200\nCác địa phương\n"
        "2\nTỷ lệ hộ có tủ sách (%)\nGiảm 1 - 1,5\nđiểm%/năm\nSở Y tế\n"
    )
    assert [name for name, _, _ in duties(analysed(TOP + text))] == ["Sở Văn hóa", "Các địa phương", "Sở Y tế"]


def test_the_signature_and_the_receivers_end_the_last_row(analysed: Build) -> None:
    text = TOP + HEAD + ONE + TWO + "\nNơi nhận:\n- Sở Xây dựng;\n- Lưu: VT.\n"
    assert duties(analysed(text)) == [*FIRST, *SECOND]


@pytest.mark.parametrize(
    "text",
    [
        # a form to be filled in
        HEAD + "1\n2\n3\n…\n",
        # nobody leads
        "TT\nNội dung công việc\nMức thu\n1\nCấp thẻ bạn đọc\nSở Nội vụ\n20.000\n",
        # a row that names no body at all
        HEAD + "1\nRà soát, hoàn thiện quy định về tủ sách\nTheo quy định\nBáo cáo\nQuý II/2025\n",
        # all below the task may be the leader's or the coordinators'
        "TT\nNhiệm vụ\nĐơn vị\nkinh phí\nCơ quan chủ trì\n1\nRà soát quy định về tủ sách\nBáo cáo của huyện\nđã gửi\n",
        # the head goes on in columns that no list knows
        "TT\nNhiệm vụ\nCơ quan chủ trì\nVốn\nNăm thứ nhất\nNăm thứ hai\n1\nMua sách cho thư viện\nSở Nội vụ\n1\n2\n3\n",
    ],
)
def test_what_cannot_be_told_apart_gives_no_rows(analysed: Build, text: str) -> None:
    assert duties(analysed(TOP + text)) == []


def test_a_name_that_may_stand_in_either_of_two_columns_is_left_out(analysed: Build) -> None:
    head = "TT\nNhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nCấp trình\nThời gian\n"
    row = "1\nKiểm kê sách của các thư viện huyện\nSở Nội vụ\nỦy ban nhân dân tỉnh\nQuý II/2025\n"
    assert duties(analysed(TOP + head + row)) == [("Sở Nội vụ", "lead", "2025-06-30")]
