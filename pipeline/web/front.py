"""The first page (Tổng quan), the list of reports, and the reviews that are due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline.periods import read_period
from pipeline.questions.due import due
from pipeline.questions.overview import overview, read_documents
from pipeline.web.rendering import render

router = APIRouter()
PAGE = 50
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


@router.get("/")
def front_page(request: Request) -> Response:
    """The archive at a glance."""
    return render(request, "overview.html", seen=overview(request.app.state.store))


@router.get("/documents")
def documents_page(request: Request, q: str = "", offset: Offset = 0) -> Response:
    """The reports, newest first."""
    found, total = read_documents(request.app.state.store, q[:200], limit=PAGE, offset=offset)
    return render(request, "documents.html", found=found, total=total, asked={"q": q, "offset": offset}, step=PAGE)


@router.get("/due")
def due_page(request: Request, period: str = "") -> Response:
    """The reviews that fall into a period; without one, into this year."""
    asked = period.strip() or str(date.today().year)
    return render(request, "due.html", reviews=due(request.app.state.store, read_period(asked)), period=asked)
