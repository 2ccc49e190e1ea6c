"""Days in columns of lists of documents, whose cells a converter printed on lines of their own."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.times.deadlines import extract_deadlines

DECISION = (
    "BỘ VĂN HÓA\nSố: 7/QĐ-BVH\nHà Nội, ngày 02 tháng 5 năm 2024\n\nQUYẾT ĐỊNH\nCông bố danh mục văn bản\n\n"
    "Điều 1. Công bố danh mục văn bản về thư viện.\n\nDANH MỤC\n\n"
)
ROW = "1\nThông tư số 03/2017/TT-BVH ngày 01/3/2017\ncủa Bộ trưởng về thẻ đọc\nĐược thay thế\n05/4/2024\n"


def days(analysed: Callable[..., Analysis], text: str) -> list[tuple[str, str | None]]:
    found = extract_deadlines(analysed(DECISION + text))
    return [(d.kind, d.start) for d in found if d.kind != "document_date"]


@pytest.mark.parametrize(
    "column", ["Ngày hết\nhiệu lực", "Ngày có hiệu lực", "Thời điểm\ncó hiệu lực", "Ngày\ncó hiệu lực"]
)
def test_a_day_alone_in_a_column_of_effect(analysed: Callable[..., Analysis], column: str) -> None:
    found = days(analysed, f"STT\nTên văn bản\nLý do\n{column}\n{ROW}")
    assert found == [("cited_document_date", "2017-03-01"), ("effective_date", "2024-04-05")]


def test_a_footnote_behind_the_day(analysed: Callable[..., Analysis]) -> None:
    text = (
        "TT\nSố, ký hiệu\nNgày có hiệu lực\n1\nNghị định\nSố 14/2018/NĐ-CP\nngày 08/10/20181\n"
        "Về thư viện\n08/12/2018\n\n1 Văn bản này đã nêu ở mục trên\n"
    )
    assert days(analysed, text)[0] == ("cited_document_date", "2018-10-08")


def test_five_digits_without_a_footnote_are_no_year(analysed: Callable[..., Analysis]) -> None:
    assert not days(analysed, "Căn cứ Nghị định số 14/2018/NĐ-CP ngày 08/10/20181 về thư viện.\n")


@pytest.mark.parametrize(
    "text",
    [
        # another table
        f"STT\nTên văn bản\nNgày có hiệu lực\n1\nThông tư A\n\nSTT\nTên thư viện\nNgày mở\n{ROW}",
        # days of issue in a column of their own
        f"STT\nTên văn bản\nNgày ban hành\nNgày có hiệu lực\n{ROW}",
        # no column says what the days are
        f"STT\nTên văn bản\nGhi chú\n{ROW}",
    ],
)
def test_other_days_alone_are_none_of_effect(analysed: Callable[..., Analysis], text: str) -> None:
    assert "effective_date" not in [kind for kind, _ in days(analysed, text)]
