"""Who may use the store: people with passwords, their sessions in browsers, and tokens for other systems."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from datetime import timedelta
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from corpus.store.clock import new_id, now
from corpus.store.deed import Actor
from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
from corpus.store.tables import AuditEntry, SessionEntry, TokenEntry, UserEntry
from corpus.text import nfc

Role = Literal["clerk", "approver", "administrator"]
ROLES: tuple[Role, ...] = ("clerk", "approver", "administrator")
"""From the fewest rights to the most; each may do what those before it may."""
SCOPES = ("records:read", "records:review", "documents:submit", "webhooks:manage")
"""What a token may be allowed to do."""
LEAST_PASSWORD = 10
"""Characters that a password must have."""
SESSION_LASTS = timedelta(hours=12)
IDLE_LASTS = timedelta(hours=2)
HERE = "@here"
"""Name of the person at this machine, who comes by a link and has no password: no name that one can choose."""
_MOST_PASSWORD = 1000
_NAME = re.compile(r"\w[\w.@+-]{0,79}")
_NOTED = timedelta(minutes=1)
_at_work = threading.BoundedSemaphore(2)
"""Each argon2 takes 64 MB: many at once would take the machine's memory."""


def create_user(session: Session, name: str, full_name: str, role: str, password: str | None) -> UserEntry:
    """Add someone who may sign in; without a password, only a link of this machine lets them in.

    Raises:
        InvalidError: when the name has other signs than letters, digits and ``._@+-`` or is taken, the role is unknown
            or the password too easy.
    """
    problems = {}
    name = same_name(name)
    if not _NAME.fullmatch(name):
        problems["name"] = "not_a_name"
    elif session.scalar(select(UserEntry).filter_by(name=name)):
        problems["name"] = "taken"
    if role not in ROLES:
        problems["role"] = "unknown"
    if len(full_name) > 200:
        problems["full_name"] = "too_long"
    if password is not None and (why := password_problem(name, password)):
        problems["password"] = why
    if problems:
        raise InvalidError(problems)
    return _add_user(session, name, full_name.strip() or name, role, None if password is None else _hash(password))


def person_here(session: Session, full_name: str) -> UserEntry:
    """Return the person at this machine, who may do everything; the first time they are added."""
    user = session.scalar(select(UserEntry).filter_by(name=HERE))
    if user is None:
        return _add_user(session, HERE, full_name or HERE, "administrator", None)
    user.full_name, user.active, user.role = full_name or user.full_name, True, "administrator"
    return user


def user_by_id(session: Session, user_id: str) -> UserEntry:
    """Return a user.

    Raises:
        NotFoundError: when there is none.
    """
    user = session.get(UserEntry, user_id)
    if user is None or user.name == HERE:
        raise NotFoundError("user_not_found", id=user_id)
    return user


def user_by_name(session: Session, name: str) -> UserEntry:
    """Return a user.

    Raises:
        NotFoundError: when there is none.
    """
    user = session.scalar(select(UserEntry).filter_by(name=same_name(name)))
    if user is None or user.name == HERE:
        raise NotFoundError("user_not_found", name=name)
    return user


def exists(session: Session, name: str) -> bool:
    """Whether there is a user with that name."""
    return bool(session.scalar(select(func.count()).select_from(UserEntry).filter_by(name=same_name(name))))


def set_role(session: Session, user: UserEntry, role: str) -> None:
    """Give ``user`` another role; it counts from their next click on.

    Raises:
        InvalidError: when there is no such role.
        NotAllowedError: when nobody would be left to manage the accounts (code ``last_administrator``).
    """
    if role not in ROLES:
        raise InvalidError({"role": "unknown"})
    if role != "administrator":
        _keep_administrator(session, user)
    user.role = role


def set_active(session: Session, user: UserEntry, *, active: bool) -> None:
    """Let ``user`` sign in again, or sign them out everywhere and let them in no more; their tokens rest as well.

    Raises:
        NotAllowedError: when nobody would be left to manage the accounts (code ``last_administrator``).
    """
    if not active:
        _keep_administrator(session, user)
        end_sessions(session, user)
    user.active = active


def set_password(session: Session, user: UserEntry, password: str) -> None:
    """Give ``user`` another password and end their sessions.

    Raises:
        InvalidError: when it is too easy.
    """
    if why := password_problem(user.name, password):
        raise InvalidError({"password": why})
    user.password_hash = _hash(password)
    end_sessions(session, user)


def password_problem(name: str, password: str) -> str | None:
    """Return why a password cannot be taken: too_short, too_long or too_simple."""
    password = nfc(password)
    if len(password) < LEAST_PASSWORD:
        return "too_short"
    if len(password) > _MOST_PASSWORD:
        return "too_long"
    simple = len(set(password.lower())) < 5 or password.lower().strip("0123456789!@#.") in {name, "password", "matkhau"}
    return "too_simple" if simple else None


def same_name(name: str) -> str:
    """Return a user's name as it is kept: in small letters, composed, without spaces around it."""
    return nfc(name).strip().lower()


