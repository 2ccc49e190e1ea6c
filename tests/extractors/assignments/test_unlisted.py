"""Bodies that no table holds, where their place says that one stands there."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

DECISION = "UBND XÃ AN HẢI\n\nQUYẾT ĐỊNH\nVề tủ sách của xã\n\nĐiều 3. Trách nhiệm thi hành\n\n"

Build = Callable[..., Analysis]


def who(analysis: Analysis) -> list[tuple[str, str]]:
    return [(a.body.name, a.role) for a in extract_assignments(analysis)]


@pytest.mark.parametrize(
    ("charged", "bodies"),
    [
        # an office without its body stands first in what ministers sign
        (
            "Chánh Văn phòng, Cục trưởng Cục Thư viện, Thủ trưởng các đơn vị thuộc Bộ Y tế",
            ["Chánh Văn phòng", "Cục trưởng Cục Thư viện", "Thủ trưởng các đơn vị thuộc Bộ Y tế"],
        ),
        (
            "Tổ đọc sách của UBND xã, trưởng các thôn, bon và tổ chức, cá nhân có liên quan",
            ["Tổ đọc sách của Ủy ban nhân dân xã", "trưởng các thôn, bon", "tổ chức, cá nhân có liên quan"],
        ),
        (
            "Văn phòng UBND xã; cán bộ công chức và những người liên quan",
            ["Văn phòng Ủy ban nhân dân xã", "cán bộ công chức"],
        ),
        # "Vụ trưởng" and "Cục trưởng" are halves of the name that follows
        (
            "Vụ trưởng, Cục trưởng các Vụ, Cục thuộc Bộ Y tế và Giám đốc Sở Y tế",
            ["Vụ trưởng, Cục trưởng các Vụ, Cục thuộc Bộ Y tế", "Giám đốc Sở Y tế"],
        ),
        # a field behind a comma belongs to the name before it
        (
            "Cục trưởng Cục Ấn phẩm, Lưu trữ và Phát triển văn hóa đọc",
            ["Cục trưởng Cục Ấn phẩm, Lưu trữ và Phát triển văn hóa đọc"],
        ),
        ("Giám đốc Sở Y tế và các ông (bà) có tên tại Điều 1", ["Giám đốc Sở Y tế"]),
        ("Giám đốc Sở Y tế, người đọc sách, công ty phát hành sách", ["Giám đốc Sở Y tế"]),
    ],
)
def test_who_carries_out_a_document_is_read_piece_by_piece(analysed: Build, charged: str, bodies: list[str]) -> None:
    found = who(analysed(f"{DECISION}{charged} chịu trách nhiệm thi hành Quyết định này.\n"))
    assert found == [(body, "implement") for body in bodies]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cơ quan cấp thẻ đọc sách có trách nhiệm lưu hồ sơ.", [("Cơ quan cấp thẻ đọc sách", "implement")]),
        ("Tổ trưởng tổ đọc sách phải chịu trách nhiệm lập danh mục.", [("Tổ trưởng tổ đọc sách", "implement")]),
        ("Phân công cán bộ phụ trách thư viện tổng hợp số liệu.", [("cán bộ phụ trách thư viện", "implement")]),
        ("Giao tổ đọc sách lưu động lập danh mục.", [("tổ đọc sách lưu động", "implement")]),
        # liability, conditions, what somebody may ask of anybody, and words that only begin so
        ("Cơ quan cấp thẻ phải chịu trách nhiệm trước pháp luật về thẻ.", []),
        ("Giám đốc là người chịu trách nhiệm về tủ sách.", []),
        ("Tổ chức thực hiện và chịu trách nhiệm về tủ sách.", []),
        ("Trường hợp mất sách có trách nhiệm báo ngay.", []),
        ("Yêu cầu cơ quan cấp thẻ cung cấp hồ sơ.", []),
    ],
)
def test_a_charge_or_an_order_shows_a_body(analysed: Build, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert who(analysed(f"{DECISION}{sentence}\n")) == expected


def test_an_unknown_name_in_a_list_keeps_none_of_the_others_back(analysed: Build) -> None:
    found = who(analysed(f"{DECISION}Giao Sở Y tế, Đội quản lý trật tự phố sách, Sở Nội vụ lập danh mục.\n"))
    assert found == [
        ("Sở Y tế", "implement"),
        ("Đội quản lý trật tự phố sách", "implement"),
        ("Sở Nội vụ", "implement"),
    ]


def test_a_name_that_no_table_holds_has_no_key_and_is_less_sure(analysed: Build) -> None:
    (row,) = extract_assignments(analysed(f"{DECISION}Cơ quan cấp thẻ đọc sách có trách nhiệm lưu hồ sơ.\n"))
    assert row.body.key is None
    assert row.confidence < 0.7


def test_a_report_names_its_receiver_far_behind(analysed: Build) -> None:
    found = who(analysed(f"{DECISION}Phòng Nội vụ báo cáo kết quả đọc sách của năm với UBND huyện, thanh tra huyện.\n"))
    assert ("Ủy ban nhân dân huyện", "report_to") in found
    assert ("Thanh tra huyện", "report_to") in found


def test_a_label_may_stand_at_the_start_of_its_line(analysed: Build) -> None:
    found = who(analysed(f"{DECISION}1. Lập danh mục sách của xã.\nCơ quan chủ trì: Sở Y tế.\n"))
    assert ("Sở Y tế", "lead") in found


def test_a_body_that_the_document_sets_up_is_known_by_its_name(analysed: Build) -> None:
    text = (
        "1. Giám đốc Quỹ do Hội đồng quản lý Quỹ bổ nhiệm.\n"
        "2. Hằng năm, Cơ quan điều hành Quỹ lập danh mục sách, trình Hội đồng quản lý Quỹ quyết định về kinh phí.\n"
        "3. Giám đốc Quỹ giúp bạn đọc chọn sách.\n"
        "4. Lương của Cơ quan điều hành Quỹ theo quy định.\n"
    )
    found = who(analysed(DECISION + text))
    assert ("Cơ quan điều hành Quỹ", "implement") in found
    assert ("Hội đồng quản lý Quỹ", "report_to") in found
    assert ("Giám đốc Quỹ", "implement") in found


def test_words_that_take_others_are_cut_off_nowhere(analysed: Build) -> None:
    text = "1. Ban tổ chức Hội thi lập danh mục sách.\n2. Ban tổ chức Hội thi chọn sách hay.\n"
    assert who(analysed(DECISION + text))[:1] == [("Ban tổ chức Hội thi", "implement")]
