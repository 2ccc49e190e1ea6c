"""What all tests share: the reference documents, golden files, and when each may be used."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing them")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regenerate") and IN_CI:
        raise pytest.UsageError("golden files are made and looked at by a person, never in CI")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: for documents that are not part of the wheel (README, docs, specimens)."""
    return REPOSITORY


@pytest.fixture(scope="session")
def regenerate(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the reference documents; without it tests fail in CI and are skipped elsewhere."""
    folder = Path(os.environ.get("VANBAN_SHARED") or REPOSITORY.parent / "shared")
    if (folder / "gold").is_dir():
        return folder
    if IN_CI:
        pytest.fail(f"the reference documents are not in {folder}; set VANBAN_SHARED")
    pytest.skip(f"needs the reference documents, and {folder} has none (VANBAN_SHARED names another folder)")
