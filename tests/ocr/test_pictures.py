"""Which part of a page its images cover together, and of which pictures its text layer says nothing."""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject

from corpus.document import Box
from ocr.pictures.found import Pictures, find_pictures, parts, union

_ACROSS, _DOWN = 60, 80
_edges = st.integers(-5, 85)
_boxes = st.lists(st.tuples(_edges, _edges, _edges, _edges), max_size=8)
_GREY = Image.new("L", (8, 8), 128)

# x and y in points from the top left, size in points, text
Printed = Sequence[tuple[float, float, float, str]]

LINES: Printed = [
    (72, 80 + 20 * row, 12, "Ủy ban nhân dân cấp xã tổ chức thực hiện quyết định này.") for row in range(12)
]


@given(_boxes)
def test_the_union_is_every_cell_that_a_box_covers(boxes: list[tuple[int, int, int, int]]) -> None:
    mask = union([tuple(map(float, box)) for box in boxes], _ACROSS, _DOWN)
    for y, row in enumerate(mask):
        for x, covered in enumerate(row):
            assert covered == any(left <= x < right and top <= y < bottom for left, top, right, bottom in boxes)


@given(st.lists(st.floats(0, 80), max_size=12), st.lists(st.floats(0, 60), max_size=6))
def test_strips_and_tiles_cover_what_the_whole_does(down: list[float], across: list[float]) -> None:
    """A scanner cuts the page anywhere; where, it does not matter."""
    ys, xs = [0.0, *sorted(down), 80.0], [0.0, *sorted(across), 60.0]
    tiles = [(left, top, right, bottom) for top, bottom in pairwise(ys) for left, right in pairwise(xs)]
    assert union(tiles, _ACROSS, _DOWN).all()


@given(_boxes, st.randoms())
def test_the_order_of_images_does_not_matter_and_none_counts_twice(
    boxes: list[tuple[int, int, int, int]], random: object
) -> None:
    floats = [tuple(map(float, box)) for box in boxes]
    mask = union(floats, _ACROSS, _DOWN)
    assert (union(reversed(floats + floats), _ACROSS, _DOWN) == mask).all()
    assert all((union([box], _ACROSS, _DOWN) <= mask).all() for box in floats)


@given(_boxes)
def test_parts_lie_apart_and_none_is_lost_but_the_small(boxes: list[tuple[int, int, int, int]]) -> None:
    mask = union([tuple(map(float, box)) for box in boxes], _ACROSS, _DOWN)
    found = list(parts(mask))
    together = np.sum(found, axis=0) if found else np.zeros_like(mask, dtype=int)
    assert (together <= mask).all()
    assert together.max(initial=0) <= 1
    # what is left over is less than a notable picture wherever it lies together
    assert not list(parts(mask & (together == 0)))


def pictures_of(path: Path | bytes) -> Pictures:
    pdf = pdfium.PdfDocument(path)
    page = pdf[0]
    return find_pictures(page, page.get_textpage())


def test_a_page_in_strips_is_one_picture(tmp_path: Path, typed: Callable[..., None]) -> None:
    path = tmp_path / "a.pdf"
    strips = [(_GREY, 0.0, 842 * n / 20, 595.0, 842 / 20) for n in range(20)]
    typed(path, [(400, 800, 8, "Ký bởi: Sở Y tế")], pictures=strips)
    found = pictures_of(path)
    assert found.share > 0.98
    assert len(found.unread) == 1


def test_pictures_apart_are_read_apart_and_small_ones_not_at_all(tmp_path: Path, typed: Callable[..., None]) -> None:
    path = tmp_path / "a.pdf"
    typed(path, LINES, pictures=[(_GREY, 60, 400, 470, 120), (_GREY, 60, 600, 200, 150), (_GREY, 400, 760, 40, 40)])
    assert [near(box) for box in pictures_of(path).unread] == [(60, 400, 530, 520), (60, 600, 260, 750)]


