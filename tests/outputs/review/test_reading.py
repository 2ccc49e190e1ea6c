from typing import Any

import pytest

from corpus.store.errors import InvalidError
from corpus.store.kinds import Kind, validated
from outputs.review.reading import read_form

PROOF: dict[str, Any] = {
    "page": 1,
    "page_end": 1,
    "line": 1,
    "line_end": 1,
    "start": 0,
    "end": 3,
    "quote": "abc",
    "quote_as_read": "abc",
    "boxes": [],
}
COMMON: dict[str, Any] = {"confidence": 0.9, "flags": [], "evidence": [PROOF]}
TARGET: dict[str, Any] = COMMON | {
    "id": "t",
    "kind": "numeric",
    "indicator": {"vi": "tỷ lệ hộ nghèo", "key": "poverty"},
    "comparator": "lt",
    "value": 2.0,
    "unit": "percent",
    "value_raw": "2%",
    "extractor": {"name": "targets", "version": "1"},
    "due": {"raw": "Đến năm 2030", "start": None, "end": "2030-12-31", "precision": "year", "relation": "by"},
}
ASSIGNMENT: dict[str, Any] = COMMON | {
    "id": "a",
    "body": {"raw": "Sở Y tê", "name": "Sở Y tế", "key": "x"},
    "role": "lead",
    "task": {"vi": "lập đề án", "en": "draw up a plan"},
    "extractor": {"name": "assignments", "version": "1"},
}
DEADLINE: dict[str, Any] = COMMON | {"kind": "period", "raw": "2026-2030", "start": "2026-01-01", "end": "2030-12-31"}
CITATION: dict[str, Any] = COMMON | {
    "symbol": "08-NQ/TW",
    "type": "Nghị quyết",
    "date": None,
    "raw": "Nghị quyết số 08-NQ/TW",
    "work": "/akn/vn/x",
}


def head(field: str, value: Any) -> dict[str, Any]:
    return COMMON | {"field": field, "value": value}


def read(kind: Kind, old: dict[str, Any], **typed: str) -> dict[str, Any]:
    answers = {place.replace("__", "."): text for place, text in typed.items()}
    return validated(kind, read_form(kind, old, answers, "vi", "vi"))


def problems(kind: Kind, old: dict[str, Any], **typed: str) -> dict[str, str]:
    with pytest.raises(InvalidError) as error:
        read(kind, old, **typed)
    return error.value.problems


def test_the_catalogue_names_an_indicator_that_was_typed_anew() -> None:
    row = read("target", TARGET, indicator__vi="tỷ lệ thất nghiệp khu vực thành thị")
    assert row["indicator"]["key"] == "unemployment_rate_urban"
    assert row["indicator"]["en"] == "urban unemployment rate"
    assert read("target", TARGET, indicator__vi="tỷ lệ xe đạp màu xanh")["indicator"]["key"] is None


def test_a_range_needs_both_ends_in_order_and_no_other_figure() -> None:
    row = read("target", TARGET, comparator="range", value="", value_min="20", value_max="30")
    assert (row["value"], row["value_min"], row["value_max"], row["value_raw"]) == (None, 20, 30, "20–30 %")
    assert problems("target", TARGET, comparator="range") == {
        "value": "not_with_range",
        "value_min": "needed",
        "value_max": "needed",
    }
    low = problems("target", TARGET, comparator="range", value="", value_min="30", value_max="20")
    assert low == {"value_max": "below_minimum"}


def test_other_comparators_need_a_figure_or_must_have_none() -> None:
    assert problems("target", TARGET, value="") == {"value": "needed"}
    assert problems("target", TARGET, value_max="9") == {"value_max": "only_with_range"}
    assert problems("target", TARGET, comparator="complete") == {"value": "not_without_figure"}
    row = read("target", TARGET, comparator="complete", value="", unit="")
    assert (row["kind"], row["value"], row["value_raw"]) == ("qualitative", None, None)


def test_sums_are_typed_with_their_word() -> None:
    row = read("target", TARGET, value="1.200 tỷ", unit="đồng", comparator="eq")
    assert (row["value"], row["unit"], row["value_raw"]) == (1.2e12, "VND", "1.200 tỷ đồng")


@pytest.mark.parametrize(
    ("typed", "relation", "end", "precision"),
    [
        ("2028", "by", "2028-12-31", "year"),
        ("9/2027", "before", "2027-09-01", "month"),
        ("30/6/2026", "before", "2026-06-30", "day"),
        ("quý II/2026", "by", "2026-06-30", "quarter"),
    ],
)
def test_a_day_is_as_precise_as_it_was_typed(typed: str, relation: str, end: str, precision: str) -> None:
    due = read("target", TARGET, due__end=typed, due__relation=relation, due__precision="year")["due"]
    assert (due["end"], due["precision"], due["relation"]) == (end, precision, relation)


