from collections.abc import Callable

import pytest

from corpus.document import Condition, Document, Reading
from extractors.analysis import Analysis
from extractors.citations.extract import extract_citations
from extractors.metadata.body_case import body_case
from extractors.metadata.extract import extract_metadata
from extractors.structure.analyse import analyse
from extractors.times.deadlines import extract_deadlines

Analyser = Callable[..., Analysis]


def test_a_plan_of_a_peoples_committee(plan: Analysis) -> None:
    found = extract_metadata(plan)
    assert (found.symbol, found.number, found.date, found.place) == ("215/KH-UBND", "215", "2024-03-04", "An Hải")
    assert found.document_type is not None
    assert (found.document_type.vi, found.document_type.en, found.document_type.code) == ("Kế hoạch", "Plan", "KH")
    assert found.title is not None
    assert found.title.vi == "Phát triển thư viện công cộng trên địa bàn tỉnh giai đoạn 2024-2030"
    assert found.issuer is not None
    assert found.issuer.vi == "Ủy ban nhân dân tỉnh An Hải"
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Nguyễn Thị Lan Anh", "PHÓ CHỦ TỊCH")
    assert (found.signer.authority, found.signer.on_behalf_of) == ("TM.", "Ủy ban nhân dân")
    assert [r.raw for r in found.recipients] == ["Thường trực Tỉnh ủy (b/c)", "Các Sở: VH&TT, TC", "Lưu: VT, KGVX"]


def test_every_field_has_its_proof(plan: Analysis) -> None:
    found = extract_metadata(plan)
    assert set(found.evidence) == {"symbol", "document_type", "title", "issuer", "place", "date", "signer"}
    for rows in found.evidence.values():
        assert rows
        assert all(plan.document.text[e.start : e.end] == e.quote for e in rows)
    assert set(found.confidence) == set(found.evidence)


def test_what_is_not_printed_is_null(analysed: Analyser) -> None:
    found = extract_metadata(analysed("Bài viết về thư viện.\n\nCác xã mở tủ sách.\n"))
    assert (found.symbol, found.date, found.issuer, found.signer, found.recipients) == (None, None, None, None, [])


def head(*lines: str) -> str:
    return "\n".join([*lines, "", "I. MỤC TIÊU", "", "Mở thêm tủ sách cho các xã vùng cao."])


def test_a_missing_handwritten_number_and_day_are_left_open(analysed: Analyser) -> None:
    text = head(
        "HỘI ĐỒNG NHÂN DÂN",
        "XÃ MINH TÂN",
        "Số:      /2024/NQ-HĐND",
        "Minh Tân, ngày    tháng 7 năm 2024",
        "",
        "NGHỊ QUYẾT",
        "Về mở thư viện xã",
    )
    found = extract_metadata(analysed(text))
    assert (found.symbol, found.number, found.date, found.place) == ("…/2024/NQ-HĐND", None, None, "Minh Tân")


def test_an_office_under_its_superior(analysed: Analyser) -> None:
    text = head("UBND TỈNH AN HẢI", "VĂN PHÒNG", "Số: 40/TB-VP", "", "THÔNG BÁO", "Kết luận cuộc họp về thư viện")
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.superior is not None
    assert (found.issuer.vi, found.superior.vi) == (
        "Văn phòng Ủy ban nhân dân tỉnh An Hải",
        "Ủy ban nhân dân tỉnh An Hải",
    )


