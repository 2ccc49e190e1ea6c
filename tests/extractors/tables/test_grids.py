"""Grids: tables that plan or grant in layouts that no list of heads foresees, and those that do neither."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

PLACE = "ỦY BAN NHÂN DÂN TỈNH AN HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DAY = "An Hải, ngày 15 tháng 01 năm 2027\n\n"


def extract(title: str, caption: str, *rows: str, kind: str = "QUYẾT ĐỊNH", symbol: str = "77/QĐ-UBND") -> list[Target]:
    head = f"{PLACE}Số: {symbol}\n{DAY}{kind}\n{title}\n\nĐiều 1. Ban hành phụ lục.\n\n"
    text = f"{head}{caption}\n" + "\n".join(f"| {row} |" for row in rows)
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))[0]


def brief(found: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.area.vi if t.area else None) for t in found]


def test_criteria_set_levels_by_region() -> None:
    found = extract(
        "Ban hành Bộ tiêu chí xã nông thôn mới giai đoạn 2026 - 2030",
        "BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI GIAI ĐOẠN 2026 - 2030",
        "TT | Tên tiêu chí | Nội dung tiêu chí | Chỉ tiêu chung | Chỉ tiêu theo vùng |  ",
        " |  |  |  | Trung du miền núi phía Bắc | Tây Nguyên",
        "1 | Giao thông | 1.1. Tỷ lệ đường xã được nhựa hóa | 100% | ≥ 80% | ≥ 75%",
        "2 | Thu nhập | Thu nhập bình quân (triệu đồng/người/năm) | 65 | ≥ 50 | ≥ 55",
        "3 | Điện | Có hệ thống điện | Đạt | Đạt | Đạt",
    )
    assert brief(found) == [
        ("tỷ lệ đường xã được nhựa hóa", "eq", 100, None),
        ("tỷ lệ đường xã được nhựa hóa", "ge", 80, "Trung du miền núi phía Bắc"),
        ("tỷ lệ đường xã được nhựa hóa", "ge", 75, "Tây Nguyên"),
        ("thu nhập bình quân", "eq", 65_000_000, None),
        ("thu nhập bình quân", "ge", 50_000_000, "Trung du miền núi phía Bắc"),
        ("thu nhập bình quân", "ge", 55_000_000, "Tây Nguyên"),
    ]
    assert {t.due.end for t in found if t.due} == {"2030-12-31"}, "their set is for a stage"


def test_criteria_whose_spans_are_lost() -> None:
    found = extract(
        "Ban hành Bộ tiêu chí thư viện giai đoạn 2026 - 2030",
        "II. Tiêu chí công nhận thư viện đạt chuẩn:",
        "STT | Tên tiêu chí | Nội dung tiêu chí | Chỉ tiêu theo đối tượng",
        "Nhóm 1 | Nhóm 2 | Nhóm 3",
        "1 | Bạn đọc | 1.1. Có phòng đọc | Đạt (theo các tiêu chí 1.1.1 - 1.1.2)",
        "1.1.1. Tỷ lệ thôn có tủ sách | 100% | 90% | 80%",
        "1.1.2. Tỷ lệ hộ có thẻ đọc | >=70% | >=60% | >=50%",
        "2 | Kho sách | 2.1. Tỷ lệ sách được biên mục | >=85% (UBND cấp tỉnh quy định cụ thể)",
        "2.2. Có kho mở | Đạt | Đạt | Đạt",
    )
    assert [(t.indicator.vi, t.comparator, t.value, t.population and t.population.vi) for t in found] == [
        ("tỷ lệ thôn có tủ sách", "eq", 100, "nhóm 1"),
        ("tỷ lệ thôn có tủ sách", "eq", 90, "nhóm 2"),
        ("tỷ lệ thôn có tủ sách", "eq", 80, "nhóm 3"),
        ("tỷ lệ hộ có thẻ đọc", "ge", 70, "nhóm 1"),
        ("tỷ lệ hộ có thẻ đọc", "ge", 60, "nhóm 2"),
        ("tỷ lệ hộ có thẻ đọc", "ge", 50, "nhóm 3"),
        ("tỷ lệ sách được biên mục", "ge", 85, None),
    ]


def test_levels_by_class_below_one_head() -> None:
    found = extract(
        "Quy định mức phụ cấp",
        "MỨC PHỤ CẤP HẰNG THÁNG\nĐơn vị tính: đồng/người/tháng",
        "STT | Chức danh | Mức phụ cấp |  ",
        " |  | Xã loại I | Xã loại II",
        "1 | Văn thư xã | 1.500.000 | 1.400.000",
    )
    assert [(t.indicator.vi, t.value, t.unit) for t in found] == [
        ("mức phụ cấp (Xã loại I): Văn thư xã", 1_500_000, "VND_per_person_per_month"),
        ("mức phụ cấp (Xã loại II): Văn thư xã", 1_400_000, "VND_per_person_per_month"),
    ]


DECREE = {"kind": "NGHỊ ĐỊNH", "symbol": "77/2027/NĐ-CP"}
GRANTS = (
    "A. MỨC TRỢ CẤP HẰNG THÁNG | A. MỨC TRỢ CẤP HẰNG THÁNG | A. MỨC TRỢ CẤP HẰNG THÁNG | A. MỨC TRỢ CẤP HẰNG THÁNG",
    "TT | Đối tượng | Mức trợ cấp, phụ cấp | ",
    " |  | Trợ cấp | Phụ cấp",
    "1 | Người có công với thư viện: |  | ",
    " | - Diện thứ nhất | 1.815 | 308/1 thâm niên",
    "2 | Thủ thư hạng hai | 1.624 | ",
)


def test_decrees_grant_in_tables_and_rows_are_named_after_what_heads_them() -> None:
    found = extract("Quy định mức trợ cấp", "Đơn vị tính: nghìn đồng", *GRANTS, **DECREE)
    assert [(t.indicator.vi, t.value) for t in found] == [
        ("trợ cấp: Người có công với thư viện: Diện thứ nhất", 1_815_000),
        ("phụ cấp: Người có công với thư viện: Diện thứ nhất cho 1 thâm niên", 308_000),
        ("trợ cấp: Thủ thư hạng hai", 1_624_000),
    ]


def test_decrees_plan_nothing_in_tables() -> None:
    rows = ("TT | Đơn vị | Biên chế giao", "1 | Thư viện huyện | 12")
    assert extract("Quy định biên chế", "GIAO BIÊN CHẾ NĂM 2027", *rows)
    assert not extract("Quy định biên chế", "GIAO BIÊN CHẾ NĂM 2027", *rows, **DECREE)


def test_years_below_one_head_and_those_gone_by() -> None:
    found = extract(
        "Giao số lượng người làm việc năm 2027",
        "GIAO SỐ LƯỢNG NGƯỜI LÀM VIỆC NĂM 2027",
        "TT | Đơn vị | Năm 2026 |  | Năm 2027 |  | Tăng, giảm",
        " |  | Công chức | Viên chức | Công chức | Viên chức | ",
        "1 | Sở Nội vụ | 60 | 12 | 58 | 11 | -3",
    )
    assert [(t.indicator.vi, t.value, t.population and t.population.vi) for t in found] == [
        ("công chức", 58, "Sở Nội vụ"),
        ("viên chức", 11, "Sở Nội vụ"),
    ]
    assert {t.due and t.due.end for t in found} == {"2027-12-31"}


def test_a_plan_parted_by_years() -> None:
    found = extract(
        "Kế hoạch đọc sách",
        "MỤC TIÊU GIAI ĐOẠN 2027 - 2029",
        "TT | Nội dung | Đơn vị tính | Giai đoạn 2027-2029 | Trong đó |  |  ",
        " |  |  |  | 2027 | 2028 | 2029",
        "1 | Số người có thẻ thư viện | người | 3.000 | 900 | 1.000 | 1.100",
    )
    assert [(t.value, t.due and t.due.end) for t in found] == [
        (3000, "2029-12-31"),
        (900, "2027-12-31"),
        (1000, "2028-12-31"),
        (1100, "2029-12-31"),
    ]


def test_bare_heads_are_named_after_the_head_over_them() -> None:
    found = extract(
        "Kế hoạch giảm nghèo năm 2027",
        "CHỈ TIÊU GIẢM NGHÈO NĂM 2027",
        "STT | Đơn vị | Hộ nghèo cuối năm 2026 |  | Chỉ tiêu giảm năm 2027 |  ",
        " |  | Số hộ | Tỷ lệ (%) | Số hộ | Tỷ lệ (%)",
        "I | Các xã |  |  |  | ",
        "1 | Hòa Bình | 120 | 8,5 | 30 | 2,1",
    )
    assert [(t.indicator.vi, t.value, t.population and t.population.vi) for t in found] == [
        ("chỉ tiêu giảm: số hộ", 30, "Hòa Bình"),
        ("chỉ tiêu giảm: tỷ lệ", 2.1, "Hòa Bình"),
    ]


def test_of_a_plan_of_projects_only_what_it_gives_counts() -> None:
    found = extract(
        "Phân bổ kế hoạch vốn năm 2027",
        "PHÂN BỔ KẾ HOẠCH VỐN NĂM 2027\nĐơn vị: triệu đồng",
        "TT | Danh mục dự án | Địa điểm | Quyết định đầu tư |  | Lũy kế vốn đã bố trí | Kế hoạch vốn năm 2027",
        " |  |  | Số quyết định | Tổng mức đầu tư |  | ",
        "1 | Đường Nam Hải | Xã Nam Hải | 12/QĐ-UBND | 30.000 | 15.000 | 10.000",
    )
    assert [(t.indicator.vi, t.value, t.population and t.population.vi) for t in found] == [
        ("kế hoạch vốn", 10_000_000_000, "Đường Nam Hải")
    ]


def test_what_projects_cost_in_all_stands_beside_what_a_plan_gives_in_its_year() -> None:
    found = extract(
        "Điều chỉnh kế hoạch vốn năm 2027",
        "DANH MỤC ĐẦU TƯ NĂM 2027\nĐơn vị: triệu đồng",
        "STT | Tên công trình, dự án | Chủ đầu tư | Địa điểm thực hiện | Năng lực thiết kế | Tổng vốn đầu tư"
        " | Kế hoạch năm 2027 đã giao | Kế hoạch điều chỉnh",
        "Công trình chuyển tiếp |  |  |  |  | 54123.5 | 10000 | -4000",
        "1 | Xây dựng Thư viện Nam Hải | Sở Nội vụ | Quận 6 | 200 chỗ | 30000 | 8000 | -3000",
        "2 | Sửa chữa cầu Bắc Sơn | Sở Nội vụ | Quận 7 | 40 m | 24123.5 | 2000 | -1000",
    )
    assert [(t.indicator.vi, t.value, t.population and t.population.vi, t.due and t.due.end) for t in found] == [
        (what, value, whose, due)
        for whose, whole, given in (
            ("công trình chuyển tiếp", 54_123_500_000, 10_000_000_000),
            ("xây dựng Thư viện Nam Hải", 30_000_000_000, 8_000_000_000),
            ("sửa chữa cầu Bắc Sơn", 24_123_500_000, 2_000_000_000),
        )
        for what, value, due in (
            ("tổng vốn đầu tư", whole, None),
            ("kế hoạch năm 2027 đã giao", given, "2027-12-31"),
        )
    ]


def test_what_projects_cost_in_all_is_no_aim_where_nothing_is_planned() -> None:
    rows = ("STT | Tên dự án | Tổng mức đầu tư", "1 | Đường Nam Hải | 30000")
    assert extract("Công bố thông tin", "THÔNG TIN DỰ ÁN\nĐơn vị: triệu đồng", *rows) == []


def test_a_head_whose_second_row_has_lost_the_cells_over_both() -> None:
    found = extract(
        "Phê duyệt kế hoạch sử dụng đất năm 2027 huyện Bắc Sơn",
        "1. Diện tích các loại đất phân bổ trong năm kế hoạch:",
        "STT | Chỉ tiêu sử dụng đất | Mã | Tổng diện tích | Diện tích phân theo đơn vị hành chính |  ",
        "Xã Hòa Bình | Xã Nam Hải",
        "1 | Đất nông nghiệp | NNP | 30,50 | 10,50 | 20,00",
        "2 | Đất ở | OCT | 7,25 | 3.,25 | 4,00",
    )
    assert brief(found) == [
        ("diện tích đất nông nghiệp", "eq", 30.5, None),
        ("diện tích đất nông nghiệp", "eq", 10.5, "Xã Hòa Bình"),
        ("diện tích đất nông nghiệp", "eq", 20, "Xã Nam Hải"),
        ("diện tích đất ở", "eq", 7.25, None),
        ("diện tích đất ở", "eq", 4, "Xã Nam Hải"),
    ]
    assert {t.unit for t in found} == {None}, "no unit is printed"


@pytest.mark.parametrize(
    ("title", "caption", "rows"),
    [
        ("Báo cáo", "KẾT QUẢ NĂM 2026", ("TT | Nội dung | ĐVT | Số lượng", "1 | Lớp đã mở | lớp | 12")),
        (
            "Ban hành bảng giá",
            "BẢNG GIÁ THUÊ PHÒNG\nĐơn vị: nghìn đồng",
            ("TT | Loại phòng | Phòng lớn | Phòng nhỏ", "1 | Phòng đọc | 15.000 | 12.000"),
        ),
        ("Quy định mức thu", "MỨC THU PHÍ", ("TT | Nội dung | Mức thu (đồng/thẻ)", "1 | Cấp thẻ | 50.000")),
        (
            "Ban hành mẫu biểu",
            "KẾ HOẠCH NĂM 2027",
            ("TT | Chỉ tiêu | ĐVT | Số dự kiến | Nguồn", "1 | Số thẻ | thẻ | 12 | ……", "2 | Số sách | cuốn | ……. | "),
        ),
        ("Ban hành bộ chỉ số", "BỘ CHỈ SỐ THƯ VIỆN", ("TT | Tiêu chí | Điểm tối đa", "1 | Công khai | 10")),
        ("Giao chỉ tiêu", "DANH SÁCH THỦ THƯ", ("TT | Họ và tên | Năm sinh", "1 | Lê Văn An | 1980")),
    ],
)
def test_reports_prices_fees_forms_marks_and_registers_state_none(
    title: str, caption: str, rows: tuple[str, ...]
) -> None:
    assert not extract(title, caption, *rows)


def test_sheets_with_their_titles_in_rows_and_numbers_without_points() -> None:
    found = extract(
        "Giao dự toán ngân sách năm 2027",
        "",
        " | CÂN ĐỐI DỰ TOÁN NGÂN SÁCH HUYỆN NĂM 2027 | ",
        " |  | ĐVT: 1000 đồng",
        " |  | DỰ TOÁN",
        "STT | NỘI DUNG | NĂM 2027",
        "A | Tổng thu ngân sách | 12730000",
        "1 | Thu nội địa | 2118200",
        "2 | Thu viện trợ | 0",
    )
    assert [(t.indicator.vi, t.value, t.unit) for t in found] == [
        ("tổng thu ngân sách", 12_730_000_000, "VND"),
        ("thu nội địa", 2_118_200_000, "VND"),
    ]


def test_a_point_that_may_part_thousands_or_decimals_states_nothing() -> None:
    rows = ("TT | Huyện | Kế hoạch trồng rừng (ha)", "1 | Bắc Sơn | 12.5", "2 | Nam Hải | 1.250", "3 | Hòa Bình | 7")
    found = extract("Kế hoạch trồng rừng", "KẾ HOẠCH NĂM 2027", *rows)
    assert [t.value for t in found] == [12.5, 7]


def test_digits_among_decimals_may_have_lost_their_comma() -> None:
    rows = ("TT | Huyện | Kế hoạch trồng rừng (ha)", "1 | Bắc Sơn | 76,81", "2 | Nam Hải | 3111", "3 | Hòa Bình | 0,50")
    found = extract("Kế hoạch trồng rừng", "KẾ HOẠCH NĂM 2027", *rows)
    assert [t.value for t in found] == [76.81, 0.5]


def test_a_column_that_only_parts_what_the_caption_says_is_granted() -> None:
    found = extract(
        "Ban hành định mức",
        "MỨC KHOÁN CHI CHO CÔNG TÁC THƯ VIỆN\nĐơn vị: Triệu đồng",
        "STT | Nhiệm vụ | Cấp tỉnh | Cấp xã",
        "1 | Biên mục sách | 20 | 15",
    )
    assert [(t.indicator.vi, t.value) for t in found] == [
        ("mức khoán chi (Cấp tỉnh): Biên mục sách", 20_000_000),
        ("mức khoán chi (Cấp xã): Biên mục sách", 15_000_000),
    ]


def test_a_head_over_two_rows_whose_blanks_are_lost() -> None:
    found = extract(
        "Giao số lượng người làm việc năm 2027",
        "GIAO SỐ LƯỢNG NGƯỜI LÀM VIỆC NĂM 2027",
        "TT | Đơn vị | Năm 2026 | Năm 2027 | Ghi chú",
        "Công chức | Viên chức | Công chức | Viên chức",
        "1 | Sở Nội vụ | 60 | 12 | 58 | 11 | ",
        "2 | Sở Y tế | 45 | 300 | 44 | 290 | ",
    )
    assert [(t.indicator.vi, t.value, t.population and t.population.vi) for t in found] == [
        ("công chức", 58, "Sở Nội vụ"),
        ("viên chức", 11, "Sở Nội vụ"),
        ("công chức", 44, "Sở Y tế"),
        ("viên chức", 290, "Sở Y tế"),
    ]


def test_rows_without_their_number_have_that_of_the_row_above() -> None:
    found = extract(
        "Quy định mức hỗ trợ",
        "MỨC HỖ TRỢ",
        "STT | Nội dung | Mức hỗ trợ (triệu đồng)",
        "Vùng cao | Vùng thấp",
        "1 | Mở tủ sách: | | ",
        "- Ở trường học | 20 | 10",
        "2 | Mua sách | 8 | 5",
    )
    assert [(t.indicator.vi, t.value) for t in found] == [
        ("mức hỗ trợ (Vùng cao): Mở tủ sách: Ở trường học", 20_000_000),
        ("mức hỗ trợ (Vùng thấp): Mở tủ sách: Ở trường học", 10_000_000),
        ("mức hỗ trợ (Vùng cao): Mua sách", 8_000_000),
        ("mức hỗ trợ (Vùng thấp): Mua sách", 5_000_000),
    ]