def test_a_due_time_is_added_and_taken_away() -> None:
    without = TARGET | {"due": None}
    empty = {"due__end": "", "due__start": "", "due__raw": "", "due__relation": "", "due__precision": ""}
    assert read("target", without, **empty)["due"] is None
    added = read("target", without, **(empty | {"due__end": "2030"}))["due"]
    assert (added["raw"], added["end"], added["precision"], added["relation"]) == ("2030", "2030-12-31", "year", "by")
    assert read("target", TARGET, due__end="", due__raw="")["due"] is None


def test_an_end_before_its_start() -> None:
    assert problems("target", TARGET, due__start="1/1/2031") == {"due.end": "before_start"}
    assert problems("deadline", DEADLINE, end="2020") == {"end": "before_start"}


def test_a_baseline_needs_only_its_figure() -> None:
    row = read("target", TARGET, baseline__value="5,4", baseline__date="2021")
    assert (row["baseline"]["value"], row["baseline"]["date"]) == (5.4, "2021")
    assert row["baseline"]["unit"] == "percent"
    assert row["baseline"]["raw"] == "5,4 2021"
    assert problems("target", TARGET, baseline__date="hôm qua") == {"baseline.date": "date"}


def test_a_body_gets_what_is_known_of_it_and_keeps_what_is_printed() -> None:
    body = read("assignment", ASSIGNMENT, body__name="UBND tỉnh Lâm Đồng")["body"]
    assert body["name"] == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert (body["raw"], body["level"], body["place"]) == ("Sở Y tê", "provincial", "lam_dong")
    assert body["key"].startswith("peoples_committee.provincial")
    unknown = read("assignment", ASSIGNMENT, body__name="Câu lạc bộ cờ vua Sông Hạ")["body"]
    assert (unknown["name"], unknown["key"]) == ("Câu lạc bộ cờ vua Sông Hạ", None)


def test_an_english_task_does_not_outlive_its_vietnamese() -> None:
    assert read("assignment", ASSIGNMENT, role="coordinate")["task"]["en"] == "draw up a plan"
    assert read("assignment", ASSIGNMENT, task__vi="lập kế hoạch")["task"]["en"] is None
    assert problems("assignment", ASSIGNMENT, task__vi=" ", role="") == {"task.vi": "needed", "role": "needed"}


def test_another_symbol_is_another_work() -> None:
    assert read("citation", CITATION, date="12/3/2025")["date"] == "2025-03-12"
    assert read("citation", CITATION, symbol="09-NQ/TW")["work"] is None
    assert read("citation", CITATION, type="Nghị quyết")["work"] == "/akn/vn/x"
    assert problems("citation", CITATION, type="Giấy viết tay") == {"type": "type"}


def test_fields_of_the_head() -> None:
    assert read("metadata", head("symbol", None), value=" 12/KH-UBND ")["value"] == "12/KH-UBND"
    assert read("metadata", head("date", None), value="5/3/2026")["value"] == "2026-03-05"
    kind = read("metadata", head("document_type", None), value__vi="kế hoạch")["value"]
    assert (kind["code"], kind["vi"], kind["en"]) == ("KH", "Kế hoạch", "Plan")
    issuer = read("metadata", head("issuer", None), value__vi="Sở Y tế")["value"]
    assert issuer["vi"] == "Sở Y tế"
    assert issuer["en"]
    signer = read("metadata", head("signer", {"name": "An", "role": "Giám đốc"}), value__name="Lê An")["value"]
    assert (signer["name"], signer["role"]) == ("Lê An", "Giám đốc")
    assert problems("metadata", head("document_type", None), value__vi="Giấy viết tay") == {"value.vi": "type"}
    assert problems("metadata", head("date", None), value="30/2/2026") == {"value": "date"}


def test_a_field_of_the_head_is_emptied() -> None:
    assert read("metadata", head("symbol", "12"), value="")["value"] is None
    assert read("metadata", head("title", {"vi": "a", "en": None}), value__vi="")["value"] is None
    assert read("metadata", head("signer", {"name": "An"}), value__name="")["value"] is None
    assert read("metadata", head("superior", None), value__vi="")["value"] is None


def test_choices_are_closed_and_texts_have_an_end() -> None:
    assert problems("target", TARGET, comparator="ungefähr") == {"comparator": "choice"}
    assert problems("target", TARGET, area__vi="x" * 5000) == {"area.vi": "long"}


def test_an_unforeseen_value_stays_when_it_is_not_touched() -> None:
    odd = TARGET | {"unit": "buckets", "due": TARGET["due"] | {"end": "cuối năm"}}
    row = read("target", odd, unit="buckets", due__end="cuối năm", area__vi="cả tỉnh")
    assert (row["unit"], row["due"]["end"]) == ("buckets", "cuối năm")
