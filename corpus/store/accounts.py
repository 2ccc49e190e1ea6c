"""Who may use the store: people with passwords, their sessions in browsers, and tokens for other systems."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.store.clock import new_id, now
from corpus.store.deed import Actor
from corpus.store.errors import InvalidError, NotFoundError
from corpus.store.tables import AuditEntry, SessionEntry, TokenEntry, UserEntry

Role = Literal["clerk", "approver", "administrator"]
ROLES: tuple[Role, ...] = ("clerk", "approver", "administrator")
"""From the fewest rights to the most; each may do what those before it may."""
SCOPES = ("records:read", "documents:submit", "webhooks:manage")
"""What a token may be allowed to do."""
LEAST_PASSWORD = 10
"""Characters that a password must have."""
SESSION_LASTS = timedelta(hours=12)
IDLE_LASTS = timedelta(hours=2)


def create_user(session: Session, name: str, full_name: str, role: str, password: str | None) -> UserEntry:
    """Add someone who may sign in; without a password, only a link of this machine lets them in.

    Raises:
        InvalidError: when the name is empty or taken, the role unknown or the password too short.
    """
    problems = {}
    name = name.strip().lower()
    if not name or len(name) > 80:
        problems["name"] = "empty_or_long"
    elif session.scalar(select(UserEntry).filter_by(name=name)):
        problems["name"] = "taken"
    if role not in ROLES:
        problems["role"] = "unknown"
    if password is not None and len(password) < LEAST_PASSWORD:
        problems["password"] = "too_short"  # noqa: S105  # the reason, not a password
    if problems:
        raise InvalidError(problems)
    hashed = None if password is None else _hasher().hash(password)
    user = UserEntry(
        id=new_id(), name=name, full_name=full_name.strip() or name, role=role, password_hash=hashed, created_at=now()
    )
    user.active = True
    session.add(user)
    session.flush()
    return user


def set_password(session: Session, user: UserEntry, password: str) -> None:
    """Give ``user`` another password and end their sessions.

    Raises:
        InvalidError: when it is too short.
    """
    if len(password) < LEAST_PASSWORD:
        raise InvalidError({"password": "too_short"})
    user.password_hash = _hasher().hash(password)
    end_sessions(session, user)


def checked(session: Session, name: str, password: str) -> UserEntry | None:
    """Return the active user with that name and password. It takes as long for a name that does not exist."""
    user = session.scalar(select(UserEntry).filter_by(name=name.strip().lower()))
    known = user.password_hash if user and user.active and user.password_hash else _nobody()
    try:
        _hasher().verify(known, password)
    except (VerificationError, InvalidHashError):
        return None
    return user if user and known == user.password_hash else None


def begin_session(session: Session, user: UserEntry) -> str:
    """Sign ``user`` in and return the secret for their browser's cookie."""
    secret = secrets.token_urlsafe(32)
    entry = SessionEntry(
        secret_hash=_digest(secret), user_id=user.id, created_at=now(), seen_at=now(), expires_at=now(SESSION_LASTS)
    )
    session.add(entry)
    return secret


def session_user(session: Session, secret: str) -> UserEntry | None:
    """Return who is signed in with the cookie ``secret``; a session ends after hours without use, and in any case."""
    entry = session.get(SessionEntry, _digest(secret))
    if entry is None or entry.expires_at < now() or entry.seen_at < now(-IDLE_LASTS):
        return None
    user = session.get(UserEntry, entry.user_id)
    return user if user and user.active else None


def is_stale(session: Session, secret: str) -> bool:
    """Whether a session was last noted as in use more than a minute ago: noting every request would be many writes."""
    entry = session.get(SessionEntry, _digest(secret))
    return entry is not None and entry.seen_at < now(timedelta(minutes=-1))


def keep_alive(session: Session, secret: str) -> None:
    """Note that a session is in use."""
    if entry := session.get(SessionEntry, _digest(secret)):
        entry.seen_at = now()


def end_session(session: Session, secret: str) -> None:
    """Sign a browser out."""
    if entry := session.get(SessionEntry, _digest(secret)):
        session.delete(entry)


def end_sessions(session: Session, user: UserEntry) -> None:
    """Sign a user out everywhere."""
    for entry in session.scalars(select(SessionEntry).filter_by(user_id=user.id)):
        session.delete(entry)


def create_token(
    session: Session, user: UserEntry, name: str, scopes: list[str], lasts: timedelta | None
) -> tuple[TokenEntry, str]:
    """Make a token and return it with its secret, which is shown once and never kept.

    Raises:
        InvalidError: when the name is empty or a scope unknown.
    """
    problems = {}
    if not name.strip():
        problems["name"] = "empty"
    if not scopes or any(scope not in SCOPES for scope in scopes):
        problems["scopes"] = "unknown"
    if problems:
        raise InvalidError(problems)
    secret = "vb_" + secrets.token_urlsafe(32)
    token = TokenEntry(
        id=new_id(),
        user_id=user.id,
        name=name.strip()[:80],
        secret_hash=_digest(secret),
        scopes=" ".join(scopes),
        created_at=now(),
        expires_at=None if lasts is None else now(lasts),
    )
    session.add(token)
    session.flush()
    return token, secret


def token_user(session: Session, secret: str) -> tuple[UserEntry, TokenEntry] | None:
    """Return whose token ``secret`` is, if it still counts."""
    token = session.scalar(select(TokenEntry).filter_by(secret_hash=_digest(secret)))
    if token is None or token.revoked_at or (token.expires_at and token.expires_at < now()):
        return None
    user = session.get(UserEntry, token.user_id)
    return (user, token) if user and user.active else None


def revoke_token(session: Session, token_id: str) -> None:
    """Let a token count no more.

    Raises:
        NotFoundError: when there is none.
    """
    token = session.get(TokenEntry, token_id)
    if token is None:
        raise NotFoundError("token_not_found", id=token_id)
    token.revoked_at = token.revoked_at or now()


def audit(session: Session, action: str, user_name: str | None, address: str | None, detail: str | None = None) -> None:
    """Keep what happened to accounts, for the administrator to read."""
    session.add(AuditEntry(at=now(), action=action, user_name=user_name, address=address, detail=detail))


def has_users(session: Session) -> bool:
    """Whether anyone may sign in with a password: until then, the set-up page is what one sees."""
    with_password = select(func.count()).select_from(UserEntry).where(UserEntry.password_hash.is_not(None))
    return bool(session.scalar(with_password))


def actor_of(user: UserEntry) -> Actor:
    """Return ``user`` as decisions name them."""
    role = next(role for role in ROLES if role == user.role)
    return Actor(user.id, user.name, role)


def _digest(secret: str) -> str:
    """Secrets have 256 random bits, so a plain hash keeps them; passwords have not, and get argon2."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
