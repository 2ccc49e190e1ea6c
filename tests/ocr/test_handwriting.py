"""Numbers that a black pen has set among print."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.handwriting import written_by_hand
from ocr.image.ink import doubted_where_written, ink_of

HEAD, BODY = 300, 1500  # pixels from the top of a page of 2,339
PRINTED, BY_HAND, TITLE = 36, 50, 46  # sizes of letters in pixels


@pytest.fixture
def page(face: Path) -> "Sheet":
    return Sheet(face)


class Sheet:
    """A page of print and the reading of it."""

    def __init__(self, face: Path) -> None:
        self.face = face
        self.image = Image.new("RGB", (1654, 2339), "white")
        self.segments: list[Segment] = []
        for at in range(6):
            self.line(BODY + 60 * at, ("Tổng", PRINTED, 0.96), ("số", PRINTED, 0.9), ("2019", PRINTED, 0.96))

    def line(self, top: int, *words: tuple[str, int, float]) -> Segment:
        pen, left = ImageDraw.Draw(self.image), 200
        tokens = []
        for text, size, sure in words:
            font = ImageFont.truetype(str(self.face), size)
            box = Box(*map(round, pen.textbbox((left, top), text, font)))
            pen.text((left, top), text, "black", font)
            tokens.append(Token(text, box, sure))
            left = box.right + 12
        self.segments.append(tuple(tokens))
        return self.segments[-1]

    def found(self) -> list[str]:
        return [t.text for t in written_by_hand(self.segments, ink_of(self.image))]


def test_a_number_taller_than_print_is_written_by_hand(page: Sheet) -> None:
    page.line(HEAD, ("Số:", PRINTED, 0.95), ("445", BY_HAND, 0.83), ("/NQ-CP", PRINTED, 0.9), ("2026", PRINTED, 0.9))
    assert page.found() == ["445"]


@pytest.mark.parametrize("symbol", ["58/NĐ-CP", "06/2019/NQ-HĐND", "115NQ-CP"])
def test_the_head_of_a_symbol_counts(page: Sheet, symbol: str) -> None:
    page.line(HEAD, ("Số:", PRINTED, 0.95), (symbol, BY_HAND, 0.68), ("Hà", PRINTED, 0.9), ("Nội,", PRINTED, 0.9))
    assert page.found() == [symbol]


def test_printed_symbols_titles_and_what_is_sure_are_not(page: Sheet) -> None:
    page.line(HEAD, ("Số:", PRINTED, 0.95), ("58/NĐ-CP", PRINTED, 0.68), ("ngày", PRINTED, 0.9), ("16", PRINTED, 0.5))
    page.line(HEAD + 80, ("NĂM", TITLE, 0.95), ("2020", TITLE, 0.8), ("CỦA", TITLE, 0.95))
    page.line(HEAD + 160, ("Số:", PRINTED, 0.95), ("44", BY_HAND, 0.96), ("năm", PRINTED, 0.9))
    page.line(BODY - 100, ("và", PRINTED, 0.95), ("15", BY_HAND, 0.6), ("năm", PRINTED, 0.9))
    assert page.found() == []


def test_without_printed_digits_nothing_is_said(face: Path) -> None:
    sheet = Sheet(face)
    sheet.segments.clear()
    sheet.line(HEAD, ("Số:", PRINTED, 0.95), ("445", BY_HAND, 0.83), ("ngày", PRINTED, 0.9))
    assert sheet.found() == []


def test_a_hand_that_later_readings_agree_on_stays_in_doubt(page: Sheet) -> None:
    segment = page.line(HEAD, ("Số:", PRINTED, 0.95), ("445", BY_HAND, 0.83), ("năm", PRINTED, 0.9))
    ink = ink_of(page.image)
    written = frozenset(t.box for t in written_by_hand(page.segments, ink) if t.box)
    settled = (segment[0], Token("445", segment[1].box, 0.99), segment[2])
    (again,) = doubted_where_written([settled], ink, written)
    assert again[1].confidence == pytest.approx(0.3, abs=0.01)
    assert (again[0], again[2]) == (segment[0], segment[2])