def test_a_gazette_head_that_repeats_its_issuer(analysed: Analyser) -> None:
    text = head(
        "VĂN BẢN QUY PHẠM PHÁP LUẬT",
        "",
        "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "",
        "BỘ LAO ĐỘNG - THƯƠNG BINH",
        "VÀ XÃ HỘI",
        "",
        "Số: 01/2025/TT-BLĐTBXH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 10 tháng 01 năm 2025",
        "",
        "THÔNG TƯ",
        "Quy định về thư viện",
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.issuer.vi == "Bộ Lao động - Thương binh và Xã hội"
    assert (found.superior, found.date) == (None, "2025-01-10")


def test_two_columns_on_one_line(analysed: Analyser) -> None:
    text = head(
        "BỘ Y TẾ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 52/2025/TT-BYT | Hà Nội, ngày 31 tháng 12 năm 2025",
        "",
        "THÔNG TƯ",
        "Quy định về tủ thuốc",
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert (found.issuer.vi, found.place, found.date) == ("Bộ Y tế", "Hà Nội", "2025-12-31")


def test_a_party_document_without_letterhead(analysed: Analyser) -> None:
    text = """Số 12-CTr/TU

CHƯƠNG TRÌNH HÀNH ĐỘNG
Thực hiện Nghị quyết số 90-NQ/TW về văn hóa đọc

Tỉnh ủy ban hành Chương trình hành động trên địa bàn tỉnh Lâm Đồng như sau:

I. MỤC TIÊU

Mở thêm tủ sách.

Nơi nhận: T/M TỈNH ỦY
- Ban Bí thư Trung ương Đảng (Báo cáo), 5 3 ,\\O BÍ THƯ
- Các ban của Tỉnh ủy, 7o, \\
- Huyện ủy, đảng ủy trực thuộc Tỉnh ủy, Trần Văn Mười

- Lưu Văn phòng Tỉnh ủy.
"""
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.issuer.vi == "Tỉnh ủy Lâm Đồng"
    assert found.confidence["issuer"] < 0.9
    assert found.signer is not None
    assert (found.signer.name, found.signer.role, found.signer.authority) == ("Trần Văn Mười", "BÍ THƯ", "T/M")
    assert [r.name for r in found.recipients] == [
        "Ban Bí thư Trung ương Đảng",
        "Các ban của Tỉnh ủy",
        "Huyện ủy, đảng ủy trực thuộc Tỉnh ủy",
        "Lưu Văn phòng Tỉnh ủy",
    ]


def test_an_editors_lead_in(analysed: Analyser) -> None:
    text = (
        "Nghị quyết số 88-NQ/TW\n\nThay mặt Bộ Chính trị, Tổng Bí thư Lê Văn Tám đã ký ban hành Nghị quyết số 88-NQ/TW "
        "(ngày 22/12/2024) của Bộ Chính trị về phát triển văn hóa đọc.\n"
    )
    found = extract_metadata(analysed(text))
    assert found.date == "2024-12-22"
    assert found.issuer is not None
    assert found.issuer.vi == "Bộ Chính trị"
    assert found.title is not None
    assert found.title.vi == "về phát triển văn hóa đọc"
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Lê Văn Tám", "Tổng Bí thư")


def test_a_law_is_dated_by_its_adoption(analysed: Analyser) -> None:
    text = """QUỐC HỘI

Luật số: 46/2019/QH14
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

LUẬT
THƯ VIỆN

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;

Điều 1. Phạm vi

Luật này quy định về thư viện.

Luật này được Quốc hội khóa XIV, kỳ họp thứ 8 thông qua ngày 21 tháng 11 năm 2019.

CHỦ TỊCH QUỐC HỘI

Nguyễn Thị Kim Hoa
"""
    found = extract_metadata(analysed(text))
    assert (found.symbol, found.date) == ("46/2019/QH14", "2019-11-21")
    assert found.issuer is not None
    assert found.issuer.vi == "Quốc hội"
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Nguyễn Thị Kim Hoa", "CHỦ TỊCH QUỐC HỘI")


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "Ủy ban nhân dân tỉnh Đắk Nông"),
        ("UBND HUYỆN ĐẮK R’LẤP", "UBND huyện Đắk R’lấp"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ MINH TÂN", "Hội đồng nhân dân xã Minh Tân"),
        ("HUYỆN ỦY ĐẠ TẺH", "Huyện ủy Đạ Tẻh"),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ"),
        ("SỞ DU LỊCH", "Sở Du lịch"),
        ("SỞ KH&CN SƠN LA", "Sở KH&CN Sơn La"),
        ("TRUNG TÂM THÔNG TIN VÀ ỨNG DỤNG KHCN", "Trung tâm Thông tin và Ứng dụng KHCN"),
        ("Chính phủ", "Chính phủ"),
    ],
)
def test_capitals_become_running_text(capitals: str, name: str) -> None:
    assert body_case(capitals) == name


def test_an_attached_document_leaves_the_head_alone(analysed: Analyser, with_annex: Callable[[str], str]) -> None:
    found = analysed(with_annex(""))
    metadata = extract_metadata(found)
    assert metadata.title is not None
    assert metadata.title.vi == "Về việc ban hành Nội quy thư viện"
    assert [r.raw for r in metadata.recipients] == ["Như Điều 1", "Lưu: VT"]
    assert [s.number for s in found.sections] == ["Điều 1", "I"]
    assert [s.parent for s in found.sections] == [None, None]


