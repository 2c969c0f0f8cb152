"""Ruled tables: from the strokes of a page to the boxes of its cells, in rows, by pdfplumber's table finder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_CROSSINGS = 2500  # pdfplumber compares every crossing with every other
NEAR = 3.0  # points within which two strokes are one
MOSTLY = 0.8  # so much of a stroke's length lies in the table that it rules
LEAST_UPRIGHT = 3  # so many upright strokes that end together are a table's


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: row and column from 0, how many of each it spans, and its box from the page's top left."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's box and its cells, row by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[GridCell, ...]


def find_grids(edges: list[tuple[float, float, float, float]]) -> list[Grid]:
    """The ruled tables that the strokes make, from top to bottom; a frame around one text is none."""
    upright = [edge for edge in edges if edge[2] - edge[0] < edge[3] - edge[1]]
    if len(upright) < 2 or len(edges) - len(upright) < 2:
        return []
    # Imported here because most pages have no table, and pdfplumber takes longer to load than to read a report.
    from pdfplumber import table  # noqa: PLC0415

    closing = [*edges, *_missing_ends(upright)]
    merged = table.merge_edges([_edge(*edge) for edge in closing], NEAR, NEAR, NEAR, NEAR)
    crossings = table.edges_to_intersections(merged, NEAR, NEAR)
    if not 6 <= len(crossings) <= MOST_CROSSINGS:
        return []
    found = (_grid(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings)))
    return sorted((grid for grid in found if grid is not None), key=lambda grid: grid.top)


def table_edges(edges: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Those of the strokes that rule the tables which they make, without what a letter that touches one adds to it."""
    return [kept for grid in find_grids(edges) for edge in edges for kept in _within(grid, edge)]


def _within(grid: Grid, edge: tuple[float, float, float, float]) -> Iterator[tuple[float, float, float, float]]:
    """The edge as far as it stands in the grid's box; nothing where much of it does not."""
    x0, top = max(edge[0], grid.x0 - NEAR), max(edge[1], grid.top - NEAR)
    x1, bottom = min(edge[2], grid.x1 + NEAR), min(edge[3], grid.bottom + NEAR)
    whole, inside = edge[2] - edge[0] + edge[3] - edge[1], x1 - x0 + bottom - top
    if x0 <= x1 and top <= bottom and inside > MOSTLY * whole:
        yield x0, top, x1, bottom


def _missing_ends(
    upright: list[tuple[float, float, float, float]],
) -> Iterator[tuple[float, float, float, float]]:
    """The rules above and below a table that the page's end cuts: there its upright strokes begin and end together."""
    for side in (1, 3):
        ends: dict[int, list[tuple[float, float, float, float]]] = {}
        for edge in upright:
            ends.setdefault(round(edge[side] / NEAR), []).append(edge)
        for together in ends.values():
            lefts = sorted({round(edge[0] / NEAR) for edge in together})
            if len(lefts) >= LEAST_UPRIGHT:
                height = together[0][side]
                yield min(edge[0] for edge in together), height, max(edge[0] for edge in together), height


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    upright = x1 - x0 < bottom - top
    return {
        "object_type": "line", "orientation": "v" if upright else "h", "x0": x0, "top": top, "x1": x1,
        "bottom": bottom, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid | None:
    """The cells in rows and columns; None where there is but one row or one column of them."""
    lefts = sorted({box[0] for box in boxes})
    tops = sorted({box[1] for box in boxes})
    if len(lefts) < 2 or len(boxes) < 3:
        return None
    cells = [
        GridCell(
            row=tops.index(top),
            column=lefts.index(x0),
            row_span=sum(top <= other < bottom for other in tops),
            column_span=sum(x0 <= other < x1 for other in lefts),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
        )
        for x0, top, x1, bottom in boxes
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(lefts[0], tops[0], max(box[2] for box in boxes), max(box[3] for box in boxes), tuple(cells))
