"""Correcting facts in the browser: the form of one fact, of one that is missing, and what was corrected before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from extractors.mention import Span
from pipeline.corrections.correction import Correction
from pipeline.corrections.values import CORRECTABLE
from pipeline.messages import RefusedError
from pipeline.questions.corrections import add_fact, correct, find_fact, read_corrections, reject, undo
from pipeline.questions.fact_view import (
    Card,
    Placed,
    changed_fields,
    listed_of,
    read_card,
    read_placed,
    suggest_fields,
    told_changes,
)
from pipeline.statuses import FACTS
from pipeline.store import Store
from pipeline.web.access import actor_of
from pipeline.web.language import words_of
from pipeline.web.rendering import is_part, render
from pipeline.web.report import LEAVES, find_document

router = APIRouter()
_LONGEST = 2_000
_MOST = 1 << 40


async def read_form(request: Request) -> dict[str, str]:
    """What a form sent, each field cut to what one may hold."""
    return {name: str(value)[:_LONGEST] for name, value in (await request.form(max_fields=20)).items()}


Offset = Annotated[int, Query(ge=0, le=_MOST)]
Sent = Annotated[dict[str, str], Depends(read_form)]
Text = Annotated[str, Form(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fact is to be added, and to which table."""

    start: int
    end: int
    table: str


@router.get("/corrections")
def corrections_page(request: Request) -> Response:
    """All corrections of the archive, those whose old place is not found again first."""
    store: Store = request.app.state.store
    order = {"unplaced": 0, "placed": 1, "undone": 2}
    found = sorted(read_corrections(store), key=lambda one: order[one.state])
    placed = [Placed(one) for one in found]
    return render(request, "corrections.html", placed=placed, **_told(request))


@router.get("/documents/{doc_id}/facts/{key}")
def fact_page(request: Request, doc_id: str, key: str) -> Response:
    """The form of one fact."""
    find_document(request.app.state.store, doc_id)
    return _show_fact(request, doc_id, key)


@router.post("/documents/{doc_id}/facts/{key}")
def correct_fact(request: Request, doc_id: str, key: str, sent: Sent) -> Response:
    """Correct or reject a fact; the report as it is now, or the form again with why not."""
    store: Store = request.app.state.store
    find_document(store, doc_id)
    card = _card(request, doc_id, key)
    given: dict[str, Any] = {"why": sent.get("why", ""), "actor": actor_of(request, sent.get("reviewer", ""))}
    try:
        if sent.get("action") == "reject":
            made = reject(store, doc_id, key, **given)
        else:
            made = correct(store, doc_id, key, changed_fields(card.fields, sent), **given)
    except RefusedError as error:
        return _show_fact(request, doc_id, key, error.told(words_of(request)), sent)
    return _go_on(request, doc_id, made, (card.page, card.start, card.end))


@router.get("/documents/{doc_id}/add")
def add_page(request: Request, doc_id: str, start: Offset, end: Offset, table: str = "counts") -> Response:
    """The form of a fact that is missing, filled in as far as its words tell."""
    find_document(request.app.state.store, doc_id)
    return _show_addition(request, doc_id, _Place(start, end, table))


@router.post("/documents/{doc_id}/add")
def add_missing_fact(request: Request, doc_id: str, sent: Sent) -> Response:
    """Add a fact; the report as it is now, or the form again with why not."""
    store: Store = request.app.state.store
    find_document(store, doc_id)
    start, end, table = sent.get("start", ""), sent.get("end", ""), sent.get("table", "")
    if not (start.isdecimal() and end.isdecimal()) or table not in CORRECTABLE:
        raise HTTPException(422)
    place = _Place(int(start), int(end), table)
    written = {name: sent[name] for name in CORRECTABLE[table] if sent.get(name, "").strip()}
    given: dict[str, Any] = {"why": sent.get("why", ""), "actor": actor_of(request, sent.get("reviewer", ""))}
    try:
        if place.start >= place.end:
            raise RefusedError("Hãy chọn đoạn chữ chứa dữ kiện.")
        made = add_fact(store, doc_id, table, Span(place.start, place.end), written, **given)
    except RefusedError as error:
        return _show_addition(request, doc_id, place, error.told(words_of(request)), sent)
    return _go_on(request, doc_id, made, (store.document(doc_id).page_at(place.start), place.start, place.end))


@router.post("/corrections/{correction_id}/undo")
def undo_correction(request: Request, correction_id: str, doc: Text = "", reviewer: Text = "") -> Response:
    """Take a correction back; the report as it is now."""
    store: Store = request.app.state.store
    made = undo(store, correction_id, actor=actor_of(request, reviewer))
    placed = next((one for one in read_placed(store, doc) if one.standing.correction == made), None) if doc else None
    if placed is None or not placed.page:
        return RedirectResponse("/corrections", 303)
    return _go_on(request, doc, made, (placed.page, placed.start, placed.end))


def _card(request: Request, doc_id: str, key: str) -> Card:
    store: Store = request.app.state.store
    try:
        find_fact(store, doc_id, key)
    except RefusedError as error:
        raise HTTPException(404) from error
    return read_card(store, doc_id, key, words_of(request))


def _show_fact(
    request: Request, doc_id: str, key: str, why_not: str = "", sent: Mapping[str, str] | None = None
) -> Response:
    store: Store = request.app.state.store
    told = {"card": _card(request, doc_id, key), "sent": sent or {}, "why_not": why_not, **_told(request)}
    return _shown(request, "fact", store, doc_id, told)


def _show_addition(
    request: Request, doc_id: str, place: _Place, why_not: str = "", sent: Mapping[str, str] | None = None
) -> Response:
    store: Store = request.app.state.store
    text, table, span = store.text(doc_id), place.table, Span(place.start, max(place.start, place.end))
    if table not in CORRECTABLE or span.end > len(text):
        raise HTTPException(404)
    fields = suggest_fields(store, doc_id, table, span, words_of(request))
    told = {
        "table": table, "fields": fields, "start": span.start, "end": span.end, "words": span.slice(text),
        "page": store.document(doc_id).page_at(span.start), "sent": sent or {}, "why_not": why_not, **_told(request),
    }  # fmt: skip
    return _shown(request, "addition", store, doc_id, told)


def _shown(request: Request, name: str, store: Store, doc_id: str, told: Mapping[str, Any]) -> Response:
    """A form as a part of the report's page, or as a page of its own where nothing runs in the browser."""
    part = f"{name}_part.html"
    template, status = (part, 200) if is_part(request) else ("desk.html", 400)
    return render(
        request, template, status if told["why_not"] else 200, part=part, head=find_document(store, doc_id),
        listed=listed_of(store, doc_id), reviewer=request.app.state.reviewer, **told,
    )  # fmt: skip


def _told(request: Request) -> dict[str, Any]:
    words = words_of(request)
    return {"tables": FACTS, "told_changes": lambda standing: told_changes(standing, words)}


def _go_on(request: Request, doc_id: str, made: Correction, place: tuple[int, int, int]) -> Response:
    """Lead to the report, at the place that was corrected."""
    page, start, end = place
    first = (page - 1) // LEAVES * LEAVES + 1
    way = f"/documents/{doc_id}?from={first}&done={made.correction_id}"
    way += "&undone=1" if made.is_undone else ""  # another address than before, so that the browser goes there
    address = f"{way}#p{page}:{start}-{end}"
    if is_part(request):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
