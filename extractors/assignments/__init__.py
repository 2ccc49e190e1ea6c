"""Who is to do what: bodies, their roles and their tasks."""

from extractors.assignments.build import NAME, VERSION
from extractors.assignments.extract import extract_assignments

__all__ = ["NAME", "VERSION", "extract_assignments"]
