"""Who a document is sent to: the lists under "Nơi nhận", after "Kính gửi" and after "… điện:", item by item.

A second column, a signature or a stamp may stand on the same lines; it is no part of an item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.bodies import ResolvedBody, find_bodies, resolve
from corpus.evidence import locate
from corpus.record import Recipient
from corpus.text import squeeze
from extractors.metadata.signature import signature
from extractors.structure.foot import opens_list
from extractors.structure.joined import SIGNED, UPPER
from extractors.structure.layout import starts_lower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

Span = tuple[int, int]
_TITLE = re.compile(r"^\W*(?:N[ơo]i\s+(?:\S{1,6}\s+){0,2}nh[ậâa]n|N\S+\s+\S+(?=\s*:))\s*:?", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*(?:K[íi]nh\s+g[ửừu][iỉ]\s*:?|[^.;]{0,60}\bđiện\s*:\s*$)", re.IGNORECASE)
# "-_", "_=", "- ~": a dash as recognised
_MARK = re.compile(r"^\s*(?::\s+(?=\w)|[~=_.]?[-–—+•*=]{1,3}[_~]?(?:\s*~)?|\d\s(?=[A-ZĐ]{2,}\b)|~(?=\s*\w)|\d+[.)])\s*")
_UNMARKED = re.compile(r"^\W*(?:\w{1,2}\s*[-–]\s*)?(?=Lưu\b)|^(?=[^.:]{4,89};\W*$|TT\.)")
_SIGNER = re.compile(r"^\s*(?:T/M|TM\.?|KT\.?|TL\.?|TUQ\.?|Q\.)\s|^\s*(?:[A-ZĐ][a-zà-ỹ’']+\s+){1,4}[A-ZĐ][a-zà-ỹ]+\s*$")
_INLINE = re.compile(r";\s*(?=[-–+]\s*[^\W\d_])")
_SCRAPS = re.compile(r"[\\|~{}<>:‘]")
_NOTE = re.compile(r"\s*\((?:[^()]{1,30})\)\s*$")
_FILED = re.compile(r"\W*Lưu\b")  # the file copy closes a list
_EMPTY = re.compile("")
_NEXT_CELL = re.compile(rf"\s*\|\s*[{UPPER}\s]*$")
"""A bar and an office in capitals: the signature's cell beside the list."""
_SHORT_ITEM = 60
_CLOSING = " \n\f;,./:"
_LONGEST_ITEM = 260
"""Characters of an item, at most: a longer one is a sentence."""
_LONGEST_LIST = 45
"""Lines of a list, at most: more is a list of something else."""
_LIKE = 0.9


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its printed pieces, one for each line, without list mark, closing mark and what stands beside.

    ``addressed`` is true after "Kính gửi" and "… điện:".
    """

    pieces: tuple[Span, ...]
    addressed: bool = False

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.pieces[-1][1]

    def words(self, flat: str) -> str:
        """Return ``flat[start:end]``, same length, with what stands between its pieces as spaces."""
        said, at = "", self.start
        for start, end in self.pieces:
            said += " " * (start - at) + flat[start:end]
            at = end
        return said


def recipients(analysis: Analysis) -> list[Recipient]:
    """Return the recipients of the document itself, those of attached ones left out, in printed order."""
    lines = analysis.parts[0].foot
    lists = (_listed(analysis, lines, i) for i in range(len(lines)) if _opens(lines, i))
    return [found for item in next(lists, []) if (found := _recipient(analysis, item))]


def recipient_items(analysis: Analysis) -> list[Item]:
    """Return every item of every such list, in text order; an item may name several receivers."""
    found: list[Item] = []
    for part in analysis.parts:
        lines = part.lines
        for i, line in enumerate(lines):
            if _opens(lines, i):
                found += _listed(analysis, lines, i)
            elif opening := _ADDRESS.match(line.text):
                found += _addressed(analysis, lines, i, line.start + opening.end())
    return found


def _opens(lines: Sequence[Printed], i: int) -> bool:
    return opens_list(lines[i].text, lines[i + 1].text if i + 1 < len(lines) else "")


def _listed(analysis: Analysis, lines: Sequence[Printed], first: int) -> list[Item]:
    """The items below a title; a list may begin on the title's own line."""
    title = _TITLE.match(lines[first].text)
    start, end = _own_words(analysis, lines[first])
    start = min(end, start + title.end()) if title else end
    rest = analysis.flat[start:end]
    begun = _MARK.match(rest) or (";" in rest and find_bodies(rest))
    items = [[(start, end)]] if begun and any(c.isalpha() for c in rest) else []
    return _items(analysis, items, lines[first + 1 : first + _LONGEST_LIST])


