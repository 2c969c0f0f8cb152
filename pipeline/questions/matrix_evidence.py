"""The evidence behind the matrix: for each cell the rows of the reports, the last month's and what came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.archive.settling import Known
from pipeline.archive.unit_rows import UnitRow, to_row
from pipeline.corrections.applying import fact_key
from pipeline.passages import symbol_of
from pipeline.questions.matrix import Matrix, conditions
from pipeline.store import Store
from pipeline.tables import Cell

Told = Mapping[str, Cell]

_COLUMNS = ("unit_id", "unit_name", "status", "activity", "period_start", "period_end", "doc_id", "page", "start",
            "end", "text", "source", "told_on", "corrected")  # fmt: skip


def to_records(store: Store, made: Matrix) -> Iterator[dict[str, Any]]:
    """Every cell of the matrix as a record, row by row, with the words of the reports, their files and pages.

    `evidence` holds the rows of the last month told of, `history` all of them, the newest first.
    """
    told = _told(store, made)
    for unit in made.units:
        for directive in made.directives:
            yield _record(made, unit, directive, told.get((unit.key, directive), []))


def _record(made: Matrix, unit: UnitRow, directive: str, rows: list[Told]) -> dict[str, Any]:
    cell = made.cell(unit, directive)
    rows.sort(key=lambda row: (str(row["told_on"]), str(row["doc_id"]), int(row["start"] or 0)), reverse=True)
    latest = [row for row in rows if str(row["told_on"])[:7] == cell.told_on[:7]]
    activities = dict.fromkeys(row["activity"] for row in latest if row["activity"])
    return {
        "directive_id": directive, "unit_id": unit.unit_id, "unit_name": unit.name, "level": unit.level,
        "province": unit.province, "valid_to": unit.valid_to, "status": cell.status, "statuses": list(cell.statuses),
        "activities": list(activities), "period_start": latest[0]["period_start"] if latest else None,
        "period_end": latest[0]["period_end"] if latest else None, "evidence": latest, "history": rows,
    }  # fmt: skip


def _told(store: Store, made: Matrix) -> dict[tuple[str, str], list[Told]]:
    """The rows behind the cells, by unit and directive; where they are told on counts as in the matrix."""
    columns = sorted({(symbol_of(directive), "") for directive in made.directives})
    where, given = conditions(columns, made.period, made.as_of)
    # Rows that say the same of a unit and a directive in one report stand once in `standings`.
    query = (
        "SELECT s.directive_id, i.unit_id, i.unit_name, i.status, i.activity, i.period_start, i.period_end, i.doc_id, "
        'i.page, i.start, i."end", i.text, d.source, s.told_on, i.corrected FROM standings s '
        "JOIN documents d ON d.doc_id = s.doc_id "
        "JOIN implementations i ON i.directive_id = s.directive_id AND i.doc_id = s.doc_id AND i.unit_id = s.unit_id "
        "AND i.unit_name = s.unit_name AND i.status = s.status "
        "AND coalesce(i.period_end, i.period_start, s.last) = s.last "
        "AND coalesce(i.period_start, i.period_end, s.first) = s.first "
        f"WHERE {where} ORDER BY i.doc_id, i.start, i.unit_id, i.unit_name, i.status, i.activity"
    )
    shown = {unit.key for unit in made.units}
    known = Known(store.ask)
    found: dict[tuple[str, str], list[Told]] = {}
    for directive, *cells in store.ask(query, given):
        units = [one.key for one in to_row(str(cells[0]), str(cells[1]), made.as_of) if one.key in shown]
        if not units:
            continue
        row: Told = dict(zip(_COLUMNS, cells, strict=True))
        row = {**row, "fact": fact_key("implementations", {**row, "directive_id": directive})}
        meant = known.meant(str(row["doc_id"]), directive) if directive.endswith("@?") else directive
        for unit in units:
            if (unit, meant) in made.cells:
                found.setdefault((unit, meant), []).append(row)
    return found
