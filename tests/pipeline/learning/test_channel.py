"""Misreadings are learned from mended words, and kept when documents held out are repaired better."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from corpus.learned import Misreading
from corpus.store.judged import JudgedDocument
from pipeline.learning import channel
from pipeline.learning.channel import Repair, Seen, misreadings, refit, seen
from pipeline.learning.learn import repair_with

Judged = Callable[..., tuple[JudgedDocument, Path]]
READ = "Xay dung xyzzo giao thong ndng thon dén nam 2030\nva 15 xyzzo lién xã"
TEXT = "Xây dựng xyzzo giao thông nông thôn đến năm 2030\nvà 15 xyzzo liên xã"
WHERE = {"xyzzo": "đường", "15": "16"}


def documents(judged: Judged, count: int) -> list[Seen]:
    made = [judged(f"d{n}", TEXT, as_read=READ, mended=WHERE) for n in range(count)]
    return [found for found in (seen(document, folder) for document, folder in made) if found]


def test_pairs_are_counted_against_how_often_the_word_is_printed(judged: Judged) -> None:
    [one] = documents(judged, 1)
    assert one.mended == {("garbled", "xyzzo", "đường"): 2}
    assert one.printed["garbled", "đường"] == 2
    assert one.places == {(0, 2), (1, 1), (1, 2)}
    assert one.text == TEXT.replace("xyzzo", "đường").replace("15", "16")
    assert misreadings([one]) == [Misreading("garbled", "xyzzo", "đường", 2, 2)]


def test_figures_are_never_learned(judged: Judged) -> None:
    assert not any(any(c.isdigit() for c in m.read + m.printed) for m in misreadings(documents(judged, 3)))


def test_what_makes_other_documents_better_is_taken(judged: Judged) -> None:
    found, outcome = refit(documents(judged, 11), repair_with)
    assert outcome.adopted
    assert [(m.read, m.printed, m.times) for m in found] == [("xyzzo", "đường", 22)]
    # one in each document: the second line, alone, is too short to tell that it is garbled
    assert (outcome.measured["righted"], outcome.measured["spoilt"]) == (11, 0)
    assert outcome.measured["specimen words changed"] == 0


def test_few_mended_words_say_so(judged: Judged) -> None:
    found, outcome = refit(documents(judged, 2), repair_with)
    assert found == []
    assert outcome.why == "too few: 4 of 20 mended words, 2 of 3 documents needed"


def test_what_spoils_other_words_is_not_taken(judged: Judged) -> None:
    def spoiling(taught: Sequence[Misreading]) -> Repair:
        def repair(document: Document) -> Document:
            text = TEXT.replace("xyzzo", "đường").replace("nông thôn", "nóng thốn") if taught else TEXT
            return document if document.id == "sha256:specimen" else replace(document, text=text)

        return repair

    found, outcome = refit(documents(judged, 11), spoiling)
    assert found == []
    assert (outcome.measured["righted"], outcome.measured["spoilt"]) == (22, 22)


def test_what_changes_the_specimen_is_not_taken(judged: Judged) -> None:
    def meddling(taught: Sequence[Misreading]) -> Repair:
        def repair(document: Document) -> Document:
            if document.id == "sha256:specimen":
                return replace(document, text=document.text.replace("của", "cua")) if taught else document
            return replace(document, text=TEXT.replace("xyzzo", "đường") if taught else TEXT)

        return repair

    found, outcome = refit(documents(judged, 11), meddling)
    assert found == []
    assert outcome.measured["specimen words changed"] > 0


def test_clean_text_has_no_reader_to_learn_from(judged: Judged) -> None:
    document, folder = judged("a", TEXT)
    document.entry.record["document"]["condition"] = "clean"
    assert channel.seen(document, folder) is None
