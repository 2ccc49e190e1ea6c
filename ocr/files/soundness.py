"""Whether a page's text layer can be trusted, or the page must be recognised."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from corpus.document import Box
from ocr.files.legacy import detect
from ocr.files.text_layer import TextLayer
from ocr.language import Profile, profile

_PAGE_IMAGE = 0.4  # of the page: images that are the page's content, not a seal or a logo
_FEW_LETTERS = 200  # beside a page image: a running head, the stamp of a digital signature
_BAD_SHARE = 0.01
_STRANGE = {"Co", "Cn", "Cs", "Cc"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the text layer is used, and why, in a sentence with figures; its encoding if that is none of today.

    ``pictures``: where pictures lie of which a sound layer says nothing, in points of the page as it is shown.
    """

    sound: bool
    reason: str
    encoding: str | None = None
    pictures: tuple[Box, ...] = ()


def judge(layer: TextLayer) -> Verdict:
    """Return whether a page's text layer is used; each page decides on its own."""
    verdict = _judge(layer, sum(not c.isspace() for c in layer.text))
    return replace(verdict, pictures=layer.pictures.unread) if verdict.sound else verdict


def _judge(layer: TextLayer, letters: int) -> Verdict:
    share = layer.pictures.share
    image = f"an image covers {share:.0%} of the page"
    if layer.blank:
        return Verdict(sound=True, reason="the page is blank")
    if letters == 0:
        return Verdict(sound=False, reason=f"the page has no text layer; {image}")
    if share >= _PAGE_IMAGE and letters < _FEW_LETTERS:
        return Verdict(sound=False, reason=f"{image} and the text layer has only {letters} characters")
    bad = _bad_share(layer.text)
    if bad > _BAD_SHARE:
        return Verdict(sound=False, reason=f"{bad:.1%} of the text layer's {letters} characters have no meaning")
    encoding = detect(layer.text) if share < _PAGE_IMAGE else None
    if encoding:
        reason = f"the text layer has {letters} characters in the encoding {encoding} of before Unicode"
        return Verdict(sound=True, reason=reason, encoding=encoding)
    return _judge_language(layer, letters, image)


def _judge_language(layer: TextLayer, letters: int, image: str) -> Verdict:
    figures = profile(layer.text)
    words = (
        f"{figures.vietnamese:.0%} of its {figures.words} words are built like Vietnamese syllables, "
        f"{figures.marked:.0%} bear marks"
    )
    if figures.is_english:
        return Verdict(sound=True, reason=f"the text layer has {letters} characters and reads as English")
    if layer.pictures.share >= _PAGE_IMAGE and not _reads_well(figures):
        return Verdict(sound=False, reason=f"{image} and the text layer behind it is poor: {words}")
    if _is_garbled(figures):
        return Verdict(sound=False, reason=f"the text layer is garbled: {words}")
    return Verdict(sound=True, reason=f"the text layer has {letters} characters; {words}")


def _reads_well(figures: Profile) -> bool:
    """Behind a page image stands some OCR's reading: it must be good to be better than ours."""
    return figures.vietnamese >= 0.93 and figures.marked >= 0.55


def _is_garbled(figures: Profile) -> bool:
    """Running text without marks or syllables; forms, tables and lists of foreign names have few words."""
    return figures.words >= 40 and (figures.vietnamese < 0.6 or figures.marked < 0.25)


def _bad_share(text: str) -> float:
    seen = [c for c in text if not c.isspace()]
    strange = sum(c == "\ufffd" or (unicodedata.category(c) in _STRANGE and c != "\x02") for c in seen)
    return strange / max(1, len(seen))
