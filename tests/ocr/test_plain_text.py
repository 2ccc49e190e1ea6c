"""Text files: encodings, line ends, and the legacy encodings of before Unicode."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viparse.normalize.encodings import CHARMAPS

import ocr
from corpus.document import Condition, Document
from ocr import Kind, ReadOptions
from ocr.files import legacy
from ocr.files.plain_text import decode

PROSE = (
    "Căn cứ Luật Tổ chức chính quyền địa phương, Hội đồng nhân dân tỉnh quyết nghị:\n"
    "Điều 1. Phấn đấu đến năm 2030 tỷ lệ hộ nghèo giảm còn dưới 1,5%.\n"
    "Giao các sở, ngành và huyện tổ chức thực hiện nghị quyết này."
)
ENGLISH = "The Committee shall report to the Council on the results of the programme by the end of each year."


def disguised(text: str, encoding: str) -> str:
    """The surface of ``text`` in a legacy encoding."""
    table = {modern: old for old, modern in CHARMAPS[encoding].pairs}
    return "".join(table.get(c, c) for c in text)


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return ocr.read(path, ReadOptions(), tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_in_all_encodings(encoding: str, form: str, tmp_path: Path) -> None:
    document = read(tmp_path, unicodedata.normalize(form, PROSE).encode(encoding))
    assert document.text == PROSE
    assert document.condition is Condition.CLEAN


def test_big_endian_mark(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + PROSE.encode("utf-16-be")).text == PROSE


def test_windows_1258(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", PROSE)
    # the code page has ă â ê ô as letters and the tones as marks
    for base in ("ă", "â", "ê", "ô", "ơ", "ư"):
        decomposed = decomposed.replace(unicodedata.normalize("NFD", base), base)
    shaped = "".join(decomposed)
    for tone in "\u0300\u0301\u0303\u0309\u0323":
        for base, mark in (("a", "\u0302"), ("a", "\u0306"), ("e", "\u0302"), ("o", "\u0302")):
            shaped = shaped.replace(f"{base}{tone}{mark}", unicodedata.normalize("NFC", base + mark) + tone)
    assert read(tmp_path, shaped.encode("cp1258")).text == PROSE


def test_line_ends_and_form_feed_keep_the_lines() -> None:
    assert decode(b"a\r\nb\rc\n\fd\n", "x") == "a\nb\nc\n d\n"


def test_lines_are_exactly_the_input_lines(tmp_path: Path) -> None:
    document = read(tmp_path, PROSE.encode())
    assert [document.text[line.start : line.end] for _, line in document.lines] == PROSE.split("\n")


@pytest.mark.parametrize(
    ("encoding", "stored"),
    [("tcvn3", "latin-1"), ("tcvn3", "utf-8"), ("vni", "latin-1"), ("vni", "utf-8"), ("viscii", "latin-1")],
)
def test_legacy_encoding_is_converted_and_kept_as_read(encoding: str, stored: str, tmp_path: Path) -> None:
    surface = disguised(PROSE, encoding)
    document = read(tmp_path, surface.encode(stored))
    assert document.condition is Condition.LEGACY_ENCODING
    assert document.text == PROSE
    if encoding == "tcvn3":
        assert document.as_read == surface
        start = document.text.index("Hội")
        assert document.offsets.to_raw(start, start + 3) == (start, start + 3)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        ENGLISH,
        "Thuc hién Nghj quyét s6 25-NQ/TW, ngay 24/11/2023 cia Ban Chap hanh Trung wong khéa XII",
        "El Gobierno aprobó el año pasado la nueva legislación sobre educación según informó ayer el señor Núñez",
        "Die Universität prüft die Größe der Häuser und außerdem die Straßen für Fußgänger in München",
        "Le Conseil a décidé que les élèves français étudieront à l'école où ils sont nés, être ou ne pas être",
    ],
)
def test_what_is_not_legacy_is_left_alone(text: str) -> None:
    assert legacy.detect(text) is None


def test_capitals_of_tcvn3_headings() -> None:
    """TCVN3 has no accented capitals: "CéNG HOµ X· HéI" was printed as CỘNG HOÀ XÃ HỘI."""
    assert legacy.to_unicode("CéNG HOµ X· HéI", "tcvn3") == "CỘNG HOÀ XÃ HỘI"
    assert legacy.to_unicode("®iÒu kho¶n UBND tØnh", "tcvn3") == "điều khoản UBND tỉnh"


@given(st.text(alphabet=st.sampled_from(" \nabcnght0159.,;µ¸¶·¹¨©ª«¬\xad®ÊÒÕéñãÆ"), max_size=80))
def test_conversion_keeps_every_line(text: str) -> None:
    assert legacy.to_unicode(text, "tcvn3").count("\n") == text.count("\n")


@given(st.text(max_size=200))
def test_decoding_gives_nfc_without_carriage_returns(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"), "x")
    except ocr.reading.RejectedError:
        return
    assert unicodedata.is_normalized("NFC", decoded)
    assert "\r" not in decoded


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [(PROSE, Kind.TEXT, "vi"), (ENGLISH, Kind.TEXT, "en"), (disguised(PROSE, "tcvn3"), Kind.LEGACY_TEXT, "vi")],
)
def test_survey_of_text(text: str, kind: Kind, language: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    found = ocr.survey(path, ReadOptions())
    assert (found.kind, found.language, found.pages, found.to_recognise) == (kind, language, 1, 0)
