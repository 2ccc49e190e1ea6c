"""Coloured ink, unread marks in the margins, and parts of a page set one below the other."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from corpus.document import Box
from ocr.draft import Token
from ocr.image.collage import collage
from ocr.image.ink import doubted_where_written, ink_of, without_colour
from ocr.page.margins import unread_marks

PRINTED, WRITTEN = Box(20, 20, 120, 60), Box(220, 20, 320, 60)


@pytest.fixture
def page() -> Image.Image:
    image = Image.new("RGB", (400, 200), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((30, 30, 110, 50), fill=(20, 20, 25))
    pen.rectangle((230, 30, 310, 50), fill=(50, 60, 190))
    return image


def test_a_number_in_pen_is_doubted_and_print_is_not(page: Image.Image) -> None:
    segment = (Token("409", PRINTED, 0.9), Token("409", WRITTEN, 0.9), Token("số", WRITTEN, 0.9))
    (found,) = doubted_where_written([segment], ink_of(page))
    assert [t.confidence for t in found] == [0.9, pytest.approx(0.27), 0.9]


def test_a_grey_page_has_no_coloured_ink(page: Image.Image) -> None:
    assert ink_of(page.convert("L")).coloured_share(WRITTEN) == 0
    assert ink_of(page).coloured_share(Box(0, 100, 50, 150)) == 0


def test_coloured_ink_fades_and_print_stays(page: Image.Image) -> None:
    grey = without_colour(page)
    assert grey.getpixel((70, 40)) == 25
    assert grey.getpixel((270, 40)) == 190
    assert grey.getpixel((5, 5)) == 255


def test_a_digit_alone_at_the_foot_is_found(drawn: Callable[..., Image.Image]) -> None:
    image = drawn([(60, 400, 13, "Điều 1. Phạm vi điều chỉnh"), (297, 800, 13, "4")])
    read = [Box(150, 1100, 700, 1160)]
    (mark,) = unread_marks(image, read, 34)
    assert abs(mark.left - 297 * 200 / 72) < 6
    assert unread_marks(image, [*read, mark], 34) == []


def test_words_of_a_collage_go_back_to_their_place() -> None:
    parts = [Box(100, 50, 200, 80), Box(40, 300, 240, 340)]
    put = collage(Image.new("L", (500, 500), 255), parts)
    assert put.image.width == 200 + 2 * 16
    for (top, shown), part in zip(put.places, parts, strict=True):
        inside = Box(16 + 5, top + 4, 16 + 45, top + 24)
        (token,) = put.on_page([(Token("25", inside, 0.9),)])
        assert shown == part
        assert token.box == Box(part.left + 5, part.top + 4, part.left + 45, part.top + 24)
    assert put.on_page([(Token("x", Box(0, 0, 4, 4), 0.9),)]) == []
