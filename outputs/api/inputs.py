"""What may stand in a request: forms of values that both databases can keep and compare."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from corpus.store.kinds import is_storable

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,12})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_WRITTEN = "%Y-%m-%dT%H:%M:%S.%fZ"
_BIGGEST = 2**31 - 1


def _storable(text: str) -> str:
    if not is_storable(text):
        raise ValueError("characters that cannot be kept")
    return text


def _day(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise ValueError("not a date like 2030-12-31")
    date.fromisoformat(text)
    return text


def _moment(text: str) -> str:
    """Return a time as the store writes it, so that both compare as text."""
    if not _TIME.fullmatch(text):
        raise ValueError("not a time with its zone like 2030-12-31T00:00:00Z")
    moment = datetime.fromisoformat(text.upper())
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # before the year 1 or after 9999 in UTC
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.year:04d}{moment.strftime(_WRITTEN.removeprefix('%Y'))}"


def _whole(value: Any) -> Any:
    """Let only digits be a number: the models' own reading of text takes more than the schema says."""
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        raise ValueError("not a whole number")
    return value


def _number(value: Any) -> Any:
    """Let only numbers of JSON be a number; 1.0 is one too."""
    if isinstance(value, bool | str):
        raise ValueError("not a whole number")  # noqa: TRY004  # the kind of error that the models tell of
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _truth(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("neither true nor false")
    return value


Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$"), AfterValidator(_storable)]
"""Words to look for."""
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[str, AfterValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Flag = Annotated[bool, BeforeValidator(_truth)]
Limit = Annotated[int, Field(ge=1, le=200, description="entries on a page"), BeforeValidator(_whole)]
After = Annotated[int, Field(ge=0, le=_BIGGEST), BeforeValidator(_whole)]
Version = Annotated[int, Field(ge=1, le=_BIGGEST), BeforeValidator(_number)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def _cursor(of: str) -> WithJsonSchema:
    told = "`next` of the page before"
    return WithJsonSchema(
        {"type": "string", "format": f"cursor-{of}", "minLength": 1, "maxLength": 400, "description": told}
    )


_Cursor = Annotated[str, Field(min_length=1, max_length=400)]
DocumentsCursor = Annotated[_Cursor, _cursor("documents")]
RowsCursor = Annotated[_Cursor, _cursor("rows")]
SubmissionsCursor = Annotated[_Cursor, _cursor("submissions")]
DecisionsCursor = Annotated[_Cursor, _cursor("decisions")]

DocumentId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file's bytes")]
EntryId = Annotated[str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
EventNumber = Annotated[int, Field(ge=1, le=_BIGGEST), BeforeValidator(_whole)]
PageNumber = Annotated[int, Field(ge=1, le=_BIGGEST), BeforeValidator(_whole)]


class Filters(BaseModel):
    """Base of what a list can be asked for. A parameter that is not known is refused: misspelt, it would be missed."""

    model_config = ConfigDict(extra="forbid")

    limit: Limit = 50
    cursor: _Cursor | None = None
