"""Pages from templates: escaped by themselves, in the reader's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from corpus.store.clock import parsed
from outputs.web.texts import texts

LANGUAGE = "vanban_language"
Language = Literal["vi", "en"]
_ROOMS = ("web", "review", "office")


def language_of(request: Request) -> Language:
    """Return the language that the reader has chosen; Vietnamese is the first."""
    return "en" if request.cookies.get(LANGUAGE) == "en" else "vi"


def page(
    request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Return a template of ``web``, ``review`` or ``office`` filled with ``values``.

    Templates know ``t`` (a text of texts.toml by its key, with named places filled), ``has`` (whether there is such a
    text), ``language``, ``person``, ``path``, ``one_person`` (whether only the person at this machine is served), and
    the filters ``moment`` and ``day``. Values are escaped; nothing may be marked safe.
    """
    language = language_of(request)

    def t(key: str, **places: Any) -> str:
        return texts(language)[key].format(**places)

    def has(key: str) -> bool:
        return key in texts(language)

    known = {
        "t": t,
        "has": has,
        "language": language,
        "person": getattr(request.state, "person", None),
        "path": request.url.path,
        "one_person": request.app.state.settings.one_person,
    }
    content = environment().get_template(template).render(known | values)
    return HTMLResponse(content, status, headers)


@cache
def environment() -> Environment:
    """Return the templates' environment; a name that does not exist is an error, not nothing."""
    here = Path(__file__).parent.parent
    folders = [here / room / "templates" for room in _ROOMS]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"moment": moment, "day": day}
    return made


def moment(time: str) -> str:
    """Return a time of the store as people here read it: day, month, year, and the hour of this machine."""
    return parsed(time).astimezone().strftime("%d/%m/%Y %H:%M")


def day(date: str) -> str:
    """Return an ISO 8601 date as people here write it; what is none stays as it is."""
    parts = date.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else date
