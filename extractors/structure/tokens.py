"""The one tokenizer adapter: spaCy's ``Doc`` over a whole text, with Vietnamese words kept beside the tokens.

A token is a syllable, a number, a symbol or a run of extra white space, whatever stands around it, so that a pattern
written once matches everywhere. Which syllables form a word is a second layer, made only when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.vocab import Vocab

WORDS = "words"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s|[^\s]", re.UNICODE)


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
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
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


def words_of(doc: Doc) -> list[Span]:
    """Return the Vietnamese words of ``doc`` as spans, made on first use and kept under ``doc.spans["words"]``."""
    if WORDS not in doc.spans:
        spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in word_offsets(doc.text))
        doc.spans[WORDS] = [span for span in spans if span is not None]
    return list(doc.spans[WORDS])


def cuts_word(doc: Doc, offset: int) -> bool:
    """Tell whether a cut at the character ``offset`` would run through a Vietnamese word."""
    words = words_of(doc)
    index = bisect_right([word.start_char for word in words], offset) - 1
    return index >= 0 and words[index].start_char < offset < words[index].end_char


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
