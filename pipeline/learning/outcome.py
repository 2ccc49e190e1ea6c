"""What came of trying to learn something: taken or not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether something was adopted; ``why`` is for people, ``measured`` for programs."""

    adopted: bool
    why: str
    measured: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


def too_few(there: Mapping[str, int], needed: Mapping[str, int]) -> Outcome | None:
    """Return what to say where there is too little to learn from, None where there is enough."""
    short = [f"{there[name]} of {least} {name}" for name, least in needed.items() if there[name] < least]
    return Outcome(adopted=False, why=f"too few: {', '.join(short)} needed", measured=dict(there)) if short else None
