"""Tables of which a converter has written every cell on lines of its own, and indicators that carry their units."""

from collections.abc import Callable

import pytest

from corpus.record import Target
from extractors.analysis import Analysis
from extractors.targets import extract_targets

Build = Callable[..., Analysis]

HEAD = """KẾ HOẠCH
Phát triển thư viện

Phụ lục I
CÁC CHỈ TIÊU CHỦ YẾU

TT
CHỈ TIÊU
MỤC TIÊU
2026 - 2030
CƠ QUAN CHỦ
TRÌ, THEO DÕI
"""
ROWS = """I
VỀ THƯ VIỆN
1
Tỷ lệ xã có tủ sách bình
quân/năm (%)
Phấn đấu ≥
85,5
1. Sở Văn hóa đầu
mối.
2. Các xã.
2
Số bạn đọc của các thư viện
đến năm 2028 (nghìn người)
40 - 45
Sở Văn hóa
TT
CHỈ TIÊU
MỤC TIÊU
2026 - 2030
CƠ QUAN CHỦ
TRÌ, THEO DÕI
3
Số lượt mượn sách trên 10.000
dân (lượt)
> 900
Sở Văn hóa
4
Tỷ lệ trường học có thư viện
100%
Sở Giáo dục
"""


def brief(targets: list[Target]) -> list[tuple[object, ...]]:
    return [
        (t.indicator.vi, t.comparator, t.value if t.value is not None else (t.value_min, t.value_max), t.unit)
        for t in targets
    ]


def test_indicators_that_carry_their_units(analysed: Build) -> None:
    targets, _ = extract_targets(analysed(HEAD + ROWS))
    assert brief(targets) == [
        ("tỷ lệ xã có tủ sách bình quân/năm", "ge", 85.5, "percent"),
        ("số bạn đọc của các thư viện", "range", (40_000, 45_000), "people"),
        ("số lượt mượn sách trên 10.000 dân", "gt", 900, "per_10000_people"),
        ("tỷ lệ trường học có thư viện", "eq", 100, "percent"),
    ]
    assert [t.due and t.due.end for t in targets] == ["2030-12-31", "2028-12-31", "2030-12-31", "2030-12-31"]
    assert targets[0].evidence[0].quote.endswith("(%)\nPhấn đấu ≥\n85,5")


COLUMNS = """KẾ HOẠCH
Phát triển thư viện

STT
Chỉ tiêu
Đơn vị
tính
Thực hiện năm 2025
Kế hoạch năm 2026
1
Số thư viện xã
Thư viện
12
40
2
Số bạn đọc
Người
5.000
3
Tỷ lệ xã có tủ sách
%
45
60
"""


def test_as_many_figures_as_columns(analysed: Build) -> None:
    """Of the second row's columns one is empty, and nothing tells which: it is left out."""
    targets, results = extract_targets(analysed(COLUMNS))
    assert brief(targets) == [
        ("số thư viện xã", "eq", 40, "libraries"),
        ("tỷ lệ xã có tủ sách", "eq", 60, "percent"),
    ]
    assert [t.value for t in results] == [12, 45]


@pytest.mark.parametrize(
    "row",
    [
        "1\nHạng về đọc sách đến năm\n2030\nNhóm đầu\n",  # the year of the indicator is no figure
        "1\nHệ số đọc sách\n4,5\n",  # no unit
        "7\nTỷ lệ xã có tủ sách (%)\n60\n",  # not the first row
    ],
)
def test_what_does_not_stand_in_order_is_left_out(analysed: Build, row: str) -> None:
    assert extract_targets(analysed(HEAD + row)) == ([], [])


def test_a_ruled_table_without_a_column_of_units(analysed: Build) -> None:
    text = "KẾ HOẠCH\nPhát triển thư viện\n\n| TT | Chỉ tiêu | Kế hoạch năm 2026 | Chủ trì |\n"
    text += "| 1 | Kinh phí mua sách (tỷ đồng) | 16,4 | Sở Tài chính |\n| 2 | Hệ số đọc sách | 4,5 | Sở Nội vụ |\n"
    targets, _ = extract_targets(analysed(text))
    assert brief(targets) == [("kinh phí mua sách", "eq", 16_400_000_000, "VND")]
