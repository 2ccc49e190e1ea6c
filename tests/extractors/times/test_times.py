import re
from collections.abc import Callable
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import structure
from extractors.analysis import Analysis
from extractors.times import due, horizon_of, times_in, times_of
from extractors.times.grammar import find_times


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "relation"),
    [
        ("đến năm 2030", None, "2030-12-31", "year", "by"),
        ("đến hết năm 2026", None, "2026-12-31", "year", "by"),
        ("tầm nhìn đến năm 2045", None, "2045-12-31", "year", "by"),
        ("trước ngày 30/9/2025", None, "2025-09-30", "day", "before"),
        ("chậm nhất ngày 15 tháng 11 năm 2024", None, "2024-11-15", "day", "by"),
        ("ngày 29 tháng 4 tháng 2014", "2014-04-29", "2014-04-29", "day", None),  # a misprint
        ("trong quý III/2025", "2025-07-01", "2025-09-30", "quarter", "in"),
        ("quý 1 năm 2026", "2026-01-01", "2026-03-31", "quarter", None),
        ("trong tháng 6/2024", "2024-06-01", "2024-06-30", "month", "in"),
        ("tháng 02 năm 2024", "2024-02-01", "2024-02-29", "month", None),
        ("giai đoạn 2021-2030", "2021-01-01", "2030-12-31", "year", "during"),
        ("giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31", "year", "during"),
        ("từ năm 1957 - 1975", "1957-01-01", "1975-12-31", "year", "during"),
        ("từ năm 2021 đến năm 2025", "2021-01-01", "2025-12-31", "year", "during"),
        ("năm học 2023-2024", "2023-01-01", "2024-12-31", "year", "during"),
        ("từ ngày 01/5/2024 đến ngày 31/5/2024", "2024-05-01", "2024-05-31", "day", "during"),
        ("kể từ ngày 15 tháng 02 năm 2026", "2026-02-15", None, "day", "from"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "month", "during"),
        ("by 2030", None, "2030-12-31", "year", "by"),
        ("by the end of 2026", None, "2026-12-31", "year", "by"),
        ("before September 2025", None, "2025-09-01", "month", "before"),
        ("November 5, 2020", "2020-11-05", "2020-11-05", "day", None),
        ("in the third quarter of 2025", "2025-07-01", "2025-09-30", "quarter", "in"),
        ("for the period 2022-2025", "2022-01-01", "2025-12-31", "year", "during"),
        ("ngày 24/11/ 2023", "2023-11-24", "2023-11-24", "day", None),
        ("Tấm nhìn đến năm 2045", None, "2045-12-31", "year", "by"),
    ],
)
def test_dates_and_horizons(text: str, first: str, last: str, precision: str, relation: str) -> None:
    (time,) = find_times(text)
    assert text[time.start : time.end] == text
    assert (time.first, time.last, time.precision, time.relation) == (first, last, precision, relation)


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("hằng năm", "P1Y"),
        ("ngân sách từng năm", "P1Y"),
        ("hàng tháng", "P1M"),
        ("định kỳ 6 tháng", "P6M"),
        ("định kỳ 06 tháng", "P6M"),
        ("định kỳ 05 năm", "P5Y"),
        ("họp ít nhất 01 buổi trong 01 tuần", "P1W"),
        ("mỗi thư viện 01 ngày/tháng", "P1M"),
        ("báo cáo 02 lần/năm", "P1Y"),
        ("chậm nhất là ngày 10 của tháng tiếp theo", "P1M"),
        ("một lần trong mỗi nhiệm kỳ", "periodic_unspecified"),
        ("6 tháng một lần", "P6M"),
        ("hai năm một lần", "P2Y"),
        ("ba (03) năm một lần", "P3Y"),
        ("05 năm/lần", "P5Y"),
        ("06 tháng một lần", "P6M"),
        ("định kỳ hằng quý", "P3M"),
        ("báo cáo định kỳ", "periodic_unspecified"),
        ("thường xuyên đôn đốc", "continuous"),
        ("trực 24/24h", "continuous"),
        ("trước ngày 15/12 hằng năm", "P1Y"),
        ("every year", "P1Y"),
        ("quarterly", "P3M"),
    ],
)
def test_recurrences(text: str, recurrence: str) -> None:
    assert [time.recurrence for time in find_times(text)] == [recurrence]


