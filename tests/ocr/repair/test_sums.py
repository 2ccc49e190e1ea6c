"""A total speaks of its parts, and they of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import Alternative, Cell, Document, PageSource, Table, Word, plain_document
from ocr.repair.numbers import with_number_readings
from ocr.repair.sums import sums

Rows = tuple[tuple[str, ...], ...]
FLAT = (
    ("STT", "Nội dung", "Kinh phí"),
    ("1", "Sửa trường học", "1.250"),
    ("2", "Sửa trạm y tế", "380,5"),
    ("", "Tổng cộng", "1.630,5"),
)
NESTED = (
    ("", "TỔNG SỐ", "900"),
    ("I", "Đường xã", "600"),
    ("1", "Đường thôn Đông", "250"),
    ("2", "Đường thôn Tây", "350"),
    ("II", "Kênh mương", "300"),
)


def table_of(rows: Rows, doubtful: str = "", *readings: str, every: bool = False) -> Document:
    """A scanned page that is one table; the last ``doubtful`` in it, or every one, was read in other ways too."""
    document = plain_document("\n".join(" | ".join(row) for row in rows), identity="sha256:0", source="a.pdf")
    text, at, cells = document.text, 0, []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            cells.append(Cell(number, column, 1, 1, at, at + len(cell)))
            at += len(cell) + (3 if column + 1 < len(row) else 1)
    assert [text[c.start : c.end] for c in cells] == [cell for row in rows for cell in row]
    (page,) = document.pages
    start = text.rindex(doubtful) if doubtful else -1
    others = tuple(Alternative(reading, 0.2) for reading in readings)

    def word(found: Word) -> Word:
        if found.start == start or (every and text[found.start : found.end] == doubtful):
            return replace(found, confidence=0.6, alternatives=others)
        return replace(found, confidence=0.9)

    lines = tuple(replace(line, words=tuple(map(word, line.words))) for line in page.lines)
    table = Table(1, len(rows), len(rows[0]), tuple(cells))
    return replace(document, pages=(replace(page, lines=lines, source=PageSource.RECOGNISED, tables=(table,)),))


def changed(rows: Rows, old: str, new: str) -> Rows:
    return tuple(tuple(new if cell == old else cell for cell in row) for row in rows)


def confirmed(document: Document) -> list[str]:
    return sorted(document.text[claim.start : claim.end] for claim in sums(document) if claim.agrees)


def test_a_total_that_comes_out_confirms_its_parts_and_itself() -> None:
    document = table_of(FLAT)
    assert confirmed(document) == ["1.250", "1.630,5", "380,5"]
    found = with_number_readings(document)
    start = found.text.index("380,5")
    assert found.probability(start, start + 5) == pytest.approx(0.95)


def test_parts_of_parts_are_not_counted_twice() -> None:
    assert confirmed(table_of(NESTED)) == ["300", "600", "900"]


def test_a_large_figure_that_the_next_add_up_to_is_a_total_by_any_name() -> None:
    rows = (
        ("A", "Nguồn thu", "8.500"),
        ("I", "Thu cân đối", "6.000"),
        ("1", "Thu nội địa", "6.000"),
        ("II", "Thu bổ sung", "2.500"),
        ("B", "Bội chi", "70"),
        ("1", "Vay", "40"),
        ("2", "Trả nợ", "30"),
    )
    assert confirmed(table_of(rows)) == ["2.500", "6.000", "8.500"]  # small figures may add up by chance


def test_a_sum_that_does_not_come_out_says_nothing() -> None:
    assert not list(sums(table_of(changed(FLAT, "380,5", "381,5"))))


def test_the_reading_that_makes_the_sum_come_out_is_taken_and_doubted() -> None:
    document = table_of(changed(FLAT, "1.250", "1.260"), "1.260", "1.250", "1.268")
    found = with_number_readings(document)
    assert "1.250" in found.text
    assert "1.260" not in found.text
    start = found.text.index("1.250")
    assert found.probability(start, start + 5) <= 0.5
    (reading,) = found.readings_in(start, start + 5)
    assert "1.260" in {other.text for other in reading.alternatives}


def test_two_ways_to_make_a_sum_come_out_say_nothing() -> None:
    rows = (("", "Tổng cộng", "30"), ("1", "Thôn Đông", "13"), ("2", "Thôn Tây", "13"))
    assert "Thôn Tây | 17" in with_number_readings(table_of(rows, "13", "17")).text
    both = table_of(rows, "13", "17", every=True)
    assert with_number_readings(both).text == both.text


@example([0, 1000, 0])
@given(st.lists(st.sampled_from([0, 1, 500, 1000]) | st.integers(min_value=0, max_value=10**7), min_size=2, max_size=6))
def test_any_true_sum_is_found(parts: list[int]) -> None:
    def printed(number: int) -> str:
        return f"{number:,}".replace(",", ".")

    rows = (*((str(i), "Việc", printed(n)) for i, n in enumerate(parts, 1)), ("", "Cộng", printed(sum(parts))))
    assert len(confirmed(table_of(rows))) == len(parts) + 1
