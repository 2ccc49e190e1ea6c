"""All routes of the API."""

from fastapi import APIRouter

from outputs.api import schema

router = APIRouter()
router.include_router(schema.router)
