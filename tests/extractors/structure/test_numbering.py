import pytest

from extractors.structure.numbering import mark, roman


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("I. MỤC TIÊU", "roman", "I"),
        ("II- MỤC TIÊU", "roman", "II"),
        ("|. MỤC ĐÍCH", "roman", "I"),
        ("Il. MỤC TIÊU", "roman", "II"),
        ("I11. NHIỆM VỤ", "roman", "III"),
        ("l. YÊU CẦU", "roman", "I"),
        ("1. Mục đích", "arabic", "1"),
        ("2/ Nội dung", "arabic", "2"),
        ("2.1. Về kinh tế", "decimal", "2.1"),
        ("3.2 Về xã hội", "decimal", "3.2"),
        ("a) Hỗ trợ chi phí", "letter", "a"),
        ("đ) Nhóm khác", "letter", "đ"),
        ("a/ Hỗ trợ chi phí", "letter", "a"),
        ("A. PHẦN CHUNG", "upper", "A"),
        ("Điều 5. Hiệu lực thi hành", "article", "Điều 5"),
        ("CHƯƠNG II", "chapter", "Chương II"),
        ("Mục 1. QUY ĐỊNH RIÊNG", "section", "Mục 1"),
        ("Điều I. Phạm vi", "article", "Điều 1"),
        ("Article 7. Scope", "article", "Article 7"),
        ("- Xây dựng đề án", "bullet", "-"),
        ("- 50% số xã", "bullet", "-"),
    ],
)
def test_marks(line: str, style: str, number: str) -> None:
    found = mark(line)
    assert found is not None
    assert (found.style, found.number) == (style, number)


@pytest.mark.parametrize(
    "line",
    [
        "3.5 triệu đồng cho mỗi hộ",
        "đ/c Bí thư chỉ đạo",
        "2025. Phân tích kết quả",
        "Điều 5 Quyết định này quy định",
        "mục tiêu quốc gia về nông thôn",
        "12/2024 có hai đợt",
        "-5 độ C",
        "83/TTr-UBND ngày 31 tháng 3",
        "“1. Mức đóng được sửa như sau",
    ],
)
def test_words_that_only_look_like_marks(line: str) -> None:
    assert mark(line) is None


@pytest.mark.parametrize(("numeral", "value"), [("IV", 4), ("IX", 9), ("XIV", 14), ("IIII", None), ("", None)])
def test_roman_numerals(numeral: str, value: int | None) -> None:
    assert roman(numeral) == value
