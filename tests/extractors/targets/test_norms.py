"""Norms of allocation: which share of all funds a decision gives to what."""

from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.record import Target
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

HEAD = """THỦ TƯỚNG CHÍNH PHỦ
Số: 77/2026/{symbol}
{kind}
Quy định nguyên tắc, tiêu chí, định mức phân bổ vốn thực hiện Chương trình thư viện đến năm 2030

Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc phân bổ vốn.

Điều 2. Định mức phân bổ vốn cho các địa phương
"""


def extract(text: str, kind: str = "QUYẾT ĐỊNH", symbol: str = "QĐ-TTg") -> list[Target]:
    whole = HEAD.format(kind=kind, symbol=symbol) + text
    return extract_targets(
        analyse(replace(plain_document(whole, identity="sha256:0", source="specimen.txt"), language="vi"))
    )[0]


def brief(found: list[Target]) -> list[tuple[str | None, str, float | None, str | None]]:
    return [(t.indicator.vi, t.comparator, t.value, t.due.end if t.due else None) for t in found]


def test_shares_are_named_after_their_title_and_dated_by_no_programme() -> None:
    found = extract(
        "1. Định mức phân bổ vốn cho thư viện xã:\n"
        "Về sách: tối thiểu 12% tổng kinh phí thực hiện Chương trình;\n"
        "Về phòng đọc: không quá 1,5% tổng kinh phí thực hiện Chương trình.\n"
        "2. Định mức phân bổ vốn cho các việc cấp bách: tối thiểu 0,5% tổng vốn của Chương trình.\n"
    )
    whole = "so với tổng kinh phí thực hiện Chương trình"
    assert brief(found) == [
        (f"định mức phân bổ vốn cho thư viện xã, về sách {whole}", "ge", 12, None),
        (f"định mức phân bổ vốn cho thư viện xã, về phòng đọc {whole}", "le", 1.5, None),
        ("định mức phân bổ vốn cho các việc cấp bách so với tổng vốn của Chương trình", "ge", 0.5, None),
    ]


def test_what_a_body_bases_its_plan_on_is_no_ground_of_the_decision() -> None:
    found = extract(
        "a) Định mức phân bổ vốn đầu tư:\n"
        "Căn cứ đề xuất của các địa phương, Bộ Y tế xây dựng phương án phân bổ vốn giai đoạn 2026-2030 với định mức "
        "không vượt quá 14% tổng kinh phí của Chương trình, gửi Bộ Tài chính tổng hợp.\n"
    )
    assert brief(found) == [
        ("định mức phân bổ vốn đầu tư so với tổng kinh phí của Chương trình", "le", 14, "2030-12-31")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "symbol"),
    [
        ("Tối thiểu 12% tổng kinh phí dành cho sách.", "THÔNG TƯ", "TT-BYT"),  # a rule
        ("Địa phương có tỷ lệ hộ nghèo dưới 12% tổng số hộ: hệ số 1,5.", "QUYẾT ĐỊNH", "QĐ-TTg"),  # a condition
        ("Các xã đã sử dụng 12% tổng kinh phí của năm trước.", "QUYẾT ĐỊNH", "QĐ-TTg"),  # told of the past
    ],
)
def test_rules_conditions_and_results_are_no_norms(text: str, kind: str, symbol: str) -> None:
    assert extract(text, kind, symbol) == []
