"""Lines that the project itself has just recognised: each word is weighed in its context, with how sure its reader was.

Where two readings differ, the context decides between them; where they agree, it takes strong evidence to change a
tone. Digits are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Alternative as Heard
from corpus.language.ngram import Ngrams
from corpus.language.orthography import fold
from corpus.language.peel import peel
from ocr.repair.candidates import Candidates, Setting, single
from ocr.repair.decoder import Choice, decode_all
from ocr.repair.lattice import Arc, Lattice
from ocr.repair.mild import MildProposer
from ocr.repair.restore import CHUNK, Alternative, RestoredLine, RestoredToken, in_capitals, paragraphs
from ocr.repair.tokens import Kind, Token, tokens_of

_SURE = 0.6  # least posterior of a change
_UNKNOWN_CONFIDENCE = 0.97  # of a word whose reader does not say
_LEAST = 0.001  # posterior under which a runner-up is not worth naming
_MOST = 3


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word of a line, `start:end`, how sure its reader is of it, and what other readings gave instead."""

    start: int
    end: int
    confidence: float | None = None
    others: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as recognised; `open`: its words may change, otherwise it only gives context."""

    text: str
    words: tuple[ReadWord, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    token: Token
    candidates: Candidates


def restore_recognised(lines: Sequence[ReadLine], ngram: Ngrams, proposer: MildProposer) -> list[RestoredLine]:
    """Restore recognised lines; a blank line parts paragraphs. The result has one line for each line given."""
    results = [RestoredLine(line.text, line.text, ()) for line in lines]
    for groups in _chunks(lines, ngram, proposer):
        for items, choices in zip(groups, decode_all([_chain(items) for items in groups], ngram), strict=True):
            chosen = zip(items, choices, strict=True)
            for number, within in groupby(chosen, key=lambda pair: pair[0].line):
                if lines[number].open:
                    results[number] = _written(lines[number].text, within)
    return results


def _chunks(lines: Sequence[ReadLine], ngram: Ngrams, proposer: MildProposer) -> Iterator[list[list[_Item]]]:
    """Gather the items of paragraphs, of as many paragraphs as are decoded side by side."""
    chunk: list[list[_Item]] = []
    for numbers in paragraphs([line.text for line in lines]):
        items = _items(lines, numbers, ngram, proposer)
        if items:
            chunk.append(items)
        if sum(map(len, chunk)) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _chain(items: Sequence[_Item]) -> Lattice:
    arcs = [Arc(at, at + 1, item.candidates, at, at) for at, item in enumerate(items)]
    return Lattice(len(items) + 1, arcs)


def _items(lines: Sequence[ReadLine], numbers: Sequence[int], ngram: Ngrams, proposer: MildProposer) -> list[_Item]:
    """Weigh the tokens of a paragraph; a sentence starts with it, after a stop, and after a dash."""
    items = []
    start = True
    for number in numbers:
        line = lines[number]
        capitals = in_capitals(line.text)
        start = start or line.text.lstrip()[:1] in "-–+*•"
        for token in tokens_of(line.text):
            setting = Setting.CAPITALS if capitals else Setting.START if start else Setting.WITHIN
            items.append(_Item(number, token, _candidates(line, token, setting, ngram, proposer)))
            stop = token.kind is Kind.STOP and token.text[0] != ";"
            start = stop or (start and token.kind is Kind.NUMBER)
    return items


def _candidates(line: ReadLine, token: Token, setting: Setting, ngram: Ngrams, proposer: MildProposer) -> Candidates:
    if token.kind is Kind.STOP:
        return single(ngram.boundary, token.text)
    if token.kind is Kind.WORD and line.open:
        sure, others = _evidence(line, token)
        return proposer.weigh(token.text, setting, sure, others)
    printed = (token.printed if line.open else None) or token.text
    digits = any(c.isdecimal() for c in printed)
    return single(ngram.number if digits else ngram.index.get(fold(printed), ngram.unknown), printed)


def _evidence(line: ReadLine, token: Token) -> tuple[float, tuple[Heard, ...]]:
    """How sure the reader is of a token, and the cores of what other readings gave for the word that it is."""
    word = next((w for w in line.words if w.start <= token.start and token.end <= w.end), None)
    if word is None or word.confidence is None:
        return _UNKNOWN_CONFIDENCE, ()
    sure, others = word.confidence, []
    # of a word of several parts ("chính-trị") it is not known which part the other reading gives
    whole = peel(line.text[word.start : word.end])[1] == token.text
    for other in word.others if whole else ():
        core = peel(other.text)[1]
        if core == token.text:  # they differ in the punctuation only
            sure += other.probability
        elif core.isalpha():
            others.append(Heard(core, other.probability))
    return sure, tuple(others)


def _written(raw: str, chosen: Iterable[tuple[_Item, Choice]]) -> RestoredLine:
    parts: list[str] = []
    tokens: list[RestoredToken] = []
    length = at = 0
    for item, choice in chosen:
        token = item.token
        taken = choice.taken if choice.posteriors[choice.taken] >= _SURE else 0
        text = item.candidates.texts[taken]
        parts += [raw[at : token.start], text]
        length += token.start - at
        if token.kind is Kind.WORD:
            others = _runners_up(choice, taken)
            sure = float(choice.posteriors[taken])
            tokens.append(RestoredToken(length, length + len(text), token.start, token.end, text, sure, others))
        length += len(text)
        at = token.end
    return RestoredLine("".join(parts) + raw[at:], raw, tuple(tokens))


def _runners_up(choice: Choice, taken: int) -> tuple[Alternative, ...]:
    ranked = sorted(range(len(choice.posteriors)), key=lambda n: -choice.posteriors[n])
    return tuple(
        Alternative(choice.arc.candidates.texts[n], float(choice.posteriors[n]))
        for n in ranked[: _MOST + 1]
        if n != taken and choice.posteriors[n] >= _LEAST
    )[:_MOST]
