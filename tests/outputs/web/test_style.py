"""The shared style: what is written can be read."""

import re
from pathlib import Path

import pytest

import outputs

STYLE = (Path(outputs.__file__).parent / "web/static/site.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", STYLE))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 has it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_everyone_does() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "wrong", "right"])
def test_text_stands_out_from_what_it_is_written_on(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


def test_the_bar_and_the_edges_of_fields_can_be_seen() -> None:
    assert contrast("#ffffff", COLOURS["bar"]) >= 4.5
    assert contrast(COLOURS["field"], COLOURS["paper"]) >= 3
    assert contrast(COLOURS["accent"], COLOURS["ground"]) >= 3


def test_where_the_keyboard_is_can_be_seen() -> None:
    assert re.search(r":focus-visible \{ outline: 3px solid", STYLE)
    assert not re.search(r"(?<!main):focus[^{]*\{[^}]*outline: none", STYLE)
