"""All routes of the pages around the work."""

from fastapi import APIRouter

from outputs.office import entrance, journal, own, people, set_up, tokens, webhooks

router = APIRouter()
for part in (entrance, set_up, own, people, tokens, webhooks, journal):
    router.include_router(part.router)
