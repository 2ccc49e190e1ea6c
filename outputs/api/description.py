"""The description of the API (OpenAPI 3.1), made from the routes and committed next to this module."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from corpus.store.accounts import SCOPES
from outputs.api.problems import Refusal
from outputs.api.route import SCHEME

FILE_NAME = "openapi.json"
VERSION = "1.0"
_TOLD = """Documents, and what was extracted from them, as people have reviewed it.

Every request carries a token (`Authorization: Bearer vb_...`) that an administrator has made; each operation names the
scope that the token needs. Refusals are problem details (RFC 9457) whose `code` is stable. Fields may be added to
answers; none is renamed within this version. Parameters that are not known are refused."""
_TAGS = {
    "submissions": "send documents in and follow their progress",
    "documents": "documents with their records, texts, pages and history",
    "rows": "targets, achievements, deadlines, assignments and citations across documents, and decisions about them",
    "events": "what happened, as CloudEvents",
    "webhooks": "addresses that are told of events",
    "schema": "the form of records",
    "service": "whether the service answers",
}


def openapi(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """Return the description of those of the routes that belong to the API."""
    made = get_openapi(
        title="vanban",
        version=VERSION,
        openapi_version="3.1.0",
        description=_TOLD,
        routes=list(routes),
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    parts = made["components"]
    parts["schemas"]["Refusal"] = Refusal.model_json_schema()
    parts["schemas"] = dict(sorted(parts["schemas"].items()))
    told = f"A token with the operation's scope: {', '.join(SCOPES)}."
    parts["securitySchemes"] = {SCHEME: {"type": "http", "scheme": "bearer", "description": told}}
    return made


def as_text(made: dict[str, Any]) -> str:
    """Return a description as the file that is committed."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def committed() -> str:
    """Return the committed description's text."""
    return files("outputs.api").joinpath(FILE_NAME).read_text(encoding="utf-8")
