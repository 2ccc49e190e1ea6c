import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from extractors.structure.tokens import SyllableTokenizer, cuts_word, word_offsets

TOKENIZE = SyllableTokenizer(Vocab())


@given(st.text())
def test_any_text_comes_back_from_its_tokens(text: str) -> None:
    doc = TOKENIZE(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


@given(st.lists(st.sampled_from(["  ", "\n", "\t", " ", "xã", "1,2%", "110.000", "ỦY", "-", "…"])))
def test_runs_of_white_space_keep_their_length(pieces: list[str]) -> None:
    assert TOKENIZE("".join(pieces)).text == "".join(pieces)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("dưới 1,2%", ["dưới", "1,2", "%"]),
        ("110.000 m²", ["110.000", "m²"]),
        ("42-NQ/TW", ["42", "-", "NQ", "/", "TW"]),
        ("năm2030", ["năm", "2030"]),
    ],
)
def test_tokens_are_syllables_numbers_and_symbols(text: str, tokens: list[str]) -> None:
    assert [t.text for t in TOKENIZE(text)] == tokens


def test_words_are_exact_pieces_of_the_text() -> None:
    text = "Ủy ban  nhân dân tỉnh  chủ trì xây dựng kế hoạch"
    pieces = [text[start:end] for start, end in word_offsets(text)]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert any(" " in piece for piece in pieces)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("mua sắm trang thiết bị |dạy học", False),
        ("mua sắm trang thiết |bị dạy học", True),
        ("văn bản của Chính |phủ được số hóa", True),
        ("cơ sở đào |tạo nghề, trong đó", True),
        ("cơ sở đào tạo |nghề", False),
        ("thư, |viện", False),
        ("thư\n|viện", False),
        ("|thư viện", False),
        ("thư viện|", False),
    ],
)
def test_a_cut_through_a_word_is_seen(text: str, *, cut: bool) -> None:
    assert cuts_word(text.replace("|", ""), text.index("|")) is cut


@given(st.text(alphabet="thưviện ,\n1", max_size=60), st.integers(min_value=-2, max_value=62))
def test_no_word_holds_a_mark_a_figure_or_a_text_end(text: str, offset: int) -> None:
    if cuts_word(text, offset):
        assert 0 < offset < len(text)
        assert all(character.isalpha() or character == " " for character in text[offset - 1 : offset + 1])
