"""Slanted pages are straightened and dark edges wiped, where they are; boxes stay on the page that is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import ocr
from corpus.document import Box
from ocr import ReadOptions
from ocr.image.scan_edges import dark_edges, wiped
from ocr.image.skew import level_box, slant, straightened
from ocr.image.treatment import treatment

DPI = 100
LINE = "Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì thực hiện năm 2027."


@pytest.fixture(scope="module")
def page(drawn: Callable[..., Image.Image]) -> Image.Image:
    return drawn([(70, 80 + 22 * at, 13, LINE) for at in range(25)], dpi=DPI)


def rising(page: Image.Image, angle: float) -> Image.Image:
    return page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


@pytest.mark.parametrize("angle", [-3.0, -1.6, -0.4, 0.0, 0.7, 2.2, 4.5])
def test_slant_is_measured_to_a_tenth(page: Image.Image, angle: float) -> None:
    assert slant(rising(page, angle), DPI) == pytest.approx(angle, abs=0.11)


def test_a_straightened_page_is_level(page: Image.Image) -> None:
    assert slant(straightened(rising(page, 2.2), 2.2), DPI) == pytest.approx(0, abs=0.11)


@pytest.mark.parametrize("image", [Image.new("L", (827, 1169), 255), Image.effect_noise((827, 1169), 200)])
def test_paper_without_lines_has_no_slant(image: Image.Image) -> None:
    assert slant(image, DPI) == 0


def test_lines_that_run_upwards_have_no_slant(page: Image.Image) -> None:
    assert slant(page.rotate(90, expand=True), DPI) == 0


@given(st.floats(-5, 5), st.integers(0, 1500), st.integers(0, 2200), st.integers(1, 150), st.integers(1, 100))
def test_boxes_of_the_straightened_page_lie_on_the_slanted_one(angle: float, x: int, y: int, w: int, h: int) -> None:
    box = level_box(Box(x, y, x + w, y + h), angle, (1654, 2339))
    assert 0 <= box.left < box.right <= 1654
    assert 0 <= box.top < box.bottom <= 2339


@pytest.mark.parametrize("angle", [-4.0, 1.7])
def test_a_box_finds_its_place_again(page: Image.Image, angle: float) -> None:
    mark = (400, 600, 440, 612)
    marked = Image.new("L", page.size, 255)
    ImageDraw.Draw(marked).rectangle((*mark[:2], mark[2] - 1, mark[3] - 1), fill=0)
    level = straightened(marked, angle).point(lambda grey: 255 * (grey < 128)).getbbox()
    assert level
    found = level_box(Box(*level), angle, marked.size)
    for got, want in zip((found.left, found.top, found.right, found.bottom), mark, strict=True):
        assert got == pytest.approx(want, abs=5)  # an upright box around a slanted one is a little larger


def framed(page: Image.Image, depth: int) -> Image.Image:
    image = page.copy()
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, depth, image.height), fill=(20, 20, 20))
    pen.polygon([(0, 0), (image.width, 0), (image.width, depth // 2), (0, depth)], fill=(35, 30, 30))
    return image


def test_dark_edges_are_wiped_and_nothing_else(page: Image.Image) -> None:
    mask = dark_edges(framed(page, 24), DPI)
    assert mask is not None
    clean = wiped(framed(page, 24), mask)
    assert min(clean.convert("L").crop((0, 0, 40, page.height)).tobytes()) > 200
    text = (60, 60, page.width, page.height)
    assert clean.crop(text).tobytes() == page.crop(text).tobytes()


def test_clean_pages_and_marks_at_the_margin_have_no_dark_edges(page: Image.Image) -> None:
    assert dark_edges(page, DPI) is None
    holed = page.copy()
    for y in (400, 700):
        ImageDraw.Draw(holed).ellipse((0, y, 24, y + 24), fill="black")
    assert dark_edges(holed, DPI) is None


def test_a_dark_photograph_is_no_edge() -> None:
    assert dark_edges(Image.new("RGB", (800, 1100), (40, 40, 40)), DPI) is None


@pytest.mark.parametrize("angle", [0.0, 0.4, -1.0])
def test_good_scans_are_left_alone(page: Image.Image, angle: float) -> None:
    image = rising(page, angle)
    chosen = treatment(image, DPI)
    assert chosen.said == ""
    assert chosen.applied(image) is image


def test_a_bad_copy_is_treated_and_says_so(page: Image.Image) -> None:
    assert treatment(framed(rising(page, -2.2), 24), DPI).said == "; dark edges wiped; straightened by 2.2°"


@pytest.mark.tesseract
def test_words_of_a_slanted_scan_are_boxed_where_they_stand(page: Image.Image, tmp_path: Path) -> None:
    drawn = page.resize((page.width * 2, page.height * 2), Image.Resampling.LANCZOS)
    rising(drawn, 2.5).save(tmp_path / "slanted.png", dpi=(200, 200))
    document = ocr.read(tmp_path / "slanted.png", ReadOptions(), tmp_path / "pages")
    (read,) = document.pages
    assert "straightened by 2.5°" in read.reason
    assert document.text.splitlines().count(LINE) >= 20
    first, last = read.lines[0].words[0].box, read.lines[0].words[-1].box
    assert first
    assert last
    assert first.top > last.bottom  # the line rises to the right on the page that is kept
    assert read.image
    with Image.open(read.image) as kept:
        assert slant(kept, 200) == pytest.approx(2.5, abs=0.11)
        assert kept.size == (read.width, read.height)
