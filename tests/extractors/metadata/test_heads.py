"""Heads and feet as converters, stamps and legacy fonts leave them."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.metadata.body_case import body_case
from extractors.metadata.extract import extract_metadata
from extractors.metadata.letterhead import stamped_day

Analyser = Callable[..., Analysis]
BODY = "Điều 1. Mở thư viện.\n"


def decision(signature: str) -> str:
    return f"CHÍNH PHỦ\nSố: 7/QĐ-TTg\n\nQUYẾT ĐỊNH\nMở thư viện\n\n{BODY}\nThi hành./.\n\n{signature}\n"


@pytest.mark.parametrize(
    ("printed", "signer"),
    [
        ("CHỦ TỊCH QUỐC HỘI(Đã ký)Lê Văn Nam", ("Lê Văn Nam", "CHỦ TỊCH QUỐC HỘI", None, None)),
        ("Chủ tịch Quốc hội\n\nLê Văn Nam\n\n(Đã ký)", ("Lê Văn Nam", "CHỦ TỊCH QUỐC HỘI", None, None)),
        (
            "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT (3b) KT. BỘ TRƯỞNG THỨ TRƯỞNG Lê Văn Nam QUY TRÌNH MƯỢN SÁCH",
            ("Lê Văn Nam", "THỨ TRƯỞNG", "KT.", "Bộ trưởng"),
        ),
        (". | BỘ TRƯỞNG (Đã ký)Lê Văn Nam", ("Lê Văn Nam", "BỘ TRƯỞNG", None, None)),
        ("KT. BỘ TRƯỞNG\nTHỨ TRUỞNG\nLê Văn Nam", ("Lê Văn Nam", "THỨ TRƯỞNG", "KT.", "Bộ trưởng")),
        (
            "TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG (Đã ký) Lê Văn Nam",
            ("Lê Văn Nam", "PHÓ THỦ TƯỚNG", "TM.", "Chính phủ"),
        ),
        ("KT. BỘ TRƯỞNGTHỨ TRƯỞNGLê Văn Nam", ("Lê Văn Nam", "THỨ TRƯỞNG", "KT.", "Bộ trưởng")),
        ("Lê Văn Nam (Đã ký)", ("Lê Văn Nam", None, None, None)),
        ("BỘ TRƯỞNG\n\nĐại tướng Lê Văn Nam", ("Lê Văn Nam", "BỘ TRƯỞNG", None, None)),
        ("Q. GIÁM ĐỐC\n\nLê Văn Nam", ("Lê Văn Nam", "GIÁM ĐỐC", "Q.", None)),
        ("P. GIÁM ĐỐC\n\nLê Văn Nam", ("Lê Văn Nam", "PHÓ GIÁM ĐỐC", "P.", None)),
        ("K/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Nam", ("Lê Văn Nam", "PHÓ CHỦ TỊCH", "K/T", "Chủ tịch")),
        # a seal covers the first letters
        (
            "Nơi nhận:\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nHÓ GIÁM ĐỐC\n\nguyên Văn Nam",
            ("Nguyễn Văn Nam", "PHÓ GIÁM ĐỐC", "KT.", "Giám đốc"),
        ),
    ],
)
def test_signatures(analysed: Analyser, printed: str, signer: tuple[str | None, ...]) -> None:
    found = extract_metadata(analysed(decision(printed))).signer
    assert found is not None
    assert (found.name, found.role, found.authority, found.on_behalf_of) == signer


def test_date_type_and_title_on_one_line(analysed: Analyser) -> None:
    text = (
        "BỘ Y TẾ --------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc -------\nSố: 9/QĐ-BYT\n"
        "Hà Nội, ngày 05 tháng 3 năm 2024 QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH MỞ THƯ VIỆN Y HỌC BỘ TRƯỞNG BỘ Y TẾ "
        f"Căn cứ Luật Thư viện;\n{BODY}"
    )
    found = extract_metadata(analysed(text))
    assert found.document_type is not None
    assert found.title is not None
    assert found.issuer is not None
    assert (found.symbol, found.date, found.place) == ("9/QĐ-BYT", "2024-03-05", "Hà Nội")
    assert (found.document_type.vi, found.issuer.vi) == ("Quyết định", "Bộ Y tế")
    assert found.title.vi == "BAN HÀNH KẾ HOẠCH MỞ THƯ VIỆN Y HỌC"


def test_capitals_that_a_legacy_font_has_lost(analysed: Analyser) -> None:
    text = (
        "bộ y tế                         cộng hoà xã hội chủ nghĩa việt nam\n"
        "-0-                             Độc lập - Tự do - Hạnh phúc\nSỐ: 14 /2002/QĐ/BYT\n"
        "                                Hà nội, ngày 22 tháng 11 năm 2002\n\n"
        f"quyết định của bộ trưởng bộ y tế\nvề việc mở thư viện\n\nCăn cứ Luật Thư viện;\n\n{BODY}\n"
        "Nơi nhận:                                  KT/ bộ trưởng bộ y tế\n"
        "- Các Sở Y tế;                                  Thứ trưởng\n- Lưu: VT.\n\nLê Văn Nam\n"
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.signer is not None
    assert (found.symbol, found.date, found.issuer.vi) == ("14/2002/QĐ/BYT", "2002-11-22", "Bộ Y tế")
    assert (found.signer.role, found.signer.authority) == ("THỨ TRƯỞNG", "KT.")
    assert found.signer.on_behalf_of == "Bộ trưởng Bộ Y tế"


def test_an_annex_repeats_in_print_what_a_hand_has_written(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: #f /QĐ-UBND\n\nMinh Tân, ngày ‡ tháng 5 năm 2018\n\nQUYẾT ĐỊNH\n"
        f"Về việc ban hành Nội quy\n\n{BODY}\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "NỘI QUY\nThư viện xã\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 02/5/2018\n"
        "của Ủy ban nhân dân xã Minh Tân)\n\nĐiều 1. Giữ trật tự.\n"
    )
    found = extract_metadata(analysed(text))
    assert (found.symbol, found.number, found.date) == ("12/QĐ-UBND", "12", "2018-05-02")
    assert [e.quote for e in found.evidence["symbol"]] == ["12/QĐ-UBND"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("ngày +8 tháng 7 năm 2019", "2019-07-18"),
        ("ngày +7 tháng 7 năm 2019", None),  # another day than the signature's
        ("ngày ‡ tháng 7 năm 2019", None),  # no digit left to agree with
        ("ngày +8 tháng 6 năm 2019", None),
    ],
)
def test_a_torn_day_and_the_time_of_the_signature(analysed: Analyser, printed: str, day: str | None) -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH AN HẢI\nSố: 7/CT-UBND\nAn Hải, {printed}\n\nCHỈ THỊ\nVề thư viện\n\n{BODY}\n"
    found = stamped_day(analysed(f"{text}Nơi nhận:\n- Lưu: VT.\n\nLê Văn Nam\n18.07.2019\n14:17:55\n"))
    assert (found.value if found else None) == day


def test_a_consolidated_text_is_numbered_at_its_end(analysed: Analyser) -> None:
    text = (
        "VĂN BẢN HỢP NHẤT -\nBỘ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nTHÔNG TƯ\n"
        "Hướng dẫn chi cho thư viện\n\nThông tư số 6/2017/TT-BTC ngày 08 tháng 3 năm 2017 được sửa đổi bởi:\n\n"
        f"{BODY}\nBỘ TÀI CHÍNH XÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 40/VBHN-BTC Hà Nội, ngày 30 tháng 8 năm 2024\n"
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Văn Nam\n"
    )
    found = extract_metadata(analysed(text))
    assert found.document_type is not None
    assert found.title is not None
    assert found.issuer is not None
    assert (found.symbol, found.date, found.issuer.vi) == ("40/VBHN-BTC", "2024-08-30", "Bộ Tài chính")
    assert found.place == "Hà Nội"
    assert (found.document_type.vi, found.title.vi) == (
        "Văn bản hợp nhất",
        "Thông tư Hướng dẫn chi cho thư viện",
    )


def test_a_place_is_spelled_as_the_document_mostly_spells_it(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ ĐÁK MINH\nSố: 7/QĐ-UBND\nĐắk Minh, ngày 04 tháng 4 năm 2018\n\nQUYẾT ĐỊNH\n"
        f"Về thư viện xã Đắk Minh\n\nCăn cứ Luật Thư viện;\n\n{BODY}"
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert (found.issuer.vi, found.place) == ("Ủy ban nhân dân xã Đắk Minh", "Đắk Minh")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        # a stamp between two lines of a title
        (
            "Quy định mức trợ cấp\nCỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nđối với thủ thư",
            "Quy định mức trợ cấp đối với thủ thư",
        ),
        ("V/v mở thư viện\ncho các xã", "V/v mở thư viện cho các xã"),
        # a stamp has taken the first word
        ("việc mở thư viện\ncho các xã", "Về việc mở thư viện cho các xã"),
        (
            "Quy định về thủ tục phục hồi;\nhoạt động của thư viện",
            "Quy định về thủ tục phục hồi; hoạt động của thư viện",
        ),
        ("Ban hành Quy chế làm việc của\nChính phủ", "Ban hành Quy chế làm việc của Chính phủ"),
    ],
)
def test_titles(analysed: Analyser, title: str, words: str) -> None:
    text = f"CHÍNH PHỦ\nSố: 7/NĐ-CP\n\nNGHỊ ĐỊNH\n{title}\n\nCăn cứ Luật Thư viện;\n\n{BODY}"
    found = extract_metadata(analysed(text)).title
    assert found is not None
    assert found.vi == words


def test_a_symbol_in_a_title_is_not_the_documents_own(analysed: Analyser) -> None:
    text = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nTHÔNG TƯ\nHướng dẫn Nghị định số 9/2013/NĐ-CP\n\n{BODY}"
    assert extract_metadata(analysed(text)).symbol is None


def test_who_issues_a_document_without_a_letterhead(analysed: Analyser) -> None:
    said = "Thủ tướng Chính phủ ban hành Quyết định về thư viện."
    text = f"QUYẾT ĐỊNH\nVề thư viện\n\nCăn cứ Luật Thư viện;\n\n{said}\n\n{BODY}"
    found = extract_metadata(analysed(text)).issuer
    assert found is not None
    assert found.vi == "Thủ tướng Chính phủ"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("BAN QLDA VÀ PT QUỸ ĐẤT", "Ban QLDA và PT quỹ đất"),
        ("HỘI ĐỒNG THẨM PHÁN TÒA ÁN NHÂN DÂN TỐI CAO", "Hội đồng thẩm phán Tòa án nhân dân tối cao"),
        ("THƯỜNG TRỰC HĐND", "Thường trực HĐND"),
    ],
)
def test_abbreviations_and_names_within_names(printed: str, name: str) -> None:
    assert body_case(printed) == name


def test_an_attachment_without_a_number_dates_nothing(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: #f /QĐ-UBND\n\nMinh Tân, ngày ‡ tháng 12 năm 2018\n\nQUYẾT ĐỊNH\n"
        f"Về việc ban hành Nội quy\n\n{BODY}\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "NỘI QUY\nThư viện xã\n(Ban hành kèm theo Quyết định số: /QĐ-UBND ngày 30 tháng 12 năm 2018)\n\nĐiều 1. Im.\n"
    )
    found = extract_metadata(analysed(text))
    assert (found.symbol, found.number, found.date) == ("…/QĐ-UBND", None, None)


def test_a_place_that_capitals_and_running_text_have_torn_differently(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN ĐÁK R'LÁNG\nSố: 7/CĐ-UBND\nĐắk R láng, ngày 04 tháng 4 năm 2018\n\nCÔNG ĐIỆN\n"
        f"Về thư viện\n\n{BODY}"
    )
    found = extract_metadata(analysed(text)).issuer
    assert found is not None
    assert found.vi == "Ủy ban nhân dân huyện Đắk R'láng"


def test_a_head_that_a_converter_has_run_into_the_text(analysed: Analyser) -> None:
    dated = "7/TTg Hà Nội, ngày 10 tháng 11 năm 1980 CHỈ THỊ VỀ CÔNG TÁC THƯ VIỆN TRONG CẢ NƯỚC "
    ground = "Ngày 24 tháng 6 năm 1977 Hội đồng Chính phủ đã ra Quyết định về sách.\n"
    motto = "PHỦ THỦ TƯỚNG ----- CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc -------\n"
    found = extract_metadata(analysed(f"{motto}Số:\n{dated}{ground}1. Thư viện mở cửa cả tuần.\n"))
    assert (found.symbol, str(found.date), found.place) == ("7/TTg", "1980-11-10", "Hà Nội")
    assert found.title is not None
    assert found.title.vi == "VỀ CÔNG TÁC THƯ VIỆN TRONG CẢ NƯỚC"


def test_a_meeting_above_a_party_resolution_s_title(analysed: Analyser) -> None:
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 7-NQ/TW\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 16 tháng 01 năm 2012\n\n"
        "NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ TƯ\nBAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG KHÓA XI\nĐẾN\n"
        "chu: Xây dựng hệ thống thư viện trên cả nước\nvào năm 2020\n\nI- TÌNH HÌNH\n\nThư viện còn ít.\n"
    )
    found = extract_metadata(analysed(text))
    assert found.title is not None
    assert found.title.vi == "Xây dựng hệ thống thư viện trên cả nước vào năm 2020"


def test_a_title_s_places_and_strokes(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN ĐẮK R'LẤP\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nPhát triển \"thư viện huyện Đăk R?lập năm 2024\n"
        "\nI. MỤC TIÊU\n\nHuyện Đắk R'lấp có ba thư viện. Bạn đọc huyện Đắk R'lấp mượn sách.\n"
    )
    found = extract_metadata(analysed(text))
    assert found.title is not None
    assert found.title.vi == "Phát triển thư viện huyện Đắk R'lấp năm 2024"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Ủy ban nhân dân xã mở hai thư viện trong năm 2024.", "Phát triển thư viện"),
        ("Phấn đấu đến năm 2025 mọi thôn đủ sách.", "Phát triển thư viện"),
        # the title goes on
        ("Thành phố An Hải năm 2024.", "Phát triển thư viện Thành phố An Hải năm 2024."),
    ],
)
def test_a_sentence_below_a_title_without_a_blank_line(analysed: Analyser, below: str, title: str) -> None:
    found = extract_metadata(analysed(f"UBND XÃ MINH TÂN\nSố: 12/KH-UBND\nKẾ HOẠCH\nPhát triển thư viện\n{below}\n"))
    assert found.title is not None
    assert found.title.vi == title
