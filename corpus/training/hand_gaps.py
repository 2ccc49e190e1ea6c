"""Pictures of gaps in letterheads, filled in by hand, and what is written there: all of it drawn, none scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpus.gap_picture import ABOVE, BELOW, EM, HEIGHT, Picture, features
from corpus.training.hand_strokes import any_hand, draw, written
from corpus.training.hand_wear import black, dirt, scanned

LONGEST = 144  # pixels
_DRAWN = 3  # times as large as it is kept
_PRINT_DIGITS, _FONT_HANDS = 0.14, 0.22
_STATE = ("QĐ-UBND", "CT-UBND", "BC-HĐND", "TB-VP", "NQ-CP", "NĐ-CP", "KH-SGD", "CV-SYT")
_CODES = (*_STATE, "TTr-UBND", "CĐ-TTg", "HD-BTC", "UBND-VX", "GM-VP")


@dataclass(frozen=True, slots=True)
class Faces:
    """Font files: upright print, italic print, hands."""

    upright: Sequence[Path]
    italic: Sequence[Path]
    hands: Sequence[Path]


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def gap(faces: Faces, rng: np.random.Generator) -> tuple[Picture, str]:
    """Return a picture (2, HEIGHT, width), as ``features`` gives it, and its digits and strokes, as in "06/2"."""
    image, label = scan(faces, rng)
    return features(image), label


def scan(faces: Faces, rng: np.random.Generator) -> tuple[Image.Image, str]:
    """Return the same as an image of HEIGHT pixels, whose line of writing and size of print are about the usual."""
    while True:
        drawing, right, label = _drawing(faces, rng)
        if right <= LONGEST * _DRAWN:
            break
    wide = round(max(right, 0.8 * EM * _DRAWN) / _DRAWN)
    image = drawing.crop((0, 0, wide * _DRAWN, drawing.height))
    return scanned(image, (wide, HEIGHT), rng), label


def _drawing(faces: Faces, rng: np.random.Generator) -> tuple[Image.Image, float, str]:
    """Draw a gap and its neighbours; return also where it ends (pixels) and what is written."""
    em = EM * _DRAWN * float(rng.uniform(0.86, 1.16))
    line = HEIGHT * _DRAWN * ABOVE / (ABOVE + BELOW) + float(rng.normal(0, 0.05)) * em
    sheet = Image.new("RGB", (LONGEST * _DRAWN + 400, HEIGHT * _DRAWN), (255, 255, 255))
    pen = ImageDraw.Draw(sheet)
    numbered = rng.random() < 0.5
    before, text, after, label = _number(rng) if numbered else _part_of_date(rng)
    face = _one(faces.upright if numbered else faces.italic, rng)
    font = _font(face, max(8, round(em)))
    print_ink = black(rng)
    x = float(rng.uniform(-0.3, 0.5)) * em - (0.0 if before else 0.2 * em)
    if before:
        left = -float(rng.uniform(0, 1)) * font.getlength(before[:1])
        pen.text((left, line), before, print_ink, font, anchor="ls")
        x = left + font.getlength(before)
    x += float(rng.choice([rng.uniform(-0.2, 0.15), rng.uniform(0.1, 1.2)])) * em
    if rng.random() < 0.18:
        _dots(pen, x, line, em, rng)
    x = _fill(_Place(sheet, x, line, em), text, face, faces.hands, rng)
    x += float(rng.choice([rng.uniform(-0.12, 0.1), rng.uniform(0.1, 1.1)])) * em
    pen.text((x, line), after, print_ink, font, anchor="ls")
    ends = [x + font.getlength(after[:n]) for n in range(len(after) + 1)]
    right = ends[-1] + float(rng.uniform(0, 0.2)) * em
    if after and after[-1].isalpha():  # letters may be cut
        right -= float(rng.uniform(0, 0.9)) * (ends[-1] - ends[-2])
    dirt(pen, sheet.size, (em, line), rng)
    return sheet, right, label


def _number(rng: np.random.Generator) -> tuple[str, str, str, str]:
    long = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.45, 0.35, 0.1]))
    text = "".join(str(d) for d in rng.integers(0, 10, long))
    before = str(rng.choice(["Số:", "Số", "ố:", "ố", ":", "", "Số: "]))
    code = str(rng.choice(_CODES))
    year = str(rng.integers(2004, 2030))
    shape = rng.random()
    if shape < 0.7:
        return before, text, "/" + code[: int(rng.integers(0, 3))], text + "/"
    if shape < 0.85:
        seen = f"/{year[: int(rng.integers(0, 4))]}"
        return before, text, seen, text + seen
    if shape < 0.93:
        return before, text, "-" + code[: int(rng.integers(0, 3))], text
    return before, "", "/" + code[: int(rng.integers(0, 3))], "/"


def _part_of_date(rng: np.random.Generator) -> tuple[str, str, str, str]:
    day = bool(rng.random() < 0.6)
    value = int(rng.integers(1, 32 if day else 13))
    text = "" if rng.random() < 0.06 else f"{value:02}" if rng.random() < 0.5 else str(value)
    if rng.random() < 0.2:  # digits that no calendar has: the reader is to look, not to guess
        text = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 3))))
    before, after = ("ngày", "tháng") if day else ("tháng", "năm")
    return before[int(rng.integers(0, 5)) :], text, after[: int(rng.integers(0, 3))], text


def _one(paths: Sequence[Path], rng: np.random.Generator) -> Path:
    return paths[int(rng.integers(len(paths)))]


def _ink(rng: np.random.Generator) -> tuple[int, int, int]:
    if rng.random() < 0.4:
        return black(rng)
    return int(rng.integers(10, 110)), int(rng.integers(20, 130)), int(rng.integers(120, 225))


def _dots(pen: ImageDraw.ImageDraw, x: float, line: float, em: float, rng: np.random.Generator) -> None:
    step, r = em * float(rng.uniform(0.12, 0.3)), em * float(rng.uniform(0.02, 0.05))
    for n in range(int(rng.integers(2, 12))):
        at = x + n * step
        pen.ellipse((at - r, line - 2 * r, at + r, line), black(rng))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where to write: from the left, the foot of the digits, and the size of print or of digits, all in pixels."""

    sheet: Image.Image
    x: float
    foot: float
    size: float


