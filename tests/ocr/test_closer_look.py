"""Doubtful words are read again; what stays in doubt says so."""

from collections.abc import Sequence

import pytest

from corpus.document import Alternative, Box
from ocr.draft import Segment, Token
from ocr.recognition.closer_look import BY_ITSELF, BY_OTHERS, closer_look

MARK = Box(800, 2200, 812, 2226)


def line(*words: tuple[str, float], others: Sequence[tuple[str, float]] = ()) -> Segment:
    alternatives = tuple(Alternative(text, share) for text, share in others)
    return tuple(
        Token(w, Box(100 * i, 100, 100 * i + 80, 130), c, alternatives=alternatives if c < 0.9 else ())
        for i, (w, c) in enumerate(words)
    )


def again(*readings: Sequence[tuple[int, str, float]]) -> Sequence[Sequence[Token]]:
    return [[Token(t, Box(100 * at, 100, 100 * at + 80, 130), c) for at, t, c in reading] for reading in readings]


def test_only_what_is_doubtful_is_read_with_its_neighbours() -> None:
    asked: list[Box] = []

    def read(parts: Sequence[Box]) -> Sequence[Sequence[Token]]:
        asked.extend(parts)
        return [[]]

    segment = line(("Căn", 0.99), ("cứ", 0.99), ("ngày", 0.99), ("23", 0.5), ("tháng", 0.99), ("5", 0.99))
    assert closer_look([segment], [], read) == [segment]
    assert [(part.left, part.right) for part in asked] == [(200, 480)]


def test_a_sure_page_is_not_read_again() -> None:
    def read(_: Sequence[Box]) -> Sequence[Sequence[Token]]:
        raise AssertionError("nothing was to be read")

    segment = line(("Điều", 0.99), ("2.", 0.99))
    assert closer_look([segment], [], read) == [segment]


def test_further_readings_settle_a_number() -> None:
    segment = line(("là", 0.99), ("23", 0.4), ("xã", 0.99), others=[("25", 0.38)])
    (found,) = closer_look([segment], [], lambda _: again([(1, "25", 0.95)], [(1, "25", 0.93)]))
    assert found[1].text == "25"
    assert not BY_OTHERS.concerns(found[1])
    assert "23" in [a.text for a in found[1].alternatives]


def test_a_number_on_which_readings_stay_at_odds_is_marked() -> None:
    segment = line(("là", 0.99), ("23", 0.4), ("xã", 0.99), others=[("25", 0.38)])
    (found,) = closer_look([segment], [], lambda _: again([(1, "25", 0.9)], [(1, "23", 0.9)]))
    assert (found[1].confidence or 0) < 0.85
    assert {found[1].text, *(a.text for a in found[1].alternatives)} == {"23", "25"}


def test_a_date_that_does_not_exist_gives_way() -> None:
    segment = line(("ngày", 0.99), ("31/02/2020", 0.45), others=[("21/02/2020", 0.33)])
    (found,) = closer_look([segment], [], lambda _: again([(1, "31/02/2020", 0.8)], [(1, "21/02/2020", 0.8)]))
    assert found[1].text == "21/02/2020"


def test_a_symbol_that_stands_elsewhere_is_likelier() -> None:
    other = tuple(Token("98/2018/NĐ-CP", Box(0, 500, 200, 530), 0.99) for _ in range(1))
    segment = line(("số", 0.99), ("93/2018/NĐ-CP", 0.40), others=[("98/2018/NĐ-CP", 0.38)])
    found = closer_look([other, segment], [], lambda _: again([], []))[1]
    assert found[1].text == "93/2018/NĐ-CP"  # without another reading nothing changes
    found = closer_look(
        [other, segment], [], lambda _: again([(1, "93/2018/NĐ-CP", 0.6)], [(1, "98/2018/NĐ-CP", 0.6)])
    )[1]
    assert found[1].text == "98/2018/NĐ-CP"


def test_a_torn_number_is_joined_when_every_reading_joins_it() -> None:
    torn = (Token("25/1", Box(100, 100, 150, 130), 0.3), Token("1/2013;", Box(150, 100, 260, 130), 0.3))
    whole = Token("25/11/2013;", Box(100, 100, 260, 130), 0.95)
    assert [t.text for t in closer_look([torn], [], lambda _: [[whole], [whole]])[0]] == ["25/11/2013;"]
    assert [t.text for t in closer_look([torn], [], lambda _: [[whole], []])[0]] == ["25/11/2013;"]
    other = (Token("25/1", Box(100, 100, 150, 130), 0.3), Token("và", Box(150, 100, 260, 130), 0.3))
    assert closer_look([other], [], lambda _: [[]]) == [other]


def test_a_torn_date_is_joined_over_both_places() -> None:
    torn = (Token("25/1", Box(100, 100, 150, 130), 0.98), Token("1/2013;", Box(156, 98, 260, 131), 0.97))
    ((joined,),) = closer_look([torn], [], lambda _: [])
    assert (joined.text, joined.box, joined.confidence) == ("25/11/2013;", Box(100, 98, 260, 131), 0.97)


def test_a_symbol_that_cannot_be_gives_way() -> None:
    segment = line(("số", 0.99), ("24/2023/0H15", 0.55))
    (found,) = closer_look([segment], [], lambda _: again([(1, "24/2023/QH15", 0.4)]))
    assert found[1].text == "24/2023/QH15"
    assert "24/2023/0H15" in [a.text for a in found[1].alternatives]


def test_a_model_by_itself_reads_only_what_is_less_sure() -> None:
    token = Token("giao", Box(0, 0, 50, 20), 0.9)
    assert BY_OTHERS.concerns(token)
    assert not BY_ITSELF.concerns(token)
    assert BY_ITSELF.concerns(Token("15", Box(0, 0, 50, 20), 0.9))


@pytest.mark.parametrize(
    ("texts", "number"),
    [(("|", "l"), "1"), (("4", "4"), "4"), (("4", "7"), None), (("lw", "lw"), None), (("11", "||"), None)],
)
def test_a_mark_in_the_margin_is_a_page_number_when_readings_agree(texts: Sequence[str], number: str | None) -> None:
    found = closer_look([], [MARK], lambda _: [[Token(text, MARK, 0.9)] for text in texts])
    assert [t.text for s in found for t in s] == ([number] if number else [])
