"""Makes programme.pdf (a scan of two pages), programme.gold.txt (what is printed) and programme.garbled.txt.

Run it with ``python corpus/specimens/make.py``; it needs the font Tinos (Debian: fonts-croscore) and Tesseract. The
results are committed, since users need neither. The garbled text is the scan read with the English model.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pytesseract
from PIL import Image, ImageDraw, ImageFont

from corpus.files import write_atomically
from corpus.training.degrade import Wear, degrade

HERE = Path(__file__).parent
DPI = 200
WIDTH, HEIGHT = round(8.27 * DPI), round(11.69 * DPI)
LEFT, RIGHT, TOP, BOTTOM = round(1.18 * DPI), WIDTH - round(0.75 * DPI), round(0.8 * DPI), HEIGHT - round(0.75 * DPI)
FACES = {"": "Tinos-Regular.ttf", "bold": "Tinos-Bold.ttf", "italic": "Tinos-Italic.ttf"}
WEAR = (
    Wear(blur=0.5, noise=7, skew=0.25, jpeg=55),
    Wear(blur=0.6, noise=9, skew=-0.35, jpeg=55),
)


@dataclass(slots=True)
class Sheet:
    """A page being set: its image, where the next line stands, and what has been printed."""

    image: Image.Image = field(default_factory=lambda: Image.new("L", (WIDTH, HEIGHT), 255))
    y: float = TOP
    lines: list[str] = field(default_factory=list)

    def print(self, text: str, x: float, font: ImageFont.FreeTypeFont, y: float | None = None, gap: float = 0) -> None:
        """Print one line; ``gap`` is the width of a space, 0 for the font's own."""
        draw = ImageDraw.Draw(self.image)
        for word in text.split():
            draw.text((x, self.y if y is None else y), word, fill=25, font=font)
            x += font.getlength(word) + (gap or font.getlength(" "))
        if text:
            self.lines.append(text)


class Typesetter:
    """Sets the marked lines of programme.txt on as many sheets as they need."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]

    @property
    def sheet(self) -> Sheet:
        """The sheet that is being set."""
        return self.sheets[-1]

    def set(self, marked: Iterable[tuple[str, str]]) -> list[Sheet]:
        """Set all lines and return the sheets."""
        for columns, group in groupby(marked, key=lambda line: line[0].startswith(("left", "right"))):
            if columns:
                self._columns(list(group))
                continue
            for mark, text in group:
                single: dict[str, Callable[[str], None]] = {
                    "title": self._title,
                    "rule": self._rule,
                    "head": self._head,
                    "sub": self._sub,
                    "text": self._text,
                }
                single[mark](text)
        return self.sheets

    def _columns(self, lines: list[tuple[str, str]]) -> None:
        """Two blocks beside each other; the gold text has the left one first."""
        self._room(sum(mark.startswith("left") for mark, _ in lines) * 46)
        top, bottom = self.sheet.y + 18, self.sheet.y
        for side, centre in (("left", LEFT + 300), ("right", RIGHT - 330)):
            y = top
            for mark, text in lines:
                if not mark.startswith(side):
                    continue
                small = "small" in mark
                font = _font(mark.rpartition("-")[2], 11 if small else 13)
                x = LEFT if small else centre - font.getlength(text) / 2
                self.sheet.print(text, x, font, y)
                y += 36 if small else 46
            bottom = max(bottom, y)
        self.sheet.y = bottom + 30

    def _title(self, text: str) -> None:
        font = _font("bold", 14)
        self._line(text, (LEFT + RIGHT - font.getlength(text)) / 2, font)

    def _rule(self, _: str) -> None:
        middle, y = (LEFT + RIGHT) // 2, self.sheet.y + 10
        ImageDraw.Draw(self.sheet.image).line((middle - 90, y, middle + 90, y), fill=25, width=2)
        self.sheet.y += 36

    def _head(self, text: str) -> None:
        self.sheet.y += 8
        self._line(text, LEFT + 90, _font("bold", 13.5))

    def _sub(self, text: str) -> None:
        self._line(text, LEFT + 90, _font("bold", 13.5))

    def _text(self, text: str) -> None:
        font = _font("", 13.5)
        rows = list(_wrapped(text, font))
        for number, row in enumerate(rows):
            start = LEFT + (90 if number == 0 else 0)
            words = row.split()
            free = RIGHT - start - sum(font.getlength(word) for word in words)
            justified = number < len(rows) - 1 and len(words) > 1
            self._line(row, start, font, free / (len(words) - 1) if justified else 0)
        self.sheet.y += 8

    def _line(self, text: str, x: float, font: ImageFont.FreeTypeFont, gap: float = 0) -> None:
        self._room(50)
        self.sheet.print(text, x, font, gap=gap)
        self.sheet.y += 50

    def _room(self, needed: float) -> None:
        if self.sheet.y + needed > BOTTOM:
            self.sheets.append(Sheet())
            number = str(len(self.sheets))
            font = _font("", 12)
            self.sheet.print(number, (WIDTH - font.getlength(number)) / 2, font, y=TOP - 60)


def _font(face: str, points: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES.get(face, FACES[""]), round(points * DPI / 72))


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Break a paragraph into lines; the first is indented."""
    row, width = "", RIGHT - LEFT - 90
    for word in text.split():
        longer = f"{row} {word}".strip()
        if font.getlength(longer) > width:
            yield row
            row, width = word, RIGHT - LEFT
        else:
            row = longer
    yield row


def marked_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield mark and text of each line of programme.txt."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, _, text = line.partition(":")
            yield mark, text.strip()


def main() -> None:
    """Write all three files."""
    sheets = Typesetter().set(marked_lines(HERE / "programme.txt"))
    scans = [degrade(sheet.image, wear, seed) for seed, (sheet, wear) in enumerate(zip(sheets, WEAR, strict=True))]
    born = time.gmtime(0)  # the same bytes at every making
    scans[0].save(
        HERE / "programme.pdf",
        save_all=True,
        append_images=scans[1:],
        resolution=DPI,
        quality=55,
        creationDate=born,
        modDate=born,
    )
    gold = "\f".join("\n".join(sheet.lines) for sheet in sheets)
    write_atomically(HERE / "programme.gold.txt", gold + "\n")
    garbled = [pytesseract.image_to_string(scan, lang="eng", config=f"--dpi {DPI}").strip("\n\f") for scan in scans]
    write_atomically(HERE / "programme.garbled.txt", "\n\n".join(garbled) + "\n")


if __name__ == "__main__":
    main()
