from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.citations.extract import extract_citations
from extractors.citations.symbols import symbols

Analyser = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("số 42-NQ/TW", "42-NQ/TW"),
        ("số 42-\nNQ/TW", "42-NQ/TW"),
        ("Số 78 -CTr/TU", "78-CTr/TU"),
        ("số 15/2024/NĐ-CP", "15/2024/NĐ-CP"),
        ("số 16/CT-TTg", "16/CT-TTg"),
        ("Luật số 41/2024/QH15", "41/2024/QH15"),
        ("số 2171/UBND-KTN, ngày", "2171/UBND-KTN"),
        ("số 14/2017/UBND ngày", "14/2017/UBND"),
        ("số 101/QĐ.BQL-TC ngày", "101/QĐ.BQL-TC"),
        ("theo Quyết định số 12/QĐ-UBND.Các xã", "12/QĐ-UBND"),
        ("Luật số 46/2019/QH-14 ngày", "46/2019/QH14"),
        ("QCVN 07:2010/BXD", "QCVN07:2010/BXD"),
        ("số 01/2022/TTLT-BTC-\nBNV", "01/2022/TTLT-BTC-BNV"),
        ("số 24/2000/NĐ - CP ngày", "24/2000/NĐ-CP"),
        ("số 215/KH-UBND - Phát triển", "215/KH-UBND"),
        ("số 12/2009/QĐ - UBND ngày", "12/2009/QĐ-UBND"),
        ("số 388/2003/NQ - UBTVQH11 ngày", "388/2003/NQ-UBTVQH11"),
        ("Thông tư số 60 TC/CĐKT ngày", "60TC/CĐKT"),
        ("số 54/2019/NĐ_CP ngày", "54/2019/NĐ-CP"),
        ("Sắc lệnh số 103-SL/L.005 ngày", "103-SL/L.005"),
        ("tại Nghị định số 13/2010/NĐ-CP: người cao tuổi", "13/2010/NĐ-CP"),
        ("Nghị quyết số 140/NQ-CP2", "140/NQ-CP"),
        ("Nghị quyết số 66-\nNQ/TW1", "66-NQ/TW"),
        ("Nghị quyết số 59/2020/UBTVQH14", "59/2020/UBTVQH14"),
        ("Thông tư số 6/2022/TT-BТС", "6/2022/TT-BTC"),  # typed with a Cyrillic keyboard
        ("Nghị quyết số 24/201 7/NQ-HĐND", "24/2017/NQ-HĐND"),
        ("Quyết định số 169-CP về đất", "169-CP"),
        ("theo Quyết định 201-CP ngày", "201-CP"),
        ("Quyết định số 1141-TC/QĐ/CĐKT", "1141-TC/QĐ/CĐKT"),
    ],
)
def test_symbols(text: str, symbol: str) -> None:
    assert [s.text for s in symbols(text.replace("\n", " "))] == [symbol]


@pytest.mark.parametrize(
    "text", ["tăng 30/Ha", "ngày 24/11/2023", "tỷ lệ 5/7", "12/Trung tâm", "0913.46.46.89", "Mẫu 01-TT", "tuyến 5-CT"]
)
def test_what_is_no_symbol(text: str) -> None:
    assert list(symbols(text)) == []


def test_one_citation_for_each_document_with_all_mentions(plan: Analysis) -> None:
    found = {c.symbol: c for c in extract_citations(plan)}
    assert set(found) == {"1520/QĐ-TTg", "31-NQ/TU"}
    decision = found["1520/QĐ-TTg"]
    assert (decision.type, decision.date, decision.issuer) == ("Quyết định", "2023-12-12", "Thủ tướng Chính phủ")
    assert len(decision.evidence) == 2
    assert (found["31-NQ/TU"].date, found["31-NQ/TU"].issuer) == ("2024-01-05", "Tỉnh ủy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;",
            (None, "Luật", "2019-11-21", "Luật Thư viện ngày 21 tháng 11 năm 2019"),
        ),
        ("Căn cứ Luật Xuất bản;", (None, "Luật", None, "Luật Xuất bản")),
        (
            "Căn cứ vào Điều 12 và Điều 19 của Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
            (None, "Hiến pháp", None, "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ),
        # the day is that of the act that amends both
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Xuất bản và Luật Báo chí ngày 20/6/2018;",
            (
                None,
                "Luật",
                "2018-06-20",
                "Luật sửa đổi, bổ sung một số điều của Luật Xuất bản và Luật Báo chí ngày 20/6/2018",
            ),
        ),
        (
            "Căn cứ Luật Thư viện số 46/2019/QH14 ngày 21/11/2019;",
            ("46/2019/QH14", "Luật", "2019-11-21", "Luật Thư viện số 46/2019/QH14 ngày 21/11/2019"),
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Xuất bản ngày 20/6/2018;",
            (None, "Luật", "2018-06-20", "Luật sửa đổi, bổ sung một số điều của Luật Xuất bản ngày 20/6/2018"),
        ),
        ("theo Nghị quyết số 18 của Trung ương", ("18", "Nghị quyết", None, "Nghị quyết số 18 của Trung ương")),
        ("Theo Quy chuẩn 07:2010/BXD, bãi rác", ("07:2010/BXD", "Quy chuẩn", None, "Quy chuẩn 07:2010/BXD")),
        (
            "Thực hiện Chiến lược phát triển sách giai đoạn 2021-2030, tầm nhìn 2045, các xã",
            (None, "Chiến lược", None, "Chiến lược phát triển sách giai đoạn 2021-2030, tầm nhìn 2045"),
        ),
    ],
)
def test_ways_of_citing(analysed: Analyser, text: str, expected: tuple[str | None, ...]) -> None:
    (found,) = extract_citations(analysed(f"Lời mở đầu.\n\n{text}\n"))
    assert (found.symbol, found.type, found.date, found.raw) == expected


