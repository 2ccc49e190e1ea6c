"""How the name of a body is put together: office, body and parent body, with its level and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from corpus.body_lexicon import Entry, RoleEntry, body_phrases, kind_phrases, phrases_of, role_phrases
from corpus.body_places import Area, Place, Places

_FREE_WORDS = 22
_SMALL_HEADS = frozenset(
    {"Công ty", "Tổng công ty", "Tập đoàn", "Phòng", "Ban Quản lý", "Trung tâm", "Hạt Kiểm lâm", "Chi cục"}
)
"""Nouns that open a name also in small letters, before a word with a capital."""
_SMALL_OFFICES = frozenset({"leaders", "members", "party_caucus", "party_group", "party_committee"})
"""Keys of offices that are printed in small letters as well."""
_OPEN_LISTS = ("ban chỉ đạo", "hội đồng")
"""Bodies whose field of work may be a list with commas: "Hội đồng … về A, B, C và D"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A parsed name: token positions ``first``..``end`` (exclusive), and its parts."""

    first: int
    end: int
    roles: tuple[RoleEntry, ...] = ()
    entry: Entry | None = None
    spelling: str | None = None
    core: tuple[int, int] = (0, 0)
    area: Area | None = None
    parent: Name | None = None


class Reader(Places):
    """Parses names in one text; positions are those of its tokens."""

    def name(self, i: int, depth: int = 0) -> Name | None:
        """Return the name that begins at token ``i``: offices, then a body, each with what belongs to it."""
        if i >= len(self.words) or self._in_symbol(i):
            return None
        body = self._body(i)
        office = role_phrases().at(self.words, i)
        if office is None or depth > 2:
            return body
        length, role = office
        inner = self.name(self._skip(i + length, ("của", "thuộc")), depth + 1)
        if body and body.entry and body.end - i > length:
            # "Thủ trưởng các đơn vị trực thuộc Bộ", "Thanh tra Bộ Y tế" are more than what the table has
            longer = (
                inner is not None and inner.end > body.end and (role.kind == "person" or role.key == "inspectorate")
            )
            if not longer:
                return body
        if inner is None or not self._spaced(i + length - 1) or not self._capital(i, role):
            return body
        return replace(inner, first=i, roles=(role, *inner.roles))

    def _capital(self, i: int, role: RoleEntry) -> bool:
        """Offices are printed with a capital, leaders and members often without one."""
        return role.vi == "người đứng đầu" or role.key in _SMALL_OFFICES or self.starts_upper(i)

    def _body(self, i: int) -> Name | None:
        known, listed = self._known(i), self._kinds(i)
        # known kinds stand for themselves ("các ngành, địa phương" are two); "liên quan" at the end makes one of a list
        whole = listed is not None and listed.entry is not None and listed.entry.key == "class.listed_related"
        # "các cơ quan trung ương và địa phương": the first noun is longer than the known "các cơ quan"
        first = kind_phrases().at(self.words, i + (self._form(i) == "các"))
        whole = whole or (
            known is not None and first is not None and i + (self._form(i) == "các") + first[0] > known.end
        )
        return listed if listed and (known is None or (whole and listed.end > known.end)) else known

    def _kinds(self, i: int) -> Name | None:
        """A list of kinds that no table holds: two nouns at least, or one with "liên quan"."""
        at, nouns = i + (self._form(i) == "các"), list[str]()
        while (noun := kind_phrases().at(self.words, at)) is not None:
            nouns.append(noun[1])
            at += noun[0]
            if self._form(at) not in {",", "và", "-"} or kind_phrases().at(self.words, at + 1) is None:
                break
            at += 1
        end = self._tail(at) if nouns else at
        related = any(self._form(k) == "quan" and self._form(k - 1) == "liên" for k in range(at, end))
        # "có thẩm quyền cấp, cấp lại giấy phép": twice the same word is a verb
        if not nouns or (len(set(nouns)) < 2 and not related) or self._form(i - 1) in {"cán", "nội", "toàn", "tiến"}:
            return None
        english = " and ".join(filter(None, (", ".join(nouns[:-1]), nouns[-1])))
        key = "class.listed_related" if related else "class.listed"
        entry = Entry(key, "", f"related {english}" if related else english, "none", "class", "state", None)
        return Name(i, end, (), entry, None, (i, end))

    def _known(self, i: int) -> Name | None:
        found = body_phrases().at(self.words, i)
        if found is not None:
            length, (spelling, entry) = found
            printed = self.text[self.words[i].start : self.words[i + length - 1].end]
            if _printed_as_name(entry, spelling, printed) and not self._glued(i + length):
                return self._with_parent(self._with_area(Name(i, i + length, (), entry, spelling, (i, i + length))))
        return self._free(i)

    def _with_area(self, name: Name) -> Name:
        entry = name.entry
        area = self.area(name.end, entry) if entry is None or "local" in entry.scope else None
        end = area.end if area else name.end
        if entry is None or "class" in entry.scope:
            end = self._tail(end)
        return replace(name, area=area, end=end)

    def _with_parent(self, name: Name) -> Name:
        """A board of the council takes the council ("Ban Pháp chế HĐND tỉnh"), others need "thuộc" or a dash."""
        key = name.entry.key if name.entry else ""
        under = name.end + (self._form(name.end) == "trực" and self._form(name.end + 1) == "thuộc")
        # "Đảng ủy - UBND xã" are two that stand side by side
        joints = ("thuộc", "của") if key.startswith("party.") else ("thuộc", "của", "-")
        at = self._skip(under, joints)
        bare = key.startswith(("peoples_council.", "portal", "gazette", "press")) and name.area is None
        if name.area is not None or (at == name.end and not bare) or at >= len(self.words):
            return name
        found = body_phrases().at(self.words, at)
        if found is None or not self.starts_upper(at) or "class" in found[1][1].scope:
            return name
        parent = self._body(at)
        return replace(name, parent=parent, end=parent.end) if parent else name

    def places(self, name: Name) -> list[Place]:
        """Return each place of a name such as "UBND các xã Minh Tân và An Bình"; see `places_of`."""
        return self.places_of(name.area, name.end)

    def _free(self, i: int) -> Name | None:
        """A name that no table holds: a noun that opens such names, then words up to a mark or a verb of duty."""
        head = phrases_of("heads").at(self.words, i)
        if head is None or not (self.starts_upper(i) or self._small(i, head)):
            return None
        start = end = i + head[0]
        if start >= len(self.words) or (head[0] == 1 and not head[1].isupper() and self._shouted(i, start + 1)):
            return None
        if not self.starts_upper(i):
            while not self._above(end, i) and (self._proper_at(end) or self._proper_at(end + 1)):
                end += 1
            above = self._above(end, i)
            return Name(i, above.end if above else end, core=(i, end), parent=above)
        bare = head[0] == 1 and not head[1].isupper()
        listing = any(head[1].casefold().startswith(name) for name in _OPEN_LISTS)
        while end < len(self.words) and end - start < _FREE_WORDS * (2 if listing else 1):
            if self._ends_free(end, start, listing=listing):
                break
            end += 1
        while end > start and self._form(end - 1) in {",", "và", "-", "các"}:
            end -= 1
        if (end == start and len(head[1].split()) < 3) or (bare and not self.starts_upper(start)):
            return None
        return Name(i, end, core=(i, end))

    def _above(self, i: int, start: int) -> Name | None:
        """The known body that stands above a name in small letters: "phòng PA05 Công an tỉnh"."""
        known = i > start + 1 and i < len(self.words) and self.starts_upper(i) and body_phrases().at(self.words, i)
        return self._body(i) if known else None

    def _proper_at(self, i: int) -> bool:
        """Whether a word with a capital stands at ``i``, no mark between it and the word before."""
        inside = 0 < i < len(self.words) and self.words[i - 1].form.isalnum() and self.words[i].form.isalnum()
        return inside and self.starts_upper(i) and i not in self.stops

    def _small(self, i: int, head: tuple[int, str]) -> bool:
        """Whether a noun in small letters opens a name all the same: "công ty Thủy điện", "phòng Kinh tế"."""
        after = i + head[0]
        return head[1] in _SMALL_HEADS and after < len(self.words) and self.starts_upper(after)

    def _shouted(self, i: int, end: int) -> bool:
        """Whether the words are printed in capitals, where a capital tells nothing ("NHIỆM VỤ VÀ GIẢI PHÁP")."""
        return self._slice(i, end).isupper()

    def _ends_free(self, i: int, start: int, *, listing: bool) -> bool:
        form = self._form(i)
        if i in self.stops or phrases_of("stops").at(self.words, i):
            return True
        if form == ",":
            about = any(self._form(k) == "về" for k in range(start, i))
            return not (listing and about and self._list_goes_on(i + 1))
        if form in {"và", "cùng"}:
            following = i + 1 + (self._form(i + 1) == "các")
            found = body_phrases().at(self.words, i + 1) or body_phrases().at(self.words, following)
            return found is not None or (phrases_of("heads").at(self.words, i + 1) and self.starts_upper(i + 1)) is True
        return not (form[0].isalnum() or form in {"-", "&", "’"})

    def _list_goes_on(self, i: int) -> bool:
        """Whether a list of nouns continues at ``i``: an "và" follows before the next stop."""
        for k in range(i, min(i + 14, len(self.words))):
            if self._form(k) == "và":
                return True
            if k in self.stops or phrases_of("stops").at(self.words, k) or self._form(k) in ".;:":
                return False
        return False

    def _in_symbol(self, i: int) -> bool:
        """Whether the token is part of a document symbol: "42-NQ/TW", "12/QĐ-UBND"."""
        start = self.words[i].start
        return start > 0 and self.text[start - 1] in "/-" and (start < 2 or not self.text[start - 2].isspace())

    def _glued(self, i: int) -> bool:
        """Whether the text goes on without a space after token ``i - 1``: "UBND-KTN"."""
        end = self.words[i - 1].end
        return self.text[end : end + 1] in {"/", "-"} and self.text[end + 1 : end + 2].isalnum()

    def _spaced(self, i: int) -> bool:
        return self.text[self.words[i].end : self.words[i].end + 1] != ","

    def _skip(self, i: int, forms: tuple[str, ...]) -> int:
        return i + (self._form(i) in forms)


@cache
def name_openings() -> frozenset[str]:
    """Return the forms of the words with which a name can begin; at any other, no reading need be tried."""
    known = (body_phrases(), role_phrases(), kind_phrases(), phrases_of("heads"))
    return frozenset({"các"}.union(*(phrases.openings for phrases in known)))


def _printed_as_name(entry: Entry, spelling: str, printed: str) -> bool:
    """Proper names have a capital; an abbreviation is printed in capitals ("TU", not "tu")."""
    if re.fullmatch(r"[A-ZĐ&./-]{2,}\d*", spelling):
        return printed.upper() == printed
    # "Chánh Văn phòng ủy ban nhân dân huyện", "với thanh tra huyện": nothing else is called so
    unmistakable = entry.key.startswith(("peoples_committee", "peoples_council", "department.inspectorate_district"))
    return unmistakable or not entry.proper or any(c.isupper() for c in printed)
