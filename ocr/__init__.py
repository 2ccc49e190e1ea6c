"""From a file to a Document: what the file is, its pages, recognition and repair."""

from ocr.options import ReadOptions
from ocr.reading import Kind, Survey, read, survey

__all__ = ["Kind", "ReadOptions", "Survey", "read", "survey"]
