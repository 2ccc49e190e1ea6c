import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from outputs.page_images import ImageError, safe_image


def test_only_the_pixels_are_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    Image.new("RGB", (60, 40), "white").save(path, exif=exif, comment=b"secret comment", icc_profile=b"secret profile")
    path.write_bytes(path.read_bytes() + b"<script>secret tail</script>")
    data, kind = safe_image(path)
    assert kind == "image/jpeg"
    assert b"secret" not in data
    with Image.open(io.BytesIO(data)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((60, 40), {})


def test_black_and_white_stays_png_without_its_notes(tmp_path: Path) -> None:
    notes = PngInfo()
    notes.add_text("Comment", "secret")
    path = tmp_path / "0001.png"
    Image.new("1", (60, 40), 1).save(path, pnginfo=notes)
    data, kind = safe_image(path)
    assert kind == "image/png"
    assert b"secret" not in data


def test_turned_images_keep_the_pixels_that_boxes_speak_of(tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(path, exif=exif)
    with Image.open(io.BytesIO(safe_image(path)[0])) as shown:
        assert shown.size == (60, 40)


def test_an_image_with_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "0001.png"
    Image.new("1", (3000, 3000)).save(path)
    with pytest.raises(ImageError, match="3000 x 3000"):
        safe_image(path, 1_000_000)


@pytest.mark.parametrize("content", [b"", b"<svg onload='x'/>", b"\xff\xd8\xff\xe0 damaged"])
def test_what_is_no_image_is_not_shown(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    path.write_bytes(content)
    with pytest.raises(ImageError):
        safe_image(path)


def test_other_kinds_of_images_are_not_opened_at_all(tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    Image.new("RGB", (10, 10)).save(path, "TIFF")
    with pytest.raises(ImageError):
        safe_image(path)


def test_a_missing_image_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ImageError):
        safe_image(tmp_path / "0001.jpg")


def test_a_page_that_was_written_anew_is_shown_anew(tmp_path: Path) -> None:
    path = tmp_path / "0001.png"
    Image.new("L", (10, 10)).save(path)
    before = safe_image(path)
    Image.new("L", (20, 10)).save(path)
    assert safe_image(path) != before
