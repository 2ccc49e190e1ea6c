"""Targets and achievements of whole documents; each rule with the printed phrase it exists for."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

GOALS = "KẾ HOẠCH\nPhát triển xã hội\n\nI. MỤC TIÊU\n\n1. Chỉ tiêu chủ yếu đến năm 2030\n\n"
TASKS = "NGHỊ QUYẾT\nVề chính sách hỗ trợ\n\nI. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Hỗ trợ sản xuất\n\n"
RESULTS = "BÁO CÁO\nTình hình kinh tế\n\nI. KẾT QUẢ THỰC HIỆN NĂM 2023\n\n1. Về xã hội\n\n"


def extract(text: str, language: str = "vi") -> tuple[list[Target], list[Target]]:
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language=language)
    return extract_targets(analyse(document))


def goals(text: str) -> list[Target]:
    return extract(GOALS + text)[0]


def brief(targets: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.unit) for t in targets]


def test_a_clause_with_its_figure_behind() -> None:
    assert brief(goals("Tỷ lệ hộ nghèo dưới 1,5%, tỷ lệ hộ cận nghèo đạt 3%.")) == [
        ("tỷ lệ hộ nghèo", "lt", 1.5, "percent"),
        ("tỷ lệ hộ cận nghèo", "eq", 3, "percent"),
    ]


def test_a_clause_with_its_figure_before() -> None:
    (target,) = goals("Phấn đấu đạt khoảng 40% nông dân tham gia bảo hiểm xã hội tự nguyện.")
    assert target.indicator.vi == "nông dân tham gia bảo hiểm xã hội tự nguyện"
    assert target.population is not None
    assert (target.comparator, target.population.vi) == ("approx", "nông dân")


def test_a_comparator_is_not_carried_over() -> None:
    found = goals("Khoảng 40% công nhân có nhà ở; 25% sinh viên có ký túc xá.")
    assert [t.comparator for t in found] == ["approx", "eq"]


def test_an_enumeration_shares_its_denominator() -> None:
    found = goals("Có 32 giường bệnh, 15 bác sĩ, 3 dược sĩ trên 10.000 dân.")
    assert brief(found) == [
        ("giường bệnh trên 10.000 dân", "eq", 32, "per_10000_people"),
        ("bác sĩ trên 10.000 dân", "eq", 15, "per_10000_people"),
        ("dược sĩ trên 10.000 dân", "eq", 3, "per_10000_people"),
    ]


def test_coordinated_shares_have_one_predicate() -> None:
    found = goals("Phấn đấu 98% hộ dân ở đô thị và 70% hộ dân ở nông thôn được dùng nước máy.")
    assert [t.indicator.vi for t in found] == [
        "hộ dân ở đô thị được dùng nước máy",
        "hộ dân ở nông thôn được dùng nước máy",
    ]
    assert [t.area and t.area.vi for t in found] == ["đô thị", "nông thôn"]
    assert len(found[0].evidence) == 2, "what was put back has its own evidence"


def test_an_elided_head_is_put_back() -> None:
    found = goals("Tỷ lệ học sinh cấp tiểu học bỏ học dưới 1%, cấp trung học phổ thông tối đa 3%.")
    assert [t.indicator.vi for t in found][1] == "tỷ lệ học sinh cấp trung học phổ thông"
    assert found[1].comparator == "le"


def test_units_of_different_kinds_are_rows_of_their_own() -> None:
    found = goals("100% trường học, bệnh viện, hộ gia đình có công trình vệ sinh.")
    assert [t.population and t.population.vi for t in found] == ["trường học", "bệnh viện", "hộ gia đình"]


def test_units_of_one_kind_are_one_row() -> None:
    found = goals("100% xã, phường đạt chuẩn phổ cập giáo dục mức độ 3.")
    assert brief(found) == [("xã, phường đạt chuẩn phổ cập giáo dục mức độ 3", "eq", 100, "percent")]


def test_two_measures_of_one_objective_share_its_words() -> None:
    found = goals("Xây dựng khoảng 50.000 m² sàn, tương ứng khoảng 900 căn nhà ở cho công nhân.")
    assert brief(found) == [
        ("xây dựng sàn nhà ở cho công nhân", "approx", 50_000, "m2"),
        ("xây dựng căn nhà ở cho công nhân", "approx", 900, "apartments"),
    ]


def test_a_starting_figure_is_the_baseline() -> None:
    (target,) = goals("Nâng tỷ lệ che phủ rừng từ 52% lên 55%.")
    assert target.value == 55
    assert target.baseline is not None
    assert target.baseline.value == 52


def test_a_rank_is_at_most() -> None:
    (target,) = goals("Tỉnh thuộc nhóm 10 địa phương dẫn đầu cả nước về chuyển đổi số.")
    assert (target.comparator, target.value, target.unit) == ("le", 10, "rank")


def test_a_range_has_two_bounds() -> None:
    (target,) = goals("Tỷ lệ hộ nghèo giảm 1-1,5%/năm.")
    assert (target.comparator, target.value, target.value_min, target.value_max) == ("range", None, 1, 1.5)
    assert target.unit == "percent_per_year"


def test_asides_hold_no_targets() -> None:
    found = goals("Tỷ lệ hộ nghèo (năm 2023 là 4,5%) giảm còn dưới 2%.")
    assert [t.value for t in found] == [2]


def test_horizons_come_from_the_clause_before_the_heading() -> None:
    found = goals("Đến hết năm 2027, tỷ lệ lao động qua đào tạo đạt 70%.\n\nTỷ lệ thất nghiệp dưới 2%.")
    assert [(t.due and t.due.end, t.due and t.due.inherited) for t in found] == [
        ("2027-12-31", False),
        ("2030-12-31", True),
    ]
    assert "inherited_due" in found[1].flags
    assert "inherited_due" not in found[0].flags


def test_goals_without_a_figure_stand_in_dated_sections_only() -> None:
    text = "Hoàn thành xóa nhà tạm cho hộ nghèo; mở rộng mạng lưới xe buýt đến các huyện, chấm dứt đốt rác ngoài trời."
    found = goals(text)
    assert [(t.kind, t.comparator) for t in found] == [
        ("qualitative", "complete"),
        ("qualitative", "achieve"),
        ("qualitative", "complete"),
    ]
    assert extract(TASKS + text) == ([], [])


def test_means_and_end_are_one_goal_and_two_verbs_are_two() -> None:
    (one,) = goals("Mở rộng mạng lưới trường mầm non, bảo đảm đủ chỗ học cho trẻ em.")
    assert one.indicator.vi == "mở rộng mạng lưới trường mầm non, bảo đảm đủ chỗ học cho trẻ em"
    assert len(goals("Cơ bản chấm dứt bệnh dại và loại trừ bệnh phong trên địa bàn.")) == 2


def test_levels_of_support_are_targets_and_ceilings_in_money_are_not() -> None:
    targets, _ = extract(TASKS + "Hỗ trợ 50% chi phí mua cây giống, mức hỗ trợ không quá 20 triệu đồng/hộ.")
    assert brief(targets) == [("hỗ trợ chi phí mua cây giống", "eq", 50, "percent")]


def test_the_object_of_support_is_read_through_damage() -> None:
    (target,) = extract(TASKS + "Hỗ trợ 100% chỉ ¡ phí mua giống cây.")[0]
    assert (target.value, target.unit) == (100, "percent")


def test_a_bound_on_a_share_in_a_task_is_a_target() -> None:
    targets, _ = extract(TASKS + "Bố trí ít nhất 20% ngân sách cho giáo dục.")
    assert brief(targets) == [("bố trí ngân sách cho giáo dục", "ge", 20, "percent")]


def test_striving_is_a_target_anywhere() -> None:
    targets, _ = extract(TASKS + "Các xã tập trung nguồn lực, phấn đấu 90% đường thôn được cứng hóa.")
    assert [t.value for t in targets] == [90]


def test_results_are_achievements() -> None:
    targets, achievements = extract(
        RESULTS + "Năm 2023, tỉnh đã hỗ trợ xây mới 1.250 căn nhà; tỷ lệ hộ nghèo giảm 2,1%."
    )
    assert targets == []
    assert [t.value for t in achievements] == [1250, 2.1]


def test_figures_of_law_are_neither() -> None:
    law = (
        "NGHỊ ĐỊNH\nQuy định về vốn\n\nĐiều 1. Tỷ lệ vốn\n\n1. Doanh nghiệp bảo đảm vốn tự có tối thiểu 20% tổng vốn.\n"
    )
    assert extract(law) == ([], [])


def test_a_decision_that_cites_a_law_at_a_line_s_beginning_is_no_rule_of_law() -> None:
    decision = (
        "QUYẾT ĐỊNH\nVề hỗ trợ người đọc\n\nCăn cứ Nghị quyết\nsố 43/2027/QH15 về thư viện;\n\n"
        "Điều 1. Mức hỗ trợ\n\nMức hỗ trợ: 500.000 đồng/người/tháng.\n"
    )
    assert [t.value for t in extract(decision)[0]] == [500_000]
    assert extract(f"Nghị định của Chính phủ\nsố 43/2027/NĐ-CP\n{decision}") == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Phạt tiền từ 5.000.000 đồng đến 10.000.000 đồng.",
        "Trong trường hợp vốn góp dưới 50% thì thực hiện theo quy định.",
        "Gửi 02 bộ hồ sơ trước ngày 15 hằng tháng.",
        "Nghị quyết được 100% đại biểu tán thành.",
    ],
)
def test_procedure_and_sanctions_are_neither(text: str) -> None:
    assert extract(TASKS + text) == ([], [])


ENGLISH = (
    "Caring for people\n"
    "Currently, the province has more than 12,000 profiles of meritorious people. In 2023, it supported 1,350 houses, "
    "with a cost of more than 40 billion VND.\n"
    "100% of health stations meet the new standards.\n"
    "The province sets a goal by 2030: Ensuring that 100% of poor families are cared for.\n"
    "The urban unemployment rate is below 3%, the rate of trained laborers reaches over 50%; the province ensures a "
    "minimum standard of living for poor people.\n"
    "The minimum rate of communes with a library reaches 60%.\n"
)


def test_english_goals_start_where_they_are_announced() -> None:
    targets, achievements = extract(ENGLISH, "en")
    numeric = [(t.comparator, t.value, t.due and t.due.end) for t in targets if t.kind == "numeric"]
    assert numeric == [
        ("eq", 100, "2030-12-31"),
        ("lt", 3, "2030-12-31"),
        ("gt", 50, "2030-12-31"),
        ("ge", 60, "2030-12-31"),
    ]
    assert [t.indicator.en for t in targets if t.kind == "qualitative"] == [
        "the province ensures a minimum standard of living for poor people"
    ]
    assert [(t.comparator, t.value) for t in achievements] == [
        ("gt", 12_000),
        ("eq", 1350),
        ("gt", 40_000_000_000),
        ("eq", 100),
    ]
    assert all(t.due is None or t.due.end != "2030-12-31" for t in achievements)


def test_unknown_indicators_have_neither_key_nor_english() -> None:
    (known,) = goals("Tỷ lệ che phủ rừng đạt 55%.")
    (unknown,) = goals("Tỷ lệ hẻm có đèn trang trí đạt 55%.")
    assert (known.indicator.key, known.indicator.en) == ("forest_cover", "forest cover")
    assert (unknown.indicator.key, unknown.indicator.en) == (None, None)
    assert "not_in_catalogue" in unknown.flags


def test_the_same_document_gives_the_same_ids_and_each_target_its_own() -> None:
    text = "Tỷ lệ hộ nghèo dưới 1,5%; tỷ lệ hộ cận nghèo dưới 1,5%."
    first, second = goals(text), goals(text)
    assert [t.id for t in first] == [t.id for t in second]
    assert len({t.id for t in first}) == len(first)


def test_evidence_covers_the_figure_over_a_line_break() -> None:
    (target,) = goals("Tỷ lệ hộ gia đình được sử dụng nước sạch đạt\n95%.")
    evidence = target.evidence[0]
    assert evidence.line_end == evidence.line + 1
    assert evidence.quote.endswith("95%")


PIECES = [
    "tỷ lệ hộ nghèo",
    "đạt",
    "dưới",
    "100%",
    "5 tuổi",
    "hộ gia đình",
    "và",
    ",",
    ";",
    ".",
    "(",
    ")",
    "từ",
    "lên",
    "1,5%",
    "\n",
    "trên 10.000 dân",
    "35",
    "bác sĩ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_quotes_are_the_text_whatever_stands_there(pieces: list[str]) -> None:
    text = GOALS + " ".join(pieces)
    targets, achievements = extract(text)
    for target in [*targets, *achievements]:
        for evidence in target.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
        assert 0 <= target.confidence <= 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # money per year
        ("Thu nhập bình quân đạt ít nhất 72 triệu đồng/năm.", [("thu nhập bình quân", "ge", 72e6, "VND_per_year")]),
        (
            "Thu nhập của hộ đạt 96 triệu đồng/hộ/năm trở lên.",
            [("thu nhập của hộ", "ge", 96e6, "VND_per_household_per_year")],
        ),
        # so much on each hectare, not more than one hectare
        ("Giá trị sản xuất trên 1 ha đạt 9 triệu đồng/ha.", [("giá trị sản xuất trên 1 ha", "eq", 9e6, "VND_per_ha")]),
        # people that something is done for
        ("Mỗi năm tạo việc làm mới cho 12.000 lao động.", [("tạo việc làm mới cho lao động", "eq", 12000, "people")]),
        # a class of towns, whose "lên" is no link
        ("Tỷ lệ đô thị loại V trở lên đạt 88%.", [("tỷ lệ đô thị loại V trở lên", "eq", 88, "percent")]),
        # a part keeps its whole
        (
            "Tỷ lệ lao động qua đào tạo đạt 65%, trong đó có bằng cấp đạt 32%.",
            [
                ("tỷ lệ lao động qua đào tạo", "eq", 65, "percent"),
                ("tỷ lệ lao động qua đào tạo, trong đó bằng cấp", "eq", 32, "percent"),
            ],
        ),
        # a place, a title and a rate that stand once
        (
            "Thu gom 95% rác ở đô thị và 80% ở nông thôn.",
            [("thu gom rác ở đô thị", "eq", 95, "percent"), ("thu gom rác ở nông thôn", "eq", 80, "percent")],
        ),
        (
            "Cơ cấu kinh tế: nông nghiệp 25%, dịch vụ 75%.",
            [
                ("cơ cấu kinh tế: nông nghiệp", "eq", 25, "percent"),
                ("cơ cấu kinh tế: dịch vụ", "eq", 75, "percent"),
            ],
        ),
        ("Số bác sĩ trên 1 vạn dân đạt 9 bác sĩ.", [("số bác sĩ trên 1 vạn dân", "eq", 9, "per_10000_people")]),
        ("Tỷ suất tử vong còn dưới 14‰.", [("tỷ suất tử vong", "lt", 14, "per_mille")]),
        # growth, also with "phấn đấu" misread
        ("Phần đấu tăng trưởng kinh tế khoảng 8%.", [("tăng trưởng kinh tế", "approx", 8, "percent")]),
    ],
)
def test_ways_of_stating_goals(sentence: str, expected: list[tuple[str, str, float, str]]) -> None:
    assert brief(goals(sentence)) == expected


def test_two_horizons_share_their_object() -> None:
    found = goals("Đến năm 2027 hoàn thành 60 km và đến năm 2030 hoàn thành đưa vào sử dụng 200 km đường tỉnh.")
    assert [(t.value, t.due and t.due.end) for t in found] == [(60, "2027-12-31"), (200, "2030-12-31")]
    assert all((t.indicator.vi or "").endswith("đường tỉnh") for t in found)


def test_the_purpose_before_a_striving_and_procedure_are_none() -> None:
    text = "Để tăng trưởng giai đoạn 2021-2025 trên 7% thì phấn đấu tăng trưởng năm 2025 đạt 9,5%."
    assert [t.value for t in extract(TASKS + text)[0]] == [9.5]
    assert extract(TASKS + "Việc sử dụng 10% dự phòng giai đoạn 2021-2025 thực hiện theo quy định.") == ([], [])


def test_the_share_of_a_plan_is_that_of_the_indicator_before_it() -> None:
    _, found = extract(RESULTS + "Thu thuế đất là 49.000 triệu đồng, đạt 82% dự toán, tăng 5% so với cùng kỳ.")
    assert [t.indicator.vi for t in found] == [
        "thu thuế đất",
        "thu thuế đất so với dự toán",
        "thu thuế đất tăng so với cùng kỳ",
    ]


TABLE = """PHỤ LỤC: CÁC CHỈ TIÊU CHỦ YẾU

