"""Who is asking, and whether they may: the one place that each route passes, «a POST asks for a reviewer»."""

from __future__ import annotations

from typing import Literal

from fastapi import Request

from pipeline.store import Actor, Store
from pipeline.store.sessions import find_session, find_token
from pipeline.store.users import Role, User, has_users
from pipeline.web.denied import NotAllowedError
from pipeline.web.safety import SAFE, SESSION

# Whether a password is asked for: never; as soon as there are users; also where there are none (any more).
Login = Literal["never", "with_users", "always"]

_PUBLIC = frozenset({"/login"})
_ADMIN = frozenset({"/trail", "/users", "/api/trail"})
_REVIEWER = frozenset({"/submit", "/submit/{key}", "/documents/{doc_id}/add"})
_VIEWER_POSTS = frozenset({"/logout"})


class LoginNeededError(Exception):
    """Nobody is logged in, and somebody has to be."""


def needed(method: str, path: str) -> Role | None:
    """The role that a route asks for, None where it asks for none: who changes anything is at least a reviewer.

    >>> needed("GET", "/matrix"), needed("POST", "/anything/new"), needed("GET", "/trail"), needed("POST", "/login")
    ('viewer', 'reviewer', 'admin', None)
    """
    if path in _PUBLIC:
        return None
    if path in _ADMIN:
        return "admin"
    if path in _REVIEWER or (method not in SAFE and path not in _VIEWER_POSTS):
        return "reviewer"
    return "viewer"


def admit(request: Request) -> None:
    """Note who asks; `LoginNeededError` where that must be known first, `NotAllowedError` where they may not."""
    request.state.login = asks_for_login(request)
    request.state.user = user = _user_of(request) if request.state.login else _local(request)
    role = needed(request.method, request.scope["route"].path)
    if role is None:
        return
    if user is None:
        raise LoginNeededError
    if not user.may(role):
        raise NotAllowedError("Vai trò của bạn không được làm việc này. Hãy hỏi người quản trị.")


def asks_for_login(request: Request) -> bool:
    """True where a user has to log in before anything is shown."""
    login: Login = request.app.state.login
    return login == "always" or (login == "with_users" and has_users(request.app.state.store))


def _local(request: Request) -> User:
    """The one at this machine, who could read the store's file as well."""
    return User(request.app.state.reviewer, "admin")


def _user_of(request: Request) -> User | None:
    store: Store = request.app.state.store
    if key := request.cookies.get(SESSION):
        return find_session(store, key)
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    reads_api = request.method in SAFE and request.url.path.startswith("/api/")
    return find_token(store, key.strip()) if reads_api and scheme.lower() == "bearer" else None


def actor_of(request: Request, typed: str = "") -> Actor:
    """Who does this, for the audit trail: the user; where nobody logs in, the name that was typed, if one was."""
    user: User | None = request.state.user
    typed = "" if request.state.login else typed.strip()[:200]
    return Actor(typed or (user.name if user else ""), address_of(request))


def address_of(request: Request) -> str:
    """Where the request comes from; behind a proxy that is trusted, where that one says."""
    return request.client.host if request.client else ""
