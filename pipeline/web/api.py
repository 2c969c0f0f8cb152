"""What the pages show, as JSON: read-only, described at /api/openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel

from pipeline.archive.unit_rows import Level
from pipeline.periods import read_day, read_period
from pipeline.questions.corrections import read_corrections, to_told
from pipeline.questions.due import due
from pipeline.questions.findings import coverage_of, read_findings
from pipeline.questions.matrix import matrix
from pipeline.questions.matrix_evidence import to_records
from pipeline.questions.overview import read_documents
from pipeline.questions.search import search
from pipeline.store import Store
from pipeline.store.trail import read_changes
from pipeline.tables import tables
from pipeline.web import api_year
from pipeline.web.rendering import render
from pipeline.web.report import find_document


class Problem(BaseModel):
    """What cannot be answered: `detail` is a sentence for the user."""

    detail: str


_WHY: Mapping[int | str, str] = {
    400: "Không làm được, và vì sao", 401: "Chưa đăng nhập", 403: "Vai trò không được xem", 404: "Không có",
    422: "Không hiểu yêu cầu", 503: "Không dùng được kho",
}  # fmt: skip
_TOKEN = HTTPBearer(auto_error=False, description="Mã truy cập: baocao user token. Chỉ cần khi có người dùng.")

router = APIRouter(
    dependencies=[Depends(_TOKEN)],
    responses={status: {"model": Problem, "description": why} for status, why in _WHY.items()},
)

_OF_REPORTS = tuple(name for name, columns in tables().items() if columns[0].name == "doc_id")
TableName = Annotated[str, Path(json_schema_extra={"enum": sorted(_OF_REPORTS)})]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/api", include_in_schema=False)
def api_page(request: Request) -> Response:
    """What can be asked for, told from the OpenAPI description."""
    return render(request, "api.html", described=request.app.openapi())


@router.get("/api/openapi.json", include_in_schema=False)
def description(request: Request) -> dict[str, Any]:
    """The OpenAPI description of all that stands below."""
    described: dict[str, Any] = request.app.openapi()
    return described


@router.get("/api/documents")
def list_documents(request: Request, q: str = "", limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """The reports, newest first."""
    found, total = read_documents(request.app.state.store, q[:200], limit=limit, offset=offset)
    return {"total": total, "documents": found}


@router.get("/api/documents/{doc_id}")
def show_document(request: Request, doc_id: str) -> dict[str, Any]:
    """One report: what is known of it, and its text."""
    store: Store = request.app.state.store
    return {"document": find_document(store, doc_id), "text": store.text(doc_id)}


@router.get("/api/documents/{doc_id}/boxes")
def list_boxes(
    request: Request,
    doc_id: str,
    start: Annotated[int, Query(ge=0, le=1 << 40)],
    end: Annotated[int, Query(ge=0, le=1 << 40)],
) -> list[dict[str, Any]]:
    """Where the characters from `start` to `end` stand on paper: PDF points from the page's top left."""
    store: Store = request.app.state.store
    find_document(store, doc_id)
    return [asdict(box) for box in store.document(doc_id).boxes(start, end)]


@router.get("/api/documents/{doc_id}/findings")
def list_findings(request: Request, doc_id: str) -> dict[str, Any]:
    """The findings of a report with sentence, notes and decision, and how many of its figures were checked."""
    store: Store = request.app.state.store
    find_document(store, doc_id)
    told = read_findings(store, doc_id)
    covered = coverage_of(store, doc_id, told)
    return {
        "coverage": {"stated": covered.stated, "checked": covered.checked, "held": covered.held},
        "findings": [
            {**one.finding, "sentence": one.sentence, "notes": [list(note) for note in one.notes],
             "decision": one.decision, "reviewer": one.review.get("reviewer", ""), "note": one.review.get("note", "")}
            for one in told
        ],
    }  # fmt: skip


@router.get("/api/documents/{doc_id}/tables/{table}")
def list_rows(request: Request, doc_id: str, table: TableName) -> list[dict[str, Any]]:
    """The rows of one of a report's tables: citations, counts, implementations …"""
    store: Store = request.app.state.store
    find_document(store, doc_id)
    if table not in _OF_REPORTS:
        raise HTTPException(404)
    return list(store.records(table, doc_id))


@router.get("/api/search")
def find_passages(
    request: Request,
    *,
    q: str = "",
    directive: str = "",
    unit: str = "",
    status: str = "",
    period: str = "",
    doc_type: Annotated[str, Query(alias="type", max_length=200)] = "",
    limit: Limit = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    """The passages that have all words and facts asked for, newest report first."""
    narrowed = {"directive": directive, "unit": unit, "status": status, "period": period, "doc_type": doc_type}
    return asdict(search(request.app.state.store, q, **narrowed, limit=limit, offset=offset))


@router.get("/api/corrections")
def list_corrections(
    request: Request,
    *,
    doc: str = "",
    state: Literal["", "placed", "unplaced", "undone"] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """What reviewers corrected, added and rejected, of one report or of all, and where each stands now."""
    store: Store = request.app.state.store
    if doc:
        find_document(store, doc)
    found = [one for one in read_corrections(store, doc or None) if state in ("", one.state)]
    return {"total": len(found), "corrections": [to_told(one) for one in found[offset : offset + limit]]}


@router.get("/api/matrix")
def show_matrix(
    request: Request,
    *,
    directive: Annotated[list[str], Query(default_factory=list, max_length=200)],
    unit: str = "",
    level: Literal["", "province", "district", "commune", "village", "agency"] = "",
    period: str = "",
    as_of: str = "",
) -> dict[str, Any]:
    """Directives × units, each cell with its evidence."""
    store: Store = request.app.state.store
    asked: Level | None = level or None
    made = matrix(
        store, directives=directive, unit=unit, level=asked, period=read_period(period) if period else None,
        as_of=read_day(as_of) if as_of else None,
    )  # fmt: skip
    return {"directives": list(made.directives), "rows": list(to_records(store, made))}


@router.get("/api/due")
def list_due(request: Request, period: str) -> list[dict[str, Any]]:
    """The reviews that fall into a period, and who has reported each."""
    return [asdict(one) for one in due(request.app.state.store, read_period(period))]


@router.get("/api/trail")
def list_changes(
    request: Request, who: str = "", action: str = "", limit: Limit = 100, offset: Offset = 0
) -> dict[str, Any]:
    """Who changed what, the last first: for administrators."""
    found, total = read_changes(request.app.state.store, who=who, action=action, limit=limit, offset=offset)
    return {"total": total, "changes": found}


router.include_router(api_year.router)
