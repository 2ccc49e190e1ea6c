"""Levels and places in the names of local bodies, alone and in lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.body_lexicon import Entry, Phrases, Token, body_phrases, phrases_of
from corpus.folding import fold
from corpus.knowledge import structure
from corpus.places import Province, provinces

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE_WORDS = 4
_UNITS_OF_PLACES = frozenset({"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "tỉnh", "thành phố"})
DAMAGED_UNITS = {
    **dict.fromkeys(("tình", "tinh", "tính"), "tỉnh"),
    **dict.fromkeys(("huyên", "huyen", "huyễn"), "huyện"),
}
"""Units as readers misread them, where nothing else can stand."""


@dataclass(frozen=True, slots=True)
class Area:
    """What a local body's name ends in. ``unit`` is the level word, ``plural`` true for "các huyện, thành phố"."""

    start: int
    end: int
    unit: str | None = None
    plural: bool = False
    place: str | None = None
    province: Province | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a list: token positions ``first``..``end`` (exclusive) of its name, and its unit.

    ``start`` is the first token of the unit where it is printed with the place.
    """

    start: int
    first: int
    end: int
    unit: str


class Places:
    """Reads levels and places in one text; positions are those of its tokens."""

    def __init__(self, text: str, words: Sequence[Token], stops: frozenset[int] = frozenset()) -> None:
        """Take the text, its tokens, and the tokens at which a name of free wording must end."""
        self.text, self.words, self.stops = text, words, stops

    def area(self, i: int, entry: Entry | None) -> Area | None:
        """Return the level and place that begin at token ``i``."""
        fixed = self._fixed_level(i)
        if fixed:
            return fixed
        units = self._units(i)
        if units:
            return units
        unit = _units().at(self.words, i) or self._damaged_unit(i)
        if unit is not None:
            at = i + unit[0] + (self._form(i + unit[0]) == "." and unit[1] == "tp")
            return self._place(i, at, unit[1]) or Area(i, at, unit[1])
        # "Huyện ủy Đơn Dương": the district's name follows without its unit
        free = entry is not None and entry.level == "district" and entry.key.endswith("_committee")
        return self._place(i, i, None, known=not free)

    def _damaged_unit(self, i: int) -> tuple[int, str] | None:
        """Read "tỉnh" and "huyện" with a lost or wrong mark, unless the next word makes it another ("tình hình")."""
        whole = DAMAGED_UNITS.get(self._form(i))
        return (1, whole) if whole and self._form(i + 1) not in {"hình", "trạng", "nguyện", "cảm"} else None

    def _fixed_level(self, i: int) -> Area | None:
        pair = (self._form(i), self._form(i + 1))
        if pair in {("các", "cấp"), ("cùng", "cấp"), ("cấp", "trên"), ("cấp", "dưới")}:
            return Area(i, i + 2, "cấp", plural=True)
        unit = _units().at(self.words, i + 1) if pair[0] == "cấp" else None
        return Area(i, i + 1 + unit[0], f"cấp {unit[1]}") if unit else None

    def _units(self, i: int) -> Area | None:
        """Several units: "các huyện, thị xã, thành phố", "tỉnh, thành phố trực thuộc Trung ương"."""
        at, seen = i + (self._form(i) == "các"), []
        while (unit := _units().at(self.words, at)) is not None:
            seen.append(unit[1])
            at += unit[0]
            comma = self._form(at) in {",", "và", "-"}
            if not comma and self._form(i) == "các" and _units().at(self.words, at) is not None:
                continue  # "các xã thị trấn"
            if not comma or _units().at(self.words, at + 1) is None:
                break
            at += 1
        if not seen or (self._form(i) != "các" and len(seen) < 2):
            return None
        for under in (("trực", "thuộc", "trung", "ương"), ("trực", "thuộc", "tỉnh"), ("trực", "thuộc", "tw")):
            if tuple(self._form(at + k) for k in range(len(under))) == under:
                at += len(under)
                break
        return Area(i, at, "|".join(seen), plural=True)

    def _place(self, i: int, at: int, unit: str | None, *, known: bool = True) -> Area | None:
        """A place's name at ``at``: a province, or after a unit the words with capitals."""
        for length in range(_PLACE_WORDS + 1, 0, -1):
            if at + length <= len(self.words) and self.starts_upper(at):
                printed = self._slice(at, at + length)
                found = provinces().get(fold(printed))
                if found:
                    return Area(i, at + length, unit, place=printed, province=found)
        end = at
        while end < len(self.words) and end - at < _PLACE_WORDS and self._place_word(end):
            end += 1
        return Area(i, end, unit, place=self._slice(at, end)) if end > at and (unit or not known) else None

    def places_of(self, area: Area | None, end: int) -> list[Place]:
        """Return each place of "UBND các xã Minh Tân, An Bình và thị trấn Nam Hải", in order.

        Places of one level only: in "UBND xã Minh Tân, huyện Bắc Sơn" the district is where the commune lies. After a
        unit in the singular a place without its unit counts only in a list that "và" or another unit closes.
        """
        if area is None or area.unit not in _UNITS_OF_PLACES or not (area.plural or area.place):
            return []
        own = None if area.plural else Place(area.start, *self._span_of(area), area.unit)
        found = [own] if own else []
        at, joint = end + (self._comma(end) if own else 0), self._form(end)
        if own and at == end:
            return []
        closed = area.plural
        while (place := self._next_place(at, found or [Place(at, at, at, area.unit)], alone=area.plural)) is not None:
            closed = closed or joint == "và" or place.start < place.first
            found.append(place)
            joint = self._form(place.end)
            at = place.end + self._comma(place.end)
            if at == place.end:
                break
        return found if closed and len(found) >= (1 if area.plural else 2) else []

    def _comma(self, i: int) -> int:
        """How many tokens join two places at ``i``: a comma, "và", or both."""
        both = self._form(i) == "," and self._form(i + 1) == "và"
        return 2 if both else int(self._form(i) in {",", "và"})

    def _span_of(self, area: Area) -> tuple[int, int]:
        unit = _units().at(self.words, area.start)
        return area.start + (unit[0] if unit else 0), area.end

    def _next_place(self, i: int, before: Sequence[Place], *, alone: bool) -> Place | None:
        """The place at ``i`` of the level of those before it, with a unit of its own or with theirs."""
        unit = _units().at(self.words, i)
        first = i + (unit[0] if unit else 0)
        end = self._place_end(first)
        if end == first or not (unit or alone or self._closes(end)):
            return None
        place = Place(i, first, end, unit[1] if unit else before[-1].unit)
        levels = set.intersection(*(self._levels(known) for known in (*before, place)))
        return place if levels else None

    def _levels(self, place: Place) -> set[str]:
        """The levels that the place may be of: cities are provinces or districts."""
        unit = "thành phố" if place.unit == "tp" else place.unit
        level = str(structure("bodies")["levels"][unit]["level"])
        central = place.end > place.first and fold(self._slice(place.first, place.end)) in provinces()
        return {level, "district"} if unit == "thành phố" and not central else {level}

    def _closes(self, i: int) -> bool:
        """Whether a name may end before token ``i``: at a mark, a conjunction or a verb of duty."""
        return (
            i >= len(self.words)
            or i in self.stops
            or self._form(i) in {",", ";", ".", ":", ")", "và"}
            or phrases_of("stops").at(self.words, i) is not None
        )

    def _place_end(self, i: int) -> int:
        end = i
        while end < len(self.words) and end - i < _PLACE_WORDS and self._place_word(end):
            end += 1
        return end if phrases_of("heads").at(self.words, i) is None else i

    def _place_word(self, i: int) -> bool:
        return (
            self.words[i].form[0].isalnum()
            and self.starts_upper(i)
            and body_phrases().at(self.words, i) is None
            and i not in self.stops
        )

    def _tail(self, i: int) -> int:
        """Skip "có liên quan", "trên địa bàn huyện" and a place after it."""
        tail = phrases_of("tails").at(self.words, i)
        if tail is None:
            return i
        end = i + tail[0]
        place = self._place(end, end, "tail") if tail[1].startswith("trên địa bàn") else None
        return place.end if place else end

    def _form(self, i: int) -> str:
        return self.words[i].form if 0 <= i < len(self.words) else " "

    def starts_upper(self, i: int) -> bool:
        """Whether token ``i`` is printed with a capital."""
        return self.text[self.words[i].start].isupper()

    def _slice(self, i: int, end: int) -> str:
        return " ".join(self.text[self.words[i].start : self.words[end - 1].end].split())


@cache
def _units() -> Phrases[str]:
    """The words for territorial units, which open a level or a place ("tỉnh", "thị xã", "TP")."""
    return Phrases((unit, unit) for unit in (*structure("bodies")["plurals"], "tp"))
