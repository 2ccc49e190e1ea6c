import pytest

from corpus.store import Store
from corpus.store.deed import Actor
from corpus.store.errors import NotFoundError
from corpus.store.tables import DocumentEntry, RowEntry
from corpus.store.undo import undo
from corpus.store.words import Place, elsewhere, mend, mended, words_on

A = "a" * 64


def first_ty(store: Store) -> Place:
    with store.reading() as session:
        document = session.get(DocumentEntry, A)
        assert document
        word = next(word for word in words_on(store, document, 1).words if word.text == "ty")
    return Place(A, 1, word.start, word.end)


def indicators(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        rows = session.query(RowEntry).filter_by(kind="target").order_by(RowEntry.position)
        return [(row.state, row.data["indicator"]["vi"]) for row in rows]


def test_the_same_misreading_is_found_elsewhere_with_its_context(store: Store, lan: Actor) -> None:
    with store.reading() as session:
        [other] = elsewhere(session, store, lan, first_ty(store))
    assert (other.symbol, other.word, other.place.page) == ("12-NQ/TU", "ty", 1)
    assert other.before.endswith("\nvà ")
    assert other.after.startswith(" lệ lao động")


def test_a_word_is_mended_in_every_row_that_stands_on_it(store: Store, lan: Actor) -> None:
    place = first_ty(store)
    with store.writing() as session:
        places = [place, *(found.place for found in elsewhere(session, store, lan, place))]
        mend(session, store, lan, places, "tỷ")
    assert indicators(store) == [("open", "tỷ lệ hộ nghèo"), ("open", "tỷ lệ lao động qua đào tạo")]
    with store.reading() as session:
        assert {entry.text for entry in mended(session, A).values()} == {"tỷ"}
        assert len(mended(session, A)) == 2


def test_a_word_is_mended_anew_in_the_rows_that_hold_the_first_mend(store: Store, lan: Actor) -> None:
    for text in ("tỷ", "tỉ"):
        with store.writing() as session:
            mend(session, store, lan, [first_ty(store)], text)
    assert indicators(store)[0][1] == "tỉ lệ hộ nghèo"


def test_mending_one_place_leaves_the_other(store: Store, lan: Actor) -> None:
    with store.writing() as session:
        mend(session, store, lan, [first_ty(store)], "tỷ")
    assert [name for _, name in indicators(store)] == ["tỷ lệ hộ nghèo", "ty lệ lao động qua đào tạo"]


def test_the_evidence_stays_what_text_txt_says(store: Store, lan: Actor) -> None:
    with store.writing() as session:
        [row] = mend(session, store, lan, [first_ty(store)], "tỷ")
    assert row.data["evidence"][0]["quote"].startswith("ty lệ")


def test_undo_brings_words_and_rows_back(store: Store, lan: Actor) -> None:
    place = first_ty(store)
    for text in ("tỷ", "tỉ"):
        with store.writing() as session:
            mend(session, store, lan, [place], text)
    with store.writing() as session:
        undo(session, lan, A)
    with store.reading() as session:
        assert [entry.text for entry in mended(session, A).values()] == ["tỷ"]
    assert indicators(store)[0][1] == "tỷ lệ hộ nghèo"
    with store.writing() as session:
        undo(session, lan, A)
    with store.reading() as session:
        assert mended(session, A) == {}
    assert indicators(store)[0][1] == "ty lệ hộ nghèo"


def test_a_word_outside_all_rows_is_mended_and_taken_back(store: Store, lan: Actor) -> None:
    place = Place(A, 2, 91, 94)
    with store.reading() as session:
        document = session.get(DocumentEntry, A)
        assert document
        word = words_on(store, document, 2).words[0]
    place = Place(A, 2, word.start, word.end)
    with store.writing() as session:
        assert mend(session, store, lan, [place], "Xoá") == []
    with store.writing() as session:
        assert undo(session, lan, A) == []
    with store.reading() as session:
        assert mended(session, A) == {}


def test_where_no_word_stands_none_is_mended(store: Store, lan: Actor) -> None:
    with pytest.raises(NotFoundError, match="word_not_found"), store.writing() as session:
        mend(session, store, lan, [Place(A, 1, 1, 2)], "x")


def test_a_row_whose_figure_is_mended_is_open_again(store: Store, lan: Actor) -> None:
    with store.reading() as session:
        document = session.get(DocumentEntry, A)
        assert document
        word = next(word for word in words_on(store, document, 1).words if word.text == "2%")
    with store.writing() as session:
        row = session.query(RowEntry).filter_by(key="t-2").one()
        row.state = "approved"
    with store.writing() as session:
        [changed] = mend(session, store, lan, [Place(A, 1, word.start, word.end)], "3%")
    assert (changed.state, changed.data["value_raw"], changed.data["value"]) == ("open", "3%", 2)
