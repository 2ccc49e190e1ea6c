from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.times.deadlines import extract_deadlines

HEAD = "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: 7/KH-UBND\nMinh Tân, ngày 02 tháng 5 năm 2024\n\nKẾ HOẠCH\nMở tủ sách\n\n"


def test_kinds_in_a_plan(plan: Analysis) -> None:
    found = [(d.kind, d.raw) for d in extract_deadlines(plan)]
    assert found == [
        ("document_date", "ngày 04 tháng 3 năm 2024"),
        ("period", "giai đoạn 2024-2030"),
        ("cited_document_date", "ngày 12/12/2023"),
        ("cited_document_date", "ngày 05 tháng 01 năm 2024"),
        ("target_horizon", "đến năm 2030"),
        ("vision_horizon", "Tầm nhìn đến năm 2045"),
        ("recurring", "Thường xuyên"),
        ("task_deadline", "trước ngày 30/9/2024"),
        ("recurring", "Định kỳ 6 tháng"),
        ("recurring", "hằng năm"),
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kế hoạch có hiệu lực từ ngày 29 tháng 7 năm 2024.", "effective_date"),
        ("Người đang mượn sách tại thời điểm ngày 30 tháng 4 năm 2024 được cấp thẻ.", "period"),
        ("Tủ sách mở trước ngày 01 tháng 4 năm 2024 được nhận sách mới.", "period"),
        ("Sách mua trước ngày 01/7/2003 được thanh lý.", "period"),
        ("Các xã hoàn thành trong năm 2025.", "task_deadline"),
        ("Hoàn thành việc số hóa toàn bộ sách, báo và tài liệu của các thư viện xã trong năm 2025.", "task_deadline"),
        ("Các xã báo cáo tại phiên họp tháng 9 năm 2024 của Hội đồng nhân dân.", "task_deadline"),
        ("Kinh phí được quyết toán vào năm tài chính 2025.", "period"),
        ("Chậm nhất ngày 20 tháng 11 năm 2024 phải báo cáo.", "task_deadline"),
        ("Tổ chức khai trương trong quý III/2024.", "task_deadline"),
        ("Trong quý IV các xã báo cáo.", "task_deadline"),
        ("Trả lời trong thời hạn 10 ngày làm việc kể từ ngày nhận đơn.", "task_deadline"),
        ("Dự toán năm 2025 do phòng lập.", "period"),
        ("Nghị quyết được thông qua ngày 11 tháng 4 năm 2024.", "document_date"),
        ("Phấn đấu đến năm 2030 có 50 tủ sách.", "target_horizon"),
        ("Phấn đấu giảm hệ số sử dụng điện còn 1,2 vào năm 2030.", "target_horizon"),
        ("Thực hiện Chiến lược phát triển thư viện đến năm 2020.", "target_horizon"),
        ("Thư viện cũ tồn tại đến năm 1968.", "period"),
        ("Khám sức khỏe định kỳ cho bạn đọc.", "recurring"),
    ],
)
def test_kinds_by_sentence(analysed: Callable[..., Analysis], sentence: str, kind: str) -> None:
    found = extract_deadlines(analysed(f"{HEAD}Các xã làm như sau:\n\n{sentence}\n"))
    assert [d.kind for d in found if d.kind != "document_date" or kind == "document_date"][-1] == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 24 tháng 4 năm 2024, đoàn đã kiểm tra thư viện.",
        "Tính đến ngày 30/4/2024 có 20 tủ sách.",
        "Thư viện có từ trước Cách mạng tháng 8 năm 1945.",
        "Mở thư viện nhân dịp 79 năm Quốc khánh (02/9/2024) và 70 năm ngày Giải phóng Thủ đô (10/10/2024).",
        "Theo Nghị định số 10/2024/NĐ-CP, xã mua sách.",
    ],
)
def test_the_past_sets_no_deadline(analysed: Callable[..., Analysis], sentence: str) -> None:
    found = extract_deadlines(analysed(f"{HEAD}Các xã làm như sau:\n\n{sentence}\n"))
    assert [d.kind for d in found] == ["document_date"]


