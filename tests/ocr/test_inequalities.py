"""Signs ≥ and ≤, which Tesseract reads without their bar."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpus.document import Box
from ocr import ReadOptions, read
from ocr.draft import Segment, Token
from ocr.recognition.inequalities import barred, with_bars

EM = 39  # pixels
SEEN = str.maketrans("≥≤", "><")


class Printed:
    """A page of print and its words as Tesseract reads them."""

    def __init__(self, face: Path) -> None:
        self.font = ImageFont.truetype(str(face), EM)
        self.image = Image.new("RGB", (1654, 400), "white")
        self.segments: list[Segment] = [self.line(40, "Tỷ", "lệ", "hộ", "nghèo", "giảm", "xuống")]

    def line(self, top: int, *words: str) -> Segment:
        pen, left, tokens = ImageDraw.Draw(self.image), 100.0, []
        for word in words:
            box = Box(*map(round, pen.textbbox((left, top), word, self.font)))
            pen.text((left, top), word, "black", self.font)
            tokens.append(Token(word.translate(SEEN), box, 0.93))
            left = box.right + 12
        return tuple(tokens)

    def read(self) -> list[str]:
        restored = with_bars(self.segments, barred(self.image, self.segments))
        return [" ".join(t.text for t in segment) for segment in restored[1:]]


@pytest.fixture
def page(face: Path) -> Printed:
    return Printed(face)


LINES = ("sạch ≥ 95% và ≤ 3,5%", "đạt ≥50 triệu, hao hụt ≤10%", "trên > 80 trường, < 1,5%", "tăng >50 (≥ 7%), 30-<60")


@pytest.mark.parametrize("line", LINES)
def test_a_bar_under_the_sign_is_seen_and_none_is_invented(page: Printed, line: str) -> None:
    page.segments.append(page.line(120, *line.split()))
    assert page.read() == [line]


@pytest.mark.parametrize(("blur", "quality"), [(0.8, 60), (1.1, 40)])
@pytest.mark.parametrize("line", LINES)
def test_bars_outlast_scanning(page: Printed, line: str, blur: float, quality: int) -> None:
    page.segments.append(page.line(120, *line.split()))
    scanned = io.BytesIO()
    page.image.filter(ImageFilter.GaussianBlur(blur)).save(scanned, "JPEG", quality=quality)
    page.image = Image.open(scanned)
    assert page.read() == [line]


def test_rules_are_no_bars(page: Printed) -> None:
    page.segments.append(page.line(120, "trên", "> 80"))
    box = page.segments[-1][1].box
    assert box
    pen = ImageDraw.Draw(page.image)
    pen.line((60, box.bottom + 3, 700, box.bottom + 3), "black", 3)  # under the words
    pen.line((60, box.top - 5, 700, box.top - 5), "black", 3)
    assert page.read() == ["trên > 80"]


def test_without_print_to_measure_by_nothing_is_said(page: Printed) -> None:
    segment = page.line(120, "≥", "95%")
    assert barred(page.image, [segment]) == ()
    assert with_bars([segment], ()) == [segment]


@pytest.mark.tesseract
def test_a_page_keeps_its_signs(drawn: Callable[..., Image.Image], tmp_path: Path) -> None:
    printed = [
        (70, 90, 14, "Tỷ lệ hộ dân được sử dụng nước sạch ≥ 95%"),
        (70, 115, 14, "Tỷ lệ thất nghiệp khu vực thành thị ≤ 3,5%"),
        (70, 140, 14, "Số trường đạt chuẩn quốc gia > 80 trường"),
    ]
    drawn(printed).save(tmp_path / "page.png", dpi=(200, 200))
    text = read(tmp_path / "page.png", ReadOptions(), tmp_path / "ws").as_read
    assert [sign in line for sign, line in zip("≥≤>", text.splitlines(), strict=True)] == [True] * 3
