"""Tasks with their bodies on labelled lines below them, and the documents attached behind a signature."""

from collections.abc import Callable

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

Build = Callable[..., Analysis]
PLAN = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nII. NỘI DUNG\n\n"


def rows(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [(a.body.name, a.role, (a.task.vi or "")[:24]) for a in extract_assignments(analysis)]


def test_labels_name_who_leads_who_joins_and_by_when(analysed: Build) -> None:
    text = PLAN + (
        "1. Số hóa sách của thư viện tỉnh.\n- Cơ quan chủ trì: Sở Nội vụ.\n"
        "- Cơ quan phối hợp: Sở Tài chính; Ủy ban nhân dân các xã.\n- Thời gian hoàn thành: Quý II/2026.\n\n"
        "2. Mở phòng đọc cho trẻ em.\n- Đơn vị thực hiện: Sở Y tế.\n"
    )
    analysis = analysed(text)
    assert rows(analysis) == [
        ("Sở Nội vụ", "lead", "Số hóa sách của thư viện"),
        ("Sở Tài chính", "coordinate", "Số hóa sách của thư viện"),
        ("Ủy ban nhân dân các xã", "coordinate", "Số hóa sách của thư viện"),
        ("Sở Y tế", "implement", "Mở phòng đọc cho trẻ em."),
    ]
    dues = [a.due.end if a.due else None for a in extract_assignments(analysis)]
    assert dues == ["2026-06-30", "2026-06-30", "2026-06-30", None]


def test_one_label_may_name_leader_and_partners(analysed: Build) -> None:
    text = PLAN + (
        "2.1.\nTuyên truyền văn hóa đọc ở các xã.\n"
        "- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với "
        "Liên đoàn Lao động tỉnh; các sở, ngành liên quan; Ủy ban nhân dân các huyện, thành phố.\n"
    )
    assert [(name, role) for name, role, _ in rows(analysed(text))] == [
        ("Sở Nội vụ", "lead"),
        ("Liên đoàn Lao động tỉnh", "coordinate"),
        ("các sở, ngành liên quan", "coordinate"),
        ("Ủy ban nhân dân các huyện, thành phố", "coordinate"),
    ]


def test_labels_inside_the_task_s_own_paragraph(analysed: Build) -> None:
    text = PLAN + (
        "a) Lập danh mục sách quý. Cơ quan chủ trì: Sở Nội vụ; thời gian thực hiện: năm 2026.\n"
        "b) Biên soạn sổ tay bạn đọc (Đơn vị chủ trì: Vụ Phổ biến, giáo dục pháp luật).\n"
    )
    assert rows(analysed(text)) == [
        ("Sở Nội vụ", "lead", "Lập danh mục sách quý."),
        ("Vụ Phổ biến, giáo dục pháp luật", "lead", "Biên soạn sổ tay bạn đọc"),
    ]


def test_a_label_without_a_body_or_in_running_text_says_nothing(analysed: Build) -> None:
    text = PLAN + "1. Tên nhiệm vụ.\n2. Cơ quan chủ trì: ………………\n\n3. Việc phối hợp thực hiện như sau.\n"
    assert rows(analysed(text)) == []


def test_a_programme_behind_a_signature_on_one_line_is_read(analysed: Build) -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH AN HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/QĐ-UBND\n\n"
        "QUYẾT ĐỊNH\nBan hành Chương trình đọc sách\n\n"
        "Điều 1. Ban hành Chương trình.\n\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Nam CHƯƠNG TRÌNH ĐỌC SÁCH NĂM 2020 "
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 02/5/2020 của Ủy ban nhân dân tỉnh)\n"
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ lập danh sách bạn đọc.\n"
    )
    assert ("Sở Nội vụ", "implement", "lập danh sách bạn đọc") in rows(analysed(text))


