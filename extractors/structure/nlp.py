"""The spaCy pipeline: one tokenizer, and components that add groups of spans to ``doc.spans``.

A new component registers itself with ``Language.component`` (or ``Language.factory``) in its own module and is named in
``COMPONENTS``; a gazetteer needs only ``gazetteer()``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import spacy
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from extractors.structure.tokens import SyllableTokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.language import Language
    from spacy.tokens import Doc, Span

# component's name -> module that registers it
COMPONENTS = {"times": "extractors.times.expressions"}


@cache
def pipeline() -> Language:
    """Return the pipeline, built once in each process."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    # documents of several hundred pages are one Doc; no component here grows faster than the text
    nlp.max_length = 50_000_000
    for component, module in COMPONENTS.items():
        import_module(module)
        nlp.add_pipe(component)
    return nlp


def annotate(flat: str) -> Doc:
    """Return the annotated ``Doc`` of a document's flat text; its offsets are those of the document's text."""
    return pipeline()(flat)


def gazetteer(phrases: Mapping[str, Iterable[str]]) -> PhraseMatcher:
    """Return a matcher for phrases by key, indifferent to case.

    Args:
        phrases: for each key, the ways in which it is printed.
    """
    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for key, wordings in phrases.items():
        matcher.add(key, [nlp.make_doc(wording) for wording in wordings])
    return matcher


def matches(matcher: PhraseMatcher, doc: Doc) -> list[Span]:
    """Return the longest matches that do not overlap, in text order; a span's ``label_`` is its key."""
    return filter_spans(matcher(doc, as_spans=True))
