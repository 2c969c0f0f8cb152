"""The application: pages, the JSON behind them, and what every request passes first."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from pipeline.messages import RefusedError
from pipeline.store import Store, StoreError
from pipeline.web import (
    accounts,
    api,
    auditing,
    correcting,
    front,
    gathering,
    planning,
    report,
    searching,
    submission,
    tracking,
)  # fmt: skip
from pipeline.web.access import Login, LoginNeededError, admit
from pipeline.web.denied import DeniedError
from pipeline.web.kept import Kept
from pipeline.web.language import words_of
from pipeline.web.pictures import Pictures
from pipeline.web.rendering import is_part, render
from pipeline.web.safety import LOOPBACK, Guard, check_token
from pipeline.web.submission import Desk

_STATIC = Path(__file__).parent / "static"
_TOLD = {
    404: "Không có trang này.",
    405: "Không làm được như vậy ở đây.",
    413: "Gửi lên nhiều hơn mức cho phép.",
    422: "Không hiểu yêu cầu.",
}


def create_app(
    store: Store,
    folder: Path,
    *,
    reviewer: str = "",
    login: Login = "with_users",
    hosts: Iterable[str] = LOOPBACK,
) -> FastAPI:
    """The pages over a store, for these hosts; pictures and submitted files are kept in `folder`.

    Where no login is asked for, all is done in the name of `reviewer`.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.pictures.close()
        app.state.desk.close()
        app.state.kept.close()

    app = FastAPI(
        title="baocao", version="1", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life,
        dependencies=[Depends(admit), Depends(check_token)],
        description="Chỉ đọc. Read-only: what the pages show, as JSON.",
    )  # fmt: skip
    app.state.store = store
    app.state.secret = secrets.token_bytes(32)
    app.state.reviewer = reviewer
    app.state.login = login
    app.state.pictures = Pictures(folder / "pages")
    app.state.kept = Kept(store)
    app.state.desk = Desk(store, folder / "submitted")
    for part in (front, report, correcting, tracking, planning, gathering, searching, auditing, submission, accounts):
        app.include_router(part.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    _add_errors(app)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _add_errors(app: FastAPI) -> None:
    """What went wrong, in a sentence: never a traceback."""

    @app.exception_handler(RefusedError)
    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        status = error.status if isinstance(error, DeniedError) else 503 if isinstance(error, StoreError) else 400
        return _told(request, status, error.told(words_of(request)))

    @app.exception_handler(LoginNeededError)
    def unknown(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/api/"):
            told = words_of(request)("Hãy đăng nhập, hoặc gửi mã truy cập (baocao user token).")
            return JSONResponse({"detail": told}, 401, {"WWW-Authenticate": "Bearer"})
        return accounts.ask_to_log_in(request)

    @app.exception_handler(HTTPException)
    def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        known = _TOLD.get(error.status_code)
        return _told(request, error.status_code, words_of(request)(known) if known else error.detail)

    @app.exception_handler(RequestValidationError)
    def misunderstood(request: Request, error: Exception) -> Response:
        return _told(request, 422, words_of(request)(_TOLD[422]))


def _told(request: Request, status: int, message: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message}, status)
    if is_part(request):  # for the line that the page shows above what stays as it was
        return PlainTextResponse(message, status)
    return render(request, "error.html", status, message=message)
