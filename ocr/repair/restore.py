"""Restoring: garbled lines in, the same number of repaired lines out, each change with its place and probability."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from corpus.language.mended import with_mended
from corpus.language.models import load_channel, load_ngram
from corpus.language.ngram import Floats, Ints, Ngrams
from corpus.learned import Misreading, learned
from ocr.repair.candidates import ChannelProposer, Proposer, Setting
from ocr.repair.certainty import Certainty, kind, shipped
from ocr.repair.decoder import Choice, decode_all
from ocr.repair.draft import Draft, packed
from ocr.repair.lattice import Channel, Item, build
from ocr.repair.mild import MildProposer
from ocr.repair.said import Said, learnt, reconsider
from ocr.repair.signals import Chosen, core, signals
from ocr.repair.stripped import StripProposer
from ocr.repair.tokens import Kind, Token, tokens_of

MOST_ALTERNATIVES = 3
LONGEST = 60  # lines after which a paragraph is cut at the next stop; after twice as many it is cut anyway
CHUNK = 6_000  # tokens decoded side by side: fewer take longer, more take more memory
LEAD = 2  # tokens of the sentence before, its last word and the stop
LONGEST_SENTENCE = 1_000  # tokens after which a sentence is cut anyway: a text without stops has no other end
SHORT = 3  # letters that a word before the end of a sentence has at least
LEAST_ALTERNATIVE = 0.001  # posterior under which a runner-up is not worth naming
RULE_PROBABILITY = 0.9  # of a mark changed by rule
MILD_SURE = 0.6  # least probability of a change to what a good reader read


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a word might be instead, and how probable that is."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class RestoredToken:
    """A word of a restored line: `start:end` in the output line, `raw_start:raw_end` in the line as read."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    probability: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """A restored line and its words; all that stands between the words is as it was read."""

    text: str
    raw: str
    tokens: tuple[RestoredToken, ...]


@dataclass(frozen=True)
class Models:
    """What restoring needs: the n-gram model, who proposes candidates for each kind of damage, and who is how sure.

    `mended`: what people have mended of recognised words (see `MildProposer`).
    """

    ngram: Ngrams
    proposers: Mapping[Channel, Proposer]
    certainty: Certainty = field(default_factory=shipped)
    mended: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shipped_models() -> Models:
    """Load the models that ship with the project, under what the office has learned.

    Raises FileNotFoundError when the installation lacks them.
    """
    return models_with(learned().misreadings)


def models_with(misreadings: Sequence[Misreading]) -> Models:
    """Load the models that ship with the project and lay mended words over them."""
    ngram = load_ngram()
    mended: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one in misreadings:
        if one.reader == "recognised":
            mended[one.read].append((one.printed, math.log(one.chance)))
    channel = with_mended(load_channel(), [one for one in misreadings if one.reader == "garbled"])
    proposers: dict[Channel, Proposer] = {
        Channel.GARBLED: ChannelProposer(ngram, channel),
        Channel.STRIPPED: StripProposer(ngram),
        Channel.MILD: MildProposer(ngram, mended),
    }
    return Models(ngram, proposers, mended=mended)


def restore(
    lines: Sequence[str], channels: Channel | Sequence[Channel], models: Models | None = None
) -> list[RestoredLine]:
    """Restore NFC lines (without line breaks), all damaged alike or each in its own way; a blank line parts paragraphs.

    Lines of `Channel.NONE` come back as they are and serve as context. The result has one line for each line given.
    """
    models = models or shipped_models()
    each = [channels] * len(lines) if isinstance(channels, Channel) else channels
    results = [RestoredLine(line, line, ()) for line in lines]
    for number, within in groupby(_sure(lines, each, models), key=lambda one: one[0].first.line):
        if each[number] is not Channel.NONE:
            results[number] = _line(lines[number], within)
    return results


def choose(
    lines: Sequence[str], channels: Sequence[Channel], models: Models
) -> Iterator[tuple[list[Chosen], Floats, list[str]]]:
    """Choose the words of damaged paragraphs, chunk by chunk in reading order; with their signals and their kinds."""
    chunks = deque(_chunks(lines, channels))
    figures = Counter(core(item.token.text) for item in _items_of(chunks) if item.token.kind is Kind.NUMBER)
    drafts = [_draft(chunk, models) for chunk in chunks]
    said = learnt(drafts, len(models.ngram.words))
    for draft in drafts:
        chosen, sentence = _reconsidered(chunks.popleft(), draft, said, models.ngram)
        yield chosen, signals(chosen, sentence, models.ngram, figures), [kind(one) for one in chosen]


def _items_of(chunks: Iterable[Sequence[_Sentence]]) -> Iterator[Item]:
    return (item for chunk in chunks for sentence in chunk for item in sentence.items[sentence.lead :])


def _reconsidered(
    chunk: Sequence[_Sentence], draft: Draft, said: Said | None, ngram: Ngrams
) -> tuple[list[Chosen], Ints]:
    """What is chosen in a chunk, without what only leads to a sentence, and the number of each one's sentence."""
    decoded = reconsider(draft, said, ngram)
    chosen = [
        (Chosen(sentence.items[choice.arc.first], sentence.items[choice.arc.last], choice), number)
        for number, (sentence, choices) in enumerate(zip(chunk, decoded, strict=True))
        for choice in choices
        if choice.arc.first >= sentence.lead
    ]
    return [one for one, _ in chosen], np.array([number for _, number in chosen], dtype=np.int64)


