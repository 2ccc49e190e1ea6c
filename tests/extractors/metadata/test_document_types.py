"""Every type of document: the heading and symbol that print it, its English, and what a bare symbol says of it."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.citations.extract import extract_citations
from extractors.metadata.extract import extract_metadata

Analyser = Callable[..., Analysis]

# Annex III of Decree 30/2020/NĐ-CP; the official letter and the personal letter have no abbreviation
ADMINISTRATIVE = [
    ("Nghị quyết", "NQ", "Resolution"),
    ("Quyết định", "QĐ", "Decision"),
    ("Chỉ thị", "CT", "Directive"),
    ("Quy chế", "QC", "Regulation"),
    ("Quy định", "QyĐ", "Rules"),
    ("Thông cáo", "TC", "Communiqué"),
    ("Thông báo", "TB", "Notice"),
    ("Hướng dẫn", "HD", "Guidance"),
    ("Chương trình", "CTr", "Programme"),
    ("Kế hoạch", "KH", "Plan"),
    ("Phương án", "PA", "Scheme"),
    ("Đề án", "ĐA", "Project scheme"),
    ("Dự án", "DA", "Project"),
    ("Báo cáo", "BC", "Report"),
    ("Biên bản", "BB", "Minutes"),
    ("Tờ trình", "TTr", "Submission"),
    ("Hợp đồng", "HĐ", "Contract"),
    ("Công điện", "CĐ", "Urgent dispatch"),
    ("Bản ghi nhớ", "BGN", "Memorandum of understanding"),
    ("Bản thỏa thuận", "BTT", "Agreement"),
    ("Giấy ủy quyền", "GUQ", "Power of attorney"),
    ("Giấy mời", "GM", "Invitation"),
    ("Giấy giới thiệu", "GGT", "Letter of introduction"),
    ("Giấy nghỉ phép", "GNP", "Leave permit"),
    ("Phiếu gửi", "PG", "Dispatch slip"),
    ("Phiếu chuyển", "PC", "Transfer slip"),
    ("Phiếu báo", "PB", "Advice slip"),
]
# Laws on Promulgation of Legal Documents; symbols of laws carry the legislature instead of a type
LEGISLATIVE = [
    ("Luật", "12/2030/QH16", "L", "Law"),
    ("Bộ luật", "12/2030/QH16", "BL", "Code"),
    ("Nghị quyết", "12/2030/QH16", "NQ", "Resolution"),
    ("Pháp lệnh", "12/2030/PL-UBTVQH16", "PL", "Ordinance"),
    ("Lệnh", "12/2030/L-CTN", "L", "Order"),
    ("Nghị định", "12/2030/NĐ-CP", "NĐ", "Decree"),
    ("Nghị quyết liên tịch", "12/2030/NQLT-CP-UBTVQH-ĐCTUBTWMTTQVN", "NQLT", "Joint resolution"),
    ("Thông tư", "12/2030/TT-BYT", "TT", "Circular"),
    ("Thông tư liên tịch", "12/2030/TTLT-VKSNDTC-TANDTC", "TTLT", "Joint circular"),
    ("Văn bản hợp nhất", "12/VBHN-BYT", "VBHN", "Consolidated text"),
    ("Sắc lệnh", "12/SL-CTP", "SL", "Presidential decree"),
    ("Thông tư liên bộ", "12/TTLB-YT-NV", "TTLB", "Inter-ministerial circular"),
    ("Kết luận thanh tra", "12/KL-TTCP", "KL", "Inspection conclusion"),
]
# Regulations 66-QĐ/TW and 399-QĐ/TW, Instruction 36-HD/VPTW
PARTY = [
    ("Nghị quyết", "NQ", "Resolution"),
    ("Quyết định", "QĐ", "Decision"),
    ("Chỉ thị", "CT", "Directive"),
    ("Kết luận", "KL", "Conclusion"),
    ("Quy chế", "QC", "Regulation"),
    ("Quy định", "QĐ", "Rules"),
    ("Quy định", "QĐi", "Rules"),
    ("Quy định", "QyĐ", "Rules"),
    ("Thông tri", "TT", "Circular notice"),
    ("Hướng dẫn", "HD", "Guidance"),
    ("Thông báo", "TB", "Notice"),
    ("Thông cáo", "TC", "Communiqué"),
    ("Báo cáo", "BC", "Report"),
    ("Kế hoạch", "KH", "Plan"),
    ("Quy hoạch", "QH", "Master plan"),
    ("Chương trình", "CTr", "Programme"),
    ("Đề án", "ĐA", "Project scheme"),
    ("Phương án", "PA", "Scheme"),
    ("Dự án", "DA", "Project"),
    ("Tờ trình", "TTr", "Submission"),
    ("Công văn", "CV", "Official letter"),
    ("Biên bản", "BB", "Minutes"),
]
# of the Party's types these have no symbol of their own
UNNUMBERED = [
    ("Cương lĩnh chính trị", "Political platform"),
    ("Điều lệ", "Charter"),
    ("Chiến lược", "Strategy"),
    ("Tuyên bố", "Statement"),
    ("Lời kêu gọi", "Appeal"),
    ("Giấy chứng nhận", "Certificate"),
    ("Giấy đi đường", "Travel order"),
]
STATE = "ỦY BAN NHÂN DÂN\nTỈNH AN HẢI\n{number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
COMMITTEE = "TỈNH ỦY AN HẢI\n*\n{number}\n\nĐẢNG CỘNG SẢN VIỆT NAM\n"
REST = "An Hải, ngày 04 tháng 3 năm 2030\n\n{heading}\nvề phát triển thư viện\n\nĐiều 1. Thư viện mở cửa hằng ngày.\n"


def told(analysed: Analyser, head: str, number: str, heading: str) -> tuple[str | None, ...]:
    metadata = extract_metadata(analysed(head.format(number=number) + REST.format(heading=heading)))
    kind = metadata.document_type
    assert kind is not None
    return kind.vi, kind.en, kind.code, metadata.symbol


@pytest.mark.parametrize(("name", "code", "english"), ADMINISTRATIVE)
def test_administrative_documents(analysed: Analyser, name: str, code: str, english: str) -> None:
    symbol = f"12/{code}-UBND"
    assert told(analysed, STATE, f"Số: {symbol}", name.upper()) == (name, english, code, symbol)


@pytest.mark.parametrize(("name", "symbol", "code", "english"), LEGISLATIVE)
def test_legislative_documents(analysed: Analyser, name: str, symbol: str, code: str, english: str) -> None:
    assert told(analysed, STATE, f"Số: {symbol}", name.upper()) == (name, english, code, symbol)


@pytest.mark.parametrize(("name", "code", "english"), PARTY)
def test_party_documents(analysed: Analyser, name: str, code: str, english: str) -> None:
    symbol = f"12-{code}/TU"
    assert told(analysed, COMMITTEE, f"Số {symbol}", name.upper()) == (name, english, code, symbol)


@pytest.mark.parametrize(("name", "english"), UNNUMBERED)
def test_party_documents_without_a_symbol(analysed: Analyser, name: str, english: str) -> None:
    assert told(analysed, COMMITTEE, "", name.upper())[:2] == (name, english)


def test_an_official_letter_is_known_by_its_subject(analysed: Analyser) -> None:
    letter = (
        STATE.format(number="Số: 12/UBND-VX\nV/v mở thư viện")
        + "An Hải, ngày 04 tháng 3 năm 2030\n\nKính gửi: Sở Y tế."
    )
    kind = extract_metadata(analysed(letter)).document_type
    assert kind is not None
    assert (kind.vi, kind.en, kind.code) == ("Công văn", "Official letter", None)


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("12-CV/TU", "Công văn"),
        ("12/CV-UBND", "Công văn"),
        ("12-QĐi/TW", "Quy định"),
        ("12-KL/TW", "Kết luận"),
        ("12/KL-TTCP", "Kết luận"),
        ("12-TC/TW", "Thông cáo"),
        ("12-CTr/TU", "Chương trình"),
        # decisions and rules of the Party share an abbreviation, so do the State's laws and orders
        ("12-QĐ/TU", None),
        ("12/2030/L-CTN", None),
    ],
)
def test_the_type_that_a_symbol_alone_tells(analysed: Analyser, symbol: str, name: str | None) -> None:
    (found,) = extract_citations(analysed(f"Thư viện mở cửa.\n\nThực hiện văn bản số {symbol} về sách."))
    assert (found.symbol, found.type) == (symbol, name)
