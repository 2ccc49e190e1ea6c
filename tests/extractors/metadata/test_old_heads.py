"""Heads of older texts and of converted pages: all in one sentence, who decides on the title's line."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.citations.extract import extract_citations
from extractors.metadata.deciders import without_decider, without_number
from extractors.metadata.extract import extract_metadata

Analyser = Callable[..., Analysis]
GROUND = "\n\nCăn cứ Luật Thư viện số 46/2019/QH14;\n\nĐiều 1. Mở tủ sách.\n"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "Thông tư\ncủa Bộ Tài chính Số 169/1998/TT-BTC ngày 22 tháng 12 năm 1998\nHướng dẫn mua sách\ncho thư viện",
            ("169/1998/TT-BTC", "Thông tư", "1998-12-22", "Bộ Tài chính", "Hướng dẫn mua sách cho thư viện"),
        ),
        (
            "Nghị định của Chính phủ số 114/2003/NĐ-CP\nngày 10/10/2003 về thư viện xã.\n\nChính phủ",
            ("114/2003/NĐ-CP", "Nghị định", "2003-10-10", "Chính phủ", "về thư viện xã."),
        ),
        (
            "Thông tư\nliên tịch của Bộ Tài chính - Tổng cục\nHải quan  số 6/1998/TTLT\nngày 5/12/1998 Về sách",
            (
                "6/1998/TTLT",
                "Thông tư liên tịch",
                "1998-12-05",
                "Bộ Tài chính - Tổng cục Hải quan",
                "Về sách",
            ),
        ),
        (
            (
                "SẮC LỆNH\n\nLUẬT SỐ 112-SL/L-014 NGÀY 20-5-1957 QUY ĐỊNH VỀ THƯ VIỆN\n\n"
                "CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HOÀ\n\nRA SẮC LỆNH :"
            ),
            ("112-SL/L-014", "Luật", "1957-05-20", "Chủ tịch nước", "QUY ĐỊNH VỀ THƯ VIỆN"),
        ),
        (
            "Độc lập - Tự do - Hạnh phúc\nSố: 35-L/CTN\n\nLUẬT\n\nSỐ 35-L/CTN NGÀY 22/06/1994 CỦA QUỐC HỘI VỀ THƯ VIỆN",
            ("35-L/CTN", "Luật", "1994-06-22", "Quốc hội", "VỀ THƯ VIỆN"),
        ),
        (
            (
                "QUỐC HỘI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
                "Số: 28/2001/QH10\n\nLUẬT\n\nCỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
                "SỐ 28/2001/QH10 NGÀY 29 THÁNG 6 NĂM 2001 VỀ THƯ VIỆN"
            ),
            ("28/2001/QH10", "Luật", "2001-06-29", "Quốc hội", "VỀ THƯ VIỆN"),
        ),
    ],
)
def test_a_head_in_one_sentence(analysed: Analyser, head: str, told: tuple[str, ...]) -> None:
    analysis = analysed(head + GROUND)
    found = extract_metadata(analysis)
    assert found.document_type is not None
    assert found.issuer is not None
    assert found.title is not None
    said = (found.symbol, found.document_type.vi, found.date, found.issuer.vi, found.title.vi)
    assert said == told
    assert told[0] not in [cited.symbol for cited in extract_citations(analysis)]


@pytest.mark.parametrize(
    ("title", "issuer", "own"),
    [
        (
            "BAN HÀNH NỘI QUY THƯ VIỆN CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH",
            "Ủy ban nhân dân tỉnh An Hải",
            "BAN HÀNH NỘI QUY THƯ VIỆN",
        ),
        ("VỀ PHÁT TRIỂN THƯ VIỆN QUỐC HỘI", "Quốc hội", "VỀ PHÁT TRIỂN THƯ VIỆN"),
        (
            "V/v mở thư viện xã ủY BAN NHÂN DÂN THÀNH PHỐ An Hải",
            "Ủy ban nhân dân thành phố An Hải",
            "V/v mở thư viện xã",
        ),
        ("QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH", "Ủy ban nhân dân tỉnh An Hải", None),
        ("TỔ CHỨC CHÍNH PHỦ", "Quốc hội", None),
        ("VỀ HOẠT ĐỘNG CỦA ĐẠI BIỂU QUỐC HỘI", "Quốc hội", None),
    ],
)
def test_who_decides_is_no_part_of_the_title(title: str, issuer: str, own: str | None) -> None:
    assert without_decider(title, issuer) == (own or title)


def test_a_converted_page_with_joined_lines(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH AN HẢI -------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc -----\n"
        "Số: 56/QĐ-CT An Hải, ngày 16 tháng 8 năm 2010 QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH PHÁT TRIỂN KINH TẾ\n"
        "- XÃ HỘI CỦA THƯ VIỆN CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH\nCăn cứ Luật Thư viện;\nĐiều 1. Mở.\nNơi nhận:\n"
        "- Lưu: VT.\nKT.CHỦ TỊCH PHÓ CHỦ TỊCH Vũ Thị Bích Vân\nKẾ HOẠCH MỞ TỦ SÁCH TẠI CÁC XÃ\n"
        "Các xã mở tủ sách trước ngày 30/9/2011.\n"
    )
    analysis = analysed(text)
    found = extract_metadata(analysis)
    assert (found.symbol, found.place, found.date) == ("56/QĐ-CT", "An Hải", "2010-08-16")
    assert found.title is not None
    assert found.title.vi == "BAN HÀNH KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI CỦA THƯ VIỆN"
    assert found.signer is not None
    assert (found.signer.name, found.signer.role, found.signer.authority) == ("Vũ Thị Bích Vân", "PHÓ CHỦ TỊCH", "KT.")
    assert len(analysis.parts) == 2


@pytest.mark.parametrize(
    ("foot", "name", "role", "acted"),
    [
        ("KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNGy]\n\nPhạm Thị Thanh", "Phạm Thị Thanh", "PHÓ THỦ TƯỚNG", "Thủ tướng"),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Hữu An",
            "Nguyễn Hữu An",
            "PHÓ CHỦ TỊCH",
            "Ủy ban nhân dân",
        ),
        ("K/T THỦ TƯỚNG CHÍNH PHỦ PHÓ THỦ TƯỚNG Tố Lan", "Tố Lan", "PHÓ THỦ TƯỚNG", "Thủ tướng Chính phủ"),
        ("CHỦ NHIỆM\nLê Quang Sách", "Lê Quang Sách", "CHỦ NHIỆM", None),
        ("Nơi nhận: - Lưu: VT. | THỐNG ĐỐC Phó Thống Đốc (Đã ký) Phạm Thị Hà", "Phạm Thị Hà", "PHÓ THỐNG ĐỐC", None),
    ],
)
def test_signatures(analysed: Analyser, foot: str, name: str, role: str, acted: str | None) -> None:
    text = f"CHÍNH PHỦ\nSố: 5/QĐ-TTg\nHà Nội, ngày 02 tháng 5 năm 2024\n\nQUYẾT ĐỊNH\nMở tủ sách{GROUND}\n{foot}\n"
    signer = extract_metadata(analysed(text)).signer
    assert signer is not None
    assert (signer.name, signer.role, signer.on_behalf_of) == (name, role, acted)


def test_a_name_that_resembles_an_office_stays_as_printed(analysed: Analyser) -> None:
    text = f"PHỦ THỦ TƯỚNG\nSố: 299/TTg\nHà Nội, ngày 10 tháng 11 năm 1980\n\nCHỈ THỊ\nVỀ THƯ VIỆN{GROUND}"
    issuer = extract_metadata(analysed(text)).issuer
    assert issuer is not None
    assert (issuer.vi, issuer.key) == ("Phủ Thủ tướng", None)


def test_a_place_in_small_letters_completes_a_name_of_an_old_font(analysed: Analyser) -> None:
    text = (
        "ủy Ban Nhân Dân \t     Cộng hòa xã hội chủ nghĩa việt nam\n"
        "thành phố an hải \t    Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 256/2004/QĐ-UB \t  An Hải, ngày 01 tháng 7 năm 2004\n\nQUYẾT ĐỊNH của ủY BAN NHÂN DÂN THÀNH PHỐ an hải\n"
        f"V/v mở thư viện\n\n     ủY BAN NHÂN DÂN THÀNH PHỐ An Hải{GROUND}"
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.title is not None
    assert (found.issuer.vi, found.title.vi) == ("Ủy ban nhân dân thành phố An Hải", "V/v mở thư viện")


OLD_FOOT = (
    "Bộ tài chính\t\t   cộng hoà xã hội chủ nghĩa việt nam\n-----*-----\t\t   Độc lập - Tự do - Hạnh phúc\n"
    "Số: 99/1998/TT-BTC\n\t\t\tHà nội, ngày 14 tháng 7 năm 1998\n\nthông tư\n Hướng dẫn mua sách\n\n"
    "\tCăn cứ Luật Thư viện;\n\n\tCác xã mua sách.\n\n"
    "\t\t\t\tkt/bộ trưởng bộ tài chính\nNơi nhận:\t\t\t     thứ  trưởng\n- Văn phòng Quốc hội;\n(đã ký)\n"
    "- UBND, Cục thuế các \t\t\tPhạm Văn Sách\ntỉnh;\n- Lưu VP.\n\nMẫu số 1a\nTên: .....\n\tGIÁM ĐỐC\nTrần Văn Mẫu\n"
)


def test_a_signature_of_an_old_font_above_and_beside_the_list(analysed: Analyser) -> None:
    found = extract_metadata(analysed(OLD_FOOT))
    assert found.signer is not None
    assert (found.signer.name, found.signer.role, found.signer.authority) == ("Phạm Văn Sách", "THỨ TRƯỞNG", "KT.")
    assert [r.raw for r in found.recipients][:1] == ["Văn phòng Quốc hội"]
    assert not any("ký" in r.raw or "trưởng" in r.raw for r in found.recipients)


def test_a_name_above_the_note_that_the_original_is_signed(analysed: Analyser) -> None:
    head = "QUỐC HỘI\n\nSố: 7/LCT\n\nHà Nội, ngày 30 tháng 6 năm 1989\n\nLUẬT\n\nVỀ THƯ VIỆN"
    text = f"{head}{GROUND}\nVõ Văn Sách\n\n(Đã ký)\n"
    signer = extract_metadata(analysed(text)).signer
    assert signer is not None
    assert signer.name == "Võ Văn Sách"


def test_a_regulation_by_itself_and_its_place_above(analysed: Analyser) -> None:
    head = "THÀNH PHỐ AN HẢI\nUBND HUYỆN MINH TÂN\nMinh Tân, ngày 07 tháng 3 năm 2002\n\nBẢN QUY ĐỊNH\nVề mượn sách"
    found = extract_metadata(analysed(head + GROUND))
    assert found.document_type is not None
    assert found.issuer is not None
    assert (found.document_type.vi, found.issuer.vi) == ("Quy định", "Ủy ban nhân dân huyện Minh Tân")


TORN_DAY = (
    "CÔNG BÁO/Số 271/Ngày 12-05-2026\nNgày ký: {signed} 16:42:19 +07:00\nCHÍNH PHỦ\nSố: 115/NQ-CP\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày {day} tháng {month} năm 2026\n\n"
    "NGHỊ QUYẾT\nVề thư viện\n\nCăn cứ Luật Thư viện số 46/2019/QH14;\n"
    "Theo Tờ trình số 83/TTr-UBND ngày 26 tháng 4 năm 2026;\n\nĐiều 1. Mở tủ sách.\n"
)


@pytest.mark.parametrize(
    ("day", "month", "signed", "date"),
    [
        ("29", "1†", "2026-05-08", "2026-04-29"),
        ("29", "1†", "2026-06-08", None),  # 29/4 and 29/5 both fit
        ("2†", "1†", "2026-05-08", None),
        ("†", "4", "2026-04-26", "2026-04-26"),
    ],
)
def test_a_torn_day_between_two_printed_ones(
    analysed: Analyser, day: str, month: str, signed: str, date: str | None
) -> None:
    assert extract_metadata(analysed(TORN_DAY.format(day=day, month=month, signed=signed))).date == date


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("THƯ VIỆN TƯ NHÂN CỦA QUỐC HỘI SỐ 48-LCT/HĐNN8 NGÀY 21/12/1990", "THƯ VIỆN TƯ NHÂN"),
        ("THUẾ ĐẤT NÔNG NGHIỆP SỐ 48-LCT/HĐNN8 NGÀY 10/07/1993 CỦA QUỐC HỘI", "THUẾ ĐẤT NÔNG NGHIỆP"),
        ("SỬA ĐIỀU 5 CỦA LUẬT THƯ VIỆN SỐ 48-LCT/HĐNN8 NGÀY 09 THÁNG 6 NĂM 2000", "SỬA ĐIỀU 5 CỦA LUẬT THƯ VIỆN"),
        ("CỦA CHÍNH PHỦ SỐ 48-LCT/HĐNN8 VỀ THƯ VIỆN", "VỀ THƯ VIỆN"),
        ("SỬA ĐỔI NGHỊ ĐỊNH SỐ 5/2020/NĐ-CP NGÀY 01/02/2020", None),
    ],
)
def test_the_own_symbol_is_no_part_of_the_title(title: str, own: str | None) -> None:
    assert without_number(title, "48-LCT/HĐNN8") == (own or title)


def test_a_portals_notes_between_type_and_title(analysed: Analyser) -> None:
    text = (
        "Luật Thư viện 2008\nQUỐC HỘI ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --- "
        "Luật số: 24/2008/QH12 Hà Nội, ngày 13 tháng 11 năm 2008 LUẬT [Hướng dẫn bởi Điều 46 Nghị định 82/2020/NĐ-CP] "
        f"THƯ VIỆN VIỆT NAM{GROUND}"
    )
    found = extract_metadata(analysed(text))
    assert found.document_type is not None
    assert found.title is not None
    assert (found.symbol, found.date) == ("24/2008/QH12", "2008-11-13")
    assert (found.document_type.vi, found.title.vi) == ("Luật", "THƯ VIỆN VIỆT NAM")


def test_an_official_letter_whose_subject_stands_behind_its_symbol(analysed: Analyser) -> None:
    text = (
        "Công văn 8/TCTV-GS\nBỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - "
        "Tự do - Hạnh phúc ---\nSố: 8/TCHQ-GS V/v mở tủ sách năm 2014\nHà Nội ngày 13 tháng 02 năm 2017\n\n"
        "Kính gửi: Các cục.\n\nCác cục mở tủ sách.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nKT.\n"
        "TỔNG CỤC TRƯỞNG PHÓ TỔNG CỤC TRƯỞNG Vũ Ngọc Sách\n"
    )
    found = extract_metadata(analysed(text))
    assert found.document_type is not None
    assert found.title is not None
    assert found.signer is not None
    assert (found.document_type.vi, found.title.vi) == ("Công văn", "V/v mở tủ sách năm 2014")
    assert (found.place, found.date) == ("Hà Nội", "2017-02-13")
    assert (found.signer.name, found.signer.role) == ("Vũ Ngọc Sách", "PHÓ TỔNG CỤC TRƯỞNG")


def test_a_number_that_was_never_filled_in_is_no_name(analysed: Analyser) -> None:
    text = (
        "   UBND TỈNH BÀ RỊA – VŨNG TÀU     CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "BQL CÁC KHU CÔNG NGHIỆP                Độc lập – Tự do – Hạnh phúc\n        BÀ RỊA – VŨNG TÀU\n"
        "       Số :          /QĐ. BQL–VP\t\t Vũng Tàu , ngày      tháng     năm 2007\n\n"
        f"QUYẾT ĐỊNH\nV/v mở thư viện{GROUND}"
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.superior is not None
    assert (found.place, found.date) == ("Vũng Tàu", None)
    assert found.superior.vi == "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"
    assert found.issuer.vi == "Ban Quản lý các khu công nghiệp Bà Rịa - Vũng Tàu"


def test_a_law_without_a_letterhead_is_the_adopters(analysed: Analyser) -> None:
    text = (
        "luật\nTHUẾ sách\n\nLuật này quy định thuế sách.\n\nĐiều 1. Sách.\n\n"
        "Luật này đã được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa X, kỳ họp thứ 3 thông qua "
        "ngày 20 tháng 5 năm 1998."
    )
    found = extract_metadata(analysed(text))
    assert found.document_type is not None
    assert found.issuer is not None
    assert (found.document_type.vi, found.issuer.vi, found.date) == ("Luật", "Quốc hội", "1998-05-20")


def test_a_session_is_no_date(analysed: Analyser) -> None:
    text = (
        "Quốc hội\n\nLuật số: 7/2003/QH11\n\nKhoá XI, kỳ họp thứ 4\n(Từ ngày 21 tháng 10 đến ngày 26 tháng 11 năm 2003)"
        "\n\nLuật\nThư viện\n\nĐiều 1. Mở tủ sách.\n\nLuật này đã được Quốc hội nước CHXHCN Việt Nam "
        "khóa XI, kỳ họp thứ 4 thông qua ngày 20 tháng 11 năm 2003.\n"
    )
    assert extract_metadata(analysed(text)).date == "2003-11-20"


@pytest.mark.parametrize(
    "head", ["B1-3-LLTC", "Mẫu số 10: Ban hành kèm theo Thông tư số 4/2004/TT-BYT ngày 10/03/2004 của Bộ Y tế"]
)
def test_a_form_s_number_is_no_symbol(analysed: Analyser, head: str) -> None:
    text = f"{head}\n\nTóm tắt hoạt động của thư viện\n(Kèm theo Quyết định số 16/2003/QĐ-BKHCN)\n\nTên tổ chức\n"
    assert extract_metadata(analysed(text)).symbol is None


CONSOLIDATED = """Văn bản hợp nhất 7/VBHN-VPQH
VĂN PHÒNG QUỐC HỘI -------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------
Số: 7/VBHN-VPQH
Hà Nội, ngày 10 tháng 7 năm 2024 LUẬT THƯ VIỆN Luật Thư viện số 46/2019/QH14 ngày 21 tháng 11 năm 2019 của Quốc hội.
Điều 1. Phạm vi
Luật này quy định về thư viện.
XÁC THỰC VĂN BẢN HỢP NHẤT CHỦ NHIỆM Lê Văn Nam 1 Luật số 7/2022/QH15 có căn cứ ban hành như sau:
"""


def test_a_consolidated_text_on_joined_lines(analysed: Analyser) -> None:
    found = extract_metadata(analysed(CONSOLIDATED))
    assert found.document_type is not None
    assert found.title is not None
    assert found.issuer is not None
    assert found.signer is not None
    assert (found.symbol, found.document_type.vi, found.date) == ("7/VBHN-VPQH", "Văn bản hợp nhất", "2024-07-10")
    assert (found.title.vi, found.issuer.vi) == ("Luật THƯ VIỆN", "Văn phòng Quốc hội")
    assert (found.signer.name, found.signer.role) == ("Lê Văn Nam", "CHỦ NHIỆM")


def test_two_signatures_on_one_line(analysed: Analyser) -> None:
    text = (
        "BỘ Y TẾ - BỘ TÀI CHÍNH\nSố: 8/2015/TTLT-BYT-BTC\n\nTHÔNG TƯ LIÊN TỊCH\nVề thư viện\n\nĐiều 1. Mở tủ sách.\n"
        "KT. BỘ TRƯỞNG BỘ Y TẾ THỨ TRƯỞNG Lê Văn Nam KT. BỘ TRƯỞNG BỘ TÀI CHÍNH THỨ TRƯỞNG Trần Thị Hoa\n"
        "Nơi nhận:\n- Chính phủ;\n- Lưu: VT.\n"
    )
    signer = extract_metadata(analysed(text)).signer
    assert signer is not None
    assert (signer.name, signer.role, signer.authority) == ("Lê Văn Nam", "THỨ TRƯỞNG", "KT.")
    assert signer.on_behalf_of == "Bộ trưởng Bộ Y tế"


def test_the_office_of_an_unsigned_original(analysed: Analyser) -> None:
    text = "SỞ Y TẾ\nSố: 8/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề sách\n\nĐiều 1. Mở tủ.\n\nTRƯỞNG BAN\n\nNơi nhận:\n- Lưu: VT.\n"
    signer = extract_metadata(analysed(text)).signer
    assert signer is not None
    assert (signer.name, signer.role) == (None, "TRƯỞNG BAN")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            (
                "Hà Nội, ngày 29 tháng 11 năm 2006 QUỐC HỘI NƯỚC CHXHCN VIỆT NAM Khoá XI, kỳ họp thứ 10 "
                "(Từ ngày 17 tháng 10 đến ngày 29 tháng 11 năm 2006) LUẬT THƯ VIỆN"
            ),
            ("Luật", "THƯ VIỆN", "2006-11-29"),
        ),
        (
            "Hà Nội , ngày 26 tháng 11 năm 2006 LUẬT SỐ7/2006/QH11 CỦA QUỐC HỘI VỀ SÁCH BÁO",
            ("Luật", "VỀ SÁCH BÁO", "2006-11-26"),
        ),
    ],
)
def test_date_session_and_title_on_one_line(analysed: Analyser, line: str, told: tuple[str, ...]) -> None:
    found = extract_metadata(analysed(f"QUỐC HỘI -------\nLuật số: 7/2006/QH11\n{line}\nĐiều 1. Mở tủ sách.\n"))
    assert found.document_type is not None
    assert found.title is not None
    assert (found.document_type.vi, found.title.vi, found.date) == told


@pytest.mark.parametrize(
    ("words", "issuer", "title"),
    [
        ("Về sách theo Quyết định số 7/QĐ-TTg của Thủ tướng Chính phủ", "Bộ Y tế", None),
        (
            "VỀ VIỆC BAN HÀNH QUY TRÌNH TỔNG CỤC TRƯỞNG TỔNG CỤC HẢI QUAN",
            "Tổng cục Hải quan",
            "VỀ VIỆC BAN HÀNH QUY TRÌNH",
        ),
    ],
)
def test_who_decides_below_an_office_of_its_own(words: str, issuer: str, title: str | None) -> None:
    assert without_decider(words, issuer) == (title or words)


def test_an_example_s_name_signs_nothing(analysed: Analyser) -> None:
    text = "DANH SÁCH\n\nHọ và tên\n\nHoàng Thị K\n\n(Ký, ghi rõ họ tên)\n\nNơi nhận:\n- Lưu: VT.\n\nHoàng Thị K\n"
    assert extract_metadata(analysed(text)).signer is None