def _fill(place: _Place, text: str, face: Path, hands: Sequence[Path], rng: np.random.Generator) -> float:
    """Write the digits at x on the line; return where they end."""
    x, line, em = place.x, place.foot, place.size
    if not text:
        return x + float(rng.uniform(0.2, 1.5)) * em
    kind = rng.random()
    if kind < _PRINT_DIGITS:
        font = _font(face, max(8, round(em)))
        ImageDraw.Draw(place.sheet).text((x, line), text, black(rng), font, anchor="ls")
        return x + font.getlength(text)
    ink, tall = _ink(rng), em * float(rng.uniform(0.5, 1.15))
    foot = line + em * float(rng.normal(0.0, 0.1)) + max(0.0, tall - 0.75 * em) * float(rng.uniform(0, 0.6))
    if kind < _PRINT_DIGITS + _FONT_HANDS:
        return _lettered(_Place(place.sheet, x, foot, tall), text, _one(hands, rng), ink, rng)
    hand, pen = any_hand(rng), ImageDraw.Draw(place.sheet)
    wide, right = max(3.0, hand.pen * tall), x
    for strokes in written(text, hand, rng):
        moved = [s * tall + (x, foot - tall) for s in strokes]
        draw(pen, moved, wide, ink, rng)
        right = max(right, *(float(s[:, 0].max()) for s in moved))
    return right


def _lettered(place: _Place, text: str, path: Path, ink: tuple[int, int, int], rng: np.random.Generator) -> float:
    """Write with a hand's font, sheared and bent."""
    x, foot, tall = place.x, place.foot, place.size
    font = _font(path, 100)
    box = font.getbbox(text, anchor="ls")
    mask = Image.new("L", (round(box[2] - box[0]) + 60, round(box[3] - box[1]) + 60))
    ImageDraw.Draw(mask).text((30 - box[0], 30 - box[1]), text, 255, font, anchor="ls")
    shear, broad = float(rng.normal(0.05, 0.15)), float(rng.uniform(0.75, 1.3))
    scale = tall / max(1.0, box[3] - box[1])
    if rng.random() < 0.4:
        mask = mask.filter(ImageFilter.MaxFilter(int(rng.choice([3, 5]))))
    width, height = max(4, round(mask.width * scale * broad)), max(4, round(mask.height * scale))
    mask = mask.resize((width, height), Image.Resampling.BILINEAR)
    reach = round(abs(shear) * height)
    bent = mask.transform(
        (width + reach, height),
        Image.Transform.AFFINE,
        (1, shear, -max(0.0, shear) * height, 0, 1, 0),
        Image.Resampling.BILINEAR,
    )
    margin = 30 * scale
    place.sheet.paste(ink, (round(x - margin), round(foot - height + margin)), bent)
    return x + bent.width - 2 * margin
