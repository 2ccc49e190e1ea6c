from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.offsets import OffsetMap, Replacement, apply

LETTERS = st.text(alphabet="abé ế\n", max_size=40)


@st.composite
def replaced(draw: st.DrawFn, source: str | None = None) -> tuple[str, list[Replacement]]:
    text = draw(LETTERS) if source is None else source
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Replacement(a, b, draw(st.text(alphabet="xyỷ", max_size=3))) for a, b in pairs]


@given(replaced())
def test_outside_edits_both_texts_are_equal(case: tuple[str, list[Replacement]]) -> None:
    as_read, replacements = case
    text, offsets = apply(as_read, replacements)
    at = raw_at = 0
    for edit in offsets.edits:
        assert text[at : edit.start] == as_read[raw_at : edit.raw_start]
        at, raw_at = edit.end, edit.raw_end
    assert text[at:] == as_read[raw_at:]


@given(replaced(), st.data())
def test_there_and_back_holds_at_least_the_span(case: tuple[str, list[Replacement]], data: st.DataObject) -> None:
    as_read, replacements = case
    text, offsets = apply(as_read, replacements)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    raw_start, raw_end = offsets.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(as_read)
    back_start, back_end = offsets.to_text(raw_start, raw_end)
    assert back_start <= start
    assert back_end >= end


@given(replaced(), st.data())
def test_composition_agrees_with_the_texts(case: tuple[str, list[Replacement]], data: st.DataObject) -> None:
    as_read, replacements = case
    middle, first = apply(as_read, replacements)
    _, again = data.draw(replaced(middle))
    final, second = apply(middle, again)
    both = second.after(first)
    at = raw_at = 0
    for edit in both.edits:
        assert final[at : edit.start] == as_read[raw_at : edit.raw_start]
        at, raw_at = edit.end, edit.raw_end
    assert final[at:] == as_read[raw_at:]


def test_a_border_inside_an_edit_snaps_outwards() -> None:
    _, offsets = apply("that nghiép dudi", [Replacement(0, 4, "thất"), Replacement(5, 11, "nghiệp")])
    assert offsets.to_raw(1, 7) == (0, 11)
    assert offsets.to_raw(11, 16) == (11, 16)


def test_the_identity_map_changes_nothing() -> None:
    assert OffsetMap().to_raw(3, 9) == (3, 9)
