"""The check of a page's first reading: a second reading, then a closer look at what is still in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from statistics import median

from PIL import Image

from corpus.document import Box
from corpus.errors import PageError
from ocr.draft import Segment, Token
from ocr.handwriting import Head, filled, head_of, written_by_hand
from ocr.image.collage import collage
from ocr.image.ink import Ink, doubted_where_written, ink_of, without_colour
from ocr.image.treatment import Treatment
from ocr.options import ReadOptions
from ocr.page.margins import unread_marks
from ocr.recognition.alignment import scaled
from ocr.recognition.closer_look import BY_ITSELF, BY_OTHERS, closer_look
from ocr.recognition.inequalities import barred, with_bars
from ocr.recognition.recognise import BLOCK, has_language, recognise
from ocr.recognition.sealed import Closer, Sealed, revealed, sealed
from ocr.recognition.second_reading import reconciled, with_plain_digits
from ocr.tables.cell_reading import read, without_rules
from ocr.tables.grid import Grid

Draw = Callable[[int], Image.Image]
"""Draws a page at a resolution (dpi)."""

_SECOND_MODELS = ("Vietnamese", "script/Vietnamese")  # Debian's name for the script model, and everyone else's
_CLOSER = 1.5  # times the first reading's resolution
_LEAST_ASIDE = 8  # pixels beside a part


@dataclass(frozen=True, slots=True)
class View:
    """A page as it was first read: how it is drawn, how treated, at what dpi, by which model.

    ``grids`` are its ruled tables, in pixels at ``dpi``.
    """

    draw: Draw
    treatment: Treatment
    dpi: int
    model: str
    options: ReadOptions
    grids: tuple[Grid, ...] = ()

    def tables(self, dpi: int) -> list[Grid]:
        """Return the ruled tables in pixels at another resolution."""
        return [grid.scaled(dpi / self.dpi) for grid in self.grids]

    def at(self, dpi: int) -> Image.Image:
        """Return the page's image at another resolution, without coloured ink."""
        return self.treatment.applied(without_colour(self.draw(dpi)))


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of the first reading and its image.

    That is its ink, where something stands unread in the margins, which numbers are written by hand, which signs < and
    > have a bar, the head of the page where a letterhead has gaps for a hand, and what lies under red seals.
    """

    ink: Ink
    marks: tuple[Box, ...]
    written: frozenset[Box] = frozenset()
    bars: tuple[Box, ...] = ()
    head: Head | None = None
    sealed: tuple[Sealed, ...] = ()


def seen(image: Image.Image, segments: Sequence[Segment], dpi: int) -> Seen:
    """Return what the check needs of the image that the first reading was made of."""
    boxes = [t.box for s in segments for t in s if t.box]
    tall = median([b.bottom - b.top for b in boxes] or [1])
    ink = ink_of(image)
    written = frozenset(t.box for t in written_by_hand(segments, ink) if t.box)
    marks = tuple(unread_marks(image, boxes, tall))
    return Seen(ink, marks, written, barred(image, segments), head_of(image, segments), sealed(image, dpi))


def second_model(model: str) -> str | None:
    """Return another model for the same language, where one is installed."""
    found = [name for name in _SECOND_MODELS if has_language(name)] if model == "vie" else []
    return found[0] if found else None


def checked(segments: list[Segment], view: View, first: Seen) -> tuple[list[Segment], str]:
    """Return the first reading, checked, and how it was read.

    With a second model the page is read in full twice, at two resolutions, and doubtful words again by both models.
    Without, they are read again by the only one: half the check, at little more than the cost of one reading.
    """
    options = view.options
    plain = [with_plain_digits(segment) for segment in segments]
    if not options.second_dpi or not segments:
        return _looked_up(plain, first), f"{view.model} at {view.dpi} dpi"
    other = second_model(view.model)
    models = [view.model, other] if other else [view.model]
    try:
        again = _read_again(segments, view) if other else plain
        doubt = BY_OTHERS if other else BY_ITSELF
        closer = partial(closer_look, read=partial(_read_parts, _Larger(view), models), doubt=doubt)
        # seals apart, for what is read beside a word changes how it is read
        settled = _beneath_seals(closer(again, first.marks), view, first, partial(closer, marks=()))
    except PageError:  # the first reading stands: half a check is no reason to lose a page
        return _looked_up(plain, first), f"{view.model} at {view.dpi} dpi"
    return _looked_up(settled, first), f"{' and '.join(models)} at {view.dpi} dpi and closer"


def _beneath_seals(segments: list[Segment], view: View, first: Seen, closer: Closer) -> list[Segment]:
    """Return the segments of a Vietnamese page with the signatures that its seals hide."""
    if view.model != "vie" or not first.sealed:
        return segments
    read_block = partial(recognise, language=view.model, dpi=view.dpi, options=view.options, layout=BLOCK)
    try:
        return revealed(segments, first.sealed, read_block, closer)
    except PageError:
        return segments


def _looked_up(segments: Sequence[Segment], first: Seen) -> list[Segment]:
    """Return the segments with what no reader of print sees: bars under signs, and what a hand has set."""
    doubted = doubted_where_written(with_bars(segments, first.bars), first.ink, first.written)
    return filled(doubted, first.head)


def _read_again(segments: Sequence[Segment], view: View) -> list[Segment]:
    """Read the whole page at the second resolution, in the same proportion to the first as the options ask."""
    options = view.options
    dpi = round(view.dpi * options.second_dpi / options.scan_dpi)
    return reconciled(segments, read(view.at(dpi), view.tables(dpi), view.model, dpi, options), view.dpi / dpi)


class _Larger:
    """A page drawn larger, once."""

    def __init__(self, view: View) -> None:
        self.view, self.dpi = view, round(view.dpi * _CLOSER)
        self.scale = self.dpi / view.dpi

    @cached_property
    def image(self) -> Image.Image:
        return without_rules(self.view.at(self.dpi), self.view.tables(self.dpi))


def _read_parts(larger: _Larger, models: Sequence[str], parts: Sequence[Box]) -> list[list[Token]]:
    """Read parts of the page, drawn larger, by each model; boxes are in pixels of the first reading's image."""
    put = collage(larger.image, [_larger(part, larger.scale) for part in parts])
    options = larger.view.options
    return [
        [
            scaled(token, 1 / larger.scale)
            for token in put.on_page(recognise(put.image, model, larger.dpi, options, layout=BLOCK))
        ]
        for model in models
    ]


def _larger(part: Box, by: float) -> Box:
    left, right = round(part.left * by) - _LEAST_ASIDE, round(part.right * by) + _LEAST_ASIDE
    return Box(max(0, left), max(0, round(part.top * by)), right, round(part.bottom * by))
