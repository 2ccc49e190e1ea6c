"""Word files: what stands inside other things, text boxes and tables in cells, brought out so that it is read once."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def unnest(body: Any) -> bool:
    """Change ``body`` (its XML) so that all text stands in paragraphs and plain tables; tell whether that was needed.

    A text box comes after the paragraph that holds it. A table inside a cell becomes paragraphs of that cell.
    """
    boxes = list(body.iter(qn("w:txbxContent")))
    inner = [table for table in body.iter(qn("w:tbl")) if _above(table, "w:tc") is not None]
    if not boxes and not inner:
        return False
    _drop_second_versions(body)
    for box in reversed(list(body.iter(qn("w:txbxContent")))):  # the innermost first, and last come first after a host
        _bring_out(box)
    for table in reversed([t for t in body.iter(qn("w:tbl")) if _above(t, "w:tc") is not None]):
        for paragraph in list(table.iter(qn("w:p"))):
            table.addprevious(paragraph)
        table.getparent().remove(table)
    return True


def _drop_second_versions(body: Any) -> None:
    """Word writes a drawing twice, for itself and for programs of before 2010."""
    for old in list(body.iter(f"{_COMPATIBILITY}Fallback")):
        if old.getparent().find(f"{_COMPATIBILITY}Choice") is not None:
            old.getparent().remove(old)


def _bring_out(box: Any) -> None:
    host = _above(box, "w:p")
    if host is not None:
        for block in reversed(list(box)):
            host.addnext(block)
    box.getparent().remove(box)


def _above(element: Any, tag: str) -> Any:
    """Return the nearest element with ``tag`` around ``element``, or None."""
    return next(element.iterancestors(qn(tag)), None)