def _sure(lines: Sequence[str], channels: Sequence[Channel], models: Models) -> Iterator[tuple[Chosen, float]]:
    """What is chosen, and how sure each is; what no regression speaks for is as sure as its posterior."""
    for chosen, found, kinds in choose(lines, channels, models):
        probabilities = models.certainty(found, kinds).tolist()
        for one, of_kind, probability in zip(chosen, kinds, probabilities, strict=True):
            by_rule = one.first.token.printed not in (None, one.first.token.text)
            own = RULE_PROBABILITY if by_rule else float(one.choice.posteriors[one.choice.taken])
            yield one, probability if of_kind else own


def _draft(chunk: Sequence[_Sentence], models: Models) -> Draft:
    lattices = [build(sentence.items, models.proposers, models.ngram) for sentence in chunk]
    return packed(decode_all(lattices, models.ngram))


def _chunks(lines: Sequence[str], channels: Sequence[Channel]) -> Iterator[list[_Sentence]]:
    """Gather the sentences of damaged paragraphs, as many as are decoded side by side."""
    chunk: list[_Sentence] = []
    size = 0
    for sentence in _damaged(lines, channels):
        chunk.append(sentence)
        size += len(sentence.items)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _damaged(lines: Sequence[str], channels: Sequence[Channel]) -> Iterator[_Sentence]:
    """Cut the paragraphs with damaged lines into sentences."""
    label = ""
    for numbers in paragraphs(lines):
        tokens = {number: tokens_of(lines[number]) for number in numbers}
        for number in numbers:
            label = _labelled(tokens[number], channels[number], label)
        if any(channels[number] is not Channel.NONE for number in numbers):
            yield from _sentences(_items(lines, tokens, channels))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Items decoded together; the first `lead` are the end of the sentence before, and only give context."""

    lead: int
    items: Sequence[Item]


def _sentences(items: Sequence[Item]) -> Iterator[_Sentence]:
    """Part items where a sentence closes; they are decoded side by side, which is what makes it fast.

    A stop after a figure or a short word ("1.", "TP.") belongs to what follows.
    """
    begin = lead = 0
    for number, item in enumerate(items):
        before = items[number - 1].token if number else item.token
        closed = item.token.kind is Kind.STOP and before.kind is Kind.WORD and len(before.text) >= SHORT
        if closed or number - begin >= LONGEST_SENTENCE:
            yield _Sentence(lead, items[begin - lead : number + 1])
            begin, lead = number + 1, LEAD
    if begin < len(items):
        yield _Sentence(lead, items[begin - lead :])


def _items(lines: Sequence[str], tokens: Mapping[int, Sequence[Token]], channels: Sequence[Channel]) -> list[Item]:
    """Put the tokens of a paragraph in their setting: a sentence starts with it, after a stop, and after a dash."""
    items = []
    start = True
    for number, within in tokens.items():
        capitals = in_capitals(lines[number])
        start = start or lines[number].lstrip()[:1] in "-–+*•"
        for token in within:
            setting = Setting.CAPITALS if capitals else Setting.START if start else Setting.WITHIN
            items.append(Item(number, token, channels[number], setting))
            stop = token.kind is Kind.STOP and token.text[0] != ";"
            start = stop or (start and token.kind is Kind.NUMBER)
    return items


def _labelled(tokens: list[Token], channel: Channel, before: str) -> str:
    """Read an item's label after the label before it, wherever that stands: d) d) e) are d) đ) e); return its own."""
    first = tokens[0] if tokens else None
    if first is None or first.kind is not Kind.NUMBER or not first.text.isalpha() or len(first.text) > 2:
        return before
    if channel in (Channel.GARBLED, Channel.STRIPPED) and first.text == before == "d":
        tokens[0] = replace(first, printed="đ")
    return first.text


