"""How refusals look to other systems: problem details (RFC 9457), told of for every operation."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
_TOLD = {
    400: "The body cannot be read.",
    401: "No valid token was sent along.",
    403: "The token's scopes, or its owner's role, do not reach.",
    404: "There is no such thing.",
    409: "Someone else was faster, or the document is approved; `current` is the row as it stands.",
    412: "The row is no longer the one with the ETag in If-Match.",
    413: "The file is too big.",
    422: "A value has the wrong form; `problems` says which.",
    429: "Too many requests; Retry-After says for how many seconds to wait.",
    503: "No documents are taken in here (not_taken_in), or the disk is full (not_kept).",
}


class Refusal(BaseModel):
    """Why a request was refused. ``code`` is stable; further members depend on it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="urn:vanban:problem: and the code")
    status: int = Field(ge=400, le=599)
    code: str
    problems: dict[str, str] | None = Field(None, description="the reason for each value that is wrong, by its place")


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what an operation's documentation says of the statuses with which it refuses."""
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {status: {"description": _TOLD[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses}
