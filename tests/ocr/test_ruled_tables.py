"""Ruled tables: found by their rules, read cell by cell, kept as tables."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from corpus.document import Box, Condition, Document, LineKind, PageSource
from ocr import ReadOptions
from ocr.draft import Origin, PageDraft, Segment, Token, assemble
from ocr.page.page_image import Reader, recognised_page
from ocr.page.reading_order import reading_order
from ocr.tables.cell_reading import grids_of, without_rules
from ocr.tables.cell_words import tidied
from ocr.tables.grid import Grid

DPI = 200
WIDTH, HEIGHT = 1654, 2339
COLUMNS, ROWS = (150, 300, 900, 1200, 1500), (400, 460, 520, 600, 680)
BUDGET = (
    ("TT", "Nội dung", "Dự toán", "Thực hiện"),
    ("1", "Thu nội địa", "1.967.948", "1.261.025"),
    ("2", "Chi thường xuyên", "", "7"),
    ("3", "Dự phòng", "101.770", "9"),
)
Lines = Sequence[tuple[int, int, int, int]]


def ruled(*, columns: Sequence[int] = COLUMNS, rows: Sequence[int] = ROWS, thick: int = 3) -> Image.Image:
    """A page with nothing but the rules of a table."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(image)
    for x in columns:
        pen.line((x, rows[0], x, rows[-1]), 0, thick)
    for y in rows:
        pen.line((columns[0], y, columns[-1], y), 0, thick)
    return image


def erased(image: Image.Image, *boxes: tuple[int, int, int, int]) -> Image.Image:
    pen = ImageDraw.Draw(image)
    for box in boxes:
        pen.rectangle(box, 255)
    return image


def only(image: Image.Image) -> Grid:
    (grid,) = grids_of(image, DPI)
    return grid


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.rows, c.columns) for c in grid.cells]


def test_cells_are_cut_by_the_rules() -> None:
    grid = only(ruled())
    assert places(grid) == [(r, c, 1, 1) for r in range(4) for c in range(4)]
    first = grid.cells[0].box
    assert all(
        abs(a - b) <= 4
        for a, b in zip((first.left, first.top, first.right, first.bottom), (150, 400, 300, 460), strict=True)
    )


def test_cell_over_two_columns_and_cell_over_two_rows() -> None:
    # "So sánh (%)" stands over two columns of a second head row, "TT" beside both head rows
    image = erased(ruled(), (1190, 408, 1210, 452), (158, 450, 292, 470))
    assert (0, 2, 1, 2) in places(only(image))
    assert (0, 0, 2, 1) in places(only(image))


@pytest.mark.parametrize("turn", [-1.0, 0.6, 1.0])
def test_table_of_a_slanted_scan(turn: float) -> None:
    grid = only(ruled().rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC))
    assert len(grid.us) == len(COLUMNS)
    assert len(grid.vs) == len(ROWS)


def test_dotted_rules_part_rows_too() -> None:
    image = ruled(rows=(400, 680))
    pen = ImageDraw.Draw(image)
    for x in range(150, 1500, 4):
        pen.rectangle((x, 520, x + 1, 521), 60)
    assert len(only(image).vs) == 3


def test_streak_of_the_scanner_is_no_border() -> None:
    image = ruled()
    ImageDraw.Draw(image).line((1050, 0, 1050, HEIGHT), 0, 2)
    assert len(only(image).us) == len(COLUMNS)


def test_frame_around_a_page_and_underlined_words_are_no_tables() -> None:
    image = ruled(columns=(80, 120, WIDTH - 80), rows=(80, 120, HEIGHT - 80))
    assert grids_of(image, DPI) == ()
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    ImageDraw.Draw(image).line((900, 300, 1300, 300), 0, 3)
    assert grids_of(image, DPI) == ()


def test_letters_that_cross_a_rule_are_left_whole() -> None:
    image = ruled()
    pen = ImageDraw.Draw(image)
    pen.rectangle((500, 446, 508, 474), 0)  # a stroke across the rule at 460
    pen.rectangle((600, 462, 604, 466), 0)  # the dot of "ạ", on the rule
    pixels = np.asarray(without_rules(image, [only(image)])) < 128
    assert pixels[446:475, 500:509].all()
    assert pixels[464:467, 600:605].any()
    pixels[440:480, 496:512] = False
    pixels[460:470, 596:610] = False
    assert pixels.sum() < 20


def word(text: str, left: int, top: int) -> Token:
    return Token(text, Box(left, top, left + 12 * len(text), top + 26), 0.9)


def filled() -> list[Segment]:
    """The words of the budget, one segment a row, as readers give them, and a line above and below the table."""
    rows: list[Segment] = [(word("Kèm", 200, 300), word("theo", 260, 300))]
    for top, cells in zip(ROWS, BUDGET, strict=False):
        rows.append(
            tuple(
                word(text, left + 10 + 90 * n, top + 15)
                for left, cell in zip(COLUMNS, cells, strict=False)
                for n, text in enumerate(cell.split())
            )
        )
    return [*rows, (word("Ghi", 200, 900), word("chú", 260, 900))]


def document(segments: Sequence[Segment], grids: Sequence[Grid]) -> Document:
    draft = PageDraft(reading_order(segments, WIDTH, HEIGHT, grids), PageSource.RECOGNISED, "a test")
    return assemble(Origin("sha256:0", "a.png", "image/png"), [draft], condition=Condition.SCAN, language="vi")


