"""Directives × units: what each unit did about each directive, by the latest period that any report tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from pipeline.archive.issuers import province_of
from pipeline.archive.settling import Known
from pipeline.archive.unit_rows import Level, UnitRow, is_called, provinces_called, rows_of, to_row
from pipeline.facts import Status
from pipeline.messages import RefusedError
from pipeline.passages import symbol_of
from pipeline.periods import Period
from pipeline.questions.search import read_directive
from pipeline.store import Store
from pipeline.tables import Cell

CellStatus = Status | Literal["conflict", "no_evidence"]

# Of what the reports of one period say, what goes first. A plan for more does not undo what was done.
_STRONGEST: tuple[Status, ...] = ("implemented", "in_progress", "not_implemented", "planned", "monitored")
_DONE = frozenset({"implemented", "in_progress"})


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What the reports say of one unit and one directive: the `statuses` of the last month told of, strongest first.

    `status` is `conflict` where these say both that it was done and that it was not.
    """

    status: CellStatus = "no_evidence"
    statuses: tuple[Status, ...] = ()
    told_on: str = ""


NO_EVIDENCE = MatrixCell()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units down, directives across; where no report says anything, the cell is `NO_EVIDENCE`."""

    units: tuple[UnitRow, ...]
    directives: tuple[str, ...]
    cells: Mapping[tuple[str, str], MatrixCell] = field(default_factory=dict)
    period: Period | None = None
    as_of: date | None = None
    doubled: frozenset[str] = frozenset()

    def called(self, unit: UnitRow) -> str:
        """The unit's name, with its province where another row has the same: «Đảng ủy Công an tỉnh (Tỉnh Hà Giang)»."""
        return f"{unit.name} ({unit.province})" if unit.name in self.doubled and unit.province else unit.name

    def cell(self, unit: UnitRow, directive: str) -> MatrixCell:
        """What the reports say of this unit and directive."""
        return self.cells.get((unit.key, directive), NO_EVIDENCE)


def matrix(
    store: Store,
    *,
    directives: Sequence[str] = (),
    unit: str = "",
    level: Level | None = None,
    period: Period | None = None,
    as_of: date | None = None,
) -> Matrix:
    """The matrix of the directives asked for, or of all; of one unit and all within it, of one level, of one period.

    `as_of` is the day from which one looks: what was told later is left out, and what a province or commune did that
    was merged by then counts for its successor. A body counts for its district or commune.
    """
    columns = _columns_asked(directives)
    told: dict[tuple[str, str], list[tuple[str, Status]]] = {}
    found: dict[str, UnitRow] = {}
    for directive, unit_id, name, told_on, status in _latest(store, columns, period, as_of):
        for one in to_row(unit_id, name, as_of):
            found[one.key] = one
            told.setdefault((one.key, directive), []).append((told_on, status))
    day = as_of or _last_day(told.values())
    units = _units(store, found, unit=unit, level=level, on=day, as_of=as_of)
    if unit and not units:
        raise RefusedError(
            "Không biết đơn vị «{unit}»: chưa báo cáo nào nói tới, và danh mục cũng không có.", unit=unit
        )
    keys = {one.key for one in units}
    cells = {key: _cell(said) for key, said in told.items() if key[0] in keys}
    shown = {directive for _, directive in cells}
    for symbol, exact in columns:
        if not any(directive == exact or (not exact and symbol_of(directive) == symbol) for directive in shown):
            shown.add(exact or f"{symbol}@?")
    doubled = frozenset(name for name, times in Counter(one.name for one in units).items() if times > 1)
    return Matrix(units, tuple(sorted(shown)), cells, period, as_of, doubled)


def _columns_asked(directives: Iterable[str]) -> list[tuple[str, str]]:
    """The symbols that are asked for, each with the one directive of it, if a date was given."""
    return [(read_directive(one), f"{read_directive(one)}@{one.rpartition('@')[2]}" if "@" in one else "")
            for one in directives]  # fmt: skip


