"""All routes of the pages around the work."""

from fastapi import APIRouter

from outputs.office import entrance

router = APIRouter()
router.include_router(entrance.router)