def test_each_row_is_a_line_and_the_table_is_kept() -> None:
    read = document(filled(), [only(ruled())])
    assert read.as_read.split("\n") == [
        "Kèm theo",
        "TT | Nội dung | Dự toán | Thực hiện",
        "1 | Thu nội địa | 1.967.948 | 1.261.025",
        "2 | Chi thường xuyên | 7",
        "3 | Dự phòng | 101.770 | 9",
        "Ghi chú",
    ]
    (table,) = read.pages[0].tables
    assert (table.first_line, table.last_line, table.columns) == (2, 5, 4)
    assert [line.kind for line in read.pages[0].lines[1:5]] == [LineKind.TABLE] * 4
    texts = [[read.as_read[c.start : c.end] for c in table.cells if c.row == row] for row in range(4)]
    assert texts == [list(row) for row in BUDGET]


def test_cell_of_several_lines_is_one_cell_of_its_row() -> None:
    cell = [(word("Đất", 320, 525), word("trồng", 380, 525)), (word("lúa", 320, 560), word("nước", 380, 560))]
    beside = [(word("1.1", 160, 540),), (word("300,9", 920, 540),)]
    read = document([*beside, *cell], [only(ruled())])
    assert read.as_read == "1.1 | Đất trồng lúa nước | 300,9"


@given(st.permutations(range(6)), st.lists(st.integers(0, 15), max_size=12))
@settings(max_examples=40, deadline=None)
def test_cells_hold_their_words_whatever_the_order(order: list[int], removed: list[int]) -> None:
    segments = [filled()[i] for i in order]
    gone = set(removed)
    kept = [tuple(t for n, t in enumerate(s) if n not in gone) for s in segments]
    read = document([s for s in kept if s], [GRID])
    for page in read.pages:
        for table in page.tables:
            for cell in table.cells:
                words = read.words_in(cell.start, cell.end) if cell.end > cell.start else []
                box = GRID.cells[
                    next(i for i, c in enumerate(GRID.cells) if (c.row, c.column) == (cell.row, cell.column))
                ].box
                assert all(w.box and box.left <= w.box.left <= box.right for _, w in words)
                assert "|" not in read.as_read[cell.start : cell.end]


GRID = only(ruled())


def test_lone_figures_between_rules_are_read(drawn: Callable[..., Image.Image], tmp_path: Path) -> None:
    printed = [(60, 100, 13, "Kèm theo báo cáo của Ủy ban nhân dân tỉnh về ngân sách")]
    for top, cells in zip(ROWS, BUDGET, strict=False):
        printed += [
            ((left + 12) * 72 / DPI, (top + 10) * 72 / DPI, 13, cell)
            for left, cell in zip(COLUMNS, cells, strict=False)
        ]
    page = drawn(printed, DPI)
    image = Image.fromarray(np.minimum(np.asarray(page), np.asarray(ruled().resize(page.size).convert("RGB"))))
    draft = recognised_page(
        lambda dpi: image.resize((image.width * dpi // DPI, image.height * dpi // DPI)),
        DPI,
        tmp_path / "page",
        Reader(ReadOptions()),
        "a test",
    )
    assert draft.text.split("\n")[1:] == [
        "TT | Nội dung | Dự toán | Thực hiện",
        "1 | Thu nội địa | 1.967.948 | 1.261.025",
        "2 | Chi thường xuyên | 7",
        "3 | Dự phòng | 101.770 | 9",
    ]


def test_faint_rules_of_a_worn_copy_part_cells_where_others_are_plain() -> None:
    image = ruled()
    ImageDraw.Draw(image).line((905, 520, 1195, 520), 225, 2)
    assert places(only(image)) == [(r, c, 1, 1) for r in range(4) for c in range(4)]


def in_cell(row: int, column: int, text: str) -> Segment:
    return (word(text, COLUMNS[column] + 20, ROWS[row] + 15),)


def texts(*cells: tuple[int, int, str]) -> dict[tuple[int, int], str]:
    """The words of a table after they have been set right, by row and column."""
    found = {}
    for segment in tidied([in_cell(*cell) for cell in cells], [GRID]):
        box = segment[0].box
        place = GRID.cells[GRID.cell_at(box.left + 1, box.top + 1) or 0] if box else GRID.cells[0]
        found[place.row, place.column] = " ".join(t.text for t in segment)
    return found


@pytest.mark.parametrize(("read", "printed"), [("H", "II"), ("HỊ!", "III"), ("IH", "III"), ("IV", "IV")])
def test_numerals_alone_in_their_cells(read: str, printed: str) -> None:
    assert texts((0, 0, "I"), (1, 0, read), (2, 0, "4"))[1, 0] == printed


def test_figure_among_figures() -> None:
    # the row that numbers the columns: "3 | 4 | 5 | 6"
    row = texts((0, 0, "3"), (0, 1, "|"), (0, 2, "Š"), (0, 3, "6"))
    assert row == {(0, 0): "3", (0, 1): "1", (0, 2): "5", (0, 3): "6"}


@pytest.mark.parametrize(("below", "printed"), [("1", "I"), ("2", "1")])
def test_stroke_is_a_part_over_its_first_row_or_the_first_row(below: str, printed: str) -> None:
    assert texts((0, 0, "TT"), (1, 0, "l"), (2, 0, below))[1, 0] == printed


def test_dirt_beside_words_is_left_out_and_a_lone_dash_stays() -> None:
    dirty = [(word("_45%", 1220, 415), word("'", 1300, 415), word("-", 1330, 415)), in_cell(1, 3, "-")]
    assert [[t.text for t in s] for s in tidied(dirty, [GRID])] == [["45%"], ["-"]]
