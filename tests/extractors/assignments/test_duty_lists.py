"""Lists of bodies and lists of duties: who is meant by a shared word, a title or a colon."""

from collections.abc import Callable

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

DUTIES = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"

Build = Callable[..., Analysis]


def pairs(analysis: Analysis) -> set[tuple[str, str]]:
    return {(a.body.name, a.role) for a in extract_assignments(analysis)}


def tasks(analysis: Analysis, name: str) -> list[str]:
    return [a.task.vi or "" for a in extract_assignments(analysis) if a.body.name == name]


def test_ministries_named_by_their_fields(analysed: Build) -> None:
    text = DUTIES + "1. Các Bộ: Tài chính, Văn hóa, Thể thao và Du lịch, Tư pháp và Ngân hàng Nhà nước rà soát phí.\n"
    assert pairs(analysed(text)) == {
        ("Bộ Tài chính", "implement"),
        ("Bộ Văn hóa, Thể thao và Du lịch", "implement"),
        ("Bộ Tư pháp", "implement"),
        ("Ngân hàng Nhà nước Việt Nam", "implement"),
    }


def test_ministers_and_departments_named_by_their_fields(analysed: Build) -> None:
    text = DUTIES + (
        "1. Bộ trưởng các Bộ: Nội vụ, Tài chính chịu trách nhiệm thi hành Kế hoạch này.\n"
        "2. Các Sở Y tế, Giáo dục và Đào tạo lập danh mục sách.\n"
    )
    assert pairs(analysed(text)) == {
        ("Bộ trưởng Bộ Nội vụ", "implement"),
        ("Bộ trưởng Bộ Tài chính", "implement"),
        ("Sở Y tế", "implement"),
        ("Sở Giáo dục và Đào tạo", "implement"),
    }


def test_localities_act_beside_ministries(analysed: Build) -> None:
    text = DUTIES + "1. Các bộ, ngành, địa phương tổ chức ngày đọc sách.\n"
    assert pairs(analysed(text)) == {("Các bộ, ngành", "implement"), ("địa phương", "implement")}


def test_a_title_that_only_charges_a_body(analysed: Build) -> None:
    text = DUTIES + (
        "a) Bộ Thủy lợi (Cục Đê điều) có trách nhiệm:\n"
        "- Cung ứng tài liệu cho thư viện cấp huyện.\n"
        "- Giúp các tỉnh sửa kho sách.\n\n"
        "b) Bộ Lâm nghiệp có nhiệm vụ:\n"
        "- Trao đổi ấn phẩm với thư viện tỉnh.\n"
    )
    found = analysed(text)
    assert tasks(found, "Bộ Thủy lợi") == ["Cung ứng tài liệu cho thư viện cấp huyện", "Giúp các tỉnh sửa kho sách"]
    assert tasks(found, "Bộ Lâm nghiệp") == ["Trao đổi ấn phẩm với thư viện tỉnh"]


def test_items_that_are_no_duties(analysed: Build) -> None:
    text = DUTIES + "1. Sở Xây dựng\n\n- Giao thông vận tải: ba dự án.\n- Thiết kế kỹ thuật khi có hai bước.\n"
    assert tasks(analysed(text), "Sở Xây dựng") == []


def test_who_was_named_before_directs_those_named_now(analysed: Build) -> None:
    text = DUTIES + "1. Ban Thường vụ Tỉnh ủy phê duyệt đề án. Trực tiếp chỉ đạo Sở Nội vụ lập danh sách bạn đọc.\n"
    assert {("Ban Thường vụ Tỉnh ủy", "direct"), ("Sở Nội vụ", "implement")} <= pairs(analysed(text))


def test_partners_without_a_preposition_and_a_report_upwards(analysed: Build) -> None:
    text = DUTIES + (
        "1. Sở Nội vụ chủ trì phối hợp các ngành lập đề án thư viện.\n"
        "2. Sở Tài chính tổng hợp và báo cáo các kết quả lên Thủ tướng Chính phủ.\n"
    )
    assert {("các ngành", "coordinate"), ("Thủ tướng Chính phủ", "report_to")} <= pairs(analysed(text))


