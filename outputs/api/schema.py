"""The JSON Schema of the record."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from outputs.schema import json_schema
from outputs.web.access import needs

router = APIRouter(tags=["schema"])


@router.get("/schema", dependencies=[needs("clerk", "records:read")])
def schema() -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of record.json."""
    return json_schema()
