"""The whole line over the reference documents, each document once."""

from __future__ import annotations

import fcntl
import json
import os
import pickle
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
    """Read a document once; where several processes run the tests, once for all of them: scans take half a minute."""
    done: dict[Path, Processed] = {}
    base = tmp_path_factory.getbasetemp()
    shelf = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def process(path: Path) -> Processed:
        if path not in done:
            known = shelf / f"{path.parent.name}-{path.name}.read"
            with known.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not known.exists():
                    known.write_bytes(pickle.dumps(repair(read(path, ReadOptions(), tmp_path_factory.mktemp("pages")))))
            document = pickle.loads(known.read_bytes())  # noqa: S301  # written above, by this run of the tests
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