def test_a_relative_deadline_says_that_it_has_no_date(analysed: Callable[..., Analysis]) -> None:
    text = f"{HEAD}Các xã làm như sau:\n\nTrả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận đơn.\n"
    last = extract_deadlines(analysed(text))[-1]
    assert (last.start, last.end, last.flags) == (None, None, ["relative_date"])


def test_every_deadline_has_its_quote(plan: Analysis) -> None:
    for deadline in extract_deadlines(plan):
        (evidence,) = deadline.evidence
        assert plan.document.text[evidence.start : evidence.end] == evidence.quote


def test_what_is_left_of_an_unreadable_date_is_no_deadline(analysed: Callable[..., Analysis]) -> None:
    text = "UBND TỈNH AN HẢI\nSố: 7/KH-UBND\nAn Hải, ngày #¿ tháng 5 năm 2019\n\nKẾ HOẠCH\nMở thư viện\n\nThi hành./.\n"
    assert extract_deadlines(analysed(text)) == []


@pytest.mark.parametrize("printed", ["ngày 25/1 1/2013", "ngày I1 tháng 11 năm 2013", "ngày ¡1 tháng 5 năm 2013"])
def test_a_date_of_broken_digits_is_flagged(analysed: Callable[..., Analysis], printed: str) -> None:
    (found,) = extract_deadlines(
        analysed(f"Bài viết.\n\nThực hiện Quyết định số 12/QĐ-UBND {printed} của UBND tỉnh.\n")
    )
    assert (found.kind, found.flags) == ("cited_document_date", ["numeric_unverified"])


def test_a_remembered_day_is_no_deadline(analysed: Callable[..., Analysis]) -> None:
    text = "Ngày 4/3/2019.\n\nTổ chức kỷ niệm 10 năm Ngày hội đọc sách (21/4/2014 - 21/4/2024) tại các trường.\n"
    assert [found for found in extract_deadlines(analysed(text)) if found.end == "2024-04-21"] == []


def test_the_date_of_an_attached_document_is_its_own(analysed: Callable[..., Analysis]) -> None:
    text = (
        "UBND TỈNH AN HẢI\nSố: 7/KH-UBND\nAn Hải, ngày 04 tháng 3 năm 2018\n\nKẾ HOẠCH\nMở thư viện\n\nThi hành./.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nSỞ VĂN HÓA\nSố: 9/TB-SVH\nAn Hải, ngày 30 tháng 3 năm 2019\n\n"
        "THÔNG BÁO\nVề thư viện\n\nMở cửa./.\n"
    )
    assert [(f.kind, f.end) for f in extract_deadlines(analysed(text))] == [
        ("document_date", "2018-03-04"),
        ("document_date", "2019-03-30"),
    ]


def test_what_is_left_of_any_damaged_date_sets_nothing(analysed: Callable[..., Analysis]) -> None:
    assert extract_deadlines(analysed("Bài viết.\n\nTheo Công văn ngày 2¿ tháng 8 năm 2014 của tỉnh.\n")) == []


def test_a_day_written_by_hand_is_taken_from_where_it_is_printed(
    analysed: Callable[..., Analysis], with_annex: Callable[[str], str]
) -> None:
    first = extract_deadlines(analysed(with_annex("Minh Tân, ngày Ø2 tháng 01 năm 2024\n")))[0]
    assert (first.kind, first.raw, first.start) == ("document_date", "ngày Ø2 tháng 01 năm 2024", "2024-01-02")
    assert first.flags == ["conflicting_reading"]
    assert [e.quote for e in first.evidence] == ["ngày Ø2 tháng 01 năm 2024", "ngày 02/01/2024"]
    legible = extract_deadlines(analysed(with_annex("Minh Tân, ngày 02 tháng 01 năm 2024\n")))[0]
    assert (legible.start, legible.flags) == ("2024-01-02", [])


