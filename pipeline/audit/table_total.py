"""Rows and columns of tables: what stands beside «Tổng cộng» is the sum of the cells above (or below) it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from extractors.mention import Span
from pipeline.audit.explain import find_reasons, plain, show, tell, write_sum
from pipeline.audit.grids import Grid, read_grid
from pipeline.audit.reading import Reading
from pipeline.audit.rounding import may_be_rounding, rounds_to
from pipeline.audit.view import View
from pipeline.document import Cell, Table
from pipeline.facts import Finding, Verdict

RULE = "table_total"

_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng(?: chung)?)(?:\s*\([^)]*\))?[:.]?")
# «Toàn huyện» may count more than the rows above it.
_WHOLE = re.compile(r"toàn (?:tỉnh|huyện|thành phố|xã|ngành|đảng bộ)[:.]?")


def totals_equal_their_cells(reading: Reading) -> Iterator[Finding]:
    """Every row labelled as a total is the sum of its columns; every such column, of its rows."""
    view = reading.view
    for at, table in enumerate(view.document.tables):
        grid = read_grid(view.text, table)
        before = view.document.tables[at - 1] if at else None
        if grid is None or _goes_on(view, before, table, grid):
            continue
        yield from chain(_down(view, grid), _across(view, grid))


def _goes_on(view: View, before: Table | None, table: Table, grid: Grid) -> bool:
    """True for a table whose first rows stand on the page before: what is left says nothing of its total."""
    if not grid.header or grid.first_number not in ("", "1", "01", "i", "a"):
        return True
    return before is not None and not view.text[before.end : table.start].strip() and not grid.first_number


def _down(view: View, grid: Grid) -> Iterator[Finding]:
    totals = [row for row in grid.rows if _is_total(grid, row)]
    if len(totals) != 1:
        return
    total = totals[0]
    data = [row for row in grid.rows if row != total]
    if not data or not (total > data[-1] or total < data[0]):
        return
    for column in grid.columns:
        cell = grid.cells.get((total, column))
        if cell is None or column in grid.labels or grid.value(cell) is None or grid.is_no_sum(column):
            continue
        finding = _column(view, grid, cell, [grid.cells.get((row, column)) for row in data], data)
        if finding is not None:
            yield finding


def _is_total(grid: Grid, row: int) -> bool:
    """True for a row labelled as a total and nothing else, without a number of its own."""
    label = grid.label(row)
    return not grid.levels[row] and (_TOTAL.fullmatch(label) or _WHOLE.fullmatch(label)) is not None


def _column(view: View, grid: Grid, total: Cell, cells: Sequence[Cell | None], rows: Sequence[int]) -> Finding | None:
    """The total of one column; None where a cell of it is merged or holds words."""
    if any(cell is None or cell.row_span > 1 or cell.column_span > 1 or not grid.is_number(cell) for cell in cells):
        return None
    expected = grid.value(total)
    values = {row: grid.value(cell) for row, cell in zip(rows, cells, strict=True) if cell is not None}
    given = {row: value for row, value in values.items() if value is not None}
    if expected is None or len(given) < 2:
        return None
    where = {row: cell for row, cell in zip(rows, cells, strict=True) if cell is not None}
    for reading in grid.readings(tuple(given)):
        parts = [given[row] for row in reading]
        if sum(parts, Decimal(0)) == expected or rounds_to(expected, parts):
            return _finding(view, grid, total, [where[row] for row in reading], verdict="match")
    why = "" if grid.flat else "các dòng có nhiều cấp"
    why = why or ("chênh lệch có thể do làm tròn" if may_be_rounding(expected, list(given.values())) else "")
    why = why or ("" if _TOTAL.fullmatch(grid.label(total.row)) else "bảng có thể chỉ nêu một số đơn vị")
    return _finding(
        view, grid, total, [where[row] for row in given], verdict="unverifiable" if why else "mismatch", why=why
    )


def _across(view: View, grid: Grid) -> Iterator[Finding]:
    """A column «Tổng số» beside its parts, where most rows agree: then those that do not are wrong."""
    totals = [column for column in grid.columns if _TOTAL.fullmatch(grid.heading(column))]
    if len(totals) != 1 or grid.header_spans or "trong đó" in grid.header_words:
        return
    parts = [c for c in grid.columns if c not in (*totals, *grid.labels) and not grid.is_no_sum(c)]
    rows: dict[int, tuple[Cell, list[Cell]]] = {}
    for row in grid.rows:
        total = grid.cells.get((row, totals[0]))
        cells = [grid.cells.get((row, column)) for column in parts]
        numbers = [cell for cell in cells if cell is not None and grid.is_number(cell)]
        if total is not None and grid.value(total) is not None and len(numbers) == len(parts) > 1:
            rows[row] = (total, numbers)
    agree = [row for row, (total, given) in rows.items() if _sum(grid, given) == grid.value(total)]
    if len(agree) < 3 or len(agree) * 5 < len(rows) * 3:
        return
    for row, (total, given) in rows.items():
        yield _finding(view, grid, total, given, verdict="match" if row in agree else "mismatch")


def _sum(grid: Grid, cells: Sequence[Cell]) -> Decimal:
    return sum((grid.value(cell) or Decimal(0) for cell in cells), Decimal(0))


def _finding(view: View, grid: Grid, total: Cell, cells: Sequence[Cell], *, verdict: Verdict, why: str = "") -> Finding:
    expected = grid.value(total) or Decimal(0)
    values = [grid.value(cell) or Decimal(0) for cell in cells]
    found = sum(values, Decimal(0))
    arithmetic = write_sum(values) + (f" ≠ {show(expected)}" if found != expected else "")
    name = grid.heading_as_printed(total.column) or grid.label_as_printed(total.row)
    if verdict == "match":
        told = f"Khớp: {arithmetic}."
    elif verdict == "mismatch":
        names = [grid.label_as_printed(c.row) or grid.heading_as_printed(c.column) for c in cells]
        told = f"Cột «{name}»: {arithmetic}. {tell(find_reasons(expected, values, names), expected, found)}"
    else:
        told = f"Chưa kiểm tra được: {why} ({arithmetic})."
    span = Span(total.start, total.end)
    return Finding(
        rule=RULE,
        verdict=verdict,
        claim=span.slice(view.text).strip(),
        span=span,
        evidence=tuple(Span(cell.start, cell.end) for cell in cells),
        expected=plain(expected),
        found=plain(found),
        difference=plain(found - expected),
        explanation=told,
        arithmetic=arithmetic,
    )
