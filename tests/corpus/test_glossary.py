import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import fold, traditional
from corpus.glossary import english
from corpus.knowledge import table


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("hộ cận nghèo", "near-poor households"),
        ("NGƯỜI CAO TUỔI", "older people"),
        ("khu vực  thành\nthị", "urban areas"),
        ("xoá nhà tạm, nhà dột nát", "elimination of makeshift and dilapidated houses"),
        ("Tổ chức thực hiện", "Implementation"),
        ("giai đoạn 2021–2025", "period 2021-2025"),
        ("phát triển kinh tế – xã hội", "socio-economic development"),
    ],
)
def test_a_term_is_found_however_it_is_spelt(vi: str, en: str) -> None:
    assert english(vi) == en


def test_a_phrase_without_an_entry_has_no_english() -> None:
    assert english("hộ nghèo ở thôn Đoài") is None
    assert english("") is None


def test_the_kind_chooses_between_senses() -> None:
    assert english("báo cáo") == "Report"
    assert english("báo cáo", "task") == "report"


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("uỷ ban", "ủy ban"), ("UỶ BAN", "ỦY BAN"), ("khoẻ", "khỏe"), ("thuỷ lợi", "thủy lợi")],
)
def test_the_tone_moves_to_its_traditional_place(new: str, old: str) -> None:
    assert traditional(new) == old


@pytest.mark.parametrize("word", ["quý", "quỹ", "hoàn", "ngoáy", "tuyển", "khuỷu"])
def test_a_tone_that_has_only_one_place_stays(word: str) -> None:
    assert traditional(word) == word


@given(st.text(alphabet="aouyàảáọỏoòóỷủýqxhn OUYÀ-–\n"))
def test_tone_placement_keeps_length_and_folding_is_idempotent(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(traditional(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_the_table_holds_each_sense_once_and_nothing_empty() -> None:
    rows = table("glossary")
    senses = [(fold(row["vi"]), row["kind"]) for row in rows]
    assert len(senses) == len(set(senses)) > 500
    assert all(row["vi"] and row["en"] and row["source"] for row in rows)
