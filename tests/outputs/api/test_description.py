import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store
from corpus.store.accounts import SCOPES
from outputs.api import description
from outputs.web import Settings, create_app

PUBLIC = {"/api/v1/health"}


@pytest.fixture
def made(sqlite_store: Store) -> dict[str, Any]:
    return description.openapi(create_app(Settings(sqlite_store)).routes)


def operations(made: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, methods in made["paths"].items() for operation in methods.values()]


def test_the_committed_description_is_that_of_the_routes(
    made: dict[str, Any], repository: Path, *, regenerate: bool
) -> None:
    text = description.as_text(made)
    if regenerate:
        (repository / "outputs" / "api" / description.FILE_NAME).write_text(text, "utf-8")
        return
    assert description.committed() == text, "the API has changed: look at it, then pytest --regenerate"


def test_every_operation_names_itself_its_part_and_its_scope(made: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(made)]
    assert len(names) == len(set(names)) >= 17
    tags = {tag["name"] for tag in made["tags"]}
    for path, operation in operations(made):
        assert set(operation["tags"]) <= tags
        assert operation["tags"]
        assert operation["description"] or operation["summary"]
        if path not in PUBLIC:
            [requirement] = operation["security"]
            assert set(requirement["bearer"]) <= set(SCOPES)
            assert requirement["bearer"]
            assert {"401", "403"} <= operation["responses"].keys()
        else:
            assert "security" not in operation


def test_all_refusals_are_problem_details(made: dict[str, Any]) -> None:
    for _, operation in operations(made):
        for status, response in operation["responses"].items():
            if status >= "400":
                assert list(response["content"]) == ["application/problem+json"]


def test_every_operation_is_in_the_docs(made: dict[str, Any], repository: Path) -> None:
    docs = (repository / "docs" / "api.md").read_text("utf-8")
    paths = [path.removeprefix("/api/v1") for path in made["paths"]]
    assert [path for path in paths if path.replace("webhook_id", "id") not in docs] == []


def test_the_models_are_those_of_the_record(made: dict[str, Any], client: TestClient) -> None:
    record = client.get("/api/v1/schema").json()["$defs"]
    parts = made["components"]["schemas"]
    for name in ("Target", "Deadline", "Assignment", "Citation", "Evidence", "IndicatorName"):
        assert set(parts[name]["properties"]) == set(record[name]["properties"])


def test_the_description_is_for_everyone_and_a_part_of_the_api(sqlite_store: Store, made: dict[str, Any]) -> None:
    client = TestClient(create_app(Settings(sqlite_store, hosts=("testserver",))))
    answer = client.get("/api/v1/openapi.json")
    assert json.loads(answer.text) == made
    assert made["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in made["paths"])