@pytest.mark.parametrize(
    ("printed", "symbol", "number"),
    [
        ("Số: ##ÿ /CĐ-UBND", "…/CĐ-UBND", None),
        ("0S /CT-UBND", "…/CT-UBND", None),
        ("Số: A409 /TB-VPUBND", "409/TB-VPUBND", "409"),
        ("Số: 2#9/TB-VPUBND", "…/TB-VPUBND", None),
        ("__ Số:42/BC-HĐND", "42/BC-HĐND", "42"),
        ("Số: 163/⁄2016/QĐ-UBND", "163/2016/QĐ-UBND", "163"),
    ],
)
def test_numbers_written_by_hand(analysed: Analyser, printed: str, symbol: str, number: str | None) -> None:
    text = head("ỦY BAN NHÂN DÂN", "XÃ MINH TÂN", printed, "", "THÔNG BÁO", "Về mở thư viện xã")
    found = extract_metadata(analysed(text))
    assert (found.symbol, found.number) == (symbol, number)
    assert found.issuer is not None
    assert found.issuer.vi == "Ủy ban nhân dân xã Minh Tân"


def test_an_illegible_day_is_not_replaced_by_another_date(analysed: Analyser) -> None:
    text = head(
        "HỘI ĐỒNG NHÂN DÂN",
        "TỈNH ĐẮC NÔNG",
        "Số: 6/NQ-HĐND",
        "Đắk Nông, ngày |‡ tháng 7 năm 2019",
        "",
        "NGHỊ QUYẾT",
        "Về thư viện",
    )
    found = extract_metadata(
        analysed(f"{text}\n\nNghị quyết này đã được Hội đồng nhân dân thông qua ngày 11 tháng 7 năm 2019.\n")
    )
    assert (found.date, found.place) == (None, "Đắk Nông")
    assert found.issuer is not None
    assert found.issuer.vi == "Hội đồng nhân dân tỉnh Đắk Nông"


@pytest.mark.parametrize(
    "closing",
    [
        "đã được Hội đồng nhân dân tỉnh khóa X, Kỳ họp thứ 8 thông qua ngày 11 tháng 7 năm 2019.",
        "được Hội đồng nhân dân tỉnh khóa X thông qua tại Kỳ họp thứ 8 ngày 11 tháng 7 năm 2019.",
    ],
)
def test_a_resolution_without_a_date_at_its_head_has_that_of_its_adoption(analysed: Analyser, closing: str) -> None:
    text = head("HỘI ĐỒNG NHÂN DÂN", "TỈNH AN HẢI", "Số: 6/NQ-HĐND", "", "NGHỊ QUYẾT", "Về thư viện")
    body = "Căn cứ Luật Thư viện được Quốc hội thông qua ngày 21 tháng 11 năm 2018;\n\nĐiều 1. Thư viện mở cửa."
    found = extract_metadata(analysed(f"{text}\n\n{body}\n\nNghị quyết này {closing}\n"))
    assert found.date == "2019-07-11"
    assert found.confidence["date"] < 0.9


def test_the_words_of_a_stamp_are_no_signer(analysed: Analyser) -> None:
    text = head("ỦY BAN NHÂN DÂN", "XÃ MINH TÂN", "Số: 7/QĐ-UBND", "", "QUYẾT ĐỊNH", "Về mở thư viện xã")
    foot = "Nơi uất\n- Như trên;\n~- Các thôn;\n5 3\nTM. ỦY BAN NHÂN DÂN |\nKT, CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n"
    foot += "Tỉnh Đắk Nông\nF GYyNG\nTrương Thanh Mai\n"
    found = extract_metadata(analysed(f"{text}\n\n{foot}"))
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Trương Thanh Mai", "PHÓ CHỦ TỊCH")
    assert [r.raw for r in found.recipients][:2] == ["Như trên", "Các thôn"]


def test_a_number_that_is_hard_to_read_is_left_open(plan_document: Document) -> None:
    start = plan_document.text.index("215/KH")
    unsure = plan_document.repaired([], [Reading(start, start + 3, 0.3)], condition=Condition.SCAN, language="vi")
    found = extract_metadata(analyse(unsure))
    assert (found.symbol, found.number) == ("…/KH-UBND", None)
    assert found.confidence["symbol"] < 0.2


