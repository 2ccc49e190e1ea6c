"""The plan: from the state of each line to how it is repaired, and to the condition of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Condition
from ocr.repair.condition import State, Survey, survey
from ocr.repair.lattice import Channel

_WHOLE = 0.9  # share of the words in one state that makes it the condition of the whole
_MOSTLY_ENGLISH = 0.5
_TELLING = 0.15  # garbled words, against stripped ones, that tell of a garbled text


@dataclass(frozen=True, slots=True)
class Plan:
    """A channel for every line, the condition of the text, and whether it is mostly English."""

    channels: tuple[Channel, ...]
    condition: Condition
    english: bool


def plan(lines: Sequence[str], recognised: Sequence[bool] | None = None) -> Plan:
    """Decide how to repair each line of a text; `recognised` marks those that the project's own reader has read."""
    found = survey(lines)
    garbled = found.shares[State.GARBLED] > _TELLING * found.shares[State.STRIPPED]
    channel = {
        State.CLEAN: Channel.NONE,
        State.ENGLISH: Channel.NONE,
        State.GARBLED: Channel.GARBLED,
        # in a garbled text a line that shows no other damage was garbled all the same
        State.STRIPPED: Channel.GARBLED if garbled else Channel.STRIPPED,
    }
    ours = recognised or [False] * len(lines)
    channels = tuple(
        Channel.MILD if own and state is State.CLEAN else Channel.NONE if own else channel[state]
        for state, own in zip(found.states, ours, strict=True)
    )
    return Plan(channels, _condition(found, channels), found.shares[State.ENGLISH] > _MOSTLY_ENGLISH)


def _condition(found: Survey, channels: Sequence[Channel]) -> Condition:
    if not {Channel.GARBLED, Channel.STRIPPED} & set(channels):
        return Condition.CLEAN
    sound = found.shares[State.CLEAN] + found.shares[State.ENGLISH]
    if 1 - sound < _WHOLE:
        return Condition.MIXED
    return Condition.OCR_GARBLED if Channel.GARBLED in channels else Condition.DIACRITICS_STRIPPED
