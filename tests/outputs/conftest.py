"""Specimens for the outputs: a Vietnamese scan of two pages, an English text, and an empty record."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from corpus.document import Box, Condition, Document, Line, Page, PageSource, Reading, Word, plain_document
from corpus.evidence import locate
from corpus.offsets import Replacement
from corpus.record import (
    Assignment,
    Baseline,
    Bilingual,
    Body,
    Citation,
    Deadline,
    DocumentInfo,
    DocumentType,
    Due,
    Evidence,
    Extractor,
    Heading,
    Keyed,
    Metadata,
    Problem,
    Quality,
    Recipient,
    Record,
    Signer,
    Target,
)
from outputs.webhooks import Sender
from outputs.webhooks.posting import Answer

PAGE_ONE = """TỈNH ỦY SÔNG HẠ
*
Số 15-CTr/TU
CHƯƠNG TRÌNH HÀNH ĐỘNG
về nâng cao đời sống nhân dân giai đoạn 2026 - 2030
Thực hiện Nghị quyết số 08-NQ/TW ngày 12/3/2025, Tỉnh ủy ban hành chương trình này.
I. KẾT QUẢ
Đến cuối năm 2024 đã có 1.254 hộ thoát nghèo.
II. MỤC TIÊU
1. Đến năm 2030
- Tỷ lệ thất nghiép khu vuc thanh thi dudi
2,5%; tỷ lệ hộ nghèo giảm còn khoảng 1,2%.
- Tối thiểu 95% dân số tham gia bảo hiểm y tế, tăng từ 91% năm 2024.
- Xây dựng 110.000 m² nhà ở xã hội, bố trí 1.200 tỷ đồng.
- Từ 20 đến 30% xã đạt chuẩn nâng cao trước tháng 9/2027.
- Tuổi thọ trung bình đạt 75 tuổi; có 35 giường bệnh trên 10.000 dân."""

PAGE_TWO = """2. Tầm nhìn đến năm 2045
- Xóa bỏ nhà tạm, nhà dột nát <trên toàn tỉnh> | 100%.
III. TỔ CHỨC THỰC HIỆN
Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với Sở Y tế
xây dựng kế hoạch trước ngày 30/6/2026; định kỳ hằng năm báo cáo.
Sở Y tế thường xuyên theo dõi, tổng hợp kết quả.
Nơi nhận:
- Ban Bí thư (báo cáo),
- Lưu Văn phòng Tỉnh ủy.
T/M TỈNH ỦY
PHÓ BÍ THƯ
Nguyễn Văn An"""

WIDTH, HEIGHT, LINE_HEIGHT, DPI = 1240, 1754, 80, 150


def _page(number: int, text: str, offset: int, image: Path | None) -> Page:
    lines, at = [], offset
    for row, piece in enumerate(text.split("\n"), 1):
        words, seen = [], 0
        for token in piece.split():
            start = piece.index(token, seen)
            seen = start + len(token)
            top = 60 + row * LINE_HEIGHT
            box = Box(80 + start * 12, top, 80 + seen * 12, top + 40)
            words.append(Word(at + start, at + seen, box, 0.96))
        lines.append(Line(row, at, at + len(piece), words[0].box if words else None, words=tuple(words)))
        at += len(piece) + 1
    return Page(
        number,
        offset,
        offset + len(text),
        tuple(lines),
        PageSource.RECOGNISED,
        "the page has no text layer",
        WIDTH,
        HEIGHT,
        DPI,
        image,
    )


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A scan of two pages and a third that failed; one line was garbled and has been repaired."""
    grey, bilevel = tmp_path / "in-1.png", tmp_path / "in-2.png"
    Image.new("L", (WIDTH, HEIGHT), 240).save(grey)
    Image.new("1", (WIDTH, HEIGHT), 1).save(bilevel)
    as_read = PAGE_ONE + "\f" + PAGE_TWO + "\f"
    second = len(PAGE_ONE) + 1
    third = second + len(PAGE_TWO) + 1
    pages = (
        _page(1, PAGE_ONE, 0, grey),
        _page(2, PAGE_TWO, second, bilevel),
        Page(3, third, third, (Line(1, third, third),), PageSource.FAILED, "the image is damaged"),
    )
    found = Document("sha256:" + "5" * 64, "chuong-trinh.pdf", "application/pdf", as_read, pages, as_read)
    garbled, meant = "nghiép khu vuc thanh thi dudi", "nghiệp khu vực thành thị dưới"
    start = as_read.index(garbled)
    readings = [Reading(start, start + len(meant), 0.93)]
    edits = [Replacement(start, start + len(garbled), meant)]
    return found.repaired(edits, readings, condition=Condition.SCAN, language="vi")


Prove = Callable[[str], list[Evidence]]


@pytest.fixture
def prove(document: Document) -> Prove:
    """The evidence of a quote in the specimen."""

    def proof(quote: str) -> list[Evidence]:
        start = document.text.index(quote)
        return [locate(document, start, start + len(quote))]

    return proof


MADE_BY = Extractor(name="targets", version="1")


