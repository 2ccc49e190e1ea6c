"""How honest the confidence of records is, and the weights that make it so, cross-validated by document.

    python bench/record_certainty.py CACHE_FOLDER [--write]

Reads and extracts every annotated document, and of each scan photocopies at several resolutions as well (kept in the
cache folder, since reading takes minutes), tells right records from wrong ones by the reference annotations, and fits
the weights of corpus/data/record_certainty.toml. Each document is judged by weights that were fitted on the others.
With ``--write`` the weights fitted on all of them are written.

The reference documents were looked at while rules were written, so few of their records are wrong. Beside them stand
the rows of judged_rows.tsv: records of further documents, annotated before any rule was tried on them, as several
states of the rules gave them (judged_rows.py writes that table).
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import json
import pickle
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from garble import photocopy
from material import REPOSITORY, SHARED, Annotated, annotated
from numpy.typing import NDArray
from PIL import Image
from rapidfuzz import fuzz

from corpus.document import Document
from corpus.record import Record
from corpus.training.degrade import degrade
from extractors.assemble import uncalibrated
from extractors.certainty import described, log_odds, shade
from ocr import ReadOptions, read
from ocr.files.render import render
from ocr.repair import repair

sys.path.insert(0, str(SHARED / "tools"))
import score_records as reference  # the reference documents' own tool

WORN = ((7, 200), (7, 150), (11, 150), (12, 130), (13, 120))
"""Seed and resolution of the photocopies."""
JUDGED_ROWS = Path(__file__).with_name("judged_rows.tsv")
ALIKE = 3
"""Wrong rows of a document that look alike count as so many at most: one rule went wrong, not each of them anew."""
LEAST_SURE = 0.15
"""Share of the records that a clerk has time to look at."""
PULL = 1.0
"""How strongly weights are pulled to 0 (ridge)."""
BINS = 10
ROUNDS = 50
HALVINGS = 20
SETTLED = 1e-6
NAMES = (
    "always", "rule", "deadline", "assignment", "achievement", "flagged", "unknown", "torn", "class", "worded", "split",
    "short", "joint", "vague", "within", "open", "undated", "uncatalogued", "wordy", "roughly",
)  # fmt: skip
GROWS = {"rule"}
FREE = {"always", "deadline", "assignment", "achievement"}
LEAST = np.array([0.0 if name in GROWS else -np.inf for name in NAMES])
MOST = np.array([np.inf if name in GROWS | FREE else 0.0 for name in NAMES])
SAME_WORDS = 95  # of 100
Floats = NDArray[np.float64]
Row = dict[str, Any]
Score = Callable[[Row, Row, str], float]
# the annotators' word for a period where records speak ISO 8601
SAME = {"P1Y": "annual", "P1M": "monthly", "P3M": "quarterly"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A record: its document, what its confidence is made from, that of its rule, whether it is right, how many."""

    document: str
    kind: str
    features: dict[str, float]
    rule: float
    right: bool
    count: int = 1


def readings(job: Annotated, cache: Path) -> Iterator[Document]:
    """Yield the document as it is read and, of a scan, photocopies of it."""
    yield _cached(cache / f"{job.name}.pickle", lambda: _read(job.path))
    for seed, dpi in WORN if job.path.suffix == ".pdf" else ():
        yield _cached(cache / f"{job.name}-{seed}-{dpi}.pickle", lambda s=seed, d=dpi: _worn(job, s, d))


def _cached(path: Path, make: Callable[[], Document]) -> Document:
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    found: Document = pickle.loads(path.read_bytes())  # noqa: S301  # written by this script
    return found


def _read(path: Path) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        return repair(read(path, ReadOptions(), Path(folder)))


def _worn(job: Annotated, seed: int, dpi: int) -> Document:
    pages = []
    for number in range(job.pages or 1):
        drawn = render(job.path, number + 1, 300, options=ReadOptions()).convert("L")
        size = (round(drawn.width * dpi / 300), round(drawn.height * dpi / 300))
        wear = photocopy(random.Random(f"{seed} {job.name} {number}"), dpi)  # noqa: S311 - a reproducible draw
        pages.append(degrade(drawn.resize(size, Image.Resampling.LANCZOS), wear, seed))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "worn.pdf")
        pages[0].save(path, save_all=True, append_images=pages[1:], resolution=dpi)
        return _read(path)


