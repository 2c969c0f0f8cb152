"""Logging in and out, and for admins who the users are and who changed what."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

import regex
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.store import Store
from pipeline.store.change import ACTIONS
from pipeline.store.sessions import TooManyError, WrongPasswordError, log_in, log_out
from pipeline.store.trail import read_changes
from pipeline.store.users import users
from pipeline.web.access import actor_of, address_of
from pipeline.web.language import words_of
from pipeline.web.rendering import is_part, render
from pipeline.web.safety import SESSION

router = APIRouter()
STEP = 100
_LONGEST = 1_000

# An address of ours: a path without a host, «/audit/ab12?x=1».
_OURS = regex.compile(r"/(?![/\\])[^\x00-\x20\\]*")


@router.get("/login")
def login_page(request: Request, then: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form; who is already there goes on."""
    if request.state.user is not None:
        return RedirectResponse(_ours(then), 303)
    return render(request, "login.html", then=_ours(then), name="", why="")


@router.post("/login")
def login(
    request: Request,
    *,
    name: Annotated[str, Form(max_length=_LONGEST)] = "",
    password: Annotated[str, Form(max_length=_LONGEST)] = "",
    then: Annotated[str, Form(alias="next", max_length=4_000)] = "/",
) -> Response:
    """A session under a new key, or the form again with why not."""
    try:
        key, _ = log_in(request.app.state.store, name, password, address=address_of(request))
    except WrongPasswordError as error:
        return render(request, "login.html", 401, then=_ours(then), name=name, why=error.told(words_of(request)))
    except TooManyError as error:
        answer = render(request, "login.html", 429, then=_ours(then), name=name, why=error.told(words_of(request)))
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    answer = RedirectResponse(_ours(then), 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(SESSION, key, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post("/logout")
def logout(request: Request) -> Response:
    """The session has ended, here and in the store."""
    if key := request.cookies.get(SESSION):
        log_out(request.app.state.store, key, actor=actor_of(request))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION, path="/", httponly=True, samesite="strict")
    return answer


@router.get("/users")
def users_page(request: Request) -> Response:
    """Who may use the pages."""
    return render(request, "users.html", users=users(request.app.state.store))


@router.get("/trail")
def trail_page(
    request: Request, who: str = "", action: str = "", offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> Response:
    """Who changed what, the last first."""
    store: Store = request.app.state.store
    kind = action if action in ACTIONS else ""
    found, total = read_changes(store, who=who[:_LONGEST].strip(), action=kind, limit=STEP, offset=offset)
    asked = {"who": who, "action": kind, "offset": offset}
    return render(request, "trail.html", found=found, total=total, asked=asked, step=STEP, actions=ACTIONS)


def ask_to_log_in(request: Request) -> Response:
    """What answers who is not logged in: pages lead to the form and back."""
    way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    form = "/login" if request.method != "GET" or way == "/" else f"/login?{urlencode({'next': way})}"
    if is_part(request):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    if request.method == "GET":
        return RedirectResponse(form, 303)
    return render(
        request,
        "login.html",
        401,
        then="/",
        name="",
        why=words_of(request)("Phiên đăng nhập đã hết. Hãy đăng nhập lại."),
    )


def _ours(address: str) -> str:
    """Where to go on, if it is one of our pages.

    >>> _ours("/audit?offset=50"), _ours("//evil.example"), _ours("https://evil.example")
    ('/audit?offset=50', '/', '/')
    """
    return address if _OURS.fullmatch(address) else "/"
