"""A page is checked with the second model where there is one, and by the only model where there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import ocr
from corpus.document import Document
from ocr import ReadOptions
from ocr.recognition import checked

TEXT = [
    "Điều 3. Đến năm 2030, tỷ lệ hộ nghèo giảm còn 1,5%; ngày 24 tháng 5",
    "năm 2019, Ủy ban nhân dân tỉnh giao các sở, ngành triển khai thực hiện",
    "Nghị quyết số 06/2019/NQ-HĐND về phát triển kinh tế - xã hội.",
]

pytestmark = pytest.mark.tesseract


def read(folder: Path, drawn: Callable[..., Image.Image], options: ReadOptions) -> Document:
    path = folder / "a.png"
    lines = [(70, 100 + 22 * i, 13, text) for i, text in enumerate(TEXT)]
    drawn(lines).save(path, dpi=(200, 200))
    return ocr.read(path, options, folder / "pages")


@pytest.mark.parametrize("second", [True, False])
def test_with_and_without_a_second_model(
    tmp_path: Path,
    drawn: Callable[..., Image.Image],
    options: ReadOptions,
    monkeypatch: pytest.MonkeyPatch,
    *,
    second: bool,
) -> None:
    if not second:
        monkeypatch.setattr(checked, "second_model", lambda _: None)
    elif checked.second_model("vie") is None:
        pytest.skip("Tesseract's script model for Vietnamese is not installed")
    document = read(tmp_path, drawn, options)
    for number in ("2030,", "1,5%;", "24", "2019,", "06/2019/NQ-HĐND"):
        assert number in document.text.split()
    name = checked.second_model("vie")
    assert ("vie and" in document.pages[0].reason) == (name is not None)


def test_one_reading_when_asked_for(tmp_path: Path, drawn: Callable[..., Image.Image]) -> None:
    document = read(tmp_path, drawn, ReadOptions(second_dpi=0))
    assert "(vie at 200 dpi)" in document.pages[0].reason
    assert all(not w.alternatives for _, line in document.lines for w in line.words)


def test_only_vietnamese_has_a_second_model() -> None:
    assert checked.second_model("eng") is None
