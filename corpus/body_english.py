"""The English of a parsed name: put together from the tables, or None where a part has none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.knowledge import structure

if TYPE_CHECKING:
    from corpus.body_grammar import Name
    from corpus.body_places import Area

_UNCOUNTED = ("Police", "Social Security", "Organisation", "Mobilisation")


def english_name(name: Name) -> str | None:
    """Return the English of the whole name, offices and parent included."""
    if name.entry is None:
        return None
    text = _with_area(name.entry.en, name.area, name.entry.level)
    if name.parent is not None:
        above = english_name(name.parent)
        if above is None:
            return None
        text = f"{text}, {above}" if "," not in text else text
        text = _of_parent(name.entry.en, above) if name.entry.key.startswith("peoples_council.") else text
    several = name.area is not None and name.area.plural
    for role in reversed(name.roles):
        text = _in_office(plural(role.en) if several and role.kind == "person" else role.en, text)
    return text


def _of_parent(body: str, above: str) -> str:
    return f"{body} of the {above}" if "People's Council" not in body else body.replace("the People's Council", above)


def _in_office(template: str, body: str) -> str:
    """Put the body into the office: "Minister" replaces "Ministry" and "the" is not doubled."""
    if "Minister" in template and body.startswith("Ministry"):
        return template.split(" at the head", maxsplit=1)[0].split(" of the", maxsplit=1)[0] + body.removeprefix(
            "Ministry"
        )
    return template.format(body=body.removeprefix("the "))


def _with_area(body: str, area: Area | None, level: str) -> str:
    if area is None:
        return body
    if area.plural:
        return _of_units(body, area)
    if area.place is None:
        return _at_level(body, area, level)
    return _at_place(body, area)


def _of_units(body: str, area: Area) -> str:
    names = structure("bodies")["plurals"]
    if area.unit == "cấp":
        return f"{plural(body)} at all levels"
    listed = [names[unit] for unit in (area.unit or "").split("|") if unit in names]
    joined = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""
    return f"{plural(body)} of {joined}" if joined else plural(body)


def _at_level(body: str, area: Area, level: str) -> str:
    row = structure("bodies")["levels"].get(area.unit or "")
    if row is None or level not in {"none", row["level"]} or level == row["level"]:
        return body
    if " of the " in body:
        first, _, rest = body.rpartition(" of the ")
        return f"{first} of the {row['en']} {rest}"
    return f"{row['en']} {body}"


def _at_place(body: str, area: Area) -> str:
    place = area.province.en if area.province else latin(area.place or "")
    unit = structure("bodies")["levels"].get(area.unit or "", {}).get("unit", "")
    if not unit and area.province:
        unit = "City" if area.province.kind == "city" else "Province"
    for adjective in ("Provincial", "Municipal", "District", "Town"):
        if body.startswith(f"{adjective} ") and area.unit is None:
            return f"{place} {body}"
        if f"the {adjective} " in body:
            return body.replace(f"the {adjective} ", f"the {place} {adjective} ")
    return f"{body} of {place} {unit}".rstrip()


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """Return a Vietnamese place name as English texts print it: without diacritics."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


def plural(body: str) -> str:
    """Return the English of several such bodies: the noun before the first "of" takes the ending."""
    head, of, rest = body.partition(" of ")
    if head.endswith(_UNCOUNTED) or re.search(r"s$", head):
        return body
    head = head.removesuffix("y") + "ies" if re.search(r"[^aeiou]y$", head) else head + "s"
    return head.replace("Branchs", "Branches") + of + rest
