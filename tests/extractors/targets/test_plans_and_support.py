"""Resolutions and plans: levels of support, quotas, parts of a whole, results, and the horizons that titles give."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

HEAD = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH AN HẢI\nSố: 9/NQ-HĐND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Hải, ngày 10 tháng 12 năm 2026\n\nNGHỊ QUYẾT\n{title}\n\nQUYẾT NGHỊ:\n\n"
)
YEAR = HEAD.format(title="Về nhiệm vụ phát triển kinh tế - xã hội năm 2027")
SUPPORT = HEAD.format(title="Quy định chính sách hỗ trợ nông nghiệp")
GOALS = f"{YEAR}Điều 2. Các chỉ tiêu chủ yếu năm 2027\n\n"
RESULTS = f"{YEAR}Điều 1. Đánh giá kết quả thực hiện\n\n"


def extract(text: str) -> tuple[list[Target], list[Target]]:
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))


def targets(text: str) -> list[tuple[str | None, float | None, str | None]]:
    return [(t.indicator.vi, t.value, t.unit) for t in extract(text)[0]]


def results(text: str) -> list[tuple[str | None, float | None, str | None]]:
    return [(t.indicator.vi, t.value, t.unit) for t in extract(text)[1]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # parts of a whole, also behind semicolons
        (
            "Tổng sản phẩm trên địa bàn tăng 9%, trong đó: nông, lâm nghiệp tăng 3%; công nghiệp tăng 12%.",
            [
                ("tổng sản phẩm trên địa bàn tăng", 9),
                ("tổng sản phẩm trên địa bàn tăng, trong đó nông, lâm nghiệp tăng", 3),
                ("tổng sản phẩm trên địa bàn tăng, trong đó công nghiệp tăng", 12),
            ],
        ),
        (
            "Tổng chi ngân sách 900 tỷ đồng, bao gồm chi đầu tư 300 tỷ đồng, chi thường xuyên 600 tỷ đồng.",
            [
                ("tổng chi ngân sách", 9e11),
                ("tổng chi ngân sách, trong đó chi đầu tư", 3e11),
                ("tổng chi ngân sách, trong đó chi thường xuyên", 6e11),
            ],
        ),
        # what a title before a colon heads goes on behind a semicolon
        (
            "Cơ cấu kinh tế: nông nghiệp chiếm 20%; dịch vụ chiếm 45%.",
            [("cơ cấu kinh tế: nông nghiệp", 20), ("cơ cấu kinh tế: dịch vụ", 45)],
        ),
        # the head up to the word that both have
        (
            "Tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân còn 9%; thể thấp còi dưới 15%.",
            [("tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân", 9), ("tỷ lệ trẻ em suy dinh dưỡng thể thấp còi", 15)],
        ),
        # one of a pair
        (
            "Chiều cao trung bình của nam 18 tuổi đạt 168 cm, nữ đạt 157 cm.",
            [("chiều cao trung bình của nam 18 tuổi", 168), ("chiều cao trung bình của nữ", 157)],
        ),
        # what a figure counts belongs to its share of the plan and to its growth
        (
            "Trồng mới 3.000 ha rừng, đạt 105% kế hoạch.",
            [("trồng mới rừng", 3000), ("trồng mới rừng so với kế hoạch", 105)],
        ),
        ("Giảm 60 hộ nghèo, năm 2028 giảm 50 hộ.", [("giảm hộ nghèo", 60), ("giảm hộ nghèo", 50)]),
        # several things counted in one figure are no rows of their own
        (
            "Giảm 5% số vụ cháy, số người chết và số người bị thương.",
            [("giảm số vụ cháy, số người chết và số người bị thương", 5)],
        ),
        # up to now and to come
        (
            "Có thêm 5 xã đạt chuẩn, lũy kế có 60 xã đạt chuẩn.",
            [("thêm xã đạt chuẩn", 5), ("lũy kế xã đạt chuẩn", 60)],
        ),
        ("Chỉ số cải cách hành chính thuộc nhóm 15 cả nước.", [("chỉ số cải cách hành chính thuộc nhóm cả nước", 15)]),
        ("Chỉ số cải cách hành chính tăng 5 bậc.", [("chỉ số cải cách hành chính tăng bậc", 5)]),
        ("Xuất khẩu phần mềm đạt 2 tỷ USD/năm.", [("xuất khẩu phần mềm", 2e9)]),
        ("Tổng tỷ suất sinh đạt 2,1 con/phụ nữ.", [("tổng tỷ suất sinh", 2.1)]),
        ("Trồng rừng sản xuất khoảng 340.000 ha/năm.", [("trồng rừng sản xuất", 340_000)]),
        # "this share" is the one before
        (
            "Đến năm 2028, 45% lao động được đào tạo; đến năm 2030 tỷ lệ này đạt 50%.",
            [("lao động được đào tạo", 45), ("lao động được đào tạo", 50)],
        ),
        (
            "Thu nhập từ rừng tăng 1,5 lần vào năm 2028 và 2 lần vào năm 2030.",
            [("thu nhập từ rừng tăng", 1.5), ("thu nhập từ rừng tăng", 2)],
        ),
        # shares of what was counted, and of the product
        (
            "Có 10.000 phòng lưu trú, trong đó 25% đạt tiêu chuẩn cao.",
            [("phòng lưu trú", 10_000), ("phòng lưu trú đạt tiêu chuẩn cao", 25)],
        ),
        (
            "Tổng thu du lịch đạt 15.000 tỷ đồng, chiếm 15% GRDP.",
            [("tổng thu du lịch", 15e12), ("tổng thu du lịch so với GRDP", 15)],
        ),
        ("Tổng đàn trâu 8.500 con, đàn bò 12 nghìn con.", [("tổng đàn trâu con", 8500), ("đàn bò con", 12_000)]),
        ("Xây dựng 05 điểm du lịch cộng đồng.", [("xây dựng điểm du lịch cộng đồng", 5)]),
        ("Chỉ số hài lòng đạt 85 điểm.", [("chỉ số hài lòng", 85)]),
        # things that no unit names
        ("Thu hút thêm ít nhất 02 tập đoàn công nghệ.", [("thu hút thêm tập đoàn công nghệ", 2)]),
    ],
)
def test_goals_share_their_words(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [row[:2] for row in targets(GOALS + sentence)] == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Điều 3. Mức trợ giúp\n\nNgười cao tuổi thuộc hộ nghèo được hưởng trợ cấp 400.000 đồng/người/tháng.",
            [
                (
                    "mức trợ giúp: người cao tuổi thuộc hộ nghèo được hưởng trợ cấp",
                    400_000,
                    "VND_per_person_per_month",
                )
            ],
        ),
        (
            "Điều 3. Nội dung\n\nHỗ trợ một lần 300 triệu đồng/dự án đối với dự án chuỗi giá trị.",
            [("hỗ trợ một lần đối với dự án chuỗi giá trị", 300_000_000, "VND_per_unit")],
        ),
        # money for what no unit names
        (
            "Điều 3. Nội dung\n\nHỗ trợ 5 triệu đồng/giấy chứng nhận đối với cơ sở sản xuất.",
            [("hỗ trợ đối với cơ sở sản xuất", 5_000_000, "VND_per_unit")],
        ),
        # the article says what is granted
        (
            "Điều 3. Mức hỗ trợ đóng bảo hiểm y tế\n\nHọc sinh, sinh viên: hỗ trợ thêm 20%.",
            [("mức hỗ trợ đóng bảo hiểm y tế: hỗ trợ thêm", 20, "percent")],
        ),
        (
            "Điều 3. Nội dung\n\nHỗ trợ 70% lãi suất tiền vay trong năm đầu.",
            [("hỗ trợ lãi suất tiền vay trong năm đầu", 70, "percent")],
        ),
        (
            "Điều 3. Đãi ngộ\n\nPhụ cấp nghề được thực hiện với mức 70% đối với giáo viên, 30% đối với nhân viên.",
            [
                ("phụ cấp nghề được thực hiện đối với giáo viên", 70, "percent"),
                ("phụ cấp nghề được thực hiện đối với nhân viên", 30, "percent"),
            ],
        ),
    ],
)
def test_levels_of_support(article: str, expected: list[tuple[str, float, str]]) -> None:
    assert targets(SUPPORT + article) == expected


@pytest.mark.parametrize(
    "article",
    [
        "Điều 3. Mức hỗ trợ\n\nHỗ trợ cho dự án trên 300 triệu đồng.",
        "Điều 3. Mức chi\n\nChi hỗ trợ báo cáo viên 1.000.000 đồng/buổi.",
        "Điều 3. Điều kiện\n\nHộ có thu nhập 2 triệu đồng/tháng được xét hỗ trợ.",
        "Điều 3. Phiếu điều tra\n\nDưới 30 chỉ tiêu: Tối đa 30.000 đồng/phiếu.",
        "Điều 3. Hồ sơ\n\nCó tối thiểu 03 hợp đồng đã thực hiện.",
    ],
)
def test_ceilings_norms_and_conditions_are_none(article: str) -> None:
    assert extract(SUPPORT + article) == ([], [])


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Điều 1. Giao biên chế công chức năm 2027\n\nTổng số là 2.145 biên chế, gồm:\na) Cấp tỉnh: 1.120 biên chế;",
            [("tổng số biên chế", 2145, "posts"), ("tổng số, trong đó cấp tỉnh biên chế", 1120, "posts")],
        ),
        (
            "Điều 1. Dự toán thu, chi ngân sách\n\nThu nội địa: 11.000 tỷ đồng.",
            [("thu nội địa", 11e12, "VND")],
        ),
        (
            "Điều 1. Nguồn lực\n\nTổng kinh phí thực hiện: 45 tỷ đồng, trong đó ngân sách tỉnh 30 tỷ đồng.",
            [
                ("tổng kinh phí thực hiện", 45e9, "VND"),
                ("tổng kinh phí thực hiện, trong đó ngân sách tỉnh", 30e9, "VND"),
            ],
        ),
        (
            "Điều 1. Nguồn lực\n\nBố trí 45 tỷ đồng cho Chương trình giảm nghèo.",
            [("bố trí cho Chương trình giảm nghèo", 45e9, "VND")],
        ),
        (
            "Điều 1. Nhiệm vụ\n\nCắt giảm ít nhất 30% thời gian giải quyết thủ tục, 20% chi phí tuân thủ.",
            [
                ("cắt giảm thời gian giải quyết thủ tục", 30, "percent"),
                ("cắt giảm chi phí tuân thủ", 20, "percent"),
            ],
        ),
    ],
)
def test_quotas_and_planned_amounts(article: str, expected: list[tuple[str, float, str]]) -> None:
    assert targets(YEAR + article) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # so many of so many
        ("Đã có 18/22 xã hoàn thành phổ cập.", [("đã xã hoàn thành phổ cập", 18, "communes")]),
        ("Có 12/16 chỉ tiêu đạt kế hoạch.", [("chỉ tiêu đạt kế hoạch", 12, "quotas")]),
        ("Còn 104/111 quy hoạch chưa hoàn thành.", [("quy hoạch chưa hoàn thành", 104, "documents")]),
        # a figure's parts in brackets
        (
            "Đã giải quyết 300 vụ (cấp tỉnh: 100 vụ; cấp xã: 200 vụ).",
            [("đã giải quyết vụ", 300, "cases"), ("cấp tỉnh vụ", 100, "cases"), ("cấp xã vụ", 200, "cases")],
        ),
        # a place for several counts
        (
            "Triển khai mô hình tại 3 sở, 9/9 huyện và 12 xã.",
            [
                ("triển khai mô hình tại sở", 3, "departments"),
                ("triển khai mô hình tại huyện", 9, "districts"),
                ("triển khai mô hình tại xã", 12, "communes"),
            ],
        ),
        # a part of an amount
        ("Đã giải ngân 3.450/5.200 triệu đồng vốn đầu tư.", [("đã giải ngân vốn đầu tư", 3_450_000_000, "VND")]),
        ("Cấp mới 125 giấy chứng nhận.", [("cấp mới giấy chứng nhận", 125, None)]),
        (
            "Hộ nghèo còn 45 hộ (chiếm 2,1%), giảm 12 hộ so với đầu năm.",
            [
                ("hộ nghèo", 45, "households"),
                ("hộ nghèo", 2.1, "percent"),
                ("hộ nghèo giảm hộ so với đầu năm", 12, "households"),
            ],
        ),
        # parts that leave out what is counted
        (
            "Đã công bố 1.096 văn bản, trong đó hết hiệu lực 727, còn hiệu lực 318.",
            [
                ("đã công bố văn bản", 1096, "documents"),
                ("đã công bố, trong đó hết hiệu lực", 727, "documents"),
                ("đã công bố, trong đó còn hiệu lực", 318, "documents"),
            ],
        ),
        (
            "Đã rà soát, còn hiệu lực thi hành 378 văn bản.",
            [("đã rà soát, còn hiệu lực thi hành văn bản", 378, "documents")],
        ),
        # differences, and the aims that others set
        (
            "Tỷ lệ tham gia đạt 89%, thấp hơn 3,5% so với chỉ tiêu giao.",
            [("tỷ lệ tham gia", 89, "percent"), ("tỷ lệ tham gia thấp hơn so với chỉ tiêu giao", 3.5, "percent")],
        ),
        ("Giải quyết 162 trường hợp nghỉ hưu.", [("giải quyết trường hợp nghỉ hưu", 162, "cases")]),
        (
            "Còn 3 chỉ tiêu chưa đạt; giải ngân đạt 78%.",
            [("chỉ tiêu chưa đạt", 3, "quotas"), ("giải ngân", 78, "percent")],
        ),
    ],
)
def test_results(sentence: str, expected: list[tuple[str, float, str]]) -> None:
    found = extract(RESULTS + sentence)
    assert not found[0]
    assert [(t.indicator.vi, t.value, t.unit) for t in found[1]] == expected


def test_what_goes_on_after_a_look_back_tells_of_the_past() -> None:
    text = (
        "Sau 10 năm thực hiện Nghị quyết, đã đạt nhiều kết quả. Tỷ lệ hộ nghèo giảm bình quân 1,5%/năm. "
        "Kim ngạch xuất khẩu đạt 53 tỷ USD, gấp 2 lần so với năm 2012. Thời gian tới cần giảm 5% số vụ cháy."
    )
    assert extract(YEAR + text)[0] == []
    assert results(YEAR + text) == [
        ("tỷ lệ hộ nghèo giảm bình quân", 1.5, "percent_per_year"),
        ("kim ngạch xuất khẩu", 53e9, "USD"),
        ("kim ngạch xuất khẩu so với năm 2012", 2, "times"),
    ]


def test_a_figure_beside_a_year_gone_by_is_a_result() -> None:
    assert results(f"{YEAR}Kim ngạch xuất khẩu năm 2025 đạt 53 tỷ USD.") == [("kim ngạch xuất khẩu", 53e9, "USD")]


def test_the_year_of_a_law_is_no_result_s() -> None:
    assert extract(f"{YEAR}Có 50% diện tích tự nhiên là đảo theo Điều 19 Luật Biển Việt Nam năm 2012.") == ([], [])


def test_a_simple_fraction_is_a_share() -> None:
    assert targets(f"{GOALS}Phấn đấu 2/3 số xã có thư viện.")[0][1:] == (66.6667, "percent")


def test_the_title_dates_goals_and_tasks_but_no_support() -> None:
    (goal,) = extract(f"{YEAR}Điều 2. Mục tiêu\n\nTỷ lệ che phủ rừng đạt 55%.")[0]
    assert goal.due
    assert (goal.due.end, goal.due.inherited) == ("2027-12-31", True)
    period = HEAD.format(title="Về chính sách hỗ trợ giai đoạn 2026 - 2030")
    (level,) = extract(f"{period}Điều 2. Nội dung\n\nHỗ trợ 50% chi phí mua giống.")[0]
    assert level.due is None


def test_a_year_gone_by_is_no_horizon() -> None:
    (target,) = extract(f"{SUPPORT}Điều 2. Nguồn\n\nSử dụng 100 tỷ đồng từ kết dư Quỹ đến hết năm 2025 để chi trả.")[0]
    assert target.due is None


def test_the_year_of_a_result_compared_with_is_no_horizon() -> None:
    (target,) = extract(f"{GOALS}Thu ngân sách tăng 10% so với thực hiện năm 2026.")[0]
    assert target.due
    assert (target.due.end, target.baseline and target.baseline.date) == ("2027-12-31", "2026")


def test_two_ranks_share_the_year_behind_them() -> None:
    found = extract(f"{YEAR}Phấn đấu tỉnh vào nhóm 3 tỉnh dẫn đầu vùng và nhóm 30 tỉnh dẫn đầu cả nước vào năm 2028.")[
        0
    ]
    assert [(t.value, t.due and t.due.end) for t in found] == [(3, "2028-12-31"), (30, "2028-12-31")]


def test_a_time_governs_what_follows_it_only_where_it_leads() -> None:
    found = extract(
        f"{GOALS}Đến năm 2028, có 70% và đến năm 2030 có 100% xã đạt chuẩn; phấn đấu 80% chủ rừng có chứng chỉ. "
        "Xuất khẩu đạt 2 tỷ USD vào năm 2029; số hộ nghèo dưới 60 hộ."
    )[0]
    assert [(t.value, t.due and t.due.end[:4] if t.due and t.due.end else None) for t in found] == [
        (70, "2028"),
        (100, "2030"),
        (80, "2030"),
        (2e9, "2029"),
        (60, "2027"),
    ]


def test_a_figure_without_words_is_named_after_its_heading() -> None:
    text = f"{YEAR}Điều 2. Mục tiêu\n\na) Tốc độ tăng trưởng\n\nGiai đoạn 2026 - 2030 đạt bình quân 6,5%/năm.\n"
    assert targets(text) == [("tốc độ tăng trưởng bình quân", 6.5, "percent_per_year")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Giải ngân đạt tối thiểu 80% kế hoạch.", [("giải ngân kế hoạch", 80, "percent")]),
        ("Mỗi năm đào tạo ít nhất 500 kỹ sư.", [("đào tạo kỹ sư", 500, "people")]),
        (
            "Hỗ trợ 50 triệu đồng sửa nhà văn hóa và 20 triệu đồng cho trường mầm non.",
            [("hỗ trợ sửa nhà văn hóa", 5e7, "VND"), ("hỗ trợ cho trường mầm non", 2e7, "VND")],
        ),
        ("Hằng năm bố trí từ 1 - 1,5% tổng chi cho du lịch.", [("bố trí tổng chi cho du lịch", None, "percent")]),
        ("Vận động 100% hộ dân đăng ký.", []),
        ("Mỗi tổ họp ít nhất 02 lần.", []),
        ("Người từ 18 đến 60 tuổi trực 24/24 giờ.", []),
    ],
)
def test_what_tasks_are_to_reach(sentence: str, expected: list[tuple[str, float, str]]) -> None:
    assert targets(f"{YEAR}II. Nhiệm vụ trọng tâm\n\n{sentence}") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Thực hiện từ năm học 2026 - 2027; đến năm 2030 hoàn thành việc số hóa hồ sơ cho học sinh.",
            ["hoàn thành việc số hóa hồ sơ cho học sinh"],
        ),
        ("Đến năm 2030, các trường hoàn thành nền tảng số đồng bộ.", ["các trường hoàn thành nền tảng số đồng bộ"]),
        ("Đến năm 2030, tiếp tục hoàn thiện thể chế.", []),
        (
            "Phấn đấu đến năm 2030 mở rộng mạng lưới; không còn hộ nghèo là người có công.",
            ["không còn hộ nghèo là người có công"],
        ),
        ("Hoàn thành đề án trước ngày 30/9/2027.", []),
    ],
)
def test_completion_by_a_year_is_a_goal_outside_their_sections(sentence: str, expected: list[str]) -> None:
    found = extract(f"{YEAR}Điều 3. Phát triển giáo dục\n\n{sentence}")[0]
    assert [t.indicator.vi for t in found] == expected
    assert all(t.due and t.due.end == "2030-12-31" for t in found)


def test_general_objectives_are_no_goals_of_their_own() -> None:
    text = f"{YEAR}II. Mục tiêu giai đoạn 2026 - 2030\n\n1. Mục tiêu chung\n\nXây dựng nền hành chính hiện đại.\n\n"
    assert targets(text) == []
    assert targets(f"{text}2. Mục tiêu cụ thể\n\nHoàn thành việc cấp giấy chứng nhận.") != []


def test_an_aside_whose_end_was_not_read_ends_with_its_item() -> None:
    found = targets(
        f"{SUPPORT}Điều 1. Mức hỗ trợ\n\n- Đối với các xã miền núi (Minh Tân, An Bình: Hỗ trợ 50% chi phí làm đất;\n\n"
        "- Đối với các xã khác (Nam Hải): Hỗ trợ 35% chi phí làm đất.\n"
    )
    assert [(value, unit) for _, value, unit in found] == [(50, "percent"), (35, "percent")]


def test_a_loan_covers_a_share_of_the_costs_at_most() -> None:
    found, _ = extract(f"{SUPPORT}Điều 2. Vay vốn\n\n1. Mức vay vốn tối đa 100% chi phí học nghề.\n")
    assert [(t.indicator.vi, t.comparator, t.value) for t in found] == [("mức vay vốn chi phí học nghề", "le", 100)]


def test_a_coefficient_is_a_value_before_its_year() -> None:
    found, _ = extract(f"{YEAR}Phấn đấu giảm hệ số sử dụng điện còn 1,2 vào năm 2030.\n")
    assert [(t.value, t.due.end if t.due else None) for t in found] == [(1.2, "2030-12-31")]


def test_each_horizon_of_a_sentence_begins_what_is_due_by_then() -> None:
    found, _ = extract(
        f"{YEAR}Đầu tư các nhà máy điện gió, bảo đảm đến năm 2028, đưa nhà máy đầu tiên vào vận hành, "
        "đến năm 2035, nguồn điện gió có tổng công suất 1.070 MW.\n"
    )
    assert [(t.indicator.vi, t.value, t.due.end if t.due else None) for t in found] == [
        ("đưa nhà máy đầu tiên vào vận hành", None, "2028-12-31"),
        ("nguồn điện gió có tổng công suất", 1070, "2035-12-31"),
    ]
