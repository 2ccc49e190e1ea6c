"""A page on which the recogniser is killed is tried once more, smaller; if that fails too, the file says why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import ocr
from corpus.errors import PageError, RejectedError
from ocr import ReadOptions
from ocr.draft import Segment
from ocr.recognition.recognise import recognise
from ocr.tables import cell_reading

TEXT = "Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì thực hiện."
FAILURE = PageError("Tesseract stopped (killed).", remedy="Raise child_memory.", code="recognition_died")


@pytest.fixture
def scan(tmp_path: Path, drawn: Callable[..., Image.Image]) -> Path:
    path = tmp_path / "a.png"
    drawn([(60, 100 + 24 * at, 13, TEXT) for at in range(8)]).save(path, dpi=(200, 200))
    return path


@pytest.mark.tesseract
def test_a_page_too_large_to_be_read_is_read_smaller(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[int, tuple[int, int]]] = []

    def limited(image: Image.Image, language: str, dpi: int, options: ReadOptions) -> list[Segment]:
        tried.append((dpi, image.size))
        if dpi > 150:
            raise FAILURE
        return recognise(image, language, dpi, options)

    monkeypatch.setattr(cell_reading, "recognise", limited)
    document = ocr.read(scan, ReadOptions(), tmp_path / "pages")
    assert [dpi for dpi, _ in tried] == [200, 140]
    (page,) = document.pages
    assert (page.dpi, page.width) == (140, tried[1][1][0])
    assert "tried again smaller" in page.reason
    assert "vie at 140 dpi)" in page.reason  # read once, without a closer look
    assert not document.problems
    assert document.text.splitlines().count(TEXT) >= 7


def test_a_file_whose_pages_all_stop_says_that_it_may_be_tried_again(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> list[Segment]:
        raise FAILURE

    monkeypatch.setattr(cell_reading, "recognise", killed)
    with pytest.raises(RejectedError, match="Tesseract stopped") as caught:
        ocr.read(scan, ReadOptions(), tmp_path / "pages")
    assert caught.value.code == "recognition_stopped"
    assert "child_memory" in caught.value.remedy


@pytest.mark.tesseract
@pytest.mark.parametrize("table", [{}, {"text": ["a"]}])
def test_a_reading_without_its_table_is_a_failed_page(
    table: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pytesseract.image_to_data", lambda *_, **__: table)
    with pytest.raises(PageError) as caught:  # for want of memory, Tesseract may end well and leave nothing
        recognise(Image.new("L", (50, 50)), "vie", 200, ReadOptions())
    assert caught.value.code == "recognition_died"