def checked(session: Session, name: str, password: str) -> UserEntry | None:
    """Return the active user with that name and password. It takes as long for a name that does not exist."""
    user = session.scalar(select(UserEntry).filter_by(name=same_name(name)))
    known = user.password_hash if user and user.active and user.password_hash else _nobody()
    try:
        with _at_work:
            _hasher().verify(known, nfc(password[:_MOST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return None
    return user if user and known == user.password_hash else None


def renew_hash(session: Session, user_id: str, password: str) -> None:
    """Keep the right ``password`` of a user by today's parameters where its hash was made by older ones."""
    user = session.get(UserEntry, user_id)
    if user and user.password_hash and _hasher().check_needs_rehash(user.password_hash):
        user.password_hash = _hash(password)


def begin_session(session: Session, user: UserEntry) -> str:
    """Sign ``user`` in and return the secret for their browser's cookie; sessions that have ended are cleared away."""
    ended = (SessionEntry.expires_at < now()) | (SessionEntry.seen_at < now(-SESSION_LASTS))
    session.execute(delete(SessionEntry).where(ended))
    secret = secrets.token_urlsafe(32)
    entry = SessionEntry(
        secret_hash=_digest(secret), user_id=user.id, created_at=now(), seen_at=now(), expires_at=now(SESSION_LASTS)
    )
    session.add(entry)
    return secret


def session_user(session: Session, secret: str, idle: timedelta = IDLE_LASTS) -> UserEntry | None:
    """Return who is signed in with the cookie ``secret``; it ends after ``idle`` without use, and in any case."""
    entry = session.get(SessionEntry, _digest(secret))
    if entry is None or entry.expires_at < now() or entry.seen_at < now(-idle):
        return None
    user = session.get(UserEntry, entry.user_id)
    return user if user and user.active else None


def is_stale(session: Session, secret: str) -> bool:
    """Whether a session was last noted as in use more than a minute ago: noting every request would be many writes."""
    entry = session.get(SessionEntry, _digest(secret))
    return entry is not None and entry.seen_at < now(-_NOTED)


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
    session.execute(delete(SessionEntry).filter_by(user_id=user.id))


def end_sessions_here(session: Session) -> None:
    """Sign out whoever came by a link of this machine: where an office is served, everyone has a password."""
    without = select(UserEntry.id).where(UserEntry.password_hash.is_(None))
    session.execute(delete(SessionEntry).where(SessionEntry.user_id.in_(without)))


def create_token(
    session: Session, user: UserEntry, name: str, scopes: list[str], lasts: timedelta | None
) -> tuple[TokenEntry, str]:
    """Make a token and return it with its secret, which is shown once and never kept.

    Raises:
        InvalidError: when the name is empty or longer than 80 characters, or a scope unknown.
    """
    problems = {}
    if not 0 < len(name.strip()) <= 80:
        problems["name"] = "empty_or_long"
    if not scopes or any(scope not in SCOPES for scope in scopes):
        problems["scopes"] = "unknown"
    if problems:
        raise InvalidError(problems)
    secret = "vb_" + secrets.token_urlsafe(32)
    token = TokenEntry(
        id=new_id(),
        user_id=user.id,
        name=name.strip(),
        secret_hash=_digest(secret),
        scopes=" ".join(dict.fromkeys(scopes)),
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


def is_unnoted(token: TokenEntry) -> bool:
    """Whether a token was last noted as in use more than a minute ago."""
    return token.used_at is None or token.used_at < now(-_NOTED)


def note_use(session: Session, token_id: str) -> None:
    """Note that a token is in use."""
    session.execute(update(TokenEntry).filter_by(id=token_id).values(used_at=now()))


def revoke_token(session: Session, token_id: str) -> TokenEntry:
    """Let a token count no more, and return it.

    Raises:
        NotFoundError: when there is none.
    """
    token = session.get(TokenEntry, token_id)
    if token is None:
        raise NotFoundError("token_not_found", id=token_id)
    token.revoked_at = token.revoked_at or now()
    return token


def audit(session: Session, action: str, user_name: str | None, address: str | None, detail: str | None = None) -> None:
    """Keep what happened to accounts, for the administrator to read."""
    address = address[:64] if address else None
    session.add(AuditEntry(at=now(), action=action, user_name=user_name, address=address, detail=detail))


def has_administrator(session: Session) -> bool:
    """Whether an administrator may sign in with a password: until then, the set-up page makes the first one."""
    return bool(session.scalar(_administrators()))


def actor_of(user: UserEntry) -> Actor:
    """Return ``user`` as decisions name them."""
    role = next(role for role in ROLES if role == user.role)
    return Actor(user.id, user.name, role)


def _digest(secret: str) -> str:
    """Secrets have 256 random bits, so a plain hash keeps them; passwords have not, and get argon2."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def _add_user(session: Session, name: str, full_name: str, role: str, hashed: str | None) -> UserEntry:
    user = UserEntry(id=new_id(), name=name, full_name=full_name, role=role, password_hash=hashed, created_at=now())
    user.active = True
    session.add(user)
    session.flush()
    return user


def _administrators() -> Select[int]:
    signing_in = UserEntry.password_hash.is_not(None), UserEntry.active, UserEntry.role == "administrator"
    return select(func.count()).select_from(UserEntry).where(*signing_in)


def _keep_administrator(session: Session, leaving: UserEntry) -> None:
    """Refuse to take the last administrator away; the rows are locked, or two could take each other away."""
    if leaving.role != "administrator" or not leaving.active:
        return
    others = select(UserEntry.id).where(UserEntry.role == "administrator", UserEntry.active)
    left = session.scalars(others.where(UserEntry.password_hash.is_not(None)).with_for_update()).all()
    if not [other for other in left if other != leaving.id]:
        raise NotAllowedError("last_administrator")


def _hash(password: str) -> str:
    """Vietnamese keyboards send the same letters composed or not: the hash is of one form."""
    with _at_work:
        return _hasher().hash(nfc(password))


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
