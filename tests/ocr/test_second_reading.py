"""Two readings of a page become one."""

import pytest

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.recognition.second_reading import reconciled


def line(*words: tuple[str, float], top: int = 100) -> Segment:
    return tuple(Token(w, Box(100 * i, top, 100 * i + 80, top + 30), c) for i, (w, c) in enumerate(words))


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("chuân", 0.92), ("chuẩn", 0.90), "chuẩn"),  # a hook is lost more often than invented
        (("nắm", 0.94), ("năm", 0.96), "nắm"),
        (("PHÓ", 0.92), ("PHO", 0.93), "PHÓ"),
        (("sỐ", 0.92), ("số", 0.90), "số"),  # no word has a capital in its middle
        (("Rlấp", 0.10), ("R'lấp", 0.65), "R'lấp"),
        (("2.", 0.96), ("2,", 0.60), "2."),
        (("110", 0.40), ("140", 0.95), "140"),
    ],
)
def test_the_likelier_word_is_kept_and_doubted(first: tuple[str, float], second: tuple[str, float], kept: str) -> None:
    ((token,),) = reconciled([line(first)], [line(second)], 1.0)
    assert token.text == kept
    assert token.confidence is not None
    assert token.confidence < 0.9
    assert [a.text for a in token.alternatives] == [text for text, _ in (first, second) if text != kept]


def test_agreement_is_surer_than_either() -> None:
    ((token,),) = reconciled([line(("2030", 0.6))], [line(("2030", 0.9))], 1.0)
    assert token.text == "2030"
    assert (token.confidence or 0) > 0.9


def test_a_differing_number_is_doubted_more_than_a_differing_word() -> None:
    ((word,),) = reconciled([line(("hai", 0.9))], [line(("hay", 0.9))], 1.0)
    ((number,),) = reconciled([line(("25", 0.9))], [line(("23", 0.9))], 1.0)
    assert (number.confidence or 0) < (word.confidence or 0)


def test_a_word_that_one_reading_alone_has_is_doubted() -> None:
    ((token,),) = reconciled([line(("Điều", 0.9))], [], 1.0)
    assert (token.confidence or 0) < 0.5


def test_a_line_that_only_the_second_reading_has_is_added() -> None:
    missed = line(("Điều", 0.9), ("3.", 0.9), top=400)
    found = reconciled([line(("Điều", 0.9), ("2.", 0.9))], [line(("Điều", 0.9), ("2.", 0.9)), missed], 1.0)
    assert [[t.text for t in s] for s in found] == [["Điều", "2."], ["Điều", "3."]]


def test_boxes_are_those_of_the_first_reading() -> None:
    larger = tuple(
        Token(t.text, Box(t.box.left * 2, t.box.top * 2, t.box.right * 2, t.box.bottom * 2), 0.9)
        for t in line(("Điều", 0.9), ("2.", 0.9))
        if t.box
    )
    first = line(("Diều", 0.5), ("2.", 0.9))
    (found,) = reconciled([first], [larger], 0.5)
    assert [t.text for t in found] == ["Điều", "2."]
    assert [t.box for t in found] == [t.box for t in first]
