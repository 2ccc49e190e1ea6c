"""Specimens for the extractors' tests: an invented province and its documents."""

from collections.abc import Callable

import pytest

from corpus.document import Document, Line, Page, PageSource, Word, plain_document
from corpus.text import nfc
from extractors.analysis import Analysis
from extractors.structure.analyse import analyse

PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN HẢI
Số: 215/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Hải, ngày 04 tháng 3 năm 2024

KẾ HOẠCH
Phát triển thư viện công cộng trên địa bàn tỉnh
giai đoạn 2024-2030

Thực hiện Quyết định số 1520/QĐ-TTg ngày 12/12/2023 của Thủ tướng Chính phủ về phát triển
văn hóa đọc và Nghị quyết số 31-
NQ/TU, ngày 05 tháng 01 năm 2024 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu đến năm 2030

Phấn đấu 85% xã có tủ sách; 40% thư viện huyện được số hóa.

2. Tầm nhìn đến năm 2045

Mọi người dân được tiếp cận thư viện số.

II. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU NHẰM PHÁT TRIỂN
MẠNG LƯỚI THƯ VIỆN

1. Đầu tư cơ sở vật chất cho thư viện cấp huyện, cấp xã và tủ sách của
các trường học

Bố trí kinh phí chi thường xuyên theo Quyết định số 1520/QĐ-TTg. Thường xuyên kiểm tra việc phục vụ bạn đọc.

III. TỔ CHỨC THỰC HIỆN

1. Sở Văn hóa và Thể thao chủ trì, hoàn thành đề án trước ngày 30/9/2024. Định kỳ 6 tháng báo cáo kết quả.

2. Sở Tài chính bố trí kinh phí hằng năm./.

Nơi nhận:
- Thường trực Tỉnh ủy (b/c);
- Các Sở: VH&TT, TC;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Thị Lan Anh
"""


ENGLISH_HEAD = (
    "DECISION\n\nDecision No. 77/QD-TTg of March 2, 2011, approving the plan on village libraries through 2020\n\n"
    "THE PRIME MINISTER\n\nPursuant to the December 25, 2001 Law on Organization of the Government;\n\n"
    "Pursuant to the Government’s Decree No. 12/2009/ND-CP of May 4, 2009, on libraries;\n\nDECIDES:\n\n"
)
ENGLISH_DIRECTIVE = (
    "THE PRIME MINISTER\n\nNo. 12/CT-TTg\n\nHanoi, April 5, 2014\n\nDIRECTIVE\n\nON VILLAGE LIBRARIES\n\n"
    "In recent years, village libraries have been opened.\n\nThe Prime Minister requests ministries, branches and "
    "People's Committees of provinces and centrally-run cities to focus on the following tasks:\n\n"
    "1. The Ministry of Health:\n\na) To inspect and urge localities; to report to the Prime Minister.\n\n"
    "2. Ministers shall have to implement this Directive.\n\n"
    "This Directive takes effect 15 days after its signing.\n\n"
    "PP. PRIME MINISTER\n\nDEPUTY PRIME MINISTER\n\n(Signed)\n\nTran Van Nam\n"
)

WITH_ANNEX = """ỦY BAN NHÂN DÂN
XÃ MINH TÂN
Số: 09/QĐ-UBND
{dated}
QUYẾT ĐỊNH
Về việc ban hành Nội quy thư viện

Điều 1. Ban hành Nội quy thư viện xã.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

CHỦ TỊCH

Lê Văn Nam

NỘI QUY
Thư viện xã Minh Tân
(Ban hành kèm theo Quyết định số 09/QĐ-UBND, ngày 02/01/2024)

I. QUY ĐỊNH CHUNG

1. Bạn đọc giữ trật tự.
"""


@pytest.fixture
def analysed() -> Callable[..., Analysis]:
    """Analyse a text, page by page where form feeds part it."""

    def build(text: str, language: str = "vi") -> Analysis:
        return analyse(paged(text, language))

    return build


@pytest.fixture
def with_annex() -> Callable[[str], str]:
    """A decision that puts rules in force, its date as the given line or without one; the rules repeat the date."""
    return lambda dated: WITH_ANNEX.format(dated=dated)


@pytest.fixture
def plan(analysed: Callable[..., Analysis]) -> Analysis:
    return analysed(PLAN)


@pytest.fixture
def plan_document() -> Document:
    return paged(PLAN)


def paged(text: str, language: str = "vi") -> Document:
    """Return the document of ``text``; a form feed begins a page."""
    text = nfc(text)
    flat = plain_document(text, identity="sha256:0", source="specimen.txt")
    pages, at = [], 0
    for number, piece in enumerate(text.split("\f"), 1):
        lines, start = [], at
        for count, row in enumerate(piece.split("\n"), 1):
            words = tuple(Word(start, start + len(row)) for _ in range(bool(row.strip())))
            lines.append(Line(count, start, start + len(row), words=words))
            start += len(row) + 1
        pages.append(Page(number, at, at + len(piece), tuple(lines), PageSource.TEXT))
        at += len(piece) + 1
    return Document(flat.id, flat.source, flat.media_type, text, tuple(pages), text, language=language)


@pytest.fixture
def english_head() -> str:
    """The head of a decision in English, up to its first article."""
    return ENGLISH_HEAD


@pytest.fixture
def english_directive() -> str:
    """A directive in English, from its head to its signature."""
    return ENGLISH_DIRECTIVE
