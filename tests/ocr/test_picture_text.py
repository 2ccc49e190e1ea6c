"""What is read in pictures: text comes in, what is read into photographs, maps, charts and seals stays out."""

import pytest

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.pictures.text import told

_PICTURE = Box(100, 100, 1100, 900)


def line(text: str, top: int, sure: float = 0.95, left: int = 120) -> Segment:
    """Words of letters 20 pixels wide and 30 high."""
    words = []
    for word in text.split():
        words.append(Token(word, Box(left, top, left + 20 * len(word), top + 30), sure))
        left += 20 * len(word) + 10
    return tuple(words)


def kept(*lines: Segment, tabled: tuple[Segment, ...] = ()) -> list[str]:
    return [" ".join(t.text for t in s) for s in told([*lines, *tabled], tabled, _PICTURE).segments]


CLIPPING = [
    line("Sở Nội vụ chủ trì, phối hợp với các sở, ngành", 120),
    line("rà soát, trình Ủy ban nhân dân tỉnh xem xét", 170),
    line("trước ngày 15 tháng 9 năm 2026.", 220),
]


def test_a_clipping_is_kept_with_its_short_and_doubtful_lines() -> None:
    doubtful, short = line("chuy€n tiêp", 270, 0.55), line("12", 320)
    assert len(kept(*CLIPPING, doubtful, short)) == 5


def test_what_is_illegible_in_a_clipping_is_left_out_and_counted() -> None:
    scrawl = line("VIỆC IAHĐ CHƠH", 270, 0.2)
    found = told([*CLIPPING, scrawl], [], _PICTURE)
    assert len(found.segments) == 3
    assert found.left == 3
    assert not found.garbled


def test_a_picture_of_text_that_cannot_be_read_is_told() -> None:
    found = told(
        [line("VIỆC IAHĐ CHƠH HH(L HC ĐA V tỰC tư Hy", 120 + 50 * row, 0.25) for row in range(3)], [], _PICTURE
    )
    assert not found.segments
    assert found.garbled


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("names on a map", [line("Phú Lộc", 150), line("Hồ Núi", 420, left=700), line("QL19", 600, left=400)]),
        ("figures of a chart", [line("39,1 36,6", 200), line("2021 2022 2023 2024 2025", 800)]),
        ("the rim of a seal", [line("AN PHÔN", 160, 0.5), line("VÀ", 260), line("kí", 300, 0.4)]),
        ("a stroke of a pen", [line("⁄", 300, 0.3)]),
    ],
)
def test_what_is_read_into_pictures_stays_out(what: str, lines: list[Segment]) -> None:
    assert kept(*lines) == [], what
    assert not told(lines, [], _PICTURE).garbled


def test_of_a_chart_only_its_heading_is_read() -> None:
    heading = "Tỷ lệ che phủ rừng giai đoạn 2021 - 2025 (%)"
    assert kept(line(heading, 120), line("42,1", 400), line("2021 2022 2023", 800)) == [heading]


def test_a_signature_block_beside_a_seal_is_read() -> None:
    """A pasted signature: the office in capitals and the name; what the seal is read as stays out."""
    block = [line("PHÓ CHỦ TỊCH", 120), line("AN PHÔN", 300, 0.5), line("Lê Thị Minh Tâm", 700)]
    assert kept(*block) == ["PHÓ CHỦ TỊCH", "Lê Thị Minh Tâm"]


def test_a_table_of_figures_is_kept_for_its_cells() -> None:
    cells = tuple(line(text, 120, left=150 + 200 * at) for at, text in enumerate(["2026", "12,5", "13,0", "1.250"]))
    assert len(kept(tabled=cells)) == 4
    assert kept(*cells) == []
