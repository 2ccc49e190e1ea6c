"""Accuracy and speed of other libraries that restore Vietnamese diacritics, on the same garbled text.

    python bench/peers.py PRINTED.txt READ.txt [PRINTED.txt READ.txt ...]

They expect text without diacritics, so what was read is stripped of its marks first. A peer that is not installed is
named on standard error with the command that installs it, and left out. Standard output gets one JSON object a line.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path

from scoring import syllable_edits

from corpus.language.orthography import bare

Restore = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: the package that pip installs, the module and the function that adds diacritics, how to get it."""

    package: str
    module: str
    function: str
    remedy: str

    def restorer(self) -> Restore:
        """Return the function. Raises ImportError when the installed package, if any, lacks it."""
        module = importlib.import_module(self.module)
        found: Restore | None = getattr(module, self.function, None)
        if found is None:
            raise ImportError(f"{self.module} has no {self.function}")
        return found


PEERS = (
    Peer("pyvi", "pyvi.ViUtils", "add_accents", "pip install pyvi"),
    Peer(
        "underthesea",
        "underthesea.pipeline.restore_diacritics",
        "restore_diacritics",
        "pip install a version after 9.5.0, or the main branch of github.com/undertheseanlp/underthesea",
    ),
)


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A peer over all texts: share of right syllables (as in garbled_text.py) and syllables per second of a core.

    ``refused`` counts the words that the peer failed on with an error; they stand as they were read.
    """

    way: str
    version: str
    accuracy: float
    syllables: int
    per_second: int
    refused: int


def peer_rows(pairs: Sequence[tuple[str, str]]) -> list[PeerRow]:
    """Measure every peer that is installed on pairs of a text as read and what is printed."""
    rows = []
    for peer in PEERS:
        try:
            restore = peer.restorer()
        except ImportError as error:
            sys.stderr.write(f"{peer.package} is left out: {error}. Remedy: {peer.remedy}\n")
            continue
        rows.append(_measured(peer, _Careful(restore), pairs))
    return rows


class _Careful:
    """Restores line by line; a line that makes the peer fail is given to it in halves, down to single words."""

    def __init__(self, restore: Restore) -> None:
        self.restore = restore
        self.refused = 0

    def __call__(self, text: str) -> str:
        return "\n".join(" ".join(self._line(line.split())) for line in bare(text).split("\n"))

    def _line(self, words: Sequence[str]) -> Iterator[str]:
        if not words:
            return
        try:
            yield self.restore(" ".join(words))
        except (KeyError, IndexError, ValueError):  # pyvi asks its tables for letters that do not exist ("wr")
            if len(words) == 1:
                self.refused += 1
                yield words[0]
            else:
                middle = len(words) // 2
                yield from chain(self._line(words[:middle]), self._line(words[middle:]))


def _measured(peer: Peer, restore: _Careful, pairs: Sequence[tuple[str, str]]) -> PeerRow:
    restore("Uy ban nhan dan")  # loads its model
    edits = syllables = 0
    used = 0.0
    for read, printed in pairs:
        before = time.process_time()
        text = restore(read)
        used += time.process_time() - before
        wrong, count = syllable_edits(printed, text)
        edits, syllables = edits + wrong, syllables + count
    accuracy, speed = round(1 - edits / max(1, syllables), 4), round(syllables / max(used, 1e-9))
    way = f"{peer.package}, {peer.function}"
    return PeerRow(way, metadata.version(peer.package), accuracy, syllables, speed, restore.refused)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the peers on texts in files, and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="what is printed, then what was read, in turn")
    args = parser.parse_args(argv)
    texts = [path.read_text(encoding="utf-8") for path in args.files]
    if len(texts) % 2:
        parser.error("files come in pairs: what is printed, then what was read")
    for row in peer_rows([(texts[at + 1], texts[at]) for at in range(0, len(texts), 2)]):
        sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
