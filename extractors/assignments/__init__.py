"""Who is to do what: bodies, their roles and their tasks."""

from extractors.assignments.extract import extract_assignments

__all__ = ["extract_assignments"]
