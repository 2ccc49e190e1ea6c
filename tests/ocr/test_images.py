"""Photographs and scans: frames, orientation, resolution, transparency."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import ocr
from corpus.document import Condition, PageSource
from ocr import Kind, ReadOptions
from ocr.files.images import _frame, _resolution, _scaled, _wanted, count_frames


def test_frames_of_a_tiff_and_survey(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.new("L", (200, 300), shade) for shade in (255, 200, 150)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert count_frames(path, ReadOptions()) == 3
    found = ocr.survey(path, ReadOptions())
    assert (found.kind, found.pages, found.to_recognise) == (Kind.IMAGE, 3, 3)


def test_too_many_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.new("1", (20, 30)) for _ in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert ocr.survey(path, ReadOptions(max_pages=2)).code == "oversized"


def test_orientation_of_the_camera_is_carried_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    Image.new("RGB", (400, 200), "white").save(path, exif=exif, dpi=(150, 150))
    with Image.open(path) as image:
        upright, dpi = _frame(image, 0, path, ReadOptions())
    assert upright.size == (200, 400)
    assert dpi == 150


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("1", 1), ("L", 255), ("LA", (0, 0)), ("RGBA", (9, 9, 9, 0)), ("CMYK", (0, 0, 0, 0)), ("I;16", 65535)],
)
def test_every_mode_becomes_paper_white(mode: str, colour: object, tmp_path: Path) -> None:
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    Image.new(mode, (50, 60), colour).save(path)  # type: ignore[arg-type]
    with Image.open(path) as image:
        opaque, _ = _frame(image, 0, path, ReadOptions())
    assert opaque.mode in {"L", "RGB"}
    assert opaque.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("stated", "size", "dpi"), [(300, (600, 900), 300), (72, (2480, 3510), 300), (None, (1170, 827), 100)]
)
def test_resolution_is_believed_only_when_it_can_be(stated: int | None, size: tuple[int, int], dpi: int) -> None:
    image = Image.new("L", size)
    if stated:
        image.info["dpi"] = (stated, stated)
    assert _resolution(image) == dpi


def test_scaling_to_the_wanted_resolution() -> None:
    options = ReadOptions()
    image = Image.new("L", (2480, 3508))
    assert _wanted(image, 300, options) == 200
    assert _scaled(image, 300, 200).size == (1653, 2339)
    assert _wanted(Image.new("L", (400, 600)), 50, options) == 150  # three times its own, no more
    assert _wanted(image, 300, ReadOptions(max_pixels=1_000_000)) < 120


@pytest.mark.tesseract
@pytest.mark.parametrize(("suffix", "dpi"), [("png", 300), ("jpg", 150)])
def test_photograph_is_recognised(suffix: str, dpi: int, tmp_path: Path, drawn: Callable[..., Image.Image]) -> None:
    path = tmp_path / f"a.{suffix}"
    text = "Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì thực hiện."
    drawn([(60, 100, 13, text), (60, 130, 13, "Thời hạn hoàn thành trước ngày 15 tháng 9 năm 2027.")], dpi=dpi).save(
        path, dpi=(dpi, dpi)
    )
    document = ocr.read(path, ReadOptions(), tmp_path / "pages")
    assert document.condition is Condition.SCAN
    assert document.pages[0].source is PageSource.RECOGNISED
    assert text in document.text
    assert "15 tháng 9 năm 2027" in document.text


@pytest.mark.tesseract
@pytest.mark.parametrize("compression", ["group4", "jpeg", "tiff_lzw"])
def test_a_fax_is_recognised_whatever_it_was_packed_with(
    compression: str, tmp_path: Path, drawn: Callable[..., Image.Image]
) -> None:
    path = tmp_path / "a.tif"
    text = "Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì thực hiện."
    page = drawn([(60, 100, 13, text)], dpi=200)
    page.convert("1" if compression == "group4" else "RGB").save(path, compression=compression, dpi=(200, 200))
    assert text in ocr.read(path, ReadOptions(), tmp_path / "pages").text
