"""Clean texts to learn from: reading a corpus, keeping documents apart for evaluation, cutting paragraphs.

A corpus is a file of JSON lines, plain or xz-compressed, each with `id`, `source` and `text`.
"""

import hashlib
import json
import lzma
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

HELD_OUT_ONE_IN = 40  # one document in forty is kept apart for evaluation


@dataclass(frozen=True, slots=True)
class Text:
    """One clean document: its identifier, where it came from, and its NFC text."""

    id: str
    source: str
    text: str


def read_corpus(path: Path) -> Iterator[Text]:
    """Yield the documents of a JSON-lines corpus (`.xz` or plain). Raises OSError, KeyError on a bad file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text(row["id"], row["source"], unicodedata.normalize("NFC", row["text"]))


def held_out(identifier: str) -> bool:
    """Tell whether a document is kept apart for evaluation: decided by its identifier alone, so never by chance."""
    digest = hashlib.sha256(identifier.encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_ONE_IN == 0


def kept_apart(identifier: str) -> bool:
    """Tell whether a document must not be learnt from: held out, or sharing text with the pages of the benchmark."""
    return held_out(identifier) or identifier in _overlapping()


@lru_cache(maxsize=1)
def _overlapping() -> frozenset[str]:
    """Identifiers listed in apart.txt, which `corpus.training.overlap` writes."""
    return frozenset(files("corpus.training").joinpath("apart.txt").read_text(encoding="utf-8").split("\n"))


def paragraphs(text: str) -> list[str]:
    """Join printed lines into paragraphs: a line that starts with a small letter goes on from the one before."""
    found: list[str] = []
    fresh = True
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if not line:
            fresh = True
        elif found and not fresh and line[0].islower():
            found[-1] += " " + line
        else:
            found.append(line)
            fresh = False
    return found
