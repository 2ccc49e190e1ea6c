"""In which state a text is, and that sound text passes untouched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Condition, plain_document
from corpus.language.orthography import bare
from ocr.repair import Channel, plan, repair

SOUND = [
    "Điều 5. Trách nhiệm của cơ quan quản lý nhà nước về bảo hiểm xã hội",
    "1. Xây dựng, trình cơ quan có thẩm quyền ban hành văn bản quy phạm pháp luật.",
    "Noi nhan:",
    "- VT, KTTH (2b).",
    "huyện Krông Pắk, tỉnh Đắk Lắk; mẫu B2L, NG1",
]
GARBLED = [
    "Diéu 5. Trach nhiém cua co quan quan ly nha nudc vé bao hiém xa hdi",
    "1. Xay dung, trinh co quan c6 tham quyén ban hanh van ban quy pham phap ludt.",
]
ENGLISH = [
    "The provincial committee has issued a plan for social security and public health.",
    "It takes effect in May.",
]


@pytest.mark.parametrize(
    ("lines", "condition", "english"),
    [
        (SOUND, Condition.CLEAN, False),
        (GARBLED, Condition.OCR_GARBLED, False),
        ([bare(line) for line in SOUND[:2]], Condition.DIACRITICS_STRIPPED, False),
        (ENGLISH, Condition.CLEAN, True),
        ([*SOUND, "", *GARBLED], Condition.MIXED, False),
        ([], Condition.CLEAN, False),
        (["", "  "], Condition.CLEAN, False),
    ],
)
def test_condition_and_language(lines: list[str], condition: Condition, english: bool) -> None:  # noqa: FBT001
    found = plan(lines)
    assert (found.condition, found.english) == (condition, english)


def test_only_the_damaged_lines_of_a_mixed_text_change() -> None:
    sound = [*SOUND[:2], *SOUND[3:]]
    text = "\n".join([*sound, "", *GARBLED])
    repaired = repair(plain_document(text, identity="sha256:0", source="x.txt")).text.split("\n")
    assert repaired[: len(sound)] == sound
    assert repaired[-2] == SOUND[0]


@pytest.mark.parametrize("lines", [SOUND, ENGLISH])
def test_sound_text_passes_untouched(lines: list[str]) -> None:
    document = plain_document("\n".join(lines), identity="sha256:0", source="x.txt")
    repaired = repair(document)
    assert repaired.text == document.text
    assert repaired.readings == ()


def test_a_garbled_text_is_garbled_in_every_line() -> None:
    assert set(plan([*GARBLED, "quan ly cua cac co quan dan cu"]).channels) == {Channel.GARBLED}


def test_pages_that_differ_stay_told() -> None:
    """Sound words say nothing of how they arrived: from a text layer, or from a page that had to be recognised."""
    document = plain_document("\n".join(SOUND), identity="sha256:0", source="x.pdf")
    assert repair(replace(document, condition=Condition.MIXED)).condition is Condition.MIXED