def test_every_interval_reads_as_iso_8601_and_has_its_words() -> None:
    fixed = {rule["recurrence"] for rule in structure("recurrences")["rule"] if "{n}" not in rule["recurrence"]}
    assert fixed <= set(structure("labels")["recurrence"])
    assert all(re.fullmatch(r"P\d+[YMWD]|continuous|periodic_unspecified", value) for value in fixed)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 123/2025/NĐ-CP",
        "Thông tư số 12/01/2024/TT-BTC",
        "chi thường xuyên của ngân sách",
        "trung tâm giáo dục thường xuyên",
        "vùng thường xuyên bị lũ lụt",
        "nơi thường xuyên diễn ra hội sách",
        "nâng bậc lương thường xuyên",
        "nghỉ 12 ngày trong năm",
        "không quá 02 lần/năm",
        "trong 5 năm kể từ khi mở cửa thư viện",
        "trẻ em dưới 36 tháng tuổi",
        "sinh hoạt phí 2.030 đồng",
        "ngày 31/02/2024",
        "số điện thoại 02613.648.141",
        "Việt Nam 6696:2000",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == ()


@pytest.mark.parametrize("stroke", list("IiLlÍíÌì¡!|]"))
def test_a_stroke_is_a_one_in_either_case(stroke: str) -> None:
    (time,) = find_times(f"ngày 2{stroke} tháng 5 năm 2024")
    assert time.first == "2024-05-21"


@pytest.mark.parametrize(
    "text",
    [
        "trong thời gian 90 ngày kể từ ngày công bố danh mục",
        "trong 03 ngày làm việc",
        "trong thời hạn bảy ngày, kể từ ngày nhận sách",
        "không muộn hơn 08 giờ làm việc",
        "chậm nhất là 30 ngày trước ngày khai mạc",
    ],
)
def test_times_counted_from_something(text: str) -> None:
    (time,) = find_times(f"Thư viện trả lời {text}.")
    assert (time.kind, time.end - time.start) == ("duration", len(text))


def test_a_span_counts_from_its_first_day() -> None:
    (time,) = find_times("có hiệu lực kể từ ngày 02 tháng 01 năm 2026 đến hết ngày 28 tháng 02 năm 2027")
    assert (time.first, time.last) == ("2026-01-02", "2027-02-28")


def test_neighbours_complete_each_other() -> None:
    half = find_times("Ước thực hiện năm 2023 và 6 tháng đầu năm")[-1]
    assert (half.first, half.last) == ("2023-01-01", "2023-06-30")
    second = find_times("đến năm 2025 và năm 2030")[-1]
    assert (second.relation, second.first) == ("by", None)


@given(st.text(alphabet="0123456789/.- ngàythánmđếquýIVX", max_size=40))
def test_times_never_overlap_and_are_real_days(text: str) -> None:
    times = find_times(text)
    assert all(a.end <= b.start for a, b in pairwise(times))
    days = [day for time in times for day in (time.first, time.last) if day]
    assert all(re.fullmatch(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", day) for day in days)


def test_sections_hand_down_their_horizon(plan: Analysis) -> None:
    horizons = {s.number: horizon_of(plan, i) for i, s in enumerate(plan.sections)}
    assert horizons["III"] is None
    assert horizons["I.2"] is not None
    assert horizons["I.2"].vision
    assert horizons["I.1"] is not None
    inherited = due(plan, horizons["I.1"], inherited=True)
    assert (inherited.raw, inherited.end, inherited.inherited) == ("đến năm 2030", "2030-12-31", True)


def test_a_heading_with_horizon_and_vision_gives_the_horizon(analysed: Callable[..., Analysis]) -> None:
    found = analysed("I. MỤC TIÊU\n\n1. Mục tiêu đến năm 2030, tầm nhìn đến năm 2045\n\nĐạt 90%.\n")
    horizon = horizon_of(found, 1)
    assert horizon is not None
    assert horizon.last == "2030-12-31"


def test_a_heading_s_year_and_the_one_below_it_are_no_period(analysed: Callable[..., Analysis]) -> None:
    found = analysed("I. MỤC TIÊU\n\n1. Chỉ tiêu chủ yếu năm 2027\n\nĐến năm 2028, có 70% xã đạt chuẩn.\n")
    assert [time.last for time in times_of(found)] == ["2027-12-31", "2028-12-31"]


def test_times_in_a_span_and_in_spacy_agree(plan: Analysis) -> None:
    spans = [(span.start_char, span.end_char) for span in plan.doc.spans["times"]]
    assert spans == [(time.start, time.end) for time in times_of(plan)]
    at = plan.flat.index("trước ngày 30/9/2024")
    assert [t.last for t in times_in(plan, at, at + 20)] == ["2024-09-30"]


def test_a_recurrence_is_no_due_date(plan: Analysis) -> None:
    recurring = next(t for t in times_of(plan) if t.recurrence)
    with pytest.raises(ValueError, match="no date"):
        due(plan, recurring)


@pytest.mark.parametrize("text", ["tháng 5", "quý I", "ngày 5 tháng 6", "May 5", "5 of May"])
def test_a_run_of_blanks_costs_no_more_than_its_length(text: str) -> None:
    """Blanked running heads and long lines hold such runs; a second look at each blank would take minutes."""
    began = process_time()
    assert find_times(text + " " * 60_000 + "x") == ()
    assert process_time() - began < 5
