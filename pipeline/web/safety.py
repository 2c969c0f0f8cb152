"""What every request must pass before a page sees it: our own Host, no other site's form, no more than we take."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import HTTPException
from fastapi.responses import PlainTextResponse
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.denied import DeniedError, NotAllowedError, TooLargeError
from pipeline.web.language import words_of

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

# Two cookies: who is logged in, and which browser our forms were shown in (also before anyone logs in).
SESSION = "baocao_session"
VISIT = "baocao_visit"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Files of one submission.
MOST_FILES = 200

_LOG = logging.getLogger(__name__)
_BROKEN = "Chương trình gặp lỗi. Hãy báo cho người bảo trì; chi tiết có trong nhật ký của chương trình."

# What a form that is no upload may hold, in bytes.
_FORM = 100_000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Refuses foreign hosts, other sites' forms and bodies that are too large; puts our headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = LOOPBACK, upload: int = 1_000_000_000) -> None:
        self.app = app
        self._hosts = frozenset(hosts)
        self._upload = upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        begun: list[Message] = []
        sender = _with_headers(send, begun, _keeping(scope["path"]))
        try:
            self._check(request)
        except DeniedError as error:
            await PlainTextResponse(error.told(words_of(request)), error.status)(scope, receive, sender)
            return
        most = self._upload if scope["path"] == "/submit" else _FORM
        try:
            await self.app(scope, _counted(receive, most), sender)
        except Exception:  # the outermost frame: what went wrong is for the log, not for the page
            _LOG.exception("%s %s", request.method, request.url.path)
            if not begun:
                await PlainTextResponse(words_of(request)(_BROKEN), 500)(scope, receive, sender)

    def _check(self, request: Request) -> None:
        """`DeniedError` where the request goes no further."""
        host = host_in(request.headers.get("host", ""))
        if host not in self._hosts:
            raise DeniedError("Địa chỉ máy chủ không đúng (Host). Hãy mở đúng địa chỉ mà baocao serve đã in ra.")
        if request.method not in SAFE:
            origin = request.headers.get("origin")
            foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
            if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                raise NotAllowedError("Yêu cầu đến từ trang khác nên không được thực hiện.")
            length = request.headers.get("content-length", "0")
            most = self._upload if request.url.path == "/submit" else _FORM
            if not length.isdecimal() or int(length) > most:
                raise TooLargeError("Gửi lên quá {most} byte.", most=most)


def host_in(header: str) -> str:
    """The name in a Host header, without its port.

    >>> host_in("localhost:8321"), host_in("[::1]:8321"), host_in("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def _counted(receive: Receive, most: int) -> Receive:
    """The request's body as long as it is no larger than allowed, whatever its header said."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413)  # what reads the body lets no other error through
        return message

    return counted


def _keeping(path: str) -> str:
    """Whether a browser may keep an answer: reports never, the program's own files as long as they are unchanged."""
    return "no-cache" if path.startswith("/static/") else "no-store"


def _with_headers(send: Send, begun: list[Message], keeping: str) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            begun.append(message)
            told = {name.lower() for name, _ in message["headers"]}
            ours = [
                (name.lower().encode(), value.encode()) for name, value in {**HEADERS, "Cache-Control": keeping}.items()
            ]
            message["headers"] = [*message["headers"], *(pair for pair in ours if pair[0] not in told)]
        await send(message)

    return sender


def visit_of(request: Request) -> str:
    """What our forms know the browser by; a new one where it has none yet."""
    known = request.cookies.get(VISIT, "")
    return known if len(known) == 32 and known.isalnum() and known.isascii() else secrets.token_hex(16)


def token_of(request: Request, visit: str) -> str:
    """What a form of ours must send back, so that no other site's form is taken for it: another one in each session."""
    secret: bytes = request.app.state.secret
    told = f"{visit} {request.cookies.get(SESSION, '')}"
    return hmac.new(secret, told.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


async def check_token(request: Request) -> None:
    """`NotAllowedError` where the request changes anything and its form was not ours."""
    if request.method in SAFE:
        return
    visit = request.cookies.get(VISIT, "")
    sent = request.headers.get("x-csrf-token")
    if sent is None:
        sent = str((await request.form(max_files=MOST_FILES, max_fields=20)).get("token", ""))
    if not visit or not hmac.compare_digest(sent.encode("utf-8", "replace"), token_of(request, visit).encode()):
        raise NotAllowedError("Phiên làm việc đã cũ. Hãy tải lại trang rồi làm lại.")
