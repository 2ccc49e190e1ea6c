"""Decisions as reference annotations: what scoring tools and tests compare extractions with.

One folder for each document. Its text: `doc.txt` as read, for inputs that are text (with `doc.gold.txt`, what is
printed, where that differs), or `page-N.gold.txt` for each page. What is right: `gold.targets.jsonl`,
`gold.achievements.jsonl`, `gold.bodies.jsonl`, `gold.deadlines.jsonl` and `gold.meta.json`; what is wrong:
`gold.negatives.jsonl`. Files `*.optional.jsonl` are for rows that an expert calls neutral, and begin empty.
"""

from corpus.store.annotations.export import export_annotations

__all__ = ["export_annotations"]
