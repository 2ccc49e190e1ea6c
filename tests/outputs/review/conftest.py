"""A run of two documents for the review page: a hostile scan of two pages, and a text without pages' images."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image, ImageDraw

from corpus.document import Alternative, Box, Document, Line, Page, PageSource, Word, plain_document
from corpus.evidence import locate
from corpus.record import (
    Assignment,
    Bilingual,
    Body,
    Citation,
    Deadline,
    DocumentInfo,
    Due,
    Evidence,
    Extractor,
    IndicatorName,
    Keyed,
    Metadata,
    Record,
    Target,
)
from corpus.run import RunManifest, entry_of
from corpus.store import Store, accounts, open_store
from corpus.store.clock import now
from corpus.store.importing import import_run
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs import write
from outputs.web import Settings, create_app
from outputs.web.access import COOKIE

SCAN, PLAIN = "a" * 64, "b" * 64
HOSTILE = "<script>alert(1)</script>"
PAGE_ONE = f"""ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ
Số: 12/KH-UBND
KẾ HOẠCH
Giảm nghèo "bền vững" {HOSTILE}
Đến năm 2030, ty lệ hộ nghèo dưới 2%; ty lệ lao động qua đào tạo đạt 70%.
Sở Y tế chủ trì, phối hợp với Sở Tài chính lập đề án trước ngày 30/6/2026."""
PAGE_TWO = """Xây dựng 1.200 căn nhà ở xã hội.
Thực hiện Nghị quyết số 08-NQ/TW ngày 12/3/2025."""
PLAIN_TEXT = "Phấn đấu ty lệ hộ nghèo dưới 3%.\nSở Nội vụ theo dõi."
MADE_BY = Extractor(name="targets", version="1")
BY_2030 = Due(raw="Đến năm 2030", end="2030-12-31", precision="year")
WIDTH, HEIGHT, STEP = 1000, 700, 80


def _page(number: int, text: str, offset: int, image: Path) -> Page:
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(picture)
    lines, at = [], offset
    for row, piece in enumerate(text.split("\n"), 1):
        words, seen, left = [], 0, 40
        for printed in piece.split():
            start = piece.index(printed, seen)
            seen = start + len(printed)
            box = Box(left, row * STEP, left + 11 * len(printed), row * STEP + 30)
            draw.text((box.left, box.top), printed, fill=0, font_size=20)
            others = (Alternative("tỷ", 0.3), Alternative("tý", 0.1)) if printed == "ty" else ()
            words.append(Word(at + start, at + seen, box, 0.6 if printed == "ty" else 0.98, others))
            left = box.right + 10
        lines.append(Line(row, at, at + len(piece), words=tuple(words)))
        at += len(piece) + 1
    picture.save(image, quality=90, comment=b"<html><script>alert(2)</script>")
    image.write_bytes(image.read_bytes() + b"<html><script>alert(3)</script>PK\x03\x04")
    return Page(number, offset, offset + len(text), tuple(lines), PageSource.RECOGNISED, "", WIDTH, HEIGHT, 100, image)


def scan(folder: Path) -> Document:
    text = PAGE_ONE + "\f" + PAGE_TWO
    pages = (
        _page(1, PAGE_ONE, 0, folder / "1.jpg"),
        _page(2, PAGE_TWO, len(PAGE_ONE) + 1, folder / "2.jpg"),
    )
    return Document("sha256:" + SCAN, "quét.pdf", "application/pdf", text, pages, text)


def prove(document: Document, quote: str) -> list[Evidence]:
    start = document.text.index(quote)
    return [locate(document, start, start + len(quote))]


def _target(document: Document, name: str, quote: str, figure: tuple[float, str], confidence: float) -> Target:
    value, unit = figure
    return Target(
        id=f"t-{value:g}",
        kind="numeric",
        indicator=IndicatorName(vi=name),
        comparator="lt" if "dưới" in quote else "eq",
        value=value,
        unit=unit,
        value_raw=quote.rpartition(" ")[2],
        due=BY_2030,
        confidence=confidence,
        extractor=MADE_BY,
        evidence=prove(document, quote),
    )


def _info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        id=document.id,
        source=document.source,
        media_type=document.media_type,
        pages=len(document.pages),
        language="vi",
        condition=None,
        status="done",
    )


def scan_record(document: Document) -> Record:
    return Record(
        document=_info(document),
        metadata=Metadata(
            symbol=f'12/KH-UBND">{HOSTILE}',
            title=Bilingual(vi=f"Giảm nghèo 'bền vững' {HOSTILE}"),
            issuer=Keyed(vi="Ủy ban nhân dân tỉnh Sông Hạ"),
            confidence={"symbol": 0.9, "title": 0.95, "issuer": 0.99},
            evidence={"symbol": prove(document, "12/KH-UBND"), "title": prove(document, "Giảm nghèo")},
        ),
        targets=[
            _target(document, "ty lệ hộ nghèo", "ty lệ hộ nghèo dưới 2%", (2, "percent"), 0.41),
            _target(
                document, "ty lệ lao động qua đào tạo", "ty lệ lao động qua đào tạo đạt 70%", (70, "percent"), 0.45
            ),
            _target(document, "nhà ở xã hội", "Xây dựng 1.200 căn nhà ở xã hội", (1200, "apartments"), 0.97),
        ],
        deadlines=[
            Deadline(
                kind="task_deadline",
                raw="trước ngày 30/6/2026",
                end="2026-06-30",
                precision="day",
                relation="before",
                confidence=0.96,
                evidence=prove(document, "trước ngày 30/6/2026"),
            )
        ],
        assignments=[
            Assignment(
                id="a-1",
                body=Body(raw="Sở Y tế", name="Sở Y tế", key="department.health.provincial"),
                role="lead",
                task=Bilingual(vi="lập đề án"),
                confidence=0.92,
                extractor=MADE_BY,
                evidence=prove(document, "Sở Y tế chủ trì"),
            )
        ],
        citations=[
            Citation(
                symbol="08-NQ/TW",
                type="Nghị quyết",
                date="2025-03-12",
                raw="Nghị quyết số 08-NQ/TW ngày 12/3/2025",
                confidence=0.98,
                evidence=prove(document, "Nghị quyết số 08-NQ/TW ngày 12/3/2025"),
            )
        ],
    )


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run, written once."""
    run = tmp_path_factory.mktemp("review") / "run"
    inputs = tmp_path_factory.mktemp("inputs")
    document = scan(inputs)
    text = replace(plain_document(PLAIN_TEXT, identity="sha256:" + PLAIN, source="văn bản.txt"), language="vi")
    plain = Record(
        document=_info(text), targets=[_target(text, "ty lệ hộ nghèo", "ty lệ hộ nghèo dưới 3%", (3, "percent"), 0.6)]
    )
    written = [write(scan_record(document), document, run / "a"), write(plain, text, run / "b")]
    entries = [
        entry_of(record, input_path=record.document.source, folder=f) for record, f in zip(written, "ab", strict=True)
    ]
    (run / "run.json").write_text(RunManifest(started=now(), entries=entries).model_dump_json(), encoding="utf-8")
    return run


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of an empty database."""
    return f"sqlite:///{tmp_path}/store.sqlite"


@pytest.fixture
def store(run_folder: Path, database: str, tmp_path: Path) -> Iterator[Store]:
    """A store of its own on a copy of the run, with two clerks."""
    run = tmp_path / "run"
    shutil.copytree(run_folder, run)
    opened = open_store(database, run)
    assert list(import_run(opened, run)) == [("a", None), ("b", None)]
    with opened.writing() as session:
        for name in ("lan", "minh"):
            accounts.create_user(session, name, name.title(), "clerk", None)
    yield opened
    opened.close()


SignIn = Callable[[str], TestClient]


@pytest.fixture
def sign_in(store: Store) -> SignIn:
    """Gives the browser of a clerk who is signed in."""
    settings = Settings(store, hosts=("testserver",), requests_per_minute=100_000)
    app = create_app(settings)

    def client(name: str) -> TestClient:
        with store.writing() as session:
            user = session.query(UserEntry).filter_by(name=name).one()
            secret = accounts.begin_session(session, user)
        made = TestClient(app, headers={"sec-fetch-site": "same-origin", "hx-request": "true"})
        made.cookies.set(settings.cookie(COOKIE), secret)
        return made

    return client


@pytest.fixture
def lan(sign_in: SignIn) -> TestClient:
    return sign_in("lan")


@pytest.fixture
def minh(sign_in: SignIn) -> TestClient:
    return sign_in("minh")


Rows = Callable[[], dict[str, RowEntry]]


@pytest.fixture
def rows(store: Store) -> Rows:
    """Gives the rows of the scan as they stand, by kind and key."""

    def now_standing() -> dict[str, RowEntry]:
        with store.reading() as session:
            found = session.query(RowEntry).filter_by(document_id=SCAN).order_by(RowEntry.position)
            return {f"{row.kind}:{row.key}": row for row in found}

    return now_standing


@pytest.fixture
def change_document(store: Store) -> Callable[..., None]:
    """Sets columns of the scan's entry: its state, its second reader."""

    def change(**columns: str) -> None:
        with store.writing() as session:
            entry = session.get(DocumentEntry, SCAN)
            assert entry is not None
            for name, value in columns.items():
                if name == "second_reader":
                    entry.second_reader_id = session.query(UserEntry).filter_by(name=value).one().id
                else:
                    setattr(entry, name, value)

    return change
