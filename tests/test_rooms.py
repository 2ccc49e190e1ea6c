"""The arrows between the rooms, read from the source; and that the tests test what a user installs."""

import ast
import importlib
import os
import sysconfig
from pathlib import Path

import pytest

ARROWS = {
    "corpus": set(),
    "ocr": {"corpus"},
    "extractors": {"corpus"},
    "outputs": {"corpus"},
    "pipeline": {"corpus", "ocr", "extractors", "outputs"},
}


def imported_rooms(source: str) -> set[str]:
    """The rooms that a module's import statements name, wherever in the module they stand."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.append(node.module or "")
        elif isinstance(node, ast.ImportFrom):
            names.append("relative")
    return {name.partition(".")[0] for name in names} & (ARROWS.keys() | {"relative"})


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("import ocr.reading", {"ocr"}),
        ("def f():\n    from outputs import write", {"outputs"}),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pipeline", {"pipeline"}),
        ("from . import x", {"relative"}),
        ("import json, re", set()),
    ],
)
def test_the_reader_of_imports_sees_them_all(source: str, rooms: set[str]) -> None:
    assert imported_rooms(source) == rooms


@pytest.mark.parametrize("room", ARROWS)
def test_a_room_imports_only_what_it_may(room: str, repository: Path) -> None:
    modules = sorted((repository / room).rglob("*.py"))
    assert modules
    wrong = {
        str(path.relative_to(repository)): sorted(found)
        for path in modules
        if (found := imported_rooms(path.read_text(encoding="utf-8")) - ARROWS[room] - {room})
    }
    assert not wrong


@pytest.mark.skipif("VANBAN_FROM_WHEEL" not in os.environ, reason="`make test` runs this, against the installed wheel")
@pytest.mark.parametrize("room", ARROWS)
def test_the_rooms_under_test_are_the_installed_ones(room: str, repository: Path) -> None:
    file = Path(importlib.import_module(room).__file__ or "")
    assert file.is_relative_to(sysconfig.get_path("purelib"))
    missing = {
        str(path.relative_to(repository))
        for path in (repository / room).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not (file.parent.parent / path.relative_to(repository)).is_file()
    }
    assert not missing
