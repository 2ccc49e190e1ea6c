"""What documents do to each other: legal bases, amendments, repeals, replacements, implementation, attachments.

A word such as "bãi bỏ" just before a mention tells what happens to it. Who does it is the document named before it
("Nghị định số 5/2024/NĐ-CP sửa đổi, bổ sung … của Nghị định số 7/2020/NĐ-CP"), else the document itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, get_args

from corpus.knowledge import structure
from corpus.record import LinkKind
from corpus.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis
    from extractors.citations.mentions import Mention

_NEAR = 240
_PREAMBLE = 3000
"""Characters in which the preamble ends where a document has no headings."""
_CLAUSE = re.compile(r"[.;:]\s+(?=[A-ZĐÀ-Ỹ\d])|[“”;]|:\s")
_ALSO = re.compile(r"\s*(?:[,;]|,?\s*(?:và|hoặc|and))\s*(?:các\s+)?(?:số\s+)?")
_PASSIVE = re.compile(
    r"được\s+(?P<verb>sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|hủy\s+bỏ)[^;.]{0,90}?\s(?:bởi|theo|bằng|tại)\s+"
    r"(?:quy\s+định\s+tại\s+)?(?:(?:các|khoản|điểm|Điều|số|và|[\d,]+[a-zđ]?|[a-zđ])\s+)*(?:của\s+)?$"
)
_PASSIVE_KIND: dict[str, LinkKind] = {"thay": "replaces", "bãi": "repeals", "hủy": "repeals"}
_EXPIRES = re.compile(r"[^;.]{0,260}?hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*(?:,|;|\.|kể\s+từ|từ\s+ngày|$)")
_CONDITION = re.compile(r"(?:khi|trước\s+ngày|đến\s+ngày)\s+$")
# "theo quy định tại …", "có hiệu lực thi hành, Thông tư số …": the word has another sense or another subject
_OTHER_VERB = re.compile(r"(?:được|theo|bị|hiệu\s+lực|đề\s+nghị|đề\s+xuất)\s+$")
# "Luật sửa đổi, bổ sung một số điều của Luật Thư viện số 7/2030/QH15" is one act, and the symbol is its own
_ACT_OF_CHANGE = re.compile(r"(?<!ban hành )(?:Luật|Pháp lệnh|Bộ luật)\s+$")
_PROVISIONS = re.compile(
    r"(?:(?:điểm|khoản|Điều|Chương|Mục|Phụ\s+lục|Phần)\s+[^;.]+?)(?=\s*(?:của|tại)?\s*$)", re.IGNORECASE
)
_LISTED = re.compile(r"(?P<repeals>hết\s+hiệu\s+lực|bãi\s+bỏ)|(?P<replaces>thay\s+thế)", re.IGNORECASE)
_LIST = 60
"""Paragraphs, at most, from an item of a list back to the sentence that opens it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link to the mention at an index: who does it (an index, words, or None for the document), and its proof."""

    kind: LinkKind
    source: int | str | None
    provisions: str | None
    start: int
    end: int


def links(analysis: Analysis, mentions: Sequence[Mention], own_type: str | None) -> dict[int, list[Found]]:
    """Return the links by the index of the mention that they lead to.

    Args:
        analysis: the document.
        mentions: the mentions of other documents, in text order.
        own_type: abbreviation of the document's type, None where it is unknown.
    """
    finder = _Finder(analysis, mentions, own_type)
    for index in range(len(mentions)):
        finder.read(index)
    return finder.found


class _Finder:
    """Reads mentions in order; a mention joined to the one before it by a comma or "và" shares its links."""

    def __init__(self, analysis: Analysis, mentions: Sequence[Mention], own_type: str | None) -> None:
        self.analysis, self.flat, self.mentions = analysis, analysis.flat, mentions
        self.enacts = own_type is None or own_type in structure("citation_words")["links"]["enacting"]
        self.preamble = analysis.sections[0].start if analysis.sections else _PREAMBLE
        self.starts = sorted(_starts(analysis))
        self.found: dict[int, list[Found]] = {}
        self.passive: dict[int, int] = {}  # mention that changes another -> the one it changes

    def read(self, index: int) -> None:
        mention = self.mentions[index]
        if self._quoted(mention.start):
            return
        before, tail = self._before(index)
        if before is not None and self._joined(index, tail):
            return
        if before is not None and (passive := _PASSIVE.search(tail)):
            verb = passive["verb"].split()[0]
            self._passive(index, before, _PASSIVE_KIND.get(verb, "amends"), mention.start - len(passive.group()))
            return
        for found in self._active(index, before, tail):
            self.found.setdefault(index, []).append(found)
        if index not in self.found and (found_after := self._expires(index, tail) or self._listed(index)):
            self.found[index] = [found_after]

    def _quoted(self, at: int) -> bool:
        """Whether ``at`` stands in words that an amendment quotes."""
        return self.flat.rfind("“", max(0, at - _PREAMBLE), at) > self.flat.rfind("”", 0, at)

    def _before(self, index: int) -> tuple[int | None, str]:
        """The mention before this one in its clause, and the words since it or since the clause began."""
        start = self.mentions[index].start
        window = self.flat[max(0, start - _NEAR) : start]
        cuts = [cut.end() for cut in _CLAUSE.finditer(window)]
        block = bisect_right(self.starts, start)
        clause = max(start - len(window) + (cuts[-1] if cuts else 0), self.starts[block - 1] if block else 0)
        earlier = self.mentions[index - 1] if index else None
        if earlier and (earlier.end > clause or self.flat[earlier.end : start].strip() == ";"):
            return index - 1, self.flat[earlier.end : start]
        return None, self.flat[clause:start]

    def _joined(self, index: int, tail: str) -> bool:
        if not _ALSO.fullmatch(tail):
            return False
        earlier, mention = self.mentions[index - 1], self.mentions[index]
        if index - 1 in self.passive and mention.name and not earlier.name:
            return False  # "… theo Luật số 92/2015/QH13, Luật Thư viện số 46/2019/QH14": another item of the outer list
        if (changed := self.passive.get(index - 1)) is not None:
            kind = next(f.kind for f in self.found[changed] if f.source == index - 1)
            self._passive(index, changed, kind, self.mentions[index].start)
            return True
        shared = [f for f in self.found.get(index - 1, []) if ";" not in tail or f.kind == "basis"]
        if shared:
            self.found[index] = [Found(f.kind, f.source, None, f.start, self.mentions[index].end) for f in shared]
        return bool(shared)

    def _passive(self, index: int, changed: int, kind: LinkKind, start: int) -> None:
        self.passive[index] = changed
        link = Found(kind, index, None, start, self.mentions[index].end)
        self.found.setdefault(changed, []).append(link)

    def _active(self, index: int, before: int | None, tail: str) -> Iterator[Found]:
        mention = self.mentions[index]
        cue = _cues().search(tail)
        if cue and not _OTHER_VERB.search(tail[: cue.start()]):
            kind: LinkKind = next(kind for kind in get_args(LinkKind) if cue.groupdict().get(kind))
            lead = tail[: cue.start()]
            if _ACT_OF_CHANGE.search(lead):
                return
            source = self._source(before, lead) if kind != "basis" else None
            if source is not None or self._own(kind, index, lead):
                provisions = _provisions(tail[cue.end(kind) :]) if kind not in {"basis", "implements"} else None
                yield Found(kind, source, provisions, mention.start - len(tail) + cue.start(), mention.end)
        elif attached := _attached().search(tail):
            named = attached["thing"]
            if named or self._heads(mention.start):
                words = squeeze(named) if named else None
                yield Found("issued_with", words, None, mention.start - len(tail) + attached.start(), mention.end)

    def _source(self, before: int | None, lead: str) -> int | str | None:
        """Who acts: the document named before the word, unless a comma joins the word to what stands before it."""
        if before is None or re.search(r"này\b|^\s*(?:,|;|và)\s*$", lead):
            return None
        changed = self.passive.get(before)
        return changed if changed is not None and ")" in lead else before

    def _own(self, kind: LinkKind, index: int, lead: str) -> bool:
        """Whether the document itself does this here: "Thông tư này bãi bỏ …", or the clause begins with the word.

        "Xây dựng Thông tư thay thế Thông tư số …" is a task.
        """
        named = re.search(r"\bnày\b|ban\s+hành\s+(?:Luật|Pháp lệnh|Bộ luật)\s+$", lead) is not None
        if kind == "basis":
            return True
        if kind == "implements":
            return named or self.mentions[index].start < self.preamble
        begins = not re.sub(r"^[\s\W]*(?:\d{1,2}|[a-zđ])?[.)]?|[\s,;]|(?<!\w)(?:và|nay)(?!\w)", "", lead)
        return named or (self.enacts and begins)

    def _heads(self, at: int) -> bool:
        """Whether ``at`` stands at the top of the document or of what is attached."""
        heads = (part.lines[:12] for part in self.analysis.parts if part.lines)
        return any(lines[0].start <= at < lines[-1].end for lines in heads)

    def _expires(self, index: int, tail: str) -> Found | None:
        """A document that expires: "Quyết định số … hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
        mention = self.mentions[index]
        if _CONDITION.search(tail) or index in self.passive or not self.enacts:
            return None
        after = _EXPIRES.match(self.flat, mention.end, mention.end + 400)
        return Found("repeals", None, _provisions(tail), mention.start, after.end()) if after else None

    def _listed(self, index: int) -> Found | None:
        """An item of a list that a sentence opens: "Bãi bỏ các văn bản sau: a) Thông tư số …"."""
        mention, paragraphs = self.mentions[index], self.analysis.paragraphs
        at = bisect_right(paragraphs, mention.start, key=lambda p: p.start) - 1
        own = paragraphs[at] if at >= 0 and mention.start < paragraphs[at].end else None
        if own is None or not self.enacts or not own.bullet:
            return None
        if own.sentences and mention.start - own.sentences[0].start > 1:
            return None
        opens = _LISTED.search(self._opening(at))
        kind: LinkKind = "repeals" if opens and opens["repeals"] else "replaces"
        return Found(kind, None, None, mention.start, mention.end) if opens else None

    def _opening(self, at: int) -> str:
        """The sentence or heading that opens the list in which paragraph ``at`` is an item; empty where none does."""
        paragraphs = self.analysis.paragraphs
        for paragraph in reversed(paragraphs[max(0, at - _LIST) : at]):
            if paragraph.section != paragraphs[at].section:
                break
            words = self.flat[paragraph.start : paragraph.end].rstrip()
            if words.endswith(":"):
                return words
            if not paragraph.bullet:
                return ""
        titles = (section.title for section in self.analysis.ancestors(paragraphs[at].section))
        return next((title for title in titles if title.endswith(":") or _LISTED.match(title)), "")


