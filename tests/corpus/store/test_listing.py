"""Lists in both databases; that reading on loses nothing and doubles nothing is tried with changes drawn at random."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.store import Store, listing
from corpus.store.clock import new_id, now
from corpus.store.listing import DocumentFilter, Position, RowFilter
from corpus.store.tables import DocumentEntry, PageEntry, RowEntry

A = "a" * 64


def add_document(store: Store, number: int, **fields: object) -> str:
    identity = f"{number:064x}"
    values = {
        "folder": f"d{number}",
        "source": "a.pdf",
        "status": "done",
        "language": "vi",
        "pages": 1,
        "record": {},
        "record_sha256": "",
        "state": "new",
        "version": 1,
        "created_at": now(),
        "updated_at": now(),
    }
    with store.writing() as session:
        session.add(DocumentEntry(id=identity, **(values | fields)))
    return identity


def add_row(store: Store, document_id: str, kind: str, data: dict[str, object], **fields: object) -> str:
    identity = new_id()
    values = {"key": identity, "position": 1, "page": 1, "confidence": 0.5, "state": "open", "version": 1}
    with store.writing() as session:
        more = values | fields
        session.add(RowEntry(id=identity, document_id=document_id, kind=kind, data=data, updated_at=now(), **more))
    return identity


def found(store: Store, kind: listing.Kind, **where: object) -> list[str]:
    with store.reading() as session:
        return [row.id for row, _ in listing.rows(session, kind, RowFilter(**where))]  # type: ignore[arg-type]


def ids(store: Store, order: listing.Order = "updated_at", **where: object) -> list[str]:
    with store.reading() as session:
        return [d.id for d, _ in listing.documents(session, DocumentFilter(**where), order)]  # type: ignore[arg-type]


def test_targets_are_found_by_what_they_hold(store: Store) -> None:
    one = add_row(
        store,
        A,
        "target",
        {"indicator": {"key": "poverty_rate"}, "unit": "percent", "due": {"end": "2030-12-31"}},
        confidence=0.95,
    )
    two = add_row(store, A, "target", {"indicator": {"key": None}, "unit": "km", "due": None}, state="approved")
    gone = add_row(store, A, "target", {"indicator": {"key": "poverty_rate"}}, state="rejected")
    assert found(store, "target", subject="poverty_rate") == [one]
    assert found(store, "target", unit="km") == [two]
    assert found(store, "target", due_before="2031-01-01", min_confidence=0.95) == [one]
    assert found(store, "target", due_after="2030-12-31") == []
    assert found(store, "target", states=listing.REVIEWED) == [two]
    assert found(store, "target", states=("rejected",)) == [gone]
    assert found(store, "target", document_id="b" * 64) == []
    assert found(store, "target", document_states=("approved",)) == []
    assert found(store, "achievement") == []


def test_other_kinds_are_found_by_what_they_hold(store: Store) -> None:
    deadline = add_row(store, A, "deadline", {"kind": "period", "end": "2026-06-30"})
    duty = add_row(store, A, "assignment", {"body": {"key": "so_y_te"}, "role": "lead", "due": {"end": "2026-01-01"}})
    citation = add_row(store, A, "citation", {"symbol": "08-NQ/TW"})
    assert found(store, "deadline", subject="period", due_before="2026-07-01") == [deadline]
    assert found(store, "deadline", subject="recurring") == []
    assert found(store, "assignment", subject="so_y_te", role="lead", due_after="2025-12-31") == [duty]
    assert found(store, "assignment", role="coordinate") == []
    assert found(store, "citation", subject="08-NQ/TW") == [citation]


def test_documents_are_found_with_and_without_diacritics(store: Store) -> None:
    one = add_document(store, 1, issuer_folded="tinh uy dak nong", symbol_folded="12-nq/tu", date="2025-03-01")
    two = add_document(store, 2, type_code="CT", state="approved", assignee_id="lan")
    with store.writing() as session:
        for identity, low, bare in ((one, "bán 100%_nhà", "ban 100%_nha"), (two, "bạn bè", "ban be")):
            session.add(PageEntry(document_id=identity, number=1, start=0, text=low, lowered=low, folded=bare))
    assert ids(store, text="BAN") == [one, two]
    assert ids(store, text="bạn") == [two]
    assert ids(store, text="100%_N") == [one]
    assert ids(store, text="100_%") == []
    assert ids(store, text="nha ban") == [one]
    assert ids(store, text='"nha ban"') == []
    assert ids(store, text='"  "') == []
    assert ids(store, issuer="Đăk Nông") == [one]
    assert ids(store, symbol="12-NQ/TU") == [A, one]
    assert ids(store, types=("CT", "NQ")) == [two]
    assert ids(store, states=("approved",)) == [two]
    assert ids(store, assignee="lan") == [two]
    assert ids(store, dated_from="2025-03-01", dated_to="2025-03-01") == [one]
    assert ids(store, dated_from="2025-03-02") == []
    assert ids(store, "-created_at") == [two, one, A]


def pages(store: Store, limit: int) -> Iterator[list[RowEntry]]:
    """Read the list of targets to its end, page by page."""
    after = None
    while True:
        with store.reading() as session:
            page = [row for row, _ in listing.rows(session, "target", RowFilter(), after, limit)]
        yield page
        if len(page) < limit:
            return
        after = Position(page[-1].updated_at, page[-1].id)


ACTS = st.lists(
    st.tuples(st.sampled_from(["change", "reject", "add", "bring back"]), st.integers(0, 10**6)), max_size=4
)


@given(limit=st.integers(1, 4), acts=st.lists(ACTS, max_size=6))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_on_loses_nothing_and_doubles_nothing_whatever_changes_meanwhile(
    store: Store, limit: int, acts: list[list[tuple[str, int]]]
) -> None:
    with store.writing() as session:
        session.query(RowEntry).filter_by(kind="target").delete()
    for _ in range(7):
        add_row(store, A, "target", {})
    seen: list[tuple[str, int]] = []
    rounds = iter(acts)
    for page in pages(store, limit):
        seen += [(row.id, row.version) for row in page]
        for act, number in next(rounds, []) if len(page) == limit else []:
            _change(store, act, number)
    assert len(seen) == len(set(seen))
    with store.reading() as session:
        alive = session.query(RowEntry).filter_by(kind="target", state="open").all()
    assert {(row.id, row.version) for row in alive} <= set(seen)
    assert {row.id for row in alive if row.version == 1} <= {row for row, _ in seen}


def _change(store: Store, act: str, number: int) -> None:
    if act == "add":
        add_row(store, A, "target", {})
        return
    with store.writing() as session:
        rows = session.query(RowEntry).filter_by(kind="target").order_by(RowEntry.id).all()
        row = rows[number % len(rows)]
        row.state = "rejected" if act == "reject" else "open"
        row.version, row.updated_at = row.version + 1, now()


def test_rows_of_the_same_moment_are_parted_by_their_ids(store: Store) -> None:
    moment = now()
    with store.writing() as session:
        session.query(RowEntry).filter_by(kind="target").delete()
    made = {add_row(store, A, "target", {}) for _ in range(9)}
    with store.writing() as session:
        for row in session.query(RowEntry).filter_by(kind="target"):
            row.updated_at = moment
    seen = [row.id for page in pages(store, 2) for row in page]
    assert (len(seen), set(seen)) == (9, made)


@pytest.mark.parametrize("order", ["created_at", "-created_at", "updated_at", "-updated_at"])
def test_documents_are_read_on_in_every_order(store: Store, order: listing.Order) -> None:
    made = {A, *(add_document(store, n, created_at=now() if n % 2 else "2026") for n in range(1, 7))}
    seen: list[str] = []
    after = None
    while True:
        with store.reading() as session:
            page = [d for d, _ in listing.documents(session, DocumentFilter(), order, after, 2)]
        seen += [d.id for d in page]
        if len(page) < 2:
            break
        last = page[-1]
        after = Position(last.created_at if "created" in order else last.updated_at, last.id)
    assert (len(seen), set(seen)) == (7, made)


def test_counts_are_of_every_kind_and_state(store: Store) -> None:
    add_row(store, A, "target", {}, state="rejected")
    with store.reading() as session:
        assert listing.counts(session, [A, "b" * 64]) == {
            A: {"metadata": {"open": 8}, "target": {"open": 2, "rejected": 1}},
            "b" * 64: {},
        }
        assert listing.counts(session, []) == {}
