"""The whole line over the reference documents, each document once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.record import Record
from extractors import extract
from ocr import ReadOptions, read
from ocr.repair import repair


@dataclass(frozen=True)
class Processed:
    """A reference document after reading, repair and extraction."""

    document: Document
    record: Record


@pytest.fixture(scope="session")
def process(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Processed]:
    done: dict[Path, Processed] = {}

    def process(path: Path) -> Processed:
        if path not in done:
            document = repair(read(path, ReadOptions(), tmp_path_factory.mktemp("pages")))
            done[path] = Processed(document, extract(document))
        return done[path]

    return process


@pytest.fixture(scope="session")
def score(shared: Path) -> Callable[..., dict[str, Any]]:
    """Run a scoring tool of the reference documents and return what it prints."""

    def score(tool: str, *arguments: str | Path) -> dict[str, Any]:
        command = [sys.executable, str(shared / "tools" / tool), *map(str, arguments)]
        finished = subprocess.run(command, check=True, capture_output=True, text=True)
        figures: dict[str, Any] = json.loads(finished.stdout)
        return figures

    return score