def test_a_short_number_is_flagged_as_incomplete(analysed: Analyser) -> None:
    (found,) = extract_citations(analysed("Lời mở đầu.\n\nLàm theo Nghị quyết số 18, rồi báo cáo.\n"))
    assert found.flags == ["incomplete_symbol"]


def test_english_citations(analysed: Analyser) -> None:
    text = (
        "Reading plan\nUnder Conclusion No. 92-KL/TW dated November 5, 2020 of the Party Central Committee on reading."
    )
    (found,) = extract_citations(analysed(text, "en"))
    assert (found.symbol, found.type, found.date) == ("92-KL/TW", "Kết luận", "2020-11-05")
    assert found.issuer == "Party Central Committee"


def test_the_year_alone_does_not_make_another_document(analysed: Analyser) -> None:
    text = "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n\nThực hiện đúng Luật Thư viện năm 2019.\n"
    (found,) = extract_citations(analysed(text))
    assert (found.date, len(found.evidence)) == ("2019-11-21", 2)


def test_own_symbol_and_bare_laws_are_no_citations(analysed: Analyser) -> None:
    text = "Nghị quyết số 57-NQ/TW\n\nNghị quyết số 57-NQ/TW giao các sở chấp hành pháp luật, Luật này và luật khác.\n"
    assert extract_citations(analysed(text)) == []
    abridged = "Nghị quyết số 57-NQ/TW\n\nCác xã làm theo Nghị quyết số 57, rồi báo cáo.\n"
    assert extract_citations(analysed(abridged)) == []


def test_a_symbol_cut_off_before_its_date_is_flagged(analysed: Analyser) -> None:
    (found,) = extract_citations(
        analysed("Bài viết.\n\nThực hiện Công văn số 71/UBND- ngày 15/5/2019 của UBND tỉnh về thư viện.\n")
    )
    assert (found.symbol, found.date, found.issuer, found.flags) == (
        "71/UBND",
        "2019-05-15",
        "UBND tỉnh",
        ["incomplete_symbol"],
    )


def test_an_issuer_ends_where_another_document_follows(analysed: Analyser) -> None:
    text = "Theo Kế hoạch số 28/KH-BCA của Bộ Công an và Công văn số 12/BYT-VP ngày 05/3/2018 của Bộ Y tế.\n"
    text = f"Bài viết.\n\n{text}"
    assert [found.issuer for found in extract_citations(analysed(text))] == ["Bộ Công an", "Bộ Y tế"]


MISMATCH = ["issuer_mismatch"]


@pytest.mark.parametrize(
    ("text", "language", "issuer", "flags"),
    [
        # kept as the text has it, although CT/TU is a Provincial Party Committee's symbol
        (
            "The Party Committee of the Provincial People's Committee has issued Directive 7-CT/TU dated May 3, 2021.",
            "en",
            "Party Committee of the Provincial People's Committee",
            MISMATCH,
        ),
        (
            "Ban cán sự đảng UBND tỉnh ban hành Chỉ thị số 7-CT/TU.",
            "vi",
            "Ban cán sự đảng UBND tỉnh",
            ["issuer_mismatch"],
        ),
        ("Tỉnh ủy đã ban hành Chỉ thị số 7-CT/TU.", "vi", "Tỉnh ủy", []),
        ("Theo Quyết định số 7/QĐ-UBND của Chủ tịch UBND tỉnh.", "vi", "Chủ tịch UBND tỉnh", []),
    ],
)
def test_an_issuer_that_its_symbol_contradicts_is_flagged(
    analysed: Analyser, text: str, language: str, issuer: str, flags: list[str]
) -> None:
    (found,) = extract_citations(analysed(f"Bài viết.\n\n{text}\n", language))
    assert (found.issuer, found.flags) == (issuer, flags)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Nghị định số 83/2018/NĐ-CP ngày 24/5/2018 của Chính :\nphủ về Khuyến nông;", "Chính phủ"),
        ("Tờ trình số 25/TTr-UBND của Ủy ban |\nnhân dân tỉnh đề nghị;", "Ủy ban nhân dân tỉnh"),
        ("Thông tư số 27/2018/TT-BTC của Bộ/, K\nnay;", None),
        ("Quyết định số 19/QĐ-TTg ngày 11/4/2016 của Thủ |\ntướng Chính phủ về xuất bản;", "Thủ tướng Chính phủ"),
        ("Quyết định số 19/QĐ-TTg ngày 11/4/2016 của Thủ tướng Chính |\nphủ về xuất bản;", "Thủ tướng Chính phủ"),
        ("Quyết định số 19/QĐ-TTg ngày 11/4/2016 của Thủ tướng;", "Thủ tướng"),
    ],
)
def test_an_issuer_torn_by_a_stroke(analysed: Analyser, text: str, issuer: str | None) -> None:
    (found,) = extract_citations(analysed(f"Thư viện mở cửa.\n\nCăn cứ {text}"))
    assert found.issuer == issuer


