"""Bodies that a document sets up or names to an office: "Thành lập Ban Chỉ đạo …, do … làm Trưởng Ban"."""

from __future__ import annotations

from corpus.record import Role
from extractors.assignments import cues
from extractors.assignments.clause import Clause
from extractors.assignments.predicates import Duty

_PURPOSES: tuple[tuple[str, Role], ...] = (
    ("ban chỉ đạo", "direct"),
    ("hội đồng tư vấn", "advise"),
    ("tổ tư vấn", "advise"),
    ("đoàn kiểm tra", "supervise"),
    ("đoàn giám sát", "supervise"),
)
"""What a new body is for, by the words its name begins with."""


def founded(clause: Clause) -> list[Duty]:
    """Return the duties of bodies that the sentence sets up, and of those who are to head them."""
    found: list[Duty] = []
    if not clause.words or [word.form for word in clause.words[:2]] != ["thành", "lập"]:
        return found
    last = len(clause.words) - (clause.words[-1].form in {".", ";"})
    start, end = clause.slice(0, last)
    for span in clause.spans:
        first, after = clause.first_token(span), clause.after_token(span)
        actor = clause.actors([span])
        role = next((r for name, r in _PURPOSES if span.body.name.casefold().startswith(name)), None)
        heads = cues.phrases("roles.lead").at(clause.words, after) if after < len(clause.words) else None
        if heads:
            found += [Duty(a, "lead", start, end) for a in actor]
        elif role and first == 2:
            found += [Duty(a, role, start, end) for a in actor]
    return found
