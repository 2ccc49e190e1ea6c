"""The tables. Knowledge about a document is copied from its folder; decisions are only ever added to.

Times are UTC as ISO 8601 text with microseconds and "Z" ("2026-11-28T03:04:05.000006Z"): one form for both databases
and for the API, sorted as text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = JSON().with_variant(JSONB(), "postgresql")
Time = String(27)


class Base(DeclarativeBase):
    """Base of all tables; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UserEntry(Base):
    """Someone who may sign in. ``role`` is clerk, approver or administrator; ``password_hash`` is argon2's."""

    __tablename__ = "user"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[str] = mapped_column(Time)


class SessionEntry(Base):
    """A signed-in browser. Only a hash of the cookie's secret is kept."""

    __tablename__ = "session"
    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[str] = mapped_column(Time)
    seen_at: Mapped[str] = mapped_column(Time)
    expires_at: Mapped[str] = mapped_column(Time)


class TokenEntry(Base):
    """A key for another system. ``scopes`` are names parted by a space; only a hash of the secret is kept."""

    __tablename__ = "token"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[str] = mapped_column(Time)
    expires_at: Mapped[str | None] = mapped_column(Time)
    used_at: Mapped[str | None] = mapped_column(Time)
    revoked_at: Mapped[str | None] = mapped_column(Time)


class AuditEntry(Base):
    """What happened to accounts: sign-ins, refused ones, changes of users, tokens and webhooks. Never changed."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(Time, index=True)
    action: Mapped[str] = mapped_column(String(40))
    user_name: Mapped[str | None] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str | None] = mapped_column(Text)


class DocumentEntry(Base):
    """One document: what lists and searches need, its state in the office's work, and where its folder is.

    ``id`` is the hash of the file's bytes without "sha256:". ``folder`` is relative to the data folder. ``record`` is
    record.json as extracted. ``state``: new, assigned, submitted, sent_back or approved. ``version`` counts changes of
    the state; ``updated_at`` moves with every decision about it or its rows. ``symbol_folded`` and ``issuer_folded``
    are for searching: small letters without diacritics.
    """

    __tablename__ = "document"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    folder: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(16))
    condition: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8))
    pages: Mapped[int]
    symbol: Mapped[str | None] = mapped_column(Text)
    symbol_folded: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    type_code: Mapped[str | None] = mapped_column(String(32))
    type_name: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    issuer_folded: Mapped[str | None] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(String(10))
    record: Mapped[dict[str, Any]] = mapped_column(Json)
    record_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="new", index=True)
    version: Mapped[int] = mapped_column(default=1)
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), index=True)
    second_reader_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(Time)
    updated_at: Mapped[str] = mapped_column(Time)
    __table_args__ = (
        Index("ix_document_updated_at_id", "updated_at", "id"),
        Index("ix_document_created_at_id", "created_at", "id"),
    )


class PageEntry(Base):
    """The text of one page, as repaired and folded for searching: small letters without diacritics."""

    __tablename__ = "page"
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    lowered: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)


class RowEntry(Base):
    """One thing to be judged: a target, a deadline, or a field of the head.

    ``extracted`` is what the program said, null for what a person marked; ``data`` what stands now. ``version`` counts
    changes; who sends another is told of both. ``state``: open, approved, corrected, rejected, added (by a person),
    replaced (split or merged), withdrawn (an addition taken back) or superseded (a new extraction no longer has it).
    ``subject`` is taken from ``data``, for lists: key of the indicator or body, cited symbol, kind of the deadline.
    """

    __tablename__ = "row"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    page: Mapped[int]
    extracted: Mapped[dict[str, Any] | None] = mapped_column(Json)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    confidence: Mapped[float]
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[str] = mapped_column(Time)
    subject: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        UniqueConstraint("document_id", "kind", "key"),
        Index("ix_row_document_id_confidence", "document_id", "confidence"),
        Index("ix_row_document_id_kind_updated_at", "document_id", "kind", "updated_at", "id", "state"),
        Index("ix_row_kind_updated_at_id", "kind", "updated_at", "id"),
        Index("ix_row_kind_subject_updated_at_id", "kind", "subject", "updated_at", "id"),
    )


_SUBJECTS = {
    "target": ("indicator", "key"),
    "achievement": ("indicator", "key"),
    "assignment": ("body", "key"),
    "citation": ("symbol",),
    "deadline": ("kind",),
}


def subject_of(kind: str, data: Any) -> str | None:
    """Return what a row is about, the first 200 characters."""
    value = data
    for name in _SUBJECTS.get(kind, ("field",)):
        value = value.get(name) if isinstance(value, dict) else None
    return value[:200] if isinstance(value, str) else None


@event.listens_for(RowEntry, "before_insert")
@event.listens_for(RowEntry, "before_update")
def _note_subject(_mapper: Any, _connection: Any, row: RowEntry) -> None:
    row.subject = subject_of(row.kind, row.data)


class DecisionEntry(Base):
    """What a person did: who, when, what was and what is. Only ever added.

    ``row_id`` is null for decisions about the whole document. ``batch`` joins the decisions of one act (a split, a word
    mended in many places); ``undoes`` is the batch that this one takes back.
    """

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch: Mapped[str] = mapped_column(String(36), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), index=True)
    row_id: Mapped[str | None] = mapped_column(ForeignKey("row.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[str] = mapped_column(Time)
    action: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    version: Mapped[int]
    comment: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[str | None] = mapped_column(String(36), index=True)


class OpinionEntry(Base):
    """What a second reader says of a row, without seeing the first one's decision: for figures of agreement."""

    __tablename__ = "opinion"
    row_id: Mapped[str] = mapped_column(ForeignKey("row.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    at: Mapped[str] = mapped_column(Time)
    state: Mapped[str] = mapped_column(String(16))
    data: Mapped[dict[str, Any]] = mapped_column(Json)


class WordEntry(Base):
    """A misread word that a person has mended: ``text.txt[start:end]`` is to read ``text``. The newest one counts.

    ``text`` null takes an earlier one back.
    """

    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch: Mapped[str] = mapped_column(String(36), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), index=True)
    page: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    was: Mapped[str] = mapped_column(Text)
    as_read: Mapped[str] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[str] = mapped_column(Time)


class SubmissionEntry(Base):
    """A file that was sent in: queued, running, done, partial, rejected, quarantined or duplicate."""

    __tablename__ = "submission"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), index=True)
    document_id: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[dict[str, Any] | None] = mapped_column(Json)
    created_at: Mapped[str] = mapped_column(Time)
    updated_at: Mapped[str] = mapped_column(Time)
    __table_args__ = (
        Index("ix_submission_sha256", "sha256"),
        Index("ix_submission_created_at_id", "created_at", "id"),
    )


