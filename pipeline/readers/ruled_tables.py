"""Ruled tables of printed pages, and those that run on over a page's end: one table, without its repeated head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.readers.grids import GridCell
from pipeline.readers.printed import Printed

SAME_RULE = 3.0  # points by which a table's upright rules move from page to page

_FIGURE = re.compile(r"[\d.,/%\s-]+")

CellLines = tuple[GridCell, list[Printed]]
Other = TypeVar("Other")


@dataclass(slots=True)
class RuledTable:
    """A ruled table of a page: where it begins, and the printed lines of each of its cells, row by row."""

    top: float
    cells: list[CellLines]


def joined_tables(flow: Iterable[Other | RuledTable]) -> Iterator[Other | RuledTable]:
    """The same in order, with each table that goes on at the top of the next page joined to its beginning."""
    running: _Running | None = None
    for item in flow:
        if isinstance(item, RuledTable):
            if running is not None and running.takes(item):
                continue
            if running is not None:
                yield running.table
            running = _Running(item)
            continue
        if running is not None:
            yield running.table
            running = None
        yield item
    if running is not None:
        yield running.table


class _Running:
    """A table that may go on overleaf."""

    def __init__(self, table: RuledTable) -> None:
        rows = _rows(table)
        self.table = RuledTable(table.top, list(table.cells))
        self._head = _texts(rows[0])
        self._last = rows[-1]
        self._page = max(_pages(table))
        self._upright = _upright(table)

    def takes(self, below: RuledTable) -> bool:
        """Join the table below; False where it does not stand on the next page between the same upright rules."""
        pages, upright = _pages(below), _upright(below)
        if min(pages) != self._page + 1 or len(upright) != len(self._upright):
            return False
        if any(abs(one - two) >= SAME_RULE for one, two in zip(upright, self._upright, strict=True)):
            return False
        rows = _rows(below)
        if _texts(rows[0]) == self._head:
            rows = rows[1:]  # printed again
        if rows and (cut := _cut_row(self._last, rows[0])):
            self.table.cells[-len(cut) :] = cut
            self._last = cut
            rows = rows[1:]
        if rows:
            shift = max(cell.row + cell.row_span for cell, _ in self._last) - rows[0][0][0].row
            shifted = [[(replace(cell, row=cell.row + shift), lines) for cell, lines in row] for row in rows]
            self.table.cells += [each for row in shifted for each in row]
            self._last = shifted[-1]
        self._page = max(pages)
        return True


def _pages(table: RuledTable) -> set[int]:
    return {line.page for _, lines in table.cells for line in lines}


def _upright(table: RuledTable) -> list[float]:
    return [*sorted({cell.x0 for cell, _ in table.cells}), max(cell.x1 for cell, _ in table.cells)]


def _rows(table: RuledTable) -> list[list[CellLines]]:
    rows: dict[int, list[CellLines]] = {}
    for cell, lines in table.cells:
        rows.setdefault(cell.row, []).append((cell, lines))
    return list(rows.values())


def _texts(row: list[CellLines]) -> list[str]:
    return [" ".join(line.text for line in lines) for _, lines in row]


def _cut_row(above: list[CellLines], below: list[CellLines]) -> list[CellLines] | None:
    """The row that the page's end cuts, whole again; None where the row below is one of its own.

    What runs on is words in some of the cells: never in the first, where its number stands, and never a figure.
    """
    one, two = _texts(above), _texts(below)
    if len(one) != len(two) or two[0] or not one[0]:
        return None
    running = [(upper, lower) for upper, lower in zip(one, two, strict=True) if lower]
    if not running or any(not upper or _FIGURE.fullmatch(lower) for upper, lower in running):
        return None
    if len(running) == sum(map(bool, one)) - 1 and not any(lower[0].islower() for _, lower in running):
        return None
    return [(cell, [*lines, *rest]) for (cell, lines), (_, rest) in zip(above, below, strict=True)]