def judged(job: Annotated, record: Record) -> Iterator[Judged]:
    """Tell right records from wrong ones; records that the annotators leave open are left out.

    Args:
        job: the document and its annotations.
        record: what was extracted, the confidence of its rows that of their rules.
    """
    found = {id(row): (kind, seen) for kind, row, seen in described(record)}
    for kind, name, score, fields in (
        ("targets", "targets", reference.target_score, reference.target_fields),
        ("achievements", "achievements", reference.target_score, None),
        ("assignments", "bodies", reference.body_score, reference.body_fields),
        ("deadlines", "deadlines", reference.deadline_score, None),
    ):
        golds = reference.read_rows(Path(f"{job.gold}.{name}.jsonl"))
        if not golds and kind == "achievements":
            continue  # few annotators list them
        neutral = reference.read_rows(Path(f"{job.gold}.{name}.optional.jsonl"))
        rows = [row for row in getattr(record, kind) if job.pages is None or row.evidence[0].page <= job.pages]
        right = _right([row.model_dump(mode="json") for row in rows], golds, neutral, score, fields)
        for i, row in enumerate(rows):
            if i in right:
                yield Judged(job.name, found[id(row)][0], found[id(row)][1], row.confidence, right[i])


def noted(path: Path = JUDGED_ROWS) -> Iterator[Judged]:
    """Yield the judged rows of the table; rows that look alike are one line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "document\t")):
            continue
        document, kind, rule, held, right, count = line.split("\t")
        seen = dict.fromkeys(NAMES, 0.0) | dict.fromkeys(held.split(), 1.0)
        certainty = float(rule)
        seen["rule"] = log_odds(certainty)
        alike = int(count) if right == "yes" else min(int(count), ALIKE)
        yield Judged(document, kind, seen, certainty, right == "yes", alike)


def _right(
    rows: list[Row], golds: list[Row], neutral: list[Row], score: Score, fields: Callable[..., Row] | None
) -> dict[int, bool]:
    """Match as many rows as can be, first those with every field right; what is left over is wrong or open."""
    sure: dict[tuple[int, int], bool] = {}
    for i, row in enumerate(rows):
        for j, gold in enumerate(golds):
            if score(row, gold, "vi") > 0 or _recurs_alike(row, gold):
                listed = row.get("role") in {"recipient", "report_to", "direct"}
                sure[i, j] = fields is None or listed or all(fields(row, gold, "vi").values())
    near = {(i, j): _likeness(rows[i], golds[j]) for i, j in sure}
    full = [edge for edge, whole in sure.items() if whole]
    owner: dict[int, int] = {}
    for edges in ([edge for edge in full if near[edge] >= SAME_WORDS], full, list(sure)):
        _match(sorted(edges, key=lambda edge: -near[edge]), owner)
    found = {i: sure[i, j] for j, i in owner.items()}
    for i in set(range(len(rows))) - found.keys():
        if not _is_open(rows[i], golds, neutral, score):
            found[i] = False
    return found


def _match(edges: Sequence[tuple[int, int]], owner: dict[int, int]) -> None:
    """Enlarge the matching by alternating paths; what is matched stays so."""

    def place(i: int, tried: set[int]) -> bool:
        for j in (j for k, j in edges if k == i and j not in tried):
            tried.add(j)
            if j not in owner or place(owner[j], tried):
                owner[j] = i
                return True
        return False

    for i in dict.fromkeys(i for i, _ in edges):
        if i not in owner.values():
            place(i, set())


def _recurs_alike(row: Row, gold: Row) -> bool:
    return (
        bool(gold.get("recurrence"))
        and SAME.get(row.get("recurrence") or "") == gold["recurrence"]
        and (reference.on_place(row, gold))
    )


def _likeness(row: Row, gold: Row) -> float:
    said = row.get("raw") or reference.text_of(row, "task", "vi") or reference.text_of(row, "indicator", "vi")
    told = gold.get("text_vi") or gold.get("task_vi") or gold.get("indicator_vi")
    return float(fuzz.ratio(reference.words(said), reference.words(told)))


def _is_open(row: Row, golds: list[Row], neutral: list[Row], score: Score) -> bool:
    """Optional rows, pieces of rows that may be split, and the file copy ("Lưu: VT"), which not all annotators list."""
    piece = any(gold.get("components_vi") and score(row, gold, "vi") for gold in golds)
    file_copy = (row.get("body") or {}).get("key") == "class.clerical"
    return piece or file_copy or any(score(row, one, "vi") for one in neutral)


def fitted(table: Floats, right: Floats) -> Floats:
    """Return the weights of a logistic regression with a ridge on all but the first, by Newton's method.

    Args:
        table: a row for each judged row, a column for each of `NAMES`.
        right: 1 for right rows, 0 for wrong ones.

    More certainty of the rule never makes a row less sure, and no sign of damage makes it surer; such weights are
    held at 0.
    """
    weights = np.zeros(len(NAMES))
    ridge = PULL * (np.arange(len(NAMES)) > 0)

    def loss(at: Floats) -> float:
        odds = table @ at
        return float(np.logaddexp(0, odds).sum() - right @ odds + ridge @ at**2 / 2)

    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - share) - ridge * weights
        free = ~(((weights >= MOST) & (slope > 0)) | ((weights <= LEAST) & (slope < 0)))
        part = table[:, free]
        bend = (part.T * (share * (1 - share))) @ part + np.diag(ridge[free] + SETTLED)
        step = np.zeros(len(NAMES))
        step[free] = np.linalg.solve(bend, slope[free])
        # a full step may overshoot where a bound cuts it short
        tried = (np.clip(weights + step / 2**halved, LEAST, MOST) for halved in range(HALVINGS))
        moved = next((one for one in tried if loss(one) < loss(weights)), weights)
        if np.abs(moved - weights).max() < SETTLED:
            break
        weights = moved
    return weights


def crossed(rows: Sequence[Judged], table: Floats, right: Floats) -> Floats:
    """Return the probability of each row by the weights of the other documents."""
    documents = np.array([row.document for row in rows])
    found = np.zeros(len(rows))
    for document in sorted(set(documents)):
        others = documents != document
        found[~others] = 1 / (1 + np.exp(-table[~others] @ fitted(table[others], right[others])))
    return found * np.array([shade(row.rule) for row in rows])


def caught(certainty: Floats, right: Floats) -> float:
    """Return the share of the wrong rows among the least sure."""
    least = np.argsort(certainty, kind="stable")[: round(len(right) * LEAST_SURE)]
    return round(float((1 - right[least]).sum() / max(1.0, (1 - right).sum())), 4)


def curve(certainty: Floats, right: Floats) -> list[dict[str, float]]:
    """Return, for tenths of the rows from the least sure on, the mean probability and the share that is right."""
    order = np.array_split(np.argsort(certainty, kind="stable"), BINS)
    return [{"said": round(float(certainty[o].mean()), 3), "right": round(float(right[o].mean()), 3)} for o in order]


def _written(weights: Floats, rows: int, wrong: int) -> str:
    lines = [
        "# How likely a record is right: weights of a logistic regression over what extractors/certainty.py sees.",
        f"# Fitted by bench/record_certainty.py on {rows} records of annotated documents, {wrong} of them wrong.",
        "[weights]",
        *(f"{name} = {round(float(weight), 3)}" for name, weight in zip(NAMES, weights, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)
    read_now = [r for job in annotated() for one in readings(job, args.cache) for r in judged(job, uncalibrated(one))]
    rows = [row for one in (*read_now, *noted()) for row in [one] * one.count]
    table = np.array([[row.features[name] for name in NAMES] for row in rows])
    right = np.array([float(row.right) for row in rows])
    sure, weights = crossed(rows, table, right), fitted(table, right)
    error = sum(abs(sure[o].mean() - right[o].mean()) * len(o) for o in np.array_split(np.argsort(sure), BINS)) / len(
        right
    )
    report = {
        "records": len(rows),
        "wrong": int((1 - right).sum()),
        "caught": caught(sure, right),
        "caught_by_rule_alone": caught(np.array([row.rule for row in rows]), right),
        "calibration_error": round(float(error), 4),
        "curve": curve(sure, right),
    }
    sys.stdout.write(json.dumps(report) + "\n")
    if args.write:
        path = REPOSITORY / "corpus" / "data" / "record_certainty.toml"
        path.write_text(_written(weights, len(rows), int((1 - right).sum())), encoding="utf-8")


if __name__ == "__main__":
    main()
