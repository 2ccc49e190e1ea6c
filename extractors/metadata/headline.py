"""Heads that say all in one sentence, as older texts do: type, issuer, symbol, day and then the title.

"LUẬT / CỦA QUỐC HỘI SỐ 7/2001/QH10 NGÀY 03 THÁNG 12 NĂM 2001 VỀ THƯ VIỆN", "Thông tư / của Bộ Tài chính
số 5/1998/TT-BTC ngày 22 tháng 12 năm 1998 / Hướng dẫn …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text import squeeze
from extractors.citations.symbols import symbols
from extractors.fold import fold
from extractors.metadata.body_case import body_case
from extractors.metadata.letterhead import Found
from extractors.structure.layout import is_upper
from extractors.structure.zones import SAYS_ALL, type_names
from extractors.times.grammar import iso_day

if TYPE_CHECKING:
    from extractors.analysis import Analysis

_DAY = re.compile(
    r"\s*,?\s*ngày\s*(?P<whole>(?P<d>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+năm\s*)"
    r"(?P<y>(?:19|20)\d\d))",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"\s+của\s+(?P<issuer>[^\d;.,]{3,60}?)(?=\s+(?:về|quy\s+định|ban\s+hành|sửa\s+đổi|hướng\s+dẫn|phê\s+duyệt)\s)",
    re.IGNORECASE,
)
_LINES = 3
"""Lines of a title in which the sentence may stand."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What the sentence says; ``end`` is where the title's own words begin."""

    document_type: Found
    issuer: Found | None
    symbol: Found
    day: Found | None
    end: int


def headline(analysis: Analysis) -> Headline | None:
    """Return what the head says in one sentence, None where it has no such sentence."""
    return analysis.once(_headline)


def _headline(analysis: Analysis) -> Headline | None:
    head, flat = analysis.parts[0].head, analysis.flat
    if head.type_line is None:
        return None
    stop = [head.type_line, *head.title[:_LINES]][-1].end
    # "SẮC LỆNH / LUẬT SỐ 7-SL/L.012 NGÀY 20-5-1957 …": a decree that promulgates a law
    starts = (line.start for line in (head.type_line, *head.title[:1]))
    said = next(filter(None, (SAYS_ALL.match(flat, start, stop) for start in starts)), None)
    kind = type_names().get(fold(said["type"])) if said else None
    own = next(symbols(flat, said.end(), stop), None) if said else None
    if said is None or kind is None or own is None or own.start != said.end():
        return None
    dated = _DAY.match(flat, own.end, stop)
    day = iso_day(int(dated["y"]), int(dated["m"]), int(dated["d"])) if dated else None
    end = dated.end() if dated else own.end
    named = said if said["issuer"] else _ISSUER.match(flat, end, stop)
    return Headline(
        document_type=Found(kind, (said.span("type"),)),
        issuer=_issuer(named) if named else None,
        symbol=Found(own.text, ((own.start, own.end),)),
        day=Found(day, ((dated.start("whole"), dated.end("whole")),)) if dated and day else None,
        end=max(end, named.end("issuer") if named else end),
    )


def _issuer(named: re.Match[str]) -> Found:
    name = squeeze(named["issuer"])
    return Found(body_case(name) if is_upper(name) else name, (named.span("issuer"),))
