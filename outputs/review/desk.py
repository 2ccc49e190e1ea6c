"""One request about a document: who asks, what was sent, and within a transaction the document itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.orm import Session

from corpus.store import Store
from corpus.store.errors import NotAllowedError
from corpus.store.tables import DocumentEntry
from outputs.review.documents import side_of, the_document
from outputs.review.opinions import reads_second
from outputs.review.rows import Reader
from outputs.review.sent import Answers
from outputs.web.access import Person
from outputs.web.pages import language_of
from outputs.wording import Language


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked, with the document at hand."""

    desk: Desk
    session: Session
    document: DocumentEntry

    @property
    def sent(self) -> Answers:
        """What was sent."""
        return self.desk.sent

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.desk.person

    @property
    def side(self) -> Language:
        """The language of the document."""
        return side_of(self.document)

    @property
    def reader(self) -> Reader:
        """Who looks at the document's rows."""
        return Reader(self.desk.language, self.side)

    @property
    def second(self) -> bool:
        """Whether the person reads the document as its second reader."""
        return reads_second(self.document, self.person)

    def first_only(self) -> None:
        """Second readers only judge.

        Raises:
            NotAllowedError: when the person is the second reader.
        """
        if self.second:
            raise NotAllowedError("second_reader_judges")


@dataclass(frozen=True, slots=True)
class Desk:
    """A request before the store is opened for it."""

    request: Request
    store: Store
    person: Person
    document_id: str
    sent: Answers

    @property
    def language(self) -> Language:
        """The language of the person who asks."""
        return language_of(self.request)

    @contextmanager
    def looking(self) -> Iterator[Job]:
        """Give the job for looking."""
        with self.store.reading() as session:
            yield Job(self, session, the_document(session, self.document_id))

    @contextmanager
    def writing(self) -> Iterator[Job]:
        """Give the job within a transaction; all or nothing of what is done in it is kept."""
        with self.store.writing() as session:
            yield Job(self, session, the_document(session, self.document_id))
