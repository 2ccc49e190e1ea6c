"""The whole record: every piece of evidence is the text it says it is, whatever the document."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Condition, Document, Problem, plain_document
from corpus.offsets import Replacement
from corpus.record import Record
from corpus.text import nfc
from extractors import extract
from extractors.analysis import Analysis
from extractors.registry import EXTRACTORS
from extractors.structure.analyse import analyse


def evidence_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for inner in value.values():
            yield from evidence_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence_of(inner)


def hold(record: Record, document: Document) -> int:
    rows = list(evidence_of(record.model_dump()))
    assert all(document.text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert all(
        document.as_read[a:b] == row["quote_as_read"]
        for row in rows
        for a, b in [document.offsets.to_raw(row["start"], row["end"])]
    )
    return len(rows)


def test_the_plan_as_a_record(plan_document: Document) -> None:
    record = extract(plan_document)
    assert hold(record, plan_document) > 20
    assert record.metadata.symbol == "215/KH-UBND"
    assert [h.number for h in record.outline] == ["I", "I.1", "I.2", "II", "II.1", "III"]
    assert (record.document.status, record.document.quality and record.document.quality.grade) == ("done", "good")
    assert Record.model_validate_json(record.model_dump_json()) == record


PIECES = [
    "I. MỤC TIÊU", "1. Đến năm 2030", "a) Nhóm một", "Điều 1. Phạm vi", "Chương I", "- Đạt 85%;",
    "ngày 24/11/2023", "Số: 7/KH-UBND", "KẾ HOẠCH", "Nơi nhận:", "- Lưu: VT.", "KT. CHỦ TỊCH", "Lê Văn Nam",
    "Nghị quyết số 42-", "NQ/TW của Bộ Chính trị", "hằng năm", "", "  ", "\f", "|. x", "CÔNG BÁO/Số 1", "12",
    "TM. CHÍNH PHỦKT. THỦ TƯỚNG (Đã ký) Lê Văn Nam", "cộng hoà xã hội chủ nghĩa việt nam", "kt. bộ trưởng ß",
    "Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi bởi Luật số 44/2024/QH15;", "Bãi bỏ Thông tư số 3/2015/TT-BYT.",
    "XÁC THỰC VĂN BẢN HỢP NHẤT", "Số: 40/VBHN-BTC", "(Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 02/5/2018)",
    "An Hải, ngày 04 tháng 3 năm 2024 QUYẾT ĐỊNH VỀ THƯ VIỆN Căn cứ Luật Giá", "XÃ ĐÁK R'LÁP", "18.07.2019",
    "Sở Tài chính chủ trì.", "V/v mở thư viện", "\u00b2", "a\u0301", "\ud7ff", "“1. x”",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25), st.sampled_from(["vi", "en"]))
def test_any_text_gives_a_record_whose_quotes_hold(pieces: list[str], language: str) -> None:
    text = nfc("\n".join(pieces).replace("\r", " "))
    document = plain_document(text, identity="sha256:0", source="any.txt")
    document = document.repaired([], [], condition=Condition.CLEAN, language=language)
    hold(extract(document), document)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_sections_and_paragraphs_keep_within_bounds(pieces: list[str]) -> None:
    found = analyse(plain_document(nfc("\n".join(pieces)), identity="sha256:0", source="any.txt"))
    assert found.doc.text == found.flat
    assert len(found.flat) == len(found.document.text)
    assert all(s.start < s.end <= s.body_end <= len(found.flat) for s in found.sections)
    assert all(s.parent is None or s.parent < i for i, s in enumerate(found.sections))
    assert all(a.end <= b.start for a, b in zip(found.paragraphs, found.paragraphs[1:], strict=False))
    assert all(p.start <= s.start < s.end <= p.end for p in found.paragraphs for s in p.sentences)


def test_evidence_leads_back_to_the_text_as_read() -> None:
    raw = "Dieu 1. Pham vi\n\nPhan dau den nam 2030 dat 85% so xa co tu sach.\n"
    document = plain_document(raw, identity="sha256:0", source="raw.txt")
    at = raw.index("Phan dau den nam")
    fixed = "Phấn đấu đến năm"
    repaired = document.repaired(
        [Replacement(0, 4, "Điều"), Replacement(at, at + 16, fixed)], [], condition=Condition.OCR_GARBLED, language="vi"
    )
    record = extract(repaired)
    (deadline,) = record.deadlines
    assert (deadline.raw, deadline.evidence[0].quote_as_read) == ("đến năm 2030", "Phan dau den nam 2030")
    assert record.document.quality is not None
    assert record.document.quality.repaired_words == 5


def test_a_page_that_failed_makes_the_record_partial(plan_document: Document) -> None:
    fields = dict(plan_document.__dict__)
    fields = {name: fields[name] for name in plan_document.__dataclass_fields__}
    failed = Document(
        **{**fields, "problems": (Problem("page_unreadable", "Trang 2 hỏng.", "Quét lại trang 2.", page=2),)}
    )
    record = extract(failed)
    assert record.document.status == "partial"
    assert [p.page for p in record.document.errors] == [2]


def test_extractors_are_registered_once() -> None:
    names = [extractor.name for extractor in EXTRACTORS]
    assert len(names) == len(set(names))
    assert {"metadata", "outline", "citations", "deadlines", "targets", "assignments"} <= set(names)


@pytest.mark.parametrize("text", ["", "\n", " ", "\f"])
def test_an_empty_document_gives_an_empty_record(analysed: Callable[..., Analysis], text: str) -> None:
    record = extract(analysed(text).document)
    assert (record.outline, record.citations, record.deadlines) == ([], [], [])
    assert record.document.quality is not None
    assert record.document.quality.grade == "poor"
