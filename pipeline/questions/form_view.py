"""The annexed forms of one report as tables: headings as they are printed, each cell with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.store import Store
from pipeline.tables import read_spans

ROWS, COLUMNS = 100, 30  # of a form that are shown; `baocao forms --to` has them all


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell's words, and where they stand; `is_figure` for a number."""

    text: str
    page: int
    start: int
    end: int
    is_figure: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row below the headings; None where it has no cell under a column, or nothing stands in it."""

    heading: str
    cells: tuple[ShownCell | None, ...]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form as it is shown: `named` is where the report's words point at it (page, first and last character).

    `left` are how many rows and columns are not shown.
    """

    name: str
    title: str
    page: int
    start: int
    end: int
    named: tuple[int, int, int] | None
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    left: tuple[int, int]


def read_forms(store: Store, doc_id: str) -> list[ShownForm]:
    """The forms of a report, in text order; long ones are cut at `ROWS` and `COLUMNS`."""
    cells: dict[str, dict[tuple[int, int], ShownCell]] = {}
    rows: dict[str, dict[int, str]] = {}
    columns: dict[str, dict[int, str]] = {}
    for one in store.records("form_cells", doc_id):
        form, row, column = str(one["form"]), int(one["row"] or 0), int(one["column"] or 0)
        rows.setdefault(form, {})[row] = str(one["row_heading"])
        columns.setdefault(form, {})[column] = str(one["column_heading"])
        if str(one["text"]).strip():
            place = int(one["page"] or 1), int(one["start"] or 0), int(one["end"] or 0)
            cells.setdefault(form, {})[row, column] = ShownCell(str(one["text"]), *place, one["value"] is not None)
    annexed = list(store.records("forms", doc_id))
    document = store.document(doc_id) if any(one["mention"] for one in annexed) else None
    made = []
    for one in annexed:
        name = str(one["form"])
        down, across = sorted(rows.get(name, {}).items()), sorted(columns.get(name, {}).items())
        held = cells.get(name, {})
        named = next(iter(read_spans(one["mention"])), None)
        made.append(ShownForm(
            name, str(one["title"]), int(one["page"] or 1), int(one["start"] or 0), int(one["end"] or 0),
            (document.page_at(named.start), named.start, named.end) if document and named else None,
            tuple(heading for _, heading in across[:COLUMNS]),
            tuple(ShownRow(heading, tuple(held.get((row, column)) for column, _ in across[:COLUMNS]))
                  for row, heading in down[:ROWS]),
            (max(len(down) - ROWS, 0), max(len(across) - COLUMNS, 0)),
        ))  # fmt: skip
    return made
