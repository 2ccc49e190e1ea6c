"""The evidence of a selection is that which extraction gives for the same words."""

from collections.abc import Callable

import pytest

from corpus.record import Evidence
from corpus.store import Store
from corpus.store.errors import InvalidError
from corpus.store.tables import DocumentEntry, RowEntry
from outputs.review.paper import proof

SCAN = "a" * 64
Rows = Callable[[], dict[str, RowEntry]]


def test_it_is_the_same_for_every_row(store: Store, rows: Rows) -> None:
    proofs = [evidence for row in rows().values() for evidence in row.data["evidence"]]
    assert len(proofs) > 5
    with store.reading() as session:
        document = session.get(DocumentEntry, SCAN)
        assert document
        for known in proofs:
            found = proof(session, store, document, (known["start"], known["end"]))
            assert Evidence.model_validate(found) == Evidence.model_validate(known)


def test_it_goes_over_a_pages_end(store: Store) -> None:
    with store.reading() as session:
        document = session.get(DocumentEntry, SCAN)
        assert document
        text = (store.folder / "a" / "text.txt").read_bytes().decode()
        break_at = text.index("\f")
        found = proof(session, store, document, (break_at - 5, break_at + 9))
    assert (found["page"], found["page_end"], found["line_end"]) == (1, 2, 1)
    assert found["quote"] == text[break_at - 5 : break_at + 9]
    assert {box["page"] for box in found["boxes"]} == {1, 2}


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 10**6), (10**6, 10**6 + 3)])
def test_a_span_that_is_none(store: Store, span: tuple[int, int]) -> None:
    with store.reading() as session:
        document = session.get(DocumentEntry, SCAN)
        assert document
        with pytest.raises(InvalidError):
            proof(session, store, document, span)
