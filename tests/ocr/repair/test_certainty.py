"""How sure words and figures are follows their signals."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.document import plain_document
from ocr.repair import Channel, repair, restore
from ocr.repair.certainty import KINDS, Regressions, shipped
from ocr.repair.restore import choose, shipped_models
from ocr.repair.signals import NAMES, shape

LINES = ["Ty 1é that nghiép chung dudi 12% dan s6 toan tinh vao nam 2027, tang 30 xa so véi nam 2025."]


def probability(line: str, restored: str) -> float:
    (done,) = restore([line], Channel.GARBLED)
    return next(token.probability for token in done.tokens if token.text == restored)


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        ("72/201", "torn year"),
        ("95%", "percentage"),
        ("1.250.000", "thousands in groups"),
        ("2019", "three digits or more"),
        ("05/3/2024", "date"),
        ("12/2020/NĐ-CP", "symbol"),
        ("42-NQ/TW", "symbol"),
        ("05/2019/QH14", "symbol"),
        ("170/2024/QHIS", "odd symbol"),
        ("(30)", "two digits"),
        ("s6", "digits among letters"),
        ("III", "mark without digits"),
    ],
)
def test_shapes_of_figures(figure: str, name: str) -> None:
    assert shape(figure) == name


def test_every_word_and_figure_has_its_signals() -> None:
    for chosen, signals, kinds in choose(LINES, [Channel.GARBLED], shipped_models()):
        assert signals.shape == (len(chosen), len(NAMES))
        assert np.isfinite(signals).all()
        kind_of = {one.text: kind for one, kind in zip(chosen, kinds, strict=True)}
        assert kind_of["12%"] == kind_of["2027"] == "figure"
        assert kind_of["nghiệp"] == "word"


def test_signals_do_not_depend_on_who_stands_in_the_next_sentence() -> None:
    first = "Ty 1é that nghiép chung dudi 12% dan s6 toan tinh. "
    rows = []
    for second in ("Co quan thuc hién.", "Uy ban nhan dan x& bao cdo."):
        ((chosen, signals, _),) = choose([first + second], [Channel.GARBLED], shipped_models())
        rows.append(signals[[one.text for one in chosen].index("12%")])
    assert rows[0] == pytest.approx(rows[1], abs=1e-4)


def test_weights_speak_for_their_own_kind_only() -> None:
    weights = np.zeros((len(KINDS), len(NAMES)), dtype=np.float32)
    weights[KINDS.index("figure"), NAMES.index("constant")] = 2.0
    signals = np.zeros((3, len(NAMES)), dtype=np.float32)
    signals[:, NAMES.index("constant")] = 1.0
    found = Regressions(weights)(signals, ["figure", "word", ""])
    assert found == pytest.approx([0.8808, 0.5, 1.0], abs=1e-4)


def test_shipped_weights_hold_for_every_kind() -> None:
    assert (shipped().weights[:, NAMES.index("posterior")] != 0).all()


def test_a_torn_figure_is_less_sure() -> None:
    torn = probability("theo Nghi dinh s6 72/201 1/ND-CP cua Chinh phu", "72/201")
    whole = probability("theo Nghi dinh s6 72/2011/NĐ-CP cua Chinh phu", "72/2011/NĐ-CP")
    assert torn < 0.7
    assert whole > 0.95


def test_a_word_that_no_one_knows_is_less_sure() -> None:
    assert probability("nguoi lao dong tligkh bao hiém that nghiép", "tligkh") < 0.7
    assert probability("nguoi lao dong tham gia bao hiém that nghiép", "tham") > 0.98


def test_figures_of_garbled_text_carry_their_own_certainty() -> None:
    document = repair(plain_document(LINES[0], identity="", source="a"))
    start = document.text.index("12%")
    assert 0.8 < document.probability(start, start + 3) < 1


def test_figures_of_sound_text_are_certain() -> None:
    document = plain_document("Tỷ lệ thất nghiệp chung dưới 12% dân số toàn tỉnh", identity="", source="a")
    assert repair(document).probability(0, len(document.text)) == 1.0
