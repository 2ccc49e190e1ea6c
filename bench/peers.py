"""Other libraries that restore Vietnamese diacritics, to be measured on the same text (garbled_text.py).

They expect text without diacritics, so what was read is stripped of its marks first.
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

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


PEERS = (  # a peer that is not installed is left out, and the remedy named
    Peer("pyvi", "pyvi.ViUtils", "add_accents", "pip install pyvi"),
    Peer(
        "underthesea",
        "underthesea.pipeline.restore_diacritics",
        "restore_diacritics",
        "pip install a version after 9.5.0, or the main branch of github.com/undertheseanlp/underthesea",
    ),
)


class Careful:
    """Restores line by line; a line that makes the peer fail is given to it in halves, down to single words."""

    def __init__(self, restore: Restore) -> None:
        self.restore = restore

    def __call__(self, text: str) -> str:
        """Return ``text`` restored, line by line."""
        return "\n".join(" ".join(self._line(line.split())) for line in bare(text).split("\n"))

    def _line(self, words: Sequence[str]) -> Iterator[str]:
        if not words:
            return
        try:
            yield self.restore(" ".join(words))
        except (KeyError, IndexError, ValueError):  # pyvi asks its tables for letters that do not exist ("wr")
            if len(words) == 1:
                yield words[0]
            else:
                middle = len(words) // 2
                yield from chain(self._line(words[:middle]), self._line(words[middle:]))
