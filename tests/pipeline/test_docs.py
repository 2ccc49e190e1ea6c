"""Documents that must not fall behind the code."""

import re
import subprocess
from pathlib import Path

import pytest

from corpus.errors import ExitCode
from corpus.run import RunEntry
from pipeline.cli import app
from pipeline.run import Report
from pipeline.verdict import exit_code

READMES = ["README.md", "README.vi.md"]


def test_every_exit_code_is_documented(repository: Path) -> None:
    text = (repository / "docs/exit-codes.md").read_text(encoding="utf-8")
    documented = {name: int(code) for code, name in re.findall(r"^\| (\d+) \| `(\w+)`", text, re.MULTILINE)}
    assert documented == {code.name: code.value for code in ExitCode}


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["done", "done"], ExitCode.OK),
        (["done", "partial"], ExitCode.PARTIAL),
        (["partial", "rejected"], ExitCode.REJECTED),
        (["rejected", "quarantined", "partial"], ExitCode.QUARANTINED),
    ],
)
def test_the_gravest_outcome_decides(outcomes: list[str], code: ExitCode) -> None:
    report = Report([RunEntry.model_validate({"input": "x", "outcome": outcome}) for outcome in outcomes])
    assert exit_code(report) == code
    report.missing = True
    assert exit_code(report) == ExitCode.MISSING_DEPENDENCY
    report.interrupted = True
    assert exit_code(report) == ExitCode.INTERRUPTED


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_name_every_command_and_no_other(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    there = {command.name for command in [*app.registered_commands, *app.registered_groups]}
    assert set(re.findall(r"vanban ([a-z]+)", text)) >= there
    cells = re.findall(r"^\| (`vanban [^|]+)\|", text, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"`vanban ([a-z]+)", cell)} == there


@pytest.mark.parametrize("name", READMES)
def test_what_the_readmes_tell_to_make_can_be_made(repository: Path, name: str) -> None:
    targets = set(re.findall(r"(?:^|`)make ([a-z]+)", (repository / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= targets
    for target in targets:
        subprocess.run(["make", "--dry-run", target], cwd=repository, check=True, capture_output=True)


def test_files_that_the_documents_name_exist(repository: Path) -> None:
    for name in [*READMES, "CONTRIBUTING.md"]:
        text = (repository / name).read_text(encoding="utf-8")
        named = re.findall(r"`((?:corpus|ocr|extractors|outputs|pipeline|tests|docs|bench|scripts)/[\w./-]*)`", text)
        missing = [path for path in named if not (repository / path).exists()]
        assert not missing, name
