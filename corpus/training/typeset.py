"""Typesetting: paragraphs to a page image, with the box of every printed word."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# Families that look like the Times of Vietnamese offices and hold the precomposed letters (Liberation does not).
FAMILIES: dict[str, tuple[str, str, str, str]] = {
    "tinos": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
    "termes": (
        "texgyretermes-regular.otf",
        "texgyretermes-bold.otf",
        "texgyretermes-italic.otf",
        "texgyretermes-bolditalic.otf",
    ),
    "freeserif": ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),
}
FAMILY_WEIGHTS = {"tinos": 5, "termes": 4, "freeserif": 1}
HEADING_WORDS = 14  # a paragraph this short, without a closing stop, may be set as a heading


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word and its box in pixels: left, top, right, bottom."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is set: type family, size in points, dots per inch, leading as a multiple of the size."""

    family: str
    points: float
    dpi: int
    leading: float

    @property
    def pixels(self) -> int:
        """The type size in pixels."""
        return round(self.points * self.dpi / 72)


@dataclass(frozen=True, slots=True)
class Page:
    """A typeset page: a grey image and its lines of words."""

    image: Image.Image
    lines: list[list[Word]]


def choose_style(rng: random.Random) -> Style:
    """Draw a style as offices use them."""
    family = rng.choices(list(FAMILY_WEIGHTS), list(FAMILY_WEIGHTS.values()))[0]
    dpi = rng.choices([150, 200, 300], [3, 5, 4])[0]
    return Style(family, rng.choice([12, 13, 13, 13.5, 14, 14]), dpi, rng.choice([1.2, 1.3, 1.45]))


@lru_cache(maxsize=32)
def _font_file(name: str, folder: str) -> str:
    path = next(Path(folder).rglob(name), None) if folder else None
    return str(path or name)


@lru_cache(maxsize=128)
def _font(name: str, pixels: int, folder: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_font_file(name, folder), pixels)


def _set_as(paragraph: str, rng: random.Random) -> tuple[str, int]:
    """Decide capitals and face (0 regular, 1 bold, 2 italic, 3 bold italic) of a paragraph."""
    short = len(paragraph.split()) <= HEADING_WORDS and paragraph[-1] not in ".;,"
    if short and rng.random() < 0.6:
        return (paragraph.upper() if rng.random() < 0.5 else paragraph), 1
    if paragraph.isupper():
        return paragraph, 1
    return paragraph, rng.choices([0, 1, 2, 3], [86, 5, 7, 2])[0]


def _wrap(words: Sequence[str], font: ImageFont.FreeTypeFont, width: float, indent: float) -> list[list[str]]:
    space = font.getlength(" ")
    lines: list[list[str]] = [[]]
    x = indent
    for word in words:
        length = font.getlength(word)
        if lines[-1] and x + length > width:
            lines.append([])
            x = 0.0
        lines[-1].append(word)
        x += length + space
    return lines


def typeset(paragraphs: Sequence[str], style: Style, max_lines: int, rng: random.Random, fonts: str = "") -> Page:
    """Set paragraphs in justified lines on a white page; stops after `max_lines`. `fonts`: folder to search, or ""."""
    pitch = round(style.pixels * style.leading)
    margin, width = round(1.0 * style.dpi), round(6.4 * style.dpi)
    image = Image.new("L", (width + 2 * margin, pitch * max_lines + 2 * margin), 255)
    draw = ImageDraw.Draw(image)
    lines: list[list[Word]] = []
    for paragraph in paragraphs:
        text, face = _set_as(paragraph, rng)
        font = _font(FAMILIES[style.family][face], style.pixels, fonts)
        indent = 0.45 * style.dpi if rng.random() < 0.8 else 0.0
        wrapped = _wrap(text.split(), font, width, indent)
        for number, words in enumerate(wrapped):
            if len(lines) == max_lines:
                return Page(image, lines)
            start = margin + (indent if number == 0 else 0.0)
            last = number == len(wrapped) - 1
            room = None if last else width + margin - start
            lines.append(_draw_line(draw, words, font, (start, margin + pitch * len(lines)), room))
    return Page(image.crop((0, 0, image.width, margin * 2 + pitch * len(lines))), lines)


def _draw_line(
    draw: ImageDraw.ImageDraw,
    words: Sequence[str],
    font: ImageFont.FreeTypeFont,
    origin: tuple[float, float],
    room: float | None,
) -> list[Word]:
    """Draw one line at `origin`; with `room` the gaps stretch to fill it. Returns the words with their boxes."""
    lengths = [font.getlength(word) for word in words]
    gap = font.getlength(" ")
    if room is not None and len(words) > 1:
        gap = max(gap, (room - sum(lengths)) / (len(words) - 1))
    placed = []
    x, y = origin
    for word, length in zip(words, lengths, strict=True):
        draw.text((x, y), word, fill=0, font=font)
        placed.append(Word(word, (x, y, x + length, y + font.size * 1.15)))
        x += length + gap
    return placed
