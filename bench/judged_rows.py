"""Records of annotated documents judged right or wrong, as a table without a word of the documents.

    python bench/judged_rows.py NAME=FOLDER... > bench/judged_rows.tsv

Each FOLDER holds folders of one document each: ``record.json``, as extracted with the confidences of the rules, and its
reference annotations ``gold.*``. NAME goes before the names of the documents. bench/record_certainty.py fits the
confidence of records on the table.
"""
# ruff: noqa: INP001  # a script, not a package

import argparse
import sys
from collections import Counter
from pathlib import Path

from material import Annotated
from record_certainty import Judged, judged

from corpus.record import Record

HEADER = (
    "# Judged records of documents that were annotated before rules were tried on them; see judged_rows.py.\n"
    "document\tkind\trule\tholds\tright\tcount\n"
)


def lines(rows: list[Judged]) -> list[str]:
    """Return one line for all rows of a document that look alike."""
    counted = Counter(
        (
            row.document,
            row.kind,
            f"{row.rule:.3f}",
            " ".join(name for name, value in row.features.items() if value and name != "rule"),
            "yes" if row.right else "no",
        )
        for row in rows
    )
    return ["\t".join((*key, str(count))) for key, count in sorted(counted.items())]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME=FOLDER")
    sets = parser.parse_args().sets
    sys.stdout.write(HEADER)
    for one in sets:
        name, _, folder = one.partition("=")
        for path in sorted(Path(folder).glob("*/record.json")):
            job = Annotated(f"{name}/{path.parent.name}", path, path.with_name("gold"))
            record = Record.model_validate_json(path.read_text(encoding="utf-8"))
            sys.stdout.write("\n".join(lines(list(judged(job, record)))) + "\n")


if __name__ == "__main__":
    main()
