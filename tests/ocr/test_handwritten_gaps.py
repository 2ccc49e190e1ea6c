"""Digits that a pen has set into a letterhead: where they are looked for, how they are read, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.document import Alternative, Box
from corpus.gap_picture import SIGNS, features
from corpus.training.hand_strokes import Hand, draw, forms, written
from ocr.draft import Segment, Token
from ocr.handwriting import filled, head_of
from ocr.handwriting.gaps import gaps
from ocr.handwriting.network import texts
from ocr.handwriting.reader import read
from ocr.page.times_face import size_of_print

EM, LINE = 38, 320  # pixels
BLUE = (40, 60, 170)


@dataclass
class Letterhead:
    """The head of a page as it is printed and filled in; words are read as they are printed unless said otherwise."""

    face: Path
    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (1654, 2339), "white"))
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(4))

    def set(self, left: float, *parts: str, apart: int = 10) -> Segment:
        """Print words; "=17" is written by hand and read as nothing, "=17:A7" is read as "A7"."""
        font, tokens, pen = ImageFont.truetype(str(self.face), EM), [], ImageDraw.Draw(self.image)
        for part in parts:
            if part.startswith("="):
                digits, _, seen = part[1:].partition(":")
                right = self._write(digits, left)
                if seen:
                    tokens.append(Token(seen, Box(round(left), LINE - 30, round(right), LINE + 2), 0.3))
            else:
                pen.text((left, LINE), part, "black", font, anchor="ls")
                right = left + font.getlength(part)
                deep = 8 if set(part) & set("gyp,") else 0
                tokens.append(Token(part, Box(round(left), LINE - 28, round(right), LINE + deep), 0.97))
            left = right + apart
        return tuple(tokens)

    def _write(self, digits: str, left: float) -> float:
        plain = Hand({digit: those[0] for digit, those in forms().items()}, 0.1, 1.0, 0.01, 0.09, 0.18)
        plain.forms["1"] = forms()["1"][1]
        pen, right = ImageDraw.Draw(self.image), left
        for strokes in written(digits, plain, self.rng):
            moved = [s * 30 + (left, LINE - 30) for s in strokes]
            draw(pen, moved, 3, BLUE, self.rng)
            right = max(right, *(float(s[:, 0].max()) for s in moved))
        return right


@pytest.fixture
def letterhead(face: Path) -> Letterhead:
    return Letterhead(face)


def _text(segment: Segment) -> str:
    return "".join((t.before if i else "") + t.text for i, t in enumerate(segment))


def _found(segment: Segment) -> list[tuple[str, str]]:
    return [(gap.kind, _text(segment)[gap.start : gap.end]) for gap in gaps(segment, EM)]


def _words(*read: str) -> Segment:
    at, tokens = 100, []
    for text in read:
        tokens.append(Token(text, Box(at, 300, at + len(text) * EM // 2, 330), 0.9))
        at += (len(text) + 1) * EM // 2
    return tuple(tokens)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["Số:", "34", "/CĐ-UBND"], [("number", "34")]),
        (["Số:", "/TB-BQL"], [("number", "")]),
        (["Số:^2/BC-HĐND"], [("number", "^2")]),
        (["0S", "/CT-UBND"], [("number", "0S")]),
        (["Số:", "06", "/2019/NQ-HĐND"], [("number", "06")]),
        (["Số", "13-NQ/TW"], [("number", "13")]),
        (["Minh", "Tân,", "ngày", "A9", "tháng", "7", "năm", "2019"], [("day", "A9"), ("month", "7")]),
        (["Minh", "Tân,", "ngày0tháng", "năm", "2019"], [("day", "0"), ("month", "")]),
        (["VĂN", "PHÒNG", "HĐND"], []),
        (["VP", "HĐND-UBND", "HUYỆN"], []),
        (["VĂN", "PHÒNG/UBND"], []),
        (["trong", "những", "tháng", "cuối", "năm", "2019"], []),
    ],
)
def test_gaps_are_found_beside_their_words(words: list[str], found: list[tuple[str, str]]) -> None:
    assert _found(_words(*words)) == found


def test_a_gap_lies_between_its_words_even_if_a_hand_has_stretched_their_boxes(letterhead: Letterhead) -> None:
    line = letterhead.set(200, "ngày", "=19:A9", "tháng", "=6:6", "năm", "2019")
    em = size_of_print([line]) or 0
    right = {t.text: t.box for t in line if t.box}
    assert em == pytest.approx(EM, abs=1.5)
    stretched = (Token("ngày", Box(200, 290, 360, 328), 0.9), *line[1:])
    for segment in (line, stretched):
        day, month = gaps(segment, em)
        assert day.line == pytest.approx(LINE, abs=3)
        assert day.sight[0] < right["A9"].left < right["A9"].right < day.sight[1]
        assert month.sight[0] < right["6"].left < right["6"].right < month.sight[1]


def _columns(*likely: str) -> np.ndarray:
    """One column per sign; "_" is the blank."""
    shares = np.full((len(likely), len(SIGNS) + 1), 1e-6, np.float32)
    for at, sign in enumerate(likely):
        shares[at, 0 if sign == "_" else SIGNS.index(sign) + 1] = 1.0
    return shares


def test_a_sign_stands_twice_only_where_a_blank_parts_it() -> None:
    for shares, text in ((_columns("1", "1", "_"), "1"), (_columns("1", "_", "1", "/"), "11/")):
        likeliest = max(found := texts(shares, lambda _: True), key=lambda t: found[t])
        assert likeliest == text
        assert found[text] == pytest.approx(1, abs=1e-3)


def test_a_picture_tells_blue_from_black_and_red() -> None:
    image = Image.new("RGB", (40, 48), "white")
    for left, ink in ((2, "black"), (14, "blue"), (26, "red")):
        ImageDraw.Draw(image).rectangle((left, 10, left + 6, 40), ink)
    dark, colour = features(image)
    assert dark[20, [0, 4, 16, 28]].tolist() == [0, 1, 1, 1]
    assert np.sign(colour[20, [0, 4, 16, 28]]).tolist() == [0, 0, 1, -1]


@pytest.mark.parametrize(("day", "month", "number"), [("27", "5", "409"), ("13", "08", "62"), ("30", "12", "145")])
def test_digits_drawn_with_a_pen_are_read(letterhead: Letterhead, day: str, month: str, number: str) -> None:
    line = letterhead.set(200, "Số:", f"={number}", "/TB-UBND", apart=16)
    line += letterhead.set(800, "ngày", f"={day}", "tháng", f"={month}", "năm", "2019", apart=16)
    readings = [read(letterhead.image, gap) for gap in gaps(line, EM)]
    assert [r[0].text for r in readings] == [number, day, month]
    assert all(r[0].probability > 0.5 for r in readings)


def test_nothing_is_read_where_nothing_is_written(letterhead: Letterhead) -> None:
    line = letterhead.set(200, "Số:", "=:", "/TB-UBND", apart=40)
    (gap,) = gaps(line, EM)
    assert sum(r.probability for r in read(letterhead.image, gap)) < 0.1


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, letterhead: Letterhead) -> "Reads":
    return Reads(monkeypatch, letterhead)


@dataclass
class Reads:
    """Fills the gaps of a line with what a reader is made to say of them."""

    monkeypatch: pytest.MonkeyPatch
    letterhead: Letterhead

    def __call__(self, line: Segment, **said: tuple[str, float]) -> Segment:
        def told(_: Image.Image, gap: object) -> Sequence[Alternative]:
            known = said.get(getattr(gap, "kind", ""))
            return (Alternative(*known),) if known else ()

        self.monkeypatch.setattr("ocr.handwriting.letterhead.read", told)
        title = self.letterhead.set(1200, "công", "văn", "hành", "chính")
        line, _ = filled([line, title], head_of(self.letterhead.image, [line, title]))
        return line


DATED = ("Minh", "Tân,", "ngày", "=19:A9", "tháng", "=6:6", "năm", "2019")


def test_a_sure_hand_stands_for_what_the_recogniser_saw(reads: Reads) -> None:
    line = reads(reads.letterhead.set(200, *DATED), day=("19", 0.999), month=("6", 0.9))
    assert _text(line) == "Minh Tân, ngày 19 tháng 6 năm 2019"
    day, month = line[3], line[5]
    assert (day.text, day.alternatives[0].text) == ("19", "A9")
    assert (day.confidence or 0) > 0.9
    assert (month.confidence or 0) > 0.9  # two readings agree


def test_a_hand_that_is_not_sure_changes_nothing(reads: Reads) -> None:
    before = reads.letterhead.set(200, *DATED)
    assert reads(before, day=("19", 0.8)) == before


def test_a_number_that_is_seen_otherwise_is_doubted(reads: Reads) -> None:
    before = reads.letterhead.set(200, "Số:", "=44:44", "/TB-UBND")
    line = reads(before, number=("41", 0.8))
    assert [t.text for t in line] == ["Số:", "44", "/TB-UBND"]
    assert (line[1].confidence or 0) < 0.1
    assert line[1].alternatives == (Alternative("41", 0.8),)


def test_print_that_is_sure_stands(reads: Reads) -> None:
    before = reads.letterhead.set(200, "Số:", "44", "/TB-UBND")
    assert reads(before, number=("41", 0.999)) == before


@pytest.mark.parametrize(
    ("words", "said", "text"),
    [
        (["Số:f/BC-HĐND"], {"number": ("41", 0.99)}, "Số: 41/BC-HĐND"),
        (["Số:", "/TB-BQL"], {"number": ("19", 0.99)}, "Số: 19 /TB-BQL"),
        (["ngày0tháng", "7", "năm", "2019"], {"day": ("04", 0.99)}, "ngày 04 tháng 7 năm 2019"),
        (["ngày/49", "tháng", "7", "năm", "2019"], {"day": ("19", 0.99)}, "ngày 19 tháng 7 năm 2019"),
    ],
)
def test_words_that_a_hand_has_joined_are_parted(
    reads: Reads, words: list[str], said: dict[str, tuple[str, float]], text: str
) -> None:
    line = reads(_words(*words), **said)
    assert _text(line) == text
    assert all(t.box and t.box.left < t.box.right for t in line)


def test_what_is_left_of_a_word_is_print_again(reads: Reads) -> None:
    word = Token("0†/2019/NQ-HĐND", Box(160, 300, 460, 330), 0.29, alternatives=(Alternative("6†/2019/NQ-HĐND", 0.1),))
    line = reads((*_words("Số:"), word), number=("07", 0.99))
    assert [t.text for t in line] == ["Số:", "07", "/2019/NQ-HĐND"]
    assert line[2].alternatives == ()
    assert (line[2].confidence or 0) == pytest.approx(0.8)


def test_only_the_head_is_looked_at_and_pages_without_gaps_are_not(letterhead: Letterhead) -> None:
    body = tuple(Token(t.text, Box(0, 1500, 80, 1530), 0.9) for t in _words("ngày", "A9", "tháng", "6", "năm", "2019"))
    assert head_of(letterhead.image, [body]) is None
    assert filled([body], None) == [body]
