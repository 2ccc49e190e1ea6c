"""All routes of the API."""

from fastapi import APIRouter

from outputs.api import documents, events, health, lists, rows, schema, submissions, webhooks

router = APIRouter()
for part in (
    submissions.uploads,
    submissions.router,
    documents.router,
    lists.router,
    rows.router,
    events.router,
    webhooks.router,
    schema.router,
    health.router,
):
    router.include_router(part)
