"""A draft: what a first decoding found in a chunk of a document, packed, since those of the whole document are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import Floats, Ints
from ocr.repair.candidates import Candidates
from ocr.repair.decoder import Choice
from ocr.repair.lattice import Arc

LEAST = 1e-3  # posterior from which a candidate is kept


@dataclass(frozen=True, slots=True)
class Draft:
    """The choices of some sentences, each with the candidates that are worth another look, in flat arrays.

    `sentences`: where the choices of each sentence begin, and where the last ends; `places`: first token, last token
    and part of each choice, shape (choices, 3); `starts`: where its candidates begin, and where the last one's end;
    `taken`: which of all candidates is its own; `words`, `logs`, `posteriors`, `texts`: one for each candidate.
    """

    sentences: Ints
    places: NDArray[np.int16]
    starts: Ints
    taken: Ints
    words: NDArray[np.int32]
    logs: Floats
    posteriors: Floats
    texts: Sequence[str]

    def choices(self) -> list[list[Choice]]:
        """Unpack the choices of each sentence, laid out one after the other."""
        words = self.words.astype(np.int64)
        bounds, taken, places = self.starts.tolist(), self.taken.tolist(), self.places.tolist()
        found = []
        for begin, end in pairwise(self.sentences.tolist()):
            sentence = []
            for at in range(begin, end):
                low, high = bounds[at], bounds[at + 1]
                candidates = Candidates(words[low:high], self.logs[low:high], tuple(self.texts[low:high]))
                arc = Arc(at - begin, at - begin + 1, candidates, *places[at])
                sentence.append(Choice(arc, taken[at] - low, self.posteriors[low:high]))
            found.append(sentence)
        return found


def packed(decoded: Sequence[Sequence[Choice]]) -> Draft:
    """Pack choices: of each the first candidate, which may be what was read, the taken, and all that are not ruled out.

    A token of a sentence is counted in 16 bits; sentences are shorter (see restore.LONGEST_SENTENCE).
    """
    choices = [choice for sentence in decoded for choice in sentence]
    counts = np.array([len(choice.posteriors) for choice in choices], dtype=np.int64)
    begins = np.cumsum(counts) - counts
    taken = begins + np.array([choice.taken for choice in choices], dtype=np.int64)
    posteriors: Floats = _joined([choice.posteriors for choice in choices], np.float32)
    near = posteriors >= LEAST
    near[begins] = near[taken] = True
    kept = np.flatnonzero(near)
    position = np.cumsum(near) - 1
    owners = np.repeat(np.arange(len(choices)), counts)[kept]
    own = zip(owners.tolist(), (kept - begins[owners]).tolist(), strict=True)
    return Draft(
        sentences=np.cumsum([0, *map(len, decoded)]),
        places=np.array([(c.arc.first, c.arc.last, c.arc.part) for c in choices], dtype=np.int16).reshape(-1, 3),
        starts=np.append(position[begins], len(kept)),
        taken=position[taken],
        words=_joined([choice.arc.candidates.words for choice in choices], np.int32)[kept],
        logs=_joined([choice.arc.candidates.logs for choice in choices], np.float32)[kept],
        posteriors=posteriors[kept],
        texts=[choices[owner].arc.candidates.texts[at] for owner, at in own],
    )


def _joined(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype=kind), *parts]).astype(kind)
