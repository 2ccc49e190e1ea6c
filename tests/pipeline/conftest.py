"""Fixtures for runs with a line that obeys its documents."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.run import RunEntry, RunManifest
from pipeline.pool import Pool
from pipeline.run import Plan, Report, Run

FAKES = Path(__file__).parent / "fakes"


class Silent:
    def __init__(self) -> None:
        self.total, self.seen = 0, []

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, entry: RunEntry) -> None:
        self.seen.append(entry)


def write_index(manifest: RunManifest, folder: Path) -> None:
    (folder / "index.html").write_text(f"{len(manifest.entries)} entries", encoding="utf-8")


@pytest.fixture
def fake_line(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of fakes; worker processes inherit the search path."""
    monkeypatch.syspath_prepend(str(FAKES))
    return import_module("fake_line")


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of files from names and words: ``folder(a="ok", b="segfault")``."""

    def make(**files: str) -> Path:
        made = tmp_path / "in"
        made.mkdir(exist_ok=True)
        for name, words in files.items():
            (made / f"{name}.txt").write_text(words, encoding="utf-8")
        return made

    return make


@pytest.fixture
def carry_out(fake_line: ModuleType, tmp_path: Path) -> Callable[..., Report]:
    """Run over the paths into tmp_path/out with two workers of the fake line."""

    def run(*paths: Path, seconds: float = 30, memory: int | None = None, jobs: int = 2, **plan: Any) -> Report:
        out = tmp_path / "out"
        pool = Pool(fake_line.line, jobs, out / "logs" / "workers.log", seconds, memory)
        plan.setdefault("limits", {"time_limit": seconds})
        return Run(list(paths), out, Plan(**plan), pool, write_index, Silent()).carry_out()

    return run