def test_a_background_under_the_text_is_told_by_the_text(tmp_path: Path, typed: Callable[..., None]) -> None:
    path = tmp_path / "a.pdf"
    typed(path, LINES, pictures=[(_GREY, 60, 70, 470, 260)])
    found = pictures_of(path)
    assert found.share > 0.2
    assert not found.unread


def test_text_beside_a_picture_does_not_tell_what_it_shows(tmp_path: Path, typed: Callable[..., None]) -> None:
    """A small picture between lines: nothing of the layer stands on it."""
    path = tmp_path / "a.pdf"
    typed(path, [*LINES[:4], *LINES[7:]], pictures=[(_GREY, 72, 162, 300, 54)])
    assert len(pictures_of(path).unread) == 1


def test_the_stamp_of_a_signature_does_not_tell_what_a_scan_shows(tmp_path: Path, typed: Callable[..., None]) -> None:
    path = tmp_path / "a.pdf"
    stamp = [(330, 20 + 10 * row, 7, "Ký bởi: Ủy ban nhân dân tỉnh; thời gian ký: 12.03.2025") for row in range(6)]
    typed(path, stamp, under=_GREY)
    assert len(pictures_of(path).unread) == 1


def near(box: Box) -> tuple[int, ...]:
    """Round to what was asked for: places are counted in cells of three points."""
    return tuple(10 * round(edge / 10) for edge in (box.left, box.top, box.right, box.bottom))


def shown(content: str, form: str = "", matrix: Sequence[float] = (1, 0, 0, 1, 0, 0), turn: int = 0) -> bytes:
    """A page of 600 by 800 points whose content stream, and that of a form on it, may draw an image."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    image = writer._add_object(_stream(bytes(16), "/Image"))
    images = DictionaryObject({NameObject("/Im0"): image})
    nested = _stream(form.encode(), "/Form")
    nested[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject(images)})
    nested[NameObject("/Matrix")] = ArrayObject(map(FloatObject, matrix))
    images[NameObject("/Fm0")] = writer._add_object(nested)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    page[NameObject("/Contents")] = writer._add_object(_stream(content.encode()))
    page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _stream(data: bytes, subtype: str = "") -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    if subtype:
        stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/XObject"), NameObject(subtype)
    if subtype == "/Form":
        stream[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, 1000, 1000)))
    if subtype == "/Image":
        stream[NameObject("/ColorSpace")] = NameObject("/DeviceGray")
        for key, value in (("/Width", 4), ("/Height", 4), ("/BitsPerComponent", 8)):
            stream[NameObject(key)] = NumberObject(value)
    return stream


@pytest.mark.parametrize(
    ("page", "at"),
    [
        (shown("q 400 0 0 300 100 50 cm /Im0 Do Q"), (100, 450, 500, 750)),
        (shown("q 400 0 0 300 100 50 cm /Im0 Do Q", turn=90), (50, 100, 350, 500)),
        (shown("q 100 100 200 100 re W n 400 0 0 300 100 50 cm /Im0 Do Q"), (100, 600, 300, 700)),
        (shown("q .5 0 0 .5 100 100 cm /Fm0 Do Q", "q 400 0 0 300 100 40 cm /Im0 Do Q"), (150, 530, 350, 680)),
        (
            shown("q .5 0 0 .5 100 100 cm /Fm0 Do Q", "q 400 0 0 300 100 40 cm /Im0 Do Q", (2, 0, 0, 2, 0, 0)),
            (200, 360, 600, 660),
        ),
        (
            shown("q 100 100 200 200 re W n /Fm0 Do Q", "q 400 0 0 300 200 50 cm /Im0 Do Q"),
            (200, 500, 300, 700),
        ),
    ],
)
def test_pictures_lie_where_they_are_seen(page: bytes, at: tuple[int, ...]) -> None:
    """On turned pages, cut by a path, in forms that are moved and scaled."""
    assert [near(box) for box in pictures_of(page).unread] == [at]


def test_an_image_that_is_cut_away_covers_nothing() -> None:
    assert pictures_of(shown("q 0 700 50 50 re W n 400 0 0 300 100 50 cm /Im0 Do Q")) == Pictures()
