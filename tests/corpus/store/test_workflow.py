import pytest

from corpus.store import Store, decisions, workflow
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.errors import ConflictError, InvalidError, NotAllowedError
from corpus.store.tables import DecisionEntry, DocumentEntry, EventEntry, RowEntry

A = "a" * 64
Rows = dict[str, RowEntry]


def document(store: Store) -> DocumentEntry:
    with store.reading() as session:
        found = session.get(DocumentEntry, A)
        assert found
        return found


def judge_all(store: Store, actor: Actor, rows: Rows) -> None:
    with store.writing() as session:
        for row in rows.values():
            decisions.approve(session, actor, Seen(row.id, 1))


def test_the_way_through_the_office(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    with store.writing() as session:
        workflow.assign(session, hoa, A, 1, "lan")
    judge_all(store, lan, rows)
    with store.writing() as session:
        workflow.submit(session, lan, A, 2)
        workflow.send_back(session, hoa, A, 3, "Xem lại chỉ tiêu thứ hai")
    assert (document(store).state, document(store).comment) == ("sent_back", "Xem lại chỉ tiêu thứ hai")
    with store.writing() as session:
        workflow.submit(session, lan, A, 4)
        workflow.seal(session, hoa, A, 5)
    assert document(store).state == "approved"
    with store.reading() as session:
        acts = [d.action for d in session.query(DecisionEntry).filter_by(row_id=None).order_by(DecisionEntry.id)]
        told = [event.type for event in session.query(EventEntry)]
    assert acts == ["assign", "submit", "send_back", "submit", "seal"]
    assert told.count("record.approved") == 1


def test_nothing_open_is_sent_for_approval(store: Store, lan: Actor, rows: Rows) -> None:
    with pytest.raises(NotAllowedError) as raised, store.writing() as session:
        workflow.submit(session, lan, A, 1)
    assert (raised.value.code, raised.value.details) == ("rows_open", {"count": len(rows)})


def test_a_clerk_approves_nothing(store: Store, lan: Actor, rows: Rows) -> None:
    judge_all(store, lan, rows)
    with store.writing() as session:
        workflow.submit(session, lan, A, 1)
    for act in (workflow.seal, workflow.send_back, workflow.reopen):
        with pytest.raises(NotAllowedError, match="approver_only"), store.writing() as session:
            act(session, lan, A, 2, "ý kiến")


def test_a_clerk_takes_only_what_is_free(store: Store, lan: Actor, minh: Actor) -> None:
    with store.writing() as session:
        workflow.assign(session, lan, A, 1, "lan")
    with pytest.raises(NotAllowedError, match="clerk_takes_only_free"), store.writing() as session:
        workflow.assign(session, minh, A, 2, "minh")
    with pytest.raises(NotAllowedError, match="clerk_takes_only_free"), store.writing() as session:
        workflow.assign(session, lan, A, 2, "minh")


def test_a_version_that_is_past_is_refused(store: Store, hoa: Actor) -> None:
    with store.writing() as session:
        workflow.assign(session, hoa, A, 1, "lan")
    with pytest.raises(ConflictError), store.writing() as session:
        workflow.assign(session, hoa, A, 1, "minh")
    assert document(store).assignee_id == "lan"


def test_who_sends_back_says_why(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    judge_all(store, lan, rows)
    with store.writing() as session:
        workflow.submit(session, lan, A, 1)
    with pytest.raises(InvalidError), store.writing() as session:
        workflow.send_back(session, hoa, A, 2, "  ")


def test_two_readers_and_how_they_agree(store: Store, lan: Actor, minh: Actor, hoa: Actor, rows: Rows) -> None:
    with store.writing() as session:
        assert [d.id for d in workflow.draw_sample(session, hoa, "minh", 1.0, seed=1)] == [A]
        assert workflow.draw_sample(session, hoa, "minh", 1.0, seed=1) == []
    judge_all(store, lan, rows)
    with pytest.raises(NotAllowedError, match="not_second_reader"), store.writing() as session:
        workflow.opine(session, lan, rows["target:t-2"].id, "approved", rows["target:t-2"].data)
    with store.writing() as session:
        for row in rows.values():
            state = "rejected" if row.key == "t-70" else "approved"
            workflow.opine(session, minh, row.id, state, row.data)
    with store.reading() as session:
        found = workflow.agreement(session, A)
    assert (found.rows, found.alike) == (len(rows), len(rows) - 1)
    assert found.kappa == pytest.approx(0)  # the first reader approved everything: chance explains the rest


def test_without_second_readings_there_is_no_agreement(store: Store) -> None:
    with store.reading() as session:
        assert workflow.agreement(session) == workflow.Agreement(0, 0, None)
