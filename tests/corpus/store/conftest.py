"""A store in each database, holding one document of a run folder that is written for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.document import Box, Document, Line, Page, PageSource, Word, plain_document
from corpus.evidence import locate
from corpus.page_words import FILE, page_words
from corpus.record import DocumentInfo, Due, Extractor, Keyed, Metadata, Record, Target
from corpus.run import RunManifest, entry_of
from corpus.store import Store, open_store
from corpus.store.clock import now
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.tables import RowEntry, UserEntry

TEXT = (
    "Số: 12-NQ/TU\nPhấn đấu đến năm 2030 ty lệ hộ nghèo dưới 2%\nvà ty lệ lao động qua đào tạo đạt 70%.\fXóa nhà tạm."
)


def document() -> Document:
    """The document of ``TEXT`` with two pages; on the first every word has a box."""
    read = plain_document(TEXT, identity="sha256:" + "a" * 64, source="nghị quyết.pdf")
    lines = read.pages[0].lines
    boxed = tuple(
        Line(
            line.number,
            line.start,
            line.end,
            words=tuple(
                Word(w.start, w.end, Box(10 + 50 * n, 40 * line.number, 50 + 50 * n, 40 * line.number + 30), 0.9)
                for n, w in enumerate(line.words)
            ),
        )
        for line in lines[:3]
    )
    last = lines[3]
    pages = (
        Page(1, 0, TEXT.index("\f"), boxed, PageSource.RECOGNISED, width=800, height=600, dpi=100),
        Page(2, TEXT.index("\f") + 1, len(TEXT), (Line(1, last.start, last.end, words=last.words),), PageSource.TEXT),
    )
    return Document(read.id, read.source, "application/pdf", TEXT, pages, TEXT)


def target(quote: str, indicator: str, value: float, confidence: float) -> Target:
    start = TEXT.index(quote)
    return Target(
        id=f"t-{value:g}",
        kind="numeric",
        indicator=Keyed(vi=indicator),
        comparator="lt",
        value=value,
        unit="percent",
        value_raw=f"{value:g}%",
        due=Due(raw="đến năm 2030", end="2030-12-31", precision="year"),
        confidence=confidence,
        extractor=Extractor(name="targets", version="1"),
        evidence=[locate(document(), start, start + len(quote))],
    )


def record(*targets: Target) -> Record:
    return Record(
        document=DocumentInfo(
            id="sha256:" + "a" * 64,
            source="nghị quyết.pdf",
            media_type="application/pdf",
            pages=2,
            language="vi",
            condition=None,
            status="done",
        ),
        metadata=Metadata(
            symbol="12-NQ/TU", confidence={"symbol": 0.4}, evidence={"symbol": [locate(document(), 4, 12)]}
        ),
        targets=list(targets)
        or [
            target("ty lệ hộ nghèo dưới 2%", "ty lệ hộ nghèo", 2, 0.9),
            target("ty lệ lao động qua đào tạo đạt 70%", "ty lệ lao động qua đào tạo", 70, 0.6),
        ],
    )


def write_run(folder: Path, content: Record) -> None:
    """Write what a run would have written of the document."""
    place = folder / "nghi-quyet-aaaaaaaaaaaa"
    place.mkdir(parents=True, exist_ok=True)
    (place / "record.json").write_text(content.model_dump_json(), encoding="utf-8")
    (place / "text.txt").write_bytes(TEXT.encode())
    (place / FILE).write_text("".join(p.model_dump_json() + "\n" for p in page_words(document())), encoding="utf-8")
    manifest = RunManifest(started=now(), entries=[entry_of(content, input_path="a.pdf", folder=place.name)])
    (folder / "run.json").write_text(manifest.model_dump_json(), encoding="utf-8")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    url: str = request.getfixturevalue("empty_postgresql")
    return url


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    """A store with two users and the document."""
    folder = tmp_path / "run"
    write_run(folder, record())
    opened = open_store(address, folder)
    with opened.writing() as session:
        for name, role in (("lan", "clerk"), ("minh", "clerk"), ("hoa", "approver")):
            session.add(UserEntry(id=name, name=name, full_name=name.title(), role=role, active=True, created_at=now()))
    assert list(import_run(opened, folder)) == [("nghi-quyet-aaaaaaaaaaaa", None)]
    yield opened
    opened.close()


@pytest.fixture
def lan() -> Actor:
    return Actor("lan", "lan", "clerk")


@pytest.fixture
def minh() -> Actor:
    return Actor("minh", "minh", "clerk")


@pytest.fixture
def hoa() -> Actor:
    return Actor("hoa", "hoa", "approver")


@pytest.fixture
def rows(store: Store) -> dict[str, RowEntry]:
    """The rows of the document by kind and key."""
    with store.reading() as session:
        return {f"{row.kind}:{row.key}": row for row in session.query(RowEntry)}


@pytest.fixture
def extracted_again(store: Store) -> Callable[..., None]:
    """Writes the run anew with other targets and takes it in."""

    def again(*targets: Target) -> None:
        write_run(store.folder, record(*targets))
        assert list(import_run(store, store.folder)) == [("nghi-quyet-aaaaaaaaaaaa", None)]

    return again


@pytest.fixture
def make_target() -> Callable[[str, str, float, float], Target]:
    return target
