"""The spaCy pipeline: one tokenizer, and components that add groups of spans to ``doc.spans``.

A new component registers itself with ``Language.component`` (or ``Language.factory``) in its own module and is named in
``COMPONENTS``; a gazetteer is one row of ``GAZETTEERS`` and fills ``doc.spans[name]``, each span labelled by its key.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import spacy
from spacy.attrs import NORM

from corpus.folding import traditional
from corpus.knowledge import table
from extractors.structure.tokens import SyllableTokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

# component's name -> module that registers it
COMPONENTS = {"times": "extractors.times.expressions"}
_LONGEST = {"@misc": "spacy.first_longest_spans_filter.v1"}


def _document_types() -> Iterator[tuple[str, str]]:
    for row in table("document_types"):
        yield row["vi"], row["vi"]
        yield row["vi"], row["en"]


# gazetteer's name -> its phrases, each behind its key
GAZETTEERS: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {"document_types": _document_types}


@cache
def pipeline() -> Language:
    """Return the pipeline, built once in each process."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    vocab: Any = nlp.vocab  # its stub leaves the getters out
    vocab.lex_attr_getters[NORM] = _norm
    # documents of several hundred pages are one Doc; no component here grows faster than the text
    nlp.max_length = 50_000_000
    for component, module in COMPONENTS.items():
        import_module(module)
        nlp.add_pipe(component)
    for name, phrases in GAZETTEERS.items():
        _add_gazetteer(nlp, name, phrases())
    return nlp


def _norm(token: str) -> str:
    """What a token is found by: in lower case, the tone in its traditional place, white space of any length alike."""
    return " " if token.isspace() else traditional(token.lower())


def _add_gazetteer(nlp: Language, name: str, phrases: Iterator[tuple[str, str]]) -> None:
    """Add a ruler that marks the longest phrases, none overlapping another, also where a gap runs through one."""
    options = {"spans_key": name, "phrase_matcher_attr": "NORM", "spans_filter": _LONGEST}
    ruler: Any = nlp.add_pipe("span_ruler", name=name, config=options)
    ruler.add_patterns(
        [{"label": key, "pattern": wording} for key, phrase in phrases for wording in _with_gaps(phrase)]
    )


def _with_gaps(phrase: str) -> Iterator[str]:
    """Yield the phrase as it is, and with more than a blank between two of its words: a page may end there."""
    yield phrase
    for blank in re.finditer(" ", phrase):
        yield f"{phrase[: blank.start()]}  {phrase[blank.end() :]}"


def annotate(flat: str) -> Doc:
    """Return the annotated ``Doc`` of a document's flat text; its offsets are those of the document's text."""
    return pipeline()(flat)
