"""Targets and achievements: what a document wants to reach, and what it says has been reached."""

from extractors.targets.build import NAME, VERSION
from extractors.targets.extract import extract_targets

__all__ = ["NAME", "VERSION", "extract_targets"]
