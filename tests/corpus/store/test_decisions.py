import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from corpus.store import Store, decisions, workflow
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from corpus.store.reviewed import reviewed_record
from corpus.store.tables import DecisionEntry, DocumentEntry, EventEntry, RowEntry
from corpus.store.undo import undo

A = "a" * 64
Rows = dict[str, RowEntry]


def row(store: Store, identity: str) -> RowEntry:
    with store.reading() as session:
        found = session.get(RowEntry, identity)
        assert found
        return found


def test_a_decision_keeps_who_when_what_was_and_what_is(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(target.id, 1), target.data | {"value": 3})
    with store.reading() as session:
        [decision] = decisions.history(session, target.id)
    assert (decision.user_id, decision.action, decision.version) == ("lan", "correct", 2)
    assert decision.before
    assert decision.after
    assert (decision.before["state"], decision.before["data"]["value"]) == ("open", 2)
    assert (decision.after["state"], decision.after["data"]["value"]) == ("corrected", 3)
    assert decision.at.startswith("20")
    assert decision.at.endswith("Z")


def test_the_record_follows_what_people_decide(store: Store, lan: Actor, rows: Rows) -> None:
    symbol, two = rows["metadata:symbol"], rows["target:t-2"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(symbol.id, 1), symbol.data | {"value": "12-NQ/TU.1"})
        decisions.reject(session, lan, Seen(two.id, 1))
        decisions.add(session, lan, A, "target", two.data | {"id": "mine", "value": 5})
    with store.reading() as session:
        document = session.get(DocumentEntry, A)
        assert document
        record = reviewed_record(session, document)
    assert record.metadata.symbol == "12-NQ/TU.1"
    assert [target.value for target in record.targets] == [70, 5]


def test_who_comes_second_changes_nothing_and_gets_what_stands(
    store: Store, lan: Actor, minh: Actor, rows: Rows
) -> None:
    seen = Seen(rows["target:t-2"].id, 1)
    with store.writing() as session:
        decisions.correct(session, lan, seen, rows["target:t-2"].data | {"value": 3})
    with pytest.raises(ConflictError) as raised, store.writing() as session:
        decisions.reject(session, minh, seen)
    assert isinstance(raised.value.current, RowEntry)
    assert (raised.value.current.version, raised.value.current.data["value"]) == (2, 3)
    assert row(store, seen.row_id).state == "corrected"


