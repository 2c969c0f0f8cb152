"""Directives × units: what each unit did about each directive, by the latest period that any report tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.facts import Status
from pipeline.messages import RefusedError
from pipeline.passages import symbol_of
from pipeline.periods import Period
from pipeline.register import province_of, settle
from pipeline.search import read_directive
from pipeline.store import Store
from pipeline.tables import Cell
from pipeline.unit_rows import Level, UnitRow, is_called, provinces_called, rows_of, to_row

CellStatus = Status | Literal["conflict", "no_evidence"]

# Of what the reports of one period say, what goes first. A plan for more does not undo what was done.
_STRONGEST: tuple[Status, ...] = ("implemented", "in_progress", "not_implemented", "planned", "monitored")
_DONE = frozenset({"implemented", "in_progress"})


@dataclass(frozen=True, slots=True)
class Told:
    """One row of `implementations`: who did what, in which period, and where a report says so."""

    unit_id: str
    unit_name: str
    status: Status
    activity: str
    period_start: str
    period_end: str
    told_on: str
    doc_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What the reports say of one unit and one directive: `latest` holds the rows of the last month told of.

    `status` is `conflict` where these say both that it was done and that it was not.
    """

    status: CellStatus = "no_evidence"
    latest: tuple[Told, ...] = ()
    history: tuple[Told, ...] = ()

    @property
    def statuses(self) -> tuple[Status, ...]:
        """What the latest rows say, the strongest first."""
        said = {told.status for told in self.latest}
        return tuple(status for status in _STRONGEST if status in said)


NO_EVIDENCE = MatrixCell()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units down, directives across; where no report says anything, the cell is `NO_EVIDENCE`."""

    units: tuple[UnitRow, ...]
    directives: tuple[str, ...]
    cells: Mapping[tuple[str, str], MatrixCell] = field(default_factory=dict)

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
    told: dict[tuple[str, str], list[Told]] = {}
    found: dict[str, UnitRow] = {}
    columns = _columns_asked(store, directives)
    for directive, row in _told(store, columns, period, as_of):
        for one in to_row(row.unit_id, row.unit_name, as_of):
            found.setdefault(one.key, one)
            told.setdefault((one.key, directive), []).append(row)
    units = _units(store, found, unit=unit, level=level, as_of=as_of or _last_day(told.values()), merged=as_of)
    if unit and not units:
        raise RefusedError(f"Không biết đơn vị «{unit}»: chưa báo cáo nào nói tới, và danh mục cũng không có.")
    keys = {one.key for one in units}
    cells = {key: _cell(rows) for key, rows in told.items() if key[0] in keys}
    shown = dict.fromkeys(directive for _, directive in sorted(cells, key=lambda key: key[1]))
    for symbol, exact in columns:
        if not any(directive == exact or (not exact and symbol_of(directive) == symbol) for directive in shown):
            shown[exact or f"{symbol}@?"] = None
    return Matrix(units, tuple(sorted(shown)), cells)


def to_records(store: Store, made: Matrix) -> Iterator[dict[str, object]]:
    """Every cell as a record, with the words of the reports: for JSON, and for notes beside cells."""
    texts = _texts(store, made)
    for unit in made.units:
        for directive in made.directives:
            cell = made.cell(unit, directive)
            first = cell.latest[0] if cell.latest else None
            yield {
                "directive_id": directive, "unit_id": unit.unit_id, "unit_name": unit.name, "level": unit.level,
                "province": unit.province, "valid_to": unit.valid_to, "status": cell.status,
                "statuses": list(cell.statuses),
                "activities": list(dict.fromkeys(told.activity for told in cell.latest if told.activity)),
                "period_start": first.period_start if first else "", "period_end": first.period_end if first else "",
                "evidence": [_record(told, texts) for told in cell.latest],
                "history": [_record(told, texts) for told in cell.history],
            }  # fmt: skip


def _record(told: Told, texts: Mapping[tuple[str, int, int], tuple[str, str]]) -> dict[str, Cell]:
    text, source = texts.get((told.doc_id, told.start, told.end), ("", ""))
    return {
        "unit_id": told.unit_id, "unit_name": told.unit_name, "status": told.status, "activity": told.activity,
        "period_start": told.period_start, "period_end": told.period_end, "doc_id": told.doc_id, "source": source,
        "page": told.page, "start": told.start, "end": told.end, "text": text,
    }  # fmt: skip


def _texts(store: Store, made: Matrix) -> dict[tuple[str, int, int], tuple[str, str]]:
    """The words of the rows that the cells rest on, and the files they stand in."""
    wanted = {(told.doc_id, told.start, told.end) for cell in made.cells.values() for told in cell.history}
    query = (
        'SELECT m.doc_id, m.start, m."end", m.text, d.source FROM implementations m '
        "JOIN documents d ON d.doc_id = m.doc_id"
    )
    return {(doc, start, end): (text, source) for doc, start, end, text, source in store.ask(query)
            if (doc, start, end) in wanted}  # fmt: skip


def _columns_asked(store: Store, directives: Iterable[str]) -> list[tuple[str, str]]:
    """The symbols that are asked for, each with the one directive of it, if a date was given."""
    return [(read_directive(one), f"{read_directive(one)}@{one.rpartition('@')[2]}" if "@" in one else "")
            for one in directives]  # fmt: skip


def _told(
    store: Store, columns: Sequence[tuple[str, str]], period: Period | None, as_of: date | None
) -> Iterator[tuple[str, Told]]:
    """The rows of `implementations` that count, each with the directive it is about, by all that the archive knows."""
    query = (
        "SELECT directive_id, unit_id, unit_name, status, activity, coalesce(period_start, ''), "
        "coalesce(period_end, ''), doc_id, page, start, \"end\" FROM implementations"
    )
    given: dict[str, Cell] = {}
    for number, (symbol, _) in enumerate(columns):
        given[f"from{number}"], given[f"upto{number}"] = f"{symbol}@", f"{symbol}A"
        joined = " OR " if number else " WHERE "
        query += f"{joined}(directive_id >= :from{number} AND directive_id < :upto{number})"
    documents = {
        doc_id: (start or issued or "", end or issued or "")
        for doc_id, start, end, issued in store.ask("SELECT doc_id, period_start, period_end, issued_on FROM documents")
    }
    exact = {(symbol, directive) for symbol, directive in columns if directive}
    loose = {symbol for symbol, directive in columns if not directive}
    known = _Known(store)
    latest = as_of.isoformat() if as_of else ""
    for directive, unit_id, name, status, activity, first, last, doc_id, page, start, end in store.ask(query, given):
        own_first, own_last = documents[doc_id]
        told_on = (min(last, own_last) if status == "planned" and last and own_last else last or first) or own_last
        meant = known.meant(doc_id, directive) if directive.endswith("@?") else directive
        if exact and symbol_of(meant) not in loose and (symbol_of(meant), meant) not in exact:
            continue
        if period is not None and not period.meets(first or last or own_first, last or first or own_last):
            continue
        if latest and told_on > latest:
            continue
        yield meant, Told(unit_id, name, status, activity, first, last, told_on, doc_id, page or 1, start, end)


class _Known:
    """What the archive says of undated directives, each symbol asked for once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: set[str] = set()
        self._known: dict[tuple[str, str], str] = {}

    def meant(self, doc_id: str, directive: str) -> str:
        """The directive that this undated one of a report is."""
        if directive not in self._asked:
            self._asked.add(directive)
            settled = settle(self._store.ask, symbol=symbol_of(directive))
            self._known.update({key: one.directive_id for key, one in settled.items()})
        return self._known.get((doc_id, directive), directive)


