"""Every way in which a file is turned away: never a traceback, always a code, a reason and a remedy."""

import contextlib
import io
import json
import os
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import ocr
from corpus.errors import RejectedError, VanbanError
from ocr import Kind, ReadOptions, child
from ocr.identify import identify

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def pdf_bytes(*, password: str | None = None, pages: int = 1) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 300)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def image_bytes(kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    stream = io.BytesIO()
    Image.new("L", size, 255).save(stream, kind)
    return stream.getvalue()


def zip_bytes(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return stream.getvalue()


def docx_bytes(*paragraphs: str) -> bytes:
    stream = io.BytesIO()
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    file.save(stream)
    return stream.getvalue()


REJECTED = {
    "empty": (b"", "empty", "again"),
    "white space": (b" \n\t\n", "empty", "again"),
    "encrypted PDF": (pdf_bytes(password="bi-mat"), "encrypted", "without one"),  # noqa: S106 - a specimen
    "encrypted Word file": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "without one"),
    "cut PDF": (b"%PDF-1.7\n1 0 obj\n<<", "corrupt", "again"),
    "PDF without pages": (pdf_bytes(pages=0), "corrupt", "again"),
    "cut PNG": (image_bytes("PNG")[:40], "corrupt", "again"),
    "cut JPEG": (image_bytes("JPEG")[:60], "corrupt", "again"),
    "cut TIFF": (image_bytes("TIFF")[:12], "corrupt", "again"),
    "cut Word file": (docx_bytes("Điều 1.")[:900], "corrupt", "again"),
    "hollow Word file": (zip_bytes("[Content_Types].xml", "word/document.xml"), "corrupt", "again"),
    "Word file without text": (docx_bytes("", "  "), "empty", "again"),
    "old Word file": (OLE + "WordDocument".encode("utf-16-le"), "unknown_kind", ".docx"),
    "old Excel file": (OLE + "Workbook".encode("utf-16-le"), "unknown_kind", "PDF"),
    "Excel file": (zip_bytes("xl/workbook.xml"), "unknown_kind", "PDF"),
    "PowerPoint file": (zip_bytes("ppt/presentation.xml"), "unknown_kind", "PDF"),
    "OpenDocument": (zip_bytes("content.xml"), "unknown_kind", ".docx"),
    "zip": (zip_bytes("a.txt"), "unknown_kind", "Unpack"),
    "gzip": (b"\x1f\x8b\x08\x00", "unknown_kind", "Unpack"),
    "RAR": (b"Rar!\x1a\x07\x01\x00", "unknown_kind", "Unpack"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c", "unknown_kind", "Unpack"),
    "Windows program": (b"MZ\x90\x00\x03\x00", "unknown_kind", "PDF"),
    "Linux program": (b"\x7fELF\x02\x01", "unknown_kind", "PDF"),
    "RTF": (b"{\\rtf1 Xin chao}", "unknown_kind", ".docx"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic", "unknown_kind", "JPEG"),
    "WebP": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "unknown_kind", "PNG"),
    "GIF": (b"GIF89a\x01\x00", "unknown_kind", "PNG"),
    "JSON": (b'\n{"text": "H\xc3\xa0 N\xe1\xbb\x99i", "pages": [1, 2]}\n', "data_file", "text"),
    "JSON over several lines": (b'\xef\xbb\xbf[\n {"id": 1},\n {"id": 2}\n]\n', "data_file", "text"),
    "JSON Lines": (b'{"id": 1}\n\n{"id": 2}\n', "data_file", "text"),
    "long JSON": (json.dumps([{"text": "Điều 1"}] * 90_000).encode(), "data_file", "text"),
    "long JSON Lines": (b'{"text": "Ch\xc6\xb0\xc6\xa1ng I"}\n' * 60_000, "data_file", "text"),
    "web page": (b"\n<!DOCTYPE html><html></html>", "unknown_kind", "PDF"),
    "NUL bytes": (b"Quyet dinh\x00\x00\x01so 5", "unknown_kind", "UTF-8"),
    "random bytes": (bytes(range(128, 256)) * 4, "unknown_kind", "UTF-8"),
    "control characters": (b"\x01\x02\x03\x04 abc", "unknown_kind", "UTF-8"),
}


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_with_reason_and_remedy(name: str, tmp_path: Path, options: ReadOptions) -> None:
    data, code, remedy = REJECTED[name]
    path = tmp_path / "van ban.pdf"  # the name says PDF whatever the bytes are
    path.write_bytes(data)
    with pytest.raises(RejectedError) as caught:
        ocr.read(path, options, tmp_path / "pages")
    error = caught.value
    assert error.code == code
    assert error.file == path.name
    assert error.reason.endswith(".")
    assert remedy in error.remedy
    surveyed = ocr.survey(path, options)
    assert (surveyed.kind, surveyed.code, surveyed.reason) == (Kind.REJECTED, code, error.reason)


@pytest.mark.parametrize(
    ("data", "limits", "option"),
    [
        (b"x" * 2000, ReadOptions(max_bytes=1000), "max_bytes"),
        (pdf_bytes(pages=3), ReadOptions(max_pages=2), "max_pages"),
        (image_bytes("PNG"), ReadOptions(max_pixels=400 * 300 - 1), "max_pixels"),
        (docx_bytes("Điều 1."), ReadOptions(max_bytes=40_000), "max_bytes"),
    ],
)
def test_oversized_names_the_limit(data: bytes, limits: ReadOptions, option: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(RejectedError) as caught:
        ocr.read(path, limits, tmp_path)
    assert caught.value.code == "oversized"
    assert option in caught.value.remedy


def test_decompression_bomb(tmp_path: Path, options: ReadOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(image_bytes("PNG"))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert ocr.survey(path, options).code == "oversized"


def test_loop_of_links_missing_file_folder_and_forbidden(tmp_path: Path, options: ReadOptions) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert ocr.survey(loop, options).code == "unreadable"
    assert ocr.survey(tmp_path / "nowhere", options).code == "unreadable"
    assert ocr.survey(tmp_path, options).code == "not_a_file"
    assert ocr.survey(Path("a\x00b"), options).code == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden(tmp_path: Path, options: ReadOptions) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    path.chmod(0)
    assert ocr.survey(path, options).code == "unreadable"


@pytest.mark.parametrize("start", [b"BM: ban may", b"MZ la ky hieu"])
def test_text_may_open_like_a_program(start: bytes, tmp_path: Path, options: ReadOptions) -> None:
    path = tmp_path / "a"
    path.write_bytes(start + b" cua van ban")
    assert identify(path, options).kind == "text/plain"


@pytest.mark.parametrize("name", ["tesseract", "pdftoppm"])
def test_missing_program_names_the_package(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(VanbanError) as caught:
        child.program(name, seconds=1, memory=2**30)
    assert caught.value.code == f"missing_{name}"
    assert all(system in caught.value.remedy for system in ("apt install", "brew install", "WSL"))


STARTS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"PK\x03\x04", OLE, b"\xff\xfe", b"BM"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=STARTS, rest=st.binary(max_size=300))
def test_any_bytes_are_read_or_rejected(start: bytes, rest: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(start + rest)
    with contextlib.suppress(RejectedError):
        assert ocr.read(path, ReadOptions(page_seconds=10), tmp_path).text.strip()


WHOLE = {
    "pdf": pdf_bytes(pages=2),
    "docx": docx_bytes("Điều 1. Phạm vi điều chỉnh", "Điều 2. Đối tượng áp dụng"),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(WHOLE)), at=st.floats(0, 1), damage=st.binary(min_size=1, max_size=20))
def test_damaged_files_never_crash_the_survey(kind: str, at: float, damage: bytes, tmp_path: Path) -> None:
    data = WHOLE[kind]
    place = int(at * len(data))
    path = tmp_path / "a"
    path.write_bytes(data[:place] + damage + data[place + len(damage) :])
    assert ocr.survey(path, ReadOptions()).reason


@pytest.mark.parametrize("text", ["[1] Khoản này được sửa đổi\n", "{Dự thảo} Nghị quyết\n", "[1]\n[Dự thảo]\n"])
def test_a_text_in_brackets_is_no_data(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert ocr.read(path, ReadOptions(), tmp_path / "pages").text == text