@pytest.mark.parametrize(
    ("printed", "name", "role", "on_behalf_of"),
    [
        ("TM. CHÍNH PHỦ THỦ TƯỚNG\n\nLê Văn Nam", "Lê Văn Nam", "THỦ TƯỚNG", "Chính phủ"),
        ("KT. BỘ TRƯỞNG THỨ TRƯỞNG\n\nLê Văn Nam", "Lê Văn Nam", "THỨ TRƯỞNG", "Bộ trưởng"),
        # the columns of a page run together
        (
            "Nơi nhận:- Lưu: VT. | KT. THỐNG ĐỐCPHÓ THỐNG ĐỐC (Đã ký) Lê Văn Nam",
            "Lê Văn Nam",
            "PHÓ THỐNG ĐỐC",
            "Thống đốc",
        ),
    ],
)
def test_office_and_authority_on_one_line(
    analysed: Analyser, printed: str, name: str, role: str, on_behalf_of: str
) -> None:
    found = extract_metadata(
        analysed(f"CHÍNH PHỦ\nSố: 7/QĐ-TTg\n\nQUYẾT ĐỊNH\nMở thư viện\n\nThi hành./.\n\n{printed}\n")
    )
    assert found.signer is not None
    assert (found.signer.name, found.signer.role, found.signer.on_behalf_of) == (name, role, on_behalf_of)


def test_a_name_cut_short_is_less_sure(analysed: Analyser) -> None:
    text = "CHÍNH PHỦ\nSố: 7/QĐ-TTg\n\nQUYẾT ĐỊNH\nMở thư viện\n\nThi hành./.\n\nKT. CHỦ TỊCH\n\nLê Văn {}\n"
    whole, cut = (extract_metadata(analysed(text.format(name))) for name in ("Diệu", "Diê"))
    assert cut.confidence["signer"] < whole.confidence["signer"]


def test_the_box_of_a_digital_signature_names_no_issuer(analysed: Analyser) -> None:
    text = (
        "Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCơ quan: VĂN PHÒNG CHÍNH PHỦ\n"
        "CHÍNH PHỦ\nSố: 7/NQ-CP\n\nNGHỊ QUYẾT\nVề thư viện\n\nĐiều 1. Mở thư viện.\n"
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.issuer.vi == "Chính phủ"


def test_motto_and_date_on_one_line(analysed: Analyser) -> None:
    head = (
        "BỘ Y TẾ Số: 7/2025/TT-BYT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc Hà Nội, ngày 02 tháng 7 năm 2025"
    )
    found = extract_metadata(analysed(f"{head}\n\nTHÔNG TƯ\nVề thư viện\n\nĐiều 1. Mở thư viện.\n"))
    assert (found.place, found.date) == ("Hà Nội", "2025-07-02")


def test_a_title_ends_before_who_decides(analysed: Analyser) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nBAN HÀNH QUY ĐỊNH VỀ THƯ VIỆN\nTRÊN ĐỊA BÀN XÃ\n"
        "ỦY BAN NHÂN DÂN XÃ MINH TÂN\nCăn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n\nĐiều 1. Ban hành.\n"
    )
    found = extract_metadata(analysed(text))
    assert found.title is not None
    assert found.title.vi == "BAN HÀNH QUY ĐỊNH VỀ THƯ VIỆN TRÊN ĐỊA BÀN XÃ"


PORTAL = """Trang chủ
>
Thông tư số 7/2024/TT-BYT Quy định về thư viện của bệnh viện
Còn hiệu lực
Ngày có hiệu lực:15/4/2024
Ngày cập nhật:17/03/2026
Số hiệu7/2024/TT-BYT | Loại văn bảnThông tư
Ngành-- | Ngày ban hành05/3/2024
Tình trạng hiệu lựcCòn hiệu lực | Ngày hết hiệu lực--
Cơ quan ban hànhBộ Y tế
Chức danhThứ trưởng | Người kýLê Văn Nam
"""


def test_the_properties_that_a_portal_states(analysed: Analyser) -> None:
    analysis = analysed(PORTAL.replace("Lê Văn Nam", "Thượng tướng Lê Văn Nam").replace("bệnh viện\n", "bệnh viện,\n"))
    found = extract_metadata(analysis)
    assert found.document_type is not None
    assert found.title is not None
    assert found.issuer is not None
    assert found.signer is not None
    assert (found.symbol, found.number, found.document_type.code) == ("7/2024/TT-BYT", "7", "TT")
    assert (found.title.vi, found.issuer.vi) == ("Quy định về thư viện của bệnh viện", "Bộ Y tế")
    assert (found.date, found.place) == ("2024-03-05", None)
    assert (found.signer.name, found.signer.role) == ("Lê Văn Nam", "Thứ trưởng")
    assert [evidence.quote for evidence in found.evidence["date"]] == ["05/3/2024"]
    days = [(d.kind, d.end or d.start) for d in extract_deadlines(analysis)]
    assert days == [("effective_date", "2024-04-15"), ("document_date", "2024-03-05")]
    assert extract_citations(analysis) == []


