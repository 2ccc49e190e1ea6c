"""Whose duty a sentence tells: who stands behind a ground, an order or a purpose, and what a torn line leaves."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

DUTIES = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"

Build = Callable[..., Analysis]


def rows(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [(a.body.name, a.role, a.task.vi or "") for a in extract_assignments(analysis)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Căn cứ điều kiện thực tế của từng địa phương, Ủy ban nhân dân cấp tỉnh xây dựng phương án mở tủ sách.",
            [("Ủy ban nhân dân cấp tỉnh", "implement", "xây dựng phương án mở tủ sách")],
        ),
        (
            "Trên cơ sở đề xuất của các bộ, cơ quan ngang bộ, Ủy ban nhân dân các xã, Sở Y tế lập danh mục sách.",
            [("Sở Y tế", "implement", "lập danh mục sách")],
        ),
        (
            "Trên cơ sở Chương trình đọc sách của Chính phủ, Bộ Y tế, Bộ Tài chính lập danh mục sách.",
            [("Bộ Y tế", "implement", "lập danh mục sách"), ("Bộ Tài chính", "implement", "lập danh mục sách")],
        ),
        (
            "Tuy nhiên, đề nghị cơ quan soạn thảo lưu ý cách trình bày.",
            [("cơ quan soạn thảo", "implement", "lưu ý cách trình bày")],
        ),
        ("Căn cứ mức hỗ trợ kinh phí cho các cấp (tỉnh, xã), các ngành để triển khai việc đọc sách.", []),
        (
            "Sở Y tế phân bổ sách cho các trạm, quản lý, giám sát, kiểm tra việc sử dụng tủ sách.",
            [
                ("Sở Y tế", "implement", "phân bổ sách cho các trạm"),
                ("Sở Y tế", "supervise", "quản lý, giám sát, kiểm tra việc sử dụng tủ sách"),
            ],
        ),
        (
            "Sở Y tế định kỳ hằng năm hoặc khi có đề nghị của trạm đọc, chỉ đạo việc đổi sách.",
            [("Sở Y tế", "direct", "định kỳ hằng năm hoặc khi có đề nghị của trạm đọc, chỉ đạo việc đổi sách")],
        ),
        (
            "Sở Y tế chỉ đạo việc ghi chép ngày mượn sách; ngày trả sách; số sách đã mất.",
            [("Sở Y tế", "direct", "chỉ đạo việc ghi chép ngày mượn sách; ngày trả sách; số sách đã mất")],
        ),
        (
            "Sở Y tế chỉ đạo việc ghi chép ngày mượn sách; lập danh mục sách.",
            [
                ("Sở Y tế", "direct", "chỉ đạo việc ghi chép ngày mượn sách"),
                ("Sở Y tế", "implement", "lập danh mục sách"),
            ],
        ),
        (
            "Sở Y tế chỉ đạo việc ghi chép ngày mượn sách; trường hợp mất sách thì lập danh mục.",
            [
                ("Sở Y tế", "direct", "chỉ đạo việc ghi chép ngày mượn sách"),
                ("Sở Y tế", "implement", "trường hợp mất sách thì lập danh mục"),
            ],
        ),
    ],
)
def test_whose_duty(analysed: Build, sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(analysed(f"{DUTIES}1. {sentence}\n")) == expected


def test_a_list_whose_line_ends_with_a_comma(analysed: Build) -> None:
    text = (
        "Điều 3. Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, cơ quan trực thuộc Chính phủ,\n"
        "Chủ tịch Ủy ban nhân dân các tỉnh chịu trách nhiệm thi hành Nghị quyết này.\n"
    )
    names = [name for name, _, _ in rows(analysed(f"CHÍNH PHỦ\n\nNGHỊ QUYẾT\nVề thư viện\n\n{text}"))]
    assert names[:3] == ["Bộ trưởng", "Thủ trưởng cơ quan ngang Bộ", "Thủ trưởng cơ quan trực thuộc Chính phủ"]


def test_the_rest_of_another_texts_name(analysed: Build) -> None:
    text = "Được thay thế bởi Thông tư số 05/2024/TT-BYT ngày 10/5/2024 của Bộ trưởng\n\nBộ Y tế quy định về tủ sách.\n"
    assert not rows(analysed(DUTIES + text))
