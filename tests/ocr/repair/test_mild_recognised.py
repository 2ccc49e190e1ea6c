"""Freshly recognised lines: two readings of a word are weighed in their context, and what is sure stays."""

import pytest

from corpus.document import Alternative
from ocr.repair.mild import MildProposer
from ocr.repair.recognised import ReadLine, ReadWord, restore_recognised
from ocr.repair.restore import shipped_models


def restored(text: str, doubts: dict[str, tuple[float, str | None]] | None = None, *, is_open: bool = True) -> str:
    """Restore one line; ``doubts``: by word, how sure its reader is, and what another reading gave."""
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        sure, other = (doubts or {}).get(word, (0.995, None))
        others = (Alternative(other, 0.9 - sure),) if other else ()
        words.append(ReadWord(start, at, sure, others))
    ngram = shipped_models().ngram
    (line,) = restore_recognised([ReadLine(text, tuple(words), is_open)], ngram, MildProposer(ngram))
    assert [line.text[t.start : t.end] for t in line.tokens] == [t.text for t in line.tokens]
    return line.text


@pytest.mark.parametrize(
    ("read", "doubts", "printed"),
    [
        ("Cả hệ thống chính trị phần đấu hoàn thành", {"phần": (0.5, "phấn")}, "phấn đấu"),
        ("hỗ trợ 100% chỉ phí thiết kế bao bì", {"chỉ": (0.5, "chi")}, "chi phí"),
        ("Ủy ban nhân dân tỉnh chi đạo các sở", {"chi": (0.5, "chỉ")}, "chỉ đạo"),
        ("xây dựng bãi thu gom, xứ lý chất thải", {"xứ": (0.6, None)}, "xử lý"),
    ],
)
def test_context_decides_between_readings(read: str, doubts: dict[str, tuple[float, str | None]], printed: str) -> None:
    assert printed in restored(read, doubts)


@pytest.mark.parametrize(
    "text",
    [
        "Cả hệ thống chính trị phấn đấu hoàn thành nhiệm vụ năm 2030.",
        "Ông Trần Văn Diêu, Phó Chánh Văn phòng Ủy ban nhân dân tỉnh",
        "quý III năm 2025, tỷ lệ hộ nghèo còn 1,5%",
        "xã Quảng Tín, huyện Đắk R'lấp, thị trấn Kiến Đức",
    ],
)
def test_what_is_sure_stays(text: str) -> None:
    assert restored(text) == text


def test_digits_are_no_matter_of_context() -> None:
    text = "ngày 31 tháng 13 năm 20l9"
    assert restored(text, {"31": (0.3, "21"), "13": (0.2, "12")}) == text


def test_a_line_that_only_gives_context_stays() -> None:
    text = "hô trợ chỉ phí thiết kê bao bì"
    assert restored(text, is_open=False) == text
