import pytest

from corpus.store import Store
from corpus.store.decisions import Seen, correct, reject
from corpus.store.deed import Actor
from corpus.store.reviewed import reviewed_record
from corpus.store.tables import DocumentEntry, RowEntry

A = "a" * 64


@pytest.mark.parametrize(
    ("symbol", "number"),
    [("245/KH-UBND", "245"), ("78-CTr/TU", "78"), ("…/KH-UBND", None), (None, None)],
)
def test_the_number_follows_a_corrected_symbol(
    store: Store, lan: Actor, rows: dict[str, RowEntry], symbol: str | None, number: str | None
) -> None:
    row = rows["metadata:symbol"]
    with store.writing() as session:
        document = session.get_one(DocumentEntry, A)
        head = document.record["metadata"] | {"number": "12", "work": "/akn/vn/act/12"}
        document.record = document.record | {"metadata": head}
        correct(session, lan, Seen(row.id, 1), row.data | {"value": symbol})
    with store.reading() as session:
        metadata = reviewed_record(session, session.get_one(DocumentEntry, A)).metadata
    assert (metadata.symbol, metadata.number, metadata.work) == (symbol, number, None)


def test_what_was_made_from_fields_that_stand_stays(store: Store, lan: Actor, rows: dict[str, RowEntry]) -> None:
    with store.writing() as session:
        document = session.get_one(DocumentEntry, A)
        head = document.record["metadata"] | {"number": "12", "work": "/akn/vn/act/12"}
        document.record = document.record | {"metadata": head}
        reject(session, lan, Seen(rows["metadata:place"].id, 1))
    with store.reading() as session:
        metadata = reviewed_record(session, session.get_one(DocumentEntry, A)).metadata
    assert (metadata.number, metadata.work) == ("12", "/akn/vn/act/12")
