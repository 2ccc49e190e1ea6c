"""What can go wrong between people who share a store; the pages and the API say it in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import object_session

from corpus.store.tables import DocumentEntry, RowEntry


class StoreError(Exception):
    """Base of what a person's act on the store can meet; ``code`` is stable."""

    def __init__(self, code: str, **details: Any) -> None:
        """Take a stable snake_case code and what is to be told with it."""
        super().__init__(code)
        self.code = code
        self.details = details


class NotFoundError(StoreError):
    """There is no such document, row or user."""


class NotAllowedError(StoreError):
    """The person's role, or the document's state, does not allow it."""


class InvalidError(StoreError):
    """The new value is not valid; ``problems`` says why, by the field's dotted name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Take the reason for each field that is wrong."""
        super().__init__("invalid")
        self.problems = dict(problems)


class ConflictError(StoreError):
    """Someone else was faster: ``current`` is what stands now."""

    def __init__(self, current: RowEntry | DocumentEntry) -> None:
        """Take the entry as it stands in the store."""
        super().__init__("conflict")
        session = object_session(current)
        if session:
            session.expunge(current)  # it must be readable after the transaction has failed
        self.current = current
