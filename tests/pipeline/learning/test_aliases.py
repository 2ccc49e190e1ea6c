"""Names are learned from what people agree on; what they do not is told."""

from collections.abc import Callable
from pathlib import Path

from corpus.learned import Name
from corpus.record import Assignment, Bilingual, Body, Extractor, Target
from corpus.store.judged import JudgedDocument, JudgedRow
from pipeline.learning.aliases import body_names, indicator_names

Judged = Callable[..., tuple[JudgedDocument, Path]]
Made = Callable[..., Target]
TEXT = "Mức nghèo của dân còn 2%."


def set_by_person(target: Made, wording: str, key: str | None, said: str | None = None) -> JudgedRow:
    """A target whose wording the program gave the key ``said``, and a person ``key``."""
    before, after = (target(TEXT, TEXT[:-1], wording, k).model_dump(mode="json") for k in (said, key))
    verdict = "right" if said == key else "corrected"
    return JudgedRow("target", "t", verdict, before, after, () if said == key else ("indicator.key",))


def assigned(raw: str, key: str | None, said: str | None = None) -> JudgedRow:
    before, after = (
        Assignment(
            id="a",
            body=Body(raw=raw, name=raw, key=k),
            role="lead",
            task=Bilingual(vi="làm"),
            confidence=0.5,
            extractor=Extractor(name="assignments", version="1"),
            evidence=[],
        ).model_dump(mode="json")
        for k in (said, key)
    )
    return JudgedRow("assignment", "a", "corrected", before, after, ("body.key",))


def test_a_wording_in_an_approved_document_is_a_name(judged: Judged, target: Made) -> None:
    document, _ = judged("a", TEXT, set_by_person(target, "Mức nghèo  của dân", "poverty_rate"))
    found = indicator_names([document])
    assert found.names == (Name("Mức nghèo của dân", "poverty_rate"),)
    assert found.outcome.adopted


def test_what_is_not_approved_must_be_set_twice(judged: Judged, target: Made) -> None:
    row = set_by_person(target, "mức nghèo của dân", "poverty_rate")
    once, _ = judged("a", TEXT, row, state="submitted")
    again, _ = judged("b", TEXT, row, state="submitted")
    assert indicator_names([once]).names == ()
    assert indicator_names([once]).outcome.measured["seen once"] == 1
    assert len(indicator_names([once, again]).names) == 1


def test_people_who_disagree_are_told_and_nothing_is_guessed(judged: Judged, target: Made) -> None:
    one, _ = judged("a", TEXT, set_by_person(target, "mức nghèo của dân", "poverty_rate"))
    other, _ = judged("b", TEXT, set_by_person(target, "Mức nghèo của dân", "near_poverty_rate"))
    found = indicator_names([one, other])
    assert found.names == ()
    [(wording, why)] = found.conflicts
    assert wording == "mức nghèo của dân"
    assert "poverty_rate (1x)" in why
    assert "near_poverty_rate (1x)" in why


def test_a_key_that_someone_left_to_the_program_contradicts_too(judged: Judged, target: Made) -> None:
    one, _ = judged("a", TEXT, set_by_person(target, "mức nghèo của dân", "poverty_rate"))
    kept = set_by_person(target, "mức nghèo của dân", "near_poverty_rate", said="near_poverty_rate")
    other, _ = judged("b", TEXT, kept)
    assert indicator_names([one, other]).names == ()


def test_what_the_program_knew_is_no_news(judged: Judged, target: Made) -> None:
    document, _ = judged("a", TEXT, set_by_person(target, "tỷ lệ hộ nghèo", "poverty_rate", said="poverty_rate"))
    found = indicator_names([document])
    assert (found.names, found.conflicts) == ((), ())
    assert "too few" in found.outcome.why


def test_a_name_of_the_catalogue_keeps_its_meaning(judged: Judged, target: Made) -> None:
    document, _ = judged("a", TEXT, set_by_person(target, "tỷ lệ hộ nghèo", "near_poverty_rate"))
    found = indicator_names([document])
    assert found.names == ()
    assert found.conflicts == (("tỷ lệ hộ nghèo", "the table has it for poverty_rate"),)


def test_sentences_and_figures_are_no_names(judged: Judged, target: Made) -> None:
    for name, wording in (("a", "giảm 2 điểm phần trăm"), ("b", "nghèo"), ("c", "rất " * 20)):
        document, _ = judged(name, TEXT, set_by_person(target, wording, "poverty_rate"))
        assert indicator_names([document]).names == ()


def test_bodies_get_names_for_what_is_printed(judged: Judged) -> None:
    document, _ = judged("a", TEXT, assigned("BCHTƯ Đảng khóa mới", "party.central_committee"))
    assert body_names([document]).names == (Name("BCHTƯ Đảng khóa mới", "party.central_committee"),)


def test_a_composed_body_is_told(judged: Judged) -> None:
    document, _ = judged("a", TEXT, assigned("Ủy ban tỉnh nhà", "peoples_committee.provincial.lam_dong"))
    found = body_names([document])
    assert found.names == ()
    assert "composed" in found.conflicts[0][1]


def test_a_name_in_the_table_of_bodies_keeps_its_meaning(judged: Judged) -> None:
    document, _ = judged("a", TEXT, assigned("Ban Chấp hành Trung ương", "party"))
    assert "the table has it for party.central_committee" in body_names([document]).conflicts[0][1]
