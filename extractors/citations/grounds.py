"""The preamble's grounds: which documents "Căn cứ …;" names, also where only the first has the word before it."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"(?:(?<=[;.,:/|”])|(?<=\s)|^)\s*Căn\s+cứ\s")
# words after which other things than grounds are named: "Theo đề nghị …", "Xét Tờ trình …"
_OTHERS = re.compile(
    r"[;.,:]\s+(?:Theo|Xét|Thực\s+hiện|Trên\s+cơ\s+sở|Sau\s+khi|Tiếp\s+theo|Nhằm|Để|Thi\s+hành|Triển\s+khai)\s"
)
_CLOSED = re.compile(r"[;.:](?:\s|$)")
_NEAR = 2500
_LONGEST = 25
"""Words at most between "Căn cứ" and the document: "Căn cứ ý kiến của Thủ tướng Chính phủ tại Công văn số …"."""


def is_ground(flat: str, start: int, before: int | None) -> bool:
    """Whether the mention at ``start`` is a ground of the preamble that it stands in.

    Args:
        flat: the text.
        start: where the mention starts.
        before: where the mention before it ends, None where there is none.
    """
    window = flat[max(0, start - _NEAR) : start]
    begins = [found.end() for found in _BEGINS.finditer(window)]
    if not begins or _OTHERS.search(window, begins[-1]):
        return False
    said = window[begins[-1] :]
    first = before is None or before <= start - len(said)
    if said.rstrip().endswith(";"):
        return True
    return first and _CLOSED.search(said) is None and len(said.split()) <= _LONGEST
