"""The same figure over units and periods, «tổng hợp số liệu»: «kết nạp đảng viên», by month, of each district."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors.patterns import fold, strip_marks
from pipeline.archive.issuers import one_rank
from pipeline.archive.unit_rows import Level, is_called, to_row
from pipeline.messages import RefusedError
from pipeline.periods import Period
from pipeline.questions.series_cells import SeriesCell, SeriesRow, Statement
from pipeline.questions.series_periods import Stretch, columns_of
from pipeline.questions.series_totals import Check, check_totals
from pipeline.store import Store
from pipeline.tables import Cell, Column, Row, made_frame

if TYPE_CHECKING:
    from pipeline.tables import Frame

MOST_LINES = 1_000_000

_TOLD = (
    "line", "measure", "words", "about", "others", "section", "form", "scope", "unit_id",
    "unit_name", "extent", "value", "qualifier", "period_start", "period_end", "doc_id", "page", "start", "end",
    "text", "source",
)  # fmt: skip
_FIGURES = ", ".join(f'f."{name}"' for name in _TOLD[:-1])
# A figure that stands alone in the archive makes no series.
_REPEATED = "f.line IN (SELECT line FROM figures GROUP BY line HAVING count(*) > 1)"


@dataclass(frozen=True, slots=True)
class Line:
    """All figures that count the same over the same kind of time: `words` tells what, `others` who is named besides."""

    line: str
    measure: str
    words: str
    about: str
    others: str
    section: str
    form: str
    scope: str
    periods: tuple[Stretch, ...]
    rows: tuple[SeriesRow, ...]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The lines asked for, those with most figures first, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


def find_series(
    store: Store,
    *,
    measure: str = "",
    words: str = "",
    unit: str = "",
    level: Level | None = None,
    period: Period | None = None,
    forms: bool = False,
    limit: int = MOST_LINES,
    offset: int = 0,
) -> Series:
    """The series of the figures asked for: of one measure, with these words, of one unit and all within it, one level.

    A period is that of figures which end in it. `forms` asks for the cells of annexed forms in place of the figures of
    prose. `RefusedError` where no report tells of the unit or the measure.
    """
    units = _units_asked(store, unit, level)
    where, given = _conditions(store, measure, words, units, period)
    where += " AND f.form <> ''" if forms else " AND f.form = ''"
    order = "min(f.form), min(f.section), min(f.start), f.line" if forms else "f.line"  # of a form, as it is printed
    query = (
        f"SELECT f.line, count(*) AS told, count(*) OVER () FROM figures f WHERE {where} "
        f"GROUP BY f.line ORDER BY told DESC, {order} LIMIT :limit OFFSET :offset"
    )
    found = store.ask(query, {**given, "limit": limit, "offset": offset})
    names = [str(line) for line, _, _ in found]
    records = _records(store, names, period)
    lines = (_line(records[name], period) for name in names)
    shown = (line if units is None else _of_units(line, units) for line in lines)
    return Series(tuple(shown), int(found[0][2]) if found else 0)


def _units_asked(store: Store, unit: str, level: Level | None) -> frozenset[str] | None:
    """The identifiers of the units asked for; None where all are."""
    if not unit and level is None:
        return None
    every = store.ask("SELECT DISTINCT unit_id, unit_name FROM figures")
    kept = frozenset(
        str(unit_id)
        for unit_id, name in every
        for row in to_row(str(unit_id), str(name))[:1]
        if level in (None, row.level) and (not unit or is_called(unit, row, None) or fold(unit) == fold(str(name)))
    )
    if unit and not kept:
        told = "Chưa báo cáo nào nêu số liệu của «{unit}». Xem các đơn vị có số liệu: baocao series"
        raise RefusedError(told, unit=unit)
    return kept


def _conditions(
    store: Store, measure: str, words: str, units: frozenset[str] | None, period: Period | None
) -> tuple[str, dict[str, Cell]]:
    where, given = ["1 = 1"], dict[str, Cell]()
    if measure:
        where.append(store.database.is_listed("f.measure", "measures"))
        given["measures"] = json.dumps(_measures_asked(store, measure), ensure_ascii=False)
    for number, word in enumerate(fold(words).split()):
        column = "f.plain" if word == strip_marks(word) else "f.words || ' ' || f.section || ' ' || f.form"
        where.append(f"' ' || {column} || ' ' LIKE :word{number}")
        given[f"word{number}"] = f"% {word.replace('%', '').replace('_', '')} %"
    if not (measure or words):
        where.append(_REPEATED)
    if units is not None:
        where.append(store.database.is_listed("f.unit_id", "units"))
        given["units"] = json.dumps(sorted(units))
    if period is not None:
        where.append("f.period_end >= :first AND f.period_end <= :last")
        given["first"], given["last"] = period.first.isoformat(), period.last.isoformat()
    return " AND ".join(where), given


def _measures_asked(store: Store, measure: str) -> list[str]:
    """The measures that are meant: «lớp», and «lớp học» as well; without marks where none were typed."""
    wanted = fold(measure)
    bare = wanted == strip_marks(wanted)
    every = [str(one) for (one,) in store.ask("SELECT DISTINCT measure FROM figures ORDER BY 1")]
    told = {one: strip_marks(one) if bare else one for one in every}
    kept = [one for one, form in told.items() if form == wanted or form.startswith(f"{wanted} ")]
    if not kept:
        raise RefusedError("Chưa báo cáo nào có số liệu tính bằng «{measure}».", measure=measure)
    return kept


def _records(store: Store, names: Sequence[str], period: Period | None) -> dict[str, list[dict[str, Any]]]:
    """The figures of these lines, in an order that does not depend on which report came first."""
    given: dict[str, Cell] = {"lines": json.dumps(names)}
    where = store.database.is_listed("f.line", "lines")
    if period is not None:
        where += " AND f.period_end >= :first AND f.period_end <= :last"
        given |= {"first": period.first.isoformat(), "last": period.last.isoformat()}
    query = (
        f"SELECT {_FIGURES}, d.source FROM figures f JOIN documents d ON d.doc_id = f.doc_id WHERE {where} "
        "ORDER BY f.period_end, f.doc_id, f.start"
    )
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for row in store.ask(query, given):
        found[row[0]].append(dict(zip(_TOLD, row, strict=True)))
    return found


def _line(records: Sequence[Mapping[str, Any]], period: Period | None) -> Line:
    """One line with its rows, columns without gaps in time, and the totals checked."""
    periods = columns_of(((r["scope"], r["period_start"] or "", r["period_end"]) for r in records), period)
    place = {stretch: at for at, stretch in enumerate(periods)}
    told: dict[tuple[str, str], list[list[Statement]]] = {}
    names_of: dict[tuple[str, str], tuple[str, str]] = {}
    for record in records:  # in the order of time: a unit goes by its last name
        key = (one_rank(record["unit_id"]) or record["unit_name"], record["extent"])
        names_of[key] = (record["unit_id"], record["unit_name"])
        cells = told.setdefault(key, [[] for _ in periods])
        cells[place[Stretch(record["period_start"] or "", record["period_end"])]].append(_statement(record))
    rows = [_row(*names_of[key], key[1], cells) for key, cells in told.items()]
    rows.sort(key=lambda row: (*row.unit.order, row.unit_id, row.name, row.extent))
    first = records[0]
    names = ("line", "measure", "words", "about", "others", "section", "form", "scope")
    named = {name: first[name] for name in names}
    line = Line(**named, periods=periods, rows=tuple(rows))
    return replace(line, checks=tuple(check_totals(line.measure, line.words, periods, line.rows)))


def _statement(record: Mapping[str, Any]) -> Statement:
    names = ("qualifier", "text", "doc_id", "source", "page", "start", "end")
    return Statement(Decimal(record["value"]), **{name: record[name] for name in names})


def _row(unit_id: str, name: str, extent: str, cells: Sequence[Sequence[Statement]]) -> SeriesRow:
    made = (SeriesCell(tuple(sorted(cell, key=_order))) if cell else None for cell in cells)
    return SeriesRow(to_row(unit_id, name)[0], unit_id, name, extent, tuple(made))


def _order(one: Statement) -> tuple[object, ...]:
    return one.value, one.qualifier, one.source, one.doc_id, one.start


def _of_units(line: Line, units: frozenset[str]) -> Line:
    asked = frozenset(map(one_rank, units))
    return replace(line, rows=tuple(row for row in line.rows if one_rank(row.unit_id) in asked))


COLUMNS = (
    *map(Column, ("line", "words", "measure", "scope", "others", "section", "form", "unit_id", "unit_name", "level",
                  "extent")),
    Column("period_start", "date"), Column("period_end", "date"), Column("state"), Column("value", "decimal"),
    Column("qualifier"), Column("doc_id"), Column("source"), Column("page", "integer"), Column("start", "integer"),
    Column("end", "integer"), Column("text"),
)  # fmt: skip


def to_table(lines: Iterable[Line]) -> Iterator[Row]:
    """The lines as rows of `COLUMNS`, one a statement; a gap is a row with `state` «gap» and without a value.

    `state` is `stated`, `open` (several values are stated: a row each) or `gap`.
    """
    for line in lines:
        about = (line.line, line.words, line.measure, line.scope, line.others, line.section, line.form)
        for row in line.rows:
            who = (row.unit_id, row.name, row.unit.level, row.extent)
            for stretch, cell in zip(line.periods, row.cells, strict=True):
                when = (stretch.start or None, stretch.end)
                if cell is None:
                    yield (*about, *who, *when, "gap", None, "", "", "", None, None, None, "")
                for one in cell.statements if cell else ():
                    state = "open" if cell and cell.is_open else "stated"
                    where = (one.doc_id, one.source, one.page, one.start, one.end, one.text)
                    yield (*about, *who, *when, state, f"{one.value:f}", one.qualifier, *where)


def series(store: Store, **asked: Any) -> Frame:
    """The series as a frame of `COLUMNS`, narrowed as `find_series` says; values are decimal text, exact."""
    return made_frame(COLUMNS, to_table(find_series(store, **asked).lines))
