"""Levels that decisions and resolutions pay, lend and collect, who bears which share, and what is none of these."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN HẢI\nSố: {symbol}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Hải, ngày 10 tháng 12 năm 2026\n\n{kind}\n{title}\n\n"
)
DECISION = HEAD.format(symbol="9/2026/QĐ-UBND", kind="QUYẾT ĐỊNH", title="Về quản lý Quỹ Khuyến học tỉnh")


def extract(text: str, head: str = DECISION) -> tuple[list[Target], list[Target]]:
    document = replace(plain_document(head + text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))


def levels(text: str, head: str = DECISION) -> list[tuple[str | None, str, float | None, str | None]]:
    found, results = extract(text, head)
    assert results == []
    return [(t.indicator.vi, t.comparator, t.value, t.unit) for t in found]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        # lump sums for expenses, with blanks around the strokes of the unit, and in the short form of the currency
        (
            "Điều 5. Chi\n\nKinh phí được khoán là 38 triệu đồng / người / năm.",
            [("kinh phí được khoán", "eq", 38e6, "VND_per_person_per_year")],
        ),
        (
            "Điều 5. Chi\n\nĐiện thoại: cước phí khoán là 200.000đ/tháng.",
            [("điện thoại: cước phí khoán", "eq", 200e3, "VND_per_month")],
        ),
        # a ceiling that is the level itself
        (
            "Điều 5. Chi\n\nMức trợ cấp đột xuất đối với người bị nạn tối đa 15.000.000 đồng/người/lần trợ cấp.",
            [("mức trợ cấp đột xuất đối với người bị nạn", "le", 15e6, "VND_per_person")],
        ),
        # the bound stands with the name of the level, which is told once
        (
            "Điều 5. Chi\n\nMức thưởng tối đa đối với cá nhân là 5 triệu đồng và đối với tập thể là 10 triệu đồng.",
            [
                ("mức thưởng tối đa đối với cá nhân", "le", 5e6, "VND"),
                ("mức thưởng tối đa đối với tập thể", "le", 10e6, "VND"),
            ],
        ),
        (
            "Điều 5. Chi thưởng\n\nMức thưởng do Giám đốc Quỹ quyết định, không quá 2 triệu đồng/giải.",
            [("mức thưởng do Giám đốc Quỹ quyết định", "le", 2e6, "VND_per_unit")],
        ),
        # what is spent, where a level is named
        (
            "Điều 5. Định mức\n\nMức chi tối đa là 4.000.000 đồng/mẫu.",
            [("mức chi", "le", 4e6, "VND_per_unit")],
        ),
        # after what has been done to whom it is
        (
            "Điều 5. Thanh toán\n\nĐối với hồ sơ đã được thẩm định: áp dụng mức chi tối đa 900.000 đồng/hồ sơ.",
            [("đối với hồ sơ đã được thẩm định: áp dụng mức chi", "le", 9e5, "VND_per_unit")],
        ),
        # lent, and what belongs to it below its title
        (
            "Điều 7. Mức vốn cho vay\n\nTiền ăn, ở của người học tối đa là 4 triệu đồng/tháng.",
            [("mức vốn cho vay: tiền ăn, ở của người học", "le", 4e6, "VND_per_month")],
        ),
        # collected
        (
            "Điều 8. Thu\n\nDoanh nghiệp đóng góp Quỹ mức 120.000 đồng/người lao động/hợp đồng.",
            [("doanh nghiệp đóng góp Quỹ", "eq", 120_000, "VND_per_person")],
        ),
        (
            "Điều 8. Đóng\n\nGiảm mức đóng từ 2% xuống bằng 1% quỹ tiền lương tháng.",
            [("giảm mức đóng quỹ tiền lương tháng", "eq", 1, "percent")],
        ),
        # so many times a salary; "01 lần" alone says how often
        (
            "Điều 9. Chế độ\n\nHỗ trợ tiền bồi dưỡng bằng 0,4 lần mức lương cơ sở/người/ngày.",
            [("hỗ trợ tiền bồi dưỡng mức lương cơ sở/người/ngày", "eq", 0.4, "times")],
        ),
        (
            "Điều 9. Chế độ\n\nPhó Trưởng ban được hưởng phụ cấp bằng 30% mức lương cơ sở.",
            [("Phó Trưởng ban được hưởng phụ cấp mức lương cơ sở", "eq", 30, "percent")],
        ),
        # in such a case; "/trường hợp" names none
        (
            "Điều 9. Chế độ\n\nTrường hợp thuộc hộ nghèo thì được hỗ trợ 80% chi phí điều trị.",
            [("hỗ trợ chi phí điều trị", "eq", 80, "percent")],
        ),
        # what is granted stands before, once
        (
            "Điều 9. Chế độ\n\nNhà nước hỗ trợ 20% chi phí di dời; riêng các xã biên giới hỗ trợ 50%.",
            [
                ("Nhà nước hỗ trợ chi phí di dời", "eq", 20, "percent"),
                ("các xã biên giới hỗ trợ", "eq", 50, "percent"),
            ],
        ),
        # a threshold in the same sentence is no level
        (
            "Điều 9. Đền bù\n\nMức hỗ trợ tài sản có giá trị từ 20 triệu đồng trở lên do Quỹ định tối đa 9 triệu đồng.",
            [("mức hỗ trợ tài sản có giá trị do Quỹ định", "le", 9e6, "VND")],
        ),
    ],
)
def test_levels(article: str, expected: list[tuple[str, str, float, str]]) -> None:
    assert levels(article) == expected


def test_a_level_that_says_no_more_is_named_after_its_title() -> None:
    chapter = "Chương II\nHỗ trợ tiền thuê nhà cho công nhân\n\n"
    text = f"{chapter}Điều 5. Mức, thời gian hỗ trợ\n\n1. Mức hỗ trợ: 500.000 đồng/người."
    assert levels(text) == [("mức hỗ trợ tiền thuê nhà cho công nhân", "eq", 500_000, "VND_per_person")]


def test_a_level_may_have_two_ends() -> None:
    ((target,), _) = extract("Điều 9. Chế độ\n\nMức hỗ trợ: từ 500 nghìn đồng đến 2 triệu đồng/trường hợp.")
    assert (target.comparator, target.value_min, target.value_max, target.unit) == ("range", 5e5, 2e6, "VND_per_unit")


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Điều 4. Vốn\n\nNguồn vốn gồm: Ngân sách tỉnh cấp 60% nguồn vốn, Quỹ Khuyến học đáp ứng 40% nguồn vốn.",
            [
                ("nguồn vốn gồm: Ngân sách tỉnh cấp nguồn vốn", 60),
                ("Quỹ Khuyến học đáp ứng nguồn vốn", 40),
            ],
        ),
        (
            "Điều 4. Vốn\n\nTrường hợp thiệt hại lớn, Bộ Tài chính bổ sung cho địa phương tối đa bằng 70% mức đề xuất.",
            [("Bộ Tài chính bổ sung cho địa phương mức đề xuất", 70)],
        ),
        (
            "Điều 4. Nguồn vốn\n\nXây dựng nhà văn hóa thôn: ngân sách tỉnh 70%, ngân sách xã 30%.",
            [("xây dựng nhà văn hóa thôn: ngân sách tỉnh", 70), ("xây dựng nhà văn hóa thôn: ngân sách xã", 30)],
        ),
    ],
)
def test_who_bears_which_share(article: str, expected: list[tuple[str, float]]) -> None:
    assert [(name, value) for name, _, value, _ in levels(article)] == expected


@pytest.mark.parametrize(
    "article",
    [
        # who may have it, and when something is asked of him
        "Điều 3. Bảo đảm tiền vay\n\nKhách hàng vay vốn trên 100 triệu đồng thì phải có tài sản bảo đảm.",
        "Điều 3. Đối tượng\n\nHộ có mức vay từ 50 triệu đồng trở lên lập hồ sơ theo mẫu.",
        "Điều 3. Đối tượng\n\nHộ có thu nhập 2 triệu đồng/tháng được xét hỗ trợ.",
        "Điều 3. Hỗ trợ\n\nDoanh nghiệp được hỗ trợ 01 lần trong năm.",
        "Điều 3. Phụ cấp\n\nNhà giáo dạy lớp có từ 70% học viên trở lên là người khuyết tật được hưởng phụ cấp.",
        "Điều 3. Phụ cấp\n\nMức phụ cấp được hưởng thấp hơn 70% mức lương thì lập hồ sơ.",
        "Điều 3. Nhà đầu tư\n\nNhà đầu tư phải có vốn chủ sở hữu không thấp hơn 15% tổng mức đầu tư.",
        # what a fund may do, and what money costs
        "Điều 3. Quản lý Quỹ\n\nQuỹ được sử dụng tối đa 50% số dư năm trước để gửi tại ngân hàng.",
        "Điều 3. Lãi suất\n\nLãi suất cho vay là 4,8%/năm.",
        "Điều 3. Lãi suất\n\nLãi suất nợ quá hạn bằng 130% lãi suất khi cho vay.",
        # what a class is
        "Điều 3. Tiêu chí xác định xã trọng điểm\n\nTỷ lệ người nghiện hiện đang cư trú trên địa bàn từ 0,5% trở lên.",
        "Điều 3. Điều kiện vay vốn\n\nCó vốn tự có tối thiểu 20% tổng mức đầu tư.",
        # a computation
        "Điều 3. Cách tính\n\nMức trợ cấp = 2.500.000 đồng + (3 năm x 800.000 đồng).",
    ],
)
def test_conditions_rates_and_classes_are_no_levels(article: str) -> None:
    assert extract(article) == ([], [])


def test_an_amount_that_caps_a_share_is_no_level() -> None:
    found = levels("Điều 3. Hỗ trợ\n\nHỗ trợ 50% chi phí mua máy. Mức hỗ trợ không quá 20 triệu đồng/hộ.")
    assert found == [("hỗ trợ chi phí mua máy", "eq", 50, "percent")]


def test_a_decree_sets_levels_only_if_it_is_about_them() -> None:
    article = "Điều 1. Mức chuẩn\n\nMức chuẩn để xác định mức trợ cấp theo Nghị định này là 1.600.000 đồng."
    decree = {"symbol": "7/2026/NĐ-CP", "kind": "NGHỊ ĐỊNH"}
    about = HEAD.format(**decree, title="Quy định mức trợ cấp, phụ cấp đối với thanh niên xung phong")
    assert levels(article, about) == [
        ("mức chuẩn để xác định mức trợ cấp theo Nghị định này", "eq", 1_600_000, "VND"),
    ]
    assert levels(article, HEAD.format(**decree, title="Về xử phạt vi phạm hành chính")) == []
    pension = "Điều 4. Mức hưởng\n\nNgười cao tuổi được hưởng trợ cấp hằng tháng mức 500.000 đồng/tháng."
    assert [row[2] for row in levels(pension, HEAD.format(**decree, title="Về trợ cấp hưu trí xã hội"))] == [500_000]
    spent = "Điều 4. Kinh phí\n\nMức chi thẩm định 10.000 đồng/hồ sơ."
    assert levels(spent, about) == []


@pytest.mark.parametrize(
    ("head", "found"),
    [
        # a citation that goes on at a line's start names another document
        (DECISION + "Căn cứ Nghị định\nsố 11/2025/NĐ-CP ngày 09 tháng 01 năm 2025 của Chính phủ;\n\n", 1),
        ("Luật Thư viện\nQUỐC HỘI ---- Luật số: 9/2026/QH15 Hà Nội, ngày 9 tháng 6 năm 2026 LUẬT THƯ VIỆN\n\n", 0),
        ("thông tư\ncủa bộ tài chính\n\nThông tư này hướng dẫn thu. Thông tư này có hiệu lực ngay.\n\n", 0),
    ],
)
def test_rules_of_law_are_known_by_their_own_symbol_and_name(head: str, found: int) -> None:
    assert len(levels("Điều 5. Thưởng\n\nMức thưởng tối đa 5 triệu đồng/người.\n", head)) == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Phát triển sản phẩm mới để thu hút 2 triệu lượt khách quốc tế vào năm 2030.",
            [("phát triển sản phẩm mới để thu hút lượt khách quốc tế", "eq", 2e6, "visits")],
        ),
        (
            "Mỗi xã có ít nhất 01 thư viện đạt chuẩn.",
            [("mỗi xã thư viện đạt chuẩn", "ge", 1, "libraries")],
        ),
        (
            "Các sở sắp xếp theo hướng tối đa không quá 07 đơn vị sự nghiệp.",
            [("các sở sắp xếp theo hướng đơn vị sự nghiệp", "le", 7, "organizations")],
        ),
        (
            "Nâng tỷ lệ che phủ rừng từ 40% năm 2025 lên 42% năm 2030.",
            [("nâng tỷ lệ che phủ rừng", "eq", 42, "percent")],
        ),
        (
            "Trong năm 2027, hoàn thành số hóa 100% hồ sơ lưu trữ.",
            [("số hóa hồ sơ lưu trữ", "eq", 100, "percent")],
        ),
        (
            "Đến năm 2030, tỷ lệ hộ nghèo còn dưới 1%; bình quân giảm 0,5%/năm.",
            [
                ("tỷ lệ hộ nghèo", "lt", 1, "percent"),
                ("tỷ lệ hộ nghèo bình quân giảm", "eq", 0.5, "percent_per_year"),
            ],
        ),
        (
            "100% các sở thực hiện cơ chế một cửa.",
            [("các sở thực hiện cơ chế một cửa", "eq", 100, "percent")],
        ),
        (
            "Việc ban hành Đề án góp phần đưa tỷ lệ che phủ rừng đạt 60% vào năm 2030.",
            [("đưa tỷ lệ che phủ rừng", "eq", 60, "percent")],
        ),
        (
            "Bảo đảm 100% cán bộ được quán triệt Nghị quyết.",
            [("cán bộ được quán triệt Nghị quyết", "eq", 100, "percent")],
        ),
        (
            "Cắt giảm 30% thời gian giải quyết thủ tục, 40% chi phí tuân thủ.",
            [
                ("cắt giảm thời gian giải quyết thủ tục", "eq", 30, "percent"),
                ("cắt giảm chi phí tuân thủ", "eq", 40, "percent"),
            ],
        ),
    ],
)
def test_what_a_task_brings_about(sentence: str, expected: list[tuple[str, str, float, str]]) -> None:
    assert levels(f"Điều 3. Nhiệm vụ\n\n{sentence}") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo dự báo, đến năm 2050 nước biển sẽ dâng 26 cm.",
        "Diện tích đất có thể tăng thêm 100 km2 đến năm 2035.",
    ],
)
def test_what_is_foreseen_is_not_set(sentence: str) -> None:
    assert extract(f"Điều 3. Bối cảnh chung\n\n{sentence}")[0] == []


def test_a_day_or_quarter_for_a_task_makes_no_target_of_its_number() -> None:
    assert extract("Điều 3. Y tế\n\nĐưa cơ sở của 02 bệnh viện vào hoạt động trong quý II năm 2027.")[0] == []


def test_who_strives_is_no_part_of_what_is_striven_for() -> None:
    found = levels("Điều 3. Du lịch\n\nNgành du lịch phấn đấu đến năm 2030 tỉnh sẽ đón 4 triệu lượt khách.")
    assert found == [("tỉnh sẽ đón lượt khách", "eq", 4e6, "visits")]


def test_what_was_brought_about_is_a_result() -> None:
    found, results = extract("Điều 1. Tình hình\n\nCác xã đã đưa tỷ lệ hộ nghèo giảm còn 3% vào năm 2025.")
    assert (len(found), len(results)) == (0, 1)
