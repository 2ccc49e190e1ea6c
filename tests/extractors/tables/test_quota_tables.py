"""Tables of levels, quotas and areas, and cells that say their unit themselves."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH AN HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 77/QĐ-UBND\n"
    "An Hải, ngày 15 tháng 01 năm 2027\n\nQUYẾT ĐỊNH\nVề việc giao nhiệm vụ năm 2027\n\nĐiều 1. Ban hành phụ lục.\n\n"
)


def extract(caption: str, *rows: str) -> tuple[list[Target], list[Target]]:
    text = f"{HEAD}{caption}\n" + "\n".join(f"| {row} |" for row in rows)
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))


def brief(found: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.unit) for t in found]


def test_a_level_of_support_takes_its_unit_from_the_head() -> None:
    found, _ = extract(
        "MỨC TRỢ CẤP HẰNG THÁNG",
        "STT | Đối tượng | Mức trợ cấp (đồng/tháng)",
        "I | Đối tượng được hưởng mức thứ nhất: | 180.000",
        "1 | Trẻ em mồ côi từ 18 tháng tuổi | ",
        "II | Đối tượng được hưởng mức thứ hai: | 270.000",
    )
    assert brief(found) == [
        ("mức trợ cấp: Đối tượng được hưởng mức thứ nhất", "eq", 180_000, "VND_per_month"),
        ("mức trợ cấp: Đối tượng được hưởng mức thứ hai", "eq", 270_000, "VND_per_month"),
    ]
    assert found[0].due is None


def test_cells_of_levels_say_their_unit_and_ceilings_are_norms() -> None:
    found, _ = extract(
        "NỘI DUNG HỖ TRỢ",
        "TT | Nội dung hỗ trợ | Mức hỗ trợ",
        "1 | Mua giống | 20 triệu đồng/hộ",
        "2 | Làm chuồng | 50% chi phí, tối đa 5 triệu đồng/hộ",
    )
    assert brief(found) == [
        ("mức hỗ trợ: Mua giống", "eq", 20_000_000, "VND_per_household"),
        ("mức hỗ trợ: Làm chuồng chi phí", "eq", 50, "percent"),
    ]


def test_quotas_of_bodies_and_their_sum() -> None:
    found, _ = extract(
        "GIAO BIÊN CHẾ NĂM 2028",
        "TT | Tên đơn vị | Biên chế giao | Ghi chú",
        "1 | Sở Nội vụ | 65 | ",
        " | Tổng cộng | 65 | ",
    )
    assert [(t.indicator.vi, t.value, t.unit, t.population and t.population.vi) for t in found] == [
        ("biên chế giao", 65, "posts", "Sở Nội vụ"),
        ("biên chế giao", 65, "posts", None),
    ]
    assert {t.due and t.due.end for t in found} == {"2028-12-31"}


def test_quotas_of_places_in_several_columns() -> None:
    found, _ = extract(
        "CHỈ TIÊU TRỒNG RỪNG",
        "TT | Huyện | Diện tích trồng rừng (ha) | Cây phân tán (nghìn cây) | Cơ quan theo dõi",
        "1 | Huyện Bắc Sơn | 500 | 20 | Sở Nông nghiệp",
    )
    assert brief(found) == [
        ("diện tích trồng rừng", "eq", 500, "ha"),
        ("cây phân tán", "eq", 20_000, "trees"),
    ]
    assert {t.due and t.due.end for t in found} == {"2027-12-31"}, "the title dates what neither head nor caption does"


def test_the_unit_above_the_table_holds_for_its_columns() -> None:
    found, _ = extract(
        "KẾ HOẠCH VỐN NĂM 2027\nĐơn vị tính: triệu đồng",
        "TT | Danh mục dự án | Kế hoạch vốn",
        "1 | Đường liên xã | 15.000",
    )
    assert brief(found) == [("kế hoạch vốn", "eq", 15_000_000_000, "VND")]


@pytest.mark.parametrize("caption", ["KẾT QUẢ TRỒNG RỪNG", "DANH SÁCH ĐƠN VỊ"])
def test_other_tables_share_out_nothing(caption: str) -> None:
    assert extract(caption, "TT | Huyện | Diện tích rừng (ha) | Ghi chú", "1 | Bắc Sơn | 500 | ") == ([], [])


def test_an_aim_parted_by_areas() -> None:
    found, _ = extract(
        "PHÂN BỔ CHỈ TIÊU NĂM 2027",
        "TT | Chỉ tiêu | ĐVT | Toàn tỉnh | Bắc Sơn | Nam Hải",
        "1 | Diện tích trồng cỏ | ha | 300 | 180 | 120",
    )
    assert [(t.indicator.vi, t.value, t.area and t.area.vi) for t in found] == [
        ("diện tích trồng cỏ", 300, None),
        ("diện tích trồng cỏ", 180, "Bắc Sơn"),
        ("diện tích trồng cỏ", 120, "Nam Hải"),
    ]


def test_aims_whose_cells_say_their_unit() -> None:
    found, _ = extract(
        "MỤC TIÊU CHUYỂN ĐỔI SỐ",
        "STT | Mục tiêu | Đến năm 2030 | Cơ quan chủ trì",
        "1 | Dịch vụ công trực tuyến | Tối thiểu 90% | Văn phòng",
        "2 | Xếp hạng chuyển đổi số | Nhóm 20 | Sở A",
        "3 | Kinh tế số chiếm | 20% GRDP | Sở A",
        "4 | Chỉ số cải cách | Tăng ít nhất 3 bậc | Sở A",
        "5 | Doanh nghiệp công nghệ số | Trên 120 doanh nghiệp | Sở A",
        "6 | Đề án thư viện | Hoàn thành | Sở A",
    )
    assert brief(found) == [
        ("dịch vụ công trực tuyến", "ge", 90, "percent"),
        ("xếp hạng chuyển đổi số: thuộc nhóm", "le", 20, "rank"),
        ("kinh tế số chiếm so với GRDP", "eq", 20, "percent"),
        ("chỉ số cải cách: tăng bậc", "ge", 3, "places"),
        ("doanh nghiệp công nghệ số", "gt", 120, "enterprises"),
    ]


def test_years_before_the_document_are_results() -> None:
    targets, results = extract(
        "CHỈ TIÊU CHỦ YẾU",
        "TT | Chỉ tiêu | ĐVT | TH 2025 | 2026 | 2027",
        "1 | Tổng đàn lợn | 1.000 con | 450 | 470 | 520",
    )
    assert brief(targets) == [("tổng đàn lợn", "eq", 520_000, "animals")]
    assert [t.value for t in results] == [450_000, 470_000]
