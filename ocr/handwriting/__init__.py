"""What clerks write by hand into letterheads: where it is, and its digits."""

from ocr.handwriting.letterhead import Head, filled, head_of
from ocr.handwriting.taller import written_by_hand

__all__ = ["Head", "filled", "head_of", "written_by_hand"]