PLAN_HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: 7/QĐ-UBND\nMinh Tân, ngày 02 tháng 5 năm 2024\n\nQUYẾT ĐỊNH\nMở tủ sách\n\n"
)


def test_a_day_before_the_body_that_issued_a_document_is_its_date(analysed: Analyser) -> None:
    text = "Ngày 24 tháng 6 năm 1997, Hội đồng Chính phủ đã ra Quyết định số 169-CP về thư viện.\n"
    (cited,) = extract_citations(analysed(f"{PLAN_HEAD}{text}"))
    assert (cited.symbol, cited.date) == ("169-CP", "1997-06-24")


def test_a_ground_with_the_documents_own_number_is_another_document(analysed: Analyser) -> None:
    text = "Căn cứ Quyết định số 7/QĐ-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân xã;\n\nĐiều 1. Mở.\n"
    assert [(c.symbol, c.date) for c in extract_citations(analysed(f"{PLAN_HEAD}{text}"))] == [
        ("7/QĐ-UBND", "2024-01-05")
    ]


def test_marks_between_a_symbol_and_its_day(analysed: Analyser) -> None:
    (cited,) = extract_citations(
        analysed(f"{PLAN_HEAD}Theo Chỉ thị số 46-CT/TW ”; ngày 22/6/2015 của Bộ Chính trị về thư viện.\n")
    )
    assert (cited.symbol, cited.date, cited.issuer) == ("46-CT/TW", "2015-06-22", "Bộ Chính trị")


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("của Chính phủ đối với ngành thư viện", "Chính phủ"),
        ("của Bộ trưởng Bộ Nội vụ 2 Điều này được sửa", "Bộ trưởng Bộ Nội vụ"),
        ("của Quân khu 7 về sách", "Quân khu 7"),
        ("của Chính phủ quản lý sách", "Chính phủ"),
        ("của Quốc hội Căn cứ vào sách", "Quốc hội"),
        ("của Ủy ban Quốc gia chuyển đổi số về sách", "Ủy ban Quốc gia chuyển đổi số"),
    ],
)
def test_where_an_issuers_name_ends(analysed: Analyser, printed: str, issuer: str) -> None:
    (cited,) = extract_citations(analysed(f"{PLAN_HEAD}Theo Quyết định số 5/2024/QĐ-TTg {printed}.\n"))
    assert cited.issuer == issuer


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Thực hiện Quy hoạch mạng lưới thư viện đến năm 2030.", ["Quy hoạch mạng lưới thư viện đến năm 2030"]),
        ("Quy hoạch chậm nên phải kéo dài trong năm 2030.", []),
        ("Quy hoạch có hiệu lực thi hành đến khi thay thế năm 2030.", []),
        ("| Quy hoạch và Điều tra thư viện | 14 | năm 2030 |", []),
    ],
)
def test_plans_named_by_their_titles(analysed: Analyser, text: str, named: list[str]) -> None:
    assert [c.raw for c in extract_citations(analysed(f"{PLAN_HEAD}{text}\n"))] == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a list shares the type and the rest of the symbol; a number stands for what is named in full elsewhere
        ("các Nghị quyết số 1, 2/NQ-CP và 3/NQ-CP", ["1/NQ-CP", "2/NQ-CP", "3/NQ-CP"]),
        ("Nghị quyết số 18, 19 và 20 của Trung ương", ["18", "19", "20"]),
        ("Nghị quyết số 18, 5 xã sáp nhập", ["18"]),
        ("Nghị quyết số 18-NQ/TW; Nghị quyết số 18 nêu", ["18-NQ/TW"]),
        ("Nghị định số 15/2018/NĐ-CP (gọi là Nghị định số 15/2018)", ["15/2018/NĐ-CP"]),
        ("Nghị định số 15/2018/NĐ-CP; Thông tư số 15/2018", ["15/2018/NĐ-CP", "15/2018"]),
    ],
)
def test_numbers_without_the_rest_of_the_symbol(analysed: Analyser, text: str, found: list[str]) -> None:
    assert [
        c.symbol for c in extract_citations(analysed(f"SỞ Y TẾ\n\nBÁO CÁO\nVề sách\n\nThực hiện {text}.\n"))
    ] == found


def test_a_constitution_by_its_year(analysed: Analyser) -> None:
    (cited,) = extract_citations(analysed("SỞ Y TẾ\n\nBÁO CÁO\nVề sách\n\nTheo Hiến pháp năm 2013, sách là của dân.\n"))
    assert (cited.type, cited.raw) == ("Hiến pháp", "Hiến pháp năm 2013")
