"""Summaries for people: Markdown in each language, and one page with both side by side."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.record import Record
from outputs import head, markdown
from outputs.sections import sections, unsure_rows
from outputs.wording import Language, label


def html(record: Record) -> str:
    """Return the page with both languages side by side: self-contained, without scripts."""
    return page("summary.html.j2", **_contents(record))


def text(record: Record, lang: Language) -> str:
    """Return the Markdown summary in ``lang``."""
    return _environment(autoescape=False).get_template("summary.md.j2").render(lang=lang, **_contents(record))


def page(template: str, **values: Any) -> str:
    """Return an HTML page made from ``template``, with the one style sheet inside and nothing else allowed to load."""
    style = files("outputs").joinpath("templates", "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    # the style sheet is the project's own file; everything else is escaped by the environment
    safe_style = Markup(style)  # noqa: S704
    return _environment(autoescape=True).get_template(template).render(style=safe_style, style_hash=digest, **values)


def _contents(record: Record) -> dict[str, Any]:
    parts = sections(record)
    return {
        "record": record,
        "title": head.title(record),
        "kind": head.kind(record),
        "identity": head.identity_facts(record),
        "state": head.state_facts(record),
        "sections": parts,
        "unsure": unsure_rows(parts),
        "outline": head.outline(record),
        "recipients": head.recipients(record),
        "troubles": head.troubles(record),
        "page_readings": head.page_readings(record),
    }


@cache
def _environment(*, autoescape: bool) -> Environment:
    # Markdown has its own escaping, applied by the filters md and mdp; HTML is always escaped
    environment = Environment(
        loader=PackageLoader("outputs"),
        autoescape=autoescape,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": markdown.escape, "mdp": markdown.phrase}
    environment.globals["label"] = label
    return environment
