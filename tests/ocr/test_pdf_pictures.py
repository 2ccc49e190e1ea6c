"""Born-digital pages of which a part is a picture: its text is read, and the layer's own stays what it is."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import ocr
from corpus.document import Condition, Document, Line, PageSource
from corpus.errors import PageError
from ocr import Kind, ReadOptions
from ocr.files import layer_page
from ocr.repair import repair

pytestmark = pytest.mark.tesseract

# x and y in points from the top left, size in points, text
Printed = Sequence[tuple[float, float, float, str]]

ABOVE = [
    "Điều 4. Ủy ban nhân dân cấp xã rà soát hộ nghèo theo chuẩn mới trên địa bàn.",
    "Kết quả rà soát được niêm yết công khai tại trụ sở và nhà văn hóa các thôn.",
    "Các chỉ tiêu của từng năm được quy định như sau:",
]
BELOW = [
    "Điều 5. Sở Tài chính bố trí kinh phí thực hiện theo quy định của pháp luật.",
    "Điều 6. Quyết định này có hiệu lực từ ngày 15 tháng 8 năm 2026.",
]
CLIPPING = [
    "Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát danh sách,",
    "trình Chủ tịch Ủy ban nhân dân tỉnh trước ngày 30 tháng 9 năm 2026.",
    "Tỷ lệ cán bộ được tập huấn đạt từ 85% trở lên.",
]
TYPED: Printed = [
    *((72.0, 90.0 + 22 * row, 13.0, text) for row, text in enumerate(ABOVE)),
    *((72.0, 520.0 + 22 * row, 13.0, text) for row, text in enumerate(BELOW)),
]
PLACE = (72.0, 200.0, 450.0, 225.0)  # left, top, width and height between both, in points


def read(path: Path, tmp_path: Path) -> Document:
    return ocr.read(path, ReadOptions(second_dpi=0), tmp_path / "pages")


def lines(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.pages[0].lines]


def is_certain(line: Line) -> bool:
    return all(word.confidence is None for word in line.words)


@pytest.fixture(scope="session")
def clipping(face: Path) -> Image.Image:
    """Three lines at 200 dpi, grey as a scanner sees paper."""
    image = Image.new("RGB", (1250, 625), (238, 238, 236))
    pen = ImageDraw.Draw(image)
    for row, text in enumerate(CLIPPING):
        pen.text((40, 60 + 70 * row), text, "black", ImageFont.truetype(str(face), 36))
    return image


@pytest.fixture(scope="session")
def photograph() -> Image.Image:
    """Hills under a sky: shapes of all sizes, shades of all kinds."""
    noise = np.random.default_rng(7)
    image = Image.new("RGB", (1250, 625), (150, 180, 220))
    for size in (5, 10, 20, 40, 80):
        rough = Image.fromarray(noise.integers(0, 255, (size, 2 * size, 3), dtype=np.uint8))
        image = Image.blend(image, rough.resize(image.size, Image.Resampling.BICUBIC), 0.35)
    return image


def test_a_clipping_is_read_between_the_lines_of_the_layer(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image
) -> None:
    path = tmp_path / "a.pdf"
    typed(path, TYPED, pictures=[(clipping, *PLACE)])
    document = read(path, tmp_path)
    assert lines(document) == ABOVE + CLIPPING + BELOW
    page = document.pages[0]
    assert page.source is PageSource.TEXT_LAYER
    assert "words recognised in a picture" in page.reason
    assert [is_certain(line) for line in page.lines] == [True] * 3 + [False] * 3 + [True] * 2
    assert not document.problems
    assert page.dpi
    left, top, width, height = (edge * page.dpi / 72 for edge in PLACE)
    for word in (word for line in page.lines[3:6] for word in line.words):
        assert word.box is not None
        assert word.confidence is not None
        assert left <= word.box.left < word.box.right <= left + width
        assert top <= word.box.top < word.box.bottom <= top + height


def test_the_same_in_strips_on_a_page_with_few_letters(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image
) -> None:
    path = tmp_path / "a.pdf"
    left, top, width, height = PLACE
    strips = [
        (clipping.crop((0, 125 * n, 1250, 125 * n + 125)), left, top + height / 5 * n, width, height / 5)
        for n in range(5)
    ]
    typed(path, TYPED[:1], pictures=strips)
    assert lines(read(path, tmp_path)) == ABOVE[:1] + CLIPPING


def test_what_runs_up_a_picture_stands_behind_the_page(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image
) -> None:
    """A picture that was turned to fit: its lines are not torn into words of the lines beside them."""
    path = tmp_path / "a.pdf"
    typed(path, TYPED, pictures=[(clipping.rotate(270, expand=True), 72, 160, 169, 338)])
    assert lines(read(path, tmp_path)) == ABOVE + BELOW + CLIPPING


def test_a_scan_under_the_stamps_of_signatures_is_read(
    tmp_path: Path, typed: Callable[..., None], drawn: Callable[..., Image.Image]
) -> None:
    """However much the stamps say: their letters do not tell what the page says."""
    stamps = [
        (330.0, 20.0 + 9 * row, 7.0, "Ký bởi: Sở Tài chính tỉnh; thời gian ký: 12.03.2026 08:15") for row in range(6)
    ]
    path = tmp_path / "a.pdf"
    typed(path, stamps, under=drawn(TYPED))
    assert lines(read(path, tmp_path)) == [text for *_, text in stamps] + ABOVE + BELOW


def test_repair_weighs_what_pictures_say_and_leaves_the_layer(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image
) -> None:
    """The layer's odd spelling is the writer's; a tone that is lost in a picture is a reader's error."""
    path = tmp_path / "a.pdf"
    odd = [(72, 560 + 22 * row, 13, "Ủy ban nhận dân xã Hòa Bính tổ chức thức hiện.") for row in range(2)]
    typed(path, [*TYPED, *odd], pictures=[(clipping, *PLACE)])
    document = repair(read(path, tmp_path))
    assert document.text.count("Ủy ban nhận dân xã Hòa Bính tổ chức thức hiện.") == 2
    assert document.condition is Condition.CLEAN


