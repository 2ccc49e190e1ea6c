"""Long documents are restored chunk by chunk: with the same result, in little memory."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from ocr.repair import Channel, restore
from ocr.repair.candidates import Candidates
from ocr.repair.decoder import Choice
from ocr.repair.draft import packed
from ocr.repair.lattice import Arc

_RESTORE = sys.modules[restore.__module__]

LINES = [
    "Viéc dinh giá dat phai bao dam nguyén tac thi truong. Co quan quan ly nha nuéc vé dat dai t6 chirc",
    "viéc dinh giá dat cu thé. Hoi dong tham dinh giá dat xem xét phuong an dinh giá dat.",
    "",
    "Co quan, don vi dugc phan cap dinh gid phan céng co quan khac. Uy ban nhan dan xã thuc hién",
]


def test_a_packed_choice_keeps_what_is_not_ruled_out() -> None:
    candidates = Candidates(np.array([7, 8, 9, 10]), np.zeros(4, dtype=np.float32), ("a", "b", "c", "d"))
    choice = Choice(Arc(0, 1, candidates, 3, 4, 1), 2, np.array([0.0, 0.3, 0.7, 0.0], dtype=np.float32))
    (unpacked,) = packed([[choice], []]).choices()[0]
    assert unpacked.arc.candidates.texts == ("a", "b", "c")  # the first is what was read
    assert unpacked.arc.candidates.words.tolist() == [7, 8, 9]
    assert (unpacked.taken, unpacked.arc.first, unpacked.arc.last, unpacked.arc.part) == (2, 3, 4, 1)
    assert unpacked.posteriors == pytest.approx([0.0, 0.3, 0.7])


@pytest.mark.parametrize("size", [1, 5, 30])
def test_the_result_does_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    whole = restore(LINES, Channel.GARBLED)
    assert "định giá phân" in whole[-1].text  # settled by what the document says in other chunks
    monkeypatch.setattr(_RESTORE, "CHUNK", size)
    parted = restore(LINES, Channel.GARBLED)
    assert [line.text for line in parted] == [line.text for line in whole]
    for one, other in zip(parted, whole, strict=True):
        assert [t.probability for t in one.tokens] == pytest.approx([t.probability for t in other.tokens], abs=1e-4)


def test_a_text_without_stops_is_restored_to_its_end() -> None:
    line = "Uy ban nhan dan xa thuc hién quy dinh cua Luat nay " * 150
    (done,) = restore([line], Channel.GARBLED)
    assert done.text == "Ủy ban nhân dân xã thực hiện quy định của Luật này " * 150


def test_memory_does_not_grow_with_all_lattices_of_a_document() -> None:
    code = """
import resource
from ocr.repair import Channel, restore
restore(LINES, Channel.GARBLED)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
restore(LINES * 400, Channel.GARBLED)  # 22,000 words
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    run = subprocess.run(
        [sys.executable, "-c", f"LINES = {LINES!r}\n{code}"], check=True, capture_output=True, text=True
    )
    assert int(run.stdout) < 100  # MB; all lattices at once took 270
