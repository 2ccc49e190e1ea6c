"""The shipped models: loading, and what they hold to be likely."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from corpus.language import ngram
from corpus.language.models import load_channel, load_ngram
from corpus.language.stream import BOUNDARY, NUMBER, stream


def test_a_stream_shows_numbers_as_a_class_and_runs_over_line_breaks() -> None:
    assert stream("Nghị quyết số 42-NQ/TW\ncủa Đảng. Đến\n\nnăm") == [
        BOUNDARY, "nghị", "quyết", "số", NUMBER, "của", "đảng", BOUNDARY, "đến", BOUNDARY, "năm",
    ]  # fmt: skip


def indices(*words: str) -> list[np.ndarray]:
    model = load_ngram()
    return [np.array([model.index[word]]) for word in words]


def test_the_model_prefers_what_is_said() -> None:
    model = load_ngram()
    context = indices("căn", "bảo", "hiểm")
    likely, unlikely = (model.log_quad(*context, *indices(word)) for word in ("xã", "đường"))
    assert likely > unlikely + 3


def test_the_third_word_back_counts() -> None:
    model = load_ngram()
    resolution, verdict = (model.log_quad(*indices(word, "quyết", "của", "đảng")) for word in ("nghị", "phán"))
    assert resolution > verdict + 1


def test_the_probabilities_after_a_context_add_up() -> None:
    model = load_ngram()
    everything = np.arange(len(model.words))
    for context in (("theo", "quy", "định"), ("của", "nhà", "nước"), ("<s>", "căn", "cứ"), ("khỉ", "voi", "và")):
        words = [np.full_like(everything, model.index[word]) for word in context]
        assert 0.9 < float(np.exp(model.log_quad(*words, everything)).sum()) < 1.1


def test_packing_keeps_the_model() -> None:
    model = load_ngram()
    again = ngram.from_arrays(ngram.to_arrays(model))
    assert list(again.words) == list(model.words)
    for keys in ("pairs", "triples", "opens", "quads"):
        assert np.array_equal(getattr(again, keys), getattr(model, keys))
    assert np.allclose(again.quad_log, model.quad_log, atol=1 / 16)


def test_every_long_ngram_has_its_context() -> None:
    model = load_ngram()
    assert (model.quads >> ngram.WIDTH).max() == model.opens.max() == len(model.open_back) - 1
    assert (model.triples >> ngram.WIDTH).max() < len(model.pairs)


def test_the_channel_knows_its_syllables() -> None:
    assert list(load_channel().syllables) == list(load_ngram().words[3:])


def test_models_load_in_half_a_second() -> None:
    code = (
        "import time; from corpus.language.models import load_channel, load_ngram; t = time.perf_counter(); "
        "load_ngram(); load_channel(); print(time.perf_counter() - t)"
    )
    took = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert float(took) < 1.0  # half a second on a quiet machine
