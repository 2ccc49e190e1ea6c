"""List the documents of a corpus that share text with given ones, so that nothing is measured on what was learnt.

    python -m corpus.training.overlap CORPUS PRINTED.txt [PRINTED.txt ...] > apart.txt

A document is listed when it bears the name of a printed one, or holds a tenth of its runs of eight words (and more
than 300 of them: formulas such as those of a preamble are everybody's).
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from corpus.training.texts import read_corpus

RUN = 8  # words
SHARE, LEAST = 0.1, 300
_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> set[int]:
    """Hash every run of eight words."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return {hash(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN)}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the identifiers, one a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("printed", type=Path, nargs="+")
    args = parser.parse_args(argv)
    printed = {path.stem: runs(path.read_text(encoding="utf-8")) for path in args.printed}
    for text in read_corpus(args.corpus):
        own = runs(text.text)
        shared = any(len(theirs & own) > max(LEAST, SHARE * len(theirs)) for theirs in printed.values())
        if shared or Path(text.id).stem in printed:
            sys.stdout.write(text.id + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
