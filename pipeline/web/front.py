"""The first page (Tổng quan), the reports, the files that were met, and the reviews that are due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline.periods import read_period
from pipeline.questions.checked import open_mismatches, read_checked
from pipeline.questions.due import Due, due_in, read_due
from pipeline.questions.overview import overview, read_documents, read_outcomes, with_open
from pipeline.questions.owed import last_month_of
from pipeline.statuses import OUTCOMES
from pipeline.store import Store
from pipeline.web.kept import Kept, kept
from pipeline.web.rendering import render

router = APIRouter()
PAGE = 50
ORGANS, COMING = 100, 5
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


def warm(views: Kept) -> None:
    """Make what the first pages show before the first person asks for them."""
    for make in (read_checked, overview, read_due, last_month_of):
        views.warm(make)


@router.get("/")
def front_page(request: Request, down: Offset = 0) -> Response:
    """The archive at a glance; of the organs that report, some at a time."""
    store: Store = request.app.state.store
    checked, today = kept(request, read_checked), date.today()
    made, reviews = kept(request, overview), _due(request, str(today.year))
    return render(
        request, "overview.html", seen=with_open(made, open_mismatches(store, checked)), year=today.year,
        reviews=len(reviews), coming=[one for one in reviews if one.due_on >= today.isoformat()][:COMING],
        organs=list(made.reporters.items())[down : down + ORGANS], down=down, step=ORGANS,
    )  # fmt: skip


@router.get("/files")
def files_page(request: Request, outcome: str = "", offset: Offset = 0) -> Response:
    """What became of the files that were met, and why some could not be read."""
    asked = outcome if outcome in OUTCOMES else ""
    found, total = read_outcomes(request.app.state.store, asked, limit=PAGE, offset=offset)
    return render(request, "files.html", found=found, total=total, asked=asked, offset=offset, step=PAGE)


@router.get("/documents")
def documents_page(request: Request, q: str = "", offset: Offset = 0) -> Response:
    """The reports, newest first."""
    found, total = read_documents(request.app.state.store, q[:200], limit=PAGE, offset=offset)
    return render(request, "documents.html", found=found, total=total, asked={"q": q, "offset": offset}, step=PAGE)


@router.get("/due")
def due_page(request: Request, period: str = "") -> Response:
    """The reviews that fall into a period; without one, into this year."""
    asked = period.strip() or str(date.today().year)
    return render(request, "due.html", reviews=_due(request, asked), period=asked)


def _due(request: Request, period: str) -> tuple[Due, ...]:
    return due_in(kept(request, read_due), read_period(period))