def _addressed(analysis: Analysis, lines: Sequence[Printed], first: int, start: int) -> list[Item]:
    """The items after "Kính gửi:" or "… điện:", in the same line or in a list below."""
    line = lines[first]
    items = [[(start, line.end)]] if any(c.isalpha() for c in analysis.flat[start : line.end]) else []
    if items and not _MARK.match(analysis.flat[start : line.end]):
        return _trimmed(analysis, items, addressed=True)
    return _items(analysis, items, lines[first + 1 : first + _LONGEST_LIST], addressed=True)


def _items(
    analysis: Analysis, items: list[list[Span]], lines: Sequence[Printed], *, addressed: bool = False
) -> list[Item]:
    """Items from list marks on: a line without a mark goes on with the item before it, if that is open."""
    for i, line in enumerate(lines):
        start, end = _own_words(analysis, line)
        text = analysis.flat[start:end]
        if text.strip().isdigit() or _signs(analysis, line):
            continue  # a page's number, or a line of the signature beside the list
        opening = _MARK.match(text)
        if opening is None and _closed(analysis, items) and not addressed:
            opening = _UNMARKED.match(text) or (_EMPTY.match(text) if _stands_between(lines, i, text) else None)
        if opening and items and _FILED.match(analysis.flat, items[-1][0][0]):
            break
        if opening:
            items.append([(start + opening.end(), end)])
        elif items and (not line.gap or starts_lower(text)) and _goes_on(analysis, items, text):
            items[-1].append((start, end))
        elif not (_beside(text) and not addressed):
            break
    return _trimmed(analysis, items, addressed=addressed)


def _signs(analysis: Analysis, line: Printed) -> bool:
    """Whether the whole line is a part of the signature, or the note that the original is signed."""
    signed = signature(analysis)
    inside = any(start <= line.start and line.end <= end for start, end in (signed.spans if signed else ()))
    return inside or re.fullmatch(SIGNED, line.text) is not None


def _stands_between(lines: Sequence[Printed], i: int, text: str) -> bool:
    """Whether a short line before a list mark is an item whose own mark is lost."""
    follows = i + 1 < len(lines) and _MARK.match(lines[i + 1].text) is not None
    return follows and len(text) < _SHORT_ITEM and not _beside(text)


def _closed(analysis: Analysis, items: Sequence[list[Span]]) -> bool:
    """Whether the last item has ended, so that a line without a mark ("TT.HĐND tỉnh;") has lost its own."""
    return not items or analysis.flat[slice(*items[-1][-1])].rstrip().endswith((";", "."))


def _goes_on(analysis: Analysis, items: Sequence[list[Span]], text: str) -> bool:
    """An item goes on in the next line when it has not ended with ";" or "."."""
    return bool(text.strip()) and not _closed(analysis, items) and not _beside(text)


def _beside(text: str) -> bool:
    """Whether a line between two items belongs to the signature beside the list."""
    return not text.strip() or text.isupper() or bool(_SIGNER.match(text))