@pytest.mark.parametrize("damaged", ["72024/TT-BYT", "72024TT-BYT"])
def test_a_portal_s_damaged_number_is_none(analysed: Analyser, damaged: str) -> None:
    found = extract_metadata(analysed(PORTAL.replace("7/2024/TT-BYT", damaged)))
    assert found.title is not None
    assert found.issuer is not None
    assert (found.symbol, found.title.vi) == (None, "Quy định về thư viện của bệnh viện")
    assert (found.issuer.vi, found.date) == ("Bộ Y tế", "2024-03-05")


def test_a_table_with_such_heads_states_nothing(analysed: Analyser) -> None:
    text = head("SỞ Y TẾ", "Số: 7/BC-SYT", "", "BÁO CÁO", "Về văn bản của tỉnh")
    table = "Số hiệu | Loại văn bản | Cơ quan ban hành\n7/2024/TT-BYT | Thông tư | Bộ Y tế\n"
    found = extract_metadata(analysed(f"{text}\n\n{table}"))
    assert (found.symbol, found.issuer and found.issuer.vi) == ("7/BC-SYT", "Sở Y tế")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        # scraps of the margin, a stroke inside a type's name, a dash that belongs to the words
        (("Về việc mở thư viện,", "Ị | tủ sách xã"), "Về việc mở thư viện, tủ sách xã"),
        (("Sửa đổi các Nghị", "- quyết về thư viện"), "Sửa đổi các Nghị quyết về thư viện"),
        (("Phát triển kinh tế", "- xã hội của xã"), "Phát triển kinh tế - xã hội của xã"),
        # the register's stamp beside and below it
        (
            ("Về việc ban hành Quy chế", "PHÒNG Y TẾ ĐẾN", "CÔNG VĂN ĐẾN tiếp nhận sách", "Số(2Z.ngày A6 tháng W5"),
            "Về việc ban hành Quy chế tiếp nhận sách",
        ),
    ],
)
def test_what_is_beside_a_title_is_no_part_of_it(analysed: Analyser, lines: tuple[str, ...], title: str) -> None:
    text = head("ỦY BAN NHÂN DÂN", "XÃ MINH TÂN", "Số: 7/QĐ-UBND", "", "QUYẾT ĐỊNH", *lines)
    found = extract_metadata(analysed(f"{text}\n\nỦY BAN NHÂN DÂN XÃ MINH TÂN\n\nCăn cứ Luật Thư viện;\n"))
    assert found.title is not None
    assert found.title.vi == title


def test_scraps_of_a_stamp_beside_the_lines_of_a_head(analysed: Analyser) -> None:
    text = head(
        "_ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DA: XÃ MINH TÂN. | Độc lập - Tự do - Hạnh phúc",
        "ị | Số: .CÐ /QĐ-UBND | Minh Tân, ngày 20 tháng 4 năm 2018",
        "x Than | QUYẾT ĐỊNH",
        "Về thư viện",
    )
    found = extract_metadata(analysed(f"{text}\n\nỦY BAN NHÂN DÂN XÃ MINH TÂN\n\nCăn cứ Luật Thư viện;\n"))
    assert found.document_type is not None
    assert found.issuer is not None
    assert (found.symbol, found.document_type.vi) == ("…/QĐ-UBND", "Quyết định")
    assert (found.issuer.vi, found.date) == ("Ủy ban nhân dân xã Minh Tân", "2018-04-20")


def test_invisible_signs_before_a_place(analysed: Analyser) -> None:
    text = head(
        "CHÍNH PHỦ", "Số: 7/2026/NĐ-CP | \u200eHà Nội, ngày 10 tháng 01 năm 2026", "", "NGHỊ ĐỊNH", "Về thư viện"
    )
    found = extract_metadata(analysed(text))
    assert (found.place, found.date) == ("Hà Nội", "2026-01-10")


