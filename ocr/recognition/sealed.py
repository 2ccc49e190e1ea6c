"""Signatures that a red seal lies upon: read once more with the seal lifted, for the lines that were passed over.

To Tesseract a seal is a picture, and so is the print that it crosses: "CHỦ TỊCH" and the name below. By itself, and
without red ink, the block is plain print. What the rim of a seal or a pen leaves is read as anything; so only a line
that is a signature's enters the text: an authority or office in capitals, or a name that begins with a surname.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import islice
from statistics import fmean

from PIL import Image

from corpus.document import Box
from corpus.knowledge import structure, table
from ocr.draft import Segment, Token
from ocr.image.ink import without_colour
from ocr.image.seals import red_ink, seals
from ocr.language import is_syllable
from ocr.marks import fold
from ocr.recognition.alignment import Words

Read = Callable[[Image.Image], Sequence[Segment]]
Closer = Callable[[Sequence[Segment]], Sequence[Segment]]

_LEFT, _ABOVE, _BELOW = 0.35, 0.7, 0.6  # of a seal's width: what is shown beside it; the block goes on to the right
_PAPER = 160  # grey level from which what is left of coloured ink is paper
_RED = 30  # square millimetres of red beside a seal that may be a name
_APART = 1.5  # of the letters' height: a wider gap parts a signature from the box of a digital one
_EDGE = 3  # pixels from the block's edge: a word there may be cut
_NAME, _OFFICE = (0.4, 0.7), (0.3, 0.75)  # confidence of the least sure word of a name or an office, and on the average
_STAMPED = (0.85, 0.9)  # and of a name in the ink of the seal: the stamps of names have fancy letters
_LARGER = 1.5  # times the size at which such a name is read again
_READ = (0.25, 0.5)  # and of a name once it was looked at closer
_SPELLED = 0.9  # confidence in a spelling that no reader has seen, at most
_SURE = 0.8  # confidence of another word in the same place, that stands
_ALONE = 0.4  # of the confidence of words that one reading sees, until they are looked at closer
_WORDS = range(2, 6)  # of a name
_MARKS = re.compile(r"^\W+|^_+")
_AUTHORITIES = {"TM", "KT", "TL", "TUQ"}
_ACTING = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ)\s*[./]\s*\w{2}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A block with a seal: where it lies on the page, without coloured ink, and its lower part as it is.

    ``middle`` is the seal's, in pixels of the page: names stand below. The lower part is kept where it has red ink
    beside the seal's: the stamp of a name.
    """

    box: Box
    middle: int
    lifted: Image.Image
    below: Image.Image | None


def sealed(image: Image.Image, dpi: int) -> tuple[Sealed, ...]:
    """Return the blocks with red seals on a page image (RGB; on a grey one none are known) drawn at ``dpi``."""
    return tuple(_block(image, seal, dpi) for seal in seals(image, dpi))


def _block(image: Image.Image, seal: Box, dpi: int) -> Sealed:
    wide = seal.right - seal.left
    left, top = max(0, round(seal.left - _LEFT * wide)), max(0, round(seal.top - _ABOVE * wide))
    box = Box(left, top, image.width, min(image.height, round(seal.bottom + _BELOW * wide)))
    middle = (seal.top + seal.bottom) // 2
    lifted = without_colour(image.crop((box.left, box.top, box.right, box.bottom)))
    below = image.crop((box.left, middle, box.right, box.bottom))
    without = below.copy()
    without.paste("white", (seal.left - left, 0, seal.right - left, seal.bottom - middle))
    named = red_ink(without, dpi).sum() >= _RED
    return Sealed(box, middle, lifted.point(_contrasted), below.convert("L") if named else None)


