import re
from pathlib import Path

from outputs.review.keys import keys

REVIEW = Path(__file__).resolve().parents[3] / "outputs" / "review"


def test_no_key_does_two_things() -> None:
    names = [name for key in keys() for name in key.keys]
    assert len(names) == len(set(names))


def test_no_key_is_one_that_input_methods_send_by_themselves() -> None:
    names = {name for key in keys() for name in key.keys}
    assert names.isdisjoint({"Backspace", "Process", "Dead", "Unidentified"})
    assert all(name.isascii() for name in names)


def test_every_key_does_what_the_page_knows() -> None:
    script = (REVIEW / "static" / "review" / "review.js").read_text(encoding="utf-8")
    table = script[script.index("const does = {") :]
    known = set(re.findall(r'^  "?([a-z-]+)"?[:,]', table[: table.index("};")], re.MULTILINE))
    assert {key.action for key in keys()} == known


def test_the_manual_has_the_same_table(repository: Path) -> None:
    manual = (repository / "docs" / "review.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", manual, re.MULTILINE))
    shown = {"ArrowDown": "↓", "ArrowUp": "↑", "ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc", " ": "space"}
    for key in keys():
        assert rows[" ".join(f"`{shown.get(name, name)}`" for name in key.keys)] == key.en