def _latest(
    store: Store, columns: Sequence[tuple[str, str]], period: Period | None, as_of: date | None
) -> Iterator[tuple[str, str, str, str, Status]]:
    """What was told last of every unit and directive: directive, unit, its name, the day, the status.

    The database finds the last month of each; of undated directives it tells every row, for each report may mean
    another.
    """
    where, given = conditions(columns, period, as_of)
    groups = (
        "SELECT s.directive_id AS of_directive, s.unit_id AS of_unit, s.unit_name AS of_name, "
        f"substr(max(s.told_on), 1, 7) AS in_month FROM standings s WHERE {where} GROUP BY 1, 2, 3"
    )
    query = (
        "SELECT s.directive_id, s.unit_id, s.unit_name, s.told_on, s.status "
        f"FROM ({groups}) AS g CROSS JOIN standings s WHERE s.directive_id = g.of_directive "
        "AND s.unit_id = g.of_unit AND s.unit_name = g.of_name "
        f"AND s.told_on >= g.in_month AND {where}"
    )
    exact = {directive for _, directive in columns if directive}
    loose = {symbol for symbol, directive in columns if not directive}
    undated = set()
    for row in store.ask(query, given):
        if row[0].endswith("@?"):
            undated.add(row[0])
        elif not exact or row[0] in exact or symbol_of(row[0]) in loose:
            yield row
    known = Known(store.ask)
    query = (
        "SELECT s.directive_id, s.unit_id, s.unit_name, s.told_on, s.status, s.doc_id FROM standings s "
        f"WHERE s.directive_id = :undated AND {where}"
    )
    for one in sorted(undated):
        for directive, unit_id, name, told_on, status, doc_id in store.ask(query, {**given, "undated": one}):
            meant = known.meant(doc_id, directive)
            if not exact or meant in exact or symbol_of(meant) in loose:
                yield meant, unit_id, name, told_on, status


def conditions(
    columns: Sequence[tuple[str, str]], period: Period | None, as_of: date | None
) -> tuple[str, dict[str, Cell]]:
    """What rows `s` of `standings` must meet to count: their symbols, their period, the day from which one looks."""
    given: dict[str, Cell] = {}
    where = ["1 = 1"]
    for number, (symbol, _) in enumerate(columns):
        given[f"from{number}"], given[f"upto{number}"] = f"{symbol}@", f"{symbol}A"
    if columns:
        each = (f"s.directive_id >= :from{n} AND s.directive_id < :upto{n}" for n in range(len(columns)))
        where.append(f"({' OR '.join(each)})")
    if period is not None:
        given["first"], given["last"] = period.first.isoformat(), period.last.isoformat()
        where.append("s.first <= :last AND s.last >= :first AND s.first <> ''")
    if as_of is not None:
        given["as_of"] = as_of.isoformat()
        where.append("s.told_on <= :as_of")
    return " AND ".join(where), given


def _cell(said: Sequence[tuple[str, Status]]) -> MatrixCell:
    """The month that was told of last wins."""
    latest, last = max(said)
    if len(said) == 1:
        return _plain_cell(latest, last)
    statuses = {status for told_on, status in said if told_on[:7] == latest[:7]}
    if len(statuses) == 1:
        return _plain_cell(latest, last)
    ordered = tuple(status for status in _STRONGEST if status in statuses)
    conflict = "not_implemented" in statuses and not statuses.isdisjoint(_DONE)
    return MatrixCell("conflict" if conflict else ordered[0], ordered, latest)


@lru_cache(maxsize=50_000)
def _plain_cell(told_on: str, status: Status) -> MatrixCell:
    return MatrixCell(status, (status,), told_on)


def _last_day(told: Iterable[Sequence[tuple[str, Status]]]) -> date:
    """The last day that any row tells of: the units of that day are those that could have done something."""
    latest = max((told_on for said in told for told_on, _ in said), default="")
    return date.fromisoformat(latest) if latest else date.today()


def _units(
    store: Store, found: Mapping[str, UnitRow], *, unit: str, level: Level | None, on: date, as_of: date | None
) -> tuple[UnitRow, ...]:
    """The rows: units of which something is told, and the others of their level in their provinces."""
    asked = provinces_called(unit) if unit else frozenset()
    provinces = asked or {row.province_id for row in found.values() if row.province_id} or provinces_of(store)
    shown = dict(found)
    filled: Level | None = level or ("district" if any(row.level == "district" for row in found.values()) else None)
    if filled in ("province", "district", "commune"):
        for one in rows_of(filled, provinces, on, as_of):
            shown.setdefault(one.key, one)
    kept = (row for row in shown.values() if level in (None, row.level) and (not unit or is_called(unit, row, as_of)))
    return tuple(sorted(kept, key=lambda row: row.order))


def provinces_of(store: Store) -> set[str]:
    """The provinces that the reports come from."""
    query = "SELECT DISTINCT issuer, place, coalesce(issued_on, period_end, '') FROM documents"
    return {province_of(*row) for row in store.ask(query)} - {""}
