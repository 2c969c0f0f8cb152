"""Series (Tổng hợp số liệu): units down, periods across, a small chart a row, each point linked to its words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from pipeline.archive.unit_rows import LEVELS, read_level
from pipeline.exports.series_files import write_series
from pipeline.messages import RefusedError
from pipeline.periods import read_period
from pipeline.questions.series import Series, find_series
from pipeline.questions.series_told import (
    VERDICTS,
    doubled_units,
    period_label,
    tell_cell,
    tell_check,
    tell_unit,
    title_of,
)
from pipeline.web.charts import HEIGHT, WIDTH, draw
from pipeline.web.kept import kept
from pipeline.web.language import words_of
from pipeline.web.rendering import render
from pipeline.web.workbooks import send_workbook

router = APIRouter()
LINES = 4  # that a page shows at a time: a province has thirty units, a line of three years a thousand figures
ROWS = 40  # units of a line that are shown
TOLD = 4  # of the places that tell one figure differently, so many are shown; the spreadsheet has them all
_MOST_WRITTEN = 2_000  # lines of a spreadsheet that is asked for here

Typed = Annotated[str, Query(max_length=200)]


def read_asked(
    *,
    measure: Typed = "",
    words: Typed = "",
    unit: Typed = "",
    level: Typed = "",
    period: Typed = "",
    forms: Typed = "",
) -> dict[str, str]:
    """What the address asks for, as typed."""
    return {"measure": measure, "words": words, "unit": unit, "level": level, "period": period, "forms": forms}


Asked = Annotated[dict[str, str], Depends(read_asked)]


@router.get("/series")
def series_page(request: Request, asked: Asked, down: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Response:
    """Some lines at a time, those with most figures first."""
    why, found, annexed = "", Series((), 0), 0
    try:
        found = _find(request, asked, limit=LINES, offset=down)
        if not found.lines and not asked["forms"]:
            annexed = _find(request, {**asked, "forms": "1"}, limit=1).total
    except RefusedError as error:
        why = error.told(words_of(request))
    return render(
        request, "series.html", 400 if why else 200, found=found, annexed=annexed, why=why, asked=asked, levels=LEVELS,
        down=down, step=LINES, told=TOLD, rows=ROWS, doubled_units=doubled_units,
        draw=draw, width=WIDTH, height=HEIGHT, title_of=title_of, period_label=period_label,
        tell_cell=tell_cell, tell_unit=tell_unit, tell_check=tell_check, verdicts=VERDICTS,
    )  # fmt: skip


@router.get("/series.xlsx")
def series_workbook(request: Request, asked: Asked) -> Response:
    """What is asked for, as a spreadsheet."""
    found = _find(request, asked, limit=_MOST_WRITTEN)
    return send_workbook("so-lieu.xlsx", lambda path: write_series(path, found.lines, words_of(request)))


def _find(request: Request, asked: dict[str, str], **some: Any) -> Series:
    level = read_level(asked["level"])
    period = read_period(asked["period"]) if asked["period"].strip() else None
    told: dict[str, Any] = {name: asked[name].strip() for name in ("measure", "words", "unit")}
    return kept(request, find_series, **told, level=level, period=period, forms=bool(asked["forms"]), **some)
