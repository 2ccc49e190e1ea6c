"""What one place of a document says of a number at another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """What other places say `text[start:end]` is: the likeliest first; `agrees`: they say what stands there."""

    start: int
    end: int
    values: tuple[str, ...]
    agrees: bool
