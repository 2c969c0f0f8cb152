"""Who is logged in: a session in a browser, or a token for a program. The store keeps only the hash of each key."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from pipeline.messages import RefusedError
from pipeline.store import Store, StoreError
from pipeline.store.change import Actor, Change, now, write_change
from pipeline.store.schema import METADATA
from pipeline.store.trail import record_change
from pipeline.store.users import User, find_user, key_of, recognise, the_user, to_user

# A session ends after so long without a request, and in any case at the end of a working day.
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)  # so often at most is it written down that somebody is still there

# So many wrong passwords in a quarter of an hour, and the next attempt has to wait (OWASP ASVS 4, 2.2.1, allows 100
# an hour for one account). A right one lets the name begin anew, never the address.
WINDOW, MOST_BY_NAME, MOST_BY_ADDRESS = timedelta(minutes=15), 8, 30

# Argon2 takes 64 MiB each time: one password is looked at after another, and few wait.
_ONE, _WAITING = threading.Lock(), threading.BoundedSemaphore(12)

_SESSIONS, _USERS, _CHANGES = (METADATA.tables[name] for name in ("sessions", "users", "changes"))


class WrongPasswordError(RefusedError):
    """The name or the password is wrong; which of them is not said."""


class TooManyError(RefusedError):
    """Too many wrong passwords: come again after so many seconds."""

    seconds = 900


class CrowdedError(TooManyError):
    """Too many who log in at once."""

    seconds = 5


def log_in(store: Store, name: str, password: str, *, address: str) -> tuple[str, User]:
    """The key of a new session, and whose it is; `WrongPasswordError`, `TooManyError`."""
    with _turn():
        who = _known_as(store, name)
        if _failed(store, who, address):
            raise TooManyError("Nhập sai mật khẩu quá nhiều lần. Hãy thử lại sau 15 phút.")
        found = recognise(store, name, password)
        key = found and _open(store, *found, address)
        if not found or not key:
            record_change(store, Change(Actor(who, address), "login_failed", who))
            raise WrongPasswordError("Tên hoặc mật khẩu không đúng.")
        return key, found[0]


@contextmanager
def _turn() -> Iterator[None]:
    if not _WAITING.acquire(blocking=False):
        raise CrowdedError("Đang có nhiều người đăng nhập cùng lúc. Hãy thử lại sau ít giây.")
    try:
        with _ONE:
            yield
    finally:
        _WAITING.release()


def _known_as(store: Store, name: str) -> str:
    """How a name stands in the trail; what no user is called may be a password typed into the wrong field."""
    user = find_user(store, name)
    return user.name if user else "?" + hashlib.sha256(key_of(name).encode("utf-8", "replace")).hexdigest()[:6]


def _failed(store: Store, who: str, address: str) -> bool:
    since = (datetime.now(UTC) - WINDOW).isoformat(timespec="microseconds")
    count, at = sa.func.count(), _CHANGES.c.at
    wrong = sa.select(count).where(_CHANGES.c.action == "login_failed", at > since)
    with store.transaction() as connection:
        last = connection.scalar(
            sa.select(sa.func.max(at)).where(_CHANGES.c.action == "login", at > since, _CHANGES.c.who == who)
        )
        by_name = connection.scalar(wrong.where(_CHANGES.c.who == who, at > (last or since))) or 0
        by_address = connection.scalar(wrong.where(_CHANGES.c.address == address)) or 0
    return by_name >= MOST_BY_NAME or by_address >= MOST_BY_ADDRESS


def _open(store: Store, user: User, known: str, address: str) -> str:
    """The key of a new session; none where the user has just been removed, disabled, or given another password."""
    still = (_USERS.c.name_key == key_of(user.name), _USERS.c.hash == known, _USERS.c.disabled.is_(False))
    with store.transaction(writes=True) as connection:
        if connection.scalar(sa.select(_USERS.c.name).where(*still)) is None:
            return ""
        connection.execute(_SESSIONS.delete().where(_SESSIONS.c.kind == "browser", _SESSIONS.c.began_at < _oldest()))
        write_change(connection, Change(Actor(user.name, address), "login", user.name))
        return _begin(connection, user, "browser")


def _begin(connection: sa.Connection, user: User, kind: str) -> str:
    key, moment = secrets.token_hex(32), now()
    kept = {"key_hash": _hash(key), "name_key": key_of(user.name), "kind": kind, "began_at": moment, "seen_at": moment}
    connection.execute(_SESSIONS.insert(), kept)
    return key


def _oldest() -> str:
    return (datetime.now(UTC) - LONGEST).isoformat(timespec="microseconds")


def _hash(key: str) -> str:
    """What the store keeps of a key of 256 random bits: who reads the store cannot log in with it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def find_session(store: Store, key: str) -> User | None:
    """Whose session this is; None where it has ended, or the user is gone or disabled."""
    moment = datetime.now(UTC)
    row = _session(store, key, "browser")
    if row is None:
        return None
    seen, began = (datetime.fromisoformat(str(told)) for told in (row.seen_at, row.began_at))
    if moment - seen > IDLE or moment - began > LONGEST:
        return None
    if moment - seen > _SEEN_EVERY:
        _see(store, key)
    return to_user(row)


def _session(store: Store, key: str, kind: str) -> sa.Row[tuple[object, ...]] | None:
    joined = sa.select(_USERS, _SESSIONS.c.began_at, _SESSIONS.c.seen_at).join_from(_SESSIONS, _USERS)
    wanted = (_SESSIONS.c.key_hash == _hash(key), _SESSIONS.c.kind == kind, _USERS.c.disabled.is_(False))
    with store.transaction() as connection:
        return connection.execute(joined.where(*wanted)).one_or_none()


def _see(store: Store, key: str) -> None:
    try:
        with store.transaction(writes=True) as connection:
            connection.execute(_SESSIONS.update().where(_SESSIONS.c.key_hash == _hash(key)), {"seen_at": now()})
    except StoreError:  # a store that cannot be written to can still be read
        return


def log_out(store: Store, key: str, *, actor: Actor) -> None:
    """The session has ended."""
    with store.transaction(writes=True) as connection:
        connection.execute(_SESSIONS.delete().where(_SESSIONS.c.key_hash == _hash(key)))
        write_change(connection, Change(actor, "logout", actor.name))


def make_token(store: Store, name: str, *, actor: Actor) -> str:
    """A key with which a program reads the JSON API as this user, until it is revoked; the one before ends."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        connection.execute(_tokens_of(user))
        write_change(connection, Change(actor, "token_made", user.name))
        return _begin(connection, user, "token")


def revoke_token(store: Store, name: str, *, actor: Actor) -> None:
    """The user's token is worth nothing any more."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        connection.execute(_tokens_of(user))
        write_change(connection, Change(actor, "token_revoked", user.name))


def _tokens_of(user: User) -> sa.Delete:
    return _SESSIONS.delete().where(_SESSIONS.c.name_key == key_of(user.name), _SESSIONS.c.kind == "token")


def find_token(store: Store, key: str) -> User | None:
    """Whose token this is; None where it is nobody's."""
    row = _session(store, key, "token")
    return None if row is None else to_user(row)
