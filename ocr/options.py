"""What a caller may choose about reading, with defaults that suit an office computer."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.files import MAX_BYTES


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits and choices of one reading; equal options on equal bytes give equal documents.

    ``max_bytes`` bounds the file, ``max_pages`` the document, ``max_pixels`` one page image (width times height).
    ``page_seconds`` and ``child_memory`` (bytes of address space) bound each child program that renders or
    recognises one page. ``scan_dpi`` is the resolution at which scans are rendered for recognition and kept as page
    images; ``second_dpi`` that of a second reading with which the first is compared, where a second model is
    installed; 0 reads once only, and numbers go unchecked. ``layer_dpi`` is the resolution of the page images of
    born-digital pages without pictures. ``recognise_always`` distrusts every text layer.
    """

    max_bytes: int = MAX_BYTES
    max_pages: int = 2000
    max_pixels: int = 200_000_000
    page_seconds: int = 120
    child_memory: int = 3 * 2**30
    scan_dpi: int = 200
    second_dpi: int = 225
    layer_dpi: int = 110
    recognise_always: bool = False
