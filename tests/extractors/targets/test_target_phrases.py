"""Phrases in which goals and levels of support are printed, each with what it says."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets
from extractors.targets.goals import apart

GOALS = "KẾ HOẠCH\nPhát triển xã hội\n\nI. MỤC TIÊU\n\n1. Chỉ tiêu chủ yếu đến năm 2030\n\n"
TASKS = "NGHỊ QUYẾT\nVề chính sách hỗ trợ\n\nI. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Hỗ trợ sản xuất\n\n"


def extract(text: str) -> list[Target]:
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))[0]


def goals(text: str) -> list[Target]:
    return extract(GOALS + text)


def brief(targets: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.unit) for t in targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # shares printed as fractions
        ("Phấn đấu 1/3 số xã có tủ sách.", [("số xã có tủ sách", "eq", 33.3333, "percent")]),
        ("Tối thiểu một nửa số thôn có nhà văn hóa.", [("số thôn có nhà văn hóa", "ge", 50, "percent")]),
        # places in a ranking
        ("Chỉ số PCI của tỉnh xếp hạng dưới 20 cả nước.", [("chỉ số PCI của tỉnh xếp hạng cả nước", "lt", 20, "rank")]),
        ("Chỉ số PAPI xếp hạng từ thứ 20 trở lên.", [("chỉ số PAPI xếp hạng", "le", 20, "rank")]),
        (
            "Tỉnh thuộc tốp 10 tỉnh, thành phố dẫn đầu cả nước.",
            [("tỉnh thuộc tốp tỉnh, thành phố dẫn đầu cả nước", "le", 10, "rank")],
        ),
        (
            "Tỉnh thuộc nhóm 5 tỉnh dẫn đầu vùng, nhóm 20 tỉnh dẫn đầu cả nước về chuyển đổi số và cải cách tài chính.",
            [
                ("tỉnh thuộc nhóm tỉnh dẫn đầu vùng về chuyển đổi số", "le", 5, "rank"),
                ("tỉnh thuộc nhóm tỉnh dẫn đầu vùng về cải cách tài chính", "le", 5, "rank"),
                ("tỉnh thuộc nhóm tỉnh dẫn đầu cả nước về chuyển đổi số", "le", 20, "rank"),
                ("tỉnh thuộc nhóm tỉnh dẫn đầu cả nước về cải cách tài chính", "le", 20, "rank"),
            ],
        ),
        # rates with a stroke
        (
            "Tỷ lệ tử vong mẹ dưới 42/100.000 trẻ đẻ sống.",
            [("tỷ lệ tử vong mẹ trên 100.000 trẻ đẻ sống", "lt", 42, "per_100000_live_births")],
        ),
        (
            "Tỷ số giới tính khi sinh không quá 109 bé trai/100 bé gái.",
            [("tỷ số giới tính khi sinh", "le", 109, "boys_per_100_girls")],
        ),
        (
            "Số giường bệnh đạt 35 giường/10.000 dân; số doanh nghiệp mới đạt 900 doanh nghiệp/năm.",
            [
                ("số giường bệnh trên 10.000 dân", "eq", 35, "per_10000_people"),
                ("số doanh nghiệp mới mỗi năm", "eq", 900, "enterprises"),
            ],
        ),
        (
            "Mật độ đường cao tốc đạt 0,5 km/1.000 dân, tốc độ mạng tối thiểu 1 Gb/s.",
            [
                ("mật độ đường cao tốc", "eq", 0.5, "km_per_1000_people"),
                ("tốc độ mạng", "ge", 1, "Gbit_per_s"),
            ],
        ),
        # what grows so many times reaches a level
        (
            "Thu nhập bình quân tăng gấp 2 lần so với năm 2025, đạt 90 triệu đồng/người.",
            [
                ("thu nhập bình quân tăng so với năm 2025", "eq", 2, "times"),
                ("thu nhập bình quân", "eq", 90e6, "VND_per_person"),
            ],
        ),
        # shares of one whole
        (
            "Tỷ trọng công nghiệp 45%, dịch vụ 40%, nông nghiệp dưới 10%.",
            [
                ("tỷ trọng công nghiệp", "eq", 45, "percent"),
                ("tỷ trọng dịch vụ", "eq", 40, "percent"),
                ("tỷ trọng nông nghiệp", "lt", 10, "percent"),
            ],
        ),
        # all of so many that are known counts nothing
        (
            "Mỗi năm giảm từ 5 đến 10% cả 3 tiêu chí về tai nạn.",
            [("giảm cả 3 tiêu chí về tai nạn", "range", None, "percent")],
        ),
        # a goal may compare itself with the year before
        (
            "Số vụ phạm tội giảm 5% so với năm trước.",
            [("số vụ phạm tội giảm so với năm trước", "eq", 5, "percent")],
        ),
        (
            "Có thêm 2 thành phố, 05 thị xã.",
            [("thêm thành phố", "eq", 2, "cities"), ("thị xã", "eq", 5, "towns")],
        ),
        ("Bình quân mỗi xã đạt 18 tiêu chí.", [("bình quân mỗi xã tiêu chí", "eq", 18, "criteria")]),
        # what the paragraph is about
        (
            "Về kinh tế: Tốc độ tăng trưởng đạt 8%/năm.",
            [("tốc độ tăng trưởng", "eq", 8, "percent_per_year")],
        ),
        # a number whose head says what it counts
        ("Nâng tổng số hợp tác xã lên 200.", [("nâng tổng số hợp tác xã", "eq", 200, "cooperatives")]),
        # two objects of one verb
        (
            "Cấp nước sạch cho 98% dân cư đô thị và 65% dân cư nông thôn.",
            [
                ("cấp nước sạch cho dân cư đô thị", "eq", 98, "percent"),
                ("cấp nước sạch cho dân cư nông thôn", "eq", 65, "percent"),
            ],
        ),
    ],
)
def test_further_ways_of_stating_goals(sentence: str, expected: list[tuple[str, str, float, str]]) -> None:
    assert brief(goals(sentence)) == expected


@pytest.mark.parametrize(
    "sentence", ["Khách sạn được xếp hạng 3 sao.", "Kỷ niệm ngày 2/9 tổ chức lễ hội sách.", "Quốc lộ 1/5 được sửa."]
)
def test_neither_ranks_nor_fractions(sentence: str) -> None:
    assert not [t for t in goals(sentence) if t.kind == "numeric"]


@pytest.mark.parametrize(
    ("sentence", "value", "baseline"),
    [
        ("Năng suất lao động tăng 1,5 lần so với năm 2020.", 1.5, (None, "2020")),
        ("Quy mô kinh tế gấp 2 lần năm 2025.", 2, (None, "2025")),
        ("Mức thu nhập gấp 1,5 lần năm 2025.", 1.5, (None, "2025")),
        ("Tỷ lệ hộ nghèo giảm còn 2% so với 5,4% năm 2021.", 2, (5.4, "2021")),
        ("Tỷ lệ hộ nghèo giảm từ 6,2% năm 2021 xuống còn 2%.", 2, (6.2, "2021")),
        ("Tỷ lệ hộ nghèo còn 2%, so với 5,4% năm 2021.", 2, (5.4, "2021")),
    ],
)
def test_where_a_goal_starts_from(sentence: str, value: float, baseline: tuple[float | None, str]) -> None:
    (target,) = goals(sentence)
    assert target.value == value
    assert target.baseline
    assert (target.baseline.value, target.baseline.date) == baseline
    assert target.due
    assert target.due.end == "2030-12-31", "the year it is compared with is no horizon"


def test_an_aside_has_a_start_of_its_own() -> None:
    (target,) = goals("Thu nhập bình quân đạt 75 triệu đồng/năm (tăng 1,5 lần so với năm 2020).")
    assert (target.value, target.baseline) == (75_000_000, None)


def test_figures_take_their_horizons_in_order() -> None:
    found = goals("Đến năm 2027 và năm 2030, tỷ lệ che phủ rừng lần lượt đạt 52% và 55%.")
    assert [(t.indicator.vi, t.value, t.due and t.due.end) for t in found] == [
        ("tỷ lệ che phủ rừng", 52, "2027-12-31"),
        ("tỷ lệ che phủ rừng", 55, "2030-12-31"),
    ]


@pytest.mark.parametrize(
    ("sentence", "indicator", "population"),
    [
        ("Hợp tác xã được ngân sách tỉnh hỗ trợ 50% chi phí mua máy.", "hỗ trợ chi phí mua máy", "hợp tác xã"),
        ("Đối với các xã miền núi: Hỗ trợ 70% chi phí vật liệu.", "hỗ trợ chi phí vật liệu", "các xã miền núi"),
        ("Học viên nữ được hỗ trợ thêm 10% tiền ăn.", "hỗ trợ thêm tiền ăn", "học viên nữ"),
    ],
)
def test_who_is_supported_is_no_part_of_the_indicator(sentence: str, indicator: str, population: str) -> None:
    (target,) = extract(TASKS + sentence)
    assert target.population
    assert (target.indicator.vi, target.population.vi) == (indicator, population)


@pytest.mark.parametrize(
    ("sentence", "wordings"),
    [
        (
            "Phát triển chính quyền số, kinh tế số, xã hội số đạt mức khá.",
            [f"phát triển {what} đạt mức khá" for what in ("chính quyền số", "kinh tế số", "xã hội số")],
        ),
        (
            "Hoàn thành xây dựng, kết nối cơ sở dữ liệu đất đai, cơ sở dữ liệu dân cư.",
            [f"hoàn thành xây dựng, kết nối cơ sở dữ liệu {what}" for what in ("đất đai", "dân cư")],
        ),
        ("Hoàn thành xóa nhà tạm cho hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo.", None),
        ("Khai thác có hiệu quả tài nguyên số, dữ liệu số.", None),
    ],
)
def test_objects_built_alike_are_goals_of_their_own(sentence: str, wordings: list[str] | None) -> None:
    found = [target.indicator.vi for target in goals(sentence)]
    assert found == wordings if wordings else len(found) == 1


def test_what_one_becomes_is_a_goal_beside_a_rank() -> None:
    found = goals("Tỉnh thuộc nhóm 20 tỉnh dẫn đầu về chuyển đổi số, trung tâm phát triển công nghiệp của vùng.")
    assert [(t.kind, t.indicator.vi) for t in found] == [
        ("numeric", "tỉnh thuộc nhóm tỉnh dẫn đầu về chuyển đổi số"),
        ("qualitative", "trung tâm phát triển công nghiệp của vùng"),
    ]


def test_an_aside_is_no_part_of_the_indicator() -> None:
    (target,) = goals("Tỷ lệ hộ nghèo (trừ các hộ không còn khả năng lao động) dưới 2%.")
    assert target.indicator.vi == "tỷ lệ hộ nghèo"


def test_an_ending_that_is_a_whole_object_parts_nothing() -> None:
    assert apart("xây dựng kinh tế số, đạt mức khá") == ["xây dựng kinh tế số, đạt mức khá"]


@pytest.mark.parametrize(
    ("sentence", "indicator", "value"),
    [
        ("Năng suất lao động tăng gấp 1,5 lần so với năm 2020.", "năng suất lao động tăng so với năm 2020", 1.5),
        ("Thu nhập bình quân đầu người gấp 2 lần.", "thu nhập bình quân đầu người", 2),
        (
            "Số giờ làm việc nhà của phụ nữ còn 1,7 lần so với nam giới.",
            "số giờ làm việc nhà của phụ nữ so với nam giới",
            1.7,
        ),
        ("Từ năm 2025 trở đi, 100% thư viện mở cửa cả tuần.", "thư viện mở cửa cả tuần", 100),
    ],
)
def test_how_many_times_is_no_part_of_what_is_measured(sentence: str, indicator: str, value: float) -> None:
    (target,) = goals(sentence)
    assert (target.indicator.vi, target.value) == (indicator, value)