@pytest.mark.parametrize(
    "printed",
    ["ngàu † Ì tháng 7 năm 2024", "ngày 2¿ tháng 8 năm 2024", "ngày 24 tháng Š năm 2024", "ngắp 31 thùng 53 năm 2024"],
)
def test_what_is_left_of_a_torn_date_sets_nothing(analysed: Callable[..., Analysis], printed: str) -> None:
    found = extract_deadlines(analysed(HEAD + f"I. NỘI DUNG\n\nLãnh đạo xã họp {printed} với các thôn.\n"))
    assert [d.raw for d in found] == ["ngày 02 tháng 5 năm 2024"]


def test_a_day_broken_by_a_blank_is_read_and_flagged(analysed: Callable[..., Analysis]) -> None:
    found = extract_deadlines(analysed(HEAD + "Các thôn báo cáo trước ngày 1 1 tháng 7 năm 2024.\n"))
    assert (found[-1].end, found[-1].flags) == ("2024-07-11", ["numeric_unverified"])


def test_a_date_that_its_symbol_contradicts_is_flagged(analysed: Callable[..., Analysis]) -> None:
    text = "Thực hiện Nghị định số 98/2018/NĐ-CP ngày 05 tháng 7 năm 2013 của Chính phủ."
    found = extract_deadlines(analysed(HEAD + text))
    assert (found[-1].kind, found[-1].flags) == ("cited_document_date", ["conflicting_reading"])
    agrees = extract_deadlines(analysed(HEAD + text.replace("2013", "2018")))
    assert agrees[-1].flags == []
    assert agrees[-1].confidence > found[-1].confidence


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # the letterhead's day is the day of issue, legible or not; laws print the day of adoption there
        ("An Hải, ngày 19 tháng 7 năm 2019", [("2019-07-19", []), ("2019-07-11", ["adoption_date"])]),
        ("An Hải, ngày |‡ tháng 7 năm 2019", [("2019-07-11", ["adoption_date"])]),
        ("", [("2019-07-11", ["adoption_date"])]),
        ("An Hải, ngày 11 tháng 7 năm 2019", [("2019-07-11", []), ("2019-07-11", [])]),
    ],
)
def test_the_day_of_adoption(
    analysed: Callable[..., Analysis], line: str, expected: list[tuple[str, list[str]]]
) -> None:
    head = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH AN HẢI\nSố: 6/NQ-HĐND\n{line}\n\nNGHỊ QUYẾT\nVề thư viện\n\n"
    body = "Điều 1. Mở thư viện.\n\nNghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 11 tháng 7 năm 2019.\n"
    found = extract_deadlines(analysed(head + body))
    assert [(d.end, d.flags) for d in found if d.kind == "document_date"] == expected


def test_the_day_on_which_another_law_was_adopted(analysed: Callable[..., Analysis]) -> None:
    text = f"{HEAD}Căn cứ Luật đầu tư được Quốc hội khóa IX thông qua ngày 12/11/1996;\n"
    assert extract_deadlines(analysed(text))[-1].kind == "cited_document_date"


def test_what_is_ahead_in_an_attached_document_is_ahead_of_its_own_date(analysed: Callable[..., Analysis]) -> None:
    head = "TỈNH ỦY AN HẢI\nSố {}\n\nĐẢNG CỘNG SẢN VIỆT NAM\nAn Hải, ngày {}\n\n{}\nvề thư viện\n\n"
    own = (
        head.format("12-NQ/TU", "16 tháng 01 năm 2012", "NGHỊ QUYẾT")
        + "1. Mở thư viện.\n\nNơi nhận:\n- Các huyện ủy;\n"
    )
    other = (
        head.format("9-KL/TU", "23 tháng 8 năm 2019", "KẾT LUẬN")
        + "Tại phiên họp ngày 21/02/2019, Tỉnh ủy đã thảo luận.\n"
    )
    found = extract_deadlines(analysed(f"{own}\nT/M TỈNH ỦY\nBÍ THƯ\n\nLê Văn Nam\n\f{other}"))
    assert [(d.kind, d.end) for d in found] == [("document_date", "2012-01-16"), ("document_date", "2019-08-23")]


