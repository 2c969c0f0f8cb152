"""A small chart of a unit's figures as lines and points of an SVG: a gap breaks the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.questions.series_cells import SeriesCell, Statement

WIDTH, HEIGHT, _EDGE = 180, 36, 4
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on the chart: where it stands, as decimal text, and the statement it is."""

    x: str
    y: str
    statement: Statement
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The points of a row, and the stretches of the line between them: «4,32 30,4»."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]


def draw(cells: Sequence[SeriesCell | None]) -> Chart:
    """The chart of a row. What is not stated has no point, and no line runs over it; nor over an open figure."""
    values = [one.value for cell in cells if cell for one in cell.statements]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    points: list[Point] = []
    lines: list[list[Point]] = [[]]
    for at, cell in enumerate(cells):
        here = list(_points(cell, at, len(cells), low, high)) if cell else []
        points += here
        if len(here) == 1 and cell is not None and not cell.is_open:
            lines[-1].append(here[0])
        else:
            lines.append([])
    told = (" ".join(f"{one.x},{one.y}" for one in line) for line in lines if len(line) > 1)
    return Chart(tuple(points), tuple(told))


def _points(cell: SeriesCell, at: int, many: int, low: Decimal, high: Decimal) -> Iterator[Point]:
    x = _EDGE + Decimal(WIDTH - 2 * _EDGE) * at / max(many - 1, 1)
    stated = sorted({one.value for one in cell.statements})
    for value in dict.fromkeys((stated[0], stated[-1])):  # of what is stated differently, the lowest and the highest
        statement = next(one for one in cell.statements if one.value == value)
        share = (value - low) / (high - low) if high > low else Decimal(1) / 2
        y = HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)
        yield Point(f"{x.quantize(_TENTH)}", f"{y.quantize(_TENTH)}", statement, cell.is_open)
