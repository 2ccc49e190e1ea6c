"""Names of bodies that share a word: "các Bộ: Tài chính, Tư pháp", "HĐND, UBND huyện X"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from corpus.bodies import BodySpan, ResolvedBody, resolve
from corpus.body_lexicon import Phrases, spellings, tokens

BETWEEN = re.compile(
    r"^\s*(?:\([^()]*\))?\s*(?:,|;|-|và|cùng(?:\s+với)?|hoặc|,\s*và|;\s*và|,\s*cùng)?\s*(?:các|với|toàn\s+thể)?\s*$",
    re.IGNORECASE,
)
"""What may stand between two names of a list."""
_PLURAL = re.compile(
    r"(?:(?P<office>Bộ\s+trưởng|Giám\s+đốc)\s+)?(?:[Cc]ác\s+(?P<noun>[Bb]ộ|[Ss]ở)(?:\s+trưởng)?\s*:?|(?P<bare>Bộ|Sở)\s*:)\s+"
    r"(?=[^\W\d_])"
)
"""What opens a list of ministries or departments that are named by their fields alone."""


def with_shared_nouns(text: str, spans: list[BodySpan]) -> list[BodySpan]:
    """Give each field of "các Bộ: Tài chính, Tư pháp" its ministry; the first span holds the common words too."""
    named = list(spans)
    for head in _PLURAL.finditer(text):
        noun = (head["noun"] or head["bare"]).capitalize()
        listed = _listed(text, head, noun)
        if len(listed) < 2:  # one field alone is a name as any other
            continue
        end = listed[-1].end
        named = [span for span in named if span.end <= head.start() or span.start >= end] + listed
    return sorted(named, key=lambda span: span.start)


def _listed(text: str, head: re.Match[str], noun: str) -> list[BodySpan]:
    words = tokens(text[head.end() :])
    office = f"{head['office']} " if head["office"] else ""
    at, found = 0, list[BodySpan]()
    while (field := _fields(noun).at(words, at)) is not None:
        start, end = head.end() + words[at].start, head.end() + words[at + field[0] - 1].end
        body = resolve(f"{office}{field[1]}")
        if body is None:
            break
        first = start if found else head.start()
        found.append(BodySpan(first, end, replace(body, raw=" ".join(text[start:end].split()))))
        at += field[0]
        while at < len(words) and words[at].form in {",", ";", "và"}:
            at += 1
        at += at < len(words) and words[at].form == noun.lower()  # "các Bộ: Tài chính, Bộ Tư pháp"
    return found


@cache
def _fields(noun: str) -> Phrases[str]:
    """Ministries or departments by what follows the noun; the value is the whole name."""
    key = "ministry." if noun == "Bộ" else "department."
    rows = [(name, entry.vi) for name, entry in spellings() if entry.key.startswith(key)]
    return Phrases((name.removeprefix(f"{noun} "), whole) for name, whole in rows if name.startswith(f"{noun} "))


def _level_for(body: ResolvedBody, level: str | None) -> str | None:
    """What a list's closing level adds to a name: "Huyện ủy" holds its unit already and takes the place alone."""
    if level and re.fullmatch(r"(?:Tỉnh|Huyện|Thị|Quận) ủy", body.name):
        return re.sub(r"^(?:tỉnh|huyện|thị\s+xã|quận)\s*", "", level, flags=re.IGNORECASE) or None
    return level


def with_shared_levels(text: str, spans: list[BodySpan]) -> list[BodySpan]:
    """Give "Mặt trận Tổ quốc và các tổ chức … tỉnh" and "HĐND, UBND huyện X" the level that closes the list."""
    shared = list(spans)
    for i in range(len(spans) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        level = _level_for(here.body, following.area)
        several = level is not None and ("," in level or level.startswith("các"))
        key = here.body.key or ""
        # "Sở Nội vụ, UBND các xã": departments are the province's
        above = key.startswith(("department.", "ministry.")) and not (level or "").startswith(("tỉnh", "thành phố"))
        # "Phòng Kinh tế, UBND các xã": divisions are the district's
        above = above or (
            key.startswith("division.") and (level or "").startswith(("các xã", "xã", "thị trấn", "phường"))
        )
        alone = "class." in key or above or (several and key.startswith("mass."))
        if level and here.local and not alone and BETWEEN.match(text[here.end : following.start]):
            known = resolve(f"{here.body.name} {level}")
            if known is not None and known.score == 1.0:
                shared[i] = replace(here, body=replace(known, raw=here.body.raw), area=level)
    return shared
