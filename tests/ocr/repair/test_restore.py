"""What readers make of print, and what was printed."""

from __future__ import annotations

import pytest

from ocr.repair import Channel, restore


def restored(*lines: str, channel: Channel = Channel.GARBLED) -> list[str]:
    return [line.text for line in restore(lines, channel)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (
            "Uy ban nhan dan cac cap co trach nhiém phd bién Luat nay",
            "Ủy ban nhân dân các cấp có trách nhiệm phổ biến Luật này",
        ),
        ("BO TRUONG BO TAI CHINH", "BỘ TRƯỞNG BỘ TÀI CHÍNH"),
        (
            "nguoi lao dong cé quyén tham gia bao hiém that nghiép",
            "người lao động có quyền tham gia bảo hiểm thất nghiệp",
        ),
        ("tré em dwoi 16 tudi la con cua ngudi lao dong", "trẻ em dưới 16 tuổi là con của người lao động"),
        ("ty 1é hd nghéo giam con 2,5% vao nam 2027", "tỷ lệ hộ nghèo giảm còn 2,5% vào năm 2027"),
        ("s6 lugng hoc sinh tang 1én 1.250 em", "số lượng học sinh tăng lên 1.250 em"),
    ],
)
def test_garbled_lines(read: str, printed: str) -> None:
    assert restored(read) == [printed]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("T/M BAN THUONG VU", "T/M BAN THƯỜNG VỤ"),  # signed on behalf of
        ("K/T BO TRUONG", "K/T BỘ TRƯỞNG"),
        ("chi s6 phat trién con ngudi (HDI) dat 0,75", "chỉ số phát triển con người (HDI) đạt 0,75"),
        ("MTTQ va cac t6 chirc CT-XH cua tinh", "MTTQ và các tổ chức CT-XH của tỉnh"),
        ("Luu: VT, XH1.", "Lưu: VT, XH1."),
        ("HDND va UBND cac huyén", "HĐND và UBND các huyện"),
        ("CNH, HDH dat nuéc", "CNH, HĐH đất nước"),
        ("Nghi quyét s6 02-NO/TW", "Nghị quyết số 02-NQ/TW"),  # Q read as O
        ("cong nghé 4G, 5G", "công nghệ 4G, 5G"),
        ("Dang uy khdi qUOc gia", "Đảng ủy khối quốc gia"),  # capitals within a word
        ("II. NHIEM VU, GIAIl PHAP", "II. NHIỆM VỤ, GIẢI PHÁP"),
        ("CONG BAO/S6 12/Ngay 02-3-2024", "CÔNG BÁO/Số 12/Ngày 02-3-2024"),  # words tied to figures by a stroke
        ("40.000.000 déng/thang", "40.000.000 đồng/tháng"),
        ("luu lugng 25 m3/ngay", "lưu lượng 25 m3/ngày"),
    ],
)
def test_acronyms_and_words_at_strokes(read: str, printed: str) -> None:
    assert restored(read) == [printed]


def test_a_sentence_begins_in_the_light_of_the_one_before() -> None:
    assert restored("nang cao chat lugng day nghé. iy nhanh x& hdi hoa") == [
        "nâng cao chất lượng dạy nghề. Đẩy nhanh xã hội hóa"
    ]


def test_context_runs_over_a_line_break() -> None:
    assert restored("cac co quan quan ly nha", "nuéc vé bao hiém x& hdi") == [
        "các cơ quan quản lý nhà",
        "nước về bảo hiểm xã hội",
    ]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Il. MUC TIEU", "II. MỤC TIÊU"),  # a stroke read as a small l
        ("|. YEU CAU", "I. YÊU CẦU"),
        ("quy IIl nam 2024", "quý III năm 2024"),
        ("Nghi dinh s6 12/2020/ND-CP", "Nghị định số 12/2020/NĐ-CP"),  # Đ in a symbol
        ("Luat s6 31/2009/QHI2", "Luật số 31/2009/QH12"),  # a stroke in a term's number
        ("Luat s6 84/2015/OHIS", "Luật số 84/2015/QH15"),
        ("Quyét dinh s6 15 -QD/TU", "Quyết định số 15-QĐ/TU"),  # a symbol torn at its hyphen
        ("dién tich 25 m? dat", "diện tích 25 m² đất"),
    ],
)
def test_marks_that_are_no_syllables(read: str, printed: str) -> None:
    assert restored(read) == [printed]


