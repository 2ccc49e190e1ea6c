"""Reports: results and estimates are achievements, what others reached is none, torn numbers are left out."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN HẢI\nSố: 9/BC-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Hải, ngày 10 tháng 11 năm 2026\n\nBÁO CÁO\n{title}\n\n"
)
BOTH = HEAD.format(title="Tình hình thực hiện nhiệm vụ năm 2026 và kế hoạch phát triển kinh tế - xã hội năm 2027")
BACK = HEAD.format(title="Công khai tình hình thực hiện dự toán ngân sách năm 2026")
YEAR = f"{BOTH}I. Đánh giá khả năng thực hiện kế hoạch năm 2026\n\n"


def extract(text: str) -> tuple[list[Target], list[Target]]:
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    return extract_targets(analyse(document))


def brief(found: list[Target]) -> list[tuple[str | None, str, float | None]]:
    return [(t.indicator.vi, t.comparator, t.value) for t in found]


def test_what_a_year_is_expected_to_reach_is_a_result_where_the_year_is_reviewed() -> None:
    found, results = extract(
        f"{YEAR}Dự báo khả năng thực hiện 12 chỉ tiêu chủ yếu của kế hoạch như sau:\n"
        "(1) Tốc độ tăng trưởng kinh tế khoảng 7,4% (kế hoạch là 7%);\n"
        "(2) Tỷ lệ hộ nghèo còn 5,2%, so với kế hoạch là dưới 6%;\n"
        "(3) Tỷ trọng công nghiệp dự kiến đạt 41%.\n\n"
        "II. Mục tiêu năm 2027\n\nTốc độ tăng trưởng kinh tế 8%.\n"
    )
    assert brief(results) == [
        ("tốc độ tăng trưởng kinh tế", "approx", 7.4),
        ("tỷ lệ hộ nghèo", "eq", 5.2),
        ("tỷ trọng công nghiệp", "eq", 41),
    ]
    assert brief(found) == [("tốc độ tăng trưởng kinh tế", "eq", 8)]


def test_the_aims_that_a_report_recalls_announce_no_goals() -> None:
    found, _ = extract(f"{YEAR}Nghị quyết đã đề ra mục tiêu nhằm: Phát triển nhanh.\n\nSản lượng lúa tăng 4%.\n")
    assert not found


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổng thu ngân sách đạt 1 45,2 tỷ đồng.",
        "Tổng thu ngân sách đạt 3.145. 220 triệu đồng.",
        "Thu nhập bình quân đầu người đạt 2 600 USD.",
        "Tỷ trọng dịch vụ đạt3 8,5%.",
        "Giá trị sản xuất tăng 10, 6%.",
        "Tỷ trọng nông nghiệp năm 202 6 còn 20,4%.",
        "Theo đánh giá của ngân hàng, trong cùng thời kỳ, Thái Lan tăng 5,1%.",
    ],
)
def test_torn_numbers_and_others_results_are_left_out(sentence: str) -> None:
    assert extract(f"{YEAR}{sentence}\n") == ([], [])


def test_what_follows_a_torn_number_keeps_its_words() -> None:
    _, results = extract(f"{YEAR}Tổng thu ngân sách đạt 1 45,2 tỷ đồng, vượt 11,8% dự toán, bằng 23,5% GDP2.\n")
    assert brief(results) == [
        ("tổng thu ngân sách vượt dự toán", "eq", 11.8),
        ("tổng thu ngân sách so với GDP", "eq", 23.5),
    ]


def test_a_footnote_between_the_lines_of_a_sentence_begins_anew() -> None:
    _, results = extract(f"{YEAR}Sự năng động của các doanh\n6 Đóng góp của khu vực tư nhân tăng 42%.\n")
    assert brief(results) == [("đóng góp của khu vực tư nhân tăng", "eq", 42)]


def test_the_title_of_a_report_that_only_looks_back_makes_its_figures_results() -> None:
    _, results = extract(f"{BACK}1. Thu nội địa\n\nLệ phí trước bạ 54.886 triệu đồng.\n")
    assert brief(results) == [("lệ phí trước bạ", "eq", 54_886e6)]


def test_an_amount_set_against_a_plan_or_a_year_before_was_reached() -> None:
    _, results = extract(
        f"{BOTH}1. Thu, chi ngân sách\n\n"
        "Thu nội địa 85.000 triệu đồng, đạt 62% dự toán, bằng 103% so với cùng kỳ năm trước.\n"
    )
    assert brief(results) == [
        ("thu nội địa", "eq", 85e9),
        ("thu nội địa so với dự toán", "eq", 62),
        ("thu nội địa so với cùng kỳ năm trước", "eq", 103),
    ]


def test_what_a_month_reached_is_a_result_where_no_section_says_so() -> None:
    _, results = extract(f"{BOTH}1. Du lịch\n\nKhách quốc tế đến tỉnh tháng 4 đạt 2.300 người.\n")
    assert [(t.value, t.unit) for t in results] == [(2300, "people")]


def test_what_a_report_proposes_for_the_time_to_come_is_no_result() -> None:
    assert extract(f"{BACK}II. Phương hướng 06 tháng cuối năm\n\nThu phí 12.000 triệu đồng.\n") == ([], [])


def test_papers_that_are_counted_keep_their_capitals() -> None:
    _, results = extract(f"{YEAR}Chính phủ đã ban hành 35 Nghị định, 12 Nghị quyết và 10 Quyết định.\n")
    assert [(t.value, t.unit) for t in results] == [(35, "documents"), (12, "documents"), (10, "documents")]


def test_what_stays_or_grows_is_one_indicator() -> None:
    _, results = extract(f"{YEAR}Tỷ lệ hộ có thu nhập không thay đổi và tăng lên đạt 96%.\n")
    assert brief(results) == [("tỷ lệ hộ có thu nhập không thay đổi", "eq", 96)]
