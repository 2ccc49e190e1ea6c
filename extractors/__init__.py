"""From a Document to a Record."""

from extractors.assemble import extract

__all__ = ["extract"]