@pytest.mark.parametrize(
    "figures", ["32,1%", "1.250.000", "24/11/2023", "42-NQ/TW", "2021-2030", "100%", "05/2019/QH14", "18", "13", "6"]
)
def test_a_figure_stays_where_a_figure_belongs(figures: str) -> None:
    line = f"theo quy dinh tai khoan {figures}" if figures.isdigit() else f"dat {figures} trong nam"
    assert figures in restored(line)[0].split()


def test_a_figure_becomes_a_word_only_where_the_context_speaks_strongly() -> None:
    assert restored("ty 18 tré em suy dinh dudng") == ["tỷ lệ trẻ em suy dinh dưỡng"]
    assert restored("tré em tir 18 tudi") == ["trẻ em từ 18 tuổi"]


def test_stripped_text_keeps_its_case() -> None:
    assert restored("Can cu Luat To chuc chinh quyen dia phuong", channel=Channel.STRIPPED) == [
        "Căn cứ Luật Tổ chức chính quyền địa phương"
    ]


def test_lines_without_damage_are_context_only() -> None:
    lines = ["Các cơ quan quản lý nhà", "nuéc vé bao hiém x& hdi"]
    done = restore(lines, [Channel.NONE, Channel.GARBLED])
    assert [line.text for line in done] == ["Các cơ quan quản lý nhà", "nước về bảo hiểm xã hội"]
    assert not done[0].tokens


def test_runners_up_come_with_their_probability() -> None:
    token = restore(["hdi dan"], Channel.GARBLED)[0].tokens[0]
    assert token.alternatives
    assert token.probability + sum(a.probability for a in token.alternatives) <= 1.001


def test_the_label_after_d_is_d_with_a_stroke() -> None:
    read = ["c) Cong an;", "d) Quan d6i;", "d) Giao duc;", "e) Y té."]
    assert [line[0] for line in restored(*read)] == ["c", "d", "đ", "e"]
    apart = ["d) Quan d6i;", "", "Hai don vi nay phdi hop.", "", "d) Giao duc;"]
    assert restored(*apart)[-1][0] == "đ"


def test_a_good_reader_is_corrected_in_tones_and_shapes_of_letters_only() -> None:
    assert restored("thúc đây phát triên kinh tê - xã hội", channel=Channel.MILD) == [
        "thúc đẩy phát triển kinh tế - xã hội"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Nguyễn Thị Thuý Kiều, xã Đăk Wer, huyện Đắk R’lấp",  # names, in whatever spelling
        "ngày I1 tháng 11 năm 2011",  # a digit read as a stroke is for a second reading to settle, not for context
        "The plan of Mondulkiri province",
    ],
)
def test_what_a_good_reader_read_right_stays(line: str) -> None:
    assert restored(line, channel=Channel.MILD) == [line]


@pytest.mark.parametrize("line", ["Chi tiéu | Don vi | Nam 2025 | Nam 2030", "a) Mtc hd tro;"])
def test_bars_and_labels_stay(line: str) -> None:
    done = restored(line)[0]
    assert done.count("|") == line.count("|")
    assert done.startswith(line[:2]) or line.startswith("Chi")


def test_what_a_document_says_elsewhere_settles_a_doubt() -> None:
    elsewhere = [
        "Viéc dinh giá dat phai bao dam nguyén tac thi truong.",
        "Co quan quan ly nha nuéc vé dat dai t6 chirc viéc dinh giá dat cu thé.",
        "Hoi dong tham dinh giá dat xem xét phuong an dinh giá dat.",
    ]
    doubtful = "Don vi thuc hién dinh gid va bao cao."
    alone, within = restored(doubtful)[0], restored(*elsewhere, doubtful)[-1]
    assert "đánh giá" in alone
    assert "định giá" in within
