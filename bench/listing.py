"""How long a page of a list takes with many rows in the store: the first page, a deep one, and pages by each filter.

    python bench/listing.py sqlite:////tmp/listing.sqlite
    python bench/listing.py postgresql://postgres@/postgres?host=/tmp/pg --rows 100000

The database must be empty; it is filled with rows that are made up. Printed are milliseconds: the median of the calls
to the store, without HTTP, and how many rows the page has.
"""
# ruff: noqa: INP001  # a script

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from sqlalchemy import insert

from corpus.store import Store, listing, open_store
from corpus.store.clock import new_id, now
from corpus.store.listing import DocumentFilter, Position, RowFilter
from corpus.store.tables import DocumentEntry, PageEntry, RowEntry, subject_of

ROWS_OF_DOCUMENT = 100
KINDS = ("target", "target", "deadline", "assignment", "citation")
WORDS = re.findall(r"\w+", "phấn đấu đến năm tỷ lệ hộ nghèo dưới phần trăm xây dựng nông thôn mới đạt chuẩn quốc gia")
CALLS = 7


def main(argv: Sequence[str] | None = None) -> int:
    """Fill the database and print one JSON object a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--rows", type=int, default=100_000)
    args = parser.parse_args(argv)
    store = open_store(args.address, Path(gettempdir()))
    begun = time.perf_counter()
    fill(store, args.rows)
    told = {"database": store.engine.dialect.name, "rows": args.rows}
    print(json.dumps(told | {"filled_in_seconds": round(time.perf_counter() - begun, 1)}))  # noqa: T201
    for name, look in cases(store):
        seconds, found = [], 0
        for _ in range(CALLS):
            begun = time.perf_counter()
            found = look()
            seconds.append(time.perf_counter() - begun)
        print(json.dumps(told | {"case": name, "ms": round(statistics.median(seconds) * 1000, 1), "found": found}))  # noqa: T201
    store.close()
    return 0


def fill(store: Store, rows: int) -> None:
    """Write documents of a page each, with rows of all kinds."""
    draw = random.Random(5)  # noqa: S311  # made-up documents, no secret
    for first in range(0, rows, ROWS_OF_DOCUMENT * 20):
        with store.writing() as session:
            for number in range(first, min(rows, first + ROWS_OF_DOCUMENT * 20), ROWS_OF_DOCUMENT):
                session.execute(insert(DocumentEntry), [_document(number, draw)])
                text = " ".join(draw.choices(WORDS, k=400))
                page = {"document_id": f"{number:064x}", "number": 1, "start": 0, "text": text}
                session.execute(insert(PageEntry), [page | {"lowered": text, "folded": text}])
                session.execute(insert(RowEntry), [_row(number, n, draw) for n in range(ROWS_OF_DOCUMENT)])
    if not store.is_sqlite:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


def cases(store: Store) -> Iterator[tuple[str, Callable[[], int]]]:
    """Yield what is measured: a name, and what looks and returns the number of entries found."""
    with store.reading() as session:
        target = session.query(RowEntry).filter_by(kind="target")
        count = target.count()
        middle = target.order_by(RowEntry.updated_at, RowEntry.id).offset(count // 2).limit(1).one()
    deep = Position(middle.updated_at, middle.id)
    wanted: dict[str, dict[str, Any]] = {
        "no filter": {},
        "reviewed only (1 in 10)": {"states": listing.REVIEWED},
        "indicator (1 in 400)": {"subject": "key-7"},
        "indicator (none)": {"subject": "no such key"},
        "unit (1 in 3)": {"unit": "percent"},
        "due before": {"due_before": "2027-01-01"},
        "confidence": {"min_confidence": 0.99},
        "one document": {"document_id": f"{ROWS_OF_DOCUMENT:064x}"},
        "changed since the middle": {"changed_since": middle.updated_at},
    }
    for name, where in wanted.items():
        yield f"targets, {name}", lambda where=where: _rows(store, RowFilter(**where), None)  # type: ignore[misc]
    yield "targets, from the middle on", lambda: _rows(store, RowFilter(), deep)
    yield "documents, first page with counts", lambda: _documents(store, DocumentFilter())
    yield "documents, words on a page", lambda: _documents(store, DocumentFilter(text="hộ nghèo dưới"))
    yield "documents, words on no page", lambda: _documents(store, DocumentFilter(text="không có ở đâu"))


def _rows(store: Store, where: RowFilter, after: Position | None) -> int:
    with store.reading() as session:
        return len(listing.rows(session, "target", where, after, 51))


def _documents(store: Store, where: DocumentFilter) -> int:
    with store.reading() as session:
        found = listing.documents(session, where, limit=51)
        listing.counts(session, [document.id for document, _ in found])
    return len(found)


def _document(number: int, draw: random.Random) -> dict[str, Any]:
    values = {"folder": f"d{number}", "source": "a.pdf", "status": "done", "language": "vi", "pages": 1, "record": {}}
    values |= {"id": f"{number:064x}", "record_sha256": "", "state": draw.choice(["new", "approved"]), "version": 1}
    return values | {"symbol": f"{number}-CTr/TU", "created_at": now(), "updated_at": now()}


def _row(document: int, position: int, draw: random.Random) -> dict[str, Any]:
    quote = " ".join(draw.choices(WORDS, k=40))
    end = f"20{draw.randint(26, 45)}-12-31"
    data = {
        "id": f"t-{position}",
        "indicator": {"vi": quote[:80], "key": f"key-{draw.randint(1, 400)}", "candidates": []},
        "comparator": "ge",
        "value": draw.randint(1, 100),
        "unit": draw.choice(["percent", "VND", "km"]),
        "due": {"raw": "đến năm", "end": end, "precision": "year", "evidence": []},
        "end": end,
        "evidence": [{"page": 1, "start": 0, "end": 200, "quote": quote, "quote_as_read": quote, "boxes": []}],
    }
    return {
        "id": new_id(),
        "document_id": f"{document:064x}",
        "kind": KINDS[position % len(KINDS)],
        "key": f"{position}",
        "position": position,
        "page": 1,
        "extracted": data,
        "data": data,
        "confidence": draw.random(),
        "state": draw.choices(["open", "approved"], [9, 1])[0],
        "version": 1,
        "updated_at": now(),
        "subject": subject_of(KINDS[position % len(KINDS)], data),
    }


if __name__ == "__main__":
    sys.exit(main())
