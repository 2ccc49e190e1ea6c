from __future__ import annotations

import pytest

from corpus.document import plain_document
from ocr.repair import repair
from ocr.repair.figures import certainty


@pytest.mark.parametrize(("damaged", "sound"), [("72/201", "2019"), ("170/2024/QHIS", "95%"), ("43]", "43.")])
def test_a_damaged_shape_is_less_sure(damaged: str, sound: str) -> None:
    assert certainty(damaged) < certainty(sound) < 1


def test_a_word_is_no_figure() -> None:
    assert certainty("nghiệp") == 1.0


def test_figures_of_garbled_text_carry_their_own_certainty() -> None:
    document = repair(plain_document("Ty 1é that nghiép chung dudi 12% dan s6 toan tinh", identity="", source="a"))
    start = document.text.index("12%")
    assert document.text[start : start + 3] == "12%"
    assert 0.9 < document.probability(start, start + 3) < 1


def test_figures_of_sound_text_are_certain() -> None:
    document = plain_document("Tỷ lệ thất nghiệp chung dưới 12% dân số toàn tỉnh", identity="", source="a")
    assert repair(document).probability(0, len(document.text)) == 1.0
