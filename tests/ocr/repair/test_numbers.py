"""Numbers keep all their readings, and hear what the rest of the document says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Alternative, Document, PageSource, Word, plain_document
from ocr.repair import repair
from ocr.repair.numbers import DOUBTED, with_number_readings

CITED = "Nghị quyết số 18/2024/NQ-HĐND ngày {} tháng 12 năm 2024 của Hội đồng nhân dân tỉnh."
OF_DECREE = "Thực hiện Nghị quyết số 18/2024/NQ-HĐND ngày {} tháng 12 năm 2024, các đơn vị báo cáo kết quả."


def text_of(*lines: str) -> Document:
    return plain_document("\f".join(lines), identity="sha256:0", source="a.txt")


def scanned(text: str, number: str, *others: Alternative, sure: float = 0.6) -> Document:
    """A scan of which one number was read in several ways, at its last place."""
    start = text.rindex(number)
    document = plain_document(text, identity="sha256:0", source="a.pdf")
    (page,) = document.pages
    words = [
        Word(w.start, w.end, w.box, sure, others) if w.start == start else replace(w, confidence=0.99)
        for line in page.lines
        for w in line.words
    ]
    lines = tuple(
        replace(line, words=tuple(w for w in words if line.start <= w.start < line.end)) for line in page.lines
    )
    return replace(document, pages=(replace(page, lines=lines, source=PageSource.RECOGNISED),))


def sure_of(document: Document, number: str, place: int = 0) -> float:
    start = -1
    for _ in range(place + 1):
        start = document.text.index(number, start + 1)
    return document.probability(start, start + len(number))


def test_other_readings_of_a_number_of_a_scan_come_with_it() -> None:
    document = repair(scanned("Hỗ trợ cho 25 hộ nghèo trên địa bàn xã", "25", Alternative("23", 0.3)))
    (reading,) = [r for r in document.readings if document.text[r.start : r.end] == "25"]
    assert reading.probability == 0.6
    assert reading.alternatives == (Alternative("23", 0.3),)


def test_two_dates_of_one_symbol_are_doubted() -> None:
    document = with_number_readings(text_of(CITED.format("10"), OF_DECREE.format("19")))
    assert sure_of(document, "10") <= DOUBTED
    assert sure_of(document, "19") <= DOUBTED
    assert document.text.count("10") == document.text.count("19") == 1  # none gives way
    assert document.readings[0].alternatives[0].text == "19"


def test_a_date_that_stands_against_two_others_is_doubted_alone() -> None:
    document = with_number_readings(text_of(CITED.format("10"), OF_DECREE.format("10"), OF_DECREE.format("19")))
    assert sure_of(document, "19") <= DOUBTED
    assert sure_of(document, "10") > DOUBTED


def test_a_number_gives_way_only_to_what_its_own_readings_gave() -> None:
    lines = "\n".join([CITED.format("10"), OF_DECREE.format("10"), OF_DECREE.format("19")])
    settled = with_number_readings(scanned(lines, "19", Alternative("10", 0.3)))
    assert "19 tháng" not in settled.text
    assert [r.alternatives[0].text for r in settled.readings if r.alternatives] == ["19"]
    assert settled.as_read == lines
    other = with_number_readings(scanned(lines, "19", Alternative("15", 0.3)))
    assert "19 tháng" in other.text
    assert [{a.text for a in r.alternatives} for r in other.readings if r.alternatives] == [{"15", "10"}]


def test_a_symbol_gives_way_to_one_of_its_readings_that_stands_elsewhere() -> None:
    lines = "\n".join([CITED.format("10"), OF_DECREE.format("10").replace("18/2024", "13/2024")])
    read = scanned(lines, "13/2024/NQ-HĐND", Alternative("18/2024/NQ-HĐND", 0.4), sure=0.5)
    settled = with_number_readings(read)
    assert settled.text.count("18/2024/NQ-HĐND") == 2
    assert sure_of(settled, "18/2024/NQ-HĐND", 1) <= DOUBTED
    other = with_number_readings(scanned(lines, "13/2024/NQ-HĐND", Alternative("15/2024/NQ-HĐND", 0.4), sure=0.5))
    assert "13/2024/NQ-HĐND" in other.text  # two resolutions of one day


def test_a_date_said_twice_is_surer() -> None:
    lines = "\n".join([CITED.format("10"), OF_DECREE.format("10")])
    document = with_number_readings(scanned(lines, "10"))
    assert sure_of(document, "10", 1) == pytest.approx(0.8)


def test_the_year_in_a_symbol_is_that_of_its_date() -> None:
    line = "Căn cứ Nghị định số 27/2019/NĐ-CP ngày 02 tháng 3 năm 2018 của Chính phủ"
    document = with_number_readings(text_of(line))
    assert sure_of(document, "2018") <= DOUBTED
    assert sure_of(document, "2019") <= DOUBTED
    assert [r.alternatives[0].text for r in document.readings] == ["2018", "2019"]
    sound = with_number_readings(text_of(line.replace("2019", "2018")))
    assert not sound.readings


def test_symbols_that_differ_contradict_nothing() -> None:
    lines = [CITED.format("10"), CITED.format("19").replace("18/2024", "19/2024")]
    assert not with_number_readings(text_of(*lines)).readings


def test_pages_of_a_garbled_text_hear_each_other() -> None:
    read = "Thuc hién Nghi quyét s6 18/2024/NQ-HDND ngay {} thang 12 nam 2024, cac don vi bao cdo két qua."
    document = repair(text_of(read.format("10"), read.format("10"), read.format("19")))
    assert "ngày 19 tháng 12 năm 2024" in document.text
    assert sure_of(document, "19") <= DOUBTED < sure_of(document, "10")


def test_dates_of_sound_text_are_what_was_typed() -> None:
    document = repair(text_of(CITED.format("10"), OF_DECREE.format("19")))
    assert not document.readings