def _contrasted(level: int) -> int:
    return min(255, level * 255 // _PAPER)


def revealed(segments: Sequence[Segment], blocks: Sequence[Sealed], read: Read, closer: Closer) -> list[Segment]:
    """Return the segments of a page with the lines of signatures beneath its seals that were passed over.

    Words in the place of such a line that are not sure, and other than it, give way to it.

    Args:
        segments: what is read of the page.
        blocks: where seals lie on it.
        read: reads an image of lines one below the other.
        closer: settles doubtful words of lines by further readings, line by line.
    """
    found = list(segments)
    for block in blocks:
        lines = [line for line in _printed(block, read) if not _is_read(line, found)]
        doubted = [tuple(replace(t, confidence=(t.confidence or 0.0) * _ALONE) for t in line) for line in lines]
        settled = map(_settled, doubted, closer(doubted) if doubted else ())
        for line in filter(_is_confirmed, settled):
            found = _with(found, _spelled(line))
        if not any(True for segment in found for _ in _names(_parted(segment), block, _READ)):
            for name in _stamped(block, read):
                found = _with(found, name)
    return found


def _printed(block: Sealed, read: Read) -> Iterator[Segment]:
    pieces = [*_pieces(read(block.lifted), block.box)]
    yield from filter(is_office, pieces)
    yield from islice(_names(pieces, block, _NAME), 1)


def _stamped(block: Sealed, read: Read) -> Iterator[Segment]:
    """Yield a name in the ink of the seal that is read alike at two sizes: lifted, it would be gone."""
    if block.below is None:
        return
    shown = Box(block.box.left, block.middle, block.box.right, block.box.bottom)
    for name in islice(_names(_pieces(read(block.below), shown), block, _STAMPED), 1):
        larger = block.below.resize((round(block.below.width * _LARGER), round(block.below.height * _LARGER)))
        again = [tuple(t.text for t in piece) for segment in read(larger) for piece in _parted(segment)]
        if tuple(t.text for t in name) in again:
            yield name


def _names(pieces: Iterable[Segment], block: Sealed, sure: tuple[float, float]) -> Iterator[Segment]:
    return (piece for piece in pieces if is_person(piece, sure) and _stands_below(piece, block))


def _pieces(segments: Sequence[Segment], shown: Box) -> Iterator[Segment]:
    """Yield the words between wide gaps, on the page, without marks at either end; none that the edge may cut."""
    width = shown.right - shown.left
    for whole in (_bare(piece) for segment in segments for piece in _parted(segment)):
        boxes = [token.box for token in whole if token.box]
        if boxes and boxes[0].left > _EDGE and boxes[-1].right < width - _EDGE:
            yield tuple(replace(token, box=_moved(token.box, shown)) for token in whole)


def _bare(piece: Segment) -> Segment:
    """Leave out what a rim or a pen beside the words was read as: "ƒ CHỦ TỊCH |", "_CHỦ TỊCH"."""
    words = [at for at, token in enumerate(piece) if sum(map(str.isalpha, token.text)) > 1]
    if not words:
        return ()
    first, *rest = piece[words[0] : words[-1] + 1]
    return (replace(first, text=_MARKS.sub("", first.text)), *rest)


def _moved(box: Box | None, shown: Box) -> Box | None:
    if box is None:
        return None
    return Box(box.left + shown.left, box.top + shown.top, box.right + shown.left, box.bottom + shown.top)


def _parted(segment: Segment) -> Iterator[Segment]:
    tall = max((token.box.bottom - token.box.top for token in segment if token.box), default=0)
    piece: list[Token] = []
    for token in segment:
        last = piece[-1].box if piece else None
        if last and token.box and token.box.left - last.right > _APART * tall:
            yield tuple(piece)
            piece = []
        piece.append(token)
    if piece:
        yield tuple(piece)


def is_office(piece: Segment, sure: tuple[float, float] = _OFFICE) -> bool:
    """Tell whether words are an authority or office in capitals.

    ``sure``: how sure the least sure of them is at least, and all of them on the average.
    """
    text = " ".join(token.text for token in piece)
    letters = [fold(token.text) for token in piece]
    # a seal may have taken the first letter: "HÓ GIÁM ĐỐC"
    words = ["PHO", *letters[1:]] if letters[:1] == ["HO"] else letters
    own = any(words[: len(office)] == _folded(office) for office in _offices())
    return text.isupper() and (own or _ACTING.match(text) is not None) and _at_least(piece, sure)


def is_person(piece: Segment, sure: tuple[float, float]) -> bool:
    """Tell whether words are a person's name that begins with a surname; ``sure`` as for an office."""
    words = [token.text for token in piece]
    named = all(word.isalpha() and word.istitle() and is_syllable(word.lower()) for word in words)
    return named and len(words) in _WORDS and words[0] in _surnames() and _at_least(piece, sure)


def _stands_below(piece: Segment, block: Sealed) -> bool:
    box = piece[0].box
    return box is not None and box.left >= block.box.left and block.middle < box.bottom and box.top < block.box.bottom


def _at_least(piece: Segment, sure: tuple[float, float]) -> bool:
    confidences = [token.confidence or 0.0 for token in piece]
    return min(confidences) >= sure[0] and fmean(confidences) >= sure[1]


def _settled(line: Segment, closer: Segment) -> Segment:
    """Return the line with the marks that further readings give its words; the seal is not lifted there so well.

    Where those have other letters, the line's stand, in doubt.
    """
    alike = len(line) == len(closer)
    return tuple(map(_marked, line, closer)) if alike else line


def _marked(token: Token, closer: Token) -> Token:
    letters = fold(token.text)
    alike = tuple(other for other in closer.alternatives if fold(other.text) == letters)
    return replace(closer, alternatives=alike) if fold(closer.text) == letters else token


def _is_confirmed(line: Segment) -> bool:
    """Whether a line is known by its words, or further readings see the same name."""
    return is_office(line, (0.0, 0.0)) or is_person(line, _READ)


def _spelled(line: Segment) -> Segment:
    """Return the line with its office or body as it is spelled: "GIÁM ĐÓC" and "TM. BẠN KINH TẾ" have lost marks."""
    start = 1 if len(line) > 1 and fold(line[0].text) in _AUTHORITIES else 0
    texts = [token.text for token in line[start:]]
    known = _offices() + _heads() if start else _offices()
    alike = [words for words in known if _folded(texts[: len(words)]) == _folded(words)]
    if not alike or any(texts[: len(words)] == list(words) for words in alike):
        return line
    best = max(alike, key=len)
    spelled = zip(line[start:], best, strict=False)
    words = tuple(replace(t, text=w, confidence=min(t.confidence or 0.0, _SPELLED)) for t, w in spelled)
    return line[:start] + words + line[start + len(words) :]


def _folded(words: Sequence[str]) -> list[str]:
    return [fold(word) for word in words]


def _is_read(line: Segment, segments: Sequence[Segment]) -> bool:
    words = Words([token for segment in segments for token in segment])
    return all(any(fold(other.text) == fold(token.text) for other in words.at(token.box)) for token in line)


def _with(segments: Sequence[Segment], line: Segment) -> list[Segment]:
    """Return the segments with the line, unless something else in its place is sure, or more.

    Of the same letters the surer reading stands.
    """
    words, there = Words([t for s in segments for t in s if any(map(str.isalnum, t.text))]), Words(line)
    place = reduce(Box.union, [token.box for token in line if token.box])
    others = [t for t in words.near(place) if there.at(t.box) or _within(t.box, place)]
    letters = {fold(token.text) for token in line}
    contrary = any((t.confidence or 0.0) >= _SURE and fold(t.text) not in letters for t in others)
    if contrary or _length(others) > _length(line):  # of "KT, CHỦ TỊCH" no "CHỦ TỊCH" is the better reading
        return list(segments)
    gone = {id(t) for t in others}
    kept = [tuple(t for t in segment if id(t) not in gone) for segment in segments]
    return [s for s in kept if s] + [tuple(_surer(token, words.at(token.box)) for token in line)]


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(fold(token.text)) for token in tokens)


def _surer(token: Token, others: Sequence[Token]) -> Token:
    alike = [other for other in others if fold(other.text) == fold(token.text)]
    return max((token, *alike), key=lambda t: t.confidence or 0.0)


def _within(box: Box | None, place: Box) -> bool:
    middle = ((box.left + box.right) // 2, (box.top + box.bottom) // 2) if box else (-1, -1)
    return place.left <= middle[0] < place.right and place.top <= middle[1] < place.bottom


@cache
def _offices() -> tuple[tuple[str, ...], ...]:
    """Words of offices in capitals, also those of deputies."""
    names = structure("issuers")["offices"]["names"]
    return tuple(tuple(f"{before}{name}".split()) for name in names for before in ("", "PHÓ "))


@cache
def _heads() -> tuple[tuple[str, ...], ...]:
    """Words that the names of bodies begin with, in capitals."""
    return tuple(tuple(name.upper().split()) for name in structure("issuers")["heads"])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in table("surnames"))