def test_a_table_in_a_picture_keeps_its_cells(tmp_path: Path, typed: Callable[..., None], face: Path) -> None:
    rows = [("Năm", "Hộ nghèo", "Tỷ lệ"), ("2026", "1.250", "4,5%"), ("2027", "1.100", "3,9%"), ("2028", "950", "3,2%")]
    image = Image.new("RGB", (1250, 625), "white")
    pen = ImageDraw.Draw(image)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            box = (25 + 400 * column, 20 + 140 * row, 425 + 400 * column, 160 + 140 * row)
            pen.rectangle(box, outline="black", width=3)
            pen.text((box[0] + 120, box[1] + 50), text, "black", ImageFont.truetype(str(face), 36))
    path = tmp_path / "a.pdf"
    typed(path, TYPED, pictures=[(image, *PLACE)])
    document = read(path, tmp_path)
    assert lines(document) == ABOVE + [" | ".join(cells) for cells in rows] + BELOW
    assert [table.columns for table in document.pages[0].tables] == [3]


def test_pictures_that_are_no_text_bring_nothing_in(
    tmp_path: Path, typed: Callable[..., None], photograph: Image.Image, face: Path
) -> None:
    seal = Image.new("RGB", (330, 330), "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((5, 5, 325, 325), outline=(200, 30, 30), width=6)
    pen.ellipse((70, 70, 260, 260), outline=(200, 30, 30), width=3)
    pen.regular_polygon((165, 165, 45), 5, fill=(200, 30, 30))
    pen.text((110, 28), "TỈNH", (200, 30, 30), ImageFont.truetype(str(face), 30))
    pen.line([(20 + 9 * n, 165 + (60 if n % 2 else -50)) for n in range(33)], "blue", 4, joint="curve")
    path, plain = tmp_path / "a.pdf", tmp_path / "b.pdf"
    typed(path, TYPED, pictures=[(photograph, *PLACE), (seal, 350, 600, 120, 120)])
    typed(plain, TYPED)
    document = read(path, tmp_path)
    assert document.text == read(plain, tmp_path).text
    assert "no text was found in 2 pictures" in document.pages[0].reason
    assert not document.problems


def test_a_caption_that_is_typed_on_a_picture_is_the_layers_own(
    tmp_path: Path, typed: Callable[..., None], photograph: Image.Image
) -> None:
    path = tmp_path / "a.pdf"
    typed(path, [*TYPED, (100, 400, 13, "Ảnh 1. Lũ ống tại xã vùng cao.")], pictures=[(photograph, *PLACE)])
    document = read(path, tmp_path)
    assert lines(document) == [*ABOVE, "Ảnh 1. Lũ ống tại xã vùng cao.", *BELOW]
    assert all(map(is_certain, document.pages[0].lines))


def test_text_that_cannot_be_read_is_told(tmp_path: Path, typed: Callable[..., None], clipping: Image.Image) -> None:
    path = tmp_path / "a.pdf"
    small = clipping.resize((clipping.width * 8 // 36, clipping.height * 8 // 36), Image.Resampling.LANCZOS)
    blurred = small.filter(ImageFilter.GaussianBlur(1)).resize(clipping.size, Image.Resampling.BICUBIC)
    typed(path, TYPED, pictures=[(blurred, *PLACE)])
    document = read(path, tmp_path)
    assert [(p.code, p.page) for p in document.problems] == [("picture_not_read", 1)]
    assert document.pages[0].source is PageSource.TEXT_LAYER
    assert [line for line in lines(document) if line in ABOVE + BELOW] == ABOVE + BELOW


def test_when_reading_a_picture_fails_the_layer_stands(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PageError("It took too long.", remedy="Scan it again.", code="page_timeout")

    monkeypatch.setattr(layer_page, "picture_text", fail)
    path = tmp_path / "a.pdf"
    typed(path, TYPED, pictures=[(clipping, *PLACE)])
    document = read(path, tmp_path)
    assert lines(document) == ABOVE + BELOW
    assert [(p.code, p.page) for p in document.problems] == [("page_timeout", 1)]


def test_a_layer_of_before_unicode_is_converted_and_its_pictures_words_are_not(
    tmp_path: Path, typed: Callable[..., None], clipping: Image.Image
) -> None:
    old = [
        "Së Néi vô chñ tr×, phèi hîp víi c¸c së, ngµnh thùc hiÖn kÕ ho¹ch.",
        "ñy ban nh©n d©n tØnh ban hµnh v¨n b¶n.",
    ]
    path = tmp_path / "a.pdf"
    typed(path, [(72, 90 + 22 * row, 12, text) for row, text in enumerate(old)], pictures=[(clipping, *PLACE)])
    assert lines(read(path, tmp_path)) == [
        "Sở Nội vụ chủ trì, phối hợp với các sở, ngành thực hiện kế hoạch.",
        "ủy ban nhân dân tỉnh ban hành văn bản.",
        *CLIPPING,
    ]


def test_the_survey_says_what_the_run_does(tmp_path: Path, typed: Callable[..., None], clipping: Image.Image) -> None:
    path = tmp_path / "a.pdf"
    typed(path, TYPED, TYPED[:2], pictures=[(clipping, *PLACE)])
    found = ocr.survey(path, ReadOptions())
    assert (found.kind, found.pages, found.to_recognise, found.with_pictures) == (Kind.BORN_DIGITAL, 2, 0, 2)
    assert found.action == "read the text layer of 2 pages, look for text in the pictures of 2 pages"
    assert [p.source for p in read(path, tmp_path).pages] == [PageSource.TEXT_LAYER] * 2