def paragraphs(lines: Sequence[str]) -> list[list[int]]:
    """Group line numbers into paragraphs; a blank line before a small letter does not part (a page break does that)."""
    groups: list[list[int]] = [[]]
    blank = False
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            blank = True
            continue
        closed = not groups[-1] or lines[groups[-1][-1]].rstrip()[-1] in ".;:"
        if groups[-1] and ((blank and (closed or not text[0].islower())) or len(groups[-1]) >= LONGEST * (2 - closed)):
            groups.append([])
        groups[-1].append(number)
        blank = False
    return groups


def in_capitals(line: str) -> bool:
    """Tell whether a line is set in capitals."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _line(raw: str, line: Iterable[tuple[Chosen, float]]) -> RestoredLine:
    parts: list[str] = []
    tokens: list[RestoredToken] = []
    length = at = 0
    for chosen, sure in line:
        first, arc = chosen.first, chosen.choice.arc
        start, end = first.token.start, chosen.last.token.end
        taken = _cautious(chosen.choice, first.channel)
        text = arc.candidates.texts[taken]
        between = " " if arc.part else raw[at:start]
        parts += [between, text]
        length += len(between)
        if _weighed(chosen):
            probability, others = _shared(chosen.choice, taken, sure)
            tokens.append(RestoredToken(length, length + len(text), start, end, text, probability, others))
        length += len(text)
        at = end
    return RestoredLine("".join(parts) + raw[at:], raw, tuple(tokens))


def _weighed(chosen: Chosen) -> bool:
    """Tell whether a token has a probability of its own: all but stops, and figures that stand in a sound text."""
    token = chosen.first.token
    if chosen.first.channel is Channel.GARBLED:
        return token.kind is not Kind.STOP
    return token.kind in (Kind.WORD, Kind.DIGITS) or token.printed not in (None, token.text)


def _cautious(choice: Choice, channel: Channel) -> int:
    """Take the most probable candidate; what a good reader read (candidate 0) is given up only for good reason."""
    sure = channel is not Channel.MILD or choice.posteriors[choice.taken] >= MILD_SURE
    return choice.taken if sure else 0


def _shared(choice: Choice, taken: int, sure: float) -> tuple[float, tuple[Alternative, ...]]:
    """Give the probability of the candidate taken, and the runners-up, which share what is left."""
    posterior = float(choice.posteriors[taken])
    if taken != choice.taken:
        sure = posterior
    scale = (1 - sure) / max(1 - posterior, 1e-6)
    ranked = sorted(range(len(choice.posteriors)), key=lambda n: -choice.posteriors[n])
    others = [
        Alternative(choice.arc.candidates.texts[n], min(1.0, scale * float(choice.posteriors[n])))
        for n in ranked[: MOST_ALTERNATIVES + 1]
        if n != taken and choice.posteriors[n] >= LEAST_ALTERNATIVE
    ]
    return sure, tuple(others[:MOST_ALTERNATIVES])
