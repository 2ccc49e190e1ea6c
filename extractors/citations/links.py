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
from extractors.citations.grounds import is_ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.analysis import Analysis
    from extractors.citations.mentions import Mention

_NEAR = 400
_PREAMBLE = 3000
"""Characters in which the preamble ends where a document has no headings."""
_DAY = r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|/\d{1,2}/)\d{4}"
_QUOTED = re.compile(r"“[^“”]{0,200}”")
_CLAUSE = re.compile(r"[.;:]\s+(?=[A-ZĐÀ-Ỹ\d]|$)|[“”;]|:\s")
_ALSO = re.compile(r"\s*(?:[,;]|,?\s*(?:và|hoặc|and))\s*(?:các\s+)?(?:số\s+)?")
_PASSIVE = re.compile(
    r"được\s+(?P<verb>sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|hủy\s+bỏ)[^;.]{0,90}?\s(?:bởi|theo|bằng|tại)\s+"
    r"(?:quy\s+định\s+tại\s+)?(?:(?:các|khoản|điểm|Điều|số|và|[\d,]+[a-zđ]?|[a-zđ])\s+)*(?:của\s+)?$"
)
_CHANGES: tuple[LinkKind, ...] = ("amends", "repeals", "replaces")
_PASSIVE_KIND: dict[str, LinkKind] = {"thay": "replaces", "bãi": "repeals", "hủy": "repeals"}
_GOES = r"hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*(?:,|;|\.|kể\s+từ|từ\s+ngày|$)"
# other documents that expire with it may stand behind semicolons
_EXPIRES = re.compile(rf"(?:[^;.]{{0,700}};\s+(?:và\s+)?(?=[A-ZĐ][^;.\d]{{3,30}}\ssố\s)){{0,6}}[^;.]{{0,700}}?{_GOES}")
# what may stand before the document that a sentence is about: "2. Các quy định tại Điều 2"
_ABOUT = re.compile(
    r"[\s\W]*(?:(?:\d{1,2}|[a-zđ])[.)])?\s*(?:(?:[Kk]ể\s+)?[Tt]ừ\s+ngày\s[^;.]{4,60}?,\s+)?(?:và\s+)?"
    r"(?:(?:(?:[Cc]ác|[Nn]hững|[Tt]oàn\s+bộ)\s+)?(?:[Qq]uy\s+định|[Nn]ội\s+dung)\s[^;.]{0,60}?(?:tại|của|trong)\s+)?"
    r"(?:(?:[Cc]ác\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|[Mm]ục|[Pp]hụ\s+lục|[Pp]hần)\s[^;.]{1,80}?\s)?"
    r"(?:(?:của|tại|[Cc]ác)\s+)?"
)
_AS_GUIDED = re.compile(r"(?:hướng\s+dẫn|quy\s+định\s+chi\s+tiết)\s(?:[^\W\d_]+\s+){0,4}?tại\s", re.IGNORECASE)
_AS_TOLD = re.compile(r"theo\s+(?:quy|hướng|đề|tinh|nội|Luật|Nghị|Quyết|Thông)|\s(?:được(?!\s+ban)|phải|nếu|thì|khi)\s")
_GROUNDS = re.compile(r"căn\s+cứ|cơ\s+sở\s+pháp\s+lý", re.IGNORECASE)
# an unnumbered act that a document is told to carry out: its partners may be the document's or the act's
_DESCRIBES = re.compile(
    r"(?:hướng\s+dẫn|thi\s+hành|thực\s+hiện|chi\s+tiết|sửa\s+đổi|bổ\s+sung|theo|tại)\s[^,;]*"
    r"(?:Luật|Nghị\s+(?:định|quyết)|Pháp\s+lệnh|Quyết\s+định|Thông\s+tư)(?!\w)"
)
_AND = re.compile(r"[^;.:“”]{3,300}?(?:\s+và|,)\s+(?:các\s+)?")
_CONDITION = re.compile(r"(?:khi|trước\s+ngày|đến\s+ngày)\s+$")
# "theo quy định tại …", "có hiệu lực thi hành, Thông tư số …": the word has another sense or another subject
_OTHER_VERB = re.compile(r"(?:được|theo|bị|hiệu\s+lực|đề\s+nghị|đề\s+xuất)\s+$")
# "Luật sửa đổi, bổ sung một số điều của Luật Thư viện số 7/2030/QH15" is one act, and the symbol is its own
_ACT_OF_CHANGE = re.compile(r"(?<!ban hành )(?:Luật|Pháp lệnh|Bộ luật)\s+$")
_PROVISIONS = re.compile(
    r"(?:(?:điểm|khoản|Điều|Chương|Mục|Phụ\s+lục|Phần)\s+[^;.]+?)(?=\s*(?:của|tại|(?:(?:được\s+)?ban\s+hành\s+)?kèm\s+theo)?\s*$)",
    re.IGNORECASE,
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


def links(
    analysis: Analysis, mentions: Sequence[Mention], own_type: str | None, own_symbol: str | None
) -> dict[int, list[Found]]:
    """Return the links by the index of the mention that they lead to.

    Args:
        analysis: the document.
        mentions: the mentions of other documents, in text order.
        own_type: abbreviation of the document's type, None where it is unknown.
        own_symbol: the document's symbol, None where it has none.
    """
    finder = _Finder(analysis, mentions, own_type, own_symbol)
    for index in range(len(mentions)):
        finder.read(index)
    return finder.found


class _Finder:
    """Reads mentions in order; a mention joined to the one before it by a comma or "và" shares its links."""

    def __init__(
        self, analysis: Analysis, mentions: Sequence[Mention], own_type: str | None, own_symbol: str | None
    ) -> None:
        self.own = own_symbol
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
        earlier = self.mentions[index - 1] if index else None
        if earlier and not earlier.symbol and mention.end <= earlier.end:
            amends = Found("amends", index - 1, None, earlier.start, mention.end)
            self.found.setdefault(index, []).append(amends)
            return
        before, tail = self._before(index)
        if before is not None and (self._joined(index, tail) or self._beside(index, tail)):
            return
        if before is not None and (passive := _PASSIVE.search(tail)):
            verb = passive["verb"].split()[0]
            self._passive(index, before, _PASSIVE_KIND.get(verb, "amends"), mention.start - len(passive.group()))
            return
        for found in (*self._active(index, before, tail), *self._led(index, before, tail)):
            self.found.setdefault(index, []).append(found)
        if not any(f.kind != "issued_with" for f in self.found.get(index, ())):
            after = self._ground(index) or self._expires(index, before, tail) or self._listed(index)
            self.found.setdefault(index, []).extend([after] if after else [])

    def _quoted(self, at: int) -> bool:
        """Whether ``at`` stands in words that an amendment quotes."""
        return self.flat.rfind("“", max(0, at - _PREAMBLE), at) > self.flat.rfind("”", 0, at)

    def _before(self, index: int) -> tuple[int | None, str]:
        """The mention before this one in its clause, and the words since it or since the clause began."""
        start = self.mentions[index].start
        window = _QUOTED.sub(lambda q: " " * len(q.group()), self.flat[max(0, start - _NEAR) : start])
        cuts = [cut.end() for cut in _CLAUSE.finditer(window)]
        block = bisect_right(self.starts, start)
        clause = max(start - len(window) + (cuts[-1] if cuts else 0), self.starts[block - 1] if block else 0)
        earlier = self.mentions[index - 1] if index else None
        between = self.flat[earlier.end : start] if earlier else ""
        itself = self.own is not None and self.own in between
        if earlier and not itself and (earlier.end > clause or between.strip() == ";"):
            return index - 1, between
        return None, self._without_own(window[len(window) - (start - clause) :])

    def _without_own(self, words: str) -> str:
        """What stands behind the document's own symbol and day, at the head of which it may name itself."""
        named = re.match(rf".*{re.escape(self.own)}(?:\s*,?\s*{_DAY})?", words, re.DOTALL) if self.own else None
        return words[named.end() :] if named else words

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

    def _beside(self, index: int, tail: str) -> bool:
        """Whether the one before it and its description are all that parts this mention from the word for both.

        "Thông tư này thay thế Thông tư A của Bộ Y tế quy định về sách và Thông tư B …"
        """
        earlier, mention = self.mentions[index - 1], self.mentions[index]
        said = self.flat[earlier.start : mention.start]
        if not mention.type or not _AND.fullmatch(tail) or _DESCRIBES.search(said, earlier.end - earlier.start):
            return False
        alike = earlier.type == mention.type
        shared = [f for f in self.found.get(index - 1, []) if f.source is None and (alike or f.kind == "implements")]
        if shared:
            self.found[index] = [Found(f.kind, f.source, None, f.start, mention.end) for f in shared]
        return bool(shared)

    def _passive(self, index: int, changed: int, kind: LinkKind, start: int) -> None:
        self.passive[index] = changed
        link = Found(kind, index, None, start, self.mentions[index].end)
        self.found.setdefault(changed, []).append(link)

    def _active(self, index: int, before: int | None, tail: str) -> Iterator[Found]:
        mention = self.mentions[index]
        cue = _cues().search(tail)
        if cue and cue.groupdict().get("implements") and _AS_GUIDED.match(tail, cue.start()):
            cue = None
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

    def _led(self, index: int, before: int | None, tail: str) -> Iterator[Found]:
        """What the word at the head of the clause does to a part of the document, named before it.

        "Sửa đổi một số điều của Quy chế thư viện ban hành kèm theo Quyết định số …" changes the decision.
        """
        if before is not None or index in self.found:
            return
        led = _leading().match(tail)
        if led is None or not self.enacts or _AS_TOLD.search(tail):
            return
        kind: LinkKind = next(kind for kind in _CHANGES if led.groupdict().get(kind))
        start = self.mentions[index].start - len(tail) + led.start(kind)
        yield Found(kind, None, _provisions(tail[led.end(kind) :]), start, self.mentions[index].end)

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
            return self._preamble(index)
        if kind == "implements":
            return named or self.mentions[index].start < self.preamble
        begins = not re.sub(r"^[\s\W]*(?:\d{1,2}|[a-zđ])?[.)]?|[\s,;]|(?<!\w)(?:và|nay)(?!\w)", "", lead)
        return named or (self.enacts and begins)

    def _heads(self, at: int) -> bool:
        """Whether ``at`` stands at the top of the document or of what is attached."""
        heads = (part.lines[:12] for part in self.analysis.parts if part.lines)
        return any(lines[0].start <= at < lines[-1].end for lines in heads)

    def _preamble(self, index: int) -> bool:
        """Whether grounds of the whole document stand here: in its preamble, or below a heading that says so."""
        start = self.mentions[index].start
        at = bisect_right(self.analysis.paragraphs, start, key=lambda p: p.start) - 1
        titles = (s.title for s in self.analysis.ancestors(self.analysis.paragraphs[max(at, 0)].section))
        return start < self.preamble or any(_GROUNDS.search(title) for title in titles)

    def _ground(self, index: int) -> Found | None:
        start, end = self.mentions[index].start, self.mentions[index].end
        before = self.mentions[index - 1].end if index else None
        grounds = start < self.preamble and is_ground(self.flat, start, before)
        return Found("basis", None, None, start, end) if grounds else None

    def _expires(self, index: int, before: int | None, tail: str) -> Found | None:
        """A document that expires: "Quyết định số … hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
        mention = self.mentions[index]
        about = _ABOUT.fullmatch(tail) and (before is None or ";" in tail or self._expired(before))
        if not about or _CONDITION.search(tail) or index in self.passive or not self.enacts:
            return None
        after = _EXPIRES.match(self.flat, mention.end)
        return Found("repeals", None, _provisions(tail), mention.start, after.end()) if after else None

    def _expired(self, index: int) -> bool:
        return any(f.kind == "repeals" and f.source is None for f in self.found.get(index, ()))

    def _listed(self, index: int) -> Found | None:
        """An item of a list that a sentence opens: "Bãi bỏ các văn bản sau: a) Thông tư số …"."""
        mention, paragraphs = self.mentions[index], self.analysis.paragraphs
        at = bisect_right(paragraphs, mention.start, key=lambda p: p.start) - 1
        own = paragraphs[at] if at >= 0 and mention.start < paragraphs[at].end else None
        if own is None or not self.enacts or not own.bullet:
            return None
        said = self.flat[own.sentences[0].start : mention.start] if own.sentences else ""
        if len(said) > 1 and not (_ABOUT.fullmatch(said) and _provisions(said)):
            return None
        opens = _LISTED.search(self._opening(at))
        kind: LinkKind = "repeals" if opens and opens["repeals"] else "replaces"
        return Found(kind, None, _provisions(said), mention.start, mention.end) if opens else None

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
    yield from (at for section in analysis.sections for at in (section.start, section.end))
    yield from (part.head.title[0].start for part in analysis.parts if part.head.title)
    for paragraph in analysis.paragraphs:
        if analysis.flat[max(0, paragraph.start - 4) : paragraph.start].rstrip().endswith((".", ":", ";")):
            yield paragraph.start


@cache
def _leading() -> re.Pattern[str]:
    """A word of change at the head of a clause or behind "này", and a part of another document after it."""
    kinds = "|".join(f"(?P<{kind}>{_words(kind)})" for kind in _CHANGES)
    head = r"[\s\W]*(?:(?:\d{1,2}|[a-zđ])[.)])?\s*(?:(?:V/v|(?:[Vv]ề\s+)?[Vv]iệc|[Vv]ề)\s*:?\s+)?"
    return re.compile(
        rf"(?:{head}|[^;.:]{{0,200}}\bnày\s+)(?i:{kinds})(?!\w)[^;.:“”]{{3,260}}?\s(?:tại|của|trong|kèm\s+theo)\s+"
        r"(?:(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Pp]hụ\s+lục)\s[^;.:]{1,80}\s(?:của\s+)?|các\s+)?$"
    )


def _words(kind: str) -> str:
    cues = structure("citation_words")["links"][kind]
    return "|".join(re.escape(cue).replace(chr(92) + " ", chr(92) + "s+") for cue in cues)


@cache
def _cues() -> re.Pattern[str]:
    words = structure("citation_words")["links"]
    kinds = "|".join(f"(?P<{kind}>{_words(kind)})" for kind in get_args(LinkKind) if kind in words)
    between = "|".join(words["between"])
    filler = rf"(?:[\s,]+(?:{between}|[\divx]+[a-zđ]?(?:\.\d+)?|[a-zđ]\d?)(?![^\W\d_]))*"
    return re.compile(rf"(?<!\w)(?:{kinds}){filler}[\s,]*$", re.IGNORECASE)


@cache
def _attached() -> re.Pattern[str]:
    things = "|".join(structure("citation_words")["links"]["attached"])
    return re.compile(
        rf"(?:(?P<thing>(?<!\w)(?:{things})(?:\s[^;.,()]{{1,120}}?)??)\s*)?[(,]?\s*(?:đã\s+)?(?:được\s+)?(?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s+$"
    )
