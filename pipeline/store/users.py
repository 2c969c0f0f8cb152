"""Who may use the pages: «an.nv, reviewer». Kept in the store, never exported; every change is in the audit trail."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, cast, get_args

import sqlalchemy as sa

from pipeline.messages import RefusedError
from pipeline.store.change import Actor, Change, now, write_change
from pipeline.store.passwords import is_right, to_hash
from pipeline.store.schema import METADATA
from pipeline.store.store import Store

# Each may do what those before it may: read; decide, correct and submit; see the audit trail and the users.
Role = Literal["viewer", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

_LONGEST = 64
_USERS, _SESSIONS = METADATA.tables["users"], METADATA.tables["sessions"]


@dataclass(frozen=True, slots=True)
class User:
    """One who may use the pages."""

    name: str
    role: Role
    created_at: str = ""
    disabled: bool = False

    def may(self, role: Role) -> bool:
        """True where the user may do what this role may.

        >>> User("An", "reviewer").may("viewer"), User("An", "reviewer").may("admin")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)


def key_of(name: str) -> str:
    """What two names have in common that are one: «An» and «an», composed or not."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def add_user(store: Store, name: str, role: Role, password: str, *, actor: Actor) -> User:
    """A new user; `RefusedError` where the name is taken or unfit, or the password too weak."""
    named = unicodedata.normalize("NFC", name)
    if not named or named != named.strip() or not named.isprintable() or len(named) > _LONGEST:
        raise RefusedError(
            "Tên người dùng phải dài từ 1 đến {most} ký tự, không có ký tự ẩn, không có dấu cách ở hai đầu.",
            most=_LONGEST,
        )
    made = User(named, role, now())
    kept = {"name_key": key_of(named), "name": named, "role": role, "hash": to_hash(password, named),
            "created_at": made.created_at, "disabled": False}  # fmt: skip
    with store.transaction(writes=True) as connection:
        if _find(connection, named) is not None:
            raise RefusedError("Đã có người dùng «{name}». Muốn đổi mật khẩu: baocao user password", name=named)
        connection.execute(_USERS.insert(), kept)
        write_change(connection, Change(actor, "user_added", named, {}, {"role": role}))
    return made


def users(store: Store) -> list[User]:
    """All users, by name."""
    with store.transaction() as connection:
        return [to_user(row) for row in connection.execute(sa.select(_USERS).order_by(_USERS.c.name_key))]


def has_users(store: Store) -> bool:
    """True as soon as one user was added, so that the pages ask who is there."""
    with store.transaction() as connection:
        return connection.scalar(sa.select(_USERS.c.name_key).limit(1)) is not None


def remove_user(store: Store, name: str, *, actor: Actor) -> None:
    """The user is gone, and so are the sessions and tokens; what was done stays in the trail under the name."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        _end_sessions(connection, user)
        connection.execute(_USERS.delete().where(_USERS.c.name_key == key_of(name)))
        write_change(connection, Change(actor, "user_removed", user.name, {"role": user.role}))


def set_password(store: Store, name: str, password: str, *, actor: Actor) -> None:
    """A new password; all sessions and tokens of the user end."""
    with store.transaction() as connection:
        hashed = to_hash(password, the_user(connection, name).name)  # slow, so not while the store is locked
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        _end_sessions(connection, user)
        connection.execute(_USERS.update().where(_USERS.c.name_key == key_of(name)), {"hash": hashed})
        write_change(connection, Change(actor, "password_changed", user.name))


def set_role(store: Store, name: str, role: Role, *, actor: Actor) -> None:
    """Another role, from the next request on."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        connection.execute(_USERS.update().where(_USERS.c.name_key == key_of(name)), {"role": role})
        write_change(connection, Change(actor, "role_changed", user.name, {"role": user.role}, {"role": role}))


def disable_user(store: Store, name: str, *, actor: Actor) -> None:
    """The user stays known but cannot log in; sessions and tokens end."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        _end_sessions(connection, user)
        connection.execute(_USERS.update().where(_USERS.c.name_key == key_of(name)), {"disabled": True})
        write_change(connection, Change(actor, "user_disabled", user.name))


def enable_user(store: Store, name: str, *, actor: Actor) -> None:
    """The user can log in again, with the password of before."""
    with store.transaction(writes=True) as connection:
        user = the_user(connection, name)
        connection.execute(_USERS.update().where(_USERS.c.name_key == key_of(name)), {"disabled": False})
        write_change(connection, Change(actor, "user_enabled", user.name))


def recognise(store: Store, name: str, password: str) -> tuple[User, str] | None:
    """The user of this name, and the hash that the password answers to; None where it does not.

    It takes as long for a name that nobody has.
    """
    with store.transaction() as connection:
        row = connection.execute(sa.select(_USERS).where(_USERS.c.name_key == key_of(name))).one_or_none()
    right = is_right(password, str(row.hash) if row is not None else "")
    return (to_user(row), str(row.hash)) if row is not None and right and not row.disabled else None


def find_user(store: Store, name: str) -> User | None:
    """The user of this name, where there is one."""
    with store.transaction() as connection:
        return _find(connection, name)


def _end_sessions(connection: sa.Connection, user: User) -> None:
    connection.execute(_SESSIONS.delete().where(_SESSIONS.c.name_key == key_of(user.name)))


def the_user(connection: sa.Connection, name: str) -> User:
    """The user of this name; `RefusedError` where there is none."""
    found = _find(connection, name)
    if found is None:
        raise RefusedError("Không có người dùng «{name}». Xem danh sách: baocao user list", name=name)
    return found


def _find(connection: sa.Connection, name: str) -> User | None:
    row = connection.execute(sa.select(_USERS).where(_USERS.c.name_key == key_of(name))).one_or_none()
    return None if row is None else to_user(row)


def to_user(row: sa.Row[tuple[object, ...]]) -> User:
    """A row of `users` as a user."""
    return User(str(row.name), cast(Role, str(row.role)), str(row.created_at), bool(row.disabled))
