"""PDF files: text layers, page images, mixed documents, failing pages."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image, ImageFilter, ImageFont

import ocr
from corpus.document import Condition, Document, LineKind, PageSource
from corpus.errors import MissingDependencyError, PageError, RejectedError
from ocr import Kind, ReadOptions
from ocr.files import pdf
from ocr.files.render import fitting_dpi
from ocr.recognition.recognise import recognise, require

# x and y in points from the top left, size in points, text
Printed = Sequence[tuple[float, float, float, str]]

HEAD: Printed = (
    (60, 70, 13, "ỦY BAN NHÂN DÂN"),
    (65, 88, 13, "TỈNH ĐỒNG THÁP"),
    (60, 116, 13, "Số: 57/KH-UBND"),
    (270, 70, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (310, 88, 13, "Độc lập - Tự do - Hạnh phúc"),
    (290, 116, 13, "Đồng Tháp, ngày 12 tháng 3 năm 2025"),
    (255, 150, 14, "KẾ HOẠCH"),
)
BODY: Printed = (
    (85, 190, 13, "Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh về phát triển nông thôn,"),
    (60, 210, 13, "Ủy ban nhân dân tỉnh xây dựng kế hoạch với các chỉ tiêu như sau:"),
    (85, 230, 13, "1. Đến năm 2030, tỷ lệ hộ nghèo đa chiều giảm còn dưới 1,5%."),
    (85, 250, 13, "2. Có 95% dân số nông thôn được sử dụng nước sạch đạt quy chuẩn."),
    (85, 270, 13, "3. Sở Nông nghiệp chủ trì, phối hợp với các huyện tổ chức thực hiện."),
)
FOOT: Printed = (
    (330, 310, 13, "TM. ỦY BAN NHÂN DÂN"),
    (60, 328, 12, "Nơi nhận:"),
    (370, 328, 13, "CHỦ TỊCH"),
    (60, 344, 11, "- Như trên;"),
    (60, 358, 11, "- Thường trực Tỉnh ủy;"),
    (60, 372, 11, "- Lưu: VT, KT."),
    (345, 400, 13, "Trần Thị Bình"),
)

HEAD_TEXT = [text for *_, text in HEAD]
BODY_TEXT = [text for *_, text in BODY]


def lines(document: Document, page: int = 0) -> list[str]:
    return [document.text[line.start : line.end] for line in document.pages[page].lines]


@pytest.fixture
def born_digital(tmp_path: Path, typed: Callable[..., None]) -> Path:
    path = tmp_path / "ke-hoach.pdf"
    typed(path, [*BODY, *HEAD, *FOOT], BODY)
    return path


def test_text_layer_comes_in_reading_order(born_digital: Path, tmp_path: Path) -> None:
    document = ocr.read(born_digital, ReadOptions(), tmp_path / "pages")
    assert document.condition is Condition.CLEAN
    assert lines(document)[: len(HEAD) + len(BODY)] == HEAD_TEXT + BODY_TEXT
    assert lines(document, 1) == BODY_TEXT
    assert [p.source for p in document.pages] == [PageSource.TEXT_LAYER] * 2
    head = [line.kind for line in document.pages[0].lines[:7]]
    assert head == [LineKind.HEAD_LEFT] * 3 + [LineKind.HEAD_RIGHT] * 3 + [LineKind.BODY]
    assert "%" in document.pages[0].reason


def test_hyphens_are_hyphens_whatever_the_font_calls_them(born_digital: Path, tmp_path: Path) -> None:
    """Fonts draw U+002D and U+00AD by one glyph, and PDFs then name the wrong one: "Số: 57/KH\u00adUBND"."""
    assert "Số: 57/KH-UBND" in ocr.read(born_digital, ReadOptions(), tmp_path).text


def test_boxes_are_pixels_of_the_page_image(born_digital: Path, tmp_path: Path) -> None:
    document = ocr.read(born_digital, ReadOptions(), tmp_path / "pages")
    page = document.pages[0]
    assert page.image is not None
    assert page.image.name == "page-001.png"
    with Image.open(page.image) as opened:
        image = opened.convert("L")
    assert image.size == (page.width, page.height)
    for line in page.lines:
        for word in line.words:
            assert word.box is not None
            seen = image.crop((word.box.left, word.box.top, word.box.right, word.box.bottom))
            assert seen.getextrema()[0] < 128, document.text[word.start : word.end]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_keep_their_boxes(born_digital: Path, tmp_path: Path, turn: int) -> None:
    """A page stored on its side and shown upright: pixels follow what is shown."""
    reader = pypdf.PdfReader(born_digital)
    writer = pypdf.PdfWriter()
    writer.add_page(reader.pages[1])
    writer.pages[0].rotate(turn)
    path = tmp_path / "turned.pdf"
    writer.write(path)
    document = ocr.read(path, ReadOptions(), tmp_path / "pages")
    shown = document.pages[0]
    assert shown.width is not None
    assert (shown.width > (shown.height or 0)) == (turn in {90, 270})
    boxes = [w.box for line in shown.lines for w in line.words]
    assert all(b and 0 <= b.left <= b.right <= shown.width and b.bottom <= (shown.height or 0) for b in boxes)


def test_superscripts_are_not_glued_to_figures(tmp_path: Path, typed: Callable[..., None], face: Path) -> None:
    """A note's mark behind a figure: "110" with the note 29 must not read 11029."""
    path = tmp_path / "a.pdf"
    typed(path, [*BODY, (60, 300, 13, "Tổng số 110"), (60 + _width(face, "Tổng số 110", 13), 298, 7, "29")])
    assert lines(ocr.read(path, ReadOptions(), tmp_path))[-1] == "Tổng số 110²⁹"


