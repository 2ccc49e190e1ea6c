"""The one tokenizer adapter: spaCy's ``Doc`` over a whole text, with Vietnamese words kept beside the tokens.

A token is a syllable, a number, a symbol or a run of extra white space, whatever stands around it, so that a pattern
written once matches everywhere. Which syllables form a word is a second layer, made only when it is asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.vocab import Vocab

_STRETCH = 200
"""Characters on each side of an offset that may tell which words stand there."""
_UP_TO = re.compile(r"(?:[^\W\d_]| (?! ))*\Z")
_FROM = re.compile(r"(?:[^\W\d_]| (?! ))*")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s+|[^\s]", re.UNICODE)


class SyllableTokenizer:
    """A spaCy tokenizer whose tokens always join to the text they were made from."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary that the tokens' strings go into."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the ``Doc`` of ``text``; ``doc.text == text`` and token offsets are offsets of ``text``."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            piece = match.group()
            if piece[0] == " " and words:
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the tokenizer holds no state; spaCy asks when a pipeline is saved."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> SyllableTokenizer:
        """Return the tokenizer as it is."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Write nothing: the tokenizer holds no state."""

    def from_disk(self, _path: Any, **_: Any) -> SyllableTokenizer:
        """Return the tokenizer as it is."""
        return self


def cuts_word(text: str, offset: int) -> bool:
    """Tell whether a cut at ``text[offset]`` would run through a Vietnamese word ("thiết|bị", "chính|phủ")."""
    if not 0 < offset < len(text):
        return False
    # no word runs over a mark or a figure, so what stands between two of them is cut into words by itself
    before = _UP_TO.search(text, max(0, offset - _STRETCH), offset)
    start = before.start() if before else offset
    after = _FROM.match(text, offset, offset + _STRETCH)
    end = after.end() if after else offset
    return offset - start in _insides(text[start:end])


@lru_cache(maxsize=4096)
def _insides(stretch: str) -> frozenset[int]:
    """The offsets between a word's first character and its end."""
    return frozenset(i for start, end in word_offsets(stretch) for i in range(start + 1, end))


def word_offsets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of every word that underthesea finds in ``text``, in order."""
    # the import costs 0.6 s, and most runs never ask for words
    from underthesea import word_tokenize  # noqa: PLC0415

    at = 0
    # without this option the words are rewritten and their offsets lost
    for word in word_tokenize(text, use_token_normalize=False):
        start, end = -1, at
        for piece in word.split():
            found = text.find(piece, end)
            if found < 0:
                break
            start, end = (found if start < 0 else start), found + len(piece)
        if start >= 0:
            yield start, end
            at = end