def _provisions(words: str) -> str | None:
    """The numbered parts between the word and the name: "điểm b khoản 3 Điều 1"."""
    part = _PROVISIONS.search(words)
    return squeeze(part.group()) if part and re.search(r"\d|(?<!\w)[IVX]+(?!\w)", part.group()) else None


def _starts(analysis: Analysis) -> Iterator[int]:
    """Where words begin that go on with nothing above them: headings, titles, paragraphs after a closed line."""
    yield from (section.start for section in analysis.sections)
    yield from (part.head.title[0].start for part in analysis.parts if part.head.title)
    for paragraph in analysis.paragraphs:
        if analysis.flat[max(0, paragraph.start - 4) : paragraph.start].rstrip().endswith((".", ":", ";")):
            yield paragraph.start


@cache
def _cues() -> re.Pattern[str]:
    words = structure("citation_words")["links"]
    kinds = "|".join(
        f"(?P<{kind}>{'|'.join(re.escape(w).replace(chr(92) + ' ', chr(92) + 's+') for w in cues)})"
        for kind, cues in words.items()
        if kind in get_args(LinkKind)
    )
    between = "|".join(words["between"])
    filler = rf"(?:[\s,]+(?:{between}|[\divx]+[a-zđ]?(?:\.\d+)?|[a-zđ]\d?)(?![^\W\d_]))*"
    return re.compile(rf"(?<!\w)(?:{kinds}){filler}[\s,]*$", re.IGNORECASE)


@cache
def _attached() -> re.Pattern[str]:
    things = "|".join(structure("citation_words")["links"]["attached"])
    return re.compile(
        rf"(?:(?P<thing>(?<!\w)(?:{things})(?:\s[^;.,()]{{1,120}}?)??)\s*)?[(,]?\s*(?:đã\s+)?(?:được\s+)?(?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s+$"
    )
