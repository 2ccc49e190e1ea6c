"""Tables without rules or bars: in plain text with columns of spaces, and on pages whose words have places."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.document import Box, Document, Line, LineKind, Page, PageSource, Word, plain_document
from corpus.record import Assignment, Target
from extractors.assignments import extract_assignments
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

TARGETS = """KẾ HOẠCH
Phát triển thư viện năm 2026

PHỤ LỤC: CÁC CHỈ TIÊU CHỦ YẾU

TT   Chỉ tiêu                          Đơn vị     Thực hiện       Kế hoạch
                                       tính       năm 2025     2026      2030
1    Số thư viện xã                    Thư viện        12        40        60
2    Tỷ lệ hộ gia đình ở các thôn      %             20,5        45       100
     có tủ sách và phòng đọc
3    Số bạn đọc bình quân trong        Người        1.250     2.000     5.000
     năm của các xã, phường của
     An Hải và Minh Tân

Ghi chú: số liệu do Sở Văn hóa và Thể thao cung cấp.
"""

TASKS = """KẾ HOẠCH
Phát triển thư viện

PHỤ LỤC

TT   Nội dung công việc            Cơ quan         Cơ quan            Thời gian
                                   chủ trì         phối hợp           hoàn thành
I    Về thể chế
1    Xây dựng đề án thư viện       Sở Văn hóa      Sở Tài chính;      Tháng
     số cho các trường học         và Thể thao     Ủy ban nhân dân    6/2026
                                                   các xã
2    Rà soát quy định về đọc       Sở Tư pháp                         Quý II/2027
     sách
"""


def text(page: str) -> Document:
    return replace(plain_document(page, identity="sha256:0", source="specimen.txt"), language="vi")


def placed(page: str, *, letter: int = 10, tops: Sequence[int] = ()) -> Document:
    """Return the page as a reader gives it: one space between words, and their boxes where they stood."""
    lines, words_of, at = [], [], 0
    for number, row in enumerate(page.split("\n"), 1):
        words, said = [], ""
        for column, word in _words(row):
            said += " " if said else ""
            top = tops[number - 1] if tops else number * 30
            box = Box(column * letter, top, (column + len(word)) * letter, top + 18)
            words.append(Word(at + len(said), at + len(said) + len(word), box))
            said += word
        box = Box(words[0].box.left, words[0].box.top, words[-1].box.right, words[-1].box.bottom) if words else None
        kind = LineKind.TABLE if "   " in row.strip() else LineKind.BODY
        lines.append(Line(number, at, at + len(said), box, 0, kind, tuple(words)))
        words_of.append(said)
        at += len(said) + 1
    whole = "\n".join(words_of)
    only = Page(1, 0, len(whole), tuple(lines), PageSource.TEXT_LAYER, width=1200, height=1600, dpi=150)
    return Document("sha256:0", "specimen.pdf", "application/pdf", whole, (only,), whole, language="vi")


def _words(row: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in row.split():
        at = row.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


def brief(targets: list[Target]) -> list[tuple[str | None, float | None, str | None, str | None]]:
    return [(t.indicator.vi, t.value, t.unit, t.due and t.due.end) for t in targets]


def duties(found: list[Assignment]) -> list[tuple[str, str, str | None, str | None]]:
    return [(a.body.name, a.role, a.task.vi, a.due and a.due.end) for a in found]


@pytest.mark.parametrize("made", [text, placed])
def test_indicators_over_several_lines(made: object) -> None:
    targets, results = extract_targets(analyse(made(TARGETS)))  # type: ignore[operator]
    assert brief(targets) == [
        ("số thư viện xã", 40, "libraries", "2026-12-31"),
        ("số thư viện xã", 60, "libraries", "2030-12-31"),
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách và phòng đọc", 45, "percent", "2026-12-31"),
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách và phòng đọc", 100, "percent", "2030-12-31"),
        ("số bạn đọc bình quân trong năm của các xã, phường của An Hải và Minh Tân", 2000, "people", "2026-12-31"),
        ("số bạn đọc bình quân trong năm của các xã, phường của An Hải và Minh Tân", 5000, "people", "2030-12-31"),
    ]
    assert [t.value for t in results] == [12, 20.5, 1250]


@pytest.mark.parametrize("made", [text, placed])
def test_tasks_over_several_lines(made: object) -> None:
    assert duties(extract_assignments(analyse(made(TASKS)))) == [  # type: ignore[operator]
        ("Sở Văn hóa và Thể thao", "lead", "Xây dựng đề án thư viện số cho các trường học", "2026-06-30"),
        ("Sở Tài chính", "coordinate", "Xây dựng đề án thư viện số cho các trường học", "2026-06-30"),
        ("Ủy ban nhân dân các xã", "coordinate", "Xây dựng đề án thư viện số cho các trường học", "2026-06-30"),
        ("Sở Tư pháp", "lead", "Rà soát quy định về đọc sách", "2027-06-30"),
    ]


PAGES = """KẾ HOẠCH
Phát triển thư viện