def target(number: int, indicator: str, comparator: str, evidence: list[Evidence], **fields: Any) -> Target:
    settings = {"kind": "numeric", "confidence": 0.97, "extractor": MADE_BY} | fields
    named = Keyed(vi=indicator, en=settings.pop("en", None))
    return Target(id=f"t{number}", indicator=named, comparator=comparator, evidence=evidence, **settings)


BY_2030 = Due(raw="Đến năm 2030", end="2030-12-31", precision="year", inherited=True)
BY_2045 = Due(raw="đến năm 2045", end="2045-12-31", precision="year")
BEFORE_SEPTEMBER = Due(raw="trước tháng 9/2027", end="2027-09-01", precision="month", relation="before")


def _targets(prove: Prove) -> list[Target]:
    percent: dict[str, Any] = {"unit": "percent", "due": BY_2030}
    urban, cities = "tỷ lệ thất nghiệp khu vực thành thị", Keyed(vi="khu vực thành thị", en="urban areas")
    unemployment = {"value": 2.5, "value_raw": "2,5%", "en": "urban unemployment rate", "area": cities}
    poverty = {"value": 1.2, "value_raw": "1,2%", "confidence": 0.81}
    cover = {"value": 95, "value_raw": "95%", "population": Keyed(vi="dân số"), "confidence": 0.92}
    start = Baseline(value=91, unit="percent", date="2024", raw="91% năm 2024")
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        (urban, "lt", "Tỷ lệ thất nghiệp khu vực thành thị dưới\n2,5%", percent | unemployment),
        ("tỷ lệ hộ nghèo", "approx", "tỷ lệ hộ nghèo giảm còn khoảng 1,2%", percent | poverty),
        ("tham gia bảo hiểm y tế", "ge", "Tối thiểu 95% dân số", percent | cover | {"baseline": start}),
        ("diện tích nhà ở xã hội", "eq", "110.000 m²", {"value": 110000, "unit": "m2", "due": BY_2030}),
        ("vốn nhà ở xã hội", "eq", "1.200 tỷ đồng", {"value": 1.2e12, "unit": "VND", "due": BY_2030}),
        (
            "xã đạt chuẩn nâng cao",
            "range",
            "Từ 20 đến 30% xã",
            {"value_min": 20, "value_max": 30, "unit": "percent", "due": BEFORE_SEPTEMBER},
        ),
        (
            "tuổi thọ trung bình",
            "eq",
            "75 tuổi",
            {"value": 75, "unit": "years", "value_raw": "75 tuổi", "due": BY_2030, "flags": ["numeric_unverified"]},
        ),
        (
            "giường bệnh",
            "eq",
            "35 giường bệnh trên 10.000 dân",
            {"value": 35, "unit": "per_10000_people", "due": BY_2030, "confidence": 0.55, "en": "hospital beds"},
        ),
        ("xóa bỏ nhà tạm <trên toàn tỉnh> |", "complete", "Xóa bỏ nhà tạm", {"kind": "qualitative", "due": BY_2045}),
        ("quy mô | nhóm dẫn đầu", "range", "toàn tỉnh", {"value_raw": "nhóm 3 tỉnh dẫn đầu"}),
    ]
    return [target(n, what, how, prove(quote), **more) for n, (what, how, quote, more) in enumerate(rows, 1)]


def _assignments(prove: Prove) -> list[Assignment]:
    board = Body(raw="Ban Tuyên giáo Tỉnh ủy", name="Ban Tuyên giáo Tỉnh ủy", key="ban_tuyen_giao")
    health = Body(raw="Sở Y tế", name="Sở Y tế", en="Department of Health", key="so_y_te")
    due = Due(raw="trước ngày 30/6/2026", end="2026-06-30", precision="day", relation="before")
    plan = Bilingual(vi="xây dựng kế hoạch", en="draw up a plan")
    watch = Bilingual(vi="theo dõi, tổng hợp kết quả")
    lead = prove("Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với Sở Y tế\nxây dựng kế hoạch")
    common: dict[str, Any] = {"extractor": MADE_BY, "confidence": 0.9}
    return [
        Assignment(id="a1", body=board, role="lead", task=plan, due=due, evidence=lead, **common),
        Assignment(id="a2", body=health, role="coordinate", task=plan, due=due, evidence=lead, **common),
        Assignment(
            id="a3",
            body=health,
            role="implement",
            task=watch,
            evidence=prove("thường xuyên theo dõi"),
            flags=["something_new"],
            **common,
        ),
        Assignment(
            id="a4",
            body=Body(raw="Ban Bí thư", name="Ban Bí thư"),
            role="recipient",
            task=Bilingual(vi="Ban Bí thư (báo cáo)"),
            evidence=prove("Ban Bí thư"),
            **common,
        ),
        Assignment(id="a5", body=board, role="supervise", task=plan, evidence=lead, **common),
    ]


