"""What an archive speaks of, each once: the documents that it cites («70-KL/TW@2024-01-31») and the units it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.places import Place, place
from pipeline.tables import Cell, Row, tables

_TOLD = ("symbol", "doc_type", "issued_on", "issuer", "subject")


def to_directives(citations: Iterable[Row]) -> list[Row]:
    """The documents that the citations mean, each told as its fullest mention tells it.

    How often each is cited, and in how many reports, stands at the row's end.
    """
    at = _columns("citations")
    met: dict[str, list[Row]] = {}
    for row in citations:
        if directive := row[at["directive_id"]]:
            met.setdefault(str(directive), []).append(row)
    return [_directive_row(directive, rows, at) for directive, rows in sorted(met.items())]


def _directive_row(directive: str, rows: Sequence[Row], at: Mapping[str, int]) -> Row:
    filled = max(sum(bool(row[at[name]]) for name in _TOLD) for row in rows)
    fullest = [row for row in rows if sum(bool(row[at[name]]) for name in _TOLD) == filled]
    told = (_told(row[at[name]] for row in fullest) or _told(row[at[name]] for row in rows) for name in _TOLD)
    return (directive, *told, len(rows), len({row[at["doc_id"]] for row in rows}))


def to_units(mentions: Iterable[Row]) -> list[Row]:
    """The units that the mentions name, with the places they belong to, up to the province."""
    at = _columns("unit_mentions")
    units: dict[str, Row] = {}
    for row in mentions:
        unit_id = str(row[at["unit_id"]])
        if unit_id and unit_id not in units:
            upper = unit_id.partition("/")[0]
            for one in _upwards(upper):
                units.setdefault(one.unit_id, _place_row(one))
            if unit_id not in units:
                above = place(upper)
                units[unit_id] = (unit_id, row[at["name"]], row[at["kind"]], above.unit_id if above else "",
                                  _province(above), None, None, "")  # fmt: skip
    return [units[unit_id] for unit_id in sorted(units)]


def _columns(table: str) -> dict[str, int]:
    return {column.name: index for index, column in enumerate(tables()[table])}


def _told(cells: Iterable[Cell]) -> Cell:
    """What is told most often; of what is told equally often, the longest."""
    counted: dict[Cell, int] = {}
    empty: Cell = None
    for cell in cells:
        if cell:
            counted[cell] = counted.get(cell, 0) + 1
        else:
            empty = cell
    return max(counted, key=lambda cell: (counted[cell], len(str(cell))), default=empty)


def _upwards(unit_id: str) -> Iterator[Place]:
    """A place and those that it lies in."""
    while unit_id and (one := place(unit_id)) is not None:
        yield one
        unit_id = one.parent_id


def _place_row(one: Place) -> Row:
    return (one.unit_id, one.name, one.kind, one.parent_id, _province(one), one.valid_from or None,
            one.valid_to or None, "; ".join(one.successor_ids))  # fmt: skip


def _province(one: Place | None) -> str:
    upper = place(one.province_id) if one else None
    return upper.name if upper else ""
