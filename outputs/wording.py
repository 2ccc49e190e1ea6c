"""Words in both languages: labels, and phrases whose other language is shown or marked as missing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from corpus.glossary import english
from corpus.knowledge import structure

_SPACES = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, Language] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to show and the language they are in; ``foreign`` when the wanted language has no rendering."""

    text: str
    lang: Language
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in Vietnamese and English."""

    vi: Phrase
    en: Phrase

    def side(self, lang: Language) -> Phrase:
        """Return the phrase to show to a reader of ``lang``."""
        return self.vi if lang == "vi" else self.en


def shown(text: str) -> str:
    """Return ``text`` on one line, without the control and direction characters that would deceive a reader's eye."""
    if text.isprintable():  # quick: no such character, no white space but blanks
        return " ".join(text.split())
    pieces = _SPACES.split(text)
    kept = ("".join(c for c in piece if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}) for piece in pieces)
    return " ".join(piece for piece in kept if piece)


def both(vi: str, en: str) -> Pair:
    """Return the pair of two renderings that exist."""
    return Pair(Phrase(shown(vi), "vi"), Phrase(shown(en), "en"))


def pair(vi: str | None, en: str | None) -> Pair | None:
    """Return the pair of what a record knows; English may come from the glossary, and is never invented.

    Returns:
        None when there is neither; a side without a rendering is the other side's words, marked foreign.
    """
    vi, en = shown(vi or ""), shown(en or "")
    en = en or (vi and (english(vi) or ""))
    if not vi and not en:
        return None
    return Pair(
        Phrase(vi, "vi") if vi else Phrase(en, "en", foreign=True),
        Phrase(en, "en") if en else Phrase(vi, "vi", foreign=True),
    )


def told(text: str | None, language: Language) -> Pair | None:
    """Return the pair of a phrase in the document's own ``language``."""
    return pair(text, None) if language == "vi" else pair(None, text)


def quoted(text: str, language: Language) -> Pair:
    """Return words as they are printed, in the document's ``language`` for either reader: nothing is missing."""
    words = Phrase(shown(text), language)
    return Pair(words, words)


def printed(text: str) -> Pair:
    """Return a name or number that is the same in both languages (symbols, names of persons, file names)."""
    return both(text, text)


@cache
def _labels() -> dict[str, Any]:
    return structure("labels")


@lru_cache(maxsize=1024)
def label(key: str, group: str = "words") -> Pair:
    """Return the label ``key`` of that group in corpus/data/labels.toml; an unknown code is shown as it stands."""
    entry = _labels()[group].get(key)
    if entry is None and group == "words":
        raise KeyError(f"labels.toml has no word {key!r}")
    return both(entry["vi"], entry["en"]) if entry else printed(key)


def has_label(key: str, group: str) -> bool:
    """Tell whether corpus/data/labels.toml holds ``key`` in that group."""
    return key in _labels()[group]


def names(key: str, lang: Language) -> list[str]:
    """Return a list of names (months, quarters) in ``lang``."""
    found: list[str] = _labels()["names"][key][lang]
    return found
