"""Judged documents without a store: rows and folders made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Condition, plain_document
from corpus.evidence import locate
from corpus.page_words import FILE, page_words
from corpus.record import DocumentInfo, Extractor, IndicatorName, Record, Target
from corpus.store.judged import JudgedDocument, JudgedRow
from corpus.store.tables import DocumentEntry, WordEntry


@pytest.fixture
def row() -> Callable[..., JudgedRow]:
    """Make a judged target: ``row("right", 0.9)``."""

    def make(verdict: Any, confidence: float = 0.9, kind: Any = "target", wrong: tuple[str, ...] = ()) -> JudgedRow:
        said = None if verdict == "missed" else {"confidence": confidence}
        data = None if verdict == "false" else {"confidence": confidence}
        return JudgedRow(kind, "x", verdict, said, data, wrong)

    return make


@pytest.fixture
def target() -> Callable[..., Target]:
    """Make a target whose proof is ``quote`` in ``text``."""

    def make(text: str, quote: str, indicator: str, key: str | None = None, value: float = 1) -> Target:
        document = plain_document(text, identity="sha256:x", source="x")
        start = text.index(quote)
        return Target(
            id=f"t-{start}",
            kind="numeric",
            indicator=IndicatorName(vi=indicator, key=key),
            comparator="eq",
            value=value,
            confidence=0.8,
            extractor=Extractor(name="targets", version="1"),
            evidence=[locate(document, start, start + len(quote))],
        )

    return make


@pytest.fixture
def judged(tmp_path: Path) -> Callable[..., tuple[JudgedDocument, Path]]:
    """Write a text document's folder and make it judged; ``mended`` maps words of the text to what is printed."""

    def make(
        name: str,
        text: str,
        *rows: JudgedRow,
        as_read: str | None = None,
        mended: dict[str, str] | None = None,
        state: str = "approved",
    ) -> tuple[JudgedDocument, Path]:
        folder = tmp_path / name
        folder.mkdir()
        document = plain_document(text, identity=f"sha256:{name}", source=f"{name}.txt")
        (folder / "text.txt").write_bytes(text.encode())
        (folder / "text.as-read.txt").write_bytes((as_read or text).encode())
        read = iter((as_read or text).split())
        pages = list(page_words(document))
        told = [
            page.model_copy(update={"words": [w.model_copy(update={"as_read": next(read)}) for w in page.words]})
            for page in pages
        ]
        (folder / FILE).write_text("".join(page.model_dump_json() + "\n" for page in told), encoding="utf-8")
        info = DocumentInfo(
            id=f"sha256:{name}",
            source=f"{name}.txt",
            media_type="text/plain",
            pages=1,
            language="vi",
            condition=Condition.OCR_GARBLED,
            status="done",
        )
        entry = DocumentEntry(
            id=name,
            folder=name,
            source=f"{name}.txt",
            symbol=None,
            language="vi",
            state=state,
            pages=1,
            record=Record(document=info).model_dump(mode="json"),
        )
        words = {
            (w.start, w.end): WordEntry(
                page=1, start=w.start, end=w.end, was=w.text, as_read=w.as_read or w.text, text=mended[w.text]
            )
            for page in told
            for w in page.words
            if mended and w.text in mended
        }
        return JudgedDocument(entry, rows, words), folder

    return make