PHỤ LỤC

TT   Chỉ tiêu                        Đơn vị     Năm 2030
1    Tỷ lệ hộ gia đình ở các         %              75
     thôn có tủ sách
                         2

TT   Chỉ tiêu                 Đơn vị   Năm 2030
2    Tỷ lệ trường học có      %            90
     thư viện và phòng đọc
"""


def test_the_next_page_of_a_text_has_its_columns_elsewhere() -> None:
    targets, _ = extract_targets(analyse(text(PAGES)))
    assert brief(targets) == [
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách", 75, "percent", "2030-12-31"),
        ("tỷ lệ trường học có thư viện và phòng đọc", 90, "percent", "2030-12-31"),
    ]


CENTRED = """KẾ HOẠCH
Phát triển thư viện

PHỤ LỤC

TT   Chỉ tiêu                        Đơn vị     Năm 2030

     Tỷ lệ hộ gia đình ở các
1    thôn có tủ sách, phòng          %              75
     đọc

     Tỷ lệ trường học
2    có thư viện                     %              90
"""


def test_figures_half_way_down_their_rows_where_gaps_part_the_rows() -> None:
    targets, _ = extract_targets(analyse(text(CENTRED)))
    assert brief(targets) == [
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách, phòng đọc", 75, "percent", "2030-12-31"),
        ("tỷ lệ trường học có thư viện", 90, "percent", "2030-12-31"),
    ]


def test_lines_of_a_cell_stand_closer_than_rows() -> None:
    """Rows of which each cell stands in the middle, parted by little more than lines are."""
    rows = [line for line in CENTRED.split("\n") if line]
    places, at = [], 0
    for line in rows:
        at += 42 if line in {"     Tỷ lệ hộ gia đình ở các", "     Tỷ lệ trường học"} else 30
        places.append(at)
    targets, _ = extract_targets(analyse(placed("\n".join(rows), tops=places)))
    assert [(t.indicator.vi, t.value) for t in targets] == [
        ("tỷ lệ hộ gia đình ở các thôn có tủ sách, phòng đọc", 75),
        ("tỷ lệ trường học có thư viện", 90),
    ]


def test_rows_that_nothing_tells_apart_are_not_read() -> None:
    """Without gaps and numbers nothing tells to which of two figures a line between them belongs."""
    crowded = "\n".join(line for line in CENTRED.split("\n") if line).replace("1 ", "  ").replace("2 ", "  ")
    targets, results = extract_targets(analyse(text(crowded)))
    assert (targets, results) == ([], [])


def test_a_due_date_over_two_lines_is_quoted_in_its_own_words() -> None:
    found = extract_assignments(analyse(text(TASKS)))
    assert found[0].due is not None
    assert found[0].due.raw == "Tháng 6/2026"


def test_a_heading_between_rows_is_no_part_of_the_row_above() -> None:
    page = TARGETS.replace("có tủ sách và phòng đọc", "có tủ sách").replace("3    Số", "     Về bạn đọc\n3    Số")
    targets, _ = extract_targets(analyse(text(page)))
    assert targets[2].indicator.vi == "tỷ lệ hộ gia đình ở các thôn có tủ sách"


def test_a_row_is_left_out_where_a_capital_may_begin_another() -> None:
    """There was room for "Về", but hardly: a heading, or the row's own words."""
    page = TARGETS.replace("3    Số", "     Về bạn đọc\n3    Số")
    targets, _ = extract_targets(analyse(text(page)))
    assert [t.value for t in targets] == [40, 60, 2000, 5000]


def test_prose_with_wide_spaces_is_no_table() -> None:
    page = (
        "KẾ HOẠCH\nPhát triển thư viện\n\nI. CHỈ TIÊU   ĐƠN VỊ   NĂM 2030\n\n"
        "Phấn đấu   85%  xã có tủ sách;   40% thư viện\nhuyện được   số hóa.\n"
    )
    targets, _ = extract_targets(analyse(text(page)))
    assert all(t.unit == "percent" and "đơn vị" not in (t.indicator.vi or "").lower() for t in targets)
