"""What lists show of a document's head: as extracted, until people correct it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.store.folding import unmarked
from corpus.store.tables import DocumentEntry


def describe(document: DocumentEntry, metadata: Mapping[str, Any]) -> None:
    """Let ``document`` show the fields of ``metadata``, which have the form of the record; others stay as they are."""
    if "symbol" in metadata:
        document.symbol = metadata["symbol"]
        document.symbol_folded = _folded(document.symbol)
    if "date" in metadata:
        document.date = metadata["date"]
    if "title" in metadata:
        document.title = _phrase(metadata["title"])
    if "document_type" in metadata:
        kind = metadata["document_type"] or {}
        document.type_code, document.type_name = kind.get("code"), kind.get("vi")
    if "issuer" in metadata:
        document.issuer = _phrase(metadata["issuer"])
        document.issuer_folded = _folded(document.issuer)


def _phrase(value: Mapping[str, Any] | None) -> str | None:
    return (value.get("vi") or value.get("en")) if value else None


def _folded(text: str | None) -> str | None:
    return unmarked(text) if text else None
