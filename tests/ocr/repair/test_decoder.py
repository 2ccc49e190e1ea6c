"""The decoder against an enumeration of every path, on lattices small enough for that."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from corpus.language.models import load_ngram
from ocr.repair.beam import WEIGHT
from ocr.repair.candidates import Candidates
from ocr.repair.decoder import decode_all
from ocr.repair.lattice import Arc, Lattice

SENTENCES = [
    [["bảo", "báo"], ["hiểm", "hiếm"], ["xã", "xá", "xa"], ["hội", "hồi"]],
    [["định", "đánh"], ["giá", "giả"], ["đất"]],
    [["ủy", "úy"], ["ban", "bán"], ["nhân", "nhận"], ["dân", "dần"], ["tỉnh", "tính"]],
]


def candidates(words: list[str]) -> Candidates:
    index = load_ngram().index
    logs = np.array([-0.5 * at for at in range(len(words))], dtype=np.float32)
    return Candidates(np.array([index[word] for word in words]), logs, tuple(words))


def lattice(sentence: list[list[str]]) -> Lattice:
    arcs = [Arc(at, at + 1, candidates(words), at, at) for at, words in enumerate(sentence)]
    return Lattice(len(arcs) + 1, arcs)


def score(path: tuple[int, ...], sentence: list[list[str]]) -> float:
    ngram = load_ngram()
    words = [ngram.boundary] * 3 + [int(candidates(row).words[at]) for row, at in zip(sentence, path, strict=True)]
    logs = [float(ngram.log_quad(*(np.array([word]) for word in words[at : at + 4]))[0]) for at in range(len(path))]
    return float(WEIGHT) * sum(logs) - 0.5 * sum(path)


def test_posteriors_are_those_of_all_paths_side_by_side() -> None:
    decoded = decode_all([lattice(sentence) for sentence in SENTENCES], load_ngram())
    for sentence, choices in zip(SENTENCES, decoded, strict=True):
        paths = list(itertools.product(*(range(len(words)) for words in sentence)))
        shares = np.exp([score(path, sentence) for path in paths])
        shares /= shares.sum()
        for place, choice in enumerate(choices):
            for at in range(len(sentence[place])):
                wanted = sum(share for path, share in zip(paths, shares, strict=True) if path[place] == at)
                assert choice.posteriors[at] == pytest.approx(wanted, abs=0.002)


def test_two_words_for_one_token_compete_with_one_word() -> None:
    one, left, right = candidates(["hội"]), candidates(["xã"]), candidates(["hội"])
    ways = Lattice(3, [Arc(0, 2, one.shifted(-30.0), 0, 0), Arc(0, 1, left, 0, 0), Arc(1, 2, right, 0, 0, part=1)])
    choices = decode_all([ways], load_ngram())[0]
    assert [choice.arc.candidates.texts[choice.taken] for choice in choices] == ["xã", "hội"]
    assert choices[0].posteriors[0] > 0.99


def test_no_lattice_gives_no_choices() -> None:
    assert decode_all([], load_ngram()) == []