def test_a_kind_of_staff_is_no_recurrence(analysed: Callable[..., Analysis]) -> None:
    text = HEAD + "1. Bồi dưỡng người làm công tác thư viện trực tiếp, thường xuyên tại các xã.\n"
    assert not [d for d in extract_deadlines(analysed(text)) if d.kind == "recurring"]


def found_in(analysed: Callable[..., Analysis], text: str) -> list[tuple[str, str, str | None]]:
    rows = extract_deadlines(analysed(f"{HEAD}{text}"))
    return [(row.kind, row.raw, row.end or row.start) for row in rows][1:]


def test_items_below_an_announcement_of_dates_are_due_then(analysed: Callable[..., Analysis]) -> None:
    text = (
        "Thời gian hoàn thành công việc ở các vùng được quy định như sau:\n\n- Vùng ven biển:\ncuối năm 2026;\n\n"
        "- Vùng núi: cuối năm 2027.\n\nNăm 2028 có nhiều việc.\n"
    )
    assert found_in(analysed, text) == [
        ("task_deadline", "cuối năm 2026", "2026-12-31"),
        ("task_deadline", "cuối năm 2027", "2027-12-31"),
        ("period", "Năm 2028", "2028-12-31"),
    ]


def test_a_text_takes_effect_on_the_day_of_its_signature(analysed: Callable[..., Analysis]) -> None:
    text = "Điều 1. Mở tủ sách.\n\nĐiều 2. Kế hoạch này có hiệu lực thi hành kể từ ngày ký ban hành.\n"
    assert found_in(analysed, text) == [("effective_date", "kể từ ngày ký ban hành", "2024-05-02")]
    later = text.replace("kể từ", "sau 15 ngày, kể từ")
    assert found_in(analysed, later) == [("effective_date", "sau 15 ngày, kể từ ngày ký ban hành", "2024-05-17")]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Thay mẫu: “Kế hoạch này có hiệu lực kể từ ngày ký.”\n",
        "Điều 1. Giấy phép này có hiệu lực kể từ ngày ký.\n",
        "Điều 1. Quyết định này có hiệu lực kể từ ngày ký.\n",
    ],
)
def test_the_signature_of_another_text_is_no_date_of_this_one(analysed: Callable[..., Analysis], text: str) -> None:
    assert found_in(analysed, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sửa một số điều của Nghị định số ngày 07/01/2025 của Chính phủ quy định về thư viện.\n",
        "Sửa một số điều về sách và ngày 07/01/2025 của Chính phủ quy định chi tiết Luật Thư viện.\n",
    ],
)
def test_the_day_of_a_document_whose_number_has_moved(analysed: Callable[..., Analysis], text: str) -> None:
    assert found_in(analysed, text) == [("cited_document_date", "ngày 07/01/2025", "2025-01-07")]


def test_a_note_of_a_portal_that_a_text_has_ended_sets_no_task(analysed: Callable[..., Analysis]) -> None:
    text = "Điều 1. Mở tủ sách. [Hướng dẫn bởi Thông tư 5/2024/TT-BTC (VB hết hiệu lực: 26/12/2026)]\n"
    assert found_in(analysed, text) == [("effective_date", "26/12/2026", "2026-12-26")]


def test_days_after_a_signature_in_a_long_line_are_no_stamps(analysed: Callable[..., Analysis]) -> None:
    text = (
        "Nội dung.\n\nCHỦ TỊCH\nNguyễn Văn An\n\n"
        "Các xã tổng kết việc mở tủ sách, phòng đọc và nhà văn hóa trên địa bàn, báo cáo Ủy ban nhân dân huyện "
        "kết quả thực hiện và đề xuất trước ngày 10 tháng 11 năm 2026 để tổng hợp.\n"
    )
    assert ("task_deadline", "trước ngày 10 tháng 11 năm 2026", "2026-11-10") in found_in(analysed, text)


