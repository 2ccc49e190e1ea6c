"""Pages from templates: escaped by themselves, in the reader's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

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

    Templates know ``t`` (a text of texts.toml by its key, with named places filled), ``language``, ``person`` and
    ``path``. Values are escaped; nothing may be marked safe.
    """
    language = language_of(request)

    def t(key: str, **places: Any) -> str:
        return texts(language)[key].format(**places)

    known = {"t": t, "language": language, "person": getattr(request.state, "person", None), "path": request.url.path}
    content = environment().get_template(template).render(known | values)
    return HTMLResponse(content, status, headers)


@cache
def environment() -> Environment:
    """Return the templates' environment; a name that does not exist is an error, not nothing."""
    here = Path(__file__).parent.parent
    folders = [here / room / "templates" for room in _ROOMS]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
