from collections.abc import Callable

from corpus.document import Box, Document, Line, Page, PageSource
from extractors.analysis import Analysis
from extractors.structure.analyse import analyse

Analyser = Callable[..., Analysis]


def numbers(analysis: Analysis) -> list[str]:
    return [section.number for section in analysis.sections]


def test_headings_nest_and_run_over_lines(plan: Analysis) -> None:
    assert numbers(plan) == ["I", "I.1", "I.2", "II", "II.1", "III"]
    titles = {section.number: section.title for section in plan.sections}
    assert titles["II"] == "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU NHẰM PHÁT TRIỂN MẠNG LƯỚI THƯ VIỆN"
    assert titles["II.1"].endswith("tủ sách của các trường học")
    assert [section.level for section in plan.sections] == [1, 2, 2, 1, 2, 1]


def test_numbered_sentences_are_paragraphs_with_a_mark(plan: Analysis) -> None:
    last = [p for p in plan.body() if p.section is not None and plan.sections[p.section].number == "III"]
    assert [p.bullet for p in last] == ["1.", "2."]
    assert plan.flat[last[0].sentences[0].start :].startswith("Sở Văn hóa")


def test_articles_hold_clauses_and_points(analysed: Analyser) -> None:
    text = """Chương I
NHỮNG QUY ĐỊNH CHUNG

Điều 1. Phạm vi áp dụng

1. Đối tượng

a) Hộ gia đình

Mọi hộ gia đình được cấp thẻ bạn đọc.

b) Trường học

Mọi trường học được cấp thẻ.

2. Mức hỗ trợ

Mỗi thẻ được hỗ trợ một lần.

Điều 2. Các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.
"""
    found = analysed(text)
    assert numbers(found) == ["Chương I", "Điều 1", "Điều 1.1", "Điều 1.1.a", "Điều 1.1.b", "Điều 1.2", "Điều 2"]
    assert [s.kind for s in found.sections[1:4]] == ["article", "paragraph", "point"]
    assert found.sections[0].title == "NHỮNG QUY ĐỊNH CHUNG"
    assert found.sections[-1].title == ""
    assert next(p for p in found.body() if "chịu trách nhiệm" in found.flat[p.start : p.end]).section == 6


def test_damaged_numerals_still_make_headings(analysed: Analyser) -> None:
    text = "|. MỤC ĐÍCH\n\nNâng cao nhận thức.\n\nIl. YÊU CẦU\n\nTiết kiệm.\n\nI11. TỔ CHỨC\n\nCác sở thực hiện."
    assert numbers(analysed(text)) == ["I", "II", "III"]


def test_a_paragraph_runs_over_the_page_and_its_number(analysed: Analyser) -> None:
    first = "I. MỤC TIÊU\n\nCác xã xây dựng tủ sách và tổ chức ngày hội\n\n1"
    text = f"{first}\f2\n\nđọc sách cho học sinh toàn tỉnh hằng quý.\n"
    body = list(analysed(text).body())
    assert len(body) == 1
    assert " ".join(analysed(text).flat[body[0].start : body[0].end].split()) == (
        "Các xã xây dựng tủ sách và tổ chức ngày hội đọc sách cho học sinh toàn tỉnh hằng quý."
    )


def test_english_headings(analysed: Analyser) -> None:
    text = "National reading plan\nChapter I\nGENERAL\nArticle 1. Scope\nThis plan applies to all libraries.\n"
    assert numbers(analysed(text, "en")) == ["Chapter I", "Article 1"]


def test_a_numbered_sentence_ends_the_heading_before_it(analysed: Analyser) -> None:
    text = "I. QUY ĐỊNH\n\n1. Giờ mở cửa\n\nTừ 8 giờ.\n\n2. Bạn đọc giữ trật tự. Không mang thức ăn.\n\nXin cảm ơn."
    found = analysed(text)
    assert numbers(found) == ["I", "I.1"]
    last = list(found.body())[-1]
    assert last.section == 0


def test_strokes_at_a_lines_end_and_a_run_together_numeral(analysed: Analyser) -> None:
    first = "I. MỤC TIÊU |\n\nMở tủ sách.\n\nH. NHIỆM VỤ ˆ\n\n1. Các xã lập danh sách bạn đọc. =N\n\n"
    text = f"{first}|\n\n2. Mua sách\n\nMua sách mới."
    found = analysed(text)
    assert [(s.number, s.title) for s in found.sections] == [
        ("I", "MỤC TIÊU"),
        ("II", "NHIỆM VỤ"),
        ("II.2", "Mua sách"),
    ]


def recognised(rows: list[tuple[str, int, int]]) -> Document:
    """A scanned page of these lines, each with its left and right border in pixels."""
    lines, at = [], 0
    for i, (text, left, right) in enumerate(rows):
        box = Box(left, 100 + 60 * i, right, 140 + 60 * i)
        lines.append(Line(i + 1, at, at + len(text), box=box))
        at += len(text) + 1
    text = "\n".join(row[0] for row in rows)
    page = Page(1, 0, len(text), tuple(lines), PageSource.RECOGNISED, width=1600, height=2300, dpi=200)
    return Document("sha256:0", "scan.pdf", "application/pdf", text, (page,), text)


def test_a_scrap_of_a_stamp_does_not_part_a_sentence() -> None:
    """A seal's rim read as "D)" between two lines of one sentence."""
    rows = [
        ("2. Giao Thư viện tỉnh, Phòng Văn hóa các huyện và các điểm đọc sách", 160, 1480),
        ("lưu động giám sát việc mượn, trả sách và việc bảo quản sách trong khi", 100, 1480),
        ("D)", 900, 930),
        ("thực hiện Kế hoạch này.", 100, 400),
    ]
    found = analyse(recognised(rows))
    [paragraph] = found.body()
    words = found.flat[paragraph.start : paragraph.end].split()
    assert words[-7:] == ["trong", "khi", "thực", "hiện", "Kế", "hoạch", "này."]


def test_boxes_tell_paragraphs_where_no_line_is_blank() -> None:
    rows = [
        ("1. Đối với thư viện huyện và các điểm đọc sách lưu động tại các xã", 160, 1345),
        ("Thư viện huyện mở cửa hằng ngày để phục vụ bạn đọc và tổ chức các", 160, 1480),
        ("buổi giới thiệu sách.", 100, 400),
        ("Các xã bố trí phòng đọc, bảo quản sách và báo cáo theo quy định của", 160, 1480),
        ("Phòng Văn hóa.", 100, 350),
    ]
    found = analyse(recognised(rows))
    assert numbers(found) == ["1"]
    assert [found.flat[p.start : p.end][:12] for p in found.body()] == ["Thư viện huy", "Các xã bố tr"]
