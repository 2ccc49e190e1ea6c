"""Other documents that a document names: one citation for each, with every mention as evidence.

What the text does not say stays null: no issuer is derived from a symbol, no date from general knowledge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.evidence import locate
from corpus.record import Citation, Link
from corpus.text import squeeze
from extractors.citations import links, works
from extractors.citations.issuers import contradicts, issuer_before
from extractors.citations.mentions import Mention, mentions, torn_heads
from extractors.fold import fold
from extractors.metadata.extract import extract_metadata
from extractors.times.grammar import doubtful

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractors.analysis import Analysis

NAME, VERSION = "citations", "1.2"


def extract_citations(analysis: Analysis) -> list[Citation]:
    """Return one citation for each document that the text names, in order of first mention."""
    found = analysis.once(mentions)
    own = analysis.once(extract_metadata)
    home = works.place_of(own.issuer.vi if own.issuer else None)
    linked = links.links(analysis, found, own.document_type.code if own.document_type else None, own.symbol)
    groups: dict[str, list[int]] = {}
    for index, mention in enumerate(found):
        groups.setdefault(_identity(mention, groups), []).append(index)
    rows = []
    for group in groups.values():
        row = _citation(analysis, [found[i] for i in group], home)
        rows.append(row.model_copy(update={"links": _links(analysis, found, group, linked)}))
    return rows


def _links(
    analysis: Analysis, found: Sequence[Mention], group: Sequence[int], linked: Mapping[int, Sequence[links.Found]]
) -> list[Link]:
    """The links to one cited document, each once with all its proofs; none leads from a document to itself."""
    own = {_named(found[i]) for i in group}
    rows: dict[tuple[str, str | None, str | None], Link] = {}
    for one in (one for i in group for one in linked.get(i, ())):
        source = one.source if not isinstance(one.source, int) else _named(found[one.source])
        if source is not None and source in own:
            continue
        key = one.kind, source, one.provisions
        proofs = [*(rows[key].evidence if key in rows else []), locate(analysis.document, one.start, one.end)]
        rows[key] = Link(kind=one.kind, source=source, provisions=one.provisions, evidence=proofs)
    return list(rows.values())


def _named(mention: Mention) -> str | None:
    return mention.symbol or mention.name or mention.type


def _identity(mention: Mention, groups: Iterable[str]) -> str:
    """What makes two mentions one document: the symbol or name, and the date where both give one."""
    base = (mention.symbol or fold(mention.name or "")).casefold()
    day = _day(mention)
    known = [key for key in groups if key.partition("|")[0] == base]
    # "Luật … năm 2015" is "Luật … ngày 25 tháng 6 năm 2015"
    same = [key for key in known if _same_day(day, key.partition("|")[2])]
    exact = [key for key in same if key.partition("|")[2] == day]
    return (exact or same or [f"{base}|{day}"])[0]


def _same_day(day: str, other: str) -> bool:
    """Whether two dates do not contradict each other; a year alone, or no date, agrees with every day of it."""
    return day.startswith(other) or other.startswith(day)


def _day(mention: Mention) -> str:
    if mention.date is None or mention.date.last is None:
        return ""
    return mention.date.last if mention.date.precision == "day" else mention.date.last[:4]


def _flags(analysis: Analysis, group: list[Mention], full: Mention, issuer: str | None) -> list[str]:
    """What a person should look at: a symbol without its end or of another body, a date whose digits are broken."""
    said = analysis.flat[full.start : full.end]
    cut_off = full.symbol is not None and re.search(re.escape(full.symbol) + r"\s?[-–]\s", said) is not None
    unsure = any(m.date and doubtful(analysis.flat[m.date.start : m.date.end]) for m in group)
    odd = bool(full.symbol and issuer and contradicts(full.symbol, issuer, analysis.language))
    flags = {"incomplete_symbol": not full.whole or cut_off, "numeric_unverified": unsure, "issuer_mismatch": odd}
    return [flag for flag, raised in flags.items() if raised]


def _citation(analysis: Analysis, group: list[Mention], home: works.Place | None) -> Citation:
    full = max(group, key=lambda m: (m.date is not None) + (m.issuer is not None) + (m.type is not None))
    dates = [m.date for m in group if m.date and m.date.first == m.date.last]
    before = analysis.language if full.symbol else None
    said = [m.issuer or (before and issuer_before(analysis.flat, m.start, before)) or "" for m in (full, *group)]
    issuer = next((name for name in said if name and name not in torn_heads()), None)
    evidence = [locate(analysis.document, m.start, m.end) for m in group]
    kind = next((m.type for m in (full, *group) if m.type), None)
    day = dates[0].last if dates else None
    return Citation(
        symbol=full.symbol,
        type=kind,
        date=day,
        issuer=issuer,
        work=works.work(full.symbol, kind, day, issuer, home),
        raw=squeeze(analysis.flat[full.start : full.end]),
        confidence=max(e.confidence for e in evidence),
        flags=_flags(analysis, group, full, issuer),
        evidence=evidence,
    )