def test_an_annex_whose_type_is_printed_in_small_letters_below_its_own_motto_is_read(analysed: Build) -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH AN HẢI\nSố: 12/QĐ-UB\n\n"
        "QUYẾT ĐỊNH\nBan hành Chương trình đọc sách\n\nĐiều 1. Ban hành Chương trình.\n\n"
        "Nơi nhận:\n- Bộ Nội vụ;\n- Lưu VT.\nỦy Ban Nhân Dân       Cộng Hòa Xã Hội Chủ Nghĩa Việt Nam\n"
        "Tỉnh An Hải       Độc lập - Tự do - Hạnh phúc\n\nChương trình\nĐọc sách năm 2004\n"
        "(Ban hành theo Quyết định số 12/QĐ-UB ngày 01/7/2004)\n\n"
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ lập danh sách bạn đọc.\n"
    )
    assert ("Sở Nội vụ", "implement", "lập danh sách bạn đọc") in rows(analysed(text))


TASKS = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"


def pairs(analysis: Analysis) -> set[tuple[str, str]]:
    return {(name, role) for name, role, _ in rows(analysis)}


def test_points_below_a_title_that_orders_are_duties_of_their_own(analysed: Build) -> None:
    text = TASKS + (
        "1. Giao Sở Nội vụ thực hiện ngay các nhiệm vụ sau đây:\na) Lập danh sách bạn đọc;\n"
        "b) Chỉ đạo các thư viện mở cửa buổi tối.\n"
    )
    assert rows(analysed(text)) == [
        ("Sở Nội vụ", "implement", "Lập danh sách bạn đọc"),
        ("Sở Nội vụ", "direct", "Chỉ đạo các thư viện mở "),
    ]


def test_a_point_may_direct_others(analysed: Build) -> None:
    text = TASKS + (
        "1. Giao Sở Nội vụ thực hiện các nhiệm vụ sau:\na) Chỉ đạo Ủy ban nhân dân các xã khẩn trương rà soát sách.\n"
    )
    assert pairs(analysed(text)) == {("Sở Nội vụ", "direct"), ("Ủy ban nhân dân các xã", "implement")}


def test_ministries_and_agencies_of_one_list_are_rows_of_their_own(analysed: Build) -> None:
    text = TASKS + "1. Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ rà soát danh mục sách.\n"
    assert pairs(analysed(text)) == {
        ("Các Bộ", "implement"),
        ("cơ quan ngang Bộ", "implement"),
        ("cơ quan thuộc Chính phủ", "implement"),
    }


def test_supervision_joined_by_and_is_a_role_of_its_own(analysed: Build) -> None:
    text = TASKS + "1. Sở Nội vụ chỉ đạo tổ chức thực hiện và kiểm tra việc thực hiện Kế hoạch này.\n"
    assert pairs(analysed(text)) == {("Sở Nội vụ", "direct"), ("Sở Nội vụ", "supervise")}


def test_what_a_sentence_details_below_it_is_its_subject_s(analysed: Build) -> None:
    text = TASKS + (
        "1. Sở Nội vụ tổ chức thực hiện Kế hoạch này. Cụ thể:\n- Phối hợp với Sở Tài chính lập dự toán;\n"
        "- Tổng hợp báo cáo tình hình đọc sách gửi Ủy ban nhân dân tỉnh.\n"
    )
    assert {
        ("Sở Nội vụ", "coordinate"),
        ("Sở Tài chính", "coordinate"),
        ("Ủy ban nhân dân tỉnh", "report_to"),
    } <= pairs(analysed(text))


def test_duties_assigned_in_the_document_itself_stand_between_body_and_duty(analysed: Build) -> None:
    text = TASKS + (
        "1. Các Sở, Ban ngành căn cứ chức năng, nhiệm vụ được giao tại Chương trình này chủ động xây dựng kế hoạch.\n"
    )
    assert [role for _, role, _ in rows(analysed(text))] == ["implement"]


def test_each_item_far_below_its_heading_is_proved_by_its_own_lines(analysed: Build) -> None:
    filler = "a) Lập danh sách bạn đọc " + "của các thôn và các trường học " * 20 + ".\n"
    text = TASKS + "1. Sở Nội vụ\n\n" + filler + "b) Xây dựng thư viện mới.\n"
    last = extract_assignments(analysed(text))[-1]
    assert last.evidence[0].quote == "Xây dựng thư viện mới"
