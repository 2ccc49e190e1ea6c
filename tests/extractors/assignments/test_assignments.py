from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import plain_document
from corpus.record import Assignment
from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.metadata.recipients import recipient_items
from extractors.structure.analyse import analyse

HEAD = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\n"
DUTIES = HEAD + "I. TỔ CHỨC THỰC HIỆN\n\n"

Build = Callable[..., Analysis]


def rows(analysis: Analysis) -> set[tuple[str, str, str]]:
    return {(a.body.name, a.role, a.task.vi or a.task.en or "") for a in extract_assignments(analysis)}


def pairs(analysis: Analysis) -> set[tuple[str, str]]:
    return {(a.body.name, a.role) for a in extract_assignments(analysis)}


def only(analysis: Analysis, name: str, role: str) -> Assignment:
    found = [a for a in extract_assignments(analysis) if (a.body.name, a.role) == (name, role)]
    assert len(found) == 1
    return found[0]


def test_who_leads_and_who_coordinates(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan lập danh sách bạn đọc.\n"
    assert rows(analysed(text)) == {
        ("Sở Nội vụ", "lead", "lập danh sách bạn đọc"),
        ("Sở Tài chính", "coordinate", "lập danh sách bạn đọc"),
        ("các cơ quan liên quan", "coordinate", "lập danh sách bạn đọc"),
    }


def test_several_subjects_share_one_predicate_and_the_level_that_closes_the_list(analysed: Build) -> None:
    text = DUTIES + (
        "1. Các ban của Tỉnh ủy, đảng đoàn, Mặt trận Tổ quốc và các tổ chức\n"
        "chính trị - xã hội tỉnh; huyện ủy, đảng ủy trực thuộc Tỉnh ủy tổ chức quán triệt Kế hoạch này.\n"
    )
    assert pairs(analysed(text)) == {
        ("Các ban của Tỉnh ủy", "implement"),
        ("đảng đoàn", "implement"),
        ("Mặt trận Tổ quốc tỉnh", "implement"),
        ("các tổ chức chính trị - xã hội tỉnh", "implement"),
        ("Huyện ủy", "implement"),
        ("đảng ủy trực thuộc Tỉnh ủy", "implement"),
    }


def test_a_list_is_read_through_damaged_names(analysed: Build) -> None:
    text = (
        DUTIES + "1. Các ban của Tỉnh ủy; thành ấy, huyện ủy, đảng ủy trực thuộc Tỉnh a tổ chức quán triệt Kế hoạch.\n"
    )
    found = {a.body.key: a.confidence for a in extract_assignments(analysed(text))}
    assert "party.city_committee" in found
    assert "party.subordinate_committees" in found
    assert found["party.city_committee"] < found["party.commissions_province"]


def test_each_role_of_one_body_is_a_row(analysed: Build) -> None:
    text = DUTIES + (
        "1. Ban cán sự đảng Ủy ban nhân dân tỉnh chỉ đạo xây dựng đề án; ưu tiên bố trí kinh phí mua sách;\n"
        "thường xuyên theo dõi, đôn đốc, kiểm tra việc thực hiện, tham mưu Ban Thường vụ Tỉnh ủy sơ kết hằng năm.\n"
    )
    caucus = "Ban cán sự đảng Ủy ban nhân dân tỉnh"
    assert rows(analysed(text)) == {
        (caucus, "direct", "chỉ đạo xây dựng đề án"),
        (caucus, "implement", "ưu tiên bố trí kinh phí mua sách"),
        (caucus, "supervise", "thường xuyên theo dõi, đôn đốc, kiểm tra việc thực hiện"),
        (caucus, "advise", "tham mưu Ban Thường vụ Tỉnh ủy sơ kết hằng năm"),
        ("Ban Thường vụ Tỉnh ủy", "implement", "sơ kết hằng năm"),
    }


@pytest.mark.parametrize(
    "phrase",
    [
        "tăng cường giám sát việc mua sách",
        "nâng cao chất lượng hoạt động giám sát và phản biện xã hội",
        "phát huy vai trò giám sát, phản biện xã hội",
        "thực hiện công tác kiểm tra các thư viện",
    ],
)
def test_supervision_is_one_also_as_a_noun(analysed: Build, phrase: str) -> None:
    assert pairs(analysed(f"{DUTIES}1. Hội đồng nhân dân các cấp {phrase}.\n")) == {
        ("Hội đồng nhân dân các cấp", "supervise")
    }


def test_a_bare_verb_shares_the_object_that_follows(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ hướng dẫn, kiểm tra, giám sát việc cho mượn sách.\n"
    assert rows(analysed(text)) == {("Sở Nội vụ", "supervise", "hướng dẫn, kiểm tra, giám sát việc cho mượn sách")}


def test_a_verb_inside_a_name_is_none(analysed: Build) -> None:
    text = DUTIES + "1. Thanh tra tỉnh lập kế hoạch kiểm kê sách.\n"
    assert pairs(analysed(text)) == {("Thanh tra tỉnh", "implement")}


@pytest.mark.parametrize("order", ["Giao", "Yêu cầu", "Đề nghị", "Do đó, yêu cầu"])
def test_an_order_names_its_subject(analysed: Build, order: str) -> None:
    text = (
        f"{DUTIES}1. {order} Ủy ban nhân dân các huyện, thành phố khẩn trương kiểm kê tủ sách trước ngày 30/9/2026.\n"
    )
    row = only(analysed(text), "Ủy ban nhân dân các huyện, thành phố", "implement")
    assert row.due is not None
    assert (row.due.end, row.due.relation) == ("2026-09-30", "before")


def test_a_heading_and_a_colon_carry_their_subject(analysed: Build) -> None:
    text = DUTIES + (
        "1. Sở Nội vụ\n\n- Lập danh mục sách cần mua.\n\n- Báo cáo kết quả về Ủy ban nhân dân tỉnh.\n\n"
        "2. Giao Sở Tài chính:\n\n- Bố trí kinh phí mua sách.\n\n3. Sở Y tế phối hợp với Sở Tài chính lập dự toán.\n"
    )
    found = rows(analysed(text))
    assert ("Sở Nội vụ", "implement", "Lập danh mục sách cần mua") in found
    assert ("Ủy ban nhân dân tỉnh", "report_to", "Báo cáo kết quả về Ủy ban nhân dân tỉnh") in found
    assert ("Sở Tài chính", "implement", "Bố trí kinh phí mua sách") in found
    assert ("Sở Y tế", "coordinate", "phối hợp với Sở Tài chính lập dự toán") in found
    assert ("Sở Tài chính", "coordinate", "lập dự toán") in found


def test_a_heading_may_hold_a_verb_in_a_name(analysed: Build) -> None:
    text = f"{DUTIES}1. Phòng Tổng hợp\n\n- Lập danh mục sách cần mua.\n"
    assert rows(analysed(text)) == {("Phòng Tổng hợp", "implement", "Lập danh mục sách cần mua")}


def test_a_subject_inside_a_sentence_begins_after_a_semicolon(analysed: Build) -> None:
    boards = "các Ban HĐND huyện, các Tô đại biểu HĐND huyện"
    text = f"{DUTIES}1. Sở Nội vụ tổ chức mua sách; {boards} giám sát việc mua sách.\n"
    assert pairs(analysed(text)) == {
        ("Sở Nội vụ", "implement"),
        ("các Ban của Hội đồng nhân dân huyện", "supervise"),
        ("Tổ đại biểu Hội đồng nhân dân huyện", "supervise"),
    }


def test_a_new_steering_committee_directs_and_its_head_leads(analysed: Build) -> None:
    text = (
        DUTIES
        + "1. Thành lập Ban Chỉ đạo tỉnh về sách, thư viện và văn hóa đọc, do đồng chí Bí thư Tỉnh ủy làm Trưởng Ban.\n"
    )
    assert pairs(analysed(text)) == {
        ("Ban Chỉ đạo tỉnh về sách, thư viện và văn hóa đọc", "direct"),
        ("Bí thư Tỉnh ủy", "lead"),
    }


def test_an_article_on_implementation_lists_who_is_responsible(analysed: Build) -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành Nội quy thư viện\n\n"
        "Điều 2. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nội vụ; Thủ trưởng các cơ quan, đơn vị và "
        "các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    found = rows(analysed(text))
    assert {name for name, _, _ in found} == {
        "Chánh Văn phòng Ủy ban nhân dân tỉnh",
        "Giám đốc Sở Nội vụ",
        "Thủ trưởng các cơ quan, đơn vị",
        "các tổ chức, cá nhân có liên quan",
    }
    row = only(analysed(text), "Giám đốc Sở Nội vụ", "implement")
    assert row.task.en == "be responsible for implementing this Decision"


@pytest.mark.parametrize(
    "sentence",
    [
        "Nâng cao trách nhiệm của Sở Nội vụ trong việc bảo quản sách.",
        "Nhà nước ưu tiên đầu tư cho thư viện nông thôn.",
        "Sở Nội vụ đã tổ chức kiểm kê sách trong năm 2023.",
        "Thực hiện nghiêm Công văn số 21/UBND-NN của Sở Nội vụ.",
        "Doanh nghiệp hỗ trợ tủ sách cho công nhân.",
    ],
)
def test_what_gives_no_body_a_duty_is_no_assignment(analysed: Build, sentence: str) -> None:
    assert pairs(analysed(f"{HEAD}I. NHIỆM VỤ, GIẢI PHÁP\n\n1. Phát triển thư viện\n\n{sentence}\n")) == set()


def test_results_and_aims_are_no_duties(analysed: Build) -> None:
    results = "I. KẾT QUẢ ĐẠT ĐƯỢC\n\nSở Nội vụ tổ chức 12 lớp tập huấn.\n\n"
    text = f"{HEAD}{results}II. MỤC ĐÍCH, YÊU CẦU\n\nCác cấp ủy tổ chức quán triệt Kế hoạch.\n"
    assert pairs(analysed(text)) == set()


RECIPIENTS = """Nơi nhận:                                T/M TỈNH ỦY
- Ban Bí thư Trung ương Đảng (b/c),      PHÓ BÍ THƯ
- Các Sở: XD, TC, TT;
- TT. HĐND, UBND huyện Đơn Dương,
- Các đảng đoàn, các sở, ban,
ngành, MTTQ tỉnh, et~
- Huyện ủy, đảng ủy trực thuộc Tỉnh ủy, Lê Văn Bình
- Đảng ủy các xã (chỉ đạo);
- Lưu: VT, TH2.
"""


def test_receivers_are_rows_of_their_own(analysed: Build) -> None:
    found = pairs(analysed(f"{DUTIES}1. Sở Nội vụ tổ chức thực hiện.\n\n{RECIPIENTS}"))
    assert found >= {
        ("Ban Bí thư Trung ương Đảng", "report_to"),
        ("Sở Xây dựng", "recipient"),
        ("Sở Tài chính", "recipient"),
        ("Thanh tra tỉnh", "recipient"),
        ("Thường trực Hội đồng nhân dân huyện Đơn Dương", "recipient"),
        ("Ủy ban nhân dân huyện Đơn Dương", "recipient"),
        ("Các đảng đoàn", "recipient"),
        ("các sở, ban, ngành", "recipient"),
        ("Mặt trận Tổ quốc tỉnh", "recipient"),
        ("đảng ủy trực thuộc Tỉnh ủy", "recipient"),
        ("Đảng ủy các xã", "direct"),
        ("Văn thư", "recipient"),
    }
    assert not {name for name, _ in found if "Bình" in name or "TH2" in name}


def test_items_leave_out_what_stands_beside_the_list(analysed: Build) -> None:
    analysis = analysed(f"{DUTIES}1. Sở Nội vụ tổ chức thực hiện.\n\n{RECIPIENTS}")
    items = [" ".join(item.words(analysis.flat).split()) for item in recipient_items(analysis)]
    assert items[0] == "Ban Bí thư Trung ương Đảng (b/c)"
    assert items[3] == "Các đảng đoàn, các sở, ban, ngành, MTTQ tỉnh"
    assert items[4] == "Huyện ủy, đảng ủy trực thuộc Tỉnh ủy"


def test_a_list_is_found_under_a_damaged_title_and_through_specks(analysed: Build) -> None:
    damaged = "Nơi uất\n- TT Huyện ủy;\n- Công thông tin điện tử huyện:\n- Các Ban HĐND, › UBND huyện.\n"
    found = pairs(analysed(f"{DUTIES}1. Sở Nội vụ tổ chức thực hiện Kế hoạch.\n\n{damaged}"))
    assert found >= {
        ("Thường trực Huyện ủy", "recipient"),
        ("Cổng thông tin điện tử huyện", "recipient"),
        ("Ủy ban nhân dân huyện", "recipient"),
    }


def test_addressees_receive_the_document(analysed: Build) -> None:
    addressees = "Kính gửi:\n- Bộ Nội vụ;\n- Ủy ban nhân dân các huyện, thị xã.\n\n"
    text = f"CÔNG ĐIỆN\nVề phòng, chống bão\n\n{addressees}Sở Y tế lập kế hoạch trực.\n"
    assert {("Bộ Nội vụ", "recipient"), ("Ủy ban nhân dân các huyện, thị xã", "recipient")} <= pairs(analysed(text))


def test_english_sentences_give_duties(analysed: Build) -> None:
    text = (
        "Libraries for all\n\nThe Ministry of Finance shall assume the prime responsibility for, and coordinate "
        "with related agencies in, drawing up the budget.\n\nThe Party Committee of the Provincial People's "
        "Committee has advised the Provincial Party Committee to issue a plan.\n"
    )
    found = {(a.body.en, a.body.name, a.role, a.body.key) for a in extract_assignments(analysed(text, "en"))}
    assert found == {
        ("Ministry of Finance", "Bộ Tài chính", "lead", "ministry.finance"),
        ("related agencies", "các cơ quan liên quan", "coordinate", "class.agencies_related"),
        (
            "Party Committee of the Provincial People's Committee",
            "Ban cán sự đảng Ủy ban nhân dân tỉnh",
            "advise",
            "party_caucus.peoples_committee.provincial",
        ),
        ("Provincial Party Committee", "Tỉnh ủy", "implement", "party.provincial_committee"),
    }


def test_evidence_quotes_the_text_and_covers_body_and_task(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính\nlập danh mục sách cần mua.\n"
    analysis = analysed(text)
    row = only(analysis, "Sở Tài chính", "coordinate")
    whole, name = row.evidence
    assert whole.quote == "Sở Tài chính\nlập danh mục sách cần mua"
    assert name.quote == "Sở Tài chính"
    assert (whole.line, whole.line_end) == (8, 9)
    assert only(analysed(text), "Sở Tài chính", "coordinate").id == row.id


PIECES = (
    *("Sở Nội vụ", "UBND tỉnh", "các sở, ban, ngành", "chủ trì,", "phối hợp với", "tham mưu", "báo cáo về", "giám sát"),
    *(
        "việc mua sách",
        "trực thuộc",
        "Nơi nhận:",
        "(b/c)",
        "Giao",
        "tỉnh",
        "các huyện,",
        "và",
        "\n",
        "- ",
        "1. ",
        ";",
        ".",
    ),
    *(":", ","),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_gives_rows_whose_evidence_stands_in_the_text(pieces: list[str]) -> None:
    document = plain_document(" ".join(pieces), identity="sha256:0", source="words.txt")
    found = extract_assignments(analyse(document))
    for row in found:
        assert all(document.text[e.start : e.end] == e.quote for e in row.evidence)
        assert 0 <= row.confidence <= 1
        assert row.task.vi
    assert all(a.id != b.id for a, b in pairwise(sorted(found, key=lambda a: a.id)))


def test_departments_take_no_level_of_communes(analysed: Build) -> None:
    analysis = analysed(DUTIES + "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, UBND các xã, phường lập kế hoạch.\n")
    assert [row.body.name for row in extract_assignments(analysis)] == [
        "Sở Tài chính",
        "Sở Nội vụ",
        "Ủy ban nhân dân các xã, phường",
    ]


def test_an_announcement_after_several_subjects_is_no_task(analysed: Build) -> None:
    text = (
        "Thủ trưởng các Sở, ngành; Chủ tịch UBND các xã tập trung thực hiện các nhiệm vụ sau:\n\na) Rà soát hộ nghèo.\n"
    )
    tasks = {row.task.vi for row in extract_assignments(analysed(DUTIES + text))}
    assert tasks == {"Rà soát hộ nghèo"}


TABLE = """| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
| --- | --- | --- | --- | --- |
| I | Về thể chế | | | |
| 1 | Xây dựng đề án thư viện số | Sở Văn hóa và Thể thao | Sở Tài chính; UBND các xã, phường | Quý II/2026 |
| 2 | Rà soát quy định về đọc sách | Sở Tư pháp | | Thường xuyên |
"""


def test_a_table_that_shares_out_tasks(analysed: Build) -> None:
    found = extract_assignments(analysed(HEAD + "PHỤ LỤC\n\n" + TABLE))
    assert [(row.body.name, row.role, row.task.vi, row.due and row.due.end) for row in found] == [
        ("Sở Văn hóa và Thể thao", "lead", "Xây dựng đề án thư viện số", "2026-06-30"),
        ("Sở Tài chính", "coordinate", "Xây dựng đề án thư viện số", "2026-06-30"),
        ("Ủy ban nhân dân các xã, phường", "coordinate", "Xây dựng đề án thư viện số", "2026-06-30"),
        ("Sở Tư pháp", "lead", "Rà soát quy định về đọc sách", None),
    ]


def test_a_free_name_ends_before_the_verb_of_supervision(analysed: Build) -> None:
    text = "1. Ban Chỉ đạo tỉnh kiểm tra việc thực hiện, báo cáo kết quả với Tỉnh ủy.\n"
    assert pairs(analysed(DUTIES + text)) == {("Ban Chỉ đạo tỉnh", "supervise"), ("Tỉnh ủy", "report_to")}


def test_an_announced_list_is_one_duty_and_an_item_with_a_date_its_own(analysed: Build) -> None:
    text = HEAD + (
        "Ủy ban nhân dân tỉnh yêu cầu Sở Văn hóa; Chủ tịch UBND các xã tập trung thực hiện các nhiệm vụ sau:\n\n"
        "1. Rà soát tủ sách của các thôn, bổ sung sách mới.\n\n"
        "2. Tuyên truyền về văn hóa đọc trong trường học.\n\n"
        "3. Hoàn thành việc kiểm kê sách trước ngày 30/9/2026.\n"
    )
    tasks = sorted(a.task.vi or "" for a in extract_assignments(analysed(text)) if a.body.name.startswith("Chủ tịch"))
    assert tasks == [
        "Hoàn thành việc kiểm kê sách trước ngày 30/9/2026",
        "Rà soát tủ sách của các thôn, bổ sung sách mới; Tuyên truyền về văn hóa đọc trong trường học",
    ]


def test_departments_and_mass_organisations_act_for_themselves(analysed: Build) -> None:
    text = DUTIES + "1. Các sở, ngành, đoàn thể cấp tỉnh khẩn trương lập danh sách bạn đọc.\n"
    found = extract_assignments(analysed(text))
    assert [(a.body.name, a.evidence[-1].quote) for a in found] == [
        ("Các sở, ngành cấp tỉnh", "Các sở, ngành"),
        ("đoàn thể cấp tỉnh", "đoàn thể cấp tỉnh"),
    ]


@pytest.mark.parametrize("cue", ["khẩn trương", "khân trương", "khẩn trưong"])
def test_a_duty_is_read_through_a_lost_mark(analysed: Build, cue: str) -> None:
    text = DUTIES + f"1. Yêu cầu Sở Nội vụ {cue} lập danh sách bạn đọc.\n"
    assert pairs(analysed(text)) == {("Sở Nội vụ", "implement")}


def test_two_lost_marks_are_another_word(analysed: Build) -> None:
    assert pairs(analysed(DUTIES + "1. Sở Nội vụ khàn truống mọi việc.\n")) == set()


def test_a_body_that_was_named_before_is_a_subject(analysed: Build) -> None:
    text = DUTIES + "1. Trường hợp thư viện ở địa phương nào hư hỏng thì địa phương đó phải sửa chữa ngay trong năm.\n"
    assert ("địa phương", "implement") in pairs(analysed(text))


def test_a_list_of_receivers_behind_a_colon_is_no_task(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ lập danh sách bạn đọc.\n\n- Các Ban đảng Tỉnh ủy: Trường Chính trị tỉnh;\n"
    assert pairs(analysed(text)) == {("Sở Nội vụ", "implement")}


def test_a_table_of_tasks_with_two_head_rows(analysed: Build) -> None:
    text = HEAD + (
        "| TT | Nội dung | Trách nhiệm | | Thời gian |\n"
        "| | | Chủ trì | Phối hợp | |\n"
        "| 1 | Xây dựng đề án thư viện số | Sở Văn hóa và Thể thao | Sở Tài chính | Quý II/2026 |\n"
    )
    found = extract_assignments(analysed(text))
    assert [(a.body.name, a.role, a.due and a.due.end) for a in found] == [
        ("Sở Văn hóa và Thể thao", "lead", "2026-06-30"),
        ("Sở Tài chính", "coordinate", "2026-06-30"),
    ]


def test_a_heading_in_capitals_ends_a_list_also_where_its_mark_is_lost(analysed: Build) -> None:
    text = HEAD + (
        "Ủy ban nhân dân tỉnh yêu cầu Sở Nội vụ triển khai Kế hoạch này với các nội dung như sau:\n\n"
        "YÊU CẦU TRONG XÂY DỰNG THƯ VIỆN\n\n"
        "Đánh giá đúng thực chất nhu cầu đọc sách của người dân.\n"
    )
    assert extract_assignments(analysed(text)) == [], "what is under the heading is nobody's task"
    goes_on = text.replace("YÊU CẦU TRONG XÂY DỰNG THƯ VIỆN\n\n", "")
    assert [a.body.name for a in extract_assignments(analysed(goes_on))] == ["Sở Nội vụ"]


def test_a_list_is_over_where_neither_an_item_nor_a_duty_follows(analysed: Build) -> None:
    """A list of receivers whose semicolons were read as colons opens no list of tasks."""
    text = HEAD + (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN điện:\n\nTrưởng Công an huyện:\n\nHiệu trưởng các trường học.\n\n"
        "Bệnh dại là bệnh nguy hiểm.\n\n1. Chuẩn bị thuốc và vật tư.\n"
    )
    assert ("Trưởng Công an huyện", "implement") not in pairs(analysed(text))


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("Sở Nội vụ lập danh sách bạn đọc.”", "lập danh sách bạn đọc"),
        ("Sở Nội vụ lập danh sách “bạn đọc nhí”.", "lập danh sách “bạn đọc nhí”"),
    ],
)
def test_a_quoted_article_ends_before_its_mark(analysed: Build, sentence: str, task: str) -> None:
    assert rows(analysed(DUTIES + f"1. {sentence}\n")) == {("Sở Nội vụ", "implement", task)}


def test_what_partners_do_is_no_purpose(analysed: Build) -> None:
    text = DUTIES + "1. Sở Nội vụ phối hợp với các cơ quan chức năng cùng cấp để lập danh sách bạn đọc.\n"
    assert ("các cơ quan chức năng cùng cấp", "coordinate", "lập danh sách bạn đọc") in rows(analysed(text))


def test_a_body_comes_with_its_level_and_place_or_with_candidates(analysed: Build) -> None:
    found = extract_assignments(
        analysed(
            "KẾ HOẠCH\nPhát triển xã hội\n\nI. TỔ CHỨC THỰC HIỆN\n\n"
            "1. Ủy ban nhân dân huyện Lâm Hà chủ trì rà soát các hộ nghèo.\n"
            "2. Ban Tuyên giáo Thinh ủy chủ trì tuyên truyền về kế hoạch.\n"
        )
    )
    known, unsure = (row.body for row in found)
    assert (known.level, known.place, known.candidates) == ("district", "Lâm Hà", [])
    assert unsure.key is None
    assert [one.key for one in unsure.candidates] == ["party.propaganda_city", "party.propaganda_province"]
    assert found[1].flags == ["ambiguous_body"]


def test_each_place_of_a_partner_is_a_partner(analysed: Callable[..., Analysis]) -> None:
    said = "Sở Tài chính chủ trì, phối hợp với UBND xã Quảng Tân và Đắk Hà, thị trấn Kiến An rà soát thư viện.\n"
    rows = [(r.body.raw, r.body.name, r.role) for r in extract_assignments(analysed(DUTIES + said))]
    assert rows[-3:] == [
        ("UBND xã Quảng Tân", "Ủy ban nhân dân xã Quảng Tân", "coordinate"),
        ("Đắk Hà", "Ủy ban nhân dân xã Đắk Hà", "coordinate"),
        ("thị trấn Kiến An", "Ủy ban nhân dân thị trấn Kiến An", "coordinate"),
    ]


def test_places_that_act_together(analysed: Callable[..., Analysis]) -> None:
    said = "UBND xã Quảng Tân và Đắk Hà rà soát thư viện.\n"
    rows = [(r.body.name, r.role) for r in extract_assignments(analysed(DUTIES + said))]
    assert rows[-2:] == [("Ủy ban nhân dân xã Quảng Tân", "implement"), ("Ủy ban nhân dân xã Đắk Hà", "implement")]
