"""What an office has learned: read whole, or refused with the place of the mistake."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import learned
from corpus.errors import RejectedError
from corpus.learned import NOTHING, Learned, Misreading, Moved, Name, load

GOOD = {
    "misreadings.tsv": "# by hand\nreader\tread\tprinted\ttimes\tof\n"
    "garbled\tdudc\tđược\t3\t40\nrecognised\tuy\tủy\t2\t2\n",
    "confidence.toml": "[target]\nshift = -0.5\nslope = 1.2\n",
    "indicator_names.tsv": "name\tkey\tlanguage\ntỷ lệ nhà nghèo\tpoverty_rate\tvi\n",
    "body_names.tsv": "name\tkey\nTrung ương\tparty.central_committee\n",
}


def written(folder: Path, **changed: str) -> Path:
    for name, text in (
        GOOD | {f"{k}.toml" if k == "confidence" else f"{k}.tsv": v for k, v in changed.items()}
    ).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_overlay_is_read_whole(tmp_path: Path) -> None:
    found = load(written(tmp_path))
    assert found.misreadings == (
        Misreading("garbled", "dudc", "được", 3, 40),
        Misreading("recognised", "uy", "ủy", 2, 2),
    )
    assert found.confidence == {"target": Moved(-0.5, 1.2)}
    assert found.indicator_names == (Name("tỷ lệ nhà nghèo", "poverty_rate"),)
    assert found.body_names == (Name("Trung ương", "party.central_committee"),)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # workers get it so


def test_an_empty_folder_is_no_overlay(tmp_path: Path) -> None:
    assert load(tmp_path) == NOTHING
    (tmp_path / "body_names.tsv").write_text("# nothing yet\nname\tkey\n", encoding="utf-8")
    assert load(tmp_path).digest is None


def test_comments_do_not_change_the_version_but_every_row_does(tmp_path: Path) -> None:
    first = load(written(tmp_path)).digest
    assert load(written(tmp_path, confidence="# weighed again\n" + GOOD["confidence.toml"])).digest == first
    assert load(written(tmp_path, confidence="[target]\nshift = -0.5\nslope = 1.3\n")).digest != first


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("misreadings", "reader\tread\tprinted\ttimes\tof\ngarbled\t30%\t80%\t3\t9\n", "line 2"),
        ("misreadings", "reader\tread\tprinted\ttimes\tof\ngarbled\tdudc\tđược\t9\t3\n", "line 2"),
        ("misreadings", "reader\tread\tprinted\ttimes\tof\nsomeone\tdudc\tđược\t1\t3\n", "reader"),
        ("misreadings", "read\tprinted\ngarbled\tđược\n", "columns"),
        ("misreadings", "reader\tread\tprinted\ttimes\tof\ngarbled dudc được 3 9\n", "line 2"),
        ("confidence", "[target\n", "TOML"),
        ("confidence", "[citation]\nshift = 0\nslope = 1\n", "citation"),
        ("confidence", "[target]\nshift = 0\nslope = -1\n", "slope"),
        ("confidence", "[target]\nshift = nan\nslope = 1\n", "two numbers"),
        ("indicator_names", "name\tkey\tlanguage\ntỷ lệ nhà nghèo\tno_such_key\tvi\n", "no_such_key"),
        ("indicator_names", "name\tkey\tlanguage\nnhà\tpoverty_rate\tfr\n", "vi or en"),
        ("body_names", "name\tkey\nX\tparty\nx\tparty.central_committee\n", "second meaning"),
    ],
)
def test_a_damaged_overlay_is_refused_with_the_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(RejectedError) as refused:
        load(written(tmp_path, **{name: text}))
    assert told in refused.value.reason
    assert refused.value.code == "learned_damaged"
    assert name in (refused.value.file or "")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        load(tmp_path / "nowhere")
    assert refused.value.code == "learned_missing"


def test_a_process_has_one_overlay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned._Process, "overlay", NOTHING)
    monkeypatch.setattr(learned._Process, "asked", False)
    first = Learned(confidence={"target": Moved(1, 1)}, digest="a")
    learned.use(first)
    assert learned.learned() is first
    learned.use(first)
    with pytest.raises(RuntimeError):
        learned.use(NOTHING)


@given(st.floats(-5, 5), st.floats(0.05, 4), st.lists(st.floats(0, 1), min_size=2))
def test_moving_confidence_keeps_its_order_and_stays_a_probability(
    shift: float, slope: float, told: list[float]
) -> None:
    move = Moved(shift, slope)
    moved = [move(p) for p in sorted(told)]
    assert moved == sorted(moved)
    assert all(0 <= p <= 1 for p in moved)


def test_nothing_learned_moves_nothing() -> None:
    assert [NOTHING.probability("target", p) for p in (0.0, 0.3333, 1.0)] == [0.0, 0.3333, 1.0]
    assert Moved(0, 1)(0.25) == pytest.approx(0.25)


UNDER = """
from corpus.learned import Learned, Name, use
use(Learned(
    indicator_names=(Name("mức sống nghèo của dân", "poverty_rate"),),
    body_names=(Name("BCHTƯ Đảng khóa mới", "party.central_committee"),),
    digest="x",
))
from corpus.bodies import find_bodies, resolve
from corpus.indicator_match import match_indicator
def key(phrase, unit):
    found = match_indicator(phrase, "vi", unit).found
    return found and (found.indicator.key, found.score)
print(resolve("BCHTƯ Đảng khóa mới").key)
print([span.body.key for span in find_bodies("Giao BCHTƯ Đảng khóa mới chủ trì thực hiện.")])
print(key("Mức sống nghèo của dân", "percent"), key("mức sống nghèo của dân", "ha"), key("mức sống của dân", "percent"))
"""


def test_names_of_the_office_are_found_where_they_stand_exactly_and_their_unit_fits() -> None:
    done = subprocess.run([sys.executable, "-c", UNDER], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "party.central_committee",
        "['party.central_committee']",
        "('poverty_rate', 1.0) None None",
    ]
