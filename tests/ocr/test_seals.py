"""Red seals are found by their rims, and signatures beneath them are read; nothing else of a seal becomes text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

import ocr
from corpus.document import Alternative, Box
from ocr import ReadOptions
from ocr.draft import Segment, Token
from ocr.image.seals import seals
from ocr.recognition.sealed import revealed, sealed

DPI = 200
RED = (214, 62, 70)
SEAL = (920, 1500, 1204, 1784)
"""A seal of 36 mm, in pixels of the page."""

Drawn = Callable[..., Image.Image]


def stamped(page: Image.Image, at: tuple[int, int, int, int] = SEAL) -> Image.Image:
    """Press a seal upon the page: ink multiplies, so that black print stays black."""
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    left, top, right, bottom = at
    for inset, thick in ((0, 5), (12, 2), (56, 3)):
        pen.ellipse((left + inset, top + inset, right - inset, bottom - inset), outline=RED, width=thick)
    middle = ((left + right) // 2, (top + bottom) // 2)
    pen.regular_polygon((*middle, 60), 5, fill=RED)
    return ImageChops.multiply(page, ink)


@pytest.fixture(scope="module")
def letter(drawn: Drawn) -> Image.Image:
    body = [(75, 80 + 24 * at, 13, "Yêu cầu các phòng, ban khẩn trương triển khai thực hiện.") for at in range(16)]
    foot = [(85, 505, 12, "Nơi nhận:"), (85, 522, 11, "- Như trên;"), (85, 537, 11, "- Lưu: VT.")]
    signed = [(345, 505, 13, "TM. ỦY BAN NHÂN DÂN"), (390, 540, 13, "CHỦ TỊCH"), (380, 635, 13, "Trần Văn Bình")]
    return drawn([*body, *foot, *signed], dpi=DPI)


def test_a_seal_is_found_where_it_lies(letter: Image.Image) -> None:
    (found,) = seals(stamped(letter), DPI)
    for got, want in zip((found.left, found.top, found.right, found.bottom), SEAL, strict=True):
        assert got == pytest.approx(want, abs=24)


def test_seals_of_two_bodies_are_two(letter: Image.Image) -> None:
    second = (300, 1600, 530, 1830)
    assert len(seals(stamped(stamped(letter), second), DPI)) == 2


def test_grey_pages_half_seals_and_the_register_s_stamp_are_no_seals(letter: Image.Image) -> None:
    at_the_edge = stamped(letter, (letter.width - 142, 900, letter.width + 142, 1184))
    boxed = letter.copy()
    ImageDraw.Draw(boxed).rectangle((100, 400, 470, 570), outline=RED, width=6)
    dotted = letter.copy()
    ImageDraw.Draw(dotted).rectangle((100, 400, 800, 900), fill=RED)
    assert seals(stamped(letter).convert("L"), DPI) == []
    assert [seals(page, DPI) for page in (letter, at_the_edge, boxed)] == [[], [], []]
    assert seals(Image.new("RGB", letter.size, RED), DPI) == []


def words(text: str, left: int, top: int, confidence: float = 0.95) -> Segment:
    places = [Box(left + 80 * at, top, left + 80 * at + 70, top + 30) for at in range(len(text.split()))]
    return tuple(Token(word, box, confidence) for word, box in zip(text.split(), places, strict=True))


def found(
    letter: Image.Image, had: Sequence[Segment], *lines: Segment, beneath: Sequence[Sequence[Segment]] = ()
) -> list[str]:
    """Return the texts of a page after what a reader finds in the block (``lines``, in its pixels) and below it."""
    blocks = sealed(stamped(letter), DPI)
    answers = iter([lines, *beneath])

    def read(_: Image.Image) -> Sequence[Segment]:
        return next(answers)

    def closer(doubted: Sequence[Segment]) -> list[Segment]:
        return [tuple(replace(token, confidence=0.97) for token in line) for line in doubted]

    return [" ".join(t.text for t in segment) for segment in revealed(had, blocks, read, closer)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (words("CHỦ TỊCH", 200, 200), ["CHỦ TỊCH"]),
        (words("ƒ _CHỦ TỊCH |", 200, 200), ["CHỦ TỊCH"]),
        (words("PHO CHU TỊCH", 200, 200, 0.8), ["PHÓ CHỦ TỊCH"]),
        (words("GIÁM ĐÓC", 200, 200), ["GIÁM ĐỐC"]),
        (words("TM. BẠN KINH TẾ - NGÂN SÁCH", 100, 150), ["TM. BAN KINH TẾ - NGÂN SÁCH"]),
        (words("TM. UỶ BAN NHÂN DÂN", 100, 150), ["TM. UỶ BAN NHÂN DÂN"]),
        (words("Trần Văn Bình", 200, 480), ["Trần Văn Bình"]),
        (words("Trần Văn Bình", 200, 20), []),  # above the seal: in the text, not below an office
        (words("Trần Văn Bình", 200, 480, 0.5), []),
        (words("Trần Vxn Bình", 200, 480), []),
        (words("Trần Văn", 0, 480), []),  # the block's edge may have cut it
        (words("ƠNG BẠN CHẾP E", 150, 300), []),
        (words("N NHÂN DÂN T", 150, 300), []),
        (words("quyết định này./.", 100, 20), []),
    ],
)
def test_only_lines_of_signatures_are_taken(letter: Image.Image, line: Segment, text: list[str]) -> None:
    assert found(letter, [], line) == text


def test_what_was_read_surely_stands(letter: Image.Image) -> None:
    (block,) = sealed(stamped(letter), DPI)
    left, top = block.box.left + 200, block.box.top + 480
    line = words("Trần Văn Bình", 200, 480)
    for had in (words("Trần Văn Bính", left, top), words("tỉnh An Hải", left, top), words("KT, CHỦ TỊCH", left, top)):
        assert found(letter, [had], line) == [" ".join(t.text for t in had)]
    assert found(letter, [words("ầ Vn nh", left, top, 0.3)], line) == ["Trần Văn Bình"]


def test_a_stamped_name_must_be_read_twice_alike(letter: Image.Image) -> None:
    page = letter.copy()
    ImageDraw.Draw(page).rectangle((1240, 1810, 1420, 1840), fill=RED)
    name, other = words("Trần Văn Bình", 200, 150), words("Trần Văn Binh", 200, 150)
    assert found(page, [], beneath=[[name], [name]]) == ["Trần Văn Bình"]
    assert found(page, [], beneath=[[name], [other]]) == []
    assert found(page, [], beneath=[[words("Trần Văn Bình", 200, 150, 0.8)]]) == []
    assert found(letter, []) == []  # where no other ink is red, nothing is read again


def test_a_name_keeps_its_letters_whatever_else_is_seen_at_a_closer_look(letter: Image.Image) -> None:
    line = words("Trần Văn Bình", 200, 480)
    other = tuple(
        replace(t, text=text, confidence=0.6, alternatives=(Alternative(odd, 0.3),))
        for t, text, odd in zip(line, ("Trần", "Vân", "Bxnh"), ("Txn", "Văn", "Bình"), strict=True)
    )
    (found_line,) = revealed([], sealed(stamped(letter), DPI), lambda _: [line], lambda _: [other])
    assert [token.text for token in found_line] == ["Trần", "Vân", "Bình"]
    assert [[a.text for a in token.alternatives] for token in found_line] == [[], ["Văn"], []]


@pytest.fixture
def scanned(tmp_path: Path) -> Callable[[Image.Image], list[str]]:
    def lines(image: Image.Image) -> list[str]:
        image.save(tmp_path / "letter.png", dpi=(DPI, DPI))
        return ocr.read(tmp_path / "letter.png", ReadOptions(), tmp_path / "pages").text.splitlines()

    return lines


@pytest.mark.tesseract
def test_print_beneath_a_seal_is_read(letter: Image.Image, scanned: Callable[[Image.Image], list[str]]) -> None:
    plain, sealed_lines = scanned(letter), scanned(stamped(letter))
    assert {"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"} <= set(sealed_lines)
    assert sorted(sealed_lines) == sorted(plain)


@pytest.mark.tesseract
def test_a_name_in_red_ink_survives(drawn: Drawn, face: Path, scanned: Callable[[Image.Image], list[str]]) -> None:
    page = drawn([(75, 80 + 24 * at, 13, "Giao các đơn vị khẩn trương thực hiện./.") for at in range(12)], dpi=DPI)
    pen = ImageDraw.Draw(page)
    pen.text((1090, 1480), "CHỦ TỊCH", "black", ImageFont.truetype(str(face), 36))
    pen.text((1060, 1815), "Lê Văn Nam", RED, ImageFont.truetype(str(face), 38))
    lines = scanned(stamped(page))
    assert "CHỦ TỊCH" in lines
    assert "Lê Văn Nam" in lines
