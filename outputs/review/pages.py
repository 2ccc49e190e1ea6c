"""A page of a document for the browser: its image, encoded anew, and its words."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from corpus.store import Store
from corpus.store.tables import DocumentEntry
from outputs.page_images import ImageError, safe_image
from outputs.review import paper
from outputs.review.documents import image_names, the_document
from outputs.review.opinions import reads_second
from outputs.web.access import Clerk, TheStore

router = APIRouter()
_KEPT = "private, max-age=3600"


@router.get("/documents/{document_id}/pages/{number}/image")
def image(request: Request, document_id: str, number: int, _person: Clerk, store: TheStore) -> Response:
    """Show the page's image; never the bytes that were stored."""
    with store.reading() as session:
        path = _image_path(session, store, the_document(session, document_id), number)
    if path is None:
        raise HTTPException(404)
    try:
        data, media_type = safe_image(path)
    except ImageError as error:
        raise HTTPException(404) from error
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"Cache-Control": _KEPT, "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)


@router.get("/documents/{document_id}/pages/{number}/words")
def words(document_id: str, number: int, person: Clerk, store: TheStore) -> Response:
    """Give the page's text and its words, with what people mended; a second reader sees no one's mends."""
    with store.reading() as session:
        document = the_document(session, document_id)
        page = paper.page_of(session, document_id, number)
        mends = not reads_second(document, person)
        shown = paper.shown_words(session, store, document, page, mends=mends)
    content: dict[str, Any] = {"page": number, "start": page.start, "text": page.text, "words": shown}
    return JSONResponse(content)


def _image_path(session: Session, store: Store, document: DocumentEntry, number: int) -> Path | None:
    """Return where the image lies, if the record names one inside the document's own folder."""
    names = image_names(session, document.id)
    name = names[number - 1] if 0 < number <= len(names) else None
    folder = (store.folder / document.folder).resolve()
    path = (folder / name).resolve() if name else None
    return path if path and path.is_relative_to(folder) else None
