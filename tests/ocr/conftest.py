"""Documents made for the tests: pages drawn in a Times-like face, PDFs with and without a text layer, Word files."""

import ctypes
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr import ReadOptions

_FACES = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
A4 = (595, 842)

# x and y in points from the top left, size in points, text
Printed = Sequence[tuple[float, float, float, str]]
Pasted = tuple[Image.Image, float, float, float, float]


@pytest.fixture(scope="session")
def face() -> Path:
    """A font that has all Vietnamese letters."""
    return next((Path(f) for f in _FACES if Path(f).exists()), None) or pytest.skip("no font with Vietnamese letters")


@pytest.fixture
def options() -> ReadOptions:
    return ReadOptions()


@pytest.fixture(scope="session")
def drawn(face: Path) -> Callable[..., Image.Image]:
    """Draws a page as a scanner sees it."""

    def draw(printed: Printed, dpi: int = 200) -> Image.Image:
        scale = dpi / 72
        image = Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), "white")
        pen = ImageDraw.Draw(image)
        for x, y, size, text in printed:
            pen.text((x * scale, y * scale), text, "black", ImageFont.truetype(str(face), round(size * scale)))
        return image

    return draw


@pytest.fixture(scope="session")
def typed(face: Path) -> Callable[..., None]:
    """Writes a PDF with a text layer, one page for each list of printed lines.

    An image may lie under the whole of each page, and pictures on it: image, left, top, width and height in points.
    """

    def write(path: Path, *pages: Printed, under: Image.Image | None = None, pictures: Sequence[Pasted] = ()) -> None:
        pdf = pdfium.PdfDocument.new()
        data = face.read_bytes()
        buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        font = pdfium_c.FPDFText_LoadFont(pdf, buffer, len(data), pdfium_c.FPDF_FONT_TRUETYPE, 1)
        for printed in pages:
            page = pdf.new_page(*A4)
            for pasted in ([(under, 0, 0, *A4)] if under else []) + list(pictures):
                _place(pdf, page, *pasted)
            for x, y, size, text in printed:
                item = pdfium_c.FPDFPageObj_CreateTextObj(pdf, font, size)
                _type(page, item, text, (1, 0, 0, 1, x, A4[1] - y - size))
            page.gen_content()
        pdf.save(path)
        pdf.close()

    return write


@pytest.fixture(scope="session")
def typed_sideways(face: Path) -> Callable[..., None]:
    """Writes a PDF page whose text stands level, with one more line that runs down the page from x, y."""

    def write(path: Path, printed: Printed, x: float, y: float, text: str) -> None:
        pdf = pdfium.PdfDocument.new()
        data = face.read_bytes()
        buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        font = pdfium_c.FPDFText_LoadFont(pdf, buffer, len(data), pdfium_c.FPDF_FONT_TRUETYPE, 1)
        page = pdf.new_page(A4[1], A4[0])
        for left, top, size, words in printed:
            _type(page, pdfium_c.FPDFPageObj_CreateTextObj(pdf, font, size), words, (1, 0, 0, 1, left, A4[0] - top))
        _type(page, pdfium_c.FPDFPageObj_CreateTextObj(pdf, font, 12), text, (0, -1, 1, 0, x, A4[0] - y))
        page.gen_content()
        pdf.save(path)
        pdf.close()

    return write


def _type(page: pdfium.PdfPage, item: object, text: str, matrix: tuple[float, ...]) -> None:
    units = (text + "\x00").encode("utf-16-le")
    pdfium_c.FPDFText_SetText(item, (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units))
    pdfium_c.FPDFPageObj_Transform(item, *matrix)
    pdfium_c.FPDFPage_InsertObject(page, item)


def _place(  # noqa: PLR0913, PLR0917  # an image and its four edges
    pdf: pdfium.PdfDocument,
    page: pdfium.PdfPage,
    image: Image.Image,
    left: float,
    top: float,
    width: float,
    height: float,
) -> None:
    item = pdfium.PdfImage.new(pdf)
    item.set_bitmap(pdfium.PdfBitmap.from_pil(image))
    item.set_matrix(pdfium.PdfMatrix().scale(width, height).translate(left, A4[1] - top - height))
    page.insert_obj(item)
