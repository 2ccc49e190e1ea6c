"""What the API and its records look like: the JSON Schema of the record, and the API's own description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from outputs.api import description
from outputs.api.route import ApiRoute
from outputs.schema import json_schema
from outputs.web.access import Everyone, needs

router = APIRouter(tags=["schema"], route_class=ApiRoute)


@router.get("/schema", operation_id="get_schema", dependencies=[needs("clerk", "records:read")])
def get_schema() -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of record.json."""
    return json_schema()


@router.get("/openapi.json", operation_id="get_openapi", include_in_schema=False)
def get_openapi(request: Request, _person: Everyone) -> dict[str, Any]:
    """Return this description."""
    return description.openapi(request.app.routes)
