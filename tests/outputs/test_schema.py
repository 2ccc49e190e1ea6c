import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from corpus.document import Document
from corpus.knowledge import table
from corpus.record import Record
from outputs import schema
from outputs.tables import DOCUMENT_COLUMNS, TARGET_COLUMNS


def test_the_committed_schema_is_the_models(repository: Path, *, regenerate: bool) -> None:
    if regenerate:
        (repository / "outputs" / "schema" / schema.FILE_NAME).write_text(schema.as_text(), "utf-8")
        return
    assert schema.committed() == schema.as_text(), "the models have changed: look at it, then pytest --regenerate"


def test_the_schema_is_a_valid_schema_of_its_dialect() -> None:
    made = schema.json_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    assert (made["$schema"], made["$id"]) == (schema.DIALECT, "urn:vanban:schema:record:1.2")
    assert made["title"] == "Record"


def test_records_fit_the_schema(
    record: Record, bare: tuple[Record, Document], english: tuple[Record, Document]
) -> None:
    validator = jsonschema.Draft202012Validator(schema.json_schema())
    for made in (record, bare[0], english[0]):
        validator.validate(json.loads(made.model_dump_json()))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data["targets"][0].update(comparator="about"),
        lambda data: data["targets"][0].update(confidence=1.5),
        lambda data: data["document"].pop("id"),
        lambda data: data["targets"][0]["evidence"][0].update(line=0),
    ],
)
def test_a_damaged_record_does_not_fit(damage: Any, record: Record) -> None:
    data = json.loads(record.model_dump_json())
    damage(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema.json_schema())


def property_names(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(property_names, node))
    if not isinstance(node, dict):
        return set()
    own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
    return own.union(*map(property_names, node.values()))


def test_every_field_and_every_closed_value_is_in_the_docs(repository: Path) -> None:
    docs = (repository / "docs" / "record.md").read_text("utf-8")
    made = schema.json_schema()
    names = property_names(made)
    assert len(names) > 80
    assert [name for name in sorted(names) if f"`{name}`" not in docs] == []
    closed = {value for node in _nodes(made) for value in node.get("enum", [])}
    assert [value for value in sorted(closed) if f"`{value}`" not in docs] == []


def _nodes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for part in node for found in _nodes(part)]
    if isinstance(node, dict):
        return [node, *(found for part in node.values() for found in _nodes(part))]
    return []


def test_every_column_of_the_tables_is_in_the_docs(repository: Path) -> None:
    docs = (repository / "docs" / "record.md").read_text("utf-8")
    assert [name for name in DOCUMENT_COLUMNS + TARGET_COLUMNS if f"`{name}`" not in docs] == []


def test_every_flag_that_has_words_is_in_the_docs(repository: Path) -> None:
    docs = (repository / "docs" / "record.md").read_text("utf-8")
    kinds = {"yes": "check", "no": "explains"}
    rows = [f"| `{row['flag']}` | {kinds[row['check']]} | {row['en']} |" for row in table("flags")]
    assert [row for row in rows if row not in docs] == []
