"""Whether the service answers: for those who watch over it, and for nobody's curiosity."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import literal, select

from outputs.api.models import Health
from outputs.api.route import ApiRoute
from outputs.web.access import Everyone, TheStore

router = APIRouter(tags=["service"], route_class=ApiRoute)


@router.get("/health", operation_id="get_health")
def get_health(store: TheStore, _person: Everyone) -> Health:
    """Say that the service answers, and its database too."""
    with store.reading() as session:
        session.execute(select(literal(1)))
    return Health()
