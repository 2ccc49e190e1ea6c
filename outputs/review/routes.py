"""All routes of the review pages."""

from fastapi import APIRouter

from outputs.review import complete, course, decide, document, history, incoming, mending, pages, queue, second

router = APIRouter()
router.include_router(queue.router)
for part in (document, pages, decide, history, mending, complete):
    router.include_router(part.router)
router.include_router(course.router)
router.include_router(second.router)
router.include_router(incoming.router)