def test_small_digits_on_the_line_are_no_superscripts(tmp_path: Path, typed: Callable[..., None], face: Path) -> None:
    """Another font may draw lower digits: "tháng 7 năm 2024" must not read "tháng ⁷ năm 2024"."""
    path = tmp_path / "a.pdf"
    after = 60 + _width(face, "ngày 10 tháng ", 13)
    typed(path, [*BODY, (60, 300, 13, "ngày 10 tháng"), (after, 303.5, 9.5, "7"), (after + 12, 300, 13, "năm 2024")])
    assert lines(ocr.read(path, ReadOptions(), tmp_path))[-1] == "ngày 10 tháng 7 năm 2024"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("CÔNG BÁO/Số 12 + 13/Ngày 05-01-2024", LineKind.RUNNING_HEAD), ("- 48 -", LineKind.PAGE_NUMBER)],
)
def test_head_that_runs_down_a_landscape_page_is_furniture(
    tmp_path: Path, typed_sideways: Callable[..., None], text: str, kind: LineKind
) -> None:
    path = tmp_path / "a.pdf"
    typed_sideways(path, BODY, 790, 150, text)
    document = ocr.read(path, ReadOptions(), tmp_path)
    assert lines(document) == [*BODY_TEXT, text]
    assert document.pages[0].lines[-1].kind is kind


def _width(face: Path, text: str, size: float) -> float:
    return ImageFont.truetype(str(face), 1000).getlength(text) * size / 1000


def test_owner_password_alone_is_no_obstacle(born_digital: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=born_digital)
    writer.encrypt("", owner_password="chu-so-huu", algorithm="RC4-128")  # noqa: S106 - a specimen
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert lines(ocr.read(path, ReadOptions(), tmp_path), 1) == BODY_TEXT


def test_english_text_layer(tmp_path: Path, typed: Callable[..., None]) -> None:
    text = "The Ministry shall report to the Government on the results of the programme by the end of each year."
    path = tmp_path / "a.pdf"
    typed(path, [(60, 100 + 20 * i, 11, text) for i in range(6)])
    assert ocr.read(path, ReadOptions(), tmp_path).language == "en"
    assert ocr.survey(path, ReadOptions()).language == "en"


def test_surveys_tell_scans_from_digital_and_mixed(
    born_digital: Path, tmp_path: Path, drawn: Callable[..., Image.Image]
) -> None:
    scan = tmp_path / "scan.pdf"
    drawn(BODY, dpi=100).save(scan, "PDF", resolution=100)
    mixed = tmp_path / "mixed.pdf"
    writer = pypdf.PdfWriter()
    writer.append(born_digital)
    writer.append(scan)
    writer.write(mixed)
    found = [ocr.survey(p, ReadOptions()) for p in (born_digital, scan, mixed)]
    assert [(s.kind, s.pages, s.to_recognise) for s in found] == [
        (Kind.BORN_DIGITAL, 2, 0),
        (Kind.SCAN, 1, 1),
        (Kind.MIXED_PDF, 3, 1),
    ]
    assert ocr.survey(born_digital, ReadOptions(recognise_always=True)).kind is Kind.SCAN
    assert not (tmp_path / "pages").exists()


