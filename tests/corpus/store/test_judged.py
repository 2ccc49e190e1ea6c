"""What decisions say of the extraction, in either database."""

from collections.abc import Callable

from corpus.record import Target
from corpus.store import Store
from corpus.store.decisions import Seen, add, approve, correct, merge, reject, split
from corpus.store.deed import Actor
from corpus.store.judged import JudgedRow, differences, judged_documents
from corpus.store.tables import DocumentEntry, RowEntry
from corpus.store.undo import undo
from corpus.store.words import Place, mend, words_on
from corpus.store.workflow import seal, submit

A = "a" * 64


def seen(row: RowEntry) -> Seen:
    return Seen(row.id, row.version)


def finish(store: Store, actor: Actor) -> None:
    """Approve every row that is still open."""
    with store.writing() as session:
        for row in session.query(RowEntry).filter_by(state="open").all():
            approve(session, actor, seen(row))


def judged(store: Store, kind: str = "target", *, every: bool = True) -> list[JudgedRow]:
    with store.reading() as session:
        [document] = judged_documents(session, every=every)
        return [row for row in document.rows if row.kind == kind]


def test_approved_corrected_and_rejected_rows(store: Store, lan: Actor, rows: dict[str, RowEntry]) -> None:
    first, second = rows["target:t-2"], rows["target:t-70"]
    with store.writing() as session:
        correct(session, lan, seen(first), first.data | {"comparator": "le", "unit": "percentage_points"})
        reject(session, lan, seen(second))
    finish(store, lan)
    corrected, false = judged(store)
    assert (corrected.verdict, corrected.wrong) == ("corrected", ("comparator", "unit"))
    assert (false.verdict, false.data) == ("false", None)
    assert false.confidence == 0.6


def test_only_finished_documents_count(store: Store, lan: Actor, hoa: Actor) -> None:
    with store.reading() as session:
        assert list(judged_documents(session, every=True)) == []
    finish(store, lan)
    with store.reading() as session:
        assert list(judged_documents(session)) == []
        assert len(list(judged_documents(session, every=True))) == 1
    with store.writing() as session:
        document = session.get_one(DocumentEntry, A)
        submit(session, lan, A, document.version)
        seal(session, hoa, A, document.version)
    assert [row.verdict for row in judged(store, every=False)] == ["right", "right"]


def test_a_field_of_the_head(store: Store, lan: Actor, rows: dict[str, RowEntry]) -> None:
    symbol, place = rows["metadata:symbol"], rows["metadata:place"]
    with store.writing() as session:
        correct(session, lan, seen(symbol), symbol.data | {"value": "13-NQ/TU"})
        correct(session, lan, seen(place), place.data | {"value": "Hà Nội"})
    finish(store, lan)
    found = {row.key: row for row in judged(store, "metadata")}
    assert (found["symbol"].verdict, found["symbol"].wrong) == ("corrected", ("value",))
    assert (found["place"].verdict, found["place"].extracted) == ("missed", None)
    assert found["title"].verdict == "absent"


def test_a_misread_word_is_no_fault_of_the_extractor(store: Store, lan: Actor) -> None:
    with store.writing() as session:
        document = session.get_one(DocumentEntry, A)
        word = next(w for w in words_on(store, document, 1).words if w.text == "ty")
        mend(session, store, lan, [Place(A, 1, word.start, word.end)], "tỷ")
    finish(store, lan)
    first, second = judged(store)
    assert (first.verdict, second.verdict) == ("reworded", "right")
    assert first.data is not None
    assert first.data["indicator"]["vi"] == "tỷ lệ hộ nghèo"


def test_added_rows_were_missed(
    store: Store, lan: Actor, make_target: Callable[[str, str, float, float], Target]
) -> None:
    finish(store, lan)
    with store.writing() as session:
        add(session, lan, A, "target", make_target("Xóa nhà tạm", "xóa nhà tạm", 1, 1).model_dump(mode="json"))
    assert [row.verdict for row in judged(store)] == ["right", "right", "missed"]
    with store.writing() as session:
        undo(session, lan, A)
    assert [row.verdict for row in judged(store)] == ["right", "right"]


def test_a_split_row_stands_for_one_of_its_parts(store: Store, lan: Actor, rows: dict[str, RowEntry]) -> None:
    row = rows["target:t-2"]
    with store.writing() as session:
        split(session, lan, seen(row), [row.data, row.data | {"value": 3.0}, row.data | {"value": 4.0}])
    finish(store, lan)
    found = [(r.verdict, r.wrong) for r in judged(store)]
    assert sorted(found) == [("corrected", ("split",)), ("missed", ("split",)), ("missed", ("split",)), ("right", ())]


def test_merged_rows_were_one_too_many(store: Store, lan: Actor, rows: dict[str, RowEntry]) -> None:
    both = [rows["target:t-2"], rows["target:t-70"]]
    with store.writing() as session:
        merge(session, lan, [seen(row) for row in both], both[0].data)
    finish(store, lan)
    assert sorted(row.verdict for row in judged(store)) == ["corrected", "false"]


def test_differences_leave_out_what_the_program_writes_for_itself() -> None:
    said = {"confidence": 0.3, "due": {"end": "2030", "evidence": [1]}, "indicator": {"key": "a", "score": 0.9}}
    right = {"confidence": 1.0, "due": {"end": "2035", "evidence": [2]}, "indicator": {"key": None, "score": None}}
    assert differences(said, right) == ("due.end", "indicator.key")
    assert differences({"links": [{"kind": "basis", "evidence": [1]}]}, {"links": [{"kind": "basis"}]}) == ()
    assert differences({"due": None}, {"due": {"end": "2030"}}) == ("due",)
