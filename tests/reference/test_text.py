"""Accuracy of the text that comes out, against what is printed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared
Score = Callable[..., dict[str, Any]]


def test_program_78_is_restored(shared: Path, score: Score, process: Callable[[Path], Any], tmp_path: Path) -> None:
    restored = process(shared / "gold" / "program78.part1.ocr.txt").document
    out = tmp_path / "restored.txt"
    out.write_text(restored.text, encoding="utf-8")
    figures = score("score_text.py", shared / "gold" / "program78.part1.gold.txt", out)
    assert figures["syllable_accuracy"] >= 0.99
    assert figures["number_accuracy"] == 1.0
    assert figures["strict_accuracy"] >= 0.975


def test_sound_text_is_untouched(shared: Path, process: Callable[[Path], Any]) -> None:
    path = shared / "gold" / "nq57" / "doc.txt"
    document = process(path).document
    assert document.text == path.read_text(encoding="utf-8")
    assert document.condition == "clean"


def test_english_is_untouched(shared: Path, process: Callable[[Path], Any]) -> None:
    path = next((shared / "seeds").glob("000_*.txt"))
    document = process(path).document
    assert document.text == path.read_text(encoding="utf-8")
    assert document.language == "en"


@pytest.mark.tesseract
@pytest.mark.parametrize("name", ["cd34", "nq06", "tb409", "dakwer", "ct08"])
def test_scans_are_read_no_worse_than_by_bare_tesseract(
    name: str, shared: Path, score: Score, process: Callable[[Path], Any], tmp_path: Path
) -> None:
    folder = shared / "scans" / name
    printed = sorted(folder.glob("page-*.gold.txt"), key=lambda p: p.name)
    document = process(folder / "doc.pdf").document
    pages = document.text.split("\f")
    ours, bare = [], []
    for gold in printed:
        number = int(gold.name.removeprefix("page-").removesuffix(".gold.txt"))
        page = tmp_path / "page.txt"
        page.write_text(pages[number - 1], encoding="utf-8")
        ours.append(_weighted(score("score_text.py", gold, page)))
        page.write_text(_bare(folder / "doc.pdf", number, tmp_path), encoding="utf-8")
        bare.append(_weighted(score("score_text.py", gold, page)))
    assert _mean(ours) >= _mean(bare)


def _weighted(figures: dict[str, Any]) -> tuple[float, int]:
    return figures["line_accuracy"] * figures["syllables"], figures["syllables"]


def _mean(weighted: list[tuple[float, int]]) -> float:
    return sum(value for value, _ in weighted) / sum(weight for _, weight in weighted)


def _bare(pdf: Path, page: int, folder: Path) -> str:
    """What a user would run without this project: the page at 300 dpi through Tesseract."""
    picture = folder / "bare"
    number = str(page)
    subprocess.run(
        ["pdftoppm", "-r", "300", "-png", "-singlefile", "-f", number, "-l", number, str(pdf), str(picture)], check=True
    )
    command = ["tesseract", f"{picture}.png", "-", "-l", "vie", "--psm", "3"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
