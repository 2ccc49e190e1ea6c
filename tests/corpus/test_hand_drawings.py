"""Drawings of letterheads filled in by hand, from which the reader of handwriting learns."""

from pathlib import Path

import numpy as np
import pytest

from corpus.gap_picture import HEIGHT, SIGNS
from corpus.training.hand_gaps import LONGEST, Faces, gap
from corpus.training.hand_strokes import any_hand, forms, written

FONTS = [Path(f"/usr/share/fonts/truetype/{name}") for name in ("croscore/Tinos-Regular.ttf", "dejavu/DejaVuSerif.ttf")]


@pytest.fixture
def faces() -> Faces:
    found = [font for font in FONTS if font.exists()][:1] or pytest.skip("no font with Vietnamese letters")
    return Faces(found, found, found)


def test_every_digit_has_forms_that_fill_its_height() -> None:
    assert "".join(sorted(forms())) == "0123456789"
    for digit, those in forms().items():
        assert len(those) >= 4, digit
        for strokes in those:
            ys = [y for stroke in strokes for _, y in stroke]
            assert min(ys) == pytest.approx(0, abs=0.1), digit
            assert max(ys) == pytest.approx(1, abs=0.25), digit


def test_digits_follow_each_other_and_no_two_hands_are_alike() -> None:
    rng = np.random.default_rng(5)
    first, second = (written("409", any_hand(rng), rng) for _ in range(2))
    middles = [np.mean([s[:, 0].mean() for s in strokes]) for strokes in first]
    assert middles == sorted(middles)
    assert not np.array_equal(first[0][0], second[0][0])


def test_drawings_follow_from_their_seed(faces: Faces) -> None:
    (one, label), (other, same) = (gap(faces, np.random.default_rng(8)) for _ in range(2))
    assert np.array_equal(one, other)
    assert label == same


def test_drawings_are_what_the_reader_takes(faces: Faces) -> None:
    rng = np.random.default_rng(2)
    drawings = [gap(faces, rng) for _ in range(40)]
    for picture, label in drawings:
        assert picture.shape[:2] == (2, HEIGHT)
        assert picture.shape[2] <= LONGEST
        assert set(label) <= set(SIGNS)
        assert picture[0].min() >= 0
        assert np.abs(picture).max() <= 1
    assert sum(picture[1].max() > 0.3 for picture, _ in drawings) > 5  # blue ink among them
    assert {len(label.split("/")[0]) for _, label in drawings} >= {1, 2, 3}
