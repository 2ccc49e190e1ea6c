import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.errors import InvalidError
from corpus.store.listing import Position
from outputs.api.cursors import packed, unpacked

PLACE = Position("2026-11-28T03:04:05.000006Z", "0b6f1a1e-8f0a-4b52-9f77-0f2c9a1f5d11")


def test_a_cursor_leads_back_to_its_place() -> None:
    assert unpacked("rows", packed("rows", PLACE)) == PLACE


def test_a_cursor_of_another_list_is_none() -> None:
    with pytest.raises(InvalidError):
        unpacked("documents", packed("rows", PLACE))


@given(st.integers(0, 200), st.characters())
def test_a_cursor_that_was_changed_is_none(place: int, letter: str) -> None:
    cursor = packed("rows", PLACE)
    at = place % len(cursor)
    changed = cursor[:at] + letter + cursor[at + 1 :]
    if changed != cursor:
        with pytest.raises(InvalidError):
            unpacked("rows", changed)


@given(st.text(max_size=100))
def test_other_words_are_none(text: str) -> None:
    with pytest.raises(InvalidError):
        unpacked("rows", text)


@pytest.mark.parametrize(
    "place",
    [Position("2026", PLACE.id), Position(PLACE.at, "x y"), Position(PLACE.at, "'; DROP TABLE"), Position("\0", "\0")],
)
def test_a_forged_place_must_have_the_form_of_one(place: Position) -> None:
    with pytest.raises(InvalidError):
        unpacked("rows", packed("rows", place))
