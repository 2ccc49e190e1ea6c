"""`vanban schema`: the JSON Schema that other systems build on."""

import json

from pipeline.console import product
from pipeline.rooms import json_schema


def schema() -> None:
    """Print the JSON Schema (2020-12) of record.json, for programmers of other systems."""
    product(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
