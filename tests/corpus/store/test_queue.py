import pytest

from corpus.store import Store, decisions, search, workflow
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.queue import Wanted, states, waiting
from corpus.store.search import find
from corpus.store.tables import RowEntry

A = "a" * 64
Rows = dict[str, RowEntry]


def test_the_list_tells_whose_a_document_is_and_what_is_left(store: Store, lan: Actor, hoa: Actor, rows: Rows) -> None:
    with store.writing() as session:
        workflow.assign(session, hoa, A, 1, "lan")
        decisions.approve(session, lan, Seen(rows["target:t-2"].id, 1))
        decisions.split(session, lan, Seen(rows["target:t-70"].id, 1), [rows["target:t-70"].data] * 2)
    with store.reading() as session:
        [one] = waiting(session, lan, Wanted())
        assert (one.document.id, one.assignee, one.left, one.rows, one.second) == (A, "Lan", 8, 11, False)
        assert waiting(session, lan, Wanted(mine=True))
        assert waiting(session, hoa, Wanted(mine=True)) == []
        assert waiting(session, lan, Wanted(state="new")) == []
        assert waiting(session, lan, Wanted(), after=1) == []
        assert states(session) == {"assigned": 1}


def test_for_a_second_reader_what_they_have_not_judged_is_left(
    store: Store, lan: Actor, minh: Actor, hoa: Actor, rows: Rows
) -> None:
    with store.writing() as session:
        workflow.draw_sample(session, hoa, "minh", 1.0, seed=1)
        for row in rows.values():
            decisions.approve(session, lan, Seen(row.id, 1))
        workflow.opine(session, minh, rows["target:t-2"].id, "approved", rows["target:t-2"].data)
    with store.reading() as session:
        [first], [second] = waiting(session, lan, Wanted()), waiting(session, minh, Wanted(mine=True))
    assert (first.left, first.second) == (0, False)
    assert (second.left, second.second) == (len(rows) - 1, True)


def hits(store: Store, question: str) -> list[tuple[int, str]]:
    with store.reading() as session:
        return [(hit.page, hit.words) for hit in find(session, question)]


def test_words_are_found_without_diacritics_and_shown_as_they_stand(store: Store) -> None:
    assert hits(store, "ho ngheo") == [(1, "hộ nghèo")]
    assert hits(store, "XOA NHA TAM") == [(2, "Xóa nhà tạm")]


def test_diacritics_in_the_question_count(store: Store) -> None:
    assert hits(store, "hộ nghèo") == [(1, "hộ nghèo")]
    assert hits(store, "hồ nghèo") == []


def test_tones_are_found_however_they_are_placed(store: Store) -> None:
    assert hits(store, "xoá nhà") == [(2, "Xóa nhà")]


def test_words_may_stand_apart_and_quoted_ones_must_not(store: Store) -> None:
    assert hits(store, "nghèo lao động") == [(1, "nghèo")]
    assert hits(store, '"nghèo lao động"') == []
    assert hits(store, "nghèo tạm") == []  # on different pages


def test_words_are_found_over_the_end_of_a_line(store: Store) -> None:
    assert hits(store, "dưới 2% và ty lệ") == [(1, "dưới 2% và ty lệ")]


def test_signs_of_patterns_are_only_themselves(store: Store) -> None:
    assert hits(store, "2%") == [(1, "2%")]
    assert hits(store, "ngh_o") == []
    assert hits(store, "   ") == []
    assert hits(store, '"') == []


def test_a_hit_shows_what_stands_around_it(store: Store) -> None:
    with store.reading() as session:
        [hit] = find(session, "hộ nghèo")
    assert hit.before.endswith("đến năm 2030 ty lệ ")
    assert hit.after.startswith(" dưới 2% và")
    assert (hit.name, hit.document_id) == ("12-NQ/TU", A)


@pytest.mark.parametrize("length", range(1, 14))
def test_no_word_is_cut_where_an_excerpt_ends(store: Store, length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_CONTEXT", length)
    with store.reading() as session:
        [hit] = search.find(session, "hộ nghèo")
    assert set(hit.before.split()) <= {"đến", "năm", "2030", "ty", "lệ"}
    assert set(hit.after.split()) <= {"dưới", "2%", "và"}