class EventEntry(Base):
    """The outbox: what happened, in the order of ``sequence``, written in the transaction in which it happened."""

    __tablename__ = "event"
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    type: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    time: Mapped[str] = mapped_column(Time)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    __table_args__ = (Index("ix_event_subject_sequence", "subject", "sequence"),)


class WebhookEntry(Base):
    """An address that is told of events. ``types`` are names parted by a space; ``secret`` signs what is sent.

    ``ended`` says why it was disabled: by_person, or gone (the receiver's own answer). ``last_at`` and ``last_problem``
    (null for a success) are of the last attempt. ``failing_since`` is when the failures began that no success has
    followed; nothing is sent before ``rests_until``.
    """

    __tablename__ = "webhook"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(80))
    types: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[str] = mapped_column(Time)
    ended: Mapped[str | None] = mapped_column(String(16))
    last_at: Mapped[str | None] = mapped_column(Time)
    last_problem: Mapped[str | None] = mapped_column(String(40))
    failing_since: Mapped[str | None] = mapped_column(Time)
    rests_until: Mapped[str | None] = mapped_column(Time)


class DeliveryEntry(Base):
    """One event on its way to one webhook: waiting, delivered or given_up.

    ``attempts`` have begun; whoever makes one has claimed the delivery until ``claimed_until``. ``tried_at`` and
    ``problem`` are of the last one that has ended.
    """

    __tablename__ = "delivery"
    event_sequence: Mapped[int] = mapped_column(ForeignKey("event.sequence"), primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhook.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[str] = mapped_column(Time)
    claimed_until: Mapped[str | None] = mapped_column(Time)
    tried_at: Mapped[str | None] = mapped_column(Time)
    problem: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (Index("ix_delivery_webhook_id_state_event_sequence", "webhook_id", "state", "event_sequence"),)
