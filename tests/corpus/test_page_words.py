from corpus.document import Alternative, Box, Document, Line, Page, PageSource, Reading, Word, plain_document
from corpus.offsets import Replacement
from corpus.page_words import PageWord, page_words


def scanned() -> Document:
    """Two lines, "Dat 98% h0" and "dan", of which the first reading took "hộ" for "h0"."""
    text = "Dat 98% h0\ndan"
    words = (
        Word(0, 3, Box(10, 10, 40, 30), 0.9),
        Word(4, 7, Box(50, 10, 90, 30), 0.8, (Alternative("93%", 0.3),)),
        Word(8, 10, Box(100, 12, 120, 30), 0.5),
    )
    lines = (Line(1, 0, 10, words=words), Line(2, 11, 14, words=(Word(11, 14, Box(10, 40, 40, 60), 0.9),)))
    page = Page(1, 0, len(text), lines, PageSource.RECOGNISED, width=200, height=300, dpi=200)
    document = Document("sha256:1", "a.pdf", "application/pdf", text, (page,), text)
    changes = [Replacement(0, 3, "Đạt"), Replacement(8, 10, "hộ"), Replacement(11, 14, "dân")]
    readings = [Reading(8, 10, 0.7, (Alternative("họ", 0.2),))]
    return document.repaired(changes, readings, condition=document.condition, language="vi")


def test_a_word_knows_its_place_what_was_read_and_what_else_it_may_be() -> None:
    [page] = page_words(scanned())
    assert [word.text for word in page.words] == ["Đạt", "98%", "hộ", "dân"]
    assert page.words[1] == PageWord(
        start=4, end=7, line=1, text="98%", box=(50, 10, 90, 30), probability=0.8, alternatives=[("93%", 0.3)]
    )
    assert page.words[2] == PageWord(
        start=8, end=10, line=1, text="hộ", box=(100, 12, 120, 30), probability=0.7, as_read="h0",
        alternatives=[("họ", 0.2)],
    )  # fmt: skip
    assert page.words[3].line == 2


def test_words_are_those_of_the_text_on_every_page() -> None:
    text = "một hai\n\nba"
    document = plain_document(text, identity="sha256:2", source="a.txt")
    [page] = page_words(document)
    assert [(text[w.start : w.end], w.line, w.box) for w in page.words] == [
        ("một", 1, None),
        ("hai", 1, None),
        ("ba", 3, None),
    ]


def test_a_reading_of_two_words_gives_neither_a_runner_up() -> None:
    document = plain_document("xã hội", identity="sha256:3", source="a.txt")
    reading = Reading(0, 6, 0.6, (Alternative("xa hồi", 0.3),))
    [page] = page_words(document.repaired([], [reading], condition=document.condition, language="vi"))
    assert [word.alternatives for word in page.words] == [[], []]
    assert [word.probability for word in page.words] == [0.6, 0.6]