| TT | Chỉ tiêu | Đơn vị tính | Ước thực hiện năm 2025 | Kế hoạch năm 2026 | 2030 | Cơ quan |
| --- | --- | --- | --- | --- | --- | --- |
| I | Về kinh tế | | | | | |
| 1 | Thu ngân sách trên địa bàn | Tỷ đồng | 4.100 | 4.500 | Trên 7.000 | Sở Tài chính |
| | Trong đó: Thu nội địa | Tỷ đồng | 3.000 | 3.200 | | Sở Tài chính |
| 2 | Tỷ lệ hồ sơ trực tuyến tối thiểu | % | 70 | 85,5 | 90 - 95 | |
| 3 | Tỷ lệ cắt giảm chi phí | | | | | |
| 3.1. | Đối với huyện | % | | 10 | | |
| 4 | Chất lượng môi trường | Mức | tốt | tốt | tốt | |
| dòng | gãy |
"""


def test_a_table_of_indicators() -> None:
    targets, results = extract("KẾ HOẠCH\nPhát triển năm 2026\n\n" + TABLE)
    assert [(t.indicator.vi, t.comparator, t.value, t.unit, t.due and t.due.end) for t in targets] == [
        ("thu ngân sách trên địa bàn", "eq", 4500e9, "VND", "2026-12-31"),
        ("thu ngân sách trên địa bàn", "gt", 7000e9, "VND", "2030-12-31"),
        ("thu ngân sách trên địa bàn, trong đó Thu nội địa", "eq", 3200e9, "VND", "2026-12-31"),
        ("tỷ lệ hồ sơ trực tuyến", "ge", 85.5, "percent", "2026-12-31"),
        ("tỷ lệ hồ sơ trực tuyến", "range", None, "percent", "2030-12-31"),
        ("tỷ lệ cắt giảm chi phí: Đối với huyện", "eq", 10, "percent", "2026-12-31"),
    ]
    assert [t.value for t in results] == [4100e9, 3000e9, 70]
    assert [e.quote for e in targets[0].evidence] == [
        "Thu ngân sách trên địa bàn | Tỷ đồng | 4.100 | 4.500",
        "Kế hoạch năm 2026",
    ]


def test_the_tables_of_a_circular_state_no_targets() -> None:
    assert extract("THÔNG TƯ\nVề thống kê\n\n" + TABLE) == ([], [])


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("100% trang thiết bị dạy học đạt chuẩn.", "trang thiết bị dạy học"),
        ("80% văn bản của Chính phủ được số hóa.", "văn bản của Chính phủ"),
        ("85% trụ sở của Ban Chấp hành các hội được xây mới.", "trụ sở của Ban Chấp hành các hội"),
        ("90% người bị ảnh hưởng bởi thiên tai được hỗ trợ.", "người"),
    ],
)
def test_a_predicate_does_not_begin_inside_a_word(text: str, population: str) -> None:
    """The last syllable of "thiết bị" and of "Chính phủ" is a verb elsewhere."""
    (target,) = goals(text)
    assert target.population
    assert target.population.vi == population


def test_a_line_that_names_a_stage_dates_the_goals_below_it() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. MỤC TIÊU\n\n"
        "a) Giai đoạn 1 (2026 - 2028)\n- Phấn đấu 30% số xã có thư viện.\n"
        "b) Giai đoạn 2 (2029 - 2031)\n- Phấn đấu 70% số xã có thư viện.\n"
    )
    found, _ = extract(text)
    assert [(t.value, t.due.end if t.due else None) for t in found] == [(30.0, "2028-12-31"), (70.0, "2031-12-31")]
