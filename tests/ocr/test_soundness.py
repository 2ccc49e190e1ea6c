"""Which text layers are trusted."""

import pytest

from corpus.document import Box
from ocr.files.soundness import judge
from ocr.files.text_layer import TextLayer
from ocr.pictures.found import Pictures

GOOD = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành và địa phương khẩn trương triển khai thực hiện kế hoạch năm nay. " * 5
)
GARBLED = "Uy ban nhan dan tinh yéu cau cac so, nganh va dia phuong khan truong trién khai thuc hién ké hoach. " * 5
STRIPPED = "Uy ban nhan dan tinh yeu cau cac so nganh khan truong thuc hien ke hoach phat trien nong thon. " * 5
ENGLISH = "The provincial committee shall report on the results of the programme that has been carried out. " * 5
STAMP = "Người ký: Ủy ban nhân dân tỉnh\nNgày ký: 05.07.2023 09:12:01"


@pytest.mark.parametrize(
    ("layer", "sound", "says"),
    [
        (TextLayer(GOOD), True, "Vietnamese"),
        (TextLayer(GOOD, Pictures(1.0)), True, "Vietnamese"),
        (TextLayer(ENGLISH), True, "English"),
        (TextLayer("Phụ lục 3"), True, "characters"),
        (TextLayer("", blank=True), True, "blank"),
        (TextLayer(""), False, "no text layer"),
        (TextLayer(STAMP, Pictures(1.0)), False, "only"),
        (TextLayer("CÔNG BÁO/Số 5/Ngày 1-1-2024 7", Pictures(0.6)), False, "60%"),
        (TextLayer(GARBLED), False, "garbled"),
        (TextLayer(STRIPPED), False, "garbled"),
        (TextLayer(GARBLED, Pictures(1.0)), False, "poor"),
        (TextLayer(GOOD + "\ufffd" * 20), False, "no meaning"),
        (TextLayer(GOOD + "\ue012" * 20), False, "no meaning"),
        (TextLayer("12 345 678\n" * 60), True, "characters"),
    ],
)
def test_verdict(layer: TextLayer, *, sound: bool, says: str) -> None:
    verdict = judge(layer)
    assert verdict.sound is sound
    assert says in verdict.reason


def test_pictures_beside_a_sound_layer_are_to_be_read_and_those_of_a_page_that_is_recognised_are_not() -> None:
    pictures = Pictures(0.5, (Box(60, 300, 500, 700),))
    assert judge(TextLayer(GOOD, pictures)).pictures == pictures.unread
    assert not judge(TextLayer(GARBLED, pictures)).pictures
    assert not judge(TextLayer(STAMP, pictures)).sound
