"""One report: pictures of its pages with the facts drawn on them, beside its text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, Response

from pipeline.batch.originals import find_original
from pipeline.questions.report_view import read_leaves
from pipeline.store import Store
from pipeline.tables import Cell
from pipeline.web.rendering import render, words_of

router = APIRouter()
LEAVES = 30  # pages of a long report that are shown at a time
_WIDTHS = (900, 1600)


def find_document(store: Store, doc_id: str) -> dict[str, Cell]:
    """What is known of a report; 404 where there is none."""
    head = next(store.records("documents", doc_id), None)
    if head is None:
        raise HTTPException(404)
    return head


@router.get("/documents/{doc_id}")
def report_page(
    request: Request, doc_id: str, first: Annotated[int, Query(alias="from", ge=1, le=1 << 20)] = 1
) -> Response:
    """A report's pages from `from` on."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    leaves = read_leaves(store, doc_id, words_of(request), first, first + LEAVES - 1)
    pages = int(head["pages"] or 1)
    paged = head["media_type"] == "application/pdf"
    picture = paged and bool(find_original(store, doc_id))
    return render(
        request, "report.html", head=head, leaves=leaves, first=first, pages=pages, step=LEAVES, paged=paged,
        picture=picture,
    )  # fmt: skip


@router.get("/documents/{doc_id}/pages/{page}.png")
def page_picture(request: Request, doc_id: str, page: int, width: int = _WIDTHS[0]) -> Response:
    """The picture of a page, painted when it is first asked for."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    if head["media_type"] != "application/pdf" or width not in _WIDTHS or not 1 <= page <= int(head["pages"] or 0):
        raise HTTPException(404)
    file = find_original(store, doc_id)
    kept = request.app.state.pictures.find(file, str(head["sha256"]), page, width) if file else None
    if kept is None:
        raise HTTPException(404)
    return FileResponse(kept, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})
