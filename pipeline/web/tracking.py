"""The matrix (Theo dõi thực hiện): units down, directives across, the evidence one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response

from pipeline.archive.unit_rows import LEVELS, read_level
from pipeline.exports.workbook import write_matrix
from pipeline.messages import RefusedError
from pipeline.periods import read_day, read_period
from pipeline.questions.matrix import Matrix, matrix
from pipeline.questions.matrix_evidence import to_records
from pipeline.statuses import STATUSES
from pipeline.web.kept import kept
from pipeline.web.language import words_of
from pipeline.web.rendering import is_part, render
from pipeline.web.workbooks import send_workbook

router = APIRouter()
COLUMNS, ROWS = 14, 200

Directives = Annotated[list[str], Query(default_factory=list, max_length=200)]


class Asked:
    """What the matrix is narrowed down to."""

    def __init__(
        self,
        directive: Sequence[str],
        *,
        unit: str = "",
        level: str = "",
        period: str = "",
        as_of: str = "",
        status: str = "",
    ) -> None:
        self.directives = [one.strip() for given in directive for one in given.split(";") if one.strip()]
        self.unit, self.period, self.as_of = unit.strip(), period.strip(), as_of.strip()
        self.level = level.strip()
        self.status = status if status in STATUSES else ""

    @property
    def told(self) -> dict[str, Any]:
        """The same as an address has it."""
        return {"directive": self.directives, "unit": self.unit, "level": self.level, "period": self.period,
                "as_of": self.as_of, "status": self.status}  # fmt: skip

    def matrix(self, request: Request) -> Matrix:
        """The matrix asked for; only the units with a cell of the status, where one is given."""
        made = kept(
            request, matrix, directives=tuple(self.directives), unit=self.unit, level=read_level(self.level),
            period=read_period(self.period) if self.period else None,
            as_of=read_day(self.as_of) if self.as_of else None,
        )  # fmt: skip
        if not self.status:
            return made
        units = (one for one in made.units if any(made.cell(one, d).status == self.status for d in made.directives))
        return replace(made, units=tuple(units))


def _asked(
    *, directive: Directives, unit: str = "", level: str = "", period: str = "", as_of: str = "", status: str = ""
) -> Asked:
    return Asked(directive, unit=unit, level=level, period=period, as_of=as_of, status=status)


@router.get("/matrix")
def matrix_page(
    request: Request,
    *,
    asked: Annotated[Asked, Depends(_asked)],
    across: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    down: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """The grid, some columns and rows of it at a time."""
    why, made = "", Matrix((), ())
    try:
        made = asked.matrix(request)
    except RefusedError as error:
        why = error.told(words_of(request))
    shown = replace(made, units=made.units[down : down + ROWS], directives=made.directives[across : across + COLUMNS])
    return render(
        request, "matrix.html", 400 if why else 200, made=shown, why=why, asked=asked.told, levels=LEVELS,
        across=across, down=down, columns=len(made.directives), rows=len(made.units), wide=COLUMNS, long=ROWS,
    )  # fmt: skip


@router.get("/matrix/cell")
def cell_page(request: Request, of: str, about: str, period: str = "", as_of: str = "") -> Response:
    """The evidence for one unit (`of`, the row's key) and one directive."""
    asked = Asked([about], period=period, as_of=as_of)
    made = asked.matrix(request)
    units = tuple(one for one in made.units if one.key == of)
    if not units or about not in made.directives:
        raise HTTPException(404)
    [record] = to_records(request.app.state.store, replace(made, units=units, directives=(about,)))
    return render(request, "cell_part.html" if is_part(request) else "cell.html", record=record)


@router.get("/matrix.xlsx")
def matrix_workbook(request: Request, asked: Annotated[Asked, Depends(_asked)]) -> Response:
    """What is shown, as a spreadsheet."""
    made = asked.matrix(request)
    records = to_records(request.app.state.store, made)
    return send_workbook("ma-tran.xlsx", lambda path: write_matrix(path, made.directives, records))