def test_of_many_at_once_exactly_one_wins(store: Store, lan: Actor, rows: Rows) -> None:
    seen = Seen(rows["target:t-2"].id, 1)
    won: list[int] = []
    lost: list[int] = []
    start = threading.Barrier(6)

    def act(number: int) -> None:
        start.wait()
        try:
            with store.writing() as session:
                decisions.correct(session, lan, seen, rows["target:t-2"].data | {"value": number})
            won.append(number)
        except ConflictError:
            lost.append(number)

    threads = [threading.Thread(target=act, args=(10 + n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 5)
    assert row(store, seen.row_id).data["value"] == won[0]
    with store.reading() as session:
        assert len(decisions.history(session, seen.row_id)) == 1


def test_what_is_not_valid_is_refused_with_the_field(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with pytest.raises(InvalidError) as raised, store.writing() as session:
        decisions.correct(session, lan, Seen(target.id, 1), target.data | {"comparator": "about"})
    assert set(raised.value.problems) == {"comparator"}
    assert row(store, target.id).version == 1


def test_values_as_extracted_are_an_approval(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(target.id, 1), target.data | {"value": 3})
        decisions.correct(session, lan, Seen(target.id, 2), target.data)
    assert row(store, target.id).state == "approved"


def test_approving_what_was_corrected_keeps_it_corrected(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(target.id, 1), target.data | {"value": 3})
        decisions.approve(session, hoa, Seen(target.id, 2))
    assert row(store, target.id).state == "corrected"


def test_a_split_and_its_undoing(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        parts = decisions.split(session, lan, Seen(target.id, 1), [target.data, target.data | {"value": 4}])
    assert row(store, target.id).state == "replaced"
    assert [row(store, part.id).data["value"] for part in parts] == [2, 4]
    with store.writing() as session:
        undo(session, lan, A)
    assert row(store, target.id).state == "open"
    assert [row(store, part.id).state for part in parts] == ["withdrawn", "withdrawn"]


def test_a_split_needs_two_parts(store: Store, lan: Actor, rows: Rows) -> None:
    with pytest.raises(NotAllowedError, match="split_in_one"), store.writing() as session:
        decisions.split(session, lan, Seen(rows["target:t-2"].id, 1), [rows["target:t-2"].data])


def test_a_merge_takes_rows_of_one_kind(store: Store, lan: Actor, rows: Rows) -> None:
    two, seventy, symbol = rows["target:t-2"], rows["target:t-70"], rows["metadata:symbol"]
    with pytest.raises(NotAllowedError, match="merge_unlike"), store.writing() as session:
        decisions.merge(session, lan, [Seen(two.id, 1), Seen(symbol.id, 1)], two.data)
    with store.writing() as session:
        merged = decisions.merge(session, lan, [Seen(two.id, 1), Seen(seventy.id, 1)], two.data)
    states = [row(store, identity).state for identity in (two.id, seventy.id, merged.id)]
    assert states == ["replaced", "replaced", "added"]


def test_undo_goes_back_step_by_step_and_adds_to_the_history(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        decisions.correct(session, lan, Seen(target.id, 1), target.data | {"value": 3})
        decisions.reject(session, lan, Seen(target.id, 2))
    seen = []
    for _ in range(2):
        with store.writing() as session:
            undo(session, lan, A)
        now = row(store, target.id)
        seen.append((now.state, now.data["value"]))
    assert seen == [("corrected", 3), ("open", 2)]
    with store.reading() as session:
        assert [d.action for d in decisions.history(session, target.id)] == ["correct", "reject", "undo", "undo"]
    with pytest.raises(NotFoundError, match="nothing_to_undo"), store.writing() as session:
        undo(session, lan, A)


def test_undo_takes_back_only_ones_own_and_only_what_still_stands(
    store: Store, lan: Actor, minh: Actor, rows: Rows
) -> None:
    target = rows["target:t-2"]
    with store.writing() as session:
        decisions.approve(session, lan, Seen(target.id, 1))
        decisions.correct(session, minh, Seen(target.id, 2), target.data | {"value": 9})
    with pytest.raises(ConflictError), store.writing() as session:
        undo(session, lan, A)
    assert row(store, target.id).data["value"] == 9


def test_every_change_is_told(store: Store, lan: Actor, rows: Rows) -> None:
    with store.writing() as session:
        decisions.approve(session, lan, Seen(rows["target:t-2"].id, 1))
    with store.reading() as session:
        events = session.scalars(select(EventEntry).order_by(EventEntry.sequence)).all()
    assert [event.type for event in events] == ["record.extracted", "record.changed"]
    assert events[1].data["row_id"] == rows["target:t-2"].id


def test_an_error_leaves_nothing_behind(store: Store, lan: Actor, rows: Rows) -> None:
    target = rows["target:t-2"]

    def half_right() -> None:
        with store.writing() as session:
            decisions.approve(session, lan, Seen(rows["target:t-70"].id, 1))
            decisions.correct(session, lan, Seen(target.id, 1), {})

    with pytest.raises(InvalidError):
        half_right()
    assert row(store, rows["target:t-70"].id).state == "open"
    with store.reading() as session:
        assert session.query(DecisionEntry).count() == 0


def test_an_approved_document_is_sealed_for_every_act(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    with store.writing() as session:
        for entry in rows.values():
            decisions.approve(session, lan, Seen(entry.id, 1))
        version = workflow.submit(session, lan, A, 1).version
        workflow.seal(session, hoa, A, version)
    target = rows["target:t-2"]
    seen = Seen(target.id, 2)
    acts: list[Callable[..., object]] = [
        lambda s: decisions.approve(s, lan, seen),
        lambda s: decisions.correct(s, lan, seen, target.data),
        lambda s: decisions.reject(s, lan, seen),
        lambda s: decisions.split(s, lan, seen, [target.data] * 2),
        lambda s: decisions.add(s, lan, A, "target", target.data),
        lambda s: undo(s, lan, A),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError, match="document_approved"), store.writing() as session:
            act(session)


def test_what_waits_for_approval_is_changed_by_approvers_only(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    with store.writing() as session:
        for entry in rows.values():
            decisions.approve(session, lan, Seen(entry.id, 1))
        workflow.submit(session, lan, A, 1)
    target = rows["target:t-2"]
    acts: list[Callable[..., object]] = [
        lambda s: decisions.reject(s, lan, Seen(target.id, 2)),
        lambda s: decisions.add(s, lan, A, "target", target.data),
        lambda s: undo(s, lan, A),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError, match="document_submitted"), store.writing() as session:
            act(session)
    with store.writing() as session:
        assert decisions.reject(session, hoa, Seen(target.id, 2)).state == "rejected"
