"""The JSON Schema of record.json, made from the models and committed next to this module."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from corpus.record import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME = "record.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record. ``$id`` is a name, not an address: nothing is fetched."""
    head = {"$schema": DIALECT, "$id": f"urn:vanban:schema:record:{SCHEMA_VERSION}"}
    return head | Record.model_json_schema(mode="serialization")


def as_text() -> str:
    """Return the schema as the file that is committed."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def committed() -> str:
    """Return the committed schema's text."""
    return files("outputs.schema").joinpath(FILE_NAME).read_text(encoding="utf-8")