def _deadlines(prove: Prove) -> list[Deadline]:
    return [
        Deadline(
            kind="period",
            raw="giai đoạn 2026 - 2030",
            start="2026-01-01",
            end="2030-12-31",
            precision="year",
            relation="during",
            evidence=prove("giai đoạn 2026 - 2030"),
        ),
        Deadline(
            kind="cited_document_date",
            raw="ngày 12/3/2025",
            end="2025-03-12",
            precision="day",
            evidence=prove("ngày 12/3/2025"),
        ),
        Deadline(
            kind="task_deadline",
            raw="trước ngày 30/6/2026",
            end="2026-06-30",
            precision="day",
            relation="before",
            confidence=0.6,
            evidence=prove("trước ngày 30/6/2026"),
        ),
        Deadline(kind="recurring", raw="định kỳ hằng năm", recurrence="P1Y", evidence=prove("định kỳ hằng năm")),
        Deadline(kind="recurring", raw="thường xuyên", recurrence="continuous", evidence=prove("thường xuyên")),
    ]


def _metadata(prove: Prove) -> Metadata:
    title = "về nâng cao đời sống nhân dân giai đoạn 2026 - 2030"
    return Metadata(
        symbol="15-CTr/TU",
        number="15",
        document_type=DocumentType(code="CTr", vi="Chương trình hành động", en="Action programme"),
        title=Bilingual(vi=title),
        issuer=Keyed(vi="Tỉnh ủy Sông Hạ", en="Sông Hạ Provincial Party Committee"),
        signer=Signer(name="Nguyễn Văn An", role="Phó Bí thư", authority="T/M", on_behalf_of="Tỉnh ủy"),
        recipients=[
            Recipient(raw="- Ban Bí thư (báo cáo),", name="Ban Bí thư", en="Party Secretariat"),
            Recipient(raw="- Lưu Văn phòng Tỉnh ủy.", name="Văn phòng Tỉnh ủy"),
        ],
        confidence={"symbol": 0.95, "signer": 0.5},
        evidence={"symbol": prove("15-CTr/TU")},
    )


@pytest.fixture
def record(document: Document, prove: Prove) -> Record:
    """A record with every kind of value: sure, unsure, flagged, without English, without a date."""
    lost = Problem(
        code="page_damaged",
        reason="The image of the page is damaged.",
        remedy="Scan page 3 again and run the file again.",
        page=3,
    )
    info = DocumentInfo(
        id=document.id,
        source=document.source,
        media_type=document.media_type,
        pages=3,
        language="vi",
        condition=Condition.SCAN,
        status="partial",
        errors=[lost],
        quality=Quality(grade="good", mean_confidence=0.957, words=1234, unsure_words=7, repaired_words=56),
    )
    achieved = target(20, "hộ thoát nghèo", "eq", prove("1.254 hộ thoát nghèo"), value=1254, unit="households")
    cited = Citation(
        symbol="08-NQ/TW",
        type="Nghị quyết",
        date="2025-03-12",
        raw="Nghị quyết số 08-NQ/TW ngày 12/3/2025",
        evidence=prove("Nghị quyết số 08-NQ/TW") * 2,
    )
    return Record(
        document=info,
        metadata=_metadata(prove),
        outline=[
            Heading(number="I", title="KẾT QUẢ", level=1, page=1, line=7),
            Heading(number="II", title="MỤC TIÊU", level=1, page=1, line=9),
            Heading(number="II.1", title="Đến năm 2030", level=2, page=1, line=10),
        ],
        citations=[cited],
        targets=_targets(prove),
        achievements=[achieved],
        deadlines=_deadlines(prove),
        assignments=_assignments(prove),
    )


@pytest.fixture
def bare() -> tuple[Record, Document]:
    """A text of which nothing is known."""
    document = plain_document("Một dòng\nhai dòng", identity="sha256:" + "0" * 64, source="trống.txt")
    return Record(document=_text_info(document)), document


def _text_info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        id=document.id,
        source=document.source,
        media_type="text/plain",
        pages=1,
        language=document.language,
        condition=Condition.CLEAN,
        status="done",
    )


@pytest.fixture
def english() -> tuple[Record, Document]:
    """An English text: its Vietnamese is missing and must be marked."""
    text = "By 2030, at least 1,500 households will have left poverty,\nup from 900 in 2024."
    plain = plain_document(text, identity="sha256:" + "e" * 64, source="article.txt")
    document = replace(plain, language="en")
    end = text.index(",\n")
    made = Target(
        id="t1",
        kind="numeric",
        indicator=Keyed(en="households that have left poverty"),
        comparator="ge",
        value=1500,
        unit="households",
        value_raw="1,500 households",
        due=Due(raw="By 2030", end="2030-12-31", precision="year"),
        confidence=0.95,
        extractor=MADE_BY,
        evidence=[locate(document, 0, end)],
    )
    return Record(document=_text_info(document), targets=[made]), document


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; without it tests fail in CI and are skipped elsewhere."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed (Debian: apt install chromium)")
    pytest.skip("Chromium is not installed (Debian: apt install chromium)")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the receiver answers, one after the other; nothing goes over the network."""
    waiting: list[Any] = []
    real = socket.getaddrinfo

    def only_numbers(host: str, port: int, *_: Any, **more: Any) -> Any:
        return real(host, port, flags=socket.AI_NUMERICHOST, **more)

    def post(*_: Any) -> Answer:
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer)

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    monkeypatch.setattr(Sender, "post", post)
    return waiting
