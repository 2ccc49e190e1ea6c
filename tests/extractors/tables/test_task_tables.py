"""Tables of tasks: what their heads are called, cells that list several bodies, and columns of dates."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.structure.tables.heads import duty_kind
from extractors.times.deadlines import extract_deadlines

Build = Callable[..., Analysis]
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: 7/KH-UBND\nMinh Tân, ngày 02 tháng 5 năm 2024\n\nKẾ HOẠCH\nMở tủ sách\n\n"
    "PHỤ LỤC\n\n"
)
TWO_HEADS = HEAD + (
    "| TT | | Tên văn bản | Đơn vị chủ trì soạn thảo | Đơn vị cho ý kiến | Cấp trình và thời gian trình | | Chú |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    "| | Mã số | | | | Chủ tịch | Hội đồng nhân dân | |\n"
    "| 1 | 12 | Nghị quyết về đọc sách | Sở Nội vụ | Sở Tư pháp | Tháng 8/2024 | Tháng 9/2024 | Bỏ tháng 11/2024 |\n"
    "| | 13 | Nghị quyết về thư viện số | Sở Y tế | Sở Tư pháp | | Tháng 10/2024 | |\n"
)


def actors(analysis: Analysis) -> list[tuple[str, str]]:
    return [(a.body.name, a.role) for a in extract_assignments(analysis)]


def listed(cell: str) -> str:
    return HEAD + (
        "| TT | Nhiệm vụ | Chủ trì | Phối hợp |\n| --- | --- | --- | --- |\n"
        f"| 1 | Kiểm kê sách của thư viện | Sở Nội vụ | {cell} |\n"
    )


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("- Vụ Thư viện - Cục Xuất bản sách", ["Vụ Thư viện", "Cục Xuất bản sách"]),
        ("- Vụ Thư viện; - Cục Xuất bản sách", ["Vụ Thư viện", "Cục Xuất bản sách"]),
        ("- Vụ Kế hoạch - Tài chính - Vụ Thư viện", ["Vụ Kế hoạch - Tài chính", "Vụ Thư viện"]),
        ("Vụ Kế hoạch - Tài chính", ["Vụ Kế hoạch - Tài chính"]),
        ("Sở Tài chính - Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
        ("+ Sở Tài chính + Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
        ("- Vụ Thư viện - Các đơn vị khác có liên quan", ["Vụ Thư viện", "Các đơn vị khác có liên quan"]),
        (
            "- Vụ Thư viện - Các đơn vị trực thuộc Bộ có liên quan",
            ["Vụ Thư viện", "Các đơn vị trực thuộc Bộ có liên quan"],
        ),
        ("Hội đồng Dân tộc, các Ủy ban khác của Quốc hội", ["Hội đồng Dân tộc", "các Ủy ban khác của Quốc hội"]),
        ("Viện Chiến lược, Chính sách văn hóa", ["Viện Chiến lược, Chính sách văn hóa"]),
        ("Ủy ban Báo chí, An ninh và Đối ngoại", ["Ủy ban Báo chí, An ninh và Đối ngoại"]),
        ("Vụ Thư viện, Quỹ Sách hay", ["Vụ Thư viện", "Quỹ Sách hay"]),
        ("Vụ Thư viện, Câu lạc bộ sách", ["Vụ Thư viện"]),
    ],
)
def test_a_cell_that_lists_bodies_is_a_duty_for_each(analysed: Build, cell: str, names: list[str]) -> None:
    found = actors(analysed(listed(cell)))
    assert found == [("Sở Nội vụ", "lead"), *((name, "coordinate") for name in names)]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Cơ quan trình", "lead"),
        ("Chủ đầu tư", "implement"),
        ("Tên công trình, dự án", "task"),
        ("Cơ quan chủ trì thẩm tra", "lead"),
        ("Đơn vị chủ trì soạn thảo", "lead"),
        ("Cơ quan, đơn vị chủ trì", "lead"),
        ("Cơ quan chủ trì theo dõi, đánh giá", "lead"),
        ("Cơ quan tham gia thẩm tra", "coordinate"),
        ("Đơn vị cho ý kiến", "coordinate"),
        ("Tên dự án", "task"),
        ("Tiến độ trình UBTVQH", "due"),
        ("Thời gian trình", "due"),
        ("Cấp trình và thời gian trình", "due"),
        ("Cấp trình", None),
        ("Đơn vị tính", None),
        ("Bộ, ngành chủ trì", "lead"),
        ("Cơ quan/đơn vị đầu mối, chủ trì", "lead"),
        ("Cơ quan chủ trì, phối hợp", "lead"),
        ("Cơ quan tham mưu", "lead"),
        ("Các cơ quan, đơn vị phối hợp", "coordinate"),
        ("Đơn vị liên quan", "coordinate"),
        ("Đơn vị phối hợp (sở, ngành, địa phương)", "coordinate"),
        ("Đơn vị, địa phương thực hiện", "implement"),
        ("Phân công thực hiện", "implement"),
        ("Đơn vị chịu trách nhiệm chính", "implement"),
        ("Cơ quan theo dõi, đôn đốc", "supervise"),
        ("Lãnh đạo Ủy ban phụ trách", "direct"),
        ("Nhiệm vụ, hoạt động", "task"),
        ("Danh mục nhiệm vụ trọng tâm", "task"),
        ("Tên chương trình, đề án", "task"),
        ("Dự kiến thời gian hoàn thành", "due"),
        ("Thời gian thực hiện, hoàn thành", "due"),
        ("Thời điểm hoàn thành", "due"),
        ("Năm trình", "due"),
        ("Thời gian bắt đầu", None),
        ("Tổ chức thực hiện", None),
        ("Cơ quan ban hành", None),
        ("Nội dung đào tạo", None),
        ("Tên đơn vị", None),
        ("Thời gian đào tạo", None),
        ("Cơ quan thu", None),
    ],
)
def test_head_words(head: str, kind: str | None) -> None:
    assert duty_kind(head) == kind


def test_who_submits_a_law_and_who_examines_it(analysed: Build) -> None:
    text = HEAD + (
        "Số | Tên dự án | Cơ quan trình | Cơ quan chủ trì thẩm tra | Cơ quan tham gia thẩm tra | Tiến độ trình\n\n"
        "1 | Luật Thư viện (sửa đổi) | Chính phủ | Ủy ban Pháp luật | Hội đồng Dân tộc | Phiên họp tháng 9/2024\n"
    )
    assert actors(analysed(text)) == [
        ("Chính phủ", "lead"),
        ("Ủy ban Pháp luật", "lead"),
        ("Hội đồng Dân tộc", "coordinate"),
    ]
    assert [a.due and a.due.end for a in extract_assignments(analysed(text))] == ["2024-09-30"] * 3
    assert [a.task.vi for a in extract_assignments(analysed(text))] == [
        "trình Luật Thư viện (sửa đổi)",
        "thẩm tra Luật Thư viện (sửa đổi)",
        "thẩm tra Luật Thư viện (sửa đổi)",
    ]


def test_columns_of_dates_below_one_head_and_empty_first_cells(analysed: Build) -> None:
    found = [(a.body.name, a.role, a.due and a.due.end) for a in extract_assignments(analysed(TWO_HEADS))]
    assert found == [
        ("Sở Nội vụ", "lead", "2024-09-30"),
        ("Sở Tư pháp", "coordinate", "2024-09-30"),
        ("Sở Y tế", "lead", "2024-10-31"),
        ("Sở Tư pháp", "coordinate", "2024-10-31"),
    ]


def test_dates_in_such_columns_are_deadlines_of_tasks_and_those_of_remarks_are_not(analysed: Build) -> None:
    found = [(d.raw, d.kind, d.end) for d in extract_deadlines(analysed(TWO_HEADS)) if d.kind != "document_date"]
    assert found == [
        ("Tháng 8/2024", "task_deadline", "2024-08-31"),
        ("Tháng 9/2024", "task_deadline", "2024-09-30"),
        ("tháng 11/2024", "period", "2024-11-30"),
        ("Tháng 10/2024", "task_deadline", "2024-10-31"),
    ]


@pytest.mark.parametrize("cell", ["Quý III/2024", "Tháng 02/2023"])
def test_a_quarter_ahead_is_a_deadline_and_a_month_that_is_over_is_not(analysed: Build, cell: str) -> None:
    text = HEAD + f"| TT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Kiểm kê sách của thư viện | Sở Nội vụ | {cell} |\n"
    (found,) = [d for d in extract_deadlines(analysed(text)) if d.kind != "document_date"]
    assert found.kind == ("task_deadline" if cell.startswith("Quý") else "period")


@pytest.mark.parametrize("cell", ["Tháng 12", "Quý IV"])
def test_a_month_without_its_year_is_a_deadline_without_dates(analysed: Build, cell: str) -> None:
    text = HEAD + (
        "| TT | Tên đề án | Chủ trì | Thời gian trình |\n"
        f"| 1 | Quy hoạch thư viện đến năm 2030 | Sở Nội vụ | {cell} |\n"
    )
    (found,) = [d for d in extract_deadlines(analysed(text)) if d.kind == "task_deadline"]
    assert (found.raw, found.start, found.end, found.flags) == (cell, None, None, ["relative_date"])
    (duty,) = extract_assignments(analysed(text))
    assert duty.due is None, "2030 belongs to the plan's name"


def test_a_quarter_behind_a_label_of_time_is_a_deadline(analysed: Build) -> None:
    text = HEAD + "1. Kiểm kê sách.\n- Cơ quan chủ trì: Sở Nội vụ.\n- Thời gian hoàn thành: Quý IV/2024.\n"
    assert [d.kind for d in extract_deadlines(analysed(text)) if d.raw == "Quý IV/2024"] == ["task_deadline"]


def test_who_watches_an_indicator_in_a_table_of_targets(analysed: Build) -> None:
    text = HEAD + (
        "| TT | Chỉ tiêu | Đơn vị | Kế hoạch năm 2025 | Cơ quan chủ trì theo dõi, đánh giá |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| I | Về văn hóa đọc | | | |\n"
        "| 1 | Tỷ lệ người dân đọc sách | % | 95 | Sở Nội vụ |\n"
    )
    (duty,) = extract_assignments(analysed(text))
    assert (duty.body.name, duty.role, duty.task.vi) == (
        "Sở Nội vụ",
        "lead",
        "theo dõi, đánh giá Tỷ lệ người dân đọc sách",
    )


@pytest.mark.parametrize(
    "second", ["| Chủ trì | Phối hợp | |", "| | | | Chủ trì | Phối hợp | |", "| Chủ trì | Phối hợp |"]
)
def test_a_second_head_row_that_stands_only_below_the_wide_cell(analysed: Build, second: str) -> None:
    text = HEAD + (
        "| TT | Nhóm chỉ số | Mục tiêu năm 2025 | Đơn vị chủ trì, chịu trách nhiệm | | Thời gian |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{second}\n"
        "| 1 | Chỉ số thư viện số của tỉnh | Tăng 2 bậc | Sở Nội vụ | - Sở Y tế - Sở Tư pháp | Quý III/2025 |\n"
    )
    assert [(a.body.name, a.role, a.due and a.due.end) for a in extract_assignments(analysed(text))] == [
        ("Sở Nội vụ", "lead", "2025-09-30"),
        ("Sở Y tế", "coordinate", "2025-09-30"),
        ("Sở Tư pháp", "coordinate", "2025-09-30"),
    ]


def test_what_a_body_does_with_others_is_no_duty_of_theirs(analysed: Build) -> None:
    cell = "Sở Tài chính tổng hợp báo cáo của các sở, ngành"
    assert actors(analysed(listed(cell))) == [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")]


@pytest.mark.parametrize(
    ("cell", "end"),
    [("2026", "2026-12-31"), ("2026 và hằng năm", "2026-12-31"), ("2026 - 2028", "2028-12-31"), ("Hằng năm", None)],
)
def test_years_alone_date_the_tasks_of_such_columns(analysed: Build, cell: str, end: str | None) -> None:
    text = HEAD + f"| TT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Kiểm kê sách của thư viện | Sở Nội vụ | {cell} |\n"
    (duty,) = extract_assignments(analysed(text))
    assert (duty.due.end if duty.due else None) == end


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Sở Y tế (chủ trì), Sở Tư pháp (phối hợp)", [("Sở Y tế", "lead"), ("Sở Tư pháp", "coordinate")]),
        ("Sở Y tế chủ trì, phối hợp với Sở Tư pháp", [("Sở Y tế", "lead"), ("Sở Tư pháp", "coordinate")]),
        ("Sở Y tế; phối hợp: Sở Tư pháp, Sở Nội vụ", [("Sở Y tế", "implement"), ("Sở Tư pháp", "coordinate")]),
        (
            "1. Sở Y tế tổng hợp số liệu của các trường. 2. Sở Tư pháp",
            [("Sở Y tế", "implement"), ("Sở Tư pháp", "implement")],
        ),
    ],
)
def test_roles_that_the_cell_itself_states(analysed: Build, cell: str, found: list[tuple[str, str]]) -> None:
    text = HEAD + f"| TT | Hoạt động | Đơn vị thực hiện |\n| 1 | Kiểm kê sách của thư viện | {cell} |\n"
    assert actors(analysed(text))[:2] == found


def test_the_same_as_in_the_row_above_and_the_closer_of_two_columns_of_tasks(analysed: Build) -> None:
    text = HEAD + (
        "| TT | Nhóm nhiệm vụ | Nhiệm vụ cụ thể | Chủ trì | Phối hợp | Cơ quan theo dõi | Thời hạn |\n"
        "| 1 | Thư viện số | Kiểm kê sách của thư viện | Sở Y tế | Sở Tư pháp | Thanh tra tỉnh | Quý III/2024 |\n"
        "| 2 | Thư viện số | Mua sách cho các trường | -nt- | Như trên | | nt |\n"
    )
    assert [(a.body.name, a.role, a.task.vi, a.due and a.due.end) for a in extract_assignments(analysed(text))] == [
        ("Sở Y tế", "lead", "Kiểm kê sách của thư viện", "2024-09-30"),
        ("Sở Tư pháp", "coordinate", "Kiểm kê sách của thư viện", "2024-09-30"),
        ("Thanh tra tỉnh", "supervise", "theo dõi Kiểm kê sách của thư viện", "2024-09-30"),
        ("Sở Y tế", "lead", "Mua sách cho các trường", "2024-09-30"),
        ("Sở Tư pháp", "coordinate", "Mua sách cho các trường", "2024-09-30"),
    ]