def _own_words(analysis: Analysis, line: Printed) -> Span:
    """The line without the signature to its right, and without marks that are no words."""
    signed = signature(analysis)
    end = min([line.end, *(start for start, _ in (signed.spans if signed else ()) if line.start < start < line.end)])
    text = _NEXT_CELL.sub("", analysis.flat[line.start : end].rstrip())
    # a stamp or a stroke beside the list ("…(Báo cáo), 7 7o, \\") follows the item's end
    while (stop := max(text.rstrip(" ,;.").rfind(c) for c in ",;.")) > 0 and _stroke(text[stop + 1 :].strip(" ,;.")):
        text = text[: stop + 1]
    return line.start, line.start + len(text)


def _stroke(text: str) -> bool:
    """Whether ``text`` holds neither a word nor an abbreviation such as "VT", "TC", "KTN (Th)"."""
    return bool(text) and not re.search(r"[^\W\d_]{3,}|^[A-ZĐ]{1,4}\d?(?![^\s(])", text)


def _trimmed(analysis: Analysis, items: Sequence[list[Span]], *, addressed: bool) -> list[Item]:
    found = (_trim(analysis.flat, piece) for item in items for piece in _parted(analysis.flat, item))
    return [Item(pieces, addressed) for pieces in found if pieces]


def _parted(flat: str, item: list[Span]) -> list[list[Span]]:
    """An item of one line, cut where others follow it there: "Như Điều 4;- Công báo;- Lưu: VT"."""
    if len(item) > 1:
        return [item]
    start, end = item[0]
    cuts = [start + found.end() for found in _INLINE.finditer(flat[start:end])]
    return [[span] for span in zip([start, *cuts], [*cuts, end], strict=True)]


def _trim(flat: str, item: list[Span]) -> tuple[Span, ...]:
    """Take away the list mark, what stands beside the list, and the closing mark."""
    (first, end), last = item[0], item[-1]
    mark = _MARK.match(flat[first:end])
    pieces = [(first + (mark.end() if mark else 0), end), *item[1:]]
    start = pieces[-1][0]
    pieces[-1] = (start, start + _without_noise(flat[start : last[1]]))
    bare = [(a, a + len(flat[a:b].rstrip(_CLOSING if (a, b) == pieces[-1] else " "))) for a, b in pieces]
    kept = tuple((b - len(flat[a:b].lstrip()), b) for a, b in bare if b > a)
    return kept if kept and sum(b - a for a, b in kept) <= _LONGEST_ITEM else ()


def _without_noise(piece: str) -> int:
    """Where an item ends: words after its last mark that name no body and are a name, an office or scraps go."""
    end, filed = len(piece.rstrip()), piece.lstrip(" -–").startswith("Lưu")
    for cut in reversed([m.start() for m in re.finditer(r"[,;.](?=\s|$)", piece)]):
        tail = piece[cut + 1 : end].strip(_CLOSING)
        # "Lưu: VT, KTTH (TT)": units of the office, not an office in capitals
        if filed and tail.islower():
            end = cut  # a stamp's word beside "Lưu: VT, KTN."
            continue
        if tail and (find_bodies(tail) or not _is_noise(tail) or (filed and re.sub(r"\(.*", "", tail).isupper())):
            break
        end = cut
    return end


def _is_noise(tail: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", tail)
    scraps = bool(_SCRAPS.search(tail)) or not words
    return scraps or bool(_SIGNER.match(tail)) or (len(words) >= 2 and " ".join(words).isupper())


def _known(name: str) -> ResolvedBody | None:
    """The one body that an item names; an item that lists several stays as printed."""
    if ";" in name:
        return None
    body = resolve(name)
    return body if body and not body.ambiguous and body.score >= _LIKE else None


def _recipient(analysis: Analysis, item: Item) -> Recipient | None:
    raw = squeeze(item.words(analysis.flat))
    name = _NOTE.sub("", raw).strip()
    if not any(c.isalpha() for c in name):
        return None
    known = _known(name)
    return Recipient(
        raw=raw,
        name=known.name if known else name,
        en=known.en if known else None,
        key=known.key if known else None,
        evidence=[locate(analysis.document, start, end) for start, end in item.pieces],
    )
