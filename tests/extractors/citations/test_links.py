"""What documents do to each other."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.citations.extract import extract_citations

Analyser = Callable[..., Analysis]
HEAD = "BỘ Y TẾ\nSố: 9/2024/TT-BYT\nHà Nội, ngày 05 tháng 3 năm 2024\n\nTHÔNG TƯ\n"
AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật Giá số 16/2023/QH15 và Luật Thư viện số 46/2019/QH14 ngày"
Told = dict[str | None, list[tuple[str, str | None, str | None]]]


def told(analysis: Analysis) -> Told:
    return {
        c.symbol or c.type: [(link.kind, link.source, link.provisions) for link in c.links]
        for c in extract_citations(analysis)
        if c.links
    }


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Căn cứ Luật Thư viện số 46/2019/QH14;", {"46/2019/QH14": [("basis", None, None)]}),
        # the second ground has no word of its own
        (
            "Căn cứ Luật Thư viện ngày 21/11/2019; Nghị định số 93/2020/NĐ-CP;",
            {"Luật": [("basis", None, None)], "93/2020/NĐ-CP": [("basis", None, None)]},
        ),
        # a law of the same sentence is carried out by the decree, it is no ground
        (
            "Căn cứ Nghị định số 93/2020/NĐ-CP của Chính phủ quy định chi tiết Luật Thư viện số 46/2019/QH14;",
            {"93/2020/NĐ-CP": [("basis", None, None)], "46/2019/QH14": [("implements", "93/2020/NĐ-CP", None)]},
        ),
        (
            "Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15 và Luật số 61/2024/QH15;",
            {
                "16/2023/QH15": [
                    ("basis", None, None),
                    ("amends", "44/2024/QH15", None),
                    ("amends", "61/2024/QH15", None),
                ]
            },
        ),
        (
            "Điều 1. Hiệu lực\n\n1. Thông tư này thay thế Thông tư số 3/2015/TT-BYT ngày 02/3/2015.\n",
            {"3/2015/TT-BYT": [("replaces", None, None)]},
        ),
        (
            "Điều 1. Hiệu lực\n\n2. Bãi bỏ khoản 2 Điều 5 và Điều 9 Thông tư số 3/2015/TT-BYT.\n",
            {"3/2015/TT-BYT": [("repeals", None, "khoản 2 Điều 5 và Điều 9")]},
        ),
        (
            "Điều 1. Hiệu lực\n\nThông tư số 3/2015/TT-BYT hết hiệu lực kể từ ngày Thông tư này có hiệu lực.\n",
            {"3/2015/TT-BYT": [("repeals", None, None)]},
        ),
        (
            "Điều 1. Sửa\n\n1. Bãi bỏ các văn bản:\n\na) Thông tư số 3/2015/TT-BYT;\n\nb) Thông tư số 4/2015/TT-BYT.\n",
            {"3/2015/TT-BYT": [("repeals", None, None)], "4/2015/TT-BYT": [("repeals", None, None)]},
        ),
        (
            "Điều 1. Áp dụng\n\nQuy chế thư viện ban hành kèm theo Quyết định số 8/QĐ-BYT.\n",
            {"8/QĐ-BYT": [("issued_with", "Quy chế thư viện", None)]},
        ),
        ("Thực hiện Kế hoạch số 7-KH/TW về sách, Bộ Y tế hướng dẫn:", {"7-KH/TW": [("implements", None, None)]}),
        # the second law is another item of the list, it changes nothing
        (
            "Luật Giá số 16/2023/QH15 đã được sửa đổi theo Luật số 44/2024/QH15, Luật Thư viện số 46/2019/QH14.",
            {"16/2023/QH15": [("amends", "44/2024/QH15", None)]},
        ),
        (
            "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Giá số 16/2023/QH15.",
            {"16/2023/QH15": [("amends", None, None)]},
        ),
        (
            "Điều 1. Hiệu lực\n\nCác quy định tại Điều 2 Thông tư số 3/2015/TT-BYT hết hiệu lực từ ngày ký.\n",
            {"3/2015/TT-BYT": [("repeals", None, "Điều 2")]},
        ),
        # the second has no "Căn cứ", and the first is told of at length
        (
            (
                "Căn cứ Nghị định số 93/2020/NĐ-CP ngày 18/8/2020 của Chính phủ quy định chi tiết Luật Thư viện; "
                "Nghị định số 7/2022/NĐ-CP của Chính phủ về sách;"
            ),
            {"93/2020/NĐ-CP": [("basis", None, None)], "7/2022/NĐ-CP": [("basis", None, None)]},
        ),
        (
            "Căn cứ ý kiến của Thủ tướng Chính phủ tại Công văn số 12/CP-KTTH ngày 02/3/2023;",
            {"12/CP-KTTH": [("basis", None, None)]},
        ),
        (
            "Căn cứ Luật Thư viện số 46/2019/QH14;\n\nXét Tờ trình số 2/TTr-BYT ngày 01/3/2024; Báo cáo số 3/BC-BYT;",
            {"46/2019/QH14": [("basis", None, None)]},
        ),
        # one act has one number: two are those of the acts that it amends
        (
            (
                "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá số 16/2023/QH15 và Luật Thư viện "
                "số 46/2019/QH14 ngày 29/6/2024;"
            ),
            {
                "Luật": [("basis", None, None)],
                "16/2023/QH15": [("amends", AMENDING, None)],
                "46/2019/QH14": [("amends", AMENDING, None)],
            },
        ),
        (
            (
                "Điều 1. Hiệu lực\n\nThông tư này thay thế Thông tư số 3/2015/TT-BYT của Bộ Y tế ban hành danh mục "
                "sách và Thông tư số 4/2015/TT-BYT.\n"
            ),
            {"3/2015/TT-BYT": [("replaces", None, None)], "4/2015/TT-BYT": [("replaces", None, None)]},
        ),
        # the second is what the first guides
        (
            (
                "Điều 1. Hiệu lực\n\nThông tư này thay thế Thông tư số 3/2015/TT-BYT hướng dẫn thi hành Luật Thư viện "
                "và Thông tư số 4/2015/TT-BYT.\n"
            ),
            {"3/2015/TT-BYT": [("replaces", None, None)]},
        ),
        (
            (
                "Điều 1. Hiệu lực\n\n1. Có hiệu lực từ ngày 01/5/2024. Thông tư số 3/2015/TT-BYT về sách; Thông tư số "
                "4/2015/TT-BYT hướng dẫn Quyết định số 8/QĐ-BYT hết hiệu lực kể từ ngày Thông tư này có hiệu lực.\n"
            ),
            {
                "3/2015/TT-BYT": [("repeals", None, None)],
                "4/2015/TT-BYT": [("repeals", None, None)],
                "8/QĐ-BYT": [("implements", "4/2015/TT-BYT", None)],
            },
        ),
        (
            (
                "Điều 1. Sửa\n\n1. Bãi bỏ các quy định về thẻ đọc sách tại Thông tư số 3/2015/TT-BYT.\n\n"
                "2. Bổ sung cụm từ “sách nói” vào sau cụm từ “sách in” tại khoản 1 Điều 4 Thông tư số 4/2015/TT-BYT.\n"
            ),
            {"3/2015/TT-BYT": [("repeals", None, None)], "4/2015/TT-BYT": [("amends", None, "khoản 1 Điều 4")]},
        ),
        (
            "Điều 1. Sửa\n\nSửa đổi Điều 2 của Quy chế thư viện ban hành kèm theo Quyết định số 8/QĐ-BYT.\n",
            {"8/QĐ-BYT": [("issued_with", "Quy chế thư viện", None), ("amends", None, "Điều 2 của Quy chế thư viện")]},
        ),
        (
            "Điều 1. Sửa\n\n1. Bãi bỏ các điều khoản sau:\n\na) Khoản 2 Điều 3 Thông tư số 3/2015/TT-BYT;\n",
            {"3/2015/TT-BYT": [("repeals", None, "Khoản 2 Điều 3")]},
        ),
        # grounds of a task are none of the document's
        ("Điều 1. Giao\n\nCăn cứ Luật Thư viện số 46/2019/QH14, các Sở mua sách.\n", {}),
        ("Điều 1. Sửa\n\nViệc bổ sung sách được thực hiện theo quy định tại Thông tư số 3/2015/TT-BYT.\n", {}),
        # no link: an act whose name says what it changes, a rule that applies, a condition, a task, a quotation
        ("Áp dụng Luật sửa đổi, bổ sung một số điều của Luật Giá số 44/2024/QH15.", {}),
        ("Điều 1. Áp dụng\n\nThực hiện theo quy định tại Thông tư số 3/2015/TT-BYT.\n", {}),
        ("Điều 1. Áp dụng\n\nÁp dụng cho đến khi Thông tư số 3/2015/TT-BYT hết hiệu lực thi hành.\n", {}),
        ("Điều 1. Giao\n\nVụ Pháp chế xây dựng Thông tư thay thế Thông tư số 3/2015/TT-BYT.\n", {}),
        ("Điều 1. Sửa\n\n1. Sửa Điều 5 như sau: “Bãi bỏ Thông tư số 3/2015/TT-BYT.”\n", {}),
    ],
)
def test_links(analysed: Analyser, text: str, links: Told) -> None:
    assert told(analysed(f"{HEAD}Quy định về thư viện\n\n{text}\n")) == links


def test_a_title_says_what_is_amended(analysed: Analyser) -> None:
    text = f"{HEAD}Sửa đổi, bổ sung một số điều của Thông tư số 3/2015/TT-BYT\n\nĐiều 1. Mở thư viện.\n"
    assert told(analysed(text)) == {"3/2015/TT-BYT": [("amends", None, None)]}


def test_reports_change_nothing(analysed: Analyser) -> None:
    head = "BỘ Y TẾ\nSố: 9/BC-BYT\n\nBÁO CÁO\nVề thư viện\n\n"
    assert told(analysed(f"{head}Bãi bỏ Thông tư số 3/2015/TT-BYT là cần thiết.\n")) == {}


def test_a_link_quotes_its_proof(analysed: Analyser) -> None:
    text = f"{HEAD}Quy định về thư viện\n\nĐiều 1. Hiệu lực\n\nThông tư này thay thế Thông tư số 3/2015/TT-BYT.\n"
    analysis = analysed(text)
    (link,) = extract_citations(analysis)[0].links
    assert [e.quote for e in link.evidence] == ["thay thế Thông tư số 3/2015/TT-BYT"]
    assert all(analysis.document.text[e.start : e.end] == e.quote for e in link.evidence)