def test_bodies_of_former_times(analysed: Build) -> None:
    text = DUTIES + "1. Tổng cục Bưu điện xây dựng mạng đọc sách; Ủy ban kế hoạch Nhà nước phân bổ giấy in.\n"
    assert {a.body.key for a in extract_assignments(analysed(text))} == {"history.post", "history.planning"}


def test_points_begin_below_a_title_of_full_width(analysed: Build) -> None:
    text = DUTIES + (
        "1. Hoàn thiện quy định về thư viện; đẩy mạnh đọc sách gắn với đời sống hằng ngày\n"
        "a) Sở Nội vụ\n"
        "- Lập danh mục sách cho các thư viện cấp huyện và gửi đến các trường trong tỉnh.\n"
    )
    assert pairs(analysed(text)) == {("Sở Nội vụ", "implement")}


def test_an_announcement_over_headings_is_the_duty(analysed: Build) -> None:
    head = "TỈNH ỦY AN HẢI\n\nCHỈ THỊ\nVề thư viện\n\nThực hiện Đề án thư viện, "
    asked = "Thủ tướng Chính phủ yêu cầu các bộ, ngành khẩn trương thực hiện các nhiệm vụ sau đây:\n\n"
    found = analysed(head + asked + "I. NGUYÊN TẮC\n\n1. Thư viện mở cửa cả tuần.\n")
    assert tasks(found, "các bộ, ngành") == ["khẩn trương thực hiện các nhiệm vụ sau đây"]


def test_two_verbs_of_one_act(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ xác định đọc sách là việc phải tập trung lãnh đạo, chỉ đạo quyết liệt.\n"
    assert pairs(analysed(text)) == {("Sở Nội vụ", "implement")}
    text = DUTIES + "1. Sở Nội vụ báo cáo Chính phủ xem xét, chỉ đạo đối với các thư viện vượt thẩm quyền.\n"
    assert ("Sở Nội vụ", "direct") not in pairs(analysed(text))


def test_a_list_left_open_with_dots(analysed: Build) -> None:
    text = DUTIES + "1. Các Bộ Vật tư, Nội thương, Công nghiệp nhẹ... giải quyết giấy in cho thư viện.\n"
    names = {"Bộ Vật tư", "Bộ Nội thương", "Bộ Công nghiệp nhẹ"}
    assert pairs(analysed(text)) == {(name, "implement") for name in names}


def test_the_number_of_a_footnote_is_no_part_of_a_name(analysed: Build) -> None:
    text = DUTIES + "1. Bộ Giáo dục và Đào tạo12 lập danh mục sách.\n"
    assert {a.body.key for a in extract_assignments(analysed(text))} == {"ministry.education"}


def test_what_tells_which_body_stands_before_its_duty(analysed: Build) -> None:
    text = DUTIES + (
        "1. Ủy ban nhân dân cấp xã nơi đặt thư viện có trách nhiệm bố trí người trông kho.\n"
        "2. Sở Nội vụ khi lập danh mục có trách nhiệm lấy ý kiến bạn đọc.\n"
    )
    assert pairs(analysed(text)) == {("Ủy ban nhân dân cấp xã", "implement"), ("Sở Nội vụ", "implement")}


def test_a_body_that_a_condition_names_has_no_duty(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ khi nhận hồ sơ mà hồ sơ thiếu thì người nộp có trách nhiệm bổ sung.\n"
    assert pairs(analysed(text)) == set()


def test_a_point_that_an_amendment_quotes(analysed: Build) -> None:
    text = DUTIES + "1. Sửa đổi điểm a như sau:\n\n“a) Bộ Tư pháp chủ trì, phối hợp với Bộ Y tế lập danh mục sách.”\n"
    assert {("Bộ Tư pháp", "lead"), ("Bộ Y tế", "coordinate")} <= pairs(analysed(text))


def test_to_whom_something_is_submitted(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ lập đề án thư viện, trình Ủy ban nhân dân tỉnh trước ngày 06 tháng 7 năm 2026.\n"
    assert ("Ủy ban nhân dân tỉnh", "report_to") in pairs(analysed(text))
