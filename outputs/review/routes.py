"""All routes of the review pages."""

from fastapi import APIRouter

from outputs.review import queue

router = APIRouter()
router.include_router(queue.router)
