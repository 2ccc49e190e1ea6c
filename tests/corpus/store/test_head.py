import threading
from collections.abc import Callable

import pytest

from corpus.record import Target
from corpus.store import Store, decisions
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.errors import InvalidError
from corpus.store.events import emit
from corpus.store.tables import DocumentEntry, RowEntry
from corpus.store.undo import undo

A = "a" * 64
Rows = dict[str, RowEntry]
Make = Callable[[str, str, float, float], Target]


def shown(store: Store) -> DocumentEntry:
    with store.reading() as session:
        return session.get_one(DocumentEntry, A)


def test_a_corrected_symbol_is_what_lists_show_and_find(
    store: Store, lan: Actor, rows: Rows, extracted_again: Callable[..., None], make_target: Make
) -> None:
    symbol = rows["metadata:symbol"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(symbol.id, 1), symbol.data | {"value": "12-NQ/ĐU"})
    assert (shown(store).symbol, shown(store).symbol_folded) == ("12-NQ/ĐU", "12-nq/du")
    extracted_again(make_target("hộ nghèo dưới 2%", "hộ nghèo", 2, 0.9))  # a new extraction does not bring back the old
    assert shown(store).symbol == "12-NQ/ĐU"
    with store.writing() as session:
        undo(session, lan, A)
    assert shown(store).symbol == "12-NQ/TU"


def test_a_rejected_field_is_shown_as_missing(store: Store, lan: Actor, rows: Rows) -> None:
    with store.writing() as session:
        decisions.reject(session, lan, Seen(rows["metadata:symbol"].id, 1))
    assert shown(store).symbol is None


def test_issuers_are_found_without_diacritics(store: Store, lan: Actor, rows: Rows) -> None:
    issuer = rows["metadata:issuer"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(issuer.id, 1), issuer.data | {"value": {"vi": "Tỉnh ủy Đắk Nông"}})
    assert (shown(store).issuer, shown(store).issuer_folded) == ("Tỉnh ủy Đắk Nông", "tinh uy dak nong")


def test_every_decision_moves_the_document_to_the_end_of_what_changed(store: Store, lan: Actor, rows: Rows) -> None:
    before = shown(store).updated_at
    with store.writing() as session:
        decisions.approve(session, lan, Seen(rows["target:t-2"].id, 1))
    assert shown(store).updated_at > before


@pytest.mark.parametrize("text", ["null \0 character", "half of a character \ud800"])
def test_text_that_a_database_cannot_keep_is_refused(store: Store, lan: Actor, rows: Rows, text: str) -> None:
    symbol = rows["metadata:symbol"]
    for kind, change in (("metadata:symbol", {"value": text}), ("target:t-2", {"flags": [text]})):
        row = rows[kind]
        with pytest.raises(InvalidError), store.writing() as session:
            decisions.correct(session, lan, Seen(row.id, 1), row.data | change)
    assert shown(store).symbol == symbol.data["value"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_numbers_without_an_end_are_refused(store: Store, lan: Actor, rows: Rows, value: float) -> None:
    row = rows["target:t-2"]
    with pytest.raises(InvalidError) as raised, store.writing() as session:
        decisions.correct(session, lan, Seen(row.id, 1), row.data | {"value": value})
    assert set(raised.value.problems) == {"value"}


def test_events_are_numbered_in_the_order_in_which_they_can_be_seen(store: Store) -> None:
    """A writer that is not done yet must not get a number that readers have already passed."""
    done: list[int] = []

    def second() -> None:
        with store.writing() as session:
            done.append(emit(session, "record.changed", session.get_one(DocumentEntry, A)).sequence)

    with store.writing() as session:
        first = emit(session, "record.changed", session.get_one(DocumentEntry, A)).sequence
        other = threading.Thread(target=second)
        other.start()
        other.join(0.3)
        assert not done
    other.join(10)
    assert done == [first + 1]