def _cell(rows: list[Told]) -> MatrixCell:
    """The month that was told of last wins; what came before stays as history, newest first."""
    rows.sort(key=lambda told: (told.told_on, told.doc_id, told.start), reverse=True)
    month = rows[0].told_on[:7]
    latest = tuple(told for told in rows if told.told_on[:7] == month)
    said = {told.status for told in latest}
    strongest = next(status for status in _STRONGEST if status in said)
    conflict = "not_implemented" in said and not said.isdisjoint(_DONE)
    return MatrixCell("conflict" if conflict else strongest, latest, tuple(rows))


def _last_day(told: Iterable[Sequence[Told]]) -> date:
    """The last day that any row tells of: the units of that day are those that could have done something."""
    days = [row.told_on for rows in told for row in rows if row.told_on]
    return date.fromisoformat(max(days)) if days else date.today()


def _units(
    store: Store, found: Mapping[str, UnitRow], *, unit: str, level: Level | None, as_of: date, merged: date | None
) -> tuple[UnitRow, ...]:
    """The rows: units of which something is told, and the others of their level in their provinces."""
    asked = provinces_called(unit, merged) if unit else frozenset()
    provinces = asked or {row.province_id for row in found.values() if row.province_id} or _provinces(store)
    shown = dict(found)
    filled: Level | None = level or ("district" if any(row.level == "district" for row in found.values()) else None)
    if filled in ("province", "district", "commune"):
        for one in rows_of(filled, provinces, as_of, merged):
            shown.setdefault(one.key, one)
    kept = (row for row in shown.values() if level in (None, row.level) and (not unit or is_called(unit, row, merged)))
    return tuple(sorted(kept, key=lambda row: row.order))


def _provinces(store: Store) -> set[str]:
    """The provinces that the reports come from."""
    query = "SELECT DISTINCT issuer, place, coalesce(issued_on, period_end, '') FROM documents"
    return {province_of(*row) for row in store.ask(query)} - {""}