def test_rubbish_before_the_mark_is_forgiven(born_digital: Path, tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    path.write_bytes(b"\r\n\r\n" + born_digital.read_bytes())
    assert ocr.survey(path, ReadOptions()).kind is Kind.BORN_DIGITAL


def test_a_failing_page_leaves_the_others(born_digital: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pdf.render

    def fail(path: Path, page: int, dpi: int, *, options: ReadOptions) -> Any:
        if page == 1:
            raise PageError("Page 1 could not be read.", remedy="Scan it again.", code="page_timeout")
        return real(path, page, dpi, options=options)

    monkeypatch.setattr(pdf, "render", fail)
    document = ocr.read(born_digital, ReadOptions(), tmp_path / "pages")
    assert [p.source for p in document.pages] == [PageSource.FAILED, PageSource.TEXT_LAYER]
    assert [(p.code, p.page) for p in document.problems] == [("page_timeout", 1)]
    assert lines(document, 1) == BODY_TEXT


def test_when_every_page_fails_the_document_is_rejected(born_digital: Path, tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as caught:
        ocr.read(born_digital, ReadOptions(child_memory=2**20), tmp_path / "pages")
    assert caught.value.code == "no_page_read"
    assert "child_memory" in caught.value.remedy


def test_without_poppler(born_digital: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingDependencyError) as caught:
        ocr.read(born_digital, ReadOptions(), tmp_path)
    assert "poppler-utils" in caught.value.remedy


def office_scan(image: Image.Image) -> Image.Image:
    """A little blur and the losses of JPEG."""
    stream = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.6)).save(stream, "JPEG", quality=60)
    return Image.open(stream)


@pytest.mark.tesseract
def test_scan_is_recognised_in_reading_order(tmp_path: Path, drawn: Callable[..., Image.Image]) -> None:
    path = tmp_path / "scan.pdf"
    office_scan(drawn([*HEAD, *BODY, *FOOT])).save(path, "PDF", resolution=200)
    document = ocr.read(path, ReadOptions(), tmp_path / "pages")
    assert document.condition is Condition.SCAN
    page = document.pages[0]
    assert (page.source, page.dpi) == (PageSource.RECOGNISED, 200)
    assert page.image is not None
    assert page.image.name == "page-001.jpg"
    with Image.open(page.image) as image:
        assert image.size == (page.width, page.height)
    read = lines(document)
    assert [line.kind for line in page.lines[:6]] == [LineKind.HEAD_LEFT] * 3 + [LineKind.HEAD_RIGHT] * 3
    assert sum(text in read for text in BODY_TEXT) >= 4
    assert read.index("Nơi nhận:") < read.index("- Lưu: VT, KT.") < read.index("TM. ỦY BAN NHÂN DÂN")
    assert all(w.box and w.confidence is not None for line in page.lines for w in line.words)


@pytest.mark.tesseract
@pytest.mark.parametrize("turn", [90, 270])
def test_page_scanned_on_its_side_is_turned(tmp_path: Path, drawn: Callable[..., Image.Image], turn: int) -> None:
    path = tmp_path / "side.pdf"
    drawn([*BODY, *((x, y + 120, s, t) for x, y, s, t in BODY)]).rotate(turn, expand=True).save(
        path, "PDF", resolution=200
    )
    document = ocr.read(path, ReadOptions(second_dpi=0), tmp_path / "pages")
    assert BODY_TEXT[-1] in document.text
    page = document.pages[0]
    assert (page.width or 0) < (page.height or 0)


@pytest.mark.tesseract
def test_mixed_document(tmp_path: Path, typed: Callable[..., None], drawn: Callable[..., Image.Image]) -> None:
    digital, scan, path = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    typed(digital, BODY)
    drawn(BODY).save(scan, "PDF", resolution=200)
    writer = pypdf.PdfWriter()
    writer.append(digital)
    writer.append(scan)
    writer.write(path)
    document = ocr.read(path, ReadOptions(), tmp_path / "pages")
    assert document.condition is Condition.MIXED
    assert [p.source for p in document.pages] == [PageSource.TEXT_LAYER, PageSource.RECOGNISED]


@pytest.mark.tesseract
def test_stamp_over_a_scan_does_not_pass_for_its_text(
    tmp_path: Path, typed: Callable[..., None], drawn: Callable[..., Image.Image]
) -> None:
    path = tmp_path / "stamped.pdf"
    typed(path, [(300, 780, 8, "Ký bởi: Ủy ban nhân dân tỉnh, 12.03.2025")], under=drawn([*HEAD, *BODY]))
    document = ocr.read(path, ReadOptions(second_dpi=0), tmp_path / "pages")
    assert document.pages[0].source is PageSource.RECOGNISED
    assert BODY_TEXT[-1] in document.text


@pytest.mark.tesseract
def test_english_scan(tmp_path: Path, drawn: Callable[..., Image.Image]) -> None:
    text = "The Ministry shall report to the Government on the results of the programme."
    path = tmp_path / "a.pdf"
    drawn([(60, 100 + 20 * i, 12, text) for i in range(6)]).save(path, "PDF", resolution=200)
    document = ocr.read(path, ReadOptions(second_dpi=0), tmp_path / "pages")
    assert document.language == "en"
    assert text in document.text
    assert "(eng at 200 dpi)" in document.pages[0].reason


@pytest.mark.tesseract
def test_recognition_out_of_time_or_memory_fails_the_page(tmp_path: Path, drawn: Callable[..., Image.Image]) -> None:
    image = drawn([*HEAD, *BODY])
    with pytest.raises(PageError) as caught:
        recognise(image, "vie", 200, ReadOptions(child_memory=50 * 2**20))
    assert caught.value.code == "recognition_died"


@pytest.mark.tesseract
def test_missing_language_data(tmp_path: Path) -> None:
    with pytest.raises(MissingDependencyError) as caught:
        require("xyz")
    assert "xyz" in caught.value.reason


@pytest.mark.shared
@pytest.mark.tesseract
def test_real_scan_has_its_head_and_recipients_in_order(shared: Path, tmp_path: Path) -> None:
    document = ocr.read(shared / "scans" / "tb409" / "doc.pdf", ReadOptions(), tmp_path)
    assert document.pages[0].lines[0].kind is LineKind.HEAD_LEFT
    text = document.text
    assert text.index("VĂN PHÒNG") < text.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert text.index("Nơi nhận") < text.index("Lưu: VT") < text.index("KT. CHÁNH VĂN PHÒNG")
    assert not document.problems


@pytest.mark.shared
def test_every_reference_document_is_surveyed(shared: Path) -> None:
    found = {p: ocr.survey(p, ReadOptions()) for p in sorted(shared.glob("*/**/*.pdf"))}
    assert found
    assert all(s.kind is not Kind.REJECTED for s in found.values())
    assert all(s.kind in {Kind.BORN_DIGITAL, Kind.MIXED_PDF} for p, s in found.items() if p.parent.name == "gazette")


def test_a_text_layer_of_before_unicode_is_converted(tmp_path: Path, typed: Callable[..., None]) -> None:
    printed = [
        "ñy ban nh©n d©n tØnh L©m §ång",
        "Sè 12/NQ-H§ND, giai ®o¹n 2021-2025",
        "KÕ ho¹ch thùc hiÖn ch-¬ng tr×nh ph¸t triÓn nhµ ë x· héi, -u tiªn vèn ®Çu t-",
        "Së X©y dùng chñ tr×, phèi hîp víi Së Tµi chÝnh tham m-u ñy ban nh©n d©n tØnh ban hµnh v¨n b¶n.",
    ]
    path = tmp_path / "cu.pdf"
    typed(path, [(60, 80 + 24 * row, 11, line) for row, line in enumerate(printed)])
    document = ocr.read(path, ReadOptions(), tmp_path)
    assert document.condition is Condition.LEGACY_ENCODING
    assert document.language == "vi"
    assert document.pages[0].source is PageSource.TEXT_LAYER
    assert lines(document) == [
        "ủy ban nhân dân tỉnh Lâm Đồng",
        "Số 12/NQ-HĐND, giai đoạn 2021-2025",
        "Kế hoạch thực hiện chương trình phát triển nhà ở xã hội, ưu tiên vốn đầu tư",
        "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính tham mưu ủy ban nhân dân tỉnh ban hành văn bản.",
    ]
    assert ocr.survey(path, ReadOptions()).language == "vi"


def test_a_page_of_gigantic_size_is_drawn_small_enough_to_be_opened() -> None:
    for side in (200_000, 20_000, 14_400):
        dpi = fitting_dpi(side, side, 200, ReadOptions().max_pixels)
        assert (side / 72 * dpi) ** 2 < 2 * Image.MAX_IMAGE_PIXELS