def test_a_signature_to_which_the_annex_is_joined(analysed: Analyser) -> None:
    text = head("CHÍNH PHỦ", "Số: 7/2026/NĐ-CP", "", "NGHỊ ĐỊNH", "Về thư viện")
    foot = "TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Lê Văn Nam Phụ lục (Kèm theo Nghị định số 7/2026/NĐ-CP) Mẫu số 01"
    found = extract_metadata(analysed(f"{text}\n\nĐiều 1. Thư viện mở cửa.\n\nNơi nhận:\n- Lưu: VT.\n\n{foot}\n"))
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Lê Văn Nam", "PHÓ THỦ TƯỚNG")


def test_a_joint_circular_has_all_its_issuers_and_its_whole_symbol(analysed: Analyser) -> None:
    text = head(
        "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO -",
        "TÒA ÁN NHÂN DÂN TỐI CAO - BỘ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 01/2022/TTLT-VKSNDTC-",
        "TANDTC-BYT",
        "",
        "THÔNG TƯ LIÊN TỊCH",
        "Về thư viện",
    )
    found = extract_metadata(analysed(text))
    assert found.issuer is not None
    assert found.symbol == "01/2022/TTLT-VKSNDTC-TANDTC-BYT"
    assert found.issuer.vi == "Viện kiểm sát nhân dân tối cao - Tòa án nhân dân tối cao - Bộ Y tế"
    assert found.superior is None


def test_a_signature_in_the_cell_beside_the_recipients(analysed: Analyser) -> None:
    text = head("BỘ Y TẾ", "Số: 7/2026/TT-BYT", "", "THÔNG TƯ", "Về thư viện")
    foot = "Nơi nhận: - Bộ Nội vụ; - Các đồng chí Thứ trưởng; - Lưu: VT, X01(P7). | BỘ TRƯỞNG Đại tướng Lê Văn Nam"
    found = extract_metadata(analysed(f"{text}\n\nĐiều 1. Thư viện mở cửa.\n\n{foot}\n"))
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == ("Lê Văn Nam", "BỘ TRƯỞNG")


def test_grounds_below_a_title_without_their_mark_are_no_part_of_it(analysed: Analyser) -> None:
    text = head("CHÍNH PHỦ", "Số: 7/2017/NĐ-CP", "NGHỊ ĐỊNH VỀ MỞ THƯ VIỆN CÔNG CỘNG", "Căn cứ Luật Thư viện năm 2015")
    found = extract_metadata(analysed(f"{text}\nCăn cứ Bộ luật dân sự;\n\nĐiều 1. Thư viện mở cửa.\n"))
    assert found.title is not None
    assert found.title.vi == "VỀ MỞ THƯ VIỆN CÔNG CỘNG"


def test_the_party_stands_beside_the_issuer_on_one_line(analysed: Analyser) -> None:
    head = "TỈNH ỦY AN HẢI ĐẢNG CỘNG SẢN VIỆT NAM\nAn Hải, ngày 15 tháng 3 năm 2024\nSố 36-CTr/TU\n\n"
    found = extract_metadata(
        analysed(head + "CHƯƠNG TRÌNH HÀNH ĐỘNG\nvề nước sạch\n\nTỉnh ủy ban hành chương trình này.\n")
    )
    assert found.issuer is not None
    assert found.superior is not None
    assert (found.issuer.vi, found.superior.vi) == ("Tỉnh ủy An Hải", "Đảng Cộng sản Việt Nam")


def test_a_consolidated_text_may_begin_with_its_type(analysed: Analyser) -> None:
    text = "NGHỊ ĐỊNH1\nVề thư viện\n______\nNghị định số 3/2025/NĐ-CP ngày 15 tháng 12 năm 2025 của Chính phủ\n\n"
    end = "Điều 1. Thư viện mở cửa.\n\nBỘ TÀI CHÍNH\nSố: 3/VBHN-BTC\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
    found = extract_metadata(analysed(text + end))
    assert found.document_type is not None
    assert found.document_type.vi == "Văn bản hợp nhất"


def test_who_authenticates_issues_a_consolidated_text(analysed: Analyser) -> None:
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nNGHỊ ĐỊNH\nVề thư viện\n\n"
    body = "Căn cứ Luật Thư viện;\nChính phủ ban hành Nghị định về thư viện.\n\nĐiều 1. Thư viện mở cửa.\n\n"
    end = "BỘ TÀI CHÍNH\nSố: 3/VBHN-BTC\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 12 tháng 02 năm 2026\n"
    found = extract_metadata(analysed(text + body + end))
    assert found.issuer is not None
    assert (found.symbol, found.issuer.vi) == ("3/VBHN-BTC", "Bộ Tài chính")
