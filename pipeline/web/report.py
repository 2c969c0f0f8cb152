"""One report: pictures of its pages with the facts drawn on them, beside its text."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, Response

from pipeline.batch.originals import find_original
from pipeline.questions.checked import read_checked
from pipeline.questions.corrections import rows_moved
from pipeline.questions.fact_view import read_placed, told_changes
from pipeline.questions.form_view import read_forms
from pipeline.questions.repaired import read_repairs
from pipeline.questions.report_view import read_leaves
from pipeline.statuses import FACTS
from pipeline.store import Store
from pipeline.tables import Cell
from pipeline.web.kept import at_hand
from pipeline.web.language import words_of
from pipeline.web.rendering import render

router = APIRouter()
LEAVES = 30  # pages of a long report that are shown at a time
_WIDTHS = (900, 1600)
_KEY = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


def find_document(store: Store, doc_id: str) -> dict[str, Cell]:
    """What is known of a report; 404 where there is none."""
    head = next(store.records("documents", doc_id), None)
    if head is None:
        raise HTTPException(404)
    return head


@router.get("/documents/{doc_id}")
def report_page(
    request: Request,
    doc_id: str,
    first: Annotated[int, Query(alias="from", ge=1, le=1 << 20)] = 1,
    fact: str = "",
    done: str = "",
) -> Response:
    """A report's pages from `from` on, with the form of one fact, or what was just corrected."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    checked = at_hand(request, read_checked)
    between = checked.between.get(doc_id, ()) if checked else None
    leaves = read_leaves(store, doc_id, words_of(request), first, first + LEAVES - 1, between=between)
    pages = int(head["pages"] or 1)
    paged = head["media_type"] == "application/pdf"
    picture = paged and bool(find_original(store, doc_id))
    return render(
        request, "report.html", head=head, leaves=leaves, first=first, pages=pages, step=LEAVES, paged=paged,
        picture=picture, forms=read_forms(store, doc_id), repairs=read_repairs(store, head),
        asked=fact if _KEY.fullmatch(fact) else "", **_corrected(request, doc_id, done),
    )  # fmt: skip


def _corrected(request: Request, doc_id: str, done: str) -> dict[str, Any]:
    """The corrections of a report, how many stand nowhere, and what the one just made has changed."""
    store: Store = request.app.state.store
    words, placed = words_of(request), read_placed(store, doc_id)
    made = next((one.standing for one in placed if one.standing.correction.correction_id == done), None)
    return {
        "placed": placed, "lost": sum(one.standing.state == "unplaced" for one in placed), "done": made,
        "moved": rows_moved(store, done) if made else {}, "tables": FACTS,
        "told_changes": lambda standing: told_changes(standing, words),
    }  # fmt: skip


@router.get("/documents/{doc_id}/pages/{page}.png")
def page_picture(request: Request, doc_id: str, page: int, width: int = _WIDTHS[0]) -> Response:
    """The picture of a page, painted when it is first asked for."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    if head["media_type"] != "application/pdf" or width not in _WIDTHS or not 1 <= page <= int(head["pages"] or 0):
        raise HTTPException(404)
    file = find_original(store, doc_id)
    picture = request.app.state.pictures.find(file, str(head["sha256"]), page, width) if file else None
    if picture is None:
        raise HTTPException(404)
    return FileResponse(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})
