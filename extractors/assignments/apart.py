"""Lists of kinds whose last member acts for itself: "các sở, ngành, đoàn thể", "các bộ, ngành, địa phương"."""

from __future__ import annotations

import re

from corpus.bodies import resolve
from extractors.assignments.clause import Actor

_MASS = re.compile(r",\s*(?:các\s+)?(?P<other>đoàn\s+thể)\b(?P<level>.*)$", re.IGNORECASE)
_LOCALITIES = re.compile(r"(?:,|\s+và)\s*(?:các\s+)?(?P<other>địa\s+phương)(?P<level>)$", re.IGNORECASE)
_TWO_KINDS = {"class.departments_mass": _MASS, "ministries_and_localities": _LOCALITIES}
"""Keys of lists whose last member is another kind of body than those before it."""


def apart(actor: Actor) -> tuple[Actor, ...]:
    """Return the list and its last member as two, or the actor as it is."""
    kinds = _TWO_KINDS.get(actor.body.key or "")
    match = kinds.search(actor.body.raw) if kinds else None
    if match is None or actor.end - actor.start != len(actor.body.raw):
        return (actor,)
    before = resolve(actor.body.raw[: match.start()] + match["level"])
    other = resolve(match["other"] + match["level"])
    if before is None or other is None:
        return (actor,)
    first = actor.start + match.start("other")
    return Actor(actor.start, actor.start + match.start(), before), Actor(first, actor.end, other)
