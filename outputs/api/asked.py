"""A request for a page of a list, and what goes along with its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from corpus.store.listing import Position
from outputs.api.cursors import List, packed, unpacked
from outputs.api.inputs import Filters
from outputs.web.access import TheStore

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked:
    """The request, the answer's headers, and the store."""

    request: Request
    response: Response
    store: TheStore

    def page(
        self,
        of: List,
        query: Filters,
        look: Callable[[Position | None, int], Sequence[Item]],
        place: Callable[[Item], Position],
    ) -> tuple[Sequence[Item], str | None]:
        """Return a page of the list, and the cursor of the next one, which also stands in the Link header.

        ``look`` returns up to a number of entries after a place, ``place`` the place of an entry.

        Raises:
            InvalidError: when the query's cursor is not one of this list.
        """
        after = unpacked(of, query.cursor) if query.cursor else None
        found = look(after, query.limit + 1)
        if len(found) <= query.limit:
            return found, None
        cursor = packed(of, place(found[query.limit - 1]))
        self.response.headers["Link"] = next_link(self.request, cursor=cursor)
        return found[: query.limit], cursor


This = Annotated[Asked, Depends()]


def next_link(request: Request, **changed: str) -> str:
    """Return the Link header that names the next page: the same request with some parameters changed."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changed]
    return f'<{request.url.path}?{urlencode([*kept, *changed.items()])}>; rel="next"'
