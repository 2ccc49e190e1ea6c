"""Mended words laid over the models: what the office's texts show is weighed, and digits are out of reach."""

import numpy as np

from corpus.language.mended import with_mended
from corpus.language.models import load_channel
from corpus.learned import Misreading
from ocr.repair.candidates import Setting
from ocr.repair.lattice import Channel
from ocr.repair.mild import MildProposer
from ocr.repair.restore import models_with, restore

LINE = "Xay dung xyzzo giao thong ndng thon dén nam 2030"
SEEN = Misreading("garbled", "xyzzo", "đường", 5, 10)


def test_a_misreading_that_no_model_knows_is_repaired_once_it_was_mended() -> None:
    (before,) = restore([LINE], Channel.GARBLED, models_with([]))
    (after,) = restore([LINE], Channel.GARBLED, models_with([SEEN]))
    assert "xyzzo" in before.text
    assert after.text == before.text.replace("xyzzo", "đường")


def test_the_chance_is_cautious_and_what_ships_gives_way_by_as_much() -> None:
    shipped = load_channel()
    laid = with_mended(shipped, [SEEN])
    targets, logs = laid.whole_table.get("xyzzo") or (np.zeros(0), np.zeros(0))
    assert [laid.syllables[t // 3] for t in targets] == ["đường"]
    assert np.isclose(np.exp(logs[0]), 5 / 30)
    target = int(targets[0])
    assert np.isclose(np.exp(laid.halves_log[target] - shipped.halves_log[target]), 1 - 5 / 30)
    others = np.arange(len(laid.halves_log)) != target
    assert np.array_equal(laid.halves_log[others], shipped.halves_log[others])


def test_a_reading_that_ships_keeps_its_other_meanings() -> None:
    shipped = load_channel()
    read = next(r for r in shipped.whole_table.rows if len(shipped.whole_table.get(r)[0]) > 1)  # type: ignore[index]
    laid = with_mended(shipped, [Misreading("garbled", read, "đường", 5, 10)])
    old, new = (dict(zip(*(x.tolist() for x in c.whole_table.get(read)), strict=True)) for c in (shipped, laid))  # type: ignore[union-attr]
    assert old.keys() <= new.keys()
    assert len(new.keys() - old.keys()) <= 1


def test_words_outside_the_vocabulary_are_passed_over() -> None:
    shipped = load_channel()
    assert with_mended(shipped, [Misreading("garbled", "x", "qwrtz", 5, 10)]) is shipped


def test_recognised_words_get_what_people_mended_them_to() -> None:
    ngram = models_with([]).ngram
    mended = models_with([Misreading("recognised", "trinh", "chính", 4, 30)]).mended
    plain, taught = MildProposer(ngram), MildProposer(ngram, mended)
    assert "chính" not in plain.propose("trinh", Setting.WITHIN).texts
    found = taught.propose("trinh", Setting.WITHIN)
    assert found.texts[0] == "trinh"
    assert np.isclose(found.logs[found.texts.index("chính")], np.log(4 / 50))
    assert taught.propose("khác", Setting.WITHIN).texts == plain.propose("khác", Setting.WITHIN).texts
