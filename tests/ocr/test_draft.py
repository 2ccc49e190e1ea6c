"""Pages become a document: offsets, normal form, empty pages."""

import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Box, Condition, Document, PageSource
from ocr.draft import DraftLine, Origin, PageDraft, Token, assemble

ORIGIN = Origin("sha256:0", "a.pdf", "application/pdf")


def document(pages: list[list[list[str]]]) -> Document:
    drafts = [
        PageDraft(
            tuple(DraftLine(tuple(Token(w, Box(0, 0, 9, 9)) for w in line)) for line in page),
            PageSource.RECOGNISED,
            "drawn",
            image=Path("page-001.jpg"),
        )
        for page in pages
    ]
    return assemble(ORIGIN, drafts, condition=Condition.SCAN, language="vi")


pages_of_words = st.lists(
    st.lists(
        st.lists(st.sampled_from(["Điều", "1.", "Nghi\u0323", "quye\u0302\u0301t", "45%"]), max_size=4), max_size=4
    ),
    min_size=1,
    max_size=4,
)


@given(pages_of_words)
def test_offsets_name_what_they_say(pages: list[list[list[str]]]) -> None:
    made = document(pages)
    assert made.as_read == made.text
    assert unicodedata.is_normalized("NFC", made.text)
    assert made.text.count("\f") == len(pages) - 1
    pieces = made.text.replace("\f", "\n").split("\n")
    assert [made.text[line.start : line.end] for _, line in made.lines] == pieces
    given_words = [unicodedata.normalize("NFC", w) for page in pages for line in page for w in line]
    assert [made.text[w.start : w.end] for _, line in made.lines for w in line.words] == given_words


def test_an_empty_page_has_one_empty_line() -> None:
    made = document([[], [["Điều", "2."]], []])
    assert made.text == "\fĐiều 2.\f"
    assert [line.number for _, line in made.lines] == [1, 1, 1]
    assert made.line_at(2)[0].number == 2


def test_cells_are_parted_by_their_own_separator() -> None:
    line = DraftLine((Token("Vùng"), Token("I"), Token("4.680", before=" | ")))
    assert line.text == "Vùng I | 4.680"
