"""What offices owe, plan and count, as JSON: `/api/missing`, `/api/plans`, `/api/series`, `/api/forms`. Read-only."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from pipeline.archive.unit_rows import Level
from pipeline.messages import RefusedError
from pipeline.periods import Period, read_period
from pipeline.questions.forms import LEADING, list_forms, stack
from pipeline.questions.owed import owed, to_record, unread_files
from pipeline.questions.plans import State, plans_of, read_plans
from pipeline.questions.series import find_series
from pipeline.questions.series_told import to_record as line_to_record
from pipeline.web.kept import kept

router = APIRouter()

Typed = Annotated[str, Query(max_length=200)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=1000)]
_MOST_YEARS = 10  # that one question may ask: each month of each organ is looked at


@router.get("/api/missing")
def list_owed(
    request: Request,
    *,
    period: Typed,
    state: Literal["", "missing", "late", "open", "not_due", "sent"] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """The reports owed for a period: who has not reported, who was late and by how many days, who was in time.

    `unread` is how many files could not be read: what is missing may be among them.
    """
    asked = _bounded(period)
    found = kept(request, owed, asked)
    shown = [one for one in found if state in ("", one.state)]
    return {
        "total": len(shown), "states": Counter(one.state for one in found),
        "unread": unread_files(request.app.state.store),
        "reports": [to_record(one) for one in shown[offset : offset + limit]],
    }  # fmt: skip


@router.get("/api/plans")
def list_tasks(
    request: Request,
    *,
    period: Typed,
    unit: Typed = "",
    directive: Typed = "",
    state: State | Literal[""] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """The tasks that reports set for a period, and what later reports say became of each, with the evidence."""
    told = kept(request, read_plans, _bounded(period))
    found = plans_of(told, unit=unit.strip(), directive=directive.strip())
    shown = [one for one in found if state in ("", one.state)]
    return {
        "total": len(shown), "states": Counter(one.state for one in found),
        "tasks": [asdict(one) for one in shown[offset : offset + limit]],
    }  # fmt: skip


@router.get("/api/series")
def list_series(
    request: Request,
    *,
    measure: Typed = "",
    words: Typed = "",
    unit: Typed = "",
    level: Level | Literal[""] = "",
    period: Typed = "",
    forms: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    """The same figure over units and periods, lines with most figures first; totals that were checked with them.

    With `forms` the cells of annexed forms in place of the figures of prose.
    """
    asked = read_period(period) if period.strip() else None
    found = kept(
        request, find_series, measure=measure.strip(), words=words.strip(), unit=unit.strip(), level=level or None,
        period=asked, forms=forms, limit=limit, offset=offset,
    )  # fmt: skip
    return {"total": found.total, "lines": [line_to_record(line) for line in found.lines]}


@router.get("/api/forms")
def list_annexed(request: Request, limit: Limit = 1000, offset: Offset = 0) -> dict[str, Any]:
    """The forms that reports annex, those of most reports first."""
    held = list_forms(request.app.state.store)
    return {"total": len(held), "forms": [asdict(one) for one in held[offset : offset + limit]]}


@router.get("/api/forms/rows")
def list_form_rows(
    request: Request, *, form: Typed, period: Typed = "", limit: Limit = 1000, offset: Offset = 0
) -> dict[str, Any]:
    """The rows of one form of all reports, one below the other; `partial` are columns that only so many have."""
    made = stack(request.app.state.store, form.strip(), read_period(period) if period.strip() else None)
    rows = [
        {**dict(zip(LEADING, row, strict=False)), "cells": dict(zip(made.columns, row[len(LEADING) :], strict=True))}
        for row in made.rows[offset : offset + limit]
    ]
    return {"total": len(made.rows), "reports": made.reports, "partial": [list(one) for one in made.partial],
            "rows": rows}  # fmt: skip


def _bounded(typed: str) -> Period:
    asked = read_period(typed)
    if asked.last.year - asked.first.year >= _MOST_YEARS:
        raise RefusedError("Hãy hỏi nhiều nhất {n} năm một lần.", n=_MOST_YEARS)
    return asked
