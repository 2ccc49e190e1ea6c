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
