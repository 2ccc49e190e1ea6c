"""The list under "Nơi nhận": one recipient for each item, without what stood printed beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.bodies import ResolvedBody, resolve
from corpus.evidence import locate
from corpus.record import Recipient
from corpus.text import squeeze
from extractors.zones import opens_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.analysis import Analysis
    from extractors.layout import Printed

_MARK = re.compile(r"^\s*[~=_]?[-–—+•*]_?\s*")
_NOTE = re.compile(r"\s*\((?:[^()]{1,30})\)\s*$")
_LIKE = 0.9
_END = re.compile(r"[;.,:]\s*$")


def recipients(analysis: Analysis, printed_beside: Sequence[tuple[int, int]]) -> list[Recipient]:
    """Return the recipients in printed order.

    Args:
        analysis: the document.
        printed_beside: spans of the signature, which may stand on the same lines.
    """
    lines = analysis.parts[0].foot
    first = next((i for i, line in enumerate(lines) if opens_list(line.text, _below(lines, i))), None)
    if first is None:
        return []
    items: list[list[tuple[int, int]]] = []
    for line in lines[first:]:
        start, end = _own_words(analysis.flat, line, printed_beside)
        text = analysis.flat[start:end]
        if line is lines[first]:
            start += _after_label(text)
            if not any(c.isalpha() for c in analysis.flat[start:end]):
                continue
        if _MARK.match(analysis.flat[start:end]):
            items.append([(start, end)])
        elif items and _continues(analysis.flat, items[-1][-1], start, end):
            items[-1].append((start, end))
        elif items and _closes(analysis.flat, items[-1][-1]):
            break
    return [found for item in items if (found := _recipient(analysis, item))]


def _below(lines: Sequence[Printed], i: int) -> str:
    return lines[i + 1].text if i + 1 < len(lines) else ""


def _after_label(text: str) -> int:
    colon = text.find(":")
    return colon + 1 if 0 <= colon < 14 else len(text)


def _own_words(flat: str, line: Printed, beside: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The line without the signature to its right, and without marks that are no words."""
    end = min([line.end, *(start for start, _ in beside if line.start < start < line.end)])
    text = flat[line.start : end].rstrip()
    # a stamp or a stroke beside the list ("…(Báo cáo), 7 7o, \\") follows the item's end
    while (stop := max(text.rstrip(" ,;.").rfind(c) for c in ",;.")) > 0 and _stroke(text[stop + 1 :].strip(" ,;.")):
        text = text[: stop + 1]
    return line.start, line.start + len(text)


def _stroke(text: str) -> bool:
    """Whether ``text`` holds neither a word nor an abbreviation such as "VT", "TC", "KTN (Th)"."""
    return bool(text) and not re.search(r"[^\W\d_]{3,}|^[A-ZĐ]{1,4}\d?(?![^\s(])", text)


def _continues(flat: str, before: tuple[int, int], start: int, end: int) -> bool:
    """An item goes on in the next line when it has not ended with ";" or "."."""
    words = flat[start:end].strip()
    ended = flat[before[0] : before[1]].rstrip().endswith((";", ".", "./."))
    return bool(words) and not ended and not words.isupper()


def _closes(flat: str, before: tuple[int, int]) -> bool:
    return flat[before[0] : before[1]].rstrip().endswith(".")


def _known(name: str) -> ResolvedBody | None:
    """The one body that an item names; an item that lists several stays as printed."""
    if ";" in name:
        return None
    body = resolve(name)
    return body if body and not body.ambiguous and body.score >= _LIKE else None


def _recipient(analysis: Analysis, item: Sequence[tuple[int, int]]) -> Recipient | None:
    start, end = item[0][0], item[-1][1]
    mark = _MARK.match(analysis.flat[start:end])
    start += mark.end() if mark else 0
    raw = squeeze(" ".join(analysis.flat[max(start, a) : b] for a, b in item))
    name = _NOTE.sub("", _END.sub("", raw)).strip()
    if not any(c.isalpha() for c in name):
        return None
    known = _known(name)
    return Recipient(
        raw=_END.sub("", raw),
        name=known.name if known else name,
        en=known.en if known else None,
        key=known.key if known else None,
        evidence=[locate(analysis.document, max(start, a), b) for a, b in item if max(start, a) < b],
    )
