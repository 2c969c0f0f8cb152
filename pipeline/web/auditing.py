"""The audit (Soát số liệu): what does not agree first, the arithmetic written out, decided with one key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.questions.checked import next_to_audit, read_audited, read_checked
from pipeline.questions.findings import DECISIONS, coverage_of, decide, read_findings, spans_of
from pipeline.statuses import RULES
from pipeline.store import Store
from pipeline.web.access import actor_of
from pipeline.web.kept import kept
from pipeline.web.rendering import is_part, render
from pipeline.web.report import find_document

router = APIRouter()
STEP = 50
_LONGEST_NOTE = 2_000


@router.get("/audit")
def audit_page(request: Request, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> Response:
    """The reports with findings, those with open mismatches first."""
    checked = kept(request, read_checked)
    found, total = read_audited(request.app.state.store, checked, limit=STEP, offset=offset)
    return render(request, "audits.html", found=found, total=total, offset=offset, step=STEP)


@router.get("/audit/{doc_id}")
def findings_page(request: Request, doc_id: str) -> Response:
    """The findings of one report."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    checked = kept(request, read_checked)
    told = read_findings(store, doc_id, checked.between.get(doc_id, ()))
    following = next_to_audit(store, doc_id, checked)
    return render(
        request, "audit.html", head=head, told=told, coverage=coverage_of(store, doc_id, told), rules=RULES,
        spans_of=spans_of, reviewer=request.app.state.reviewer, following=following,
    )  # fmt: skip


@router.post("/audit/{doc_id}/{finding_id}")
def decide_finding(
    request: Request,
    *,
    doc_id: str,
    finding_id: str,
    decision: Annotated[str, Form()],
    reviewer: Annotated[str, Form(max_length=200)] = "",
    note: Annotated[str, Form(max_length=_LONGEST_NOTE)] = "",
) -> Response:
    """Write down what was decided, and show the finding as it is now."""
    store: Store = request.app.state.store
    head = find_document(store, doc_id)
    known = {str(record["finding_id"]) for record in store.records("findings", doc_id)}
    if decision not in DECISIONS or finding_id not in known:
        raise HTTPException(404)
    actor = actor_of(request, reviewer)
    decide(store, finding_id, decision, reviewer=actor.name, note=note.strip(), doc_id=doc_id, actor=actor)
    if not is_part(request):
        return RedirectResponse(f"/audit/{doc_id}#f-{finding_id}", 303)
    one = next(one for one in read_findings(store, doc_id) if one.finding["finding_id"] == finding_id)
    return render(
        request, "finding_part.html", head=head, one=one, rules=RULES, spans_of=spans_of,
        reviewer=request.app.state.reviewer,
    )  # fmt: skip
