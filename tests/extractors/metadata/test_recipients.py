"""The lists of recipients, also beside signatures and with damage."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.metadata.recipients import recipient_items, recipients

Analysed = Callable[..., Analysis]
HEAD = "UBND TỈNH AN HẢI\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nMở thư viện\n\nSở Tài chính bố trí kinh phí./.\n\n"


def items(analysis: Analysis) -> list[str]:
    return [" ".join(item.words(analysis.flat).split()) for item in recipient_items(analysis)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("- Sở Y tế;\n- Lưu: VT.\n", ["Sở Y tế", "Lưu: VT"]),
        # an item goes on in the next line
        ("- Sở Y tế, Sở Nội vụ,\nSở Xây dựng;\n- Lưu: VT.\n", ["Sở Y tế, Sở Nội vụ, Sở Xây dựng", "Lưu: VT"]),
        # the signature's column between two items
        (
            "- Sở Y tế;\nTM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ;\nLê Văn Nam\n- Lưu: VT.\n",
            ["Sở Y tế", "Sở Nội vụ", "Lưu: VT"],
        ),
        # dashes as recognised, and one that is lost
        (
            "-_ Sở Y tế;\n_= Sở Nội vụ;\nSở Xây dựng;\nlị - Lưu VT, TH (Tr).\n",
            ["Sở Y tế", "Sở Nội vụ", "Sở Xây dựng", "Lưu VT, TH (Tr)"],
        ),
        ("- Như trên;\nThanh tra huyện\n- Lưu VT.\n", ["Như trên", "Thanh tra huyện", "Lưu VT"]),
        # several on one line
        ("- Như Điều 4;- Công báo;- Lưu: VT.\n", ["Như Điều 4", "Công báo", "Lưu: VT"]),
        # a semicolon read as a colon closes an item, and the note belongs to it
        (
            "- Đảng ủy các xã, thị trấn (chỉ đạo):\n- Lưu: VT, KTTH (TT).\n",
            ["Đảng ủy các xã, thị trấn (chỉ đạo)", "Lưu: VT, KTTH (TT)"],
        ),
    ],
)
@pytest.mark.parametrize("title", ["Nơi nhận:", "Noi nhận", "Nơi uất"])
def test_items_of_a_list(analysed: Analysed, title: str, printed: str, expected: list[str]) -> None:
    analysis = analysed(f"{HEAD}{title}\n{printed}")
    assert items(analysis) == expected
    assert [one.raw for one in recipients(analysis)] == expected


def test_an_address_is_no_recipient_of_the_foot(analysed: Analysed) -> None:
    analysis = analysed("UBND TỈNH AN HẢI\nSố: 7/UBND\n\nKính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\n\nĐề nghị góp ý.\n")
    assert items(analysis) == ["Sở Y tế", "Sở Nội vụ"]
    assert recipients(analysis) == []


def test_a_page_full_of_other_lines_after_the_foot_is_another_document(analysed: Analysed) -> None:
    annex = "\n".join(f"{i}. Trạm bơm thôn {i} được sửa chữa trong năm." for i in range(1, 20))
    analysis = analysed(f"{HEAD}Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\f{annex}")
    assert len(analysis.parts) == 2
    assert analysis.parts[0].foot[-1].text == "- Lưu: VT."


def test_receivers_that_no_table_holds(analysed: Analysed) -> None:
    listed = "- Như Điều 3;\n- Trang thông tin điện tử huyện Bắc Sơn;\n- Thành viên Ban Chỉ đạo 24 huyện;\n- Lưu: VT.\n"
    found = [row for row in extract_assignments(analysed(f"{HEAD}Nơi nhận:\n{listed}")) if row.role == "recipient"]
    assert [(row.body.name, row.role) for row in found] == [
        ("Trang thông tin điện tử huyện Bắc Sơn", "recipient"),
        ("thành viên Ban Chỉ đạo 24 huyện", "recipient"),
        ("Văn thư", "recipient"),
    ]
