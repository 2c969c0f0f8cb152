"""What was set as a task (Nhiệm vụ đề ra): the tasks of a period, and what the next reports say became of them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.messages import RefusedError
from pipeline.periods import read_period
from pipeline.questions.owed import last_month_of
from pipeline.questions.plans import STATES, Promise, plans_of, read_plans
from pipeline.statuses import KEPT
from pipeline.web.kept import kept
from pipeline.web.language import words_of
from pipeline.web.rendering import render

router = APIRouter()
_MOST = 500  # tasks on a page


@router.get("/plans")
def plans_page(request: Request, period: str = "", unit: str = "", directive: str = "", state: str = "") -> Response:
    """The tasks of a period; without one, of the last month of which there are reports."""
    asked = period.strip() or _last_month(request)
    found: tuple[Promise, ...] = ()
    why = ""
    try:
        told = kept(request, read_plans, read_period(asked))
        found = plans_of(told, unit=unit.strip()[:200], directive=directive.strip()[:200])
    except RefusedError as error:
        why = error.told(words_of(request))
    counted = Counter[str](one.state for one in found)
    ordered = sorted(found, key=lambda one: STATES.index(one.state))
    shown = [one for one in ordered if state not in KEPT or one.state == state]
    return render(
        request, "plans.html", 400 if why else 200, found=shown[:_MOST], more=max(len(shown) - _MOST, 0), why=why,
        counted=counted, asked={"period": asked, "unit": unit, "directive": directive, "state": state},
    )  # fmt: skip


def _last_month(request: Request) -> str:
    month = kept(request, last_month_of)
    return f"{month.first if month else date.today():%Y-%m}"