def test_the_last_day_of_the_effect(analysed: Callable[..., Analysis]) -> None:
    text = "Điều 1. Kế hoạch này có hiệu lực thi hành kể từ ngày ký ban hành đến hết ngày 28 tháng 02 năm 2027.\n"
    assert found_in(analysed, text) == [
        ("effective_date", "kể từ ngày ký ban hành", "2024-05-02"),
        ("effective_date", "đến hết ngày 28 tháng 02 năm 2027", "2027-02-28"),
    ]
    text = "Điều 1. Kế hoạch này có hiệu lực từ ngày 01/01/2025 đến hết ngày 28/02/2027.\n"
    assert [kind for kind, _, _ in found_in(analysed, text)] == ["effective_date"]


def test_a_time_counted_from_something_ends_before_the_duty(analysed: Callable[..., Analysis]) -> None:
    text = "Trong thời hạn 15 ngày kể từ ngày nhận hồ sơ phải hoàn thành việc cấp thẻ thư viện cho bạn đọc ở xã.\n"
    assert [raw for _, raw, _ in found_in(analysed, text)] == ["Trong thời hạn 15 ngày kể từ ngày nhận hồ sơ"]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Luật Ban hành văn bản quy phạm: pháp luật ngày 22 tháng 6 năm 2015; 8` bu\n",
        "Căn cứ Nghị định số 64/2U14/NĐ-CP ngày 22/6/2015 của Chính phủ;\n",
        "Các xã làm theo Quyết định số 4l/2OI9/QĐ- UBND, ngày 22/6/2015.\n",
        "Xét đề nghị của tổ đọc sách xã An Hải ngày 22/6/ 2015.\n",
        "Quy chế theo Nghị định số 77-CP của Chính phủ ngày 22/6/2015.\n",
        "Căn cứ Luật Thư viện; Pháp lệnh ngày 22 tháng 6 năm 2015 về sách;\n",
    ],
)
def test_the_day_of_a_document_whose_name_is_torn(analysed: Callable[..., Analysis], text: str) -> None:
    assert [(kind, end) for kind, _, end in found_in(analysed, text)] == [("cited_document_date", "2015-06-22")]


def test_a_day_that_nobody_filled_in_leaves_a_cited_month(analysed: Callable[..., Analysis]) -> None:
    (row,) = found_in(analysed, "Căn cứ Quyết định số /QĐ-UBND ngày tháng 8 năm 2014 về tủ sách;\n")
    assert (row[0], row[2]) == ("cited_document_date", "2014-08-31")


def test_a_day_without_its_month_is_no_time(analysed: Callable[..., Analysis]) -> None:
    assert found_in(analysed, "Theo Nghị định số 77/2018/NĐ-CP ngày 16 tháng năm 2018 của Chính phủ.\n") == []


def test_an_orientation_behind_a_horizon_is_a_vision(analysed: Callable[..., Analysis]) -> None:
    found = found_in(analysed, "Mở thư viện đến năm 2030, định hướng đến năm 2045 theo kế hoạch.\n")
    assert [kind for kind, _, _ in found] == ["target_horizon", "vision_horizon"]


def test_a_day_since_the_effect_bounds_a_task(analysed: Callable[..., Analysis]) -> None:
    text = "Bạn đọc nộp đơn từ ngày Quyết định này có hiệu lực thi hành đến hết ngày 31 tháng 7 năm 2030.\n"
    assert [kind for kind, _, _ in found_in(analysed, text)] == ["task_deadline"]


def test_a_year_of_other_effects_is_a_span(analysed: Callable[..., Analysis]) -> None:
    text = "Thư viện thu lại các thẻ có hiệu lực trong năm 2024 của bạn đọc.\n"
    assert [kind for kind, _, _ in found_in(analysed, text)] == ["period"]
